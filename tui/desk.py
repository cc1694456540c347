"""The desk: which article lies open, and which comes next, from the library or from the reading list."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from textual.app import App

from articles.formats.unreadable import UnreadableError
from tui.reading import Reading
from tui.reading_list import ReadingList
from tui.remembered import Remembered
from tui.screens.reader.pane import EnglishArrived
from tui.screens.reader.screen import OpenNeighbour, ReaderScreen
from tui.settings import Directories, Settings

if TYPE_CHECKING:
    from tui.themes import Look
    from tui.translating import Answer

_ORDER = "libraryOrder"
"""Under this name is remembered what the library is sorted by."""


class Desk(App[str], inherit_bindings=False):
    """Shows one article at a time; without one, the library."""

    settings: Settings
    directories: Directories
    reading_list: ReadingList
    encoding: str | None
    """Of the articles that were named on the command line, if lesart is not to guess it."""
    to_say: str
    """What the reader should see on the next screen."""

    if TYPE_CHECKING:

        @property
        def looks(self) -> Mapping[str, Look]:
            """How the parts of the text are drawn."""

    def _to_say(self) -> str:
        said, self.to_say = self.to_say, ""
        return said

    def reader_screen(self, reading: Reading, encoding: str | None) -> ReaderScreen:
        """Return a screen for an article."""

        def deliver(number: int, answer: Answer) -> None:
            screen.post_message(EnglishArrived(number, answer))

        reading.deliver = deliver
        reading.listed = self.reading_list.come_to(reading.origin.source)
        screen = ReaderScreen(reading, self.settings, self.looks, encoding=encoding, said=self._to_say())
        return screen

    def _open(self, source: str) -> str:
        """Show an article in place of the one that is open; return why not in a sentence, or an empty string."""
        encoding = self.encoding if source in self.reading_list.sources else None
        try:
            reading = Reading.open(source, self.settings, self.directories, encoding=encoding)
        except UnreadableError as error:
            return str(error)
        screen = self.reader_screen(reading, encoding)
        if isinstance(self.screen, ReaderScreen):
            screen.problem = " ".join(filter(None, [screen.problem, self.screen.reading.close()]))
            self.switch_screen(screen)
        else:
            self.push_screen(screen)
        return ""

    def on_open_library(self) -> None:
        """Show all there is to read."""
        from tui.catalogue import Catalogue
        from tui.screens.library import LibraryScreen

        sources = self.reading_list.sources
        reader = self.screen if isinstance(self.screen, ReaderScreen) else None
        if reader is not None:
            # So that it is listed with how far it has been read.
            reader.save_place()
        library = LibraryScreen(
            Catalogue(self.directories, self.settings.folders, sources),
            self.looks,
            listed=sources,
            current=reader.reading.origin.source if reader else "",
            order=str(Remembered(self.directories.state_file).values.get(_ORDER)),
            remember=self._remember_order,
            said=self._to_say(),
        )
        self.push_screen(library, self._chosen)

    def _remember_order(self, order: str) -> None:
        with suppress(OSError):
            # Then the library is sorted as usual the next time.
            Remembered(self.directories.state_file).remember(**{_ORDER: order})

    def _chosen(self, source: str | None) -> None:
        reader = self.screen if isinstance(self.screen, ReaderScreen) else None
        if reader is not None and source == reader.reading.origin.source:
            return
        problem = self._open(source) if source is not None else ""
        if problem and reader is not None:
            reader.say(problem)
        elif problem:
            self.to_say = problem
            self.on_open_library()
        elif source is None and reader is None:
            self.exit()

    def on_open_neighbour(self, message: OpenNeighbour) -> None:
        """Open the next article of the reading list that can be read; say which could not."""
        if not isinstance(self.screen, ReaderScreen):
            return
        reader = self.screen
        problems: list[str] = []
        for source in self.reading_list.onwards(reader.reading.origin.source, message.step):
            self.to_say = " ".join(problems)
            problem = self._open(source)
            if not problem:
                return
            problems.append(problem)
        self.to_say = ""
        end = f"This is the {'last' if message.step > 0 else 'first'} article of the list."
        none = "There is no list: `lesart a.md b.md` opens one article after the other."
        reader.say(" ".join([*problems, end if self.reading_list.sources else none]))
