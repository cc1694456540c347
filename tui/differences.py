"""What two texts do not share, word by word. Without a terminal."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from articles.article import Span

_WORD: Final = re.compile(r"\w+|[^\w\s]")


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
    matcher = SequenceMatcher(None, [word[0] for word in here], [word[0] for word in there])
    removed: list[Span] = []
    added: list[Span] = []
    for kind, *bounds in matcher.get_opcodes():
        first, last, other_first, other_last = bounds
        at_start = open_start and first == other_first == 0
        at_end = open_end and last == len(here) and other_last == len(there)
        if kind != "equal" and not at_start and not at_end:
            removed += [Span(here[first].start(), here[last - 1].end())] if first < last else []
            added += (
                [Span(there[other_first].start(), there[other_last - 1].end())] if other_first < other_last else []
            )
    return Differences(tuple(removed), tuple(added))
