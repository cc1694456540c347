"""Where the reader is in an article: kept between sessions, and taken along to another version of the text."""

from __future__ import annotations

from articles.article import Span
from articles.clock import timestamp, utc_now
from articles.known import KnownArticle
from articles.library import LibraryError
from articles.places import CONTEXT, START, Place, find_after, found_in, locate_in, stands_at

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from articles.article import Article
    from articles.library import Library
    from articles.places import Bookmark, Edit
    from tui.english.pane import EnglishPane
    from tui.session import Session

    Seek = Callable[[Article, Edit], Mapping[Place, int | None]]

_CURSOR = ""
"""The name of the cursor's place; those of the marks are their letters."""


def _seek(article: Article, edit: Edit, place: Place, lost: Container[Place] = ()) -> int | None:
    return found_in(article, place) if place in lost else find_after(edit, article.content, place)


class Whereabouts:
    """The reader's position, marks and pane in one article."""

    def __init__(self, library: Library, source: str, session: Session, pane: EnglishPane) -> None:
        self._library, self._source, self._session, self._pane = library, source, session, pane
        self._known = library.get(source)
        self.parallel = self._known.parallel if self._known else ""
        """The absolute path of the English text that the reader named, now or earlier; else empty."""
        self._lost: dict[str, tuple[int, Place]] = {}
        """Places whose text is not there, by name, each with the offset that stands for it meanwhile."""
        if self._known is not None:
            pane.shown, pane.masked = self._known.pane, self._known.masked

    def take_up(self, *, stay: bool = False) -> bool:
        """Go to where the reader left off (unless they are to `stay`), and take their marks along.

        Returns whether that was possible: a part of an article need not have the place.
        """
        known, session = self._known, self._session
        article = session.article
        possible = article.complete or (known is not None and stands_at(article, known.place))
        if known is not None and article.complete:
            marks = {letter: locate_in(article, place) for letter, place in known.marks.items()}
            session.marks = marks | session.marks
        if known is not None and possible and not stay:
            session.go_to_offset(locate_in(article, known.place))
        self._pane.current = session.index
        return possible

    def save(self) -> str:
        """Write position, marks and pane into the library; return a sentence when that failed."""
        article = self._session.article
        if not article.complete:
            return ""
        places = self.places()
        known = KnownArticle(
            source=self._source,
            title=article.title,
            length=article.length,
            place=places.pop(_CURSOR),
            last_read=timestamp(utc_now()),
            marks=places,
            pane=self._pane.shown,
            masked=self._pane.masked,
            bookmark=self._bookmark(),
            parallel=self.parallel,
            read=self._session.cursor.span.end,
        )
        try:
            self._library.remember(known)
        except LibraryError as error:
            return str(error)
        return ""

    def places(self) -> dict[str, Place]:
        """Return the places of the cursor and the marks, by name.

        What is not in the text now is where it last was: the text may only have been half written.
        """
        found = {}
        for name, offset in {_CURSOR: self._session.cursor.span.start, **self._session.marks}.items():
            meanwhile, place = self._lost.get(name, (-1, START))
            found[name] = place if meanwhile == offset else self._place(offset)
        return found

    def seeker(self) -> Seek:
        """Return what looks for the present places in another version of the text; for another thread."""
        places = list(self.places().values())
        lost = frozenset(place for _, place in self._lost.values())
        return lambda article, edit: {place: _seek(article, edit, place, lost) for place in places}

    def continue_in(self, article: Article, edit: Edit, found: Mapping[Place, int | None]) -> None:
        """Go on in another version of the article, of which it is known where places were `found`."""
        places, session = self.places(), self._session
        offsets: dict[str, int] = {}
        lost: dict[str, Place] = {}
        for name, place in places.items():
            offset = found[place] if place in found else _seek(article, edit, place)
            offsets[name] = min(edit.moved(place.offset), article.length) if offset is None else offset
            if offset is None:
                lost[name] = place
        before, here = session.cursor.span.start, offsets.pop(_CURSOR)
        session.continue_in(article, lambda offset: here if offset == before else edit.moved(offset))
        session.marks = offsets
        now = {**offsets, _CURSOR: session.cursor.span.start}
        self._lost = {name: (now[name], place) for name, place in lost.items()}
        self._pane.current = session.index

    def _bookmark(self) -> Bookmark | None:
        if self._session.article.state is None:
            return None
        from articles.formats.large import bookmark

        return bookmark(self._session.article, self._session.index)

    def _place(self, offset: int) -> Place:
        article = self._session.article
        return Place(offset, article.quote(Span(offset, min(offset + CONTEXT, article.length))))
