"""Aligns a German text with its English one, whatever paragraphs each of them has, and sentence by sentence."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.article import Span
from articles.translation.beads import Bead, StoppedError, find_beads, likeness
from articles.translation.corridor import side_by_side
from articles.translation.sentenced import Sentenced
from articles.translation.translation import Link

__all__ = ["Counterpart", "Link", "StoppedError", "align", "link"]

_CERTAIN, _CERTAIN_A_SENTENCE = 8.0, 4.0
"""By how much a block's English must be likelier than none to be certain: in all, and for each sentence."""
_CROSSING = 4.0
"""By how much it must be likelier that sentences stand in other paragraphs than in those of the same number."""
_MOST_PAIRS = 250_000
"""Pairs of sentences, of blocks with the same number, that are all looked at."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What of the English text belongs to one German block."""

    text: str
    """Whole sentences, in their order; where a paragraph of theirs ends, a line ends. Empty when there is none."""
    certain: bool
    """Whether it can hardly be anything else."""
    links: tuple[Link, ...]
    """They hold all sentences of the text, in their order; not all of the German ones need have a counterpart."""


def align(
    german: Sequence[str], english: Sequence[str], stopped: Callable[[], bool] = lambda: False
) -> list[Counterpart]:
    """Return the counterpart of each German block, given the texts of the blocks of both.

    Nothing of the English is lost, doubled or moved: the counterparts hold all of its sentences, each once and
    in order. What has no German counterpart stands behind what comes before it (at the very beginning, before
    what comes behind). A book of 20,000 sentences takes some seconds, so this is nothing for the
    screen's thread; `stopped` is asked often, and once it is true StoppedError is raised.
    """
    ours, theirs = Sentenced(german, "de"), Sentenced(english, "en")
    beads, together = _beads(ours, theirs, stopped)
    given = _by_block(ours, theirs, beads, together)
    return [_counterpart(ours, theirs, block, own, together) for block, own in enumerate(given)]


def link(german: str, english: str) -> tuple[Link, ...]:
    """Return the links between the sentences of one block and those of a translation of it.

    No sentence is left out: what seems to have no counterpart goes with what stands before it, or else behind.
    """
    ours, theirs = Sentenced([german], "de"), Sentenced([english], "en")
    beads = find_beads(ours, theirs, side_by_side(ours.ends, theirs.ends))
    return tuple(_links(ours, dict(enumerate(theirs.spans)), _closed(beads)))


def _beads(german: Sentenced, english: Sentenced, stopped: Callable[[], bool]) -> tuple[list[Bead], bool]:
    """Return the beads of two texts, and whether each German block belongs to the English one with its number."""
    if not _are_together(german, english):
        return find_beads(german, english, None, stopped), False
    together = find_beads(german, english, side_by_side(german.ends, english.ends), stopped)
    if not any(map(_is_open, together)):
        return together, True
    # What is left over in one paragraph and missing in the next was moved across their border.
    free = find_beads(german, english, None, stopped)
    crossing = _gain(free) >= _gain(together) + _CROSSING
    return (free, False) if crossing else (together, True)


def _gain(beads: Iterable[Bead]) -> float:
    return sum(bead.gain for bead in beads)


def _are_together(german: Sentenced, english: Sentenced) -> bool:
    """Tell whether each German block seems to belong to the English one with its number."""
    if len(german.blocks) != len(english.blocks):
        return False
    sizes = ([end - start for start, end in pairwise(side.ends)] for side in (german, english))
    if sum(map(operator.mul, *sizes)) > _MOST_PAIRS:
        return False
    # One pair alone may be unlike each other; two in a row say that the texts have moved against each other.
    return all(one + other >= 0 for one, other in pairwise(likeness(german, english)))


def _by_block(german: Sentenced, english: Sentenced, beads: Sequence[Bead], together: bool) -> list[list[Bead]]:
    """Hand out the beads to the German blocks, those without German to the block before."""
    given: list[list[Bead]] = [[] for _ in german.blocks]
    block = next((german.block_of[bead.german.start] for bead in beads if not _is_open(bead)), 0)
    for bead in beads if given else ():
        if not _is_open(bead):
            block = german.block_of[bead.german.start]
        if bead.german.start < bead.german.end:
            given[german.block_of[bead.german.start]].append(bead)
        else:
            given[english.block_of[bead.english.start] if together else block].append(bead)
    return given


def _counterpart(
    german: Sentenced, english: Sentenced, block: int, beads: Sequence[Bead], together: bool
) -> Counterpart:
    """Return the counterpart of a block that was given these beads."""
    numbers = [number for bead in beads for number in range(*bead.english)]
    text, places = english.joined(Span(numbers[0], numbers[-1] + 1) if numbers else Span(0, 0))
    count = german.ends[block + 1] - german.ends[block]
    return Counterpart(
        text,
        _is_certain(beads, 0.0 if together else max(_CERTAIN, _CERTAIN_A_SENTENCE * count)),
        # Paragraphs that belong together leave each other no sentence without counterpart.
        tuple(_links(german, places, _closed(beads) if together else beads)),
    )


def _is_certain(beads: Sequence[Bead], enough: float) -> bool:
    complete = all(bead.english.start < bead.english.end for bead in beads)
    gain = sum(bead.gain for bead in beads if not _is_open(bead))
    return complete and gain >= enough


def _closed(beads: Iterable[Bead]) -> list[Bead]:
    """Join beads without German or without English with the ones before them, the first with the one behind."""
    closed: list[Bead] = []
    for bead in beads:
        if closed and (_is_open(closed[-1]) or _is_open(bead)):
            before = closed.pop()
            german = Span(before.german.start, bead.german.end)
            bead = Bead(german, Span(before.english.start, bead.english.end), before.gain + bead.gain)
        closed.append(bead)
    return closed


def _is_open(bead: Bead) -> bool:
    """Tell whether sentences of only one text are in it."""
    return any(span.start == span.end for span in (bead.german, bead.english))


def _links(german: Sentenced, places: Mapping[int, Span], beads: Iterable[Bead]) -> Iterator[Link]:
    """Yield the links that the beads of one block make; `places` says where each English sentence stands."""
    ours = Span(0, 0)
    for bead in beads:
        ours = Span(ours.end, ours.end)
        if bead.german.start < bead.german.end:
            ours = Span(german.spans[bead.german.start].start, german.spans[bead.german.end - 1].end)
        if bead.english.start < bead.english.end:
            yield Link(ours, Span(places[bead.english.start].start, places[bead.english.end - 1].end))
