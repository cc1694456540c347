"""Files that notes are exported to: only those are replaced that still are as lesart wrote them."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from articles.storage import (
    LARGEST,
    ChangedError,
    fingerprint,
    read_file,
    replace_file,
    update_file,
)
from tui.configuration.remembered import Remembered

if TYPE_CHECKING:
    from articles.storage import Fingerprint
    from tui.settings import Directories

_WRITTEN: Final = "written"
_MODE: Final = 0o644


class ForeignFileError(Exception):
    """A file is not lesart's to replace; its text says why, to stand behind the file's name."""


class OtherArticleError(ForeignFileError):
    """A file holds the notes on another article."""


class Exports:
    """Writes exports, and remembers in the data directory what it wrote where."""

    def __init__(self, directories: Directories) -> None:
        self._ledger = Remembered(directories.data / "exports.json")

    def write(self, path: Path, data: bytes, *, about: str = "", force: bool = False) -> None:
        """Write a file, whole or not at all, in place of none or of one that lesart has written.

        A file is foreign when it is not as lesart wrote it last, when it was written `about` another source (if
        one is named), or when it is a symbolic link; `force` replaces it all the same, where a link leads to.
        Raises ForeignFileError and OSError; nothing has been changed then.
        """
        name = os.path.join(os.path.realpath(path.parent), path.name)
        if force:
            replace_file(path, data, mode=_MODE)
        else:
            self._replace_own(Path(name), data, about)
        with suppress(OSError):
            # Then the file counts as foreign the next time.
            self._ledger.enter(_WRITTEN, name, f"{_digest(data)} {about}")

    def foreign(self, path: Path) -> str:
        """Return why a file is not lesart's to replace, or nothing. Raises OSError."""
        try:
            self._state(Path(os.path.join(os.path.realpath(path.parent), path.name)), "")
        except ForeignFileError as error:
            return str(error)
        return ""

    def _replace_own(self, path: Path, data: bytes, about: str) -> None:
        try:
            displaced = update_file(path, data, self._state(path, about, data), mode=_MODE).displaced
        except ChangedError:
            displaced = b""
        else:
            if displaced is None:
                return
            replace_file(path, displaced)
        raise ForeignFileError("has just been written by another program")

    def _state(self, path: Path, about: str, data: bytes | None = None) -> Fingerprint | None:
        """Return the state of a file that may be replaced, None for no file. Raises ForeignFileError, OSError."""
        if path.is_symlink():
            raise ForeignFileError("is a symbolic link")
        if fingerprint(path) is None:
            return None
        state, there = read_file(path, limit=LARGEST)
        digest, _, source = self._entry(str(path)).partition(" ")
        if there != data and _digest(there) != digest:
            raise ForeignFileError("is there already and is not as lesart wrote it")
        if about and source and source != about:
            raise OtherArticleError("holds the notes on another article")
        return state

    def _entry(self, name: str) -> str:
        self._ledger.refresh()
        entry = self._ledger.entries(_WRITTEN).get(name)
        return entry if isinstance(entry, str) else ""


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
