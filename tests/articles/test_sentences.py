from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.article import Span
from articles.sentences import sentences, words

TRICKY = Path(__file__).with_name("tricky_sentences.txt")
Splitter = Callable[[str], list[Span]]


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def word_list(text: str) -> list[str]:
    return [text[span.start : span.end] for span in words(text)]


def cases() -> list[list[str]]:
    lines = TRICKY.read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines if line and not line.startswith("#")]


def boundary_f1(split: Splitter) -> float:
    """Compare where sentences end inside each case, over all cases together."""
    right = proposed = wanted = 0
    for parts in cases():
        ends = {len(" ".join(parts[:count])) for count in range(1, len(parts))}
        found = {span.end for span in split(" ".join(parts))[:-1]}
        right, proposed, wanted = right + len(ends & found), proposed + len(found), wanted + len(ends)
    return 2 * right / (proposed + wanted)


def naive(text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in re.finditer(r"\S.*?(?:[.!?](?= )|$)", text)]


def test_tricky_sentences_are_told_apart() -> None:
    assert len(cases()) >= 60
    assert boundary_f1(sentences) >= 0.95


def test_the_tricky_sentences_are_tricky() -> None:
    assert boundary_f1(naive) < 0.7


@pytest.mark.parametrize(
    "parts",
    [
        ["„Kommst du?“, fragte sie.", "„Ja.“", "„Nein.“"],
        ["Am 3. 10. 1990, z. B. in Berlin, d. h. Dr. h. c. Weber kam am 9. Mai.", "Gut."],
        ["Im Jahr 1990.", "Danach kam Kaiser Wilhelm II. nicht mehr."],
        ["Er sagte: ‚Gut.‘", "Dann ging er."],
        ["Äpfel usw.", "Dann Nüsse."],
        ["Siehe www.beispiel.de in Version 2.1 um 12.30 Uhr.", "Was?", "Nein!"],
        ["这是一句话。", "Das auch."],
    ],
)
def test_plain_promises_are_kept(parts: list[str]) -> None:
    assert pieces(" ".join(parts)) == parts


def test_sentences_without_a_space_between_are_split_where_it_is_certain() -> None:
    assert pieces("„Ja.“„Nein.“") == ["„Ja.“", "„Nein.“"]
    assert pieces("一。二！") == ["一。", "二！"]
    assert pieces("Die Datei README.MD ist da") == ["Die Datei README.MD ist da"]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t"])
def test_blank_text_has_no_sentences_and_no_words(text: str) -> None:
    assert sentences(text) == []
    assert words(text) == []


HOSTILE = ["." * 10**6, ". " * 500_000, '"' * 10**6, '." ' * 333_333, " " * 10**6, "[1" * 500_000, "a." * 500_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:4]))
def test_long_runs_are_read_to_their_end(text: str) -> None:
    # A pattern that reads a run again from each of its characters would not come to an end here.
    spans = sentences(text)
    assert len(spans) == (1 if text.strip() else 0)
    assert all(span == Span(0, len(text.rstrip())) for span in spans)
    assert len(words(text)) <= len(text) // 2


PROSE = st.text(st.sampled_from("aAzZäÄ19 .!?…„“‚‘»«\"'()[]–-,:\n\u00a0。e\u0301\u00ad"), max_size=60)


@settings(max_examples=200)
@given(st.one_of(PROSE, st.text(max_size=40)))
def test_spans_are_in_order_and_leave_only_white_space_out(text: str) -> None:
    for spans in (sentences(text), words(text)):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
        assert all(not text[span.start].isspace() and not text[span.end - 1].isspace() for span in spans)
    left_out = list(text)
    for span in sentences(text):
        left_out[span.start : span.end] = " " * (span.end - span.start)
    assert "".join(left_out).strip() == ""


@settings(max_examples=100)
@given(st.one_of(PROSE, st.text(max_size=40)))
def test_every_letter_and_digit_is_in_a_word(text: str) -> None:
    inside = {offset for span in words(text) for offset in range(span.start, span.end)}
    assert all(offset in inside for offset, character in enumerate(text) if character.isalnum())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die E-Mail-Adresse, z. B. hier!", ["Die", "E-Mail-Adresse", "z", "B", "hier"]),
        ("Wie geht's? Geht’s gut?", ["Wie", "geht's", "Geht’s", "gut"]),
        ("Um 12.30 Uhr 3,4 Grad (10.000,50 €).", ["Um", "12.30", "Uhr", "3,4", "Grad", "10.000,50"]),
        ("„Ja“, sagte er – »nein«.", ["Ja", "sagte", "er", "nein"]),
        ("Vor- und Nachteile; Hans' Buch", ["Vor", "und", "Nachteile", "Hans", "Buch"]),
        ("Leser:innen und Leser*innen: innen", ["Leser:innen", "und", "Leser*innen", "innen"]),
        ("Dampf\u00adschiff A4 5-jährig", ["Dampf\u00adschiff", "A4", "5-jährig"]),
        ("das Ende 1990. Danach", ["das", "Ende", "1990", "Danach"]),
        ("日本語 и русский हिन्दी עברית", ["日本語", "и", "русский", "हिन्दी", "עברית"]),
        ("... – _ ’ -", []),
    ],
)
def test_words_are_what_a_reader_calls_a_word(text: str, expected: list[str]) -> None:
    assert word_list(text) == expected


def test_combining_marks_stay_with_their_letter() -> None:
    text = unicodedata.normalize("NFD", "Käse für Ärzte, Übermüdung!")
    assert word_list(text) == [unicodedata.normalize("NFD", w) for w in ("Käse", "für", "Ärzte", "Übermüdung")]


def test_english_has_abbreviations_of_its_own() -> None:
    parts = [
        "Mr. Smith went to the U.S. in 1990.",
        "The trip cost $3.50.",
        "He met J. R. Brown, e.g. on Jan. 5.",
        "“Do you?” she asked.",
        "“No.”",
        "See No. 5 and p. 12.",
        "It was 5 p.m.",
        "Then he left.",
    ]
    text = " ".join(parts)

    assert [text[slice(*span)] for span in sentences(text, "en")] == parts
