"""An annotation's words as they once stood and as they stand today, in their surroundings. Without a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from annotations.anchoring import CONTEXT
from annotations.annotation import Selectors
from annotations.neighbourhood import best_guess, neighbourhood
from annotations.notebook import Entry
from articles.article import Article, Span
from tui.drawing.differences import differences
from tui.themes import Layer

_REMOVED: Final = ("-", "removed")
_ADDED: Final = ("+", "added")
"""The sign before words that the other side does not have, which shows without colours too, and their look."""
_CUT_AT: Final = (CONTEXT, 32)
"""Code points of prefixes and suffixes where they are cut, wherever that is: by lesart, and by Hypothesis."""


class Side(NamedTuple):
    """One of two texts that are compared."""

    heading: str
    text: str
    """With a sign before all that the other side does not have."""
    layers: tuple[Layer, ...]
    quote: int
    """Offset in `text` at which the words begin that the annotation is about."""


class Sides(NamedTuple):
    """What once was there, and what is there today."""

    old: Side
    new: Side


class _Part(NamedTuple):
    """The quote, or what stands on one side of it."""

    words: str
    """As they once were."""
    near: Span
    """What of today's text they are compared with."""
    shown: Span
    """What of today's text is shown."""
    look: str
    open_start: bool = False
    open_end: bool = False

    def inside(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield spans of what is compared as spans of what is shown, as far as they are."""
        for span in spans:
            start = max(span.start + self.near.start, self.shown.start)
            end = min(span.end + self.near.start, self.shown.end)
            if start < end:
                yield Span(start, end).shifted(-self.shown.start)


class _Text:
    """A text that grows part by part, with the looks of its parts."""

    def __init__(self) -> None:
        self.text = ""
        self._layers: list[Layer] = []

    def add(self, text: str, *looks: str) -> None:
        """Add a part."""
        span = Span(len(self.text), len(self.text) + len(text))
        self._layers += [Layer(span, look) for look in looks]
        self.text += text

    def add_marked(self, text: str, look: str, spans: Iterable[Span], mark: tuple[str, str]) -> None:
        """Add a part with a mark on some of its words."""
        sign, marked = mark
        at = 0
        for span in spans:
            self.add(text[at : span.start], look)
            self.add(sign + text[span.start : span.end], look, marked)
            at = span.end
        self.add(text[at:], look)

    def side(self, heading: str) -> Side:
        """Return the text under a heading."""
        quote = next((layer.span.start for layer in self._layers if layer.name == "noted"), 0)
        return Side(heading, self.text, tuple(self._layers), quote)


def compare(entry: Entry, article: Article) -> Sides:
    """Return the words that an annotation was about and those that it is found on, with what differs marked."""
    selectors, span = entry.annotation.selectors, best_guess(entry.anchor)
    old, new = _Text(), _Text()
    if span is None:
        before, quote, behind = _words(selectors)
        old.add(before, "muted")
        old.add_marked(quote, "noted", [Span(0, len(quote))] if selectors.exact else [], _REMOVED)
        old.add(behind, "muted")
        heading = _show_neighbourhood(new, selectors, article)
    else:
        for part in _parts(selectors, span, article):
            found = differences(
                part.words, article.quote(part.near), open_start=part.open_start, open_end=part.open_end
            )
            old.add_marked(part.words, part.look, found.removed, _REMOVED)
            new.add_marked(article.quote(part.shown), part.look, part.inside(found.added), _ADDED)
        where = "today" if entry.state == "changed" else "perhaps here"
        heading = f"+ {where}, ¶ {article.index_at(span.start) + 1}"
    return Sides(old.side("- before"), new.side(heading))


def compare_texts(old: str, new: str, old_heading: str, new_heading: str) -> Sides:
    """Return two texts as they are, with what differs marked on both sides."""
    here, there = _Text(), _Text()
    found = differences(old, new)
    here.add_marked(old, "text", found.removed, _REMOVED)
    there.add_marked(new, "text", found.added, _ADDED)
    return Sides(here.side(f"- {old_heading}"), there.side(f"+ {new_heading}"))


def _words(selectors: Selectors) -> tuple[str, str, str]:
    """Return what stood before the quote, the quote, and what stood behind it, without words that were cut."""
    before, behind = selectors.prefix.lstrip(), selectors.suffix.rstrip()
    if len(selectors.prefix) in _CUT_AT:
        before = f"…{before.partition(' ')[2]}"
    if len(selectors.suffix) in _CUT_AT:
        behind = f"{behind.rpartition(' ')[0]}…"
    return before, selectors.exact or "(its words were never noted)", behind


def _parts(selectors: Selectors, span: Span, article: Article) -> Iterator[_Part]:
    """Yield what stands before the quote, the quote, and what stands behind it."""
    before, quote, behind = _words(selectors)
    first, last = article.index_at(span.start), article.index_at(max(span.start, span.end - 1))
    start, end = article.blocks[first].start, article.blocks[last].end
    near = Span(max(0, span.start - 2 * len(before)), min(article.length, span.end + 2 * len(behind)))
    yield _Part(before, Span(near.start, span.start), Span(start, span.start), "muted", open_start=True)
    yield _Part(quote, span, span, "noted")
    yield _Part(behind, Span(span.end, near.end), Span(span.end, max(span.end, end)), "muted", open_end=True)


def _show_neighbourhood(text: _Text, selectors: Selectors, article: Article) -> str:
    """Add the paragraphs among which a quote once stood; return the heading for them."""
    offset = neighbourhood(article.content, selectors)
    if offset is None or not article.blocks:
        text.add("Nothing tells where it stood.", "muted")
        return "+ today"
    index = article.index_at(offset)
    start, end = article.blocks[max(0, index - 1)].start, article.blocks[index : index + 2][-1].end
    before, behind = article.content[start:offset], article.content[offset:end]
    text.add(before if not before or before[-1].isspace() else f"{before} ", "muted")
    text.add("[…]", "noted")
    text.add(behind if not behind or behind[0].isspace() else f" {behind}", "muted")
    return f"+ once about here, ¶ {index + 1}"
