"""The SQLite file behind the translation memory: making, opening, recognising and setting it aside."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from articles.locks import locked_if_possible
from articles.storage import fingerprint

if TYPE_CHECKING:
    import sqlite3

    from articles.clock import Clock

APPLICATION = 0x6C657361
"""`lesa`, SQLite's application_id, by which another program's database is told from ours."""
VERSION = 1
SCHEMA = """
CREATE TABLE translations (
    source_hash TEXT NOT NULL, source_language TEXT NOT NULL, target_language TEXT NOT NULL,
    engine TEXT NOT NULL, server TEXT NOT NULL, date TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (source_hash, source_language, target_language, engine, server)
) WITHOUT ROWID
"""
_SIBLINGS = ("-wal", "-shm", "-journal")


class MemoryFailure(Exception):
    """The translation memory cannot be used now; `sentence` tells the reader why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def connect(path: Path, patience: float) -> sqlite3.Connection:
    """Open the file, made and initialised when there is none, for any thread (one at a time).

    `patience` is how many seconds to wait for another program. Raises MemoryFailure when the file is not
    ours to use, sqlite3.Error and OSError.
    """
    if path.exists() and not os.access(path.parent, os.W_OK):
        return _connected_for_reading(path)
    os.makedirs(path.parent, mode=0o700, exist_ok=True)
    # Were the file set aside between its opening and its first use, SQLite would pair it with its successor's log.
    with locked_if_possible(lock_of(path), timeout=patience):
        return _connected(path, patience)


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    import sqlite3

    _make_private(path)
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        _initialise_if_new(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection


def _connected_for_reading(path: Path) -> sqlite3.Connection:
    """Open the file where SQLite can make no log beside it; what nobody writes needs no lock either."""
    import sqlite3

    address = f"{path.absolute().as_uri()}?immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
    try:
        _initialise_if_new(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def lock_of(path: Path) -> Path:
    """Return the lock file under which the file is made, opened and set aside."""
    return path.with_name(f"{path.name}.lock")


def inode(path: Path) -> int | None:
    """Return what identifies the file that `path` leads to now, or None when there is none."""
    found = fingerprint(path)
    return found.inode if found else None


def _make_private(path: Path) -> None:
    """Make the file readable by its owner only.

    A file that exists is not opened for that: closing it would drop the locks of all its connections here.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        if stat.S_IMODE(os.stat(path).st_mode) & 0o077:
            os.chmod(path, 0o600)


def _mark(connection: sqlite3.Connection, name: str) -> int:
    mark: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return mark


def _initialise_if_new(connection: sqlite3.Connection) -> None:
    if _mark(connection, "application_id") == APPLICATION:
        if _mark(connection, "user_version") == VERSION:
            return
        raise MemoryFailure("The stored translations were made by another version of lesart: not used here.")
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise MemoryFailure("The file for the stored translations belongs to another program: not used.")
    # Where the file system cannot do WAL, SQLite stays with its rollback journal, which is slower but safe.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(SCHEMA)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def set_aside(path: Path, damaged: int | None, patience: float, clock: Clock) -> str:
    """Give the file a new name if it is still the one with the inode `damaged`; return a sentence on that.

    `patience` is how many seconds to wait for another program. Raises OSError, TimeoutError among them. Returns
    an empty string when another program was faster.
    """
    with locked_if_possible(lock_of(path), timeout=patience):
        if damaged is None or inode(path) != damaged:
            return ""
        aside = _unused(path.with_name(f"{path.name}.broken-{clock():%Y%m%d-%H%M%S}"))
        # The file itself goes last: a log of changes left behind would be applied to the new file.
        for sibling in (*_SIBLINGS, ""):
            with contextlib.suppress(FileNotFoundError):
                os.rename(f"{path}{sibling}", f"{aside}{sibling}")
    return f"Damaged translations were put aside as {aside}."


def move(old: Path, new: Path, patience: float, clock: Clock) -> str:
    """Put the file where it belongs now, unless there is one; return a sentence when it is damaged.

    Nobody sees it in part, and a program that still has it open can go on. Raises as `connect` does.
    """
    import sqlite3

    if inode(new) is not None or inode(old) is None:
        return ""
    os.makedirs(new.parent, mode=0o700, exist_ok=True)
    with locked_if_possible(lock_of(new), timeout=patience):
        seen = inode(old)
        if inode(new) is not None or seen is None:
            return ""
        part = new.with_name(f"{new.name}.part")
        part.unlink(missing_ok=True)
        try:
            _copy(old, part, patience)
        except sqlite3.Error as error:
            part.unlink(missing_ok=True)
            if not is_damage(error):
                raise
            return set_aside(old, seen, patience, clock)
        os.replace(part, new)
        for sibling in ("", *_SIBLINGS):
            with contextlib.suppress(OSError):
                os.unlink(f"{old}{sibling}")
    return ""


def _copy(old: Path, new: Path, patience: float) -> None:
    """Copy a file with what only its log of changes holds so far."""
    import sqlite3

    _make_private(new)
    with contextlib.closing(connect(old, patience)) as source, contextlib.closing(sqlite3.connect(new)) as target:
        source.backup(target)


def _unused(path: Path) -> Path:
    candidate, number = path, 1
    while os.path.lexists(candidate):
        number += 1
        candidate = path.with_name(f"{path.name}-{number}")
    return candidate


def is_damage(error: sqlite3.Error) -> bool:
    """Tell a file that is broken for good from one that cannot be used at the moment."""
    import sqlite3

    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def sentence_for(error: Exception) -> str:
    """Return what to tell the reader about an error of SQLite or of the file system."""
    import sqlite3

    code = _code(error)
    if isinstance(error, TimeoutError) or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "The stored translations are in use by another program just now."
    if code == sqlite3.SQLITE_FULL:
        return "The disk is full: translations cannot be stored."
    if isinstance(error, OSError) or code in (
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    ):
        return "The file for stored translations cannot be opened and written."
    return f"The stored translations cannot be used ({type(error).__name__})."


def _code(error: Exception) -> int:
    """Return SQLite's primary result code, 0 when the error has none."""
    extended: int = getattr(error, "sqlite_errorcode", 0)
    return extended & 0xFF
