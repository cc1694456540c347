"""Files that are in the way or were left behind: set aside under new names, or swept."""

from __future__ import annotations

import contextlib
import os

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEMPORARY = ".tmp"
"""What the names of temporary files end with."""


def set_aside(path: Path) -> Path:
    """Rename what `path` leads to, so that it is in nobody's way, and return its new name. Raises OSError."""
    real = type(path)(os.path.realpath(path))
    aside = free_name(real)
    try:
        os.replace(real, aside)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
    return aside


def free_name(path: Path) -> Path:
    """Make an empty file with a name that no other has, for what is kept of a broken `path`. Raises OSError."""
    number = 1
    while True:
        aside = path.with_name(f"{path.name}.broken-{number}")
        try:
            os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        except FileExistsError:
            number += 1
        else:
            return aside


def sweep(path: Path, *, age: float = 3600.0) -> None:
    """Remove what saves of `path` that were killed have left behind for more than `age` seconds."""
    target = type(path)(os.path.realpath(path))
    sweep_folder(target.parent, lambda name: name.startswith(temporary_prefix(target)), age=age)


def sweep_folder(folder: Path, is_ours: Callable[[str], bool], *, age: float) -> None:
    """Remove the temporary files in a folder that are older than `age` seconds and whose names are ours."""
    import time

    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        # What cannot be listed or removed now may be another time: it harms nothing.
        for entry in entries:
            if not entry.name.endswith(TEMPORARY) or not is_ours(entry.name):
                continue
            with contextlib.suppress(OSError):
                if time.time() - entry.stat(follow_symlinks=False).st_mtime > age:
                    os.unlink(entry)


def temporary_prefix(target: Path) -> str:
    """Return what the names of temporary files begin with that are to become `target`."""
    # 40 code points are at most 160 bytes: the name stays one that every file system takes.
    return f".{target.name[:40]}."
