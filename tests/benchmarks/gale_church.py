"""Alignment by the lengths of sentences alone, to measure lesart's beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from articles.sentences import sentences

_PRIORS = {(1, 1): 0.89, (1, 0): 0.0099, (0, 1): 0.0099, (2, 1): 0.089, (1, 2): 0.089, (2, 2): 0.011}
_COSTS = {step: -math.log(prior) for step, prior in _PRIORS.items()}
_VARIANCE = 6.8
_BAND = 60
"""Sentences beside the diagonal that are looked at: all pairs of a book would take an hour."""
_LEAST = 1e-300

Beads = list[tuple[range, range]]


def by_lengths(german: Sequence[str], english: Sequence[str]) -> list[str]:
    """Return the English of each German paragraph, given the paragraphs of both.

    After Gale and Church (A Program for Aligning Sentences in Bilingual Corpora, Computational Linguistics 19,
    1993), with their figures, but a sentence without counterpart costs the same however long it is: where
    paragraphs are missing this comes out better. Sentences without German go with what stands before them.
    """
    ours = [(number, text[slice(*span)]) for number, text in enumerate(german) for span in sentences(text)]
    theirs = [text[slice(*span)] for text in english for span in sentences(text, "en")]
    found: list[list[str]] = [[] for _ in german]
    block = 0
    for one, other in _beads([len(sentence) for _, sentence in ours], [len(sentence) for sentence in theirs]):
        block = ours[one.start][0] if one else block
        found[block] += (theirs[at] for at in other)
    return [" ".join(one) for one in found]


def _beads(ours: Sequence[int], theirs: Sequence[int]) -> Beads:
    one, other = list(accumulate(ours, initial=0)), list(accumulate(theirs, initial=0))
    best: list[dict[int, tuple[float, int, int]]] = []
    for at in range(len(ours) + 1):
        here: dict[int, tuple[float, int, int]] = {} if at else {0: (0.0, 0, 0)}
        best.append(here)
        middle = at * len(theirs) // max(1, len(ours))
        for place in range(max(0, middle - _BAND), min(len(theirs), middle + _BAND) + 1):
            for i, j in _COSTS:
                if at >= i and place >= j and place - j in best[at - i]:
                    lengths = one[at] - one[at - i], other[place] - other[place - j]
                    step = best[at - i][place - j][0] + _cost(i, j, *lengths), i, j
                    here[place] = min(step, here.get(place, step))
    return _path(best, len(ours), len(theirs))


def _path(best: Sequence[dict[int, tuple[float, int, int]]], at: int, place: int) -> Beads:
    beads: Beads = []
    while at or place:
        _, i, j = best[at][place]
        beads.append((range(at - i, at), range(place - j, place)))
        at, place = at - i, place - j
    return beads[::-1]


def _cost(i: int, j: int, one: int, other: int) -> float:
    """Return how unlikely it is that `i` sentences as long as `one` are `j` as long as `other`: a logarithm."""
    if not (i and j):
        return _COSTS[i, j]
    deviation = abs(other - one) / math.sqrt(_VARIANCE * max(1.0, (one + other) / 2))
    return _COSTS[i, j] - math.log(max(_LEAST, math.erfc(deviation / math.sqrt(2))))
