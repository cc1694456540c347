"""Whose English the pane shows for a paragraph, and which of it belongs to which German. Without a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.article import Block, Span
from articles.values import NamedTuple
from tui.themes import Layer

TYPE_CHECKING = False

if TYPE_CHECKING:  # imported when the English is first needed
    from typing import Final

    from annotations.renderings import Rendering
    from articles.translation.translation import Translation

YOURS: Final = "your English"
EARLIER: Final = "your earlier English"
PARALLEL: Final = "parallel text"
OWN: Final = "✎"
"""Stands before English that the reader wrote."""
OWN_EARLIER: Final = "✎ (for an earlier text)"


class Part(NamedTuple):
    """The English of a stretch of a paragraph."""

    german: Span
    """In the block's text."""
    text: str
    maker: str
    """Who made it, in a word or two for the status line."""
    sign: str = ""
    """What stands before it, so that it is told apart without colours too."""

    @property
    def shown(self) -> str:
        """Text and sign."""
        return f"{self.sign} {self.text}" if self.sign else self.text


class Wording(NamedTuple):
    """The English of a paragraph."""

    parts: tuple[Part, ...]
    """In the order of the English."""
    whole: bool
    """Whether it is the English of all of the paragraph."""

    @property
    def text(self) -> str:
        """All of it, as it is shown."""
        return " ".join(part.shown for part in self.parts)

    def placed(self) -> Iterator[tuple[Part, Span]]:
        """Yield the parts, each with where it stands in `text`."""
        start = 0
        for part in self.parts:
            end = start + len(part.shown)
            yield part, Span(start, end)
            start = end + 1

    def signs(self) -> list[Layer]:
        """Return the look of the signs in `text`."""
        placed = ((span.start, len(part.sign)) for part, span in self.placed() if part.sign)
        return [Layer(Span(start, start + length), "note") for start, length in placed]

    def of(self, german: Span) -> tuple[Part, ...]:
        """Return the parts that belong to a stretch of the block's text."""
        return tuple(part for part in self.parts if part.german.overlaps(german))


def maker_of(translation: Translation) -> str:
    """Return who made a translation, in a word or two."""
    return PARALLEL if translation.origin == "parallel" else translation.engine


def worded(block: Block, translation: Translation | None, own: Sequence[Rendering]) -> Wording | None:
    """Return the English of a block: the reader's own, the latest last in `own`, before the translation."""
    at = next((at for at in reversed(range(len(own))) if own[at].whole), -1)
    parts: list[Part] = []
    if at >= 0:
        parts = _parts(block, own[at].annotation.translation, *_marked(own[at]))
    elif translation is not None:
        parts = _parts(block, translation.text, maker_of(translation))
    whole = bool(parts)
    for rendering in own[at + 1 :]:
        parts = _with(parts, _part_of(block, rendering))
    return Wording(tuple(parts), whole) if parts else None


def _marked(rendering: Rendering) -> tuple[str, str]:
    return (EARLIER, OWN_EARLIER) if rendering.outdated else (YOURS, OWN)


def _part_of(block: Block, rendering: Rendering) -> Part:
    german = rendering.span.shifted(-block.start)
    return Part(german, rendering.annotation.translation, *_marked(rendering))


def _parts(block: Block, english: str, maker: str, sign: str = "") -> list[Part]:
    return [Part(Span(0, len(block.text)), english, maker, sign)]


def _with(parts: Sequence[Part], own: Part) -> list[Part]:
    """Put the reader's English of a stretch in the place of what is there for it."""

    def gives_way(part: Part) -> bool:
        return own.german.start <= part.german.start and part.german.end <= own.german.end

    before = [part for part in parts if part.german.start < own.german.start]
    behind = [part for part in parts if part.german.start >= own.german.start and not gives_way(part)]
    return [*before, own, *behind]
