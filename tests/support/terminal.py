"""lesart in a real pseudo-terminal, with an emulated screen to look at."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pyte

PATIENCE = 20.0
"""Seconds after which something that should have happened counts as not happening."""
_MODES = re.compile(rb"\x1b\[\?([0-9;]+)([hl])|\x1b\[([<>])[0-9;]*u")
_TAKEN_OVER = b"\x1b[?2048$p"
"""A question that Textual's driver asks when it takes over the terminal."""
_ON_BY_DEFAULT = {"7": True, "25": True}
"""Line wrap and the cursor; every other mode is off in a terminal that nothing has changed."""


class Screen(pyte.Screen):
    """A screen that is empty when a program changes to the alternate one, and when it comes back."""

    def set_mode(self, *modes: int, **options: bool) -> None:
        if 1049 in modes and not self._alternate:
            self._clear()
        super().set_mode(*modes, **options)

    def reset_mode(self, *modes: int, **options: bool) -> None:
        if 1049 in modes and self._alternate:
            self._clear()
        super().reset_mode(*modes, **options)

    @property
    def _alternate(self) -> bool:
        return 1049 << 5 in self.mode

    def _clear(self) -> None:
        self.erase_in_display(2)
        self.cursor_position()


class Terminal:
    """A program in a pty of a given size. `output` holds every byte it has written."""

    def __init__(
        self, command: list[str], *, cwd: Path, environment: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        columns, rows = size
        self.screen = Screen(max(1, columns), max(1, rows))
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self._master, self._line = pty.openpty()
        self._set_size(columns, rows)
        self._attributes = termios.tcgetattr(self._line)
        self.pid = self.session = os.fork()
        if self.pid == 0:
            try:
                os.close(self._master)
                os.login_tty(self._line)
                os.chdir(cwd)
                os.execvpe(command[0], command, {**os.environ, **environment})
            finally:
                os._exit(127)

    @property
    def text(self) -> str:
        """What is on the screen."""
        # Not `display`, which fails while only half of a wide character has been overwritten.
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return "\n".join("".join(row[x].data for x in range(self.screen.columns)) for row in rows)

    @property
    def left_over(self) -> set[str]:
        """What is not as it was before the program began: modes of the terminal, and those of the line."""
        modes = dict(_ON_BY_DEFAULT)
        keyboards = 0
        for names, switch, keyboard in _MODES.findall(self.output):
            modes.update(dict.fromkeys(names.decode().split(";"), switch == b"h") if names else {})
            keyboards = max(0, keyboards + {b">": 1, b"<": -1, b"": 0}[keyboard])
        changed = {f"mode {name}" for name, on in modes.items() if on != _ON_BY_DEFAULT.get(name, False)}
        line = {"line"} if termios.tcgetattr(self._line) != self._attributes else set()
        return changed | line | ({"keyboard"} if keyboards else set())

    @property
    def processes(self) -> set[int]:
        """All processes that were started in this terminal and have not ended, zombies not among them."""
        found = set()
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{name}/stat") as file:
                    state, _, _, session = file.read().rpartition(")")[2].split()[:4]
            except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
                continue
            if int(session) == self.session and state != "Z":
                found.add(int(name))
        return found

    def busy(self, seconds: float = 1.0) -> float:
        """Return the share of a core that the program uses within `seconds`."""
        before = self._processor_time()
        self.pause(seconds)
        return (self._processor_time() - before) / seconds

    def _processor_time(self) -> float:
        ticks = 0
        for process in self.processes:
            with open(f"/proc/{process}/stat") as file:
                ticks += sum(map(int, file.read().rpartition(")")[2].split()[11:13]))
        return ticks / os.sysconf("SC_CLK_TCK")

    def read(self, seconds: float = 0.05, *, shown: bool = True) -> bytes:
        """Take in what the program writes within `seconds`; returns at once when it writes something.

        What is not to be `shown` does not change the emulated screen.
        """
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self._master, 65536)
        except OSError:  # the program has ended
            return b""
        self.output += data
        if shown:
            self._stream.feed(data)
        return data

    def wait_for(self, text: str) -> None:
        """Return when `text` is on the screen; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.text:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} did not appear; the screen shows:\n{self.text}")
            self.read()

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Return when something is so that is not seen on the screen; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, f"it has not come to be so; the screen shows:\n{self.text}"
            self.read()

    def wait_until_up(self) -> None:
        """Return when the whole program, not only its first page, is there; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while _TAKEN_OVER not in self.output:
            assert time.monotonic() < deadline, f"the program did not come up; the screen shows:\n{self.text}"
            self.read()
        self.settle()

    def wait_until_gone(self, text: str) -> None:
        """Return when `text` is no longer on the screen; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while text in self.text:
            if time.monotonic() > deadline:
                raise AssertionError(f"{text!r} did not go away; the screen shows:\n{self.text}")
            self.read()

    def settle(self, quiet: float = 0.3) -> None:
        """Return when nothing has been written for `quiet` seconds; fail when that takes too long."""
        deadline = time.monotonic() + PATIENCE
        while self.read(quiet):
            assert time.monotonic() < deadline, "the program does not stop writing"

    def pause(self, seconds: float, *, shown: bool = True) -> None:
        """Take in what the program writes, for so many seconds."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.read(left, shown=shown)

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode("utf-8", "surrogateescape"))

    def press(self, keys: str) -> bytes:
        """Type, wait until the screen is still, and return what was written meanwhile."""
        before = len(self.output)
        self.send(keys)
        self.settle()
        return self.output[before:]

    def resize(self, columns: int, rows: int, *, shown: bool = True) -> None:
        """Give the terminal another size, of which the kernel tells the program."""
        self._set_size(columns, rows)
        if shown:
            self.screen.resize(max(1, rows), max(1, columns))

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self, number: int, process: int = 0) -> None:
        """Send a signal, to the program that was started unless another `process` is given."""
        os.kill(process or self.pid, number)

    def wait(self) -> int:
        """Return the exit status once the program has ended (negative: by that signal)."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read(0.02)
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.settle(0.05)
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"the program did not end; the screen shows:\n{self.text}")

    def stick(self) -> None:
        """Take no more of what the program writes: its writes wait from now on."""
        termios.tcflow(self._line, termios.TCOOFF)

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self._master)
        self._master = -1

    def ends(self, within: float = PATIENCE) -> bool:
        """Tell whether the program ends by itself within so many seconds, nothing being read from it."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                self.pid = 0
                return True
            time.sleep(0.02)
        return False

    def close(self) -> None:
        """End the program and whatever it started, whatever they are doing."""
        for process in self.processes:
            with suppress(ProcessLookupError):  # it has ended by itself in the meantime
                os.kill(process, signal.SIGKILL)
        if self.pid:
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self._master >= 0:
            self.hang_up()
        os.close(self._line)


LESART = [sys.executable, "-m", "tui"]


def own_environment(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the user's is read or written."""
    return {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "LESART_ENGINE": "none",
    }


def write_article(path: Path) -> Path:
    """Write thirty paragraphs to `path` and return it."""
    texts = [f"Absatz {number} steht hier. Er hat zwei Sätze über die Straße." for number in range(1, 31)]
    path.write_text("\n\n".join(texts) + "\n", "utf-8")
    return path
