"""Opening an article on another thread, so that the screen goes on meanwhile. Without a terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as StillReading
from typing import TYPE_CHECKING

from tui.reading import Reading

if TYPE_CHECKING:
    from articles.formats.files import Progress


class _GivenUpError(Exception):
    """Nobody waits for the article any more."""


class OpeningAside:
    """An article that is being opened."""

    def __init__(self, open_it: Callable[[Progress], Reading]) -> None:
        """Begin: `open_it` is called on another thread, with what it is to tell how far it has read."""
        self.page = (0, 0)
        """How many pages have been read, and how many there are; zeros while that is not known."""
        self._given_up = False
        self._open_it = open_it
        self._future: Future[Reading] = Future()
        threading.Thread(target=self._work, daemon=True, name="opening").start()

    def _work(self) -> None:
        try:
            self._future.set_result(self._open_it(self._read_to))
        except Exception as error:  # whatever it is, it is raised where the result is taken
            self._future.set_exception(error)

    def _read_to(self, page: int, pages: int) -> None:
        self.page = (page, pages)
        if self._given_up:
            raise _GivenUpError

    def is_done(self, within: float = 0.0) -> bool:
        """Tell whether there is a result, waiting for it so many seconds at most."""
        try:
            self._future.exception(within)
        except StillReading:
            return False
        return True

    def result(self) -> Reading:
        """Return the open article, once it is done. Raises UnreadableError, and whatever else went wrong."""
        return self._future.result()

    def give_up(self) -> None:
        """Read no further than the next page; nothing comes of it."""
        self._given_up = True
