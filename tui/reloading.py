"""Another version of the article that is open: read while the reader reads on, and put in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from annotations.facts import facts_of, text_hash
from annotations.placement import Placement
from articles.article import Article, Span
from articles.places import Edit, Place, edit_between
from articles.search import find_from
from tui.amounts import number_of
from tui.opening.article import open_source
from tui.session import MOST_MATCHES
from tui.watch import Watch

if TYPE_CHECKING:
    from tui.reading import Reading


class Version(NamedTuple):
    """An article as its file holds it now, and what was open in the version before as it is in this one."""

    article: Article
    watch: Watch
    """Begun before it was read."""
    edit: Edit
    text_hash: str
    placement: Placement
    """Where the annotations stand."""
    places: Mapping[Place, int | None]
    """Where the reader and their marks are."""
    matches: list[Span]


def reader_of_next_version(reading: Reading, encoding: str | None) -> Callable[[], Version]:
    """Return what reads the article's file again, for another thread; it raises UnreadableError."""
    article, origin, workbook = reading.article, reading.origin, reading.workbook
    seek, query = reading.whereabouts.seeker(), reading.session.query

    def read() -> Version:
        watch = Watch(origin.name)
        now, _ = open_source(origin.source, encoding=encoding, directories=reading.directories)
        edit = edit_between(article.content, now.content)
        found = chain.from_iterable(find_from(now, query))
        matches = list(islice(found, MOST_MATCHES))
        return Version(now, watch, edit, text_hash(now), workbook.places_in(now), seek(now, edit), matches)

    return read


def take_over(reading: Reading, version: Version) -> str:
    """Go on reading in the new version, where the reader was; return a sentence on what is new."""
    before, workbook = reading.article, reading.workbook
    states = {id_: anchor.state for id_, anchor in workbook.placement.anchors.items()}
    reading.watch = version.watch
    reading.continue_in(version.article)
    reading.whereabouts.continue_in(version.article, version.edit, version.places)
    reading.session.matches = version.matches
    workbook.store.continue_with(facts_of(version.article), lambda: version.text_hash)
    workbook.continue_in(version.article, version.placement)
    if version.edit.start == before.length == version.article.length:
        return "Read again; its text is as it was."
    now = [anchor.state for id_, anchor in workbook.placement.anchors.items() if states.get(id_) != anchor.state]
    changed, gone = now.count("changed"), now.count("orphaned")
    said = [
        f"{number_of(changed, 'note')} on changed words" if changed else "",
        f"{number_of(gone, 'note')} whose words are gone" if gone else "",
    ]
    review = reading.settings.keymap.shown("review")
    return f"Read again: {', '.join(filter(None, said))}; {review} reviews." if changed or gone else "Read again."
