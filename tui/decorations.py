"""What is laid over the article's text: highlights, notes' marks and search matches. Without a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from articles.article import Span
from tui.amounts import number_of
from tui.drawing.last_page import LastPage
from tui.english.wording import OWN, rendered
from tui.themes import Layer

TYPE_CHECKING = False

if TYPE_CHECKING:  # imported when the annotations are read
    from collections.abc import Callable

    from annotations.annotation import Annotation
    from annotations.placement import Placed, Placement
    from annotations.renderings import Rendering
    from annotations.workbook import Workbook
    from articles.article import Block
    from tui.session import Session


class Decorations:
    """Tells what is laid over a block; before the annotations are read, as the last page remembers it."""

    def __init__(self, session: Session, last: LastPage, own: str = "") -> None:
        """`own` is the reader's name, which is not said of notes."""
        self._session = session
        self._last = last
        self._own = own
        self.workbook: Workbook | None = None
        """The annotations; None before they are read."""
        self.masked: Callable[[], bool] = lambda: False
        """Tells whether the English where the reader is has not been revealed."""

    @property
    def placement(self) -> Placement | None:
        """Where the annotations stand, once that is known: not before the whole article is."""
        return self.workbook.placement if self.workbook and self.workbook.opened else None

    @property
    def annotation_here(self) -> Annotation | None:
        """The annotation that the cursor means."""
        return self.placement.at(self._session.cursor.target) if self.placement else None

    @property
    def note_here(self) -> tuple[str, tuple[str, ...]]:
        """Note and tags of the annotation that the cursor means, empty when there are none."""
        if self.placement is None:
            return self._last.note
        return self.note_at(self._session.cursor.target)

    def note_at(self, span: Span) -> tuple[str, tuple[str, ...]]:
        """Return note and tags of the annotation that a reader at `span` means, empty where there is none.

        Who else than the reader wrote it, how many replies it has and how many others stand on the very same
        words stand before the note. Where there is none, its English or its colour stands in the note's place.
        """
        placement = self.placement
        annotation = placement.at(span) if placement else None
        if annotation is None or placement is None or self.workbook is None:
            return "", ()
        number = sum(1 for _ in self.workbook.threads.below(annotation.id))
        replies = [number_of(number, "reply", "replies")] * bool(number)
        more = placement.others_at(annotation)
        others = [f"{more} more here"] * bool(more)
        before = ", ".join([*annotation.writers(self._own), *replies, *others])
        said = OWN if annotation.translation and not annotation.note and self.masked() else _said(annotation)
        return ": ".join(filter(None, [before, said])), annotation.tags

    def layers(self, index: int) -> Sequence[Layer]:
        """Return highlights and search matches, relative to the block's text."""
        block, session = self._session.article.blocks[index], self._session
        matches = session.matches_in(Span(block.start - len(session.query), block.end))
        return [*self.highlights(index), *(Layer(match.shifted(-block.start), "match") for match in matches)]

    def highlights(self, index: int) -> Sequence[Layer]:
        """Return the highlights, relative to the block's text."""
        article = self._session.article
        if self.placement is None:
            return self._last.layers.get(article.first + index, ())
        block = article.blocks[index]
        return [
            Layer(placed.span.shifted(-block.start), name)
            for placed in self.placement.in_block(index)
            if (name := _look_of(self.placement.annotations[placed.id], placed, block))
        ]

    def translations(self, index: int) -> Sequence[Rendering]:
        """Return how the reader translated the block or parts of it, the latest last."""
        if self.placement is None:
            return ()
        from annotations.renderings import renderings

        return renderings(self.placement, self._session.article, index, "translation")

    def has_note(self, index: int) -> bool:
        """Tell whether the block has a note."""
        placement = self.placement
        if placement is None:
            return self._session.article.first + index in self._last.noted
        return any(placement.annotations[one.id].note for one in placement.in_block(index))


def _said(annotation: Annotation) -> str:
    """Return what an annotation says, or is where it says nothing; what has tags only says those."""
    said = annotation.note or rendered(annotation)
    if said or annotation.tags:
        return said
    return f"highlighted in {annotation.colour}" if annotation.colour else "marked"


def _look_of(annotation: Annotation, placed: Placed, block: Block) -> str:
    """Return the look of an annotation's text: its colour, else a line under it unless it is a whole block."""
    if annotation.colour:
        return annotation.colour
    whole = placed.start <= block.start and block.end <= placed.end
    return "" if whole else "noted"
