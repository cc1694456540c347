"""Disks that are soon full."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_FILLING = "voll"


@contextmanager
def small_disk(directory: Path, *options: str) -> Iterator[None]:
    """Make `directory` a disk in memory with such options as `size=64k`; skip the test where that is forbidden."""
    directory.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(directory)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can mount a disk that is soon full")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(directory)], check=True)


def fill(directory: Path, *, left: int = 0) -> None:
    """Fill the disk but for `left` bytes."""
    with open(directory / _FILLING, "wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        os.truncate(file.fileno(), max(0, file.tell() - left))


def free(directory: Path) -> None:
    """Make room again."""
    (directory / _FILLING).unlink()
