"""Notes that a moved article left behind are offered when it is opened."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.left_behind import article_of, beside, leave_notes
from support.naughty import ESCAPES
from support.reader import TEXT, Open, Reader
from support.threads import ended

from annotations.adoption import LeftBehind
from annotations.annotation import Selectors
from annotations.drafts import Draft, Drafts
from tui.configuration.remembered import Remembered
from tui.notes import adopting
from tui.screens.dialog import Confirm, Offer
from tui.screens.library import LibraryScreen
from tui.screens.note_editor import NoteEditor
from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories, Settings

LeaveNotes = Callable[..., Path]


@pytest.fixture
def leave(tmp_path: Path) -> LeaveNotes:
    """Return a function that leaves notes on the tests' article behind under another name."""

    def leave_under(name: str, notes: int = 3) -> Path:
        return leave_notes(article_of(tmp_path / name, *TEXT), notes=notes)

    return leave_under


async def looked(reader: Reader) -> None:
    """Return when it has been looked for notes, and what was found has been taken in."""
    await ended(reader.pilot, "notes left behind")


def asked(reader: Reader) -> str:
    """Return what stands in the dialog, on one line."""
    assert isinstance(reader.app.screen, Offer)
    return reader.words()


async def test_yes_takes_the_notes_along_at_once(open_reader: Open, leave: LeaveNotes) -> None:
    alt = leave("alt.txt")
    async with open_reader() as reader:
        await looked(reader)
        assert "3 notes from “alt.txt” beside it belong to this text. Take them along?" in asked(reader)
        await reader.press("y")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert [quote for quote, *_ in reader.notes] == ["Hund"] * 3
        assert any("2 ◆ Der Hund bellt." in row for row in reader.rows())
        assert reader.message == "The notes from “alt.txt” are here now."
        assert (alt.exists(), reader.sidecar.exists()) == (False, True)
        await reader.press("u")
        assert reader.message == "There is nothing to undo."
        assert len(reader.notes) == 3


async def test_no_is_remembered_for_this_file_and_no_other(open_reader: Open, leave: LeaveNotes) -> None:
    alt = leave("alt.txt")
    async with open_reader() as reader:
        await looked(reader)
        await reader.press("n")
        assert reader.notes == []
        assert reader.message.startswith("They stay where they are; `lesart adopt`")
        assert alt.exists()
    async with open_reader() as reader:
        await looked(reader)
        assert isinstance(reader.app.screen, ReaderScreen)
    leave("andere.txt", notes=1)
    async with open_reader() as reader:
        await looked(reader)
        assert "1 note from “andere.txt” beside it belongs to this text. Take it along? y" in asked(reader)


async def test_escape_puts_it_off_and_what_moves_in_the_text_is_no_answer(
    open_reader: Open, leave: LeaveNotes
) -> None:
    leave("alt.txt")
    for _ in ("now", "later"):
        async with open_reader() as reader:
            await looked(reader)
            await reader.press("j", "enter", "space")
            assert isinstance(reader.app.screen, Offer)
            await reader.press("escape")
            assert isinstance(reader.app.screen, ReaderScreen)
            assert reader.notes == []


async def test_an_article_with_notes_costs_no_search(
    open_reader: Open, leave: LeaveNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    searches: list[object] = []
    monkeypatch.setattr(adopting, "to_offer", lambda *arguments: searches.append(arguments))
    async with open_reader() as reader:
        await looked(reader)
        assert len(searches) == 1
    leave("artikel.txt")
    async with open_reader() as reader:
        await looked(reader)
        assert len(reader.notes) == 3
        assert len(searches) == 1


async def test_nothing_is_offered_in_place_of_notes_that_cannot_be_read(
    open_reader: Open, leave: LeaveNotes, tmp_path: Path
) -> None:
    leave("alt.txt")
    beside(tmp_path / "artikel.txt").write_text("<<<<<<< x")
    async with open_reader() as reader:
        await looked(reader)
        assert isinstance(reader.app.screen, ReaderScreen)
        assert "cannot be read" in reader.message


async def test_the_best_is_offered_and_the_others_are_counted(
    open_reader: Open, leave: LeaveNotes, tmp_path: Path
) -> None:
    for name in ("da.txt", "gone/alt.txt", "gone/da.txt"):
        leave(name)
    for name in ("da.txt", "gone/da.txt"):
        (tmp_path / name).touch()
    async with open_reader(settings=Settings(engine="none", folders=(str(tmp_path),))) as reader:
        await looked(reader)
        assert "3 notes from “alt.txt” in " in asked(reader)
        assert "(2 other files have notes on it, too: `lesart adopt` lists them.)" in asked(reader)


async def test_the_notes_of_an_article_that_is_still_there_are_copied(
    open_reader: Open, leave: LeaveNotes, tmp_path: Path
) -> None:
    alt = leave("alt.txt")
    (tmp_path / "alt.txt").touch()
    async with open_reader() as reader:
        await looked(reader)
        assert "What is there stays; this article gets a copy." in asked(reader)
        await reader.press("y")
        assert len(reader.notes) == 3
        assert alt.exists()


@pytest.fixture
def draft(tmp_path: Path, directories: Directories) -> None:
    """Leave an unfinished note behind."""
    about = Selectors(TEXT[0], start=0, end=len(TEXT[0]))
    Drafts(directories.data / "drafts").save(Draft(str(tmp_path / "artikel.txt"), about, "halb"))


async def test_a_draft_is_offered_first(open_reader: Open, leave: LeaveNotes, draft: None) -> None:
    leave("alt.txt")
    async with open_reader() as reader:
        await looked(reader)
        assert type(reader.app.screen) is Confirm
        await reader.press("n")
        assert isinstance(reader.app.screen, Offer)


async def test_the_notes_are_added_to_a_draft_that_was_finished_first(
    open_reader: Open, leave: LeaveNotes, draft: None
) -> None:
    alt = leave("alt.txt")
    async with open_reader() as reader:
        await looked(reader)
        await reader.press("y")
        assert isinstance(reader.app.screen, NoteEditor)
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, Offer)
        await reader.press("y")
        assert sorted(note for _, note, *_ in reader.notes) == ["Notiz 0", "Notiz 1", "Notiz 2", "halb"]
        assert alt.exists()


