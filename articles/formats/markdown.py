"""Markdown: CommonMark, and what Pandoc, GitHub, kramdown and Hugo have added to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from articles.article import Block, Mark, compose
from articles.formats.breaks import parted
from articles.formats.html_text import html_blocks
from articles.formats.inline import RawMark, code_block, fold_marked
from articles.formats.markdown_inline import SPECIAL, bare_links, marked_text, without_attributes
from articles.formats.markdown_syntax import DEEPEST, parser_for
from articles.formats.plain import plain_blocks

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from articles.article import BlockKind

    _Text = tuple[str, list[RawMark]]
    """A text that is not folded, and the marks on it."""

_DEEPEST_INLINE = 20
_TOO_DEEP = "Its lists or quotations are nested too deeply for Markdown, so it is shown as plain text."
_TOO_MANY = "It has too many parts for Markdown, so it is shown as plain text."
_MOST_TOKENS = 500_000
"""Of a text; a paragraph has three, a list item five. Each takes some 500 bytes of memory."""
_MOST_TOKENS_INLINE = 200_000
_TASKS = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}
_BETWEEN_CELLS = " | "


def markdown_blocks(text: str) -> tuple[tuple[Block, ...], str]:
    """Return the blocks of a Markdown text, placed, and a notice: one sentence or nothing.

    A row of a table is a paragraph; footnotes stand at the end. A text that is nested too deeply is read as plain
    text, which the notice says: nothing of it is lost.
    """
    parser = parser_for(text)
    try:
        environment: dict[str, Any] = {}
        tokens = _tokens(parser, text, environment)
        if any(_is_overfull(token) for token in tokens):
            return plain_blocks(text), _TOO_DEEP
        parser.options["maxNesting"] = _DEEPEST_INLINE
        return compose(_Walk(parser, environment).whole(tokens)), ""
    except RecursionError:
        return plain_blocks(text), _TOO_DEEP
    except _TooManyError:
        return plain_blocks(text), _TOO_MANY


class _TooManyError(Exception):
    """A text makes more tokens than are taken."""


class _Tokens(list["Token"]):
    """Tokens as the parser gathers them, up to a limit."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def append(self, token: Token) -> None:
        if len(self) >= self._most:
            raise _TooManyError
        super().append(token)


def _tokens(parser: MarkdownIt, text: str, environment: dict[str, Any]) -> list[Token]:
    from markdown_it.rules_core import StateCore

    state = StateCore(text, parser, environment)
    state.tokens = _Tokens(_MOST_TOKENS)
    parser.core.process(state)
    return state.tokens


def _is_overfull(token: Token) -> bool:
    """Tell whether what is in a list or quotation may have been left out: the parser stops at its limit."""
    container = token.type.endswith(("quote_open", "list_open", "item_open", "dd_open", "reference_open"))
    return container and token.level >= DEEPEST - 1


class _List:
    """An open list."""

    def __init__(self, sign: str = "", number: int = 0) -> None:
        self.sign = sign
        """What stands behind the numbers of an ordered list; empty for bullets."""
        self.number = number
        """Of the item to come."""


