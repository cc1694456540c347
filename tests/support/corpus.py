"""Sentences with their translations, set in paragraphs of which some are missing on one side or the other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

DATA = Path(__file__).parents[1] / "data/parallel/pud.de-en.tsv"
Pair = tuple[str, str]
"""A German sentence and its English."""
Paragraphs = list[list[Pair]]


def pairs() -> list[Pair]:
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()]
    return [(german, english) for german, english in rows]


def paragraphs(of: Sequence[Pair], rng: random.Random) -> Paragraphs:
    made: Paragraphs = []
    rest = list(of)
    while rest:
        size = rng.randint(1, 6)
        made.append(rest[:size])
        rest = rest[size:]
    return made


def thinned(seed: int, without_german: float, without_english: float) -> tuple[Paragraphs, Paragraphs]:
    """Return both texts without these shares of paragraphs, and some of the English ones merged and split."""
    rng = random.Random(seed)
    whole = paragraphs(pairs(), rng)
    fate = [rng.random() for _ in whole]
    english = [one for one, chance in zip(whole, fate, strict=True) if chance >= without_english]
    german = [one for one, chance in zip(whole, fate, strict=True) if chance < 1 - without_german]
    return german, otherwise(english, rng)


def otherwise(given: Paragraphs, rng: random.Random) -> Paragraphs:
    """Return the paragraphs with some of them merged and some split."""
    made: Paragraphs = []
    for paragraph in given:
        if made and rng.random() < 0.15:
            made[-1] = made[-1] + paragraph
        elif len(paragraph) > 1 and rng.random() < 0.15:
            made += [paragraph[:1], paragraph[1:]]
        else:
            made.append(paragraph)
    return made


def texts(of: Paragraphs) -> tuple[list[str], list[str]]:
    """Return the German and the English texts of paragraphs."""
    german = [" ".join(pair[0] for pair in one) for one in of]
    return german, [" ".join(pair[1] for pair in one) for one in of]


def misplaced(german: Paragraphs, english: Paragraphs, found: Sequence[str]) -> tuple[int, int]:
    """Return how many English sentences whose German is there do not stand with it, and how many there are.

    `found` is the English that was found for each German paragraph.
    """
    owner = {pair: number for number, paragraph in enumerate(german) for pair in paragraph}
    there = [pair for paragraph in english for pair in paragraph if pair in owner]
    wrong = sum(pair[1] not in found[owner[pair]].replace("\n", " ") for pair in there)
    return wrong, len(there)
