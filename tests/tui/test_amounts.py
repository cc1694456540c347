"""Numbers in sentences."""

import pytest

from tui.amounts import number_of, rounded


@pytest.mark.parametrize(("count", "said"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes"), (1200, "1,200 notes")])
def test_a_noun_stands_in_the_number_that_belongs_to_it(count: int, said: str) -> None:
    assert number_of(count, "note") == said


@pytest.mark.parametrize(("count", "said"), [(0, "0"), (7, "7"), (1234, "1,200"), (98_765, "99,000")])
def test_what_is_not_exact_has_two_digits_that_count(count: int, said: str) -> None:
    assert rounded(count) == said
