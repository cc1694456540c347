"""What files show at a glance, remembered as long as they stay as they are."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeGuard

from articles.folders import MOST_ENTRIES, Found
from articles.formats.glance import Glance, glance
from articles.storage import read_file, replace_file

_LARGEST: Final = 64 * 1024 * 1024
_VERSION: Final = 2
"""Another one when `glance` finds something else in the same file."""


class Glances:
    """The glances kept in one file; what cannot be read of it is looked up anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _read(path)
        self._seen: dict[str, list[Any]] = {}
        self._news = False

    def at(self, found: Found) -> Glance:
        """Return what a file shows, without opening one that has not changed since it was looked at last."""
        state = [found.size, found.modified_ns]
        known = self._known.get(found.path)
        if not _is_entry(known) or known[:2] != state:
            self._news = True
            known = [*state, *glance(found.path)]
        self._seen[found.path] = known
        return Glance(*known[2:])

    def keep(self) -> None:
        """Write down what was new, if anything was; of other files what is known stays. Raises OSError."""
        if self._news:
            # Those that were not seen last are the first to go.
            files = self._seen | {path: known for path, known in self._known.items() if path not in self._seen}
            kept = dict(islice(files.items(), 2 * MOST_ENTRIES))
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(self._path, json.dumps({"version": _VERSION, "files": kept}).encode())


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(read_file(path, limit=_LARGEST)[1])
    except (OSError, ValueError, RecursionError):
        return {}
    files = raw.get("files") if isinstance(raw, dict) and raw.get("version") == _VERSION else None
    return files if isinstance(files, dict) else {}


def _is_entry(known: object) -> TypeGuard[list[Any]]:
    """Tell whether this is size, time of change, title and number of words."""
    return isinstance(known, list) and list(map(type, known)) == [int, int, str, int]
