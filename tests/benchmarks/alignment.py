"""How well and how fast the reader's own English is aligned, beside an alignment by lengths alone."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence
from statistics import median
from time import process_time

from benchmarks import machine
from benchmarks.gale_church import by_lengths
from benchmarks.report import cell
from support.corpus import Paragraphs, misplaced, pairs, paragraphs, texts, thinned

from articles.translation.alignment import align

Aligner = Callable[[Sequence[str], Sequence[str]], Sequence[str]]
"""Returns the English of each German paragraph, given the paragraphs of both."""

_SEEDS = range(3)
_MISSING = {
    "nothing missing": (0.0, 0.0),
    "10 % of the English missing": (0.0, 0.1),
    "10 % of the German missing": (0.1, 0.0),
    "10 % of each missing": (0.1, 0.1),
}
"""What is missing, and the shares of German and English paragraphs."""


def by_lesart(german: Sequence[str], english: Sequence[str]) -> list[str]:
    """Align as lesart does."""
    return [counterpart.text for counterpart in align(german, english)]


ALIGNERS: dict[str, Aligner] = {"lesart": by_lesart, "lengths alone": by_lengths}


def right_share(aligner: Aligner, without_german: float, without_english: float) -> float:
    """Return the share of the English sentences with German there that stand with it, in per cent."""
    wrong = total = 0
    for seed in _SEEDS:
        german, english = thinned(seed, without_german, without_english)
        counted = misplaced(german, english, aligner(texts(german)[0], texts(english)[1]))
        wrong, total = wrong + counted[0], total + counted[1]
    return 100 * (1 - wrong / total)


def long_text(*, sentences: int = 0, blocks: int = 0) -> Paragraphs:
    """Return paragraphs of known sentences, over and over: so many, or with at least so many sentences."""
    rng = random.Random(1)
    made: Paragraphs = []
    while len(made) < blocks or sum(map(len, made)) < sentences:
        made += paragraphs(pairs(), rng)
    return made[:blocks] if blocks else made


def seconds(aligner: Aligner, whole: Paragraphs) -> float:
    """Return the processor's seconds for an alignment when each tenth English paragraph is missing."""
    german, english = texts(whole)
    began = process_time()
    aligner(german, [text for number, text in enumerate(english) if number % 10])
    return process_time() - began


def section(runs: int) -> str:
    """Return what the README shows: a table, on what and how it was measured."""
    lines = [f"| | {' | '.join(ALIGNERS)} |", "|---|" + "---:|" * len(ALIGNERS)]
    for label, missing in _MISSING.items():
        shares = (f"{right_share(aligner, *missing):.1f}" for aligner in ALIGNERS.values())
        lines.append(f"| {label}: sentences beside their German, % | {' | '.join(shares)} |")
    long = {"300 paragraphs": long_text(blocks=300), "a book of 19,000 sentences": long_text(sentences=19_000)}
    for label, whole in long.items():
        taken: list[list[float]] = [[] for _ in ALIGNERS]
        for _ in range(runs):
            for kept, aligner in zip(taken, ALIGNERS.values(), strict=True):
                kept.append(seconds(aligner, whole))
        lesart, peer = map(median, taken)
        lines.append(f"| {label}, CPU s | {cell(lesart, None)} | {cell(peer, lesart)} |")
    told = (
        f"{len(pairs())} sentences of PUD with their English, set in paragraphs by {len(_SEEDS)} seeds, some "
        "merged and some split in the English. For the times the same sentences over and over, each tenth English "
        f"paragraph missing, medians of {runs} run{'s' * (runs > 1)}; in brackets, lesart's time divided by the "
        f"other. {machine.description()}."
    )
    return "\n".join(lines) + f"\n\n{textwrap.fill(told, 115, break_long_words=False, break_on_hyphens=False)}\n"
