"""The library on the screen: its keys, its rows, and what grows while folders are looked through."""

import os
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from support.left_behind import article_of, leave_notes
from support.naughty import ESCAPES, STACKS, WIDE
from support.reader import Open
from support.threads import ended
from textual.pilot import Pilot
from textual.widgets import Static

from articles.known import KnownArticle
from articles.library import Library, LibraryError
from articles.places import Place
from tui.app import LesartApp
from tui.configuration.remembered import Remembered
from tui.opening.catalogue import Catalogue, Entry
from tui.opening.reading_list import ReadingList
from tui.screens.dialog import Confirm
from tui.screens.library import LibraryScreen, Surveyed
from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories, Settings
from tui.widgets.rows import Rows


class Shelf:
    """A running app without an article, on its library."""

    def __init__(self, pilot: Pilot[str], app: LesartApp) -> None:
        self.pilot = pilot
        self.app = app

    @property
    def screen(self) -> LibraryScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LibraryScreen))

    @property
    def current(self) -> str:
        """The title of the current row."""
        entry = self.screen._here()
        return entry.title if entry else ""

    @property
    def titles(self) -> list[str]:
        return [entry.title for entry in self.screen._shown]

    @property
    def text(self) -> str:
        """What stands on the screen, on one line."""
        strips = self.app.screen._compositor.render_strips()
        return " ".join(" ".join(strip.text.strip(" │╭╮╰╯─") for strip in strips).split())

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def looked(self) -> None:
        """Return when all has been looked through and shown."""
        await ended(self.pilot, "library")


OpenShelf = Callable[..., AbstractAsyncContextManager[Shelf]]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texte"
    path.mkdir()
    for name in ("Apfel", "Birne", "Zwetschge"):
        (path / f"{name}.md").write_text(f"# {name}\n\nDer Hund bellt.", "utf-8")
    return path


@pytest.fixture
def open_shelf(directories: Directories, texts: Path) -> OpenShelf:
    """Return a function that opens the app on its library."""

    @asynccontextmanager
    async def open_it(
        *,
        size: tuple[int, int] = (80, 24),
        listed: Sequence[str] = (),
        folders: Sequence[str] = (str(texts),),
        said: str = "",
    ) -> AsyncIterator[Shelf]:
        settings = Settings(engine="none", folders=tuple(folders))
        running = LesartApp(settings, directories, reading_list=ReadingList(listed), said=said)
        async with running.run_test(size=size) as pilot:
            await pilot.pause()
            shelf = Shelf(pilot, running)
            await shelf.looked()
            yield shelf

    return open_it


@pytest.fixture
def read_before(directories: Directories, texts: Path) -> Library:
    """Return a library in which two of the texts, and one that is gone, have been read."""
    library = Library(directories.data)
    for day, name in enumerate(("Birne", "Zwetschge", "Quitte"), 1):
        when = f"2026-01-0{day}T00:00:00.000Z"
        library.remember(KnownArticle(f"{texts}/{name}.md", name, 1000, Place(day * 250), when))
    return library


@pytest.mark.usefixtures("read_before")
async def test_what_was_read_last_comes_first_and_then_the_rest(open_shelf: OpenShelf) -> None:
    async with open_shelf() as shelf:
        assert shelf.titles[:3] == ["Quitte", "Zwetschge", "Birne"]
        assert shelf.titles[-1] == "Apfel"
        assert "Library 8 by last read" in shelf.text
        assert "Zwetschge 2026-01-02 50 %" in shelf.text


@pytest.mark.usefixtures("read_before")
async def test_what_is_known_of_the_current_article_stands_below(open_shelf: OpenShelf, texts: Path) -> None:
    leave_notes(article_of(texts / "Birne.md", "Hund"), notes=12)
    async with open_shelf(size=(100, 30)) as shelf:
        assert "about 140 words · 75 % read · last read 2026-01-03 · the file is gone" in shelf.text
        await shelf.press("j", "j")
        assert "25 % read · 12 notes · last read 2026-01-01" in shelf.text
        assert f"{texts}/Birne.md"[:40] in shelf.text
        assert "140 words 12 ◆ 2026-01-01 25 %" in shelf.text


async def test_enter_opens_the_current_article(open_shelf: OpenShelf) -> None:
    async with open_shelf() as shelf:
        await shelf.press("G", "enter")
        reader = shelf.app.screen
        assert isinstance(reader, ReaderScreen)
        assert reader.reading.article.title == "Zwetschge"
        await shelf.press("L")
        await shelf.looked()
        assert shelf.current == "Zwetschge"


async def test_choosing_the_article_that_is_open_goes_back_to_it(open_reader: Open) -> None:
    async with open_reader() as reader:
        before = reader.screen
        await reader.press("j", "L", "enter")
        assert reader.app.screen is before


