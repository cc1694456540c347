import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.desk import HUND, KATZE, REGEN, article_of

from annotations.anchoring import Anchored, Orphan, describe, find
from annotations.annotation import Selectors
from annotations.neighbourhood import best_guess, neighbourhood

OLD = article_of(HUND, KATZE, REGEN).text
START = OLD.index(KATZE)
LOST = describe(OLD, START, START + len(KATZE))


def test_the_best_guess_is_where_it_was_found() -> None:
    anchor = find(OLD, LOST)
    assert isinstance(anchor, Anchored)
    assert best_guess(anchor) == anchor.span
    assert best_guess(Orphan()) is None


@pytest.mark.parametrize(
    ("texts", "before"),
    [
        ((HUND, REGEN), HUND),
        (("Ein langer neuer Anfang.", "Noch einer.", HUND, REGEN), HUND),
        ((HUND, "Etwas ganz anderes steht hier."), HUND),
        (("Etwas ganz anderes.", REGEN), "Etwas ganz anderes."),
    ],
)
def test_it_once_stood_between_the_neighbours_that_are_left(texts: tuple[str, ...], before: str) -> None:
    text = article_of(*texts).text
    found = neighbourhood(text, LOST)
    assert found is not None
    assert text[:found].rstrip().endswith(before)


def test_without_neighbours_its_old_offset_has_to_do() -> None:
    assert neighbourhood("- " * 500, LOST) == START
    assert neighbourhood("kurz", LOST) == len("kurz")


@given(st.text("ab ä,\n", min_size=1, max_size=80), st.integers(0, 90))
def test_it_once_stood_in_no_word(text: str, start: int) -> None:
    found = neighbourhood(text, Selectors("weg", start=start, end=start + 3))
    assert found is not None
    assert not (text[found - 1 : found].isalnum() and text[found : found + 1].isalnum())
    assert not any(sign.isspace() for sign in text[found : min(start, len(text))])


def test_where_nothing_tells_there_is_no_neighbourhood() -> None:
    assert neighbourhood(OLD, Selectors("nur Worte")) is None
    assert neighbourhood("", LOST) is None
