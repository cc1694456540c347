"""Numbers in sentences."""

from __future__ import annotations


def number_of(count: int, noun: str, plural: str = "") -> str:
    """Return how many there are of something: `1 note`, `1,200 notes`; of replies with the `plural`."""
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def rounded(count: int, noun: str) -> str:
    """Return about how many there are, with two digits that count: `1,200 words`."""
    return number_of(int(float(f"{count:.2g}")), noun)
