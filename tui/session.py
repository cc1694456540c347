"""What the reader is doing: an article, the cursor on it, jumps, marks and a search. Without a terminal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from articles.article import Article, Span
from articles.places import percent_of
from tui import motions
from tui.motions import Cursor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tui.motions import Unit

_JUMPS_KEPT = 100
MOST_MATCHES = 100_000
"""After about so many matches a search ends: nobody goes through them, and they take up memory."""


class Session:
    """The reader's place in one article. Moving never fails: at the ends the cursor stays where it is."""

    def __init__(self, article: Article, offset: int = 0) -> None:
        self.article = article
        self.cursor: Cursor = motions.at(article, offset)
        self.marks: dict[str, int] = {}
        """Offsets by letter."""
        self.query = ""
        self.matches: list[Span] = []
        """Where the query was found so far, in reading order."""
        self.searching = False
        """Whether there may be more matches."""
        self._found: Iterator[Sequence[Span]] = iter(())
        self._sought_from: Cursor | None = None
        """Where the cursor was when the search began, as long as nothing has been found."""
        self._jumps: list[int] = []

    @property
    def index(self) -> int:
        """Index of the block that the cursor is on."""
        return self.article.index_at(self.cursor.span.start)

    @property
    def percent(self) -> int:
        """How much of the article lies before the end of the cursor, from 0 to 100."""
        return percent_of(self.cursor.span.end, self.article.length)

    @property
    def quote(self) -> str:
        """The text that the next command acts on."""
        return self.article.quote(self.cursor.target)

    @property
    def sentence(self) -> Span | None:
        """The sentence that is being read, in the text of its block; None while it is the whole block."""
        if self.cursor.unit == "paragraph" or not self.article.blocks:
            return None
        start = self.cursor.span.start
        return motions.at(self.article, start, "sentence").span.shifted(-self.article.blocks[self.index].start)

    def go_to_offset(self, offset: int) -> None:
        """Go to the paragraph that holds `offset`; `back` does not return from there."""
        self.cursor = motions.at(self.article, offset)

    def forward(self, unit: Unit) -> None:
        """Move to the next unit."""
        self.cursor = motions.forward(self.article, self.cursor, unit)

    def backward(self, unit: Unit) -> None:
        """Move to the previous unit."""
        self.cursor = motions.backward(self.article, self.cursor, unit)

    def to_block(self, index: int) -> None:
        """Move to a block without counting it as a jump; a selection is extended."""
        self.cursor = Cursor(self.article.blocks[index].span, "paragraph", self.cursor.anchor)

    def to_sentence(self, offset: int) -> None:
        """Move to the first sentence of the block that begins at or behind `offset`, else to the one around it."""
        held = motions.at(self.article, offset, "sentence")
        following = motions.forward(self.article, held, "sentence")
        same = self.article.index_at(following.span.start) == self.article.index_at(offset)
        chosen = following if held.span.start < offset and same else held
        self.cursor = Cursor(chosen.span, "sentence", self.cursor.anchor)

    def follow(self, offset: int) -> None:
        """Move to the unit around `offset`, one as large as the cursor; a selection is extended."""
        unit = self.cursor.unit
        held = motions.at(self.article, offset, "word" if unit == "passage" else unit)
        self.cursor = Cursor(held.span, held.unit, self.cursor.anchor)

    def toggle_selection(self) -> bool:
        """Begin a selection at the cursor, or end it; return whether one is going on now."""
        cursor = self.cursor
        anchor = None if cursor.anchor else cursor.span
        self.cursor = Cursor(cursor.span, cursor.unit, anchor)
        return anchor is not None

    def end_selection(self) -> None:
        """Leave the cursor where it is, with nothing selected."""
        self.cursor = Cursor(self.cursor.span, self.cursor.unit)

    def jump(self, cursor: Cursor) -> None:
        """Go to a cursor; `back` returns to where this began. A selection is extended."""
        self._jumps.append(self.cursor.span.start)
        del self._jumps[:-_JUMPS_KEPT]
        self.cursor = Cursor(cursor.span, cursor.unit, self.cursor.anchor)

    def jump_to_paragraph(self, number: int) -> None:
        """Go to paragraph `number`, counted from 1; beyond the end, to the last one."""
        self.jump(motions.paragraph(self.article, number))

    def jump_to_span(self, span: Span) -> None:
        """Go to a span: as a paragraph, sentence or word where it is one, else as a selection."""
        self.jump(motions.on(self.article, span))

    def back(self) -> bool:
        """Return to where the last jump began; return whether there was one."""
        if not self._jumps:
            return False
        self.cursor = motions.at(self.article, self._jumps.pop())
        return True

    def set_mark(self, letter: str) -> None:
        """Remember the cursor's place under a letter."""
        self.marks[letter] = self.cursor.span.start

    def jump_to_mark(self, letter: str) -> bool:
        """Go to a mark; return whether there is one under this letter."""
        if letter not in self.marks:
            return False
        self.jump(motions.at(self.article, self.marks[letter]))
        return True

    def search(self, query: str, found: Iterable[Sequence[Span]], *, go: bool = True) -> None:
        """Begin to look for a query; `search_on` takes in what is `found`, stretch by stretch (see `find_from`).

        With `go` the cursor goes to what is found first, unless the reader has moved it by then.
        """
        self.query, self.matches, self.searching = query, [], True
        self._found = iter(found)
        self._sought_from = self.cursor if go else None

    def search_on(self, patient: Callable[[], bool]) -> bool:
        """Take in matches until all are found or `patient()` is not true any more; return whether to go on."""
        for stretch in self._found:
            self._take_in(stretch)
            if len(self.matches) >= MOST_MATCHES:
                break
            if not patient():
                return True
        self._found, self.searching = iter(()), False
        return False

    def _take_in(self, stretch: Sequence[Span]) -> None:
        if not stretch:
            return
        at = bisect_left(self.matches, stretch[0].start, key=lambda span: span.start)
        self.matches[at:at] = stretch
        if self._sought_from == self.cursor:
            self.jump_to_span(stretch[0])
        self._sought_from = None

    def next_match(self) -> bool:
        """Go to the next match, behind the last one to the first; return whether there are any."""
        return self._go_to_match(bisect_right(self.matches, self.cursor.span.start, key=lambda span: span.start))

    def previous_match(self) -> bool:
        """Go to the previous match, before the first one to the last; return whether there are any."""
        return self._go_to_match(
            bisect_left(self.matches, self.cursor.span.start, key=lambda span: span.start) - 1
        )

    def _go_to_match(self, at: int) -> bool:
        if not self.matches:
            return False
        self.jump_to_span(self.matches[at % len(self.matches)])
        return True

    def match_number(self) -> int:
        """Return which match the cursor is on, counted from 1; 0 when it is on none."""
        offset = self.cursor.span.start
        at = bisect_left(self.matches, offset, key=lambda span: span.start)
        return at + 1 if at < len(self.matches) and self.matches[at].start == offset else 0

    def matches_in(self, span: Span) -> Sequence[Span]:
        """Return the matches that begin inside `span`."""
        first = bisect_left(self.matches, span.start, key=lambda match: match.start)
        last = bisect_left(self.matches, span.end, key=lambda match: match.start)
        return self.matches[first:last]

    def continue_in(self, article: Article, moved: Callable[[int], int]) -> None:
        """Go on reading in another version of the article; `moved` maps an old offset to the new one."""
        unit, start = self.cursor.unit, self.cursor.span.start
        self.article = article
        self.cursor = motions.at(article, moved(start), "word" if unit == "passage" else unit)
        self.marks = {letter: moved(offset) for letter, offset in self.marks.items()}
        self._jumps = [moved(offset) for offset in self._jumps]
        self.matches, self.searching, self._found = [], False, iter(())
