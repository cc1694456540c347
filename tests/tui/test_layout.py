"""Wrapping and columns."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.display import display
from tui.layout import cell_width, columns, fitting, shorten, wrap

WORDS = st.text(st.sampled_from("abcäöüß –-/„“東京é\u0301\u200b🇩🇪👍🏽\x1b\x07\x9b\u202e\ufe0f"), max_size=120)


def rows_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def test_text_breaks_at_spaces() -> None:
    assert rows_of("Der Hund bellt sehr laut", 10) == ["Der Hund", "bellt sehr", "laut"]


def test_text_that_fits_exactly_stays_on_one_row() -> None:
    assert rows_of("Der Hund b", 10) == ["Der Hund b"]


def test_words_break_behind_hyphens_and_dashes() -> None:
    assert rows_of("Kassym-Schomart Tokajew", 12) == ["Kassym-", "Schomart", "Tokajew"]


def test_a_word_longer_than_the_column_is_cut() -> None:
    assert rows_of("Donaudampfschifffahrt", 8) == ["Donaudam", "pfschiff", "fahrt"]


def test_wide_characters_count_two_cells() -> None:
    assert rows_of("東京東京東", 4) == ["東京", "東京", "東"]


def test_a_wide_character_in_a_column_of_one_makes_progress() -> None:
    assert rows_of("東京", 1) == ["東", "京"]


def test_an_empty_text_has_one_empty_row() -> None:
    assert wrap("", 10) == [(0, 0)]


def test_code_keeps_its_lines() -> None:
    assert rows_of("if a:\n    b\n\nc", 20) == ["if a:", "    b", "", "c"]


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert rows_of("aaae\u0301e\u0301", 4) == ["aaae\u0301", "e\u0301"]


@given(WORDS, st.integers(3, 40))
def test_no_row_is_wider_than_the_column_and_no_character_is_lost(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert all(cell_width(text[start:end]) <= width for start, end in rows)
    assert "".join(text[start:end] for start, end in rows).replace(" ", "") == text.replace(" ", "")
    assert all(before[1] <= after[0] for before, after in pairwise(rows))


@given(WORDS)
def test_the_width_of_a_text_is_what_the_terminal_is_told_it_is(text: str) -> None:
    from rich.cells import cell_len

    assert cell_width(text) == cell_len(display(text))


@given(WORDS, st.integers(0, 30))
def test_shortened_text_fits(text: str, cells: int) -> None:
    assert cell_width(shorten(text, cells)) <= cells


def test_fitting_counts_cells() -> None:
    assert fitting("東京a", 0, 3) == 1


@pytest.mark.parametrize("screen", [1, 2, 5, 12, 29, 40, 80, 110, 120, 240])
@pytest.mark.parametrize("pane", [True, False])
@pytest.mark.parametrize("layout", ["auto", "beside", "below"])
def test_columns_fit_on_every_screen(screen: int, pane: bool, layout: str) -> None:
    where = columns(screen, 72, 1000, pane=pane, layout=layout)
    right = where.beside + where.english if where.english else where.text + where.german
    assert where.german >= 1
    assert where.left >= 0
    assert right <= max(screen, 4)


def test_english_stands_beside_the_german_from_110_cells_on() -> None:
    assert columns(109, 72, 10, pane=True).below
    assert columns(110, 72, 10, pane=True).english > 40
