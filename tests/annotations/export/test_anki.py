"""Cards for Anki, read back by Anki itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.export import anki_package
from annotations.export.anki_cards import Card, cards
from annotations.export.options import PLAIN, ExportError, ExportOptions
from annotations.export.registry import export
from annotations.notebook import Notebook

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]

ENGLISH = ExportOptions(english=lambda block: "The dog barks. The cat sleeps.")
HUND = "Der Hund bellt. Die Katze schläft."


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Any]:
    """A new collection of Anki's."""
    library = pytest.importorskip("anki.collection", reason="Anki is not installed")
    with closing(library.Collection(str(tmp_path / "collection.anki2"))) as opened:
        yield opened


def take_package(collection: Any, data: bytes, folder: Path) -> Any:
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = folder / "notes.apkg"
    path.write_bytes(data)
    options = ImportAnkiPackageOptions(merge_notetypes=True)
    return collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log


def take_table(collection: Any, data: bytes, folder: Path) -> Any:
    from anki.collection import ImportCsvRequest

    path = folder / "notes.txt"
    path.write_bytes(data)
    metadata = collection.get_csv_metadata(path=str(path), delimiter=None)
    return collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


def notes_in(collection: Any) -> dict[str, Any]:
    return {note.guid: note for note in map(collection.get_note, collection.find_notes(""))}


def made(notebook: Notebook, options: ExportOptions = PLAIN) -> list[Card]:
    return list(cards([notebook], options))


def test_a_word_with_a_note_makes_two_cards(build: Build, mark: Mark) -> None:
    note, cloze = made(build([HUND], [mark("Katze", "Tier", ["x y"])]), ENGLISH)
    assert (note.kind, note.front, note.tags) == ("note", "Die <b>Katze</b> schläft.", ("x-y",))
    assert (cloze.kind, cloze.front) == ("cloze", "Die {{c1::Katze}} schläft.")
    assert note.back == cloze.back == "Tier<br><br>The cat sleeps."
    assert note.deck == "lesart::Die Lage"


def test_a_highlighted_word_makes_a_cloze_alone(build: Build, mark: Mark) -> None:
    assert [card.kind for card in made(build([HUND], [mark("Hund")]))] == ["cloze"]


def test_a_highlighted_sentence_asks_for_its_english_or_for_nothing(build: Build, mark: Mark) -> None:
    notebook = build([HUND], [mark("Der Hund bellt.")])
    assert made(notebook) == []
    assert [card.front for card in made(notebook, ENGLISH)] == ["<b>Der Hund bellt.</b>"]


def test_a_note_on_the_whole_article_and_a_lost_one_make_cards(build: Build, mark: Mark) -> None:
    whole = Annotation("urn:uuid:w", Selectors(""), "Lesenswert")
    found = made(build([HUND], [whole, mark("weg", "Schade")]))
    assert [card.front for card in found] == ["<b>Die Lage</b>", "<b>weg</b>"]
    assert [card.back for card in found] == ["Lesenswert", "Schade"]


def test_texts_make_no_clozes_sounds_maths_or_html(hostile: str, hostile_notebook: Notebook) -> None:
    texts = "{{c1::x}} [sound:a.mp3] [latex]x[/latex] \\(x\\) a::b <img src=x>"
    entry = hostile_notebook.entries[0]
    risky = replace(entry, annotation=replace(entry.annotation, note=texts + hostile))
    found = made(replace(hostile_notebook, entries=(risky,)))
    assert found
    for card in found:
        back = card.back
        assert not re.search(r"\{\{|\}\}|\[|\\\(|::|<(?!br>|/?span>)", back)
        assert re.sub(r"</?b>|<br>|</?span>", "", card.front).count("<") == 0


def test_a_package_is_read_by_anki_and_updated_by_the_next(
    collection: Any, build: Build, mark: Mark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    pytest.importorskip("genanki", reason="genanki is not installed")
    marks = [mark("Katze", "Tier\n<b>", ["a", "b c"]), mark("Hund")]
    assert len(take_package(collection, export([build([HUND], marks)], "anki", ENGLISH), tmp_path).new) == 3
    first = notes_in(collection)
    fields = sorted(note.fields[0] for note in first.values())
    assert fields == ["Der {{c1::Hund}} bellt.", "Die <b>Katze</b> schläft.", "Die {{c1::Katze}} schläft."]
    assert {collection.decks.name(note.cards()[0].did) for note in first.values()} == {"lesart::Die Lage"}
    later = time.time() + 10
    monkeypatch.setattr(time, "time", lambda: later)
    marks[0] = replace(marks[0], note="Haustier")
    log = take_package(collection, export([build([HUND], marks)], "anki", ENGLISH), tmp_path)
    assert (len(log.new), len(log.conflicting)) == (0, 0)
    second = notes_in(collection)
    assert second.keys() == first.keys()
    backs = {note.fields[1] for note in second.values()}
    assert "Haustier<br><br>The cat sleeps." in backs
    assert {tag for note in second.values() for tag in note.tags} == {"a", "b-c"}


def test_a_table_is_read_by_anki_and_updated_by_the_next(
    collection: Any, build: Build, mark: Mark, tmp_path: Path
) -> None:
    marks = [mark("Katze", 'Tier\t"so"\nzweite', ["a", "b c"]), mark("Hund")]
    take_table(collection, export([build([HUND], marks)], "anki-tsv"), tmp_path)
    first = notes_in(collection)
    assert {note.note_type()["name"] for note in first.values()} == {"Basic", "Cloze"}
    assert any(note.fields[1].startswith("Tier\t&quot;so&quot;<br>zweite") for note in first.values())
    assert {collection.decks.name(note.cards()[0].did) for note in first.values()} == {"lesart::Die Lage"}
    marks[0] = replace(marks[0], note="Haustier")
    take_table(collection, export([build([HUND], marks)], "anki-tsv"), tmp_path)
    second = notes_in(collection)
    assert second.keys() == first.keys()
    assert any(note.fields[1].startswith("Haustier") for note in second.values())


def test_without_genanki_the_sentence_says_what_to_install(
    build: Build, mark: Mark, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(ExportError, match=r"pip install 'lesart\[anki\]'"):
        anki_package.render([build([HUND], [mark("Hund")])])
