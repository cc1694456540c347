"""The desk: which article lies open, and which comes next, from the library or from the reading list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from articles.formats.unreadable import UnreadableError
from tui.configuration.remembered import Remembered
from tui.opening.reading_list import ReadingList
from tui.opening_aside import OpeningAside
from tui.origin import called
from tui.reading import Reading
from tui.screens.reader.pane import EnglishArrived
from tui.screens.reader.screen import OpenNeighbour, ReaderScreen
from tui.settings import Directories, Settings
from tui.terminal.driver import DrivenApp

if TYPE_CHECKING:
    from tui.english.translating import Answer
    from tui.themes import Look

_ORDER: Final = "libraryOrder"
"""Under this name is remembered what the library is sorted by."""
_SHOWN_AFTER: Final = 0.2
"""Seconds until it is said that an article is being read; so long keys wait for it."""


class Desk(DrivenApp, inherit_bindings=False):
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

        def deliver(generation: int, number: int, answer: Answer, engine: str) -> None:
            screen.post_message(EnglishArrived(number, answer, engine, generation))

        reading.english.deliver = deliver
        reading.listed = self.reading_list.come_to(reading.origin.source)
        screen = ReaderScreen(reading, self.settings, self.looks, encoding=encoding, said=self._to_say())
        reading.english.read_aside = screen.read_english
        return screen

    def _open(self, source: str, failed: Callable[[str], None]) -> None:
        """Show an article in place of the one that is open; `failed` is told in a sentence why it cannot be read.

        What takes its time is read behind a dialog that says so and can be left.
        """
        encoding = self.encoding if source in self.reading_list.sources else None
        settings, directories = self.settings, self.directories
        opening = OpeningAside(
            lambda progress: Reading.open(source, settings, directories, encoding=encoding, progress=progress)
        )

        def opened(done: OpeningAside | None) -> None:
            if done is None:
                self._not_opened("It was not opened.")
                return
            try:
                reading = done.result()
            except UnreadableError as error:
                failed(str(error))
            else:
                self._turn_to(reading, encoding)

        if opening.is_done(within=_SHOWN_AFTER):
            opened(opening)
            return
        from tui.screens.opening import Opening

        self.push_screen(Opening(called(source), opening), opened)

    def _turn_to(self, reading: Reading, encoding: str | None) -> None:
        screen = self.reader_screen(reading, encoding)
        if isinstance(self.screen, ReaderScreen):
            screen.to_say = " ".join(filter(None, [screen.to_say, self.screen.reading.close()]))
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def _not_opened(self, why: str) -> None:
        """Say why on the screen of the article that stays open, or in the library."""
        if isinstance(self.screen, ReaderScreen):
            self.to_say = ""
            self.screen.say(why)
        else:
            self.to_say = why
            self.on_open_library()

    def on_open_library(self) -> None:
        """Show all there is to read."""
        from tui.opening.catalogue import Catalogue
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
            order=str(Remembered(self.directories.state_file).values.get(_ORDER, "")),
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
        if source is not None and (reader is None or source != reader.reading.origin.source):
            self._open(source, self._not_opened)
        elif source is None and reader is None:
            self.exit()

    def on_open_neighbour(self, message: OpenNeighbour) -> None:
        """Open the next article of the reading list that can be read; say which could not."""
        if isinstance(self.screen, ReaderScreen):
            source = self.screen.reading.origin.source
            self._open_next(self.reading_list.onwards(source, message.step), message.step, [])

    def _open_next(self, sources: Iterator[str], step: int, problems: list[str]) -> None:
        source = next(sources, None)
        if source is None:
            end = f"This is the {'last' if step > 0 else 'first'} article of the list."
            none = "There is no list: `lesart a.md b.md` opens one article after the other."
            self._not_opened(" ".join([*problems, end if self.reading_list.sources else none]))
            return
        self.to_say = " ".join(problems)
        self._open(source, lambda problem: self._open_next(sources, step, [*problems, problem]))
