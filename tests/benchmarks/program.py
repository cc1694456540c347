"""A program in a pty, seen from outside: when it writes, how much, and what it costs."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pyte

COLUMNS, ROWS = 100, 30
now = time.perf_counter
_QUERIES = {
    re.compile(rb"\x1b\[0?c"): b"\x1b[?62;22c",
    re.compile(rb"\x1b\[\?2026\$p"): b"\x1b[?2026;2$y",
    re.compile(rb"\x1b\[6n"): b"\x1b[1;1R",
}
"""What programs ask a terminal, and what one answers that has colours and knows synchronised output."""


class Reply(NamedTuple):
    """What came after a key."""

    seconds: float
    """From the key to the last byte."""
    bytes: int


class Program:
    """A running program. `chunks` holds what it has written, with the moment at which it was read."""

    def __init__(self, command: list[str], directory: Path, environment: Mapping[str, str]) -> None:
        master, line = os.openpty()
        fcntl.ioctl(line, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.chunks: list[tuple[float, bytes]] = []
        self.began = now()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.close(master)
                os.login_tty(line)
                os.chdir(directory)
                os.execvpe(command[0], command, dict(environment))
            finally:
                os._exit(127)
        os.close(line)
        self._terminal = master

    @property
    def written(self) -> int:
        """Bytes written so far."""
        return sum(len(data) for _, data in self.chunks)

    def read(self, seconds: float) -> bool:
        """Take in what is written within `seconds`, at once when it comes; tell whether something came."""
        if not select.select([self._terminal], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._terminal, 65536)
        except OSError:  # it has ended
            return False
        self.chunks.append((now(), data))
        for query, answer in _QUERIES.items():
            if query.search(data):
                self.send(answer)
        return True

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self._terminal, keys)

    def wait_for(self, expected: bytes, limit: float) -> float | None:
        """Return the moment at which `expected` had been written; None when it was not after `limit` seconds."""
        deadline = now() + limit
        seen, at = b"", 0
        while now() < deadline:
            while at < len(self.chunks):
                moment, data = self.chunks[at]
                seen, at = seen[-len(expected) :] + data, at + 1
                if expected in seen:
                    return moment
            if not self.read(min(0.2, deadline - now())) and self.ended:
                return None
        return None

    def settle(self, quiet: float, limit: float = 15.0) -> float | None:
        """Read until nothing has come for `quiet` seconds; return the moment of the last byte, if any came."""
        deadline, before = now() + limit, len(self.chunks)
        while self.read(quiet) and now() < deadline:
            pass
        return self.chunks[-1][0] if len(self.chunks) > before else None

    def press(self, keys: bytes, *, patience: float = 0.4, quiet: float = 0.03) -> Reply | None:
        """Type and return what came of it, the quiet at the end not counted; None when nothing came."""
        bytes_before, at = self.written, now()
        self.send(keys)
        if not self.read(patience):
            return None
        self.settle(quiet)
        return Reply(self.chunks[-1][0] - at, self.written - bytes_before)

    def screen(self) -> str:
        """Return what the screen shows."""
        screen = pyte.Screen(COLUMNS, ROWS)
        stream = pyte.ByteStream(screen)
        for _, data in self.chunks:
            stream.feed(re.sub(rb"\x1b\[[<=>?][0-9;]*(?:\$p|[a-gi-km-zA-Z])", b"", data))
        return "\n".join(screen.display)

    @property
    def asked_for_focus(self) -> bool:
        """Whether the terminal has been asked to report when it gains or loses the focus."""
        return b"\x1b[?1004h" in b"".join(data for _, data in self.chunks)

    @property
    def peak_memory(self) -> float:
        """The most memory that was resident so far, in MiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    @property
    def ended(self) -> bool:
        """Whether it has ended by itself."""
        with open(f"/proc/{self.pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"

    def close(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)