async def test_what_cannot_be_opened_is_said_and_the_library_stays(open_shelf: OpenShelf, texts: Path) -> None:
    async with open_shelf() as shelf:
        await shelf.press("G")
        (texts / "Zwetschge.md").unlink()
        await shelf.press("enter")
        await shelf.looked()
        assert isinstance(shelf.app.screen, LibraryScreen)
        assert "There is no file" in shelf.text


async def test_a_filter_narrows_by_title_and_place_however_umlauts_are_written(
    open_shelf: OpenShelf, texts: Path
) -> None:
    (texts / "Grüße").mkdir()
    (texts / "Grüße/Brief.md").write_text("# Ein Brief\n\nText.")
    async with open_shelf() as shelf:
        await shelf.press("slash", *"gruesse")
        assert shelf.titles == ["Ein Brief"]
        assert "Library 1 of 8 by last read" in shelf.text
        await shelf.press(*["backspace"] * 7, *"ZWET", "enter")
        assert isinstance(shelf.app.screen, ReaderScreen)
        assert shelf.app.screen.reading.article.title == "Zwetschge"


async def test_a_filter_that_fits_nothing_shows_nothing_and_opens_nothing(open_shelf: OpenShelf) -> None:
    async with open_shelf() as shelf:
        await shelf.press("slash", *"xyz", "enter", "tab", "x", "s")
        assert isinstance(shelf.app.screen, LibraryScreen)
        assert "Nothing here." in shelf.text


@pytest.mark.usefixtures("read_before")
async def test_sorting_keeps_the_current_article_and_is_remembered(
    open_shelf: OpenShelf, directories: Directories
) -> None:
    async with open_shelf() as shelf:
        await shelf.press("j", "s")
        assert "Library 8 by title" in shelf.text
        assert shelf.titles[0] == "Apfel"
        assert shelf.current == "Zwetschge"
    assert Remembered(directories.state_file).values["libraryOrder"] == "title"
    async with open_shelf() as shelf:
        assert shelf.titles[0] == "Apfel"
        await shelf.press("s", "s", "s", "s", "s")
        assert shelf.titles[:3] == ["Quitte", "Zwetschge", "Birne"]


async def test_an_order_that_cannot_be_remembered_is_used_all_the_same(
    open_shelf: OpenShelf, directories: Directories
) -> None:
    Path(directories.state_file).mkdir(parents=True)
    async with open_shelf() as shelf:
        await shelf.press("s")
        assert "by title" in shelf.text


async def test_forgetting_asks_first_and_leaves_the_file(
    open_shelf: OpenShelf, read_before: Library, texts: Path
) -> None:
    async with open_shelf() as shelf:
        await shelf.press("j", "x")
        assert isinstance(shelf.app.screen, Confirm)
        asked = str(shelf.app.screen.query_one("#question", Static).content)
        assert asked == "“Zwetschge”: your place in it and your marks go; file and notes stay."
        await shelf.press("n")
        assert read_before.get(f"{texts}/Zwetschge.md") is not None
        await shelf.press("x", "y")
        assert read_before.get(f"{texts}/Zwetschge.md") is None
        assert (texts / "Zwetschge.md").exists()
        assert shelf.current == "Birne"
        assert shelf.titles.count("Zwetschge") == 1
        assert "Forgotten." in shelf.text
        await shelf.press("g", "x", "y")
        assert "Quitte" not in shelf.titles


async def test_only_what_was_opened_can_be_forgotten(open_shelf: OpenShelf) -> None:
    async with open_shelf() as shelf:
        await shelf.press("G", "x")
        assert "It was never opened: there is nothing to forget." in shelf.text
        await shelf.press("enter", "L", "x")
        assert "It is open; it can be forgotten when another article is." in shelf.text


