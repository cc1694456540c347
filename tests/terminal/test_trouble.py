"""What the screen shows when notes cannot be saved, and what becomes of them."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support.disks import fill, free, small_disk
from support.terminal import Terminal, write_article

Start = Callable[..., Terminal]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Return a disk that is soon full, with an article on it."""
    with small_disk(tmp_path / "disk", "size=128k"):
        write_article(tmp_path / "disk/artikel.txt")
        yield tmp_path / "disk"


def reader_of(start: Start, article: Path) -> Terminal:
    terminal = start(str(article))
    terminal.wait_until_up()
    terminal.send("h")
    terminal.wait_for("Highlighted in yellow, saved.")
    return terminal


def quotes(sidecar: Path) -> list[str]:
    """Return how the paragraphs begin that are annotated."""
    items = json.loads(sidecar.read_text("utf-8"))["items"]
    return [item["target"]["selector"][0]["exact"].partition(" steht")[0] for item in items]


def sidecar_of(article: Path) -> Path:
    return article.with_name(article.name + ".annotations.json")


def test_when_there_is_room_again_the_next_change_saves_what_the_full_disk_had_no_room_for(
    start: Start, disk: Path
) -> None:
    article = disk / "artikel.txt"
    terminal = reader_of(start, article)
    fill(disk)
    terminal.send("jh")
    terminal.wait_for("Not saved: the disk is full")
    terminal.wait_for("not saved · ")
    free(disk)
    terminal.send("jh")
    terminal.wait_for("Highlighted in yellow, saved.")
    assert quotes(sidecar_of(article)) == ["Absatz 1", "Absatz 2", "Absatz 3"]


def test_left_while_the_disk_is_full_it_keeps_the_notes_elsewhere_and_says_where(
    start: Start, disk: Path, home: Mapping[str, str]
) -> None:
    terminal = reader_of(start, disk / "artikel.txt")
    fill(disk)
    terminal.send("jaNotiz\x13")
    terminal.wait_for("Not saved: the disk is full")
    terminal.send("q")
    assert terminal.wait() == 1
    (rescued,) = Path(home["XDG_DATA_HOME"]).glob("lesart/rescued/*.annotations.json")
    assert rescued.name in terminal.text.replace("\n", "").replace(" ", "")
    assert quotes(rescued) == ["Absatz 1", "Absatz 2"]
    assert quotes(sidecar_of(disk / "artikel.txt")) == ["Absatz 1"]


def by_a_folder(sidecar: Path) -> None:
    sidecar.unlink()
    sidecar.mkdir()


def by_a_pipe(sidecar: Path) -> None:
    sidecar.unlink()
    os.mkfifo(sidecar)


@pytest.mark.parametrize("replace", [by_a_folder, by_a_pipe])
def test_a_sidecar_that_has_become_something_else_is_named_and_the_notes_wait(
    start: Start, article: Path, replace: Callable[[Path], None]
) -> None:
    terminal = reader_of(start, article)
    sidecar = sidecar_of(article)
    replace(sidecar)
    terminal.send("jh")
    terminal.wait_for("Not saved: what bears that name is not a regular file")
    sidecar.rename(sidecar.with_name("weg"))
    terminal.send("jh")
    terminal.wait_for("Highlighted in yellow, saved.")
    assert quotes(sidecar) == ["Absatz 1", "Absatz 2", "Absatz 3"]


def test_a_sidecar_that_has_become_garbage_is_put_aside_and_that_is_said(start: Start, article: Path) -> None:
    terminal = reader_of(start, article)
    sidecar = sidecar_of(article)
    sidecar.write_text("Meine Notizen")
    terminal.send("jh")
    terminal.wait_for("set aside")
    assert sidecar.with_name(sidecar.name + ".broken-1").read_text() == "Meine Notizen"
    assert quotes(sidecar) == ["Absatz 1", "Absatz 2"]
    terminal.send("jh")
    terminal.wait_for("Highlighted in yellow, saved.")


def test_garbage_in_place_of_the_sidecar_is_noticed_without_a_key(start: Start, article: Path) -> None:
    terminal = reader_of(start, article)
    sidecar_of(article).write_text("Meine Notizen")
    terminal.wait_for("cannot be read: it is not valid JSON")


def test_what_an_older_sidecar_lacks_is_written_again_without_a_key(start: Start, article: Path) -> None:
    terminal = reader_of(start, article)
    sidecar = sidecar_of(article)
    older = article.with_name("alt.json")
    older.write_bytes(sidecar.read_bytes())
    terminal.send("jaNotiz\x13")
    terminal.wait_for("Saved.")
    older.replace(sidecar)
    terminal.wait_until(lambda: quotes(sidecar) == ["Absatz 1", "Absatz 2"])
