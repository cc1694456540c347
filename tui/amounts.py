"""Numbers in sentences."""

from __future__ import annotations


def number_of(count: int, noun: str) -> str:
    """Return how many there are of something: `1 note`, `1,200 notes`."""
    return f"{count:,} {noun if count == 1 else noun + 's'}"


def rounded(count: int) -> str:
    """Return a number that is not exact with two digits that count, `1,200`."""
    return f"{float(f'{count:.2g}'):,.0f}"
