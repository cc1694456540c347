"""Which text of a web page is its article: what trafilatura finds, and the headline, lead and captions that go with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from articles.formats.html_elements import BLOCKS

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_ELEMENTS = 30_000
_MOST_TEXTS = 15_000
"""On larger pages trafilatura takes more than a few seconds."""
_FIRST_TAG = 0xF0000
"""Each text of a page gets a code point of the private planes of its own before it; this is the first."""
_TAG = re.compile("[\U000f0000-\U0010fffd]")
_NO_TEXT = frozenset(("head", "noscript", "script", "style", "svg", "template", "textarea", "title"))
_HEADINGS = frozenset(("h1", "h2", "h3"))
_CAPTION = frozenset(("figcaption",))
_APART = frozenset(("aside", "footer", "nav"))
_LONGEST_HEADLINE = 300
_SHORTEST_LEAD = 60
_SAME = 50
"""So many letters of a lead stand in the page's description too, or the other way round."""


class _Text:
    """One text of a page: what an element begins with, or what follows it."""

    __slots__ = ("belongs", "element", "follows", "text")

    def __init__(self, element: HtmlElement, text: str, *, follows: bool) -> None:
        self.element, self.text, self.follows = element, text, follows
        self.belongs = False

    def put(self, text: str | None) -> None:
        if self.follows:
            self.element.tail = text
        else:
            self.element.text = text


class _Run:
    """The texts between two edges of blocks or lines."""

    __slots__ = ("block", "kept", "texts")

    def __init__(self, block: HtmlElement) -> None:
        self.block = block
        self.texts: list[_Text] = []
        self.kept = False

    def settle(self) -> None:
        """Keep all of it when most of it belongs to the article."""
        whole = sum(len(text.text) for text in self.texts)
        self.kept = 2 * sum(len(text.text) for text in self.texts if text.belongs) >= whole

    def thin(self) -> None:
        """Take out of the page what is not kept."""
        for text in self.texts:
            if not (self.kept or text.belongs):
                text.put(None)

    @property
    def words(self) -> str:
        return " ".join("".join(text.text for text in self.texts).replace("\xad", "").split())

    def stands_in(self, names: frozenset[str]) -> bool:
        return self.block.tag in names or any(element.tag in names for element in self.block.iterancestors())


def leave_article(root: HtmlElement, title: str, description: str) -> str | None:
    """Take out of a page all text but its article's; return the headline, or an empty string when it has none.

    `title` and `description` are what the page says of itself. None for a page whose article cannot be told from the
    rest, or that is too large: it stays as it is.
    """
    runs = list(_runs(root))
    texts = [text for run in runs for text in run.texts]
    if len(texts) > _MOST_TEXTS or sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        return None
    for index in _found(root, texts):
        texts[index].belongs = True
    for run in runs:
        run.settle()
    last = max((index for index, run in enumerate(runs) if run.kept), default=-1)
    if last < 0:
        return None
    headline = _keep_around(runs[: last + 1], title, description)
    for run in runs:
        run.thin()
    return headline


def _runs(root: HtmlElement) -> Iterator[_Run]:
    """Yield the runs of a page that have text, in the order of the page."""
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    blocks = [root]
    run = _Run(root)
    for event, element in walk:
        name, starts = element.tag, event == "start"
        if starts and name in _NO_TEXT:
            walk.skip_subtree()
            continue
        if name in BLOCKS or name == "br":
            if run.texts:
                yield run
            if name != "br" and starts:
                blocks.append(element)
            elif name != "br":
                blocks.pop()
            run = _Run(blocks[-1])
        text = element.text if starts else element.tail
        if text and not text.isspace() and (starts or element is not root):
            run.texts.append(_Text(element, text, follows=not starts))
    if run.texts:
        yield run


def _found(root: HtmlElement, texts: Sequence[_Text]) -> set[int]:
    """Return the indices of the texts that trafilatura takes for the article's.

    It returns text alone. Where that stood is told by a code point before each text, which changes nothing for
    trafilatura: a letter more, and no word.
    """
    from trafilatura import bare_extraction

    try:
        for index, text in enumerate(texts):
            text.put(_tagged(_TAG.sub("", text.text), chr(_FIRST_TAG + index)))
        found = bare_extraction(root, include_comments=False)
    except Exception:
        # Hundreds of heuristics meet whatever a page may be: any exception may come of it, and says only that
        # nothing was found.
        return set()
    finally:
        for text in texts:
            text.put(text.text)
    if found is None:
        return set()
    tags = (ord(tag) - _FIRST_TAG for piece in found.body.itertext() for tag in _TAG.findall(piece))
    return {tag for tag in tags if tag < len(texts)}


def _tagged(text: str, tag: str) -> str:
    """Return a text with its tag in it, in the place of a blank where it has one: trafilatura counts its letters."""
    words = text.strip()
    if not any(map(str.isalnum, words)):
        return text
    before, blank, behind = words.rpartition(" ")
    return text.replace(words, f"{before}{tag}{behind}" if blank else tag + words)


def _keep_around(runs: Sequence[_Run], title: str, description: str) -> str:
    """Keep the headline, the lead that the page describes itself by, and the captions; return the headline."""
    known = {_letters(run.words)[:_SAME] for run in runs if run.kept}
    headline = _headline(runs, title)
    if headline is None:
        begin = 0
    else:
        begin = next(index for index, run in enumerate(runs) if run is headline or run.kept)
        headline.kept = True
    for run in runs[begin:]:
        if not run.kept and not run.stands_in(_APART):
            run.kept = run.stands_in(_CAPTION) or (
                _is_lead(run.words, description) and _letters(run.words)[:_SAME] not in known
            )
    return "" if headline is None else headline.words


def _headline(runs: Iterable[_Run], title: str) -> _Run | None:
    """Return the heading that is most like the page's title, if any is."""
    wanted = _words(title)
    best, found = (0.0, False), None
    for run in runs:
        if not run.stands_in(_HEADINGS) or run.stands_in(_APART) or _leads_home(run):
            continue
        words = _words(run.words[:_LONGEST_HEADLINE])
        common = len(words & wanted)
        # A title may have the site's name too, or that of a section; a heading that is the site's name has no more.
        if 5 * common >= 3 * len(words) and 10 * common >= 3 * len(wanted) > 0:
            rank = (common / len(words | wanted), run.kept)
            if rank > best:
                best, found = rank, run
    return found


def _leads_home(run: _Run) -> bool:
    """Tell whether a heading is a link to a site's first page, and so its name."""
    links = list(run.block.iter("a"))
    return len(links) == 1 and re.fullmatch(r"(?:https?://[^/]+)?/?", links[0].get("href", "-")) is not None


def _is_lead(words: str, description: str) -> bool:
    if len(words) < _SHORTEST_LEAD:
        return False
    lead, told = _letters(words), _letters(description)
    return lead[:_SAME] in told or (len(told) >= _SAME and told[:_SAME] in lead)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
