"""The terminal as it was before the program, and how it gets it back, however the program ends."""

from __future__ import annotations

import os
import signal
import sys
import termios

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, Final

ENDINGS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
"""The signals that end the program in good order."""
_PAGE_LEFT: Final = "\x1b[0m\x1b[?1049l\x1b[?25h"


class Line:
    """The terminal's line, from the first page until the program leaves.

    Keys that are typed before the program can read them wait, unseen and unchanged, those among them that would
    send a signal. A signal that comes as early ends the program at once: nothing is there yet to be kept.
    """

    def __init__(self) -> None:
        """Remember how standard input's line is. Raises termios.error when it is no terminal."""
        self._keyboard = sys.stdin.fileno()
        self.before = termios.tcgetattr(self._keyboard)
        """How the line was, as `termios` has it."""

    def __enter__(self) -> Line:
        quiet = termios.tcgetattr(self._keyboard)
        self._quieten(quiet)
        for number in ENDINGS:
            signal.signal(number, self._on_signal)
        termios.tcsetattr(self._keyboard, termios.TCSANOW, quiet)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.give_back("" if kind is None else _PAGE_LEFT)
        for number in ENDINGS:
            signal.signal(number, signal.SIG_DFL)

    def _quieten(self, line: list[Any]) -> None:
        line[0] &= ~(termios.ICRNL | termios.IXON)
        line[3] &= ~(termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN)

    def give_back(self, ending: str) -> None:
        """Restore the line and write `ending`, as far as that can be done without waiting."""
        if self._in_background():
            return  # Whoever has the terminal now has set it up for themselves.
        try:
            termios.tcsetattr(self._keyboard, termios.TCSANOW, self.before)
            terminal = os.open("/dev/tty", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
        except (OSError, termios.error):
            return  # The terminal is gone.
        try:
            os.write(terminal, ending.encode())
        except OSError:
            pass  # It is stuck, or has gone just now.
        finally:
            os.close(terminal)

    def _in_background(self) -> bool:
        try:
            return os.tcgetpgrp(self._keyboard) != os.getpgrp()
        except OSError:  # it controls nobody's jobs, or is gone
            return False

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.give_back(_PAGE_LEFT)
        os._exit(128 + number)


class WaitingLine(Line):
    """The terminal's line while there is no page yet: `q` ends the program, and Ctrl-c does as everywhere.

    The kernel sees to that, whatever the program is doing, and tells the processes that it has started, too.
    All other keys wait.
    """

    def __enter__(self) -> WaitingLine:
        signal.signal(signal.SIGQUIT, self._on_signal)
        super().__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, *failure: object) -> None:
        super().__exit__(kind, *failure)
        signal.signal(signal.SIGQUIT, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    def _quieten(self, line: list[Any]) -> None:
        super()._quieten(line)
        line[3] |= termios.ISIG
        line[6][termios.VQUIT], line[6][termios.VSUSP] = b"q", b"\0"

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.give_back("\r\x1b[K")
        os._exit(0 if number == signal.SIGQUIT else 128 + number)
