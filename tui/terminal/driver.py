"""Textual's driver, made to end well: hang-ups, signals, bytes that are no text."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from contextlib import suppress
from queue import Empty
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from textual.app import App
from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

from tui.terminal.line import ENDINGS
from tui.terminal.modes import RESET, glyphs
from tui.terminal.pasting import PasteParser
from tui.terminal.typed import TypedDecoder
from tui.wire.screen_memory import ScreenMemory

if TYPE_CHECKING:
    from tui.terminal.line import Line

GRACE: Final = 3.0
"""Seconds that the program has to end in an orderly way when its terminal is gone."""
_STEP: Final = 0.005
"""Seconds between two looks whether the program can be left."""
_FOCUS_REPORTS_ON: Final = "\x1b[?1004h"
_PLAIN_PEN: Final = "\x1b[m"


linux_driver.getincrementaldecoder = lambda encoding: TypedDecoder  # type: ignore[assignment,attr-defined]
linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]


class DrivenApp(App[str]):
    """An application that is drawn over what the terminal shows already, and that can be told to end."""

    def __init__(self, *, line: Line | None = None, painted: str = "", **options: Any) -> None:
        """`painted` is what has been written to the terminal, `line` the terminal as it was before."""
        super().__init__(**options)
        self.line = line
        self._painted = painted

    def take_painted(self) -> str:
        """Return what had been written to the terminal before; nothing when asked again."""
        painted, self._painted = self._painted, ""
        return painted

    def leave(self, return_code: int = 0) -> None:
        """End."""
        self.exit(return_code=return_code)


class LesartDriver(LinuxDriver):
    """Restores the terminal and leaves when it is told to end or the terminal hangs up."""

    _app: DrivenApp
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
        self._loop = asyncio.get_running_loop()
        # Not `loop.add_signal_handler`: its handlers do not run while the loop waits for a stuck terminal.
        for number in ENDINGS:
            signal.signal(number, self._on_signal)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._tell_of_resizing = signal.signal(signal.SIGWINCH, self._on_resized)
        if self._app.line is not None:
            self.attrs_before = self._app.line.before
        if self._watcher is None:
            self._watcher = threading.Thread(target=self._watch, daemon=True, name="terminal-watch")
            self._watcher.start()

    def stop_application_mode(self) -> None:
        """Give the terminal back with every setting restored, unless a shell has it already."""
        self._memory = None
        if not self._must_signal_resume:
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

    def disable_input(self) -> None:
        """Read no more keys; while a shell has the terminal, touching it would stop the program."""
        if not self._must_signal_resume:
            super().disable_input()

    @property
    def can_suspend(self) -> bool:
        """Tell whether a shell could bring the program back: one that gives each job a group of its own."""
        return os.getpgrp() != os.getsid(0)

    def _sigtstp_application(self, *_: object) -> None:
        if self.can_suspend:
            self.suspend_application_mode()
            self._must_signal_resume = True
            # With all that it was started through, or the shell would not notice.
            os.killpg(0, signal.SIGSTOP)

    def _sigcont_application(self, *_: object) -> None:
        # Without a stop before it there is nothing to resume; a second input thread would never end.
        if self._must_signal_resume and not self._ending:
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
        timer = threading.Timer(GRACE, self._break_off, (code,))
        timer.daemon = True
        timer.start()
        self._drop_what_waits()
        with suppress(RuntimeError):  # raised when the loop has ended: the program is leaving already
            self._loop.call_soon_threadsafe(self._leave, code)

    def _leave(self, code: int) -> None:
        """Leave as soon as a screen is complete: one that Textual stops composing half-way would fail."""
        shown = self._app.screen_stack[-1:]
        if shown and type(shown[0]) is not Screen and shown[0].is_mounted:
            self._app.leave(code)
        else:
            self._loop.call_later(_STEP, self._leave, code)

    def _drop_what_waits(self) -> None:
        """Let the loop go on, which may be waiting for a stuck terminal to take what is in the writer's queue."""
        if self._writer_thread is not None:
            waiting = self._writer_thread._queue
            with suppress(Empty):
                while True:
                    waiting.get_nowait()

    def _break_off(self, code: int) -> None:
        if self._app.line is not None:
            self._app.line.give_back(RESET)
        os._exit(code)
