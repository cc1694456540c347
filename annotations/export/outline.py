"""Notes under the article's headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from annotations.anchoring import Anchored
from annotations.notebook import Entry, Notebook
from articles.article import Article, Block, Span, fold

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article as an outline shows it."""

    depth: int
    """From 1, without gaps: how many headings stand over it, and itself."""
    text: str


@dataclass(slots=True)
class Section(Generic[T]):
    """What stands under one heading, or before the first."""

    headings: tuple[Heading, ...]
    """Those that begin here, the outermost first; a heading is named once."""
    items: list[T] = field(default_factory=list)


class Placed(NamedTuple):
    """The entries of a notebook by where they stand."""

    whole: list[Entry]
    """Those on the whole article."""
    found: list[tuple[Span, Entry]]
    """Those that are found in the text, in reading order with their places."""
    orphans: list[Entry]
    """Those that are not found any more."""


@dataclass(slots=True)
class _Open:
    """A heading whose part of the article goes on."""

    level: int
    text: str
    named: bool = False


def placed(notebook: Notebook) -> Placed:
    """Return the entries by where they stand."""
    found: list[tuple[Span, Entry]] = []
    whole: list[Entry] = []
    orphans: list[Entry] = []
    lost: set[str] = set()
    for entry in notebook.entries:
        if isinstance(entry.anchor, Anchored) and notebook.article.blocks:
            found.append((entry.anchor.span, entry))
        elif entry.annotation.selectors.nowhere and entry.thread not in lost:
            whole.append(entry)
        else:
            lost.add(entry.annotation.id)
            orphans.append(entry)
    return Placed(whole, sorted(found, key=lambda pair: pair[0].start), orphans)


def sections(article: Article, items: Iterable[tuple[int, T]]) -> list[Section[T]]:
    """Return the items, each given with the index of its block and in reading order, under the headings.

    Only headings that have an item somewhere below them are named. One pass over blocks and items.
    """
    found: list[Section[T]] = []
    stack: list[_Open] = []
    read = 0
    for index, item in items:
        before = stack[-1] if stack else None
        read = max(read, _open_headings(article, stack, read, index))
        now = stack[-1] if stack else None
        if not found or now is not before:
            found.append(Section(_unnamed(stack)))
        found[-1].items.append(item)
    return found


def _open_headings(article: Article, stack: list[_Open], first: int, last: int) -> int:
    """Bring the stack of open headings from block `first` to block `last`, and return what to read next."""
    blocks: Sequence[Block] = article.blocks
    for index in range(first, min(last + 1, len(blocks))):
        block = blocks[index]
        if block.kind != "heading" or _repeats_title(article, index, block):
            continue
        while stack and stack[-1].level >= block.level:
            stack.pop()
        stack.append(_Open(block.level, block.text))
    return last + 1


def _repeats_title(article: Article, index: int, block: Block) -> bool:
    """Tell whether a heading at the very beginning only says the title again."""
    return index == 0 and fold(block.text) == fold(article.title)


def _unnamed(stack: list[_Open]) -> tuple[Heading, ...]:
    fresh = tuple(Heading(depth, one.text) for depth, one in enumerate(stack, 1) if not one.named)
    for one in stack:
        one.named = True
    return fresh
