"""What lies in the reader's folders, and which of it are articles."""

from __future__ import annotations

import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Final, NamedTuple

from articles.formats.suffixes import format_by_name

MOST_ENTRIES: Final = 50_000
"""Files and folders that are looked at, the nearest first; what lies behind them is not found."""


class Found(NamedTuple):
    """A file that promises to be an article."""

    path: str
    size: int
    """Bytes."""
    modified_ns: int
    """When it was last changed."""
    identity: tuple[int, int]
    """The same for all names of one file."""


def entries_in(flat: Iterable[str], deep: Iterable[str]) -> Iterator[os.DirEntry[str]]:
    """Yield what lies in the folders `flat` and, level by level, in and below those that are `deep`.

    Goes into no hidden folder and follows no symbolic link below them; what cannot be read is passed over.
    """
    return islice(_entries(flat, deep), MOST_ENTRIES)


def _entries(flat: Iterable[str], deep: Iterable[str]) -> Iterator[os.DirEntry[str]]:
    waiting = deque([*((folder, False) for folder in flat), *((folder, True) for folder in deep)])
    while waiting:
        folder, deeper = waiting.popleft()
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                yield entry
                if deeper and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, True))


def refused(folders: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each of the folders that cannot be looked through."""
    for folder in folders:
        if not os.path.isdir(folder):
            yield f"There is no folder {folder}."
        elif not os.access(folder, os.R_OK | os.X_OK):
            yield f"The folder {folder} cannot be read."


def articles_among(entries: Iterable[os.DirEntry[str]]) -> Iterator[Found]:
    """Yield the regular files whose names promise an article, without opening one.

    Hidden files are left out, and English texts that stand beside German ones (`NAME.en.md`).
    """
    for entry in entries:
        found = found_at(entry.path) if _promises_article(entry.name) else None
        if found is not None:
            yield found


def found_at(path: str) -> Found | None:
    """Return the regular file that a path leads to, through symbolic links too; None when there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Found(path, status.st_size, status.st_mtime_ns, (status.st_dev, status.st_ino))


def articles_in(folder: str) -> list[str]:
    """Return the articles right in a folder, by name, numbers in them counted as such (2 before 10)."""
    found = [one.path for one in articles_among(entries_in([folder], ()))]
    return sorted(found, key=lambda path: (_parts(os.path.basename(path)), path))


def _promises_article(name: str) -> bool:
    stem = os.path.splitext(name)[0].lower()
    return bool(format_by_name(name)) and not name.startswith(".") and not stem.endswith(".en")


def _parts(name: str) -> list[tuple[int, str]]:
    """Return what sorts names so that the numbers in them count."""
    parts = re.split(r"([0-9]+)", name.casefold())
    return [(int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in parts]