class _Walk:
    """One pass over the parser's tokens."""

    def __init__(self, parser: MarkdownIt, environment: dict[str, Any]) -> None:
        self.parser = parser
        self.environment = environment
        self.containers: list[_List | None] = []
        """The lists and quotations (None) that are open, the outermost first."""
        self.heading = 0
        self.label = ""
        """Of the list item whose first block is still to come."""
        self.row: list[_Text] | None = None
        """The cells of the row that is open."""
        self.term = False
        """Whether what comes is a term that is going to be defined."""
        self._handlers: dict[str, Callable[[Token], None]] = {
            "blockquote_open": lambda token: self.containers.append(None),
            "blockquote_close": self._close,
            "bullet_list_open": lambda token: self.containers.append(_List()),
            "bullet_list_close": self._close,
            "ordered_list_open": self._open_ordered,
            "ordered_list_close": self._close,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "dd_open": lambda token: self.containers.append(_List()),
            "dd_close": self._close,
            "dt_open": self._turn_term,
            "dt_close": self._turn_term,
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "tr_open": self._open_row,
        }

    def whole(self, tokens: Sequence[Token]) -> Iterator[Block]:
        """Yield the blocks of the text and behind them its footnotes, in the order of the references."""
        text, notes = _without_notes(tokens)
        yield from self.blocks(text)
        known = self.environment.get("footnotes", {"list": {}, "refs": {}})
        number = 0
        while notes or number < len(known["list"]):
            if number == len(known["list"]):
                # Nothing refers to it.
                label = next(iter(notes))
                known["refs"][f":{label}"], known["list"][number] = number, {"label": label}
            note = known["list"][number]
            number += 1
            if "tokens" in note:
                yield from _numbered(number, [self._block(*_folded(marked_text(note["tokens"])))])
            else:
                yield from _numbered(number, [*self.blocks(notes.pop(note["label"], ()))])

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            handler = self._handlers.get(token.type)
            if handler is not None:
                handler(token)
            elif token.type == "inline":
                yield from self._inline(token)
            elif token.type in ("fence", "code_block"):
                yield code_block(token.content)
            elif token.type == "html_block":
                for block in html_blocks(token.content):
                    yield self._block(block.text, block.marks) if block.kind == "paragraph" else block
            elif token.type == "tr_close":
                yield self._block(*_folded(_joined(self.row or [])))
                self.row = None

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

    def _turn_term(self, token: Token) -> None:
        self.term = token.nesting > 0

    def _open_heading(self, token: Token) -> None:
        self.heading = int(token.tag[1:])

    def _close_heading(self, token: Token) -> None:
        self.heading = 0

    def _open_row(self, token: Token) -> None:
        self.row = []

    def _inline(self, token: Token) -> Iterator[Block]:
        content = without_attributes(token.content, heading=self.heading > 0)
        if self.label == "•" and content[:4] in _TASKS:
            self.label, content = _TASKS[content[:4]], content[4:]
        text = self._text(content)
        if self.row is not None:
            self.row.append(text)
        elif self.term or self.heading:
            if self.term:
                text[1].append(RawMark(0, len(text[0]), "strong"))
            yield self._block(*_folded(text))
        else:
            for part in parted(*text):
                yield self._block(*_folded(part))

    def _text(self, content: str) -> _Text:
        if not SPECIAL.search(content):
            return content, [*bare_links(content, ())]
        children = _Tokens(_MOST_TOKENS_INLINE)
        try:
            self.parser.inline.parse(content, self.parser, self.environment, children)
        except _TooManyError:
            return content, []
        raw, marks = marked_text(children)
        return raw, [*marks, *bare_links(raw, marks)]

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


def _folded(text: _Text) -> tuple[str, tuple[Mark, ...]]:
    return fold_marked(*text)


def _joined(cells: Sequence[_Text]) -> _Text:
    """Return the text of a row; nothing when all of its cells are empty."""
    pieces: list[str] = []
    marks: list[RawMark] = []
    at = 0
    for number, (raw, inside) in enumerate(cells):
        between = _BETWEEN_CELLS if number else ""
        at += len(between)
        marks += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in inside]
        pieces += [between, raw]
        at += len(raw)
    return ("".join(pieces), marks) if any(raw.strip() for raw, _ in cells) else ("", [])


def _without_notes(tokens: Sequence[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Return the tokens of the text, and apart from them those of its footnotes by their labels."""
    notes: dict[str, list[Token]] = {}
    gathered: list[list[Token]] = [[]]
    for token in tokens:
        if token.type == "footnote_reference_open":
            gathered.append(notes.setdefault(token.meta["label"], []))
        elif token.type == "footnote_reference_close":
            gathered.pop()
        else:
            gathered[-1].append(token)
    return gathered[0], notes


def _numbered(number: int, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a footnote, its number before the first."""
    label = f"[{number}]"
    rest = [block for block in blocks if block.text]
    if rest and rest[0].kind != "code":
        first = rest.pop(0)
        moved = tuple(mark._replace(span=mark.span.shifted(len(label) + 1)) for mark in first.marks)
        yield first._replace(text=f"{label} {first.text}", marks=moved)
    else:
        yield Block("paragraph", label)
    yield from rest
