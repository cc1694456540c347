"""The text between HTML tags, for the HTML that stands in Markdown."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator

from articles.article import Block
from articles.formats.inline import RawMark, code_block, fold_marked, link_target

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import MarkKind

# Atomic, so that no text of unclosed tags and quotes takes more than one look at each character.
_TAG = re.compile(r"""<(/?)([A-Za-z][A-Za-z0-9-]*+)((?>(?:[^<>"']++|"[^"]*+"|'[^']*+'){0,999}))>|<[!?][^<>]*+>""")
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))"""
_HREF = re.compile(rf"\bhref{_VALUE}", re.IGNORECASE)
_ALT = re.compile(rf"\balt{_VALUE}", re.IGNORECASE)
_BLOCK_TAGS = frozenset(
    (
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_SPACED_TAGS = frozenset(("br", "option"))
_UNSEEN = ("script", "style")
_MARKS: dict[str, MarkKind] = {
    "em": "emphasis", "i": "emphasis", "cite": "emphasis", "strong": "strong", "b": "strong", "code": "code",
    "kbd": "code", "tt": "code", "sub": "subscript", "sup": "superscript", "a": "link",
    "del": "deleted", "s": "deleted", "strike": "deleted",
}  # fmt: skip
_DEEPEST = 60


class InlineTags:
    """The tags inside a block that mean a mark, as they are met one after the other."""

    def __init__(self) -> None:
        self.marks: list[RawMark] = []
        self._opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
        """Where each tag was opened, and the link that it has, by its name."""

    def meet(self, source: str, at: int) -> str:
        """Note a tag that stands at offset `at` of a text; return the text that it stands for itself."""
        tag = _TAG.fullmatch(source)
        name = (tag[2] or "").lower() if tag else ""
        if tag is not None and name == "img":
            return _attribute(_ALT, tag[3])
        if tag is None or name not in _MARKS:
            return " " if name in _SPACED_TAGS else ""
        if not tag[1]:
            self._opened[name].append((at, link_target(_attribute(_HREF, tag[3]))))
        elif self._opened[name]:
            start, href = self._opened[name].pop()
            if href or name != "a":
                self.marks.append(RawMark(start, at, _MARKS[name], href))
        return ""


def _attribute(pattern: re.Pattern[str], attributes: str) -> str:
    found = pattern.search(attributes)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else ""


class _Reader:
    """Turns a piece of HTML into blocks, one text between two block tags after the other."""

    def __init__(self) -> None:
        self.heading = self.lists = self.quotations = 0
        self.numbers: list[int] = []
        """Of the items to come of the open lists; 0 for bullets."""
        self.label = ""
        self.kept = False
        """Whether line breaks are kept."""
        self._begin()

    def _begin(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.cells = 0
        self.inline = InlineTags()

    def text(self, text: str) -> None:
        text = html.unescape(text)
        self.pieces.append(text)
        self.length += len(text)

    def tag(self, tag: re.Match[str]) -> Iterator[Block]:
        name, closing = (tag[2] or "").lower(), bool(tag[1])
        if name in _BLOCK_TAGS:
            yield from self.block()
            self._turn(name, closing)
        elif name in _CELLS and not closing:
            self.text(" | " if self.cells else "")
            self.cells += 1
        else:
            self.text(self.inline.meet(tag.group(), self.length))

    def _turn(self, name: str, closing: bool) -> None:
        step = -1 if closing else 1
        if name in ("ul", "ol"):
            if not closing and len(self.numbers) < _DEEPEST:
                self.numbers.append(int(name == "ol"))
            elif closing and self.numbers:
                self.numbers.pop()
        elif name == "li" and self.numbers and not closing:
            number = self.numbers[-1]
            self.label = f"{number}." if number else "•"
            self.numbers[-1] += bool(number)
        elif name == "blockquote":
            self.quotations = min(_DEEPEST, max(0, self.quotations + step))
        elif name == "pre":
            self.kept = not closing
        elif name[0] == "h" and name[1:].isdigit():
            self.heading = 0 if closing else int(name[1:])

    def block(self) -> Iterator[Block]:
        """Yield what has been gathered, if it is anything."""
        raw, marks = "".join(self.pieces), self.inline.marks
        self._begin()
        if not raw.strip(" |\n\t"):
            return
        if self.kept:
            yield code_block(raw)
            return
        text, folded = fold_marked(raw, marks)
        if self.heading:
            yield Block("heading", text, self.heading, "", folded)
        elif self.numbers:
            label, self.label = self.label, ""
            yield Block("list-item", text, len(self.numbers), label, folded)
        elif self.quotations:
            yield Block("quotation", text, self.quotations, "", folded)
        else:
            yield Block("paragraph", text, 0, "", folded)


def html_blocks(source: str) -> Iterator[Block]:
    """Yield the blocks of a piece of HTML: tags, comments, scripts and styles dropped, entities decoded."""
    text = _without_comments(source)
    for name in _UNSEEN:
        text = _without_element(text, name)
    reader, end = _Reader(), 0
    for tag in _TAG.finditer(text):
        reader.text(text[end : tag.start()])
        yield from reader.tag(tag)
        end = tag.end()
    reader.text(text[end:])
    yield from reader.block()


def _without_comments(text: str) -> str:
    """Drop the comments; one that is not closed is text."""
    parts, end = [], 0
    while (begin := text.find("<!--", end)) >= 0:
        close = text.find("-->", begin + 4)
        if close < 0:
            break
        parts.append(text[end:begin])
        end = close + 3
    return "".join(parts) + text[end:]


def _without_element(text: str, name: str) -> str:
    """Drop the elements `name` with what is in them; one that is not closed is text."""
    opening = re.compile(rf"<{name}\b[^<>]*+>", re.IGNORECASE)
    closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE)
    parts, end = [], 0
    while begin := opening.search(text, end):
        close = closing.search(text, begin.end())
        if close is None:
            break
        parts.append(text[end : begin.start()])
        end = close.end()
    return "".join(parts) + text[end:]
