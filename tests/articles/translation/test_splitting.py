from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.article import Span
from articles.translation.splitting import octets, split


def each_full_stop(text: str) -> list[Span]:
    """Stand in for the sentence finder: a sentence ends behind every full stop."""
    spans, start = [], 0
    for part in text.split(". "):
        end = min(start + len(part) + 1, len(text))
        spans.append(Span(start, end))
        start = end + 1
    return [span for span in spans if text[span.start : span.end].strip()]


def bare(text: str) -> str:
    return "".join(text.split())


def test_text_within_the_limit_stays_whole() -> None:
    assert split("Eins. Zwei.", 11, each_full_stop) == ["Eins. Zwei."]


def test_cuts_fall_between_sentences_and_pieces_are_filled() -> None:
    assert split("Eins. Zwei. Drei. Vier.", 12, each_full_stop) == ["Eins. Zwei.", "Drei. Vier."]


def test_umlauts_count_as_the_octets_that_are_sent() -> None:
    assert split("Äh. Öh. Üh.", 8, each_full_stop) == ["Äh.", "Öh.", "Üh."]


def test_sentence_beyond_the_limit_is_cut_behind_a_clause() -> None:
    pieces = split("Als er kam, sah er nichts mehr.", 20, each_full_stop)

    assert pieces == ["Als er kam,", "sah er nichts mehr."]


def test_word_beyond_the_limit_is_cut_between_characters() -> None:
    pieces = split("ä" * 50, 21, each_full_stop)

    assert "".join(pieces) == "ä" * 50
    assert max(map(octets, pieces)) <= 21


def test_sentences_are_those_of_lesart_by_default() -> None:
    assert split("Das gilt z. B. hier. Und dort.", 22) == ["Das gilt z. B. hier.", "Und dort."]


def test_blank_text_gives_no_piece() -> None:
    assert split("  ", 100, each_full_stop) == []


@given(st.text(alphabet="aä€𝄞.,; \n", max_size=200), st.integers(4, 40))
def test_pieces_keep_every_character_and_the_limit(text: str, limit: int) -> None:
    pieces = split(text, limit, each_full_stop)

    assert bare("".join(pieces)) == bare(text)
    assert all(octets(piece) <= limit for piece in pieces)
