"""Several programs that write annotations to one article at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from annotations.sidecar import Page, parse
from annotations.validation import validate

_ROOT = Path(__file__).parents[2]
_WRITER = str(Path(__file__).with_name("writer.py"))


def start_writer(sidecar: Path, name: str, count: int, *, locks: bool = True) -> subprocess.Popen[str]:
    """Return a program that waits for a line, and then writes as many annotations and says so."""
    command = [sys.executable, _WRITER, str(sidecar), name, str(count), *([] if locks else ["without-locks"])]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def write_at_once(sidecar: Path, count: int, *, locks: bool = True) -> list[str]:
    """Have two programs write `count` annotations each, and return those that are not on the disk in the end.

    Raises AssertionError when they do not say of all that they are saved, or the sidecar has a fault.
    """
    names = ("eins", "zwei")
    writers = [start_writer(sidecar, name, count, locks=locks) for name in names]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    said = [writer.communicate()[0].splitlines() for writer in writers]
    assert said == [[str(number) for number in range(count)]] * 2
    data = sidecar.read_bytes()
    page = parse(data)
    assert isinstance(page, Page), page
    assert validate(data) == []
    kept = {one.note for one in page.annotations.values()}
    return sorted({f"{name} {number}" for name in names for number in range(count)} - kept)
