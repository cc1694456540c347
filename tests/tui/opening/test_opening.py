"""Articles that take their time to be read, opened from the library and from the reading list."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.reader import Reader

from tui import desk
from tui.app import LesartApp
from tui.opening.reading_list import ReadingList
from tui.opening_aside import OpeningAside
from tui.reading import Reading
from tui.screens.library import LibraryScreen
from tui.screens.opening import Opening
from tui.settings import Directories, Settings

if TYPE_CHECKING:
    from articles.formats.files import Progress

OpenAt = Callable[..., AbstractAsyncContextManager[Reader]]


class Slow:
    """Articles called `lang`, which are read page by page, each when the test says so."""

    def __init__(self) -> None:
        self.pages = threading.Semaphore(0)
        self.read_to = 0
        self._open = Reading.open

    def open(self, name: str, *arguments: Any, progress: Callable[[int, int], None], **options: Any) -> Reading:
        if "lang" in name:
            for page in range(1, 4):
                progress(page, 3)
                self.read_to = page
                self.pages.acquire(timeout=20.0)
        return self._open(name, *arguments, **options)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    articles = Slow()
    monkeypatch.setattr(desk, "_SHOWN_AFTER", 0.0)
    monkeypatch.setattr("tui.desk.Reading.open", articles.open)
    yield articles
    articles.pages.release(9)


@pytest.fixture
def names(tmp_path: Path) -> list[str]:
    paths = [tmp_path / f"{name}.txt" for name in ("kurz", "lang", "ende")]
    for path in paths:
        path.write_text(f"Das ist {path.stem}.", "utf-8")
    return list(map(str, paths))


@pytest.fixture
def open_at(names: list[str], directories: Directories, slow: Slow) -> OpenAt:
    """Return a function that opens the app on the first of the articles, or on the library."""

    @asynccontextmanager
    async def open_it(*, library: bool = False) -> AsyncIterator[Reader]:
        settings = Settings(engine="none")
        reading = None if library else slow._open(names[0], settings, directories)
        app = LesartApp(settings, directories, reading, reading_list=ReadingList(names))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            yield Reader(pilot, Path(names[0]), directories)

    return open_it


async def shows(reader: Reader, text: str) -> None:
    """Wait until something is on the screen."""
    for _ in range(500):
        if text in "\n".join(reader.rows()):
            return
        await reader.pilot.pause(0.01)
    pytest.fail(f"{text} is not to be seen in\n" + "\n".join(reader.rows()))


async def test_how_far_it_has_come_is_shown_until_it_is_there(open_at: OpenAt, slow: Slow) -> None:
    async with open_at() as reader:
        await reader.press("J")
        await shows(reader, "page 1 of 3")
        slow.pages.release()
        await shows(reader, "page 2 of 3")
        assert any("Reading “lang.txt”" in row for row in reader.rows())
        slow.pages.release(2)
        await shows(reader, "Das ist lang.")
        assert reader.app.screen is reader.screen


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c"])
async def test_the_reader_need_not_wait_for_it(open_at: OpenAt, slow: Slow, key: str) -> None:
    async with open_at() as reader:
        before = reader.screen
        await reader.press("J")
        await shows(reader, "page 1 of 3")
        await reader.press(key)
        assert reader.app.screen is before
        assert reader.message == "It was not opened."
        slow.pages.release()
        await reader.pilot.pause(0.05)
        assert (slow.read_to, reader.app.screen) == (1, before)


async def test_the_library_comes_back_when_nothing_is_open(open_at: OpenAt, slow: Slow) -> None:
    async with open_at(library=True) as reader:
        await reader.press("slash", *"lang", "enter", "enter")
        assert isinstance(reader.app.screen, Opening)
        await reader.press("q")
        assert isinstance(reader.app.screen, LibraryScreen)
        await shows(reader, "It was not opened.")


async def test_an_article_that_is_gone_by_then_is_said_to_be(
    open_at: OpenAt, slow: Slow, names: list[str]
) -> None:
    async with open_at() as reader:
        await reader.press("J")
        await shows(reader, "page 1 of 3")
        Path(names[1]).unlink()
        slow.pages.release(3)
        await shows(reader, "Das ist ende.")
        await shows(reader, "There is no file")


def test_a_fault_of_the_program_is_raised_where_the_article_is_taken() -> None:
    def fail(progress: Progress) -> Reading:
        raise LookupError("ein Fehler")

    opening = OpeningAside(fail)
    assert opening.is_done(within=20.0)
    with pytest.raises(LookupError):
        opening.result()
