"""A text as its sentences, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, chain, groupby, pairwise
from typing import Literal

from articles.article import Span
from articles.sentences import sentences
from articles.translation.evidence import Keys, keys_of
from articles.translation.glosses import lexicons


class Sentenced:
    """A text whose sentences are counted through all of its blocks."""

    def __init__(self, blocks: Sequence[str], language: Literal["de", "en"]) -> None:
        self.blocks = blocks
        self.language = language
        spans = [sentences(block, language) for block in blocks]
        self.spans = list(chain.from_iterable(spans))
        """Where each sentence stands in its block."""
        self.ends = list(accumulate(map(len, spans), initial=0))
        """The first sentence of each block, and the number of all behind them."""
        self.block_of = [block for block, found in enumerate(spans) for _ in found]
        """The block in which each sentence stands."""

    def __len__(self) -> int:
        return len(self.spans)

    @cached_property
    def keys(self) -> list[Keys]:
        """What each sentence has that its translation may have, too."""
        lexicon = lexicons()[self.language == "en"]
        places = zip(self.block_of, self.spans, strict=True)
        return keys_of((self.blocks[block][slice(*span)] for block, span in places), lexicon)

    @cached_property
    def block_keys(self) -> list[Keys]:
        """The keys of all sentences of each block together."""
        return [Keys().union(*self.keys[start:end]) for start, end in pairwise(self.ends)]

    def joined(self, sentences: Span) -> tuple[str, dict[int, Span]]:
        """Return the text of these sentences, a line for each block, and where in it each of them stands."""
        lines: list[str] = []
        places: dict[int, Span] = {}
        length = 0
        for block, numbers in groupby(range(*sentences), self.block_of.__getitem__):
            own = list(numbers)
            start, end = self.spans[own[0]].start, self.spans[own[-1]].end
            places.update((number, self.spans[number].shifted(length - start)) for number in own)
            lines.append(self.blocks[block][start:end])
            length += end - start + 1
        return "\n".join(lines), places
