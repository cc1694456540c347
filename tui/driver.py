"""Textual's driver, made to end well: hang-ups, signals, bytes that are no text."""

from __future__ import annotations

import asyncio
import codecs
import os
import select
import signal
import sys
import threading
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from tui.pasting import PasteParser
from tui.terminal import glyphs
from tui.wire.screen_memory import ScreenMemory

if TYPE_CHECKING:
    from tui.app import LesartApp

GRACE: Final = 3.0
"""Seconds that the program has to end in an orderly way when its terminal is gone."""
_FOCUS_REPORTS_ON: Final = "\x1b[?1004h"
_PLAIN_PEN: Final = "\x1b[m"


def _forgiving_decoder(encoding: str) -> Any:
    """Return a decoder class for keys: one byte that is no UTF-8 must not end the program."""
    decoder = codecs.getincrementaldecoder(encoding)
    return lambda: decoder(errors="replace")


linux_driver.getincrementaldecoder = _forgiving_decoder  # type: ignore[attr-defined]
linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]


class LesartDriver(LinuxDriver):
    """Restores the terminal and leaves when it is told to end or the terminal hangs up."""

    _app: LesartApp
    _ending = False
    _watcher: threading.Thread | None = None
    _glyphs = glyphs(os.environ)
    _memory: ScreenMemory | None = None
    """What the terminal shows; None while it is not ours."""
    _unknown = False
    """Whether what the terminal shows may have changed behind the memory's back."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Textual draws on standard error, which the reader may have sent to a file.
        self._file = sys.__stdout__

    def start_application_mode(self) -> None:
        """Take over the terminal with what was painted on it before, and watch whether it goes away."""
        self._memory = ScreenMemory(*self._get_terminal_size())
        self._memory.write(self._app.take_painted())
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._tell_of_resizing = signal.signal(signal.SIGWINCH, self._on_resized)
        self._loop = asyncio.get_running_loop()
        # Not `loop.add_signal_handler`: its handlers do not run while the loop waits for a stuck terminal.
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, self._on_signal)
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, daemon=True, name="terminal-watch")
            self._watcher.start()

    def stop_application_mode(self) -> None:
        """Give the terminal back, every setting restored whatever is thought to be set."""
        self._memory = None
        self.write(_PLAIN_PEN)
        super().stop_application_mode()

    def write(self, data: str) -> None:
        """Send what of `data` the terminal does not show already.

        It is not asked to report its focus, which would repaint the screen.
        """
        if data != _FOCUS_REPORTS_ON:
            reduced = self._reduced(data)
            if reduced:
                super().write(reduced.translate(self._glyphs) if self._glyphs else reduced)

    def _reduced(self, data: str) -> str:
        memory = self._memory
        # Other threads only change settings, which draw nothing.
        if memory is None or threading.current_thread() is not threading.main_thread():
            return data
        size = self._get_terminal_size()
        if self._unknown or size != memory.size:
            self._unknown = False
            memory.forget(*size)
        return memory.write(data)

    def forget(self) -> None:
        """Send everything that is written from now on, whatever the terminal may show."""
        self._unknown = True

    def _on_resized(self, number: int, frame: FrameType | None) -> None:
        self._unknown = True
        if callable(self._tell_of_resizing):
            self._tell_of_resizing(number, frame)

    def _sigcont_application(self, *_: object) -> None:
        # Without a stop before it there is nothing to resume; a second input thread would never end.
        if self._must_signal_resume:
            super()._sigcont_application()
            self._app.call_later(self._app.refresh, layout=True)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._end(128 + number)

    def _watch(self) -> None:
        """Wait for the hang-up that comes without a signal, as under nohup; no other event wakes this up."""
        poll = select.poll()
        poll.register(self.fileno, 0)
        while not any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll()):
            pass
        self._end(128 + signal.SIGHUP)

    def _end(self, code: int) -> None:
        """Leave in an orderly way, or at once when that takes too long. Notes are on the disk already."""
        if self._ending:
            return
        self._ending = True
        timer = threading.Timer(GRACE, os._exit, (code,))
        timer.daemon = True
        timer.start()
        self._loop.call_soon_threadsafe(self._app.leave, code)
