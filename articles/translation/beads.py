"""Finds which sentences of a text and of its translation belong together: one to one, two to one and so on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from articles.article import Span
from articles.translation.corridor import Range, corridor
from articles.translation.evidence import Evidence
from articles.translation.sentenced import Sentenced


class Bead(NamedTuple):
    """Sentences of the two texts that belong together; where one span is empty, the others have no counterpart."""

    german: Span
    """The first sentence and the one behind the last, counted through the whole text."""
    english: Span
    gain: float
    """By how much it is likelier than that these sentences have no counterparts: a logarithm."""


class StoppedError(Exception):
    """The alignment was no longer wanted."""


_MATCHES: Final = (
    (1, 1, 0.0, 1.0),
    (1, 2, 2.5, 0.9),
    (2, 1, 2.5, 0.9),
    (2, 2, 4.5, 0.6),
    (1, 3, 5.0, 0.8),
    (3, 1, 5.0, 0.8),
)
"""How many German and English sentences may make a bead; how much that costs beside one to one; and how much of
what each two of the sentences have in common counts, because the same may be in several."""
_SKIP, _SKIP_BLOCK, _LEFT, _LEFT_BLOCK = range(len(_MATCHES), len(_MATCHES) + 4)
"""The other steps: sentences and paragraphs that have no counterpart, German ones and English ones."""
_LONGEST = 3
"""The most sentences of one text in a bead."""
_BASE = 1.5
"""What a bead is worth whose lengths fit."""
_RATIO = 0.9
"""Length of English text beside German."""
_VARIANCE, _FARTHEST = 9.0, 8.0
"""Twice the variance of the length of what translates one character, and the most that a misfit costs."""
_GAP, _GAP_BLOCK, _GAP_INSIDE = 2.5, 2.0, 1.0
"""Cost of a sentence without counterpart; of a whole paragraph, and of each sentence in it."""
_BOTH, _ONE, _CROSSED = 0.5, 0.3, 2.0
"""Worth of a place where both texts begin a paragraph; cost where one does, and of a bead across one's end."""
_NEVER = -1e18


class _Side:
    """One text: the lengths of its sentences, where its blocks end, what a sentence is worth alone."""

    def __init__(self, text: Sentenced, alone: Sequence[float], ratio: float = 1.0) -> None:
        self.count = len(text)
        self.begins = {end: begin for begin, end in pairwise(text.ends) if begin < end}
        """Where the block begins that ends at a boundary between sentences."""
        self.gaps = [worth - _GAP for worth in alone]
        """What each sentence is worth without counterpart."""
        self._alone = list(accumulate(alone, initial=0.0))
        length = list(accumulate(((end - start) * ratio for start, end in text.spans), initial=0.0))
        sizes = range(_LONGEST + 1)
        self.lengths = [[length[at] - length[max(0, at - size)] for at in range(self.count + 1)] for size in sizes]
        """By size, the length of so many sentences before each boundary."""
        crossed = [_CROSSED if at in self.begins else 0.0 for at in range(self.count + 1)]
        self.crossed = [
            [sum(crossed[max(0, at + 1 - size) : at]) for at in range(self.count + 1)] for size in sizes
        ]
        """By size, what it costs that paragraphs end inside so many sentences before each boundary."""

    def block_gap(self, boundary: int) -> float:
        """Return what the block that ends at a boundary is worth without counterpart."""
        begin = self.begins[boundary]
        return self._alone[boundary] - self._alone[begin] - _GAP_BLOCK - _GAP_INSIDE * (boundary - begin)


class _Row:
    """A value for each English boundary, or sentence, from one on; beyond both ends, a value for nothing."""

    def __init__(self, first: int, values: list[float], nothing: float) -> None:
        self.first, self.values, self.nothing = first, values, nothing

    def cut(self, start: int, end: int) -> list[float]:
        """Return the values from `start` to before `end`."""
        low, high = start - self.first, end - self.first
        before, behind = max(0, min(0, high) - low), max(0, high - max(low, len(self.values)))
        return [self.nothing] * before + self.values[max(0, low) : max(0, high)] + [self.nothing] * behind


