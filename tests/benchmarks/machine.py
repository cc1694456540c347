"""On what was measured, and how steady it was."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from benchmarks.program import now


def description() -> str:
    """Return processor, cores, memory, kernel and Python in one line."""
    processor = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())
    parts = [
        processor[1] if processor else platform.machine(),
        f"{os.cpu_count()} cores",
        f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
    ]
    return ", ".join(filter(None, parts))


def pace() -> float:
    """Return the milliseconds that a fixed loop takes now: what else runs on the machine shows in it."""
    best = float("inf")
    for _ in range(3):
        began, total = now(), 0
        for value in range(200_000):
            total += value & 7
        best = min(best, (now() - began) * 1000)
    return best
