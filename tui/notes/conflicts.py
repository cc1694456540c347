"""Conflict copies of a sidecar: what is offered and said of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from annotations.conflicts import FOLDER, ConflictCopy, find_copies, take_in
from articles.clock import timestamp, utc_now
from tui.amounts import number_of
from tui.configuration.remembered import Remembered
from tui.layout import shorten
from tui.settings import Directories

if TYPE_CHECKING:
    from annotations.store import Store
    from tui.origin import Origin

_REFUSED: Final = "conflictCopies"
"""Under this name is remembered what the reader did not want to merge."""
_LONGEST: Final = 45
"""Cells of a name."""


class Merged(NamedTuple):
    """What came of merging."""

    sentence: str
    failed: bool = False


def copies_of(sidecar: Path, origin: Origin) -> list[ConflictCopy]:
    """Return the conflict copies of an article's notes."""
    return find_copies(sidecar, os.path.basename(origin.name or ""))


def to_offer(sidecar: Path, origin: Origin, remembered: Remembered) -> list[ConflictCopy]:
    """Return of these what the reader has not refused as it is now."""
    copies = copies_of(sidecar, origin)
    refused = remembered.entries(_REFUSED) if copies else {}
    return [copy for copy in copies if _key(copy) not in refused]


def refuse(copies: Sequence[ConflictCopy], remembered: Remembered) -> None:
    """Remember that the reader does not want to merge these. Raises OSError."""
    for copy in copies:
        remembered.enter(_REFUSED, _key(copy), timestamp(utc_now()))


def _key(copy: ConflictCopy) -> str:
    return f"{copy.path} {copy.modified_ns}"


def question(copies: Sequence[ConflictCopy]) -> str:
    """Return what the reader is asked about what was found."""
    first, more = copies[0], len(copies) - 1
    tag = shorten(first.path.name.rpartition(".annotations")[2].lstrip(), _LONGEST)
    notes = number_of(first.notes, "note")
    others = "" if not more else ", and so does another file" if more == 1 else f", and so do {more} other files"
    return (
        f"A synchroniser left another version of these notes: “…{tag}” holds {notes}{others}. "
        f"Merge {'them' if more else 'it'}? Nothing gets lost, and what is merged is kept in the data folder."
    )


def merge(copies: Sequence[ConflictCopy], store: Store, directories: Directories) -> Merged:
    """Merge conflict copies."""
    ids, versions = set(store.annotations), _versions(store)
    away = directories.data / FOLDER
    problem = next(filter(None, (take_in(copy, store, away) for copy in copies)), "")
    if problem:
        return Merged(problem, failed=True)
    new, lost = len(store.annotations.keys() - ids), _versions(store) - versions
    kept = f"; {lost:,} {'version that differs is' if lost == 1 else 'versions that differ are'} in the trash"
    come = f"{number_of(new, 'note')} {'is' if new == 1 else 'are'}" if new else "no note is"
    return Merged(f"Merged: {come} new{kept if lost > 0 else ''}.")


def _versions(store: Store) -> int:
    return sum(len(one.earlier) for one in store.annotations.values())
