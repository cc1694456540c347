"""Translations carried from one machine to another."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from articles.translation import portable
from articles.translation.memory import Entry, TranslationMemory
from articles.translation.portable import Imported, NotTranslationsError, export_lines, import_lines
from articles.translation.translation import Languages, Translation, source_hash

HEADER = '{"lesart": "translations", "version": 1}'


def clock() -> datetime:
    return datetime(2026, 1, 31, 12, tzinfo=UTC)


def made(source: str, text: str, **facts: str) -> Translation:
    known = {"engine": "google", "server": "translate.google.com", "date": "2026-01-01T00:00:00.000Z"} | facts
    return Translation(text, "engine", known["engine"], known["server"], known["date"], source_hash(source))


def line(**facts: object) -> str:
    usual: dict[str, object] = {
        "source_hash": source_hash("Tag"), "source_language": "de", "target_language": "en", "engine": "google",
        "server": "translate.google.com", "date": "2026-01-01T00:00:00.000Z", "text": "Day",
    }  # fmt: skip
    return json.dumps({name: value for name, value in (usual | facts).items() if value is not ...})


def file_of(*lines: str | bytes) -> io.BytesIO:
    return io.BytesIO(b"".join((one.encode() if isinstance(one, str) else one) + b"\n" for one in lines))


def taken(memory: TranslationMemory, lines: Iterable[str]) -> Imported:
    return import_lines(file_of(*lines), memory, clock)


@pytest.fixture
def here(tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "here.sqlite")


@pytest.fixture
def there(tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "there.sqlite")


def test_what_is_exported_is_the_same_after_an_import(here: TranslationMemory, there: TranslationMemory) -> None:
    sentences = [made(f"Satz {number}", f"„Sentence“ {number}\u2028\x1b") for number in range(1100)]
    here.put_newer([Entry(one, Languages()) for one in sentences])
    here.put(made("Satz 1", "Phrase 1", engine="deepl"))
    here.put(made("Zin", "Sentence"), Languages("nl"))

    assert taken(there, export_lines(here)) == Imported(1102, 0, 0, complete=True)
    assert list(export_lines(there)) == list(export_lines(here))
    assert {one.engine for one in there.get_all("Satz 1")} == {"deepl", "google"}
    assert there.get_any("Zin", Languages("nl")) is not None


def test_importing_twice_changes_nothing(here: TranslationMemory, there: TranslationMemory) -> None:
    here.put(made("Tag", "Day"))
    lines = list(export_lines(here))

    taken(there, lines)
    assert taken(there, lines) == Imported(0, 1, 0, complete=True)
    assert list(export_lines(there)) == lines


@pytest.mark.parametrize("order", [1, -1])
def test_newer_translation_stays_whichever_comes_first(there: TranslationMemory, order: int) -> None:
    old, new = line(text="old"), line(text="new", date="2026-01-02T00:00:00.000Z")
    for one in (old, new)[::order]:
        taken(there, [HEADER, one])

    found = there.get_any("Tag")
    assert found is not None
    assert found.text == "new"


def test_empty_memory_is_a_header_alone_and_makes_no_file(here: TranslationMemory) -> None:
    assert list(export_lines(here)) == [HEADER]
    assert not here.path.exists()


BAD: tuple[dict[str, Any], ...] = (
    {"source_hash": "x"}, {"source_hash": source_hash("Tag").upper()}, {"source_hash": ...}, {"source_hash": None},
    {"source_language": "german"}, {"source_language": ""}, {"target_language": "EN"}, {"engine": ""},
    {"engine": "x" * 40}, {"engine": "\x1b[31m"}, {"engine": 7}, {"server": "x" * 300}, {"server": "a\nb"},
    {"date": "yesterday"}, {"date": "2026-01-01"}, {"date": "9999-01-01T00:00:00.000Z"},
    {"date": "٢٠٢٦-01-01T00:00:00.000Z"},
    {"text": ""}, {"text": "  "}, {"text": "\ud800"}, {"text": ["Day"]}, {"text": ...},
)  # fmt: skip


@pytest.mark.parametrize("facts", BAD, ids=lambda facts: ascii(facts)[:40])
def test_line_that_is_no_translation_is_counted_and_the_others_are_taken(
    there: TranslationMemory, facts: dict[str, Any]
) -> None:
    assert taken(there, [HEADER, line(**facts), line()]) == Imported(1, 0, 1, complete=True)
    assert len(list(there.entries())) == 1


def test_long_translations_are_taken_as_they_are_given(here: TranslationMemory, there: TranslationMemory) -> None:
    here.put(made("Roman", "word " * 100_000 + "word"))

    assert taken(there, export_lines(here)) == Imported(1, 0, 0, complete=True)
    assert list(export_lines(there)) == list(export_lines(here))


def test_line_that_is_too_long_is_left_out(there: TranslationMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "LONGEST_LINE", 1000)

    lines = [HEADER, line(source_hash=source_hash("Nacht")), line(text="x" * 1000), line()]
    assert taken(there, lines) == Imported(2, 0, 1, complete=True)


@pytest.mark.parametrize(
    "junk",
    [b"[]", b"7", b"null", b"{", b"\xff\xfe", b"[" * 50_000, b"x" * 900_000, b'"' + b"y" * 500_000 + b'"'],
    ids=lambda junk: f"{junk[:4]!r}-{len(junk)}",
)
def test_junk_between_the_lines_costs_nothing(there: TranslationMemory, junk: bytes) -> None:
    found = import_lines(file_of(HEADER, junk, "", line()), there, clock)

    assert found == Imported(1, 0, 1, complete=True)


def test_last_line_may_have_no_end(there: TranslationMemory) -> None:
    assert import_lines(io.BytesIO(f"{HEADER}\n{line()}".encode()), there, clock).stored == 1


@pytest.mark.parametrize(
    "first",
    ["", "{}", "[]", line(), '{"lesart": "notes", "version": 1}', "x" * 500_000],
    ids=lambda first: first[:20],
)
def test_another_file_is_refused_whole(there: TranslationMemory, first: str) -> None:
    with pytest.raises(NotTranslationsError, match="no file of translations"):
        taken(there, [first, line()])
    assert not there.path.exists()


def test_other_version_is_refused(there: TranslationMemory) -> None:
    with pytest.raises(NotTranslationsError, match="another version"):
        taken(there, [HEADER.replace("1", "2"), line()])


def test_endless_file_is_left(there: TranslationMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portable, "MOST_LINES", 3)

    lines = [line(source_hash=source_hash(str(number))) for number in range(5)]
    assert taken(there, [HEADER, *lines]) == Imported(3, 0, 0, complete=False)
