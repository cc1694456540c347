"""The text of a page in pieces that a reader takes for one: runs between the edges of blocks and lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property

from articles.formats.html_elements import BLOCKS

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_TEXT = frozenset(("head", "noscript", "script", "style", "svg", "template", "textarea", "title"))


class Text:
    """One text of a page: what an element begins with, or what follows it."""

    __slots__ = ("belongs", "element", "follows", "gap", "text")

    def __init__(self, element: HtmlElement, text: str, *, follows: bool) -> None:
        self.element, self.text, self.follows = element, text, follows
        self.belongs = False
        """Whether it was found to belong to the article."""
        self.gap = ""
        """A blank where white space stands between tags behind it."""

    def put(self, text: str | None) -> None:
        """Put another text in its place."""
        if self.follows:
            self.element.tail = text
        else:
            self.element.text = text

    @property
    def link(self) -> HtmlElement | None:
        """The link that it stands in."""
        owner = self.element.getparent() if self.follows else self.element
        return owner if owner is None or owner.tag == "a" else next(owner.iterancestors("a"), None)


class Run:
    """The texts between two edges, of which none is empty."""

    __slots__ = ("block", "kept", "texts")

    def __init__(self, block: HtmlElement) -> None:
        self.block = block
        self.texts: list[Text] = []
        self.kept = False
        """Whether it is part of the article."""

    def settle(self) -> None:
        """Keep all of it when most of it belongs to the article."""
        belonging = sum(len(text.text) for text in self.texts if text.belongs)
        self.kept = 2 * belonging >= sum(len(text.text) for text in self.texts)

    def drop(self) -> None:
        """Let nothing of it be part of the article."""
        self.kept = False
        for text in self.texts:
            text.belongs = False

    def thin(self) -> None:
        """Take out of the page what of it is not kept."""
        for text in self.texts:
            if not (self.kept or text.belongs):
                text.put(None)

    @property
    def words(self) -> str:
        """Its text, white space folded, without soft hyphens."""
        return " ".join("".join(text.text + text.gap for text in self.texts).replace("\xad", "").split())

    @property
    def within(self) -> Iterator[HtmlElement]:
        """The elements that it stands in, the innermost block first."""
        yield self.block
        yield from self.block.iterancestors()

    def stands_in(self, names: frozenset[str]) -> bool:
        """Tell whether it stands in an element of one of these names."""
        return any(element.tag in names for element in self.within)

    @property
    def is_linked(self) -> bool:
        """Whether all of it is links, as in a menu."""
        return all(text.link is not None for text in self.texts)


class Weights:
    """How much of what is kept of a page stands in each of its elements."""

    def __init__(self, runs: Iterable[Run]) -> None:
        self._lengths: Counter[HtmlElement] = Counter()
        self.total = 0
        """Code points of all that is kept."""
        for run in runs:
            if run.kept:
                length = len(run.words)
                self.total += length
                for element in run.within:
                    self._lengths[element] += length

    def of(self, element: HtmlElement | None) -> int:
        """Return how many code points of what is kept stand in an element."""
        return 0 if element is None else self._lengths[element]

    @cached_property
    def in_small_articles(self) -> int:
        """Code points that stand in `article` elements with less than a third of all in each."""
        articles = [element for element in self._lengths if element.tag == "article"]
        small = {element for element in articles if 3 * self._lengths[element] <= self.total}
        return sum(self._lengths[element] for element in small if small.isdisjoint(element.iterancestors()))


def runs_of(root: HtmlElement) -> Iterator[Run]:
    """Yield the runs of a page, in its order."""
    from lxml.etree import iterwalk

    walk = iterwalk(root, events=("start", "end"))
    blocks = [root]
    run = Run(root)
    for event, element in walk:
        name, starts = element.tag, event == "start"
        if starts and name in _NO_TEXT:
            walk.skip_subtree()
            continue
        if name in BLOCKS or (name == "br" and blocks[-1].tag not in HEADINGS):
            if run.texts:
                yield run
            if name in BLOCKS and starts:
                blocks.append(element)
            elif name in BLOCKS:
                blocks.pop()
            run = Run(blocks[-1])
        text = element.text if starts else element.tail
        if text and not text.isspace() and (starts or element is not root):
            run.texts.append(Text(element, text, follows=not starts))
        elif text and run.texts:
            run.texts[-1].gap = " "
    if run.texts:
        yield run
