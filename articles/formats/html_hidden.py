"""Parts of a page that are hidden but hold what it is about: until a script shows them, or by a tag left open."""

from __future__ import annotations

from collections.abc import Sequence

from articles.formats.html_elements import is_unseen

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_runs import Run

_MOST = 3
"""So many times as much as is to be seen is hidden; what a page says for search engines is as much."""
_SHORTEST = 300
"""Code points; less only says that the page needs scripts."""
_NO_TEXT = ("script", "style", "head")


def uncover_noscript(root: HtmlElement) -> None:
    """Let a part for browsers without scripts be seen that is most of a page."""
    parts = [part for part in root.iter("noscript") if next(part.iterancestors("head", "noscript"), None) is None]
    longest = max(parts, key=_length, default=None)
    if longest is None or _length(longest) < _SHORTEST:
        return
    if 2 * _length(longest) > _length(root) - sum(map(_length, root.iter(*_NO_TEXT))):
        _uncover(longest)


def uncover_article(runs: Sequence[Run]) -> None:
    """Let all that is kept of a page be seen where most of that is hidden."""
    hidden: set[HtmlElement] = set()
    known: dict[HtmlElement, bool] = {}
    lengths = [0, 0]
    for run in runs:
        if run.kept:
            around = [element for element in run.within if _is_unseen(element, known)]
            hidden.update(around)
            lengths[bool(around)] += len(run.words)
    if lengths[True] > _MOST * lengths[False]:
        for element in hidden:
            _uncover(element)


def _is_unseen(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    if element not in known:
        known[element] = is_unseen(element)
    return known[element]


def _uncover(element: HtmlElement) -> None:
    element.tag = "div"
    element.attrib.clear()


def _length(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())
