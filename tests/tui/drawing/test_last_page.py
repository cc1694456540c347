from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from support.reader import Reader

from articles.fetch import Page
from tui.drawing.last_page import FOLDER, LastPage, file_name, recall
from tui.drawing.painting import Pieces
from tui.early import first_page
from tui.opening.web import pages_in
from tui.origin import Origin
from tui.reading import Reading
from tui.settings import Directories, Settings

Open = Callable[..., AbstractAsyncContextManager[Reader]]
ENGLISH = "A beginning.\n\nThe dog barks.\n\nIt has been raining.\n\nIn the end the sun shines.\n"
SETTINGS = Settings(engine="none")


def page(reading: Reading) -> list[Pieces]:
    return first_page(reading, reading.viewport(reading.pages(80, 72), 22), 80)


async def annotate_and_leave(open_reader: Open) -> Path:
    async with open_reader() as reader:
        reader.path.with_name("artikel.en.txt").write_text(ENGLISH)
        await reader.press("j", "w", "2", "s", "a", *"wau", "ctrl+s", "t")
        reader.screen.reading.close()
        return reader.path


async def test_first_page_shows_notes_and_english_before_they_are_read(
    open_reader: Open, directories: Directories
) -> None:
    path = await annotate_and_leave(open_reader)
    reading = Reading.open(str(path), SETTINGS, directories)
    early = page(reading)
    assert reading.decorations.workbook is None
    text = "\n".join("".join(piece.text for piece in row) for row in early)
    assert "◆" in text
    assert "The dog barks." in text
    assert any("green" in piece.names for row in early for piece in row)
    reading.open_notes()
    assert page(reading) == early


@pytest.mark.parametrize("changed", ["artikel.txt", "artikel.txt.annotations.json"])
async def test_what_has_changed_since_is_not_shown_as_it_was(
    open_reader: Open, directories: Directories, changed: str
) -> None:
    path = await annotate_and_leave(open_reader)
    with (path.parent / changed).open("a") as file:
        file.write("\n")
    text = "".join(piece.text for row in page(Reading.open(str(path), SETTINGS, directories)) for piece in row)
    assert "Der Hund bellt." in text
    assert "◆" not in text
    assert "dog" not in text


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"source": "/a", "states": []}', "\x00", "[" * 100_000])
def test_memory_that_cannot_be_understood_is_no_memory(tmp_path: Path, content: str) -> None:
    origin = Origin("/a", Path("/a"))
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / file_name(origin)).write_text(content)
    assert recall(str(tmp_path), origin, str(tmp_path / "none.json")) == LastPage()


async def test_many_articles_do_not_drive_out_the_copies_of_pages_from_the_web(
    open_reader: Open, directories: Directories, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://example.org/a"
    pages_in(directories.data).put(Page(address, b"Text", "text/plain", "utf-8"))
    monkeypatch.setattr("tui.drawing.last_page._MOST_FILES", 1)
    await annotate_and_leave(open_reader)
    assert pages_in(directories.data).get(address) is not None
