"""What is said of something that takes its time: one line, on a terminal, until it has ended."""

from __future__ import annotations

import os
import signal
import sys

from tui.layout import shorten
from tui.origin import called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tui.terminal.line import WaitingLine

_EVERY: Final = 0.2
"""Seconds between two looks at how far it has come."""
_CLEARED: Final = "\r\x1b[K"


class Waiting:
    """Says what is being done, from some seconds on and on a terminal alone. For the main thread.

    The lines are written by an alarm, between two steps of the work.
    """

    def __init__(self, doing: str, *, after: float, stream: int = 2, leave: str = "") -> None:
        """`stream` is the descriptor that is written to; with `leave`, what to say of it, `q` ends the program."""
        self._doing, self._after, self._stream, self._leave = doing, after, stream, leave
        self._far = self._shown = ""
        self._over = False
        self._line: WaitingLine | None = None

    def tell(self, far: str) -> None:
        """Take in how far it has come; that is shown soon."""
        self._far = far

    def page(self, page: int, pages: int) -> None:
        """Take in that so many pages have been read."""
        self.tell(f"page {page} of {pages}")

    def __enter__(self) -> Waiting:
        if os.isatty(self._stream):
            signal.signal(signal.SIGALRM, lambda *_: self._show())
            signal.setitimer(signal.ITIMER_REAL, self._after, _EVERY)
        return self

    def __exit__(self, *failure: object) -> None:
        # An alarm may have gone off just now.
        self._over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        if self._line is not None:
            self._line.__exit__(None)
        if self._shown:
            self._write("")

    def _show(self) -> None:
        if self._over:
            return
        if self._leave and self._line is None and sys.stdin.isatty():
            from tui.terminal.line import WaitingLine

            self._line = WaitingLine()
            self._line.__enter__()
        text = " · ".join(filter(None, [" ".join(filter(None, [f"{self._doing} …", self._far])), self._leave]))
        if text != self._shown:
            self._shown = text
            self._write(text)

    def _write(self, text: str) -> None:
        try:
            width = os.get_terminal_size(self._stream).columns or 80
            os.write(self._stream, (_CLEARED + shorten(text, width - 1)).encode())
        except OSError:
            # The terminal has gone; whoever needs it will notice.
            return


def while_reading(name: str) -> Waiting:
    """Return what says that an article is being read, for commands that print."""
    return Waiting(f"Reading {called(name)}", after=1.0)