class Search:
    """A search that has begun, and ends when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    async def end(self, reader: Reader) -> None:
        self.may_end.set()
        await looked(reader)


@pytest.fixture
def search(monkeypatch: pytest.MonkeyPatch) -> Search:
    search, left_behind = Search(), adopting.left_behind

    def find(*arguments: Any) -> list[LeftBehind]:
        search.begun.set()
        search.may_end.wait(10.0)
        return left_behind(*arguments)

    monkeypatch.setattr(adopting, "left_behind", find)
    return search


async def test_what_is_found_while_a_dialog_is_open_is_offered_when_it_is_closed(
    open_reader: Open, leave: LeaveNotes, search: Search
) -> None:
    leave("alt.txt")
    async with open_reader() as reader:
        await reader.press("question_mark")
        await search.end(reader)
        assert not isinstance(reader.app.screen, Offer)
        await reader.press("escape")
        assert isinstance(reader.app.screen, Offer)


async def test_nothing_is_offered_for_an_article_that_was_left_meanwhile(
    open_reader: Open, leave: LeaveNotes, search: Search
) -> None:
    leave("alt.txt")
    async with open_reader() as reader:
        await reader.press("L")
        assert isinstance(reader.app.screen, LibraryScreen)
        await search.end(reader)
        await reader.press("G", "enter")
        await looked(reader)
        assert [type(screen) for screen in reader.app.screen_stack] == [ReaderScreen]
        assert reader.screen.reading.origin.source.startswith("bundled:")


async def test_the_notes_are_added_to_one_that_was_made_while_they_were_looked_for(
    open_reader: Open, leave: LeaveNotes, search: Search
) -> None:
    leave("alt.txt")
    async with open_reader() as reader:
        assert search.begun.wait(10.0)
        await reader.press("h")
        await search.end(reader)
        await reader.press("y")
        assert [quote for quote, *_ in reader.notes] == ["Ein Anfang.", "Hund", "Hund", "Hund"]


async def test_what_cannot_be_taken_along_is_said(open_reader: Open, leave: LeaveNotes) -> None:
    alt = leave("alt.txt")
    async with open_reader() as reader:
        await looked(reader)
        alt.unlink()
        await reader.press("y")
        assert "alt.txt" in reader.message
        assert "could not be taken along" in reader.message
        assert reader.notes == []


async def test_an_answer_that_cannot_be_remembered_is_said(
    open_reader: Open, leave: LeaveNotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    leave("alt.txt")
    async with open_reader() as reader:
        await looked(reader)
        monkeypatch.setattr(Remembered, "enter", refuse)
        await reader.press("n")
        assert reader.message == "Your answer could not be remembered: No space left on device."


NAMES = [
    "".join(ESCAPES[:9]).replace("/", ""),
    "".join(ESCAPES[9:]).replace("/", ""),
    "zwei\nZeilen\r\x1b[2J [@click=app.quit]klick[red] \u202eumgedreht\u2066",
    "lang" * 40,
]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_names_cannot_act_on_the_terminal_or_hide_the_answers(
    open_reader: Open, leave: LeaveNotes, directories: Directories, size: tuple[int, int]
) -> None:
    for name in NAMES:
        path = leave(f"{name}.txt")
        async with open_reader(size=size) as reader:
            await looked(reader)
            assert "y take along · n no" in asked(reader)
            unsafe = {sign for row in reader.rows() for sign in row if not sign.isprintable()}
            assert unsafe == set()
            await reader.press("n")
        path.unlink()
        Path(directories.state_file).unlink()
