"""`lesart library`, and several articles on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.left_behind import article_of, leave_notes
from support.naughty import ALL, ESCAPES

from articles.known import KnownArticle
from articles.library import Library
from articles.places import Place
from tui.subcommands.group import lesart

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `lesart` in a folder with `a.md` and `b.txt`."""
    (tmp_path / "texte").mkdir()
    monkeypatch.chdir(tmp_path / "texte")
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    Path("a.md").write_text("# Erstens\n\nDer Hund bellt.", "utf-8")
    Path("b.txt").write_text("Die Katze schläft.", "utf-8")
    return lambda *arguments, given=None: CliRunner().invoke(lesart, arguments, input=given)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "DATA/lesart")


def in_folder(run: Run, folder: str = ".", code: int = 0) -> list[dict[str, object]]:
    done = run("library", "--json", "--folders", folder)
    assert done.exit_code == code
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_it_prints_what_there_is_as_json(run: Run, library: Library) -> None:
    here = Path.cwd()
    when = "2026-01-02T03:04:05.000Z"
    library.remember(KnownArticle(f"{here}/b.txt", "Katze", 700, Place(70), when))
    leave_notes(article_of(here / "a.md", "Der Hund bellt."), notes=2)
    found = in_folder(run)
    assert found[0] == {
        "title": "Katze",
        "source": f"{here}/b.txt",
        "format": "plain",
        "length": 100,
        "progress": 10,
        "notes": 0,
        "last_read": when,
    }
    assert [one["source"] for one in found[1:-1]] == [
        f"bundled:{name}" for name in ("kasachstan", "brot", "uebersetzen", "woerter")
    ]
    assert found[-1] == {
        "title": "Erstens",
        "source": f"{here}/a.md",
        "format": "markdown",
        "length": 5,
        "progress": None,
        "notes": 2,
        "last_read": None,
    }


def test_it_prints_the_same_for_people(run: Run, library: Library) -> None:
    library.remember(KnownArticle(f"{Path.cwd()}/b.txt", "Katze", 700, Place(70), "2026-01-02T03:04:05.000Z"))
    done = run("library", "--folders", ".")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "Katze",
        f"    about 100 words · 10 % read · last read 2026-01-02 · {Path.cwd()}/b.txt",
    ]
    assert lines[-2:] == ["Erstens", f"    about 5 words · not read yet · {Path.cwd()}/a.md"]


def test_the_folders_are_those_of_the_configuration(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Erstens" not in run("library").stdout
    monkeypatch.setenv("LESART_FOLDERS", str(Path.cwd()))
    assert "Erstens" in run("library").stdout


def test_what_cannot_be_read_is_said_and_found_wrong(run: Run, tmp_path: Path) -> None:
    done = run("library", "--folders", f"{tmp_path}/weg:.")
    assert done.exit_code == 1
    assert done.stderr == f"lesart: There is no folder {tmp_path}/weg.\n"
    assert "Erstens" in done.stdout
    (tmp_path / "DATA/lesart").mkdir(parents=True)
    (tmp_path / "DATA/lesart/library.json").write_text("kaputt")
    done = run("library")
    assert done.exit_code == 1
    assert "could not be understood" in done.stderr


def test_wrong_use_is_told_from_what_is_wrong(run: Run) -> None:
    assert run("library", "--folders", "\0").exit_code == 2
    assert run("library", "zuviel").exit_code == 2


def test_titles_and_names_cannot_act_on_a_terminal(run: Run, library: Library) -> None:
    for number, name in enumerate([*ESCAPES, ALL, "zwei\nZeilen"]):
        library.remember(KnownArticle(f"/weg/{name}", name, 5, Place(2), "2026-01-01T00:00:00Z"))
        Path(f"{number}.md").write_text(f"---\ntitle: {name!r}\n---\n", "utf-8")
    Path("\udcff\n.md").write_text("Text.")
    for arguments in (["library", "--folders", "."], ["library", "--json", "--folders", "."]):
        done = run(*arguments)
        assert done.exit_code == 0
        assert {sign for sign in done.stdout if not sign.isprintable()} - {"\xa0", "\u202f"} == {"\n"}
    assert len(run("library").stdout.splitlines()) % 2 == 0


def test_several_articles_are_printed_one_after_the_other(run: Run) -> None:
    done = run("read", "--plain", "a.md", "b.txt")
    assert done.exit_code == 0
    assert (
        done.stdout == "Erstens\n\n1: Heading 1: Erstens\n\n2: Der Hund bellt.\n\nb\n\n1: Die Katze schläft.\n\n"
    )
    assert run("b.txt", "a.md").stdout.startswith("b\n")


def test_a_folder_is_printed_as_its_articles(run: Run) -> None:
    assert run("read", "--plain", ".").stdout == run("read", "--plain", "a.md", "b.txt").stdout


def test_standard_input_can_be_printed_among_files(run: Run) -> None:
    done = run("read", "--plain", "a.md", "-", given="Von der Leitung.")
    assert done.stdout.endswith("standard input\n\n1: Von der Leitung.\n\n")


def test_what_cannot_be_printed_is_said_and_skipped(run: Run) -> None:
    Path("bild.md").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run("read", "--plain", "weg.md", "bild.md", "b.txt")
    assert done.exit_code == 1
    assert done.stdout == "b\n\n1: Die Katze schläft.\n\n"
    assert [line.split("; ")[0] for line in done.stderr.splitlines()] == [
        f"lesart: There is no file “{Path.cwd()}/weg.md”",
        "lesart: “bild.md” is a picture",
    ]


def test_an_empty_folder_is_said_to_be(run: Run) -> None:
    Path("leer").mkdir()
    done = run("leer")
    assert done.exit_code == 1
    assert "There is nothing in the folder" in done.stderr
