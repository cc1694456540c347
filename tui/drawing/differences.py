"""What two texts do not share, word by word. Without a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from articles.article import Span

_WORD: Final = re.compile(r"\w+|[^\w\s]")
_MOST_PAIRS: Final = 4000 * 4000
"""Of longer texts all between the first and the last difference counts as one: the reader would have to wait."""


class Differences(NamedTuple):
    """Where two texts differ; neighbouring words stand in one span."""

    removed: tuple[Span, ...]
    """What of the old text the new one does not have."""
    added: tuple[Span, ...]
    """What of the new text the old one does not have."""


def differences(old: str, new: str, *, open_start: bool = False, open_end: bool = False) -> Differences:
    """Compare two texts by their words and signs; white space does not matter.

    At an open end the texts are excerpts, cut anywhere: what differs there says nothing and is left out.
    """
    here, there = (list(_WORD.finditer(text)) for text in (old, new))
    removed: list[Span] = []
    added: list[Span] = []
    for first, last, other_first, other_last in _runs([word[0] for word in here], [word[0] for word in there]):
        at_start = open_start and first == other_first == 0
        at_end = open_end and last == len(here) and other_last == len(there)
        if not at_start and not at_end:
            removed += _covered(here[first:last])
            added += _covered(there[other_first:other_last])
    return Differences(tuple(removed), tuple(added))


def _covered(words: Sequence[re.Match[str]]) -> list[Span]:
    return [Span(words[0].start(), words[-1].end())] if words else []


def _runs(here: Sequence[str], there: Sequence[str]) -> Iterator[Sequence[int]]:
    """Yield where words differ: from and to in one list, from and to in the other."""
    if len(here) * len(there) <= _MOST_PAIRS:
        matcher = SequenceMatcher(None, here, there)
        yield from (bounds for kind, *bounds in matcher.get_opcodes() if kind != "equal")
        return
    head = _shared(here, there)
    tail = min(_shared(here[::-1], there[::-1]), len(here) - head, len(there) - head)
    yield head, len(here) - tail, head, len(there) - tail


def _shared(here: Sequence[str], there: Sequence[str]) -> int:
    """Return with how many of the same words both begin."""
    pairs = enumerate(zip(here, there, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(here), len(there)))