@pytest.mark.usefixtures("read_before")
async def test_what_cannot_be_forgotten_is_said(open_shelf: OpenShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise LibraryError("The list cannot be written.")

    async with open_shelf() as shelf:
        monkeypatch.setattr(Library, "forget", refuse)
        await shelf.press("x", "y")
        assert "The list cannot be written." in shelf.text
        assert shelf.titles[0] == "Quitte"


async def test_rows_that_are_found_move_neither_the_current_one_nor_its_place_on_the_screen(
    open_shelf: OpenShelf,
) -> None:
    def fruit(*numbers: int) -> list[Entry]:
        return [Entry(f"/{number:04}.md", f"Frucht {number:04}", "markdown") for number in numbers]

    def row() -> int:
        rows = shelf.screen.query_one(Rows)
        return rows.index - rows._top

    async with open_shelf(folders=()) as shelf:
        await shelf.press("s")
        shelf.screen.post_message(Surveyed(fruit(*range(1, 1000, 2))))
        await shelf.pilot.pause()
        await shelf.press("G", *["k"] * 30)
        current, before = shelf.current, row()
        shelf.screen.post_message(Surveyed(fruit(*range(0, 1000, 2)), ()))
        await shelf.pilot.pause()
        assert len(shelf.titles) == 1004
        assert (shelf.current, row()) == (current, before)


async def test_while_folders_are_looked_through_the_title_says_so(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()
    survey = Catalogue.survey

    def slowly(catalogue: Catalogue) -> Iterator[Entry]:
        may_end.wait(10.0)
        yield from survey(catalogue)

    monkeypatch.setattr(Catalogue, "survey", slowly)
    app = LesartApp(Settings(engine="none", folders=(str(texts),)), directories)
    async with app.run_test(size=(80, 24)) as pilot:
        shelf = Shelf(pilot, app)
        await pilot.pause()
        assert "Library 4 by last read looking through your folders …" in shelf.text
        await shelf.press("j")
        current = shelf.current
        may_end.set()
        await shelf.looked()
        assert "looking" not in shelf.text
        assert "Library 7 by last read" in shelf.text
        assert shelf.current == current


async def test_a_library_that_is_left_is_not_looked_through_to_the_end(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    begun, goes_on = threading.Event(), threading.Event()

    def endless(catalogue: Catalogue) -> Iterator[Entry]:
        begun.set()
        goes_on.wait(10.0)
        for number in range(1_000_000):
            asked.append(number)
            yield Entry(f"/{number}", str(number), "plain")

    monkeypatch.setattr(Catalogue, "survey", endless)
    app = LesartApp(Settings(engine="none"), directories)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert begun.wait(10.0)
        await pilot.press("enter")
        await pilot.pause()
        goes_on.set()
        await Shelf(pilot, app).looked()
    assert len(asked) == 1


async def test_what_is_wrong_is_said_below_the_rows(open_shelf: OpenShelf, directories: Directories) -> None:
    directories.data.mkdir(parents=True)
    (directories.data / "library.json").write_text("kaputt")
    async with open_shelf(folders=["/nirgends"], said="Zuerst dies.") as shelf:
        assert "Zuerst dies." in shelf.text
        assert "could not be understood" in shelf.text


async def test_the_reading_list_comes_first_and_is_numbered(
    open_shelf: OpenShelf, texts: Path, read_before: Library
) -> None:
    listed = [f"{texts}/Zwetschge.md", f"{texts}/Apfel.md"]
    async with open_shelf(listed=listed) as shelf:
        assert shelf.titles[:4] == ["Zwetschge", "Apfel", "Quitte", "Birne"]
        assert shelf.titles.count("Apfel") == 1
        assert "1 Zwetschge 2026-01-02 50 %" in shelf.text
        assert "2 Apfel" in shelf.text


@pytest.mark.parametrize("key", ["q", "escape", "L"])
async def test_leaving_the_library_goes_back_to_the_article_or_ends(
    open_shelf: OpenShelf, open_reader: Open, key: str
) -> None:
    async with open_reader() as reader:
        await reader.press("L", key)
        assert isinstance(reader.app.screen, ReaderScreen)
    async with open_shelf() as shelf:
        await shelf.press(key)
        assert not shelf.app.is_running or shelf.app._exit


HOSTILE = [
    "".join(ESCAPES).replace("/", "")[:70],
    "zwei\nZeilen [@click=app.quit]klick[red] \u202eum",
    "lang" * 50,
    "[/]",
]


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (120, 40)])
async def test_hostile_names_and_titles_are_only_text(
    open_shelf: OpenShelf, texts: Path, directories: Directories, size: tuple[int, int]
) -> None:
    for number, name in enumerate([*HOSTILE, STACKS[:60], WIDE[:40]]):
        (texts / f"{name.replace('/', '')}.txt").write_text("Der Hund bellt.")
        (texts / f"{number}.md").write_text(f"---\ntitle: {name!r}\n---\n\nText.", "utf-8")
        Library(directories.data).remember(KnownArticle(f"/weg/{name}", name, 5, Place(2), "2026-01-01T00:00:00Z"))
    Path(os.fsdecode(os.fsencode(texts) + b"/gr\xfc\x9b0m.txt")).write_text("Text.")
    async with open_shelf(size=size) as shelf:
        for key in ["j"] * len(shelf.titles) + ["s", "slash", "a"]:
            await shelf.press(key)
            rows = [strip.text for strip in shelf.app.screen._compositor.render_strips()]
            assert {sign for row in rows for sign in row if not sign.isprintable()} == set()
            assert "Esc close" in shelf.text or size == (40, 12)
