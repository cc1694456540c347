"""What tells that two sentences of two languages belong together, besides their lengths."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from articles.translation.cognates import beginning, plain
from articles.translation.glosses import Lexicon

Keys = frozenset[str]
"""What a sentence has that its translation may have, too, each written alike for both languages."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[%?!„“”\"»«]")
_SEPARATORS = re.compile(r"\D")
_QUOTES = dict.fromkeys('„”"»«', "“")

_NUMBER, _MARK, _GLOSS, _COGNATE = "1?=~"
_FOUND: Final = {_NUMBER: 0.85, _MARK: 0.7, _GLOSS: 0.45, _COGNATE: 0.4}
"""How often what one sentence has is found in its translation, by the kind of the key."""
_HIT, _MISS, _MOST = 0.8, 0.6, 6.0
"""How much a key counts that both sentences have, and one that a sentence has alone; and the most it counts.

Less than probability theory would have it: keys are not independent of each other.
"""


def keys_of(sentences: Iterable[str], lexicon: Lexicon) -> list[Keys]:
    """Return the keys of each sentence: its numbers, marks, glosses and the beginnings of its other words."""
    known: dict[str, tuple[str, ...]] = {}
    found: list[Keys] = []
    for sentence in sentences:
        keys: set[str] = set()
        for token in _TOKEN.findall(sentence):
            if token not in known:
                known[token] = _keys_of_token(token, lexicon)
            keys.update(known[token])
        found.append(frozenset(keys))
    return found


def _keys_of_token(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    if token[0].isdigit():
        # 1.234,5 and 1,234.5 differ in nothing but their separators.
        return (_NUMBER + _SEPARATORS.sub("", token),)
    if not token[0].isalpha():
        return (_MARK + _QUOTES.get(token, token),)
    word = plain(token)
    if entries := lexicon.entries(word):
        return tuple(_GLOSS + entry for entry in entries)
    start = beginning(word)
    return (_COGNATE + start,) if start else ()


class Evidence:
    """What the sentences (or the paragraphs) of two texts have in common, in logarithms of likelihood ratios.

    A pair of sentences is worth the sum of the weights of the keys that both have. A sentence without
    counterpart is worth what would speak against every counterpart: keys that are found elsewhere in the other
    text. Keys that the other text has nowhere say nothing.
    """

    def __init__(self, german: Sequence[Keys], english: Sequence[Keys]) -> None:
        self.german, self.english = german, english
        self._counts = [Counter(key for keys in side for key in keys) for side in (self.german, self.english)]
        self._weights: dict[str, float] = {}
        self._misses: dict[str, float] = {}
        for key in self._counts[0].keys() & self._counts[1].keys():
            self._weigh(key)
        self._places: dict[str, list[int]] = defaultdict(list)
        for index, keys in enumerate(self.english):
            for key in keys & self._weights.keys():
                self._places[key].append(index)

    def _weigh(self, key: str) -> None:
        ours, theirs = self._counts
        chance = max(ours[key] / (len(self.german) + 1), theirs[key] / (len(self.english) + 1))
        found = _FOUND[key[0]]
        self._misses[key] = -_MISS * math.log(1 - found) * (1 - chance)
        # Two that meet spare both sides the miss.
        self._weights[key] = min(_MOST, max(0.0, _HIT * math.log(found / chance))) + 2 * self._misses[key]

    def row(self, german: int, start: int, end: int) -> list[float]:
        """Return what the pairs of a German sentence with the English ones from `start` to `end` are worth."""
        row = [0.0] * (end - start)
        for key in self.german[german]:
            places = self._places.get(key)
            if places:
                weight = self._weights[key]
                for at in range(bisect_left(places, start), bisect_left(places, end)):
                    row[places[at] - start] += weight
        return row

    def alone(self) -> tuple[list[float], list[float]]:
        """Return what each German and each English sentence is worth without a counterpart."""
        misses = self._misses
        german, english = (
            [sum(misses.get(key, 0.0) for key in keys) for keys in side] for side in (self.german, self.english)
        )
        return german, english

    def rare(self, most: int) -> Iterator[tuple[int, int, float]]:
        """Yield German sentence, English sentence and weight for keys that pair at most so many sentences."""
        ours, theirs = self._counts
        for index, keys in enumerate(self.german):
            for key in keys & self._weights.keys():
                if ours[key] * theirs[key] <= most:
                    yield from ((index, place, self._weights[key]) for place in self._places[key])
