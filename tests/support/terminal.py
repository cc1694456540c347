"""lesart in a real pseudo-terminal, with an emulated screen to look at."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping
from pathlib import Path

import pyte

PATIENCE = 20.0
"""Seconds after which something that should have happened counts as not happening."""


class Terminal:
    """A program in a pty of a given size. `output` holds every byte it has written."""

    def __init__(
        self, command: list[str], *, cwd: Path, environment: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.chdir(cwd)
                os.execvpe(command[0], command, {**os.environ, **environment})
            finally:
                os._exit(127)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.screen.display)

    def read(self, seconds: float = 0.05) -> bytes:
        """Take in what the program writes within `seconds`; returns at once when it writes something."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has ended
            return b""
        self.output += data
        self._stream.feed(data)
        return data

    def wait_for(self, text: str) -> None:
        """Return when `text` is on the screen; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} did not appear; the screen shows:\n{self.text}")
            self.read()

    def wait_until_gone(self, text: str) -> None:
        """Return when `text` is no longer on the screen; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while text in self.text:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} did not go away; the screen shows:\n{self.text}")
            self.read()

    def settle(self, quiet: float = 0.3) -> None:
        """Return when nothing has been written for `quiet` seconds."""
        while self.read(quiet):
            pass

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode("utf-8", "surrogateescape"))

    def press(self, keys: str) -> bytes:
        """Type, wait until the screen is still, and return what was written meanwhile."""
        before = len(self.output)
        self.send(keys)
        self.settle()
        return self.output[before:]

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)
        os.kill(self.pid, signal.SIGWINCH)

    def kill(self, number: int) -> None:
        """Send a signal."""
        os.kill(self.pid, number)

    def wait(self) -> int:
        """Return the exit status once the program has ended (negative: by that signal)."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read(0.02)
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                while self.read(0.05):
                    pass
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"the program did not end; the screen shows:\n{self.text}")

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._master)
        self._master = -1

    def ends(self) -> bool:
        """Tell whether the program ends by itself, nothing being read from it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self.pid = 0
                return True
            time.sleep(0.02)
        return False

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self._master >= 0:
            self.hang_up()


LESART = [sys.executable, "-m", "tui"]
