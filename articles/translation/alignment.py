"""Aligns a German text with its English one, whatever paragraphs each of them has, and sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from articles.article import Span
from articles.translation.beads import Bead, StoppedError, find_beads, likeness
from articles.translation.corridor import side_by_side
from articles.translation.sentenced import Sentenced

__all__ = ["Counterpart", "Link", "StoppedError", "align", "link"]

_CERTAIN, _CERTAIN_A_SENTENCE = 8.0, 4.0
"""By how much a block's English must be likelier than none to be certain: in all, and for each sentence."""


class Link(NamedTuple):
    """A German sentence and the English ones that say the same."""

    german: Span
    """In the text of the German block."""
    english: tuple[Span, ...]
    """In the English text, in order; empty when there is none, and shared when one translates several."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What of the English text belongs to one German block."""

    text: str
    """Whole sentences, in their order; where a paragraph of theirs ends, a line ends. Empty when there is none."""
    certain: bool
    """Whether it can hardly be anything else."""
    links: tuple[Link, ...]
    """One for each sentence of the German block."""
    extra: tuple[Span, ...]
    """The sentences of the text that no German sentence corresponds to, here or elsewhere."""


def align(
    german: Sequence[str], english: Sequence[str], stopped: Callable[[], bool] = lambda: False
) -> list[Counterpart]:
    """Return the counterpart of each German block, given the texts of the blocks of both.

    Nothing of the English is lost, doubled or moved: the counterparts hold all of its sentences, each once and
    in order. What has no German counterpart stands behind what comes before it (at the very beginning, before
    what comes behind), as `extra`. A book of 20,000 sentences takes some seconds, so this is nothing for the
    screen's thread; `stopped` is asked often, and once it is true StoppedError is raised.
    """
    ours, theirs = Sentenced(german, "de"), Sentenced(english, "en")
    together = _are_together(ours, theirs)
    rows = side_by_side(ours.ends, theirs.ends) if together else None
    beads = find_beads(ours, theirs, rows, stopped)
    return _Counterparts(ours, theirs, beads, together).all()


def link(german: str, english: str) -> tuple[Link, ...]:
    """Return the links between the sentences of one block and those of a translation of it.

    No sentence is left out: what seems to have no counterpart goes with what stands before it, or else behind.
    """
    ours, theirs = Sentenced([german], "de"), Sentenced([english], "en")
    groups: list[tuple[Span, Span]] = []
    for german_span, english_span, _ in find_beads(ours, theirs, side_by_side(ours.ends, theirs.ends)):
        if groups and (_is_open(groups[-1]) or _is_open((german_span, english_span))):
            before = groups.pop()
            german_span = Span(before[0].start, german_span.end)
            english_span = Span(before[1].start, english_span.end)
        groups.append((german_span, english_span))
    return tuple(
        Link(ours.spans[sentence], tuple(theirs.spans[slice(*english_span)]))
        for german_span, english_span in groups
        for sentence in range(*german_span)
    )


def _is_open(group: tuple[Span, Span]) -> bool:
    """Tell whether sentences of only one text are in the group."""
    return any(span.start == span.end for span in group)


def _are_together(german: Sentenced, english: Sentenced) -> bool:
    """Tell whether each German block seems to belong to the English one with its number."""
    if len(german.blocks) != len(english.blocks):
        return False
    # One pair alone may be unlike each other; two in a row say that the texts have moved against each other.
    return all(one + other >= 0 for one, other in pairwise(likeness(german, english)))


class _Counterparts:
    """Hands out the English sentences to the German blocks."""

    def __init__(self, german: Sentenced, english: Sentenced, beads: Sequence[Bead], together: bool) -> None:
        self._german, self._english = german, english
        self._enough = (0.0, 0.0) if together else (_CERTAIN, _CERTAIN_A_SENTENCE)
        self._linked: dict[int, Span] = {}
        """The English sentences of each German one."""
        self._gains = [0.0] * len(german.blocks)
        self._firsts = dict(enumerate(english.ends[:-1])) if together else {}
        """The first English sentence of each German block that is given any."""
        for bead in beads:
            if bead.german.start < bead.german.end and bead.english.start < bead.english.end:
                self._take(bead)

    def _take(self, bead: Bead) -> None:
        block = self._german.block_of[bead.german.start]
        self._gains[block] += bead.gain
        self._firsts.setdefault(block, bead.english.start)
        self._linked.update(dict.fromkeys(range(*bead.german), bead.english))

    def all(self) -> list[Counterpart]:
        """Return the counterpart of each block."""
        if not self._german.blocks:
            return []
        blocks = list(self._firsts) or [0]
        starts = [0, *(self._firsts[block] for block in blocks[1:])]
        given = dict(zip(blocks, map(Span, starts, [*starts[1:], len(self._english)]), strict=True))
        return [
            self._counterpart(block, given.get(block, Span(0, 0))) for block in range(len(self._german.blocks))
        ]

    def _counterpart(self, block: int, given: Span) -> Counterpart:
        """Return the counterpart of a block that was given these English sentences."""
        text, places = self._english.joined(given)
        sentences = range(self._german.ends[block], self._german.ends[block + 1])
        linked = [self._linked.get(sentence, Span(0, 0)) for sentence in sentences]
        links = tuple(
            Link(self._german.spans[sentence], tuple(places[at] for at in range(*english)))
            for sentence, english in zip(sentences, linked, strict=True)
        )
        used = {at for english in linked for at in range(*english)}
        extra = tuple(span for at, span in places.items() if at not in used)
        return Counterpart(text, self._is_certain(block, linked), links, extra)

    def _is_certain(self, block: int, linked: Sequence[Span]) -> bool:
        least, each = self._enough
        complete = all(english.start < english.end for english in linked)
        return complete and self._gains[block] >= max(least, each * len(linked))
