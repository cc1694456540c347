"""Where an article has the words that another reader shows with other blanks, hyphens, ligatures and quotes."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Final

from annotations.anchoring import describe
from annotations.annotation import Selectors
from annotations.candidates import occurrences
from annotations.intake.item import Item
from articles.article import Article, Span

MOST_PLACES: Final = 2000
LONGEST_GAP: Final = 2000
"""Letters that an ellipsis within a quote may stand for."""
_ELLIPSIS: Final = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3}")
_FEWEST: Final = 4
"""Letters by which a piece of a quote can be told at all."""


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, without case and accents."""
    return "".join(map(_letters, text))


@lru_cache(maxsize=4096)
def _letters(sign: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", sign.casefold())))


class Places:
    """Finds the items of one file in an article."""

    def __init__(self, article: Article) -> None:
        self._article = article

    def describe_all(self, items: Sequence[Item]) -> list[Selectors]:
        """Return what describes each item's place in the article, or its bare quote where none was found.

        Of several places with the same words that is taken which fits the order of the others.
        """
        found = [self._candidates(item.quote) for item in items]
        sure = sorted(
            (item.order, spans[0].start)
            for item, spans in zip(items, found, strict=True)
            if item.order is not None and len(spans) == 1
        )
        orders, starts = [order for order, _ in sure], [start for _, start in sure]
        described = []
        for item, spans in zip(items, found, strict=True):
            before = bisect_right(orders, item.order) if item.order is not None else 0
            begin = starts[before - 1] if before else 0
            span = next((one for one in spans if one.start >= begin), spans[0] if spans else None)
            described.append(
                Selectors(item.quote) if span is None else describe(self._article.content, span.start, span.end)
            )
        return described

    def _candidates(self, quote: str) -> list[Span]:
        if not quote:
            return []
        starts = occurrences(self._article.content, quote, MOST_PLACES)
        return [Span(start, start + len(quote)) for start in starts] or list(self._alike(quote))

    def _alike(self, quote: str) -> Iterator[Span]:
        """Yield the places with the quote's letters in the same order, whatever stands between them."""
        pieces = [squeezed(piece) for piece in _ELLIPSIS.split(quote)]
        pieces = [piece for piece in pieces if piece]
        if not pieces or min(map(len, pieces)) < _FEWEST:
            return
        letters, at = self._squeezed[0], -1
        for _ in range(MOST_PLACES):
            at = letters.find(pieces[0], at + 1)
            if at < 0:
                return
            end: int | None = at + len(pieces[0])
            for piece in pieces[1:]:
                assert end is not None
                next_at = letters.find(piece, end, end + LONGEST_GAP)
                end = next_at + len(piece) if next_at >= 0 else None
                if end is None:
                    break
            if end is not None:
                yield self._span(at, end, quote)

    def _span(self, at: int, end: int, quote: str) -> Span:
        """Return the span of the letters, with those signs around them that the quote has there, too."""
        offsets, text = self._squeezed[1], self._article.content
        first, last = offsets[at], offsets[end - 1] + 1
        before = re.match(r"[\W_]*", quote)
        behind = re.search(r"[\W_]*\Z", quote)
        for sign in reversed(before[0] if before else ""):
            if first and text[first - 1 : first] == sign:
                first -= 1
        for sign in behind[0] if behind else "":
            if text[last : last + 1] == sign:
                last += 1
        return Span(first, last)

    @cached_property
    def _squeezed(self) -> tuple[str, array[int]]:
        """The article's letters, and the offset in its text that each comes from."""
        letters: list[str] = []
        offsets = array("L")
        for block in self._article.blocks:
            for offset, sign in enumerate(block.text, block.start):
                some = _letters(sign)
                letters.append(some)
                offsets.extend([offset] * len(some))
        return "".join(letters), offsets
