"""What may reach a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.display import ODD, display

ANYTHING = st.text(st.characters(codec=None), max_size=60)


@given(ANYTHING)
def test_nothing_that_acts_on_a_terminal_is_left(text: str) -> None:
    shown = display(text)
    categories = {unicodedata.category(character) for character in shown.replace("\n", "")}
    assert not categories & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode("utf-8")


@given(ANYTHING)
def test_one_line_has_no_line_feed(text: str) -> None:
    assert "\n" not in display(text, oneline=True)


@given(ANYTHING)
def test_displaying_twice_changes_nothing_more(text: str) -> None:
    assert display(display(text)) == display(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrot", "␛[31mrot"),
        ("a\x00b\x07c", "a␀b␇c"),
        ("\x7f", "␡"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202eevil", "\ufffdevil"),
        ("zero\u200bwidth", "zerowidth"),
        ("Schiff\u00adfahrt", "Schifffahrt"),
        ("👍🏽", "👍"),
        ("🇩🇪", "DE"),
        ("a\tb", "a    b"),
        ("\ud83d", "\ufffd"),
        ("a" + "\u0301" * 9, "a" + "\u0301" * 4),
        ("क\u093e", "क\ufffd"),  # a cell of its own in tmux, none in Rich
        ("a\u1ab0", "a\ufffd"),  # the same in screen
        ("a\u0378", "a\ufffd"),  # not assigned: no width at all in tmux
        ("„Grüße“ – 3 €…", "„Grüße“ – 3 €…"),
    ],
)
def test_hostile_characters_are_shown_harmlessly(text: str, shown: str) -> None:
    assert display(text) == shown


def test_characters_that_are_passed_unseen_are_one_cell_wide() -> None:
    from rich.cells import get_character_cell_size

    plain = [chr(code) for code in range(0x3000) if not ODD.match(chr(code))]
    assert len(plain) > 1000
    assert {get_character_cell_size(character) for character in plain} == {1}


def test_shown_characters_are_as_wide_for_the_layout_as_for_terminals() -> None:
    from rich.cells import get_character_cell_size
    from wcwidth import wcwidth

    shown = {character for code in range(0x20, 0x110000) for character in display(chr(code))} - {"\n"}
    assert len(shown) > 100_000
    assert {sign for sign in shown if wcwidth(sign) != get_character_cell_size(sign)} == set()


@given(ANYTHING)
def test_a_text_is_as_wide_as_its_characters_together(text: str) -> None:
    from rich.cells import cell_len, get_character_cell_size

    shown = display(text, oneline=True)
    assert cell_len(shown) == sum(map(get_character_cell_size, shown))
