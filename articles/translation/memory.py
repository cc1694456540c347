"""The translations already made, stored on this machine for every lesart that runs on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from articles.clock import utc_now
from articles.translation.database import MemoryFailure, connect, inode, is_damage, move, sentence_for, set_aside
from articles.translation.translation import GERMAN_ENGLISH, Languages, Translation, source_hash

if TYPE_CHECKING:
    import sqlite3

    from articles.clock import Clock

__all__ = ["Entry", "MemoryFailure", "TranslationMemory"]

_Result = TypeVar("_Result")
_PUT = """
INSERT OR REPLACE INTO translations
    (source_hash, source_language, target_language, engine, server, date, text)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_ALL = """
SELECT text, engine, server, date FROM translations
WHERE source_hash = ? AND source_language = ? AND target_language = ?
ORDER BY date DESC
"""
_PUT_NEWER = """
INSERT INTO translations (source_hash, source_language, target_language, engine, server, date, text)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET date = excluded.date, text = excluded.text WHERE excluded.date > date
"""
_PAGE = """
SELECT source_hash, source_language, target_language, engine, server, date, text FROM translations
WHERE (source_hash, source_language, target_language, engine, server) > (?, ?, ?, ?, ?)
ORDER BY source_hash, source_language, target_language, engine, server LIMIT 500
"""
_OF_ENGINE = """
SELECT text, engine, server, date FROM translations
WHERE source_hash = ? AND source_language = ? AND target_language = ? AND engine = ? AND server = ?
"""


class Entry(NamedTuple):
    """What is stored, whole."""

    translation: Translation
    languages: Languages


class TranslationMemory:
    """Translations in an SQLite file, safe for several threads and programs at once.

    Opened when first needed, made when first written to. Its methods raise MemoryFailure. A file that is
    damaged is set aside under a new name and another one begun; `notice` then says so. A file that another
    program made is left as it is.
    """

    def __init__(
        self,
        path: Path,
        *,
        earlier: Path | None = None,
        patience: float = 2.0,
        read_patience: float = 0.25,
        clock: Clock = utc_now,
    ) -> None:
        """From `earlier`, where the file lay in earlier versions, it is moved to `path` when first needed."""
        self.path = path
        self._earlier = earlier
        self.notice = ""
        """One sentence for the reader once a damaged file has been set aside, else empty."""
        self._patience = patience
        """Seconds that a writer waits for another program."""
        self._read_patience = read_patience
        """The same for a reader, which may be the screen's own thread."""
        self._clock = clock
        self._guard = threading.Lock()
        self._reader: sqlite3.Connection | None = None
        self._reading: int | None = None
        """Inode of the file that the reader has open."""

    def get(
        self, text: str, engine: str, server: str, languages: Languages = GERMAN_ENGLISH
    ) -> Translation | None:
        """Return the translation of `text` that this engine made on this server, or None."""
        return next(iter(self._find(_OF_ENGINE, text, (*languages, engine, server))), None)

    def get_any(
        self, text: str, languages: Languages = GERMAN_ENGLISH, preferred: Sequence[str] = ()
    ) -> Translation | None:
        """Return the translation of `text` by the first of the `preferred` engines that made one.

        Else the newest, whichever engine made it, or None. Of several by one engine it is the newest, too.
        """
        rank = {engine: number for number, engine in enumerate(preferred)}
        found = self.get_all(text, languages)
        return min(found, key=lambda one: rank.get(one.engine, len(rank)), default=None)

    def get_all(self, text: str, languages: Languages = GERMAN_ENGLISH) -> tuple[Translation, ...]:
        """Return the translations of `text` by all engines and servers, the newest first."""
        return tuple(self._find(_ALL, text, languages))

    def entries(self) -> Iterator[Entry]:
        """Yield all translations, by and by; what is written meanwhile may be among them or not."""
        after: tuple[Any, ...] = ("",) * 5
        while rows := self._reading_safely(_PAGE, after):
            for row in rows:
                if all(isinstance(value, str) for value in row):
                    yield _entry(row)
            # As it is: SQLite orders what is no text behind all texts, so that its text would lead back.
            after = rows[-1][:5]

    def put_newer(self, entries: Sequence[Entry]) -> int:
        """Store translations where there is none or an older one, all or none; return how many were stored."""
        rows = [_row(*entry) for entry in entries]
        return self._writing_safely(_PUT_NEWER, rows) if rows else 0

    def put(self, translation: Translation, languages: Languages = GERMAN_ENGLISH) -> None:
        """Store a translation, in place of an earlier one by the same engine and server."""
        self._writing_safely(_PUT, [_row(translation, languages)])

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        with self._guard:
            self._close_reader()

    def _find(self, query: str, text: str, more: tuple[str, ...]) -> Iterator[Translation]:
        key = source_hash(text)
        for row in self._reading_safely(query, (key, *more)):
            if all(isinstance(value, str) for value in row):
                english, engine, server, date = row
                yield Translation(english, "memory", engine, server, date, key)

    def _reading_safely(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        return self._guarded(lambda: self._read(query, values), self._read_patience)

    def _writing_safely(self, statement: str, rows: Sequence[tuple[str, ...]]) -> int:
        return self._guarded(lambda: self._write(statement, rows), self._patience)

    def _guarded(self, action: Callable[[], _Result], patience: float) -> _Result:
        """Run `action`; when the file turns out to be damaged, set it aside and run it once more."""
        import sqlite3

        try:
            if self._earlier is not None:
                self.notice = move(self._earlier, self.path, self._patience, self._clock) or self.notice
            seen = inode(self.path)
            try:
                return action()
            except sqlite3.Error as error:
                if not is_damage(error):
                    raise
            self.close()
            self.notice = set_aside(self.path, seen, patience, self._clock) or self.notice
            return action()
        except (sqlite3.Error, OSError, ValueError) as error:
            sentence = sentence_for(error)
        raise MemoryFailure(sentence)

    def _read(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        with self._guard:
            present = inode(self.path)
            if present is None:
                self._close_reader()
                return []
            if self._reader is None or self._reading != present:
                self._close_reader()
                self._reader = connect(self.path, self._read_patience)
                self._reading = present
            return self._reader.execute(query, values).fetchall()

    def _write(self, statement: str, rows: Sequence[tuple[str, ...]]) -> int:
        # A connection of its own: a writer that waits for another program never makes a reader wait.
        connection = connect(self.path, self._patience)
        try:
            connection.execute("BEGIN IMMEDIATE")
            before = connection.total_changes
            connection.executemany(statement, rows)
            connection.execute("COMMIT")
            return connection.total_changes - before
        finally:
            connection.close()

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None


def _row(made: Translation, languages: Languages) -> tuple[str, ...]:
    return (made.source_hash, *languages, made.engine, made.server, made.date, made.text)


def _entry(row: Sequence[str]) -> Entry:
    source_hash, source, target, engine, server, date, text = row
    return Entry(Translation(text, "memory", engine, server, date, source_hash), Languages(source, target))
