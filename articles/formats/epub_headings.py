"""Headings for the pages of a book that have none: as the table of contents calls them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from articles.formats.epub_package import Title
from articles.formats.html_elements import BLOCKS
from articles.formats.html_notes import identifier_of
from articles.formats.html_runs import HEADINGS, Run, runs_of

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FIRST = 3
"""In so many runs from a place on, a heading is that of the place, or they make up its title together."""


def head_page(body: HtmlElement, titles: Iterable[Title]) -> None:
    """Give a heading to each place of a page that the table of contents has a title for, and that has none."""
    titles = [title for title in titles if title.text]
    if not titles:
        return
    order = {element: index for index, element in enumerate(body.iter())}
    places = {identifier: element for element in reversed(order) if (identifier := identifier_of(element))}
    runs = list(runs_of(body))
    reached = list(accumulate((order[run.block] for run in runs), max))
    for title in titles:
        place = places.get(title.place)
        if place is None and title.place and title is not titles[0]:
            continue
        place = body if place is None else place
        block = next((element for element in (place, *place.iterancestors()) if element.tag in BLOCKS), body)
        begin = bisect_left(reached, order.get(block, 0))
        there = runs[begin : begin + _FIRST]
        if there and not any(run.stands_in(HEADINGS) for run in there):
            _head(there, title)


def _head(runs: Sequence[Run], title: Title) -> None:
    """Make a heading of the runs that say the title, or else put one before them."""
    heading = runs[0].block.makeelement(f"h{title.level}")
    heading.text = title.text
    said = ""
    for count, run in enumerate(runs, 1):
        said += _letters(run.words)
        if said == _letters(title.text):
            for spoken in runs[:count]:
                spoken.drop()
                spoken.thin()
            break
    block = runs[0].block
    if block.tag == "body" or block.getparent() is None:
        heading.tail, block.text = block.text, None
        block.insert(0, heading)
    else:
        block.addprevious(heading)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
