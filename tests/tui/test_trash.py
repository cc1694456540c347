"""The trash: each of its keys, and how earlier versions show in the list of notes."""

from collections.abc import Callable

import pytest
from support.reader import Open, Reader

from annotations.workbook import Workbook
from articles.article import Span
from articles.clock import timestamp, utc_now
from tui.screens.dialog import Confirm
from tui.screens.reader.screen import ReaderScreen
from tui.screens.trash import Trash
from tui.settings import Directories

QUOTES = ("Hund", "Katze", "Straße")
Beside = Callable[..., Workbook]


@pytest.fixture
def deleted(beside: Beside) -> Workbook:
    """Three notes that were deleted in the order of the text."""
    workbook = beside(creator="Bea")
    for quote in QUOTES:
        start = workbook.article.text.index(quote)
        workbook.annotate(Span(start, start + len(quote)), note=f"über {quote}", tags=[quote[0].lower()])
    for annotation in sorted(workbook.store.annotations.values(), key=lambda one: QUOTES.index(one.quote)):
        workbook.delete(annotation)
        _wait_for_a_later_time()
    return workbook


def _wait_for_a_later_time() -> None:
    """Wait until what happens next has another time, which is kept in milliseconds."""
    present = timestamp(utc_now())
    while timestamp(utc_now()) == present:
        pass


@pytest.fixture
def torn(beside: Beside) -> None:
    """A note that two programs edited without knowing of each other."""
    workbook = beside(creator="Bea")
    start = workbook.article.text.index("Hund")
    workbook.annotate(Span(start, start + 4), note="alt")
    ours, theirs = beside(creator="Ada"), beside(creator="Bea")
    for one, note in ((theirs, "von Bea"), (ours, "von Ada")):
        (annotation,) = one.store.annotations.values()
        one.edit(annotation, note=note, tags=(), colour="")


def shown(reader: Reader) -> str:
    return " ".join(" ".join(reader.rows()).replace("│", " ").split())


def notes(reader: Reader) -> list[str]:
    return [note for _, note, *_ in reader.notes]


async def test_an_empty_trash_says_so_and_its_keys_do_nothing(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("X", "enter", "r", "x", "E")
        assert isinstance(reader.app.screen, Trash)
        assert "The trash is empty." in shown(reader)
        await reader.press("q")
        assert isinstance(reader.app.screen, ReaderScreen)


async def test_deleted_notes_are_listed_the_latest_first(deleted: Workbook, open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("X")
        text = shown(reader)
        assert "Trash 3 of 3" in text
        assert text.index("über Straße") < text.index("über Katze") < text.index("über Hund")
        assert "Deleted on 20" in text
        assert "a note by Bea" in text
        assert "It was about „Straße“." in text


@pytest.mark.parametrize("key", ["enter", "r"])
async def test_a_note_is_brought_back_and_that_undone(deleted: Workbook, open_reader: Open, key: str) -> None:
    async with open_reader() as reader:
        await reader.press("X", "j", key)
        assert notes(reader) == ["über Katze"]
        assert "Trash 2 of 2" in shown(reader)
        assert "Restored · u undo" in shown(reader)
        await reader.press("u")
        assert notes(reader) == []
        assert "Trash 3 of 3" in shown(reader)
        assert "Undone: restore" in shown(reader)
        assert "It was about „Katze“." in shown(reader)


async def test_deleting_for_good_asks_first_and_only_yes_does_it(deleted: Workbook, open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("X", "x")
        assert isinstance(reader.app.screen, Confirm)
        assert "The note on „Straße“ cannot be brought back then." in shown(reader)
        await reader.press("n")
        assert "Trash 3 of 3" in shown(reader)
        await reader.press("x", "y")
        assert "Trash 2 of 2" in shown(reader)
        assert "über Straße" not in reader.sidecar.read_text("utf-8")
        assert "über Hund" in reader.sidecar.read_text("utf-8")


async def test_emptying_says_how_many_and_leaves_nothing(
    deleted: Workbook, torn: None, open_reader: Open, directories: Directories
) -> None:
    async with open_reader() as reader:
        await reader.press("X", "slash", *"katze", "enter", "E")
        assert "3 deleted notes and 1 earlier version cannot be brought back then." in shown(reader)
        await reader.press("y")
        assert "The trash is empty." in shown(reader)
        journals = [path.read_text("utf-8") for path in (directories.data / "undo").iterdir()]
        for text in [reader.sidecar.read_text("utf-8"), *journals]:
            assert "über" not in text
            assert "von Bea" not in text
        await reader.press("u", "escape")
        assert notes(reader) == ["von Ada"]


async def test_the_trash_is_searched(deleted: Workbook, open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("X", "slash", *"hund")
        assert "Trash 1 of 3" in shown(reader)
        await reader.press("enter", "enter")
        assert notes(reader) == ["über Hund"]
        assert "Trash 0 of 2" in shown(reader)


async def test_an_earlier_version_is_told_in_the_list_of_notes(torn: None, open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("l")
        assert "von Ada Bea, Ada ± earlier" in shown(reader)
        assert "± an earlier version by Bea lost against a change made elsewhere; X shows it." in shown(reader)


async def test_an_earlier_version_says_whose_it_was_and_is_brought_back(torn: None, open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("X")
        assert "± An earlier version of a note by Bea, written on 20" in shown(reader)
        assert "it lost against a change made elsewhere. It was about „Hund“." in shown(reader)
        await reader.press("enter")
        assert notes(reader) == ["von Bea"]
        assert "Back; what it replaces is kept here" in shown(reader)
        assert "Trash 1 of 1" in shown(reader)
        await reader.press("u")
        assert notes(reader) == ["von Ada"]


async def test_what_was_deleted_in_the_text_is_in_the_trash(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("1", "x", "X", "r", "escape")
        assert [colour for *_, colour in reader.notes] == ["yellow"]
