"""What stands in an article without being part of it: teasers, banners, questions of consent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from urllib.parse import SplitResult, urlsplit

from articles.formats.html_runs import HEADINGS, Weights

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_runs import Run

_SIDE = (
    r"(?:ads?|adbox|advert(?:isement|orial)?|anzeige|breadcrumbs?|comments?|consent|cookies?|debug|newsletters?|"
    r"opt-?in|outbrain|paywall|popup|promo(?:box|tion)?|read-?(?:also|more)|recommend(?:ed|ations?)|related|share|"
    r"sharing|signatures?|signup|social|subscri(?:be|ption)|taboola|tags?|teasers?|werbung)"
)
"""What such parts are named."""
_SIDE_CLASS = re.compile(rf"(?:^|[\s_-]){_SIDE}(?:$|[\s_-])", re.IGNORECASE)
_SIDE_ID = re.compile(rf"{_SIDE}(?:[_-]?(?:box|container|section|wrapper|\d+))?", re.IGNORECASE)
"""Ids are made of headings, too, in which any of these words may stand."""
_SIDE_TEXT = re.compile(
    r"(?:anzeige|werbung|auch interessant|externer inhalt|empfohlener (?:redaktioneller|externer) inhalt|"
    r"(?:lesen|hören|sehen) sie auch|mehr zum thema|lesetipps?|das könnte (?:sie|dich) auch interessieren|"
    r"(?:artikel|seite) (?:teilen|drucken|merken)|kommentare?|kommentar schreiben|ein klick für den datenschutz|"
    r"advertisement|read more|related (?:articles?|stories))\W*",
    re.IGNORECASE,
)
"""What such parts say as a whole."""
_SIDE_BEGIN = re.compile(
    r"(?:an dieser stelle (?:finden sie|findest du|würden wir|steht ein)|"
    r"ich bin (?:damit )?einverstanden, dass (?:mir|ihnen) |"
    r"mit (?:meiner|ihrer|der) anmeldung |wir (?:benötigen|brauchen) (?:ihre|deine) (?:zustimmung|einwilligung)|"
    r"(?:ihre|deine) (?:privatsphäre|datenschutz|cookie)-?einstellungen|"
    r"(?:zum (?:artikel|video|interview)|zur (?:bildergalerie|fotostrecke)|auch interessant|"
    r"mehr (?:dazu|zum thema)|(?:lesen|sehen|hören) sie (?:hierzu |dazu )?(?:auch|mehr|hier)|passend dazu|"
    r"read (?:also|more)|related|see also|(?:à )?lire aussi|lea también|leer más)\s*+:)",
    re.IGNORECASE,
)
"""What such parts begin with."""
_CREDIT = re.compile(
    r"\W*(?:fotos?|bild(?:er)?|bildquelle|grafik|quelle|photo|image|credit|copyright|©)\b", re.IGNORECASE
)
_LONGEST_CREDIT = 90
_FIGURES = frozenset(("figure", "figcaption"))
_TEASERS = frozenset(("li", "p", "div", "a", *HEADINGS))
_SHORTEST_TEASER = 25
_SENTENCE = re.compile(r"[.!?…]\W*+$")
_SHORTEST_SENTENCE = 60
_PARTS = 3
"""Less than one in so many letters of an article stands in any part of it that is something else."""


def drop_side(runs: Sequence[Run], base: str) -> None:
    """Drop what is kept of a page and is said, or shown by its links, to be something else than its article.

    `base` is the URL of the page, or empty.
    """
    weights = Weights(runs)
    for run in runs:
        if run.kept and (is_said(run) or is_named(run, weights) or _is_nested(run, weights)):
            run.drop()
    url = _split(base)
    host = url.hostname if url else None
    _drop_teasers(runs, host, weights.total)
    _drop_empty(runs, host)


def is_said(run: Run) -> bool:
    """Tell whether a run says of itself that it is no part of the article."""
    words = run.words
    if run.stands_in(_FIGURES) and len(words) < _LONGEST_CREDIT and _CREDIT.match(words):
        return True
    return _SIDE_TEXT.fullmatch(words) is not None or _SIDE_BEGIN.match(words) is not None


def is_named(run: Run, weights: Weights) -> bool:
    """Tell whether a run stands in an element that is named as something else."""
    return any(
        _SIDE_CLASS.search(element.get("class", "")) or _SIDE_ID.fullmatch(element.get("id", ""))
        for element in _parts(run, weights)
    )


def _parts(run: Run, weights: Weights) -> Iterator[HtmlElement]:
    """Yield the elements that a run stands in and that are not most of the article."""
    for element in run.within:
        if _PARTS * weights.of(element) > weights.total:
            return
        yield element


def _is_nested(run: Run, weights: Weights) -> bool:
    """Tell whether a run stands in a small article, where most of the page's stands in none."""
    article = next((element for element in _parts(run, weights) if element.tag == "article"), None)
    return article is not None and 2 * weights.in_small_articles < weights.total


def _drop_teasers(runs: Sequence[Run], host: str | None, total: int) -> None:
    """Drop two or more texts in a row that are links to pages of the same site, as long as headlines."""
    rows: list[list[Run]] = [[]]
    above: list[Run | None] = [None]
    for run in runs:
        if run.kept and _is_teaser(run, host):
            rows[-1].append(run)
        elif run.kept:
            rows.append([])
            above.append(run if len(run.words) < _SHORTEST_SENTENCE and not _SENTENCE.search(run.words) else None)
    teasers = [run for row in rows if len(row) > 1 for run in row]
    if _PARTS * sum(len(run.words) for run in teasers) < total:
        titles = [title for title, row in zip(above, rows, strict=True) if title is not None and len(row) > 1]
        for run in teasers + titles:
            run.drop()


def _is_teaser(run: Run, host: str | None) -> bool:
    linked = [text for text in run.texts if text.link is not None and _leads_on(text.link.get("href", ""), host)]
    letters = sum(len(text.text.strip()) for text in linked)
    return run.block.tag in _TEASERS and letters > _SHORTEST_TEASER and 2 * letters > len(run.words)


def _leads_on(href: str, host: str | None) -> bool:
    url = _split(href)
    if url is None or url.scheme not in ("", "http", "https"):
        return False
    return bool(url.path or url.query) and url.hostname in (None, host)


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _drop_empty(runs: Sequence[Run], host: str | None) -> None:
    """Drop headings of what was dropped: of teasers, or with nothing behind them, or a heading not below them."""
    follower = None
    for run, behind in reversed([*pairwise(runs), *((run, None) for run in runs[-1:])]):
        if run.kept and run.block.tag in HEADINGS and (behind is None or not behind.kept):
            of_teasers = behind is not None and _is_teaser(behind, host)
            has_none = follower is None or (follower.block.tag in HEADINGS and follower.block.tag <= run.block.tag)
            if of_teasers or has_none:
                run.drop()
        if run.kept:
            follower = run
