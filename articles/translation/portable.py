"""The translation memory as a file that can be carried elsewhere: JSON, a translation a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from articles.clock import timestamp, utc_now
from articles.translation.memory import Entry, TranslationMemory
from articles.translation.translation import Languages, Translation

if TYPE_CHECKING:
    from articles.clock import Clock

HEADER: Final = {"lesart": "translations", "version": 1}
"""What the first line says."""
LONGEST_LINE: Final = 16 << 20
"""Bytes of a line; longer ones are passed over. No paragraph that an engine can have translated is as long."""
MOST_LINES: Final = 1_000_000
_AT_ONCE: Final = 500
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_ENGINE: Final = re.compile(r"[a-z][a-z0-9-]{0,31}")
_SERVER: Final = 255
_DATE: Final = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d\.\d{3}Z", re.ASCII)
_CLOCKS_DIFFER: Final = timedelta(days=1)


class NotTranslationsError(Exception):
    """What is to be imported holds no translations of lesart; the text is a sentence."""


class Imported(NamedTuple):
    """What became of an import."""

    stored: int
    """Translations that were new here, or newer than what was."""
    known: int
    """Those that were here already, as new or newer."""
    refused: int
    """Lines that are no translation."""
    complete: bool
    """Whether it was read to its end."""


def export_lines(memory: TranslationMemory) -> Iterator[str]:
    """Yield the lines of a file with all translations, without line ends. Raises MemoryFailure."""
    yield _json(HEADER)
    for made, languages in memory.entries():
        yield _json(
            {
                "source_hash": made.source_hash,
                "source_language": languages.source,
                "target_language": languages.target,
                "engine": made.engine,
                "server": made.server,
                "date": made.date,
                "text": made.text,
            }
        )


def is_export(head: bytes) -> bool:
    """Tell whether a file that begins with `head` has been exported, by whichever version of lesart."""
    header = _parsed(head.partition(b"\n")[0])
    return isinstance(header, dict) and header.get("lesart") == HEADER["lesart"]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def import_lines(file: BinaryIO, memory: TranslationMemory, clock: Clock = utc_now) -> Imported:
    """Take translations out of a file into the memory; the newer of two stays, so that order does not matter.

    Nothing in the file is trusted: a line that is no translation is passed over and counted, and so is a date
    in the future, which would stay for ever. Raises NotTranslationsError, MemoryFailure and OSError.
    """
    lines = _lines(file)
    _check_header(next(lines, None))
    latest = timestamp(clock() + _CLOCKS_DIFFER)
    stored = known = refused = 0
    for batch in _batches(islice(lines, MOST_LINES)):
        entries = [found for line in batch if line and (found := _entry(_parsed(line), latest))]
        new = memory.put_newer(entries)
        stored, known, refused = stored + new, known + len(entries) - new, refused + len(batch) - len(entries)
    return Imported(stored, known, refused, complete=not any(True for _ in lines))


def _batches(lines: Iterable[bytes | None]) -> Iterator[list[bytes | None]]:
    """Put together as many lines as are stored at once: fewer of them when they are long."""
    batch: list[bytes | None] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line or b"")
        if len(batch) == _AT_ONCE or size >= LONGEST_LINE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines that are not blank, None for those that are too long."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            if line.strip():
                yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield None


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def _check_header(line: bytes | None) -> None:
    if line is None or not is_export(line):
        raise NotTranslationsError("This is no file of translations as `lesart translate --export` writes them.")
    if _parsed(line).get("version") != HEADER["version"]:
        raise NotTranslationsError("These translations were exported by another version of lesart.")


def _entry(value: Any, latest: str) -> Entry | None:
    """Return the translation that a line holds, or None when it is none."""
    if not isinstance(value, dict):
        return None
    names = ("source_hash", "source_language", "target_language", "engine", "server", "date", "text")
    fields: list[str] = [field for name in names if isinstance(field := value.get(name), str)]
    if len(fields) < len(names):
        return None
    source_hash, source, target, engine, server, date, text = fields
    fits = (
        all(form.fullmatch(field) for form, field in zip(_FORMS, fields, strict=False))
        and _DATE.fullmatch(date)
        and date <= latest
        and len(server) <= _SERVER
        and server.isprintable()
        and text.strip()
        and not any("\ud800" <= sign <= "\udfff" for sign in text)
    )
    if not fits:
        return None
    return Entry(Translation(text, "memory", engine, server, date, source_hash), Languages(source, target))


_FORMS: Final = (_HASH, _LANGUAGE, _LANGUAGE, _ENGINE)
"""Of the first fields of a line."""
