"""Conflict copies: what synchronisers put beside a sidecar when it was changed on two machines."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from annotations.document import LARGEST, Unusable
from annotations.faults import reason_of
from annotations.sidecar import parse
from annotations.store import NotSaved, Store
from articles.folders import entries_in
from articles.storage import move_file, read_file

FOLDER: Final = "merged"
"""Under the data directory: the copies that have been merged."""
_EXTENSION: Final = ".json"
_TAG: Final = re.compile(
    r"""\.sync-conflict-\d{8}-\d{6}(-\w+)?        # Syncthing
    | _conflict-\d{8}-\d{6}                       # ownCloud
    | [ ]\([^()]*(confli|konfli)[^()]*(\(\d+\))?\)  # Dropbox, Nextcloud and ownCloud, in most languages
    | [ ]?\(\d{1,3}\) | [ ]\d{1,3}                # Google Drive; iCloud
    | -[\w.-]+                                    # OneDrive: the name of the machine
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What is put before the last extension of a name."""


@dataclass(frozen=True, slots=True)
class ConflictCopy:
    """Another machine's version of a sidecar."""

    path: Path
    notes: int
    """How many annotations it holds."""
    modified_ns: int
    """When it was last written."""


def is_copy(name: str, sidecar: str) -> bool:
    """Tell whether a file has the name of a conflict copy of a sidecar."""
    stem = sidecar.removesuffix(_EXTENSION)
    tagged = name.startswith(stem) and name.endswith(_EXTENSION)
    return tagged and _TAG.fullmatch(name, len(stem), len(name) - len(_EXTENSION)) is not None


def find_copies(sidecar: Path, article: str) -> list[ConflictCopy]:
    """Return the conflict copies beside a sidecar, by name; what is no page of annotations is passed over.

    A copy must not say that it is about another file than `article`, its name without its folder (empty for what
    is not a file). The sidecar itself need not be there.
    """
    entries = entries_in([str(sidecar.parent)], ())
    named = sorted(entry.path for entry in entries if is_copy(entry.name, sidecar.name))
    return [copy for path in named if (copy := _examine(Path(path), article)) is not None]


def _examine(path: Path, article: str) -> ConflictCopy | None:
    if path.is_symlink():
        return None
    try:
        state, data = read_file(path, limit=LARGEST)
    except OSError:
        return None
    page = parse(data)
    if isinstance(page, Unusable) or page.facts.file_name not in ("", article):
        return None
    return ConflictCopy(path, len(page.annotations), state.modified_ns)


def take_in(copy: ConflictCopy, store: Store, away: Path) -> str:
    """Merge a copy into the sidecar and put it into the folder `away`; return what failed, or an empty string.

    Nothing that either says gets lost: of a note that differs the later version is in force, and the other one
    becomes an earlier version.
    """
    try:
        page = parse(read_file(copy.path, limit=LARGEST)[1])
    except OSError as error:
        return f"The notes in {copy.path} cannot be read: {reason_of(error)}."
    if isinstance(page, Unusable):
        return f"The notes in {copy.path} cannot be read: {page.sentence}. The file stays as it is."
    outcome = store.take_in(page)
    if isinstance(outcome, NotSaved):
        return outcome.sentence
    try:
        _put_away(copy.path, away)
    except OSError as error:
        return f"Its notes are merged, but {copy.path} cannot be moved to {away}: {reason_of(error)}."
    return ""


def _put_away(path: Path, away: Path) -> None:
    away.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in count(1):
        name = path.name if number == 1 else f"{path.stem}-{number}{path.suffix}"
        if not os.path.lexists(away / name):
            move_file(path, away / name, limit=LARGEST)
            return
