"""Whose English the pane shows for a paragraph, and which of it belongs to which German. Without a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.article import Block, Span
from articles.values import NamedTuple
from tui.drawing.page import SIGN
from tui.themes import Layer

TYPE_CHECKING = False

if TYPE_CHECKING:  # imported when the English is first needed
    from typing import Final

    from annotations.annotation import Annotation
    from annotations.renderings import Rendering
    from articles.translation.translation import Link, Translation

YOURS: Final = "your English"
EARLIER: Final = "your earlier English"
PARALLEL: Final = "parallel text"
UNCERTAIN: Final = "parallel, uncertain"
OWN: Final = "✎"
"""Stands before English that the reader wrote."""
GUESS: Final = "Guess:"
"""Stands before what the reader guessed, which is shown outside the pane only."""
OWN_EARLIER: Final = "✎ (for an earlier text)"
DOUBTFUL: Final = "≈"
"""Stands before English that may belong to other German."""
_LONGEST: Final = 10_000
"""Code points of the longest block whose sentences are looked for to be linked."""
_MOST_PAIRS: Final = 40_000
"""Pairs of a German and an English sentence that are weighed: more of them would hold up the screen."""


class Part(NamedTuple):
    """The English of a stretch of a paragraph."""

    german: Span
    """In the block's text; empty for what stands for nothing there."""
    text: str
    maker: str
    """Who made it, in a word or two for the status line."""
    sign: str = ""
    """What stands before it, so that it is told apart without colours too."""
    space: str = " "
    """What parts it from the part before it."""

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
        return "".join(part.space * bool(at) + part.shown for at, part in enumerate(self.parts))

    @property
    def bare(self) -> str:
        """All of it without signs."""
        return "".join(part.space * bool(at) + part.text for at, part in enumerate(self.parts))

    def placed(self) -> Iterator[tuple[Part, Span]]:
        """Yield the parts, each with where it stands in `text`."""
        end = 0
        for at, part in enumerate(self.parts):
            start = end + len(part.space) * bool(at)
            end = start + len(part.shown)
            yield part, Span(start, end)

    def signs(self) -> list[Layer]:
        """Return the look of the signs in `text`."""
        placed = ((span.start, len(part.sign)) for part, span in self.placed() if part.sign)
        return [Layer(Span(start, start + length), SIGN) for start, length in placed]

    def of(self, german: Span) -> tuple[Part, ...]:
        """Return the parts that belong to a stretch of the block's text."""
        return tuple(part for part in self.parts if part.german.overlaps(german))


def maker_of(translation: Translation) -> str:
    """Return who made a translation, in a word or two."""
    if translation.origin != "parallel":
        return translation.engine
    return PARALLEL if translation.certain else UNCERTAIN


def rendered(annotation: Annotation) -> str:
    """Return the English that the reader wrote, behind what tells a correction from a guess; empty for none."""
    if annotation.translation:
        return f"{OWN} {annotation.translation}"
    return f"{GUESS} {annotation.guess}" if annotation.guess else ""


def worded(
    block: Block, translation: Translation | None, own: Sequence[Rendering], *, apart: bool = False
) -> Wording | None:
    """Return the English of a block: the reader's own, the latest last in `own`, before the translation.

    With `apart` its sentences are parts; else they are only where the reader has rendered some of them.
    """
    at = next((at for at in reversed(range(len(own))) if own[at].whole), -1)
    pieces = [_part_of(block, rendering) for rendering in own[at + 1 :]]
    base: Part | None = None
    links: Sequence[Link] = ()
    if at >= 0:
        base = _part_of(block, own[at])._replace(german=Span(0, len(block.text)))
    elif translation is not None:
        sign, links = "" if translation.certain else DOUBTFUL, translation.links
        base = Part(Span(0, len(block.text)), translation.text, maker_of(translation), sign)
    parts = list(_sentences(block, base, links) if apart or pieces else [base]) if base else []
    for piece in pieces:
        parts = _with(parts, piece)
    return Wording(tuple(parts), base is not None) if parts else None


def _marked(rendering: Rendering) -> tuple[str, str]:
    return (EARLIER, OWN_EARLIER) if rendering.outdated else (YOURS, OWN)


def _part_of(block: Block, rendering: Rendering) -> Part:
    german = rendering.span.shifted(-block.start)
    return Part(german, rendering.annotation.translation, *_marked(rendering))


def _sentences(block: Block, base: Part, links: Sequence[Link]) -> Iterator[Part]:
    """Yield the English of a block in parts, each what one German sentence or several together stand for."""
    links = links or _guessed(block.text, base.text)
    if not links:
        yield base
    sign, behind, last = base.sign, 0, len(links) - 1
    for at, (german, (start, end)) in enumerate(links):
        # What stands before the first sentence and behind the last are marks that belong to no sentence.
        start, end = start if at else 0, end if at < last else len(base.text)
        yield Part(german, base.text[start:end], base.maker, sign, base.text[behind:start])
        sign, behind = "", end


def _guessed(german: str, english: str) -> tuple[Link, ...]:
    from articles.sentences import sentences
    from articles.translation.alignment import link

    if len(german) > _LONGEST or len(english) > 2 * _LONGEST:
        return ()
    pairs = len(sentences(german, "de")) * len(sentences(english, "en"))
    return link(german, english) if pairs <= _MOST_PAIRS else ()


def _with(parts: Sequence[Part], own: Part) -> list[Part]:
    """Put the reader's English of a stretch in the place of what is there for it."""

    def stands_before(part: Part) -> bool:
        return part.german.start < own.german.start or part.german.end <= own.german.start

    def gives_way(part: Part) -> bool:
        return part.german.overlaps(own.german) and part.german.end <= own.german.end

    before = [part for part in parts if stands_before(part)]
    behind = [part for part in parts if not (stands_before(part) or gives_way(part))]
    return [*before, own, *behind]