class _Lattice:
    """The best score of every pair of boundaries in the corridor, and the last step that leads there."""

    def __init__(self, german: _Side, english: _Side, evidence: Evidence, rows: Sequence[Range]) -> None:
        self.german, self.english, self.evidence, self.rows = german, english, evidence, rows
        self.scores: list[_Row] = []
        self.steps: list[bytearray] = []
        self._hits: list[_Row] = []

    def add_row(self) -> None:
        """Score the boundaries of the next row."""
        at = len(self.scores)
        if at:
            self._add_hits(at - 1)
        columns = [self._matched(at, *match) for match in _MATCHES]
        columns += [self._skipped(at, at - 1), self._skipped(at, self.german.begins.get(at, -1))]
        scores, steps = [], bytearray()
        for values in zip(*columns, strict=True):
            best = max(values)
            scores.append(best)
            steps.append(values.index(best))
        if not at:
            scores[0] = 0.0
        self._leave_english(at, scores, steps)
        self.scores.append(_Row(self.rows[at].low, scores, _NEVER))
        self.steps.append(steps)

    def _add_hits(self, german: int) -> None:
        start = max(0, self.rows[german].low - _LONGEST)
        end = self.rows[min(len(self.rows) - 1, german + _LONGEST)].high
        self._hits.append(_Row(start, self.evidence.row(german, start, end), 0.0))

    def _matched(self, at: int, ours: int, theirs: int, cost: float, share: float) -> list[float]:
        """Return the scores of the row's boundaries when a bead of so many sentences ends there."""
        low, high = self.rows[at]
        if at < ours or self.german.crossed[ours][at]:
            return [_NEVER] * (high + 1 - low)
        # A step that leaves the ranges of both its rows would lead from one pair of blocks into the next.
        last = min(high, self.rows[at - ours].high)
        sources = [_NEVER] * theirs + self.scores[at - ours].cut(low, max(low, last + 1 - theirs))
        sources += [_NEVER] * (high + 1 - low)
        length, here = self.german.lengths[ours][at], slice(low, high + 1)
        common, lengths, crossed = (
            self._common(at, ours, theirs),
            self.english.lengths[theirs],
            self.english.crossed,
        )
        return [
            source + share * hits - cost - penalty + _fit(length, other)
            for source, hits, penalty, other in zip(
                sources, common, crossed[theirs][here], lengths[here], strict=False
            )
        ]

    def _common(self, at: int, ours: int, theirs: int) -> list[float]:
        """Return what the sentences have in common that a bead of so many joins, for the row's boundaries."""
        low, high = self.rows[at]
        cuts = [
            self._hits[at - back].cut(low - ahead, high + 1 - ahead)
            for back in range(1, ours + 1)
            for ahead in range(1, theirs + 1)
        ]
        return cuts[0] if len(cuts) == 1 else list(map(sum, zip(*cuts, strict=True)))

    def _skipped(self, at: int, begin: int) -> list[float]:
        """Return the scores when the German sentences from `begin` on have no counterpart; -1 is nowhere."""
        low, high = self.rows[at]
        if begin < 0:
            return [_NEVER] * (high + 1 - low)
        worth = self.german.gaps[begin] if begin == at - 1 else self.german.block_gap(at)
        return [source + worth for source in self.scores[begin].cut(low, high + 1)]

    def _leave_english(self, at: int, scores: list[float], steps: bytearray) -> None:
        """Let English sentences and paragraphs have no counterpart, and judge where paragraphs begin."""
        low, begins, gaps = self.rows[at].low, self.english.begins, self.english.gaps
        ours = at in self.german.begins
        for place, boundary in enumerate(range(low, low + len(scores))):
            if place and (worth := scores[place - 1] + gaps[boundary - 1]) > scores[place]:
                scores[place], steps[place] = worth, _LEFT
            begin = begins.get(boundary, -1)
            if begin >= low:
                worth = scores[begin - low] + self.english.block_gap(boundary)
                if worth > scores[place]:
                    scores[place], steps[place] = worth, _LEFT_BLOCK
            if ours or begin >= 0:
                scores[place] += _BOTH if ours and begin >= 0 else -_ONE

    def path(self) -> list[Bead]:
        """Return the beads of the best way through the whole lattice."""
        beads: list[Bead] = []
        at, boundary = self.german.count, self.english.count
        while at or boundary:
            step = self.steps[at][boundary - self.rows[at].low]
            ours, theirs = self._taken(step, at, boundary)
            german, english = Span(at - ours, at), Span(boundary - theirs, boundary)
            beads.append(Bead(german, english, self._gain(german, english)))
            at, boundary = german.start, english.start
        return beads[::-1]

    def _taken(self, step: int, at: int, boundary: int) -> tuple[int, int]:
        """Return how many sentences of each text the step to a pair of boundaries takes."""
        if step < len(_MATCHES):
            return _MATCHES[step][:2]
        if step in (_LEFT, _LEFT_BLOCK):
            return 0, 1 if step == _LEFT else boundary - self.english.begins[boundary]
        return 1 if step == _SKIP else at - self.german.begins[at], 0

    def _gain(self, german: Span, english: Span) -> float:
        score = self._score(german.end, english.end) - self._score(german.start, english.start)
        return score - sum(self.german.gaps[slice(*german)]) - sum(self.english.gaps[slice(*english)])

    def _score(self, at: int, boundary: int) -> float:
        return self.scores[at].values[boundary - self.rows[at].low]


def _fit(length: float, other: float) -> float:
    """Return what it says of two texts that they have these lengths, when translation keeps lengths."""
    misfit = (length - other) ** 2 / (_VARIANCE * (length + other + 1))
    return _BASE - (misfit if misfit < _FARTHEST else _FARTHEST)


def likeness(german: Sentenced, english: Sentenced) -> list[float]:
    """Return, for each block and the other text's block of the same number, the gain were they one bead."""
    evidence = Evidence(german.block_keys, english.block_keys)
    alone = map(sum, zip(*evidence.alone(), strict=True))
    blocks = enumerate(zip(german.blocks, english.blocks, alone, strict=True))
    return [
        evidence.row(at, at, at + 1)[0] + _fit(len(ours) * _RATIO, len(theirs)) - lost + 2 * _GAP
        for at, (ours, theirs, lost) in blocks
    ]


def find_beads(
    german: Sentenced,
    english: Sentenced,
    rows: Sequence[Range] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Bead]:
    """Return the beads of the two texts, in order: every sentence is in exactly one.

    The likeliest way after Gale and Church (A Program for Aligning Sentences in Bilingual Corpora, Computational
    Linguistics 19, 1993), with what sentences have in common counted beside their lengths. It is searched in
    `rows`, a corridor; when None is given, where rare words say that it may be. `stopped` is asked often; once
    it is true, StoppedError is raised.
    """
    evidence = Evidence(german.keys, english.keys)
    ours, theirs = evidence.alone()
    rows = corridor(evidence) if rows is None else rows
    lattice = _Lattice(_Side(german, ours, _RATIO), _Side(english, theirs), evidence, rows)
    for _ in rows:
        if stopped():
            raise StoppedError
        lattice.add_row()
    return lattice.path()
