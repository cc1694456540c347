"""What stands inside a block of Markdown: its text, and the marks on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from articles.formats.breaks import BREAK
from articles.formats.html_text import InlineTags
from articles.formats.inline import RawMark, link_target

TYPE_CHECKING = False

if TYPE_CHECKING:
    from markdown_it.token import Token

    from articles.article import MarkKind

SPECIAL = re.compile(r"[\\`*_\[<&~^]| {2}\n")
"""What anything but plain text has in it."""

_MARKS: dict[str, MarkKind] = {
    "em": "emphasis", "strong": "strong", "link": "link", "sub": "subscript", "sup": "superscript",
    "s": "deleted",
}  # fmt: skip
_BARE_LINK = re.compile(r"""(?<![\w/@.-])(?:https?://|www\.)[^\s<>"„“”«»]+""", re.IGNORECASE)
_ATTRIBUTE = r"""(?:[#.][\w:.-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s{}"']+))"""
_ATTRIBUTES = rf"\{{:?[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}"
_SPAN = re.compile(rf"\[([^\[\]\n]*)\]{_ATTRIBUTES}|(?<=[*_`)\]]){_ATTRIBUTES}")
_BEHIND_HEADING = re.compile(rf"(?:^|[ \t]+)(?:{_ATTRIBUTES}|\{{-\}})[ \t]*$")
_LINE = re.compile(r"^[ \t]*(?:\{:[^{}\n]*\}|:{3,}[ \t]*(?:\{[^{}\n]*\}|[\w-]*)[ \t]*:*)[ \t]*$", re.MULTILINE)
_CONTENTS = re.compile(r"^[ \t]*\{:\s*toc\b[^{}\n]*\}", re.MULTILINE)
"""What stands for a table of contents, which lesart has anyway."""
_TEMPLATE = re.compile(r"\{\{[<%][^\n]{0,500}?[%>]\}\}|\{%[^\n]{0,500}?%\}")


def without_attributes(content: str, *, heading: bool) -> str:
    """Return a block's Markdown without what says how it is to look: kramdown's `{: .a}`, Pandoc's `{#b}`, `:::`.

    Shortcodes of Hugo and tags of Liquid go too: they stand for something that is not here.
    """
    if "{" not in content and ":::" not in content:
        return content
    if _CONTENTS.search(content):
        return ""
    content = _LINE.sub("", content)
    content = _TEMPLATE.sub("", content)
    content = _SPAN.sub(lambda span: span[1] or "", content)
    return _BEHIND_HEADING.sub("", content) if heading else content


def marked_text(children: Sequence[Token]) -> tuple[str, list[RawMark]]:
    """Return the text of inline tokens, not folded, and the marks on it."""
    pieces: list[str] = []
    opened: list[tuple[int, str]] = []
    tags = InlineTags()
    marks = tags.marks
    length = 0
    for token in children:
        name = token.type.rpartition("_")[0]
        if name in _MARKS:
            if token.nesting > 0:
                opened.append((length, link_target(str(token.attrGet("href") or ""))))
            elif opened:
                start, href = opened.pop()
                if href or name != "link":
                    marks.append(RawMark(start, length, _MARKS[name], href))
            continue
        piece = tags.meet(token.content, length) if token.type == "html_inline" else _piece(token)
        if token.type == "code_inline":
            marks.append(RawMark(length, length + len(piece), "code"))
        elif token.type == "footnote_ref":
            marks.append(RawMark(length, length + len(piece), "superscript"))
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), marks


def bare_links(raw: str, marks: Sequence[RawMark]) -> Iterator[RawMark]:
    """Yield marks for the addresses of pages that stand in a text as they are."""
    if "://" not in raw and "www." not in raw:
        return
    taken = [mark for mark in marks if mark.kind in ("link", "code")]
    for found in _BARE_LINK.finditer(raw):
        address = found.group().rstrip(".,;:!?'*_~")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:!?'*_~")
        start, end = found.start(), found.start() + len(address)
        href = link_target(address if "://" in address else f"http://{address}")
        if href and not any(mark.start < end and start < mark.end for mark in taken):
            yield RawMark(start, end, "link", href)


def _piece(token: Token) -> str:
    """Return the text that one inline token stands for."""
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else BREAK
    if token.type == "footnote_ref":
        return f"[{token.meta['id'] + 1}]"
    if token.type == "image":
        return _alternative(token)
    return "" if token.type == "html_inline" else token.content


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
