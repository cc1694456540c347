"""Articles from the web: fetched once, then read and annotated from their copy."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from support.terminal import LESART, own_environment
from support.web import Answer, Server, answer

PAGE = "Eine Überschrift\n\nEin Satz über die Straße. Noch einer.\n"


@pytest.fixture
def answers() -> dict[str, Answer]:
    return {"/artikel.txt": answer(PAGE.encode(), Content_Type="text/plain")}


@pytest.fixture
def server(answers: dict[str, Answer]) -> Iterator[Server]:
    running = Server(answers)
    yield running
    running.close()


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    return own_environment(tmp_path)


def lesart(home: Mapping[str, str], *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LESART, *arguments], env={**home, **settings}, capture_output=True, text=True, check=False
    )


def test_page_is_fetched_once_and_read_and_annotated_without_the_network(
    server: Server, home: Mapping[str, str]
) -> None:
    url = server.url + "/artikel.txt"
    shown = json.loads(lesart(home, "show", url, "--json").stdout)
    assert [block["text"] for block in shown["blocks"]] == [
        "Eine Überschrift",
        "Ein Satz über die Straße. Noch einer.",
    ]
    assert shown["source"] == url
    assert lesart(home, "note", url, "--quote", "Straße", "--text", "hm").returncode == 0
    notes = json.loads(lesart(home, "notes", url + "#abschnitt", "--json", LESART_OFFLINE="true").stdout)
    assert [note["note"] for note in notes] == ["hm"]
    assert server.asked == ["/artikel.txt"]
    sidecar = next(Path(home["XDG_DATA_HOME"]).rglob("*.annotations.json"))
    assert json.loads(sidecar.read_text("utf-8"))["items"][0]["target"]["source"] == url


def test_page_is_fetched_again_when_asked_and_keeps_its_notes(
    server: Server, home: Mapping[str, str], answers: dict[str, Answer]
) -> None:
    url = server.url + "/artikel.txt"
    lesart(home, "note", url, "--quote", "Straße", "--text", "hm")
    answers["/artikel.txt"] = answer(("Neu davor.\n\n" + PAGE).encode(), Content_Type="text/plain")
    assert "Neu davor." not in lesart(home, "read", "--plain", url).stdout
    assert "Neu davor." in lesart(home, "read", "--plain", "--refresh", url).stdout
    (note,) = json.loads(lesart(home, "notes", url, "--json").stdout)
    assert (note["state"], note["paragraph"]) == ("moved", 3)


def test_nothing_is_fetched_offline(server: Server, home: Mapping[str, str]) -> None:
    result = lesart(home, "show", server.url + "/artikel.txt", LESART_OFFLINE="true")
    assert (result.returncode, server.asked) == (1, [])
    assert "set to stay offline" in result.stderr


def test_other_schemes_and_servers_that_are_not_there_are_refused_in_a_sentence(home: Mapping[str, str]) -> None:
    for address in ("ftp://example.org/a", "file:///etc/passwd", "http://127.0.0.1:9/a"):
        result = lesart(home, "show", address)
        assert result.returncode == 1
        assert result.stderr.count("\n") == 1
