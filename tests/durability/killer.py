"""Kills a process at a random moment: `killer.py PID EARLIEST LATEST SUFFIX WITHIN`, all times in seconds.

That is between EARLIEST and LATEST or, where SUFFIX is not empty, from then on at most WITHIN behind the moment at
which it has a file open whose name ends so. A process of its own, so that nobody's turn comes between; it ends
with the other.
"""

import contextlib
import os
import random
import signal
import sys
import time


def main(pid: int, earliest: float, latest: float, suffix: str, within: float) -> None:
    """Wait, and kill."""
    began = time.monotonic()
    moment = began + random.uniform(earliest, latest)
    while time.monotonic() < moment and _runs(pid):
        time.sleep(min(0.02, max(0.0, moment - time.monotonic())))
    if suffix:
        while _runs(pid) and not _has_open(pid, suffix):
            time.sleep(0.0002)
        time.sleep(random.uniform(0.0, within))
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _runs(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def _has_open(pid: int, suffix: str) -> bool:
    folder = f"/proc/{pid}/fd"
    with contextlib.suppress(OSError):  # it has ended, or closed the file meanwhile
        return any(os.readlink(f"{folder}/{name}").endswith(suffix) for name in os.listdir(folder))
    return False


if __name__ == "__main__":
    number, earliest, latest, suffix, within = sys.argv[1:]
    main(int(number), float(earliest), float(latest), suffix, float(within))
