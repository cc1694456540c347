"""Numbers in sentences."""

import pytest

from tui.amounts import number_of, rounded


@pytest.mark.parametrize(("count", "said"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes"), (1200, "1,200 notes")])
def test_a_noun_stands_in_the_number_that_belongs_to_it(count: int, said: str) -> None:
    assert number_of(count, "note") == said


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert [number_of(count, "reply", "replies") for count in (1, 2)] == ["1 reply", "2 replies"]


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 words"), (1, "1 word"), (1234, "1,200 words"), (98_765, "99,000 words")]
)
def test_what_is_not_exact_has_two_digits_that_count(count: int, said: str) -> None:
    assert rounded(count, "word") == said
