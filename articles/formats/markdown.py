"""Markdown (CommonMark): blocks, and the emphasis, code and links in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from articles.article import Block, Mark, compose, fold
from articles.formats.html_text import html_paragraphs
from articles.formats.inline import RawMark, fold_marked
from articles.formats.plain import plain_blocks

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from articles.article import BlockKind, MarkKind

DEEPEST = 60
"""How deep lists (two steps each) and quotations may stand in one another; markdown-it-py recurses."""
_DEEPEST_INLINE = 20
_TOO_DEEP = "Its lists or quotations are nested too deeply for Markdown, so it is shown as plain text."
_MARKS: dict[str, MarkKind] = {"em": "emphasis", "strong": "strong", "link": "link"}


def markdown_blocks(text: str) -> tuple[tuple[Block, ...], str]:
    """Return the blocks of a Markdown text, placed, and a notice: one sentence or nothing.

    A text that is nested too deeply is read as plain text, which the notice says: nothing of it is lost.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).disable("inline")
    try:
        environment: dict[str, object] = {}
        tokens = parser.parse(text, environment)
        if any(_is_overfull(token) for token in tokens):
            return plain_blocks(text), _TOO_DEEP
        parser.options["maxNesting"] = _DEEPEST_INLINE
        return compose(_Walk(parser, environment).blocks(tokens)), ""
    except RecursionError:
        return plain_blocks(text), _TOO_DEEP


def _is_overfull(token: Token) -> bool:
    """Tell whether what is in a list or quotation may have been left out: the parser stops at its limit."""
    container = token.type in ("blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open")
    return container and token.level >= DEEPEST - 1


@dataclass(slots=True)
class _List:
    """An open list."""

    sign: str = ""
    """What stands behind the numbers of an ordered list; empty for bullets."""
    number: int = 0
    """Of the item to come."""


class _Walk:
    """One pass over the parser's tokens."""

    def __init__(self, parser: MarkdownIt, environment: dict[str, object]) -> None:
        self.parser = parser
        self.environment = environment
        self.containers: list[_List | None] = []
        """The lists and quotations (None) that are open, the outermost first."""
        self.heading = 0
        self.label = ""
        """Of the list item whose first block is still to come."""

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        handlers: dict[str, Callable[[Token], None]] = {
            "blockquote_open": lambda token: self.containers.append(None),
            "blockquote_close": self._close,
            "bullet_list_open": lambda token: self.containers.append(_List()),
            "bullet_list_close": self._close,
            "ordered_list_open": self._open_ordered,
            "ordered_list_close": self._close,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
        }
        for token in tokens:
            handler = handlers.get(token.type)
            if handler is not None:
                handler(token)
            elif token.type == "inline":
                yield self._block(*self._inline(token))
            elif token.type in ("fence", "code_block"):
                yield _code(token.content)
            elif token.type == "html_block":
                for part in html_paragraphs(token.content):
                    yield self._block(fold(part))

    def _close(self, token: Token) -> None:
        self.containers.pop()

    def _open_ordered(self, token: Token) -> None:
        start = token.attrGet("start")
        self.containers.append(_List(token.markup, 1 if start is None else int(start)))

    def _open_item(self, token: Token) -> None:
        opened = self.containers[-1]
        if opened is not None:
            self.label = f"{opened.number}{opened.sign}" if opened.sign else "•"
            opened.number += 1

    def _close_item(self, token: Token) -> None:
        self.label = ""

    def _open_heading(self, token: Token) -> None:
        self.heading = int(token.tag[1:])

    def _close_heading(self, token: Token) -> None:
        self.heading = 0

    def _block(self, text: str, marks: tuple[Mark, ...] = ()) -> Block:
        """Return a block of the kind that the innermost open container makes it."""
        if self.heading:
            return Block("heading", text, self.heading, marks=marks)
        if not self.containers:
            return Block("paragraph", text, marks=marks)
        in_list = self.containers[-1] is not None
        kind: BlockKind = "list-item" if in_list else "quotation"
        level = sum((container is not None) == in_list for container in self.containers)
        label = ""
        if in_list and text:
            label, self.label = self.label, ""
        return Block(kind, text, level, label, marks)

    def _inline(self, token: Token) -> tuple[str, tuple[Mark, ...]]:
        children: list[Token] = []
        self.parser.inline.parse(token.content, self.parser, self.environment, children)
        return fold_marked(*_raw_text(children))


def _code(content: str) -> Block:
    text = content.rstrip("\n").expandtabs(4)
    return Block("code", unicodedata.normalize("NFC", text) if text.strip() else "")


def _raw_text(children: Sequence[Token]) -> tuple[str, list[RawMark]]:
    """Return the text of inline tokens, not folded, and the marks on it."""
    pieces: list[str] = []
    marks: list[RawMark] = []
    opened: list[tuple[int, str]] = []
    length = 0
    for token in children:
        name = token.type.rpartition("_")[0]
        if name in _MARKS:
            if token.nesting > 0:
                opened.append((length, str(token.attrGet("href") or "")))
            elif opened:
                start, href = opened.pop()
                marks.append(RawMark(start, length, _MARKS[name], href))
            continue
        piece = _piece(token)
        if token.type == "code_inline":
            marks.append(RawMark(length, length + len(piece), "code"))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), marks


def _piece(token: Token) -> str:
    """Return the text that one inline token stands for."""
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return " " if token.content[:3].lower() == "<br" else ""
    if token.type == "image":
        return _alternative(token)
    return token.content


def _alternative(image: Token) -> str:
    """Return the text that stands for an image, which may have images in it."""
    pieces: list[str] = []
    waiting = [image]
    while waiting:
        token = waiting.pop()
        if token.type == "image":
            waiting.extend(reversed(token.children or []))
        else:
            pieces.append(_piece(token))
    return "".join(pieces)
