"""A SIGKILL at a random moment."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_KILLER = str(Path(__file__).with_name("killer.py"))


class Moment(NamedTuple):
    """When a process is killed: at random within these bounds, in seconds from now."""

    earliest: float
    latest: float
    suffix: str = ""
    """If not empty: not before it has a file open then whose name ends so, and at most `within` behind that."""
    within: float = 0.0

    def in_a_save(self) -> list[Moment]:
        """Return moments at which it is about to save, and at which it is just writing."""
        return [
            self._replace(suffix=".annotations.json.lock", within=0.02),
            self._replace(suffix=".tmp", within=0.003),
        ]


def kill(pid: int, moment: Moment) -> subprocess.Popen[bytes]:
    """Have the process killed; what is returned ends then, or when the process has ended by itself.

    The process is not to be waited for before that: its number could be another's.
    """
    return subprocess.Popen([sys.executable, "-I", "-S", _KILLER, str(pid), *map(str, moment)])


def cut_off(sidecar: Path) -> int:
    """Return how many saves of it have been cut off so that something of them is left."""
    return len(list(sidecar.parent.glob(".*.tmp")))
