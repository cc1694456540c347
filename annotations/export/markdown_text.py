"""Plain text written so that every Markdown renderer shows it as it is, and read back from what was written.

After CommonMark 0.31, with what the dialects add: tables, strikethrough, task lists and footnotes (GFM),
highlights, comments and wiki links (Obsidian), mathematics and definition lists (Pandoc). Prose keeps its
looks: a sign is escaped only where it could mean something.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from annotations.export.cleaning import clean, one_line

_BARE: Final = r"\[(?:…|\.{3}|[^\W\d_](?:[^\W_]|[ .,…])+)\](?![\[({:^])"
"""`[…]` and `[sic]`, which quotations are full of: no link, as nothing follows and nothing defines them."""
_SPECIAL: Final = re.compile(
    rf"(?P<bare>(?<![!\]]){_BARE})|(?P<always>[\\`|\[\]])|(?P<pairs>[*~$])|(?P<doubled>={{2,}}|%{{2,}})"
    r"|(?P<word>_+)|(?P<tag><(?=\S))|(?P<entity>&(?=#?\w{1,32};))"
)
_LINE_START: Final = re.compile(
    r"(?P<digits>[0-9]+(?=[.)](?:\s|$)))"
    r"|[#>]|[-+*](?=\s|$)|-(?=[-:])|=$|:(?=[-:~\s])"
)
_EDGES: Final = re.compile(r"^\s+|\s+$")
_BLANKS: Final = {" ": "&nbsp;", "\t": "&emsp;"}
"""How blanks are written where Markdown drops them or takes them for code."""
_NOTHING: Final = "&NoBreak;"
"""How an empty line is written at the beginning and at the end of a text."""
_READ: Final = {"&nbsp;": " ", "&emsp;": "\t", _NOTHING: ""}
_WRITTEN: Final = re.compile(r"\\([!-/:-@\[-`{-~])|&#?\w{1,32};")


def inline(text: str) -> str:
    """Return `text` as one line that may stand anywhere in a paragraph, beside other texts."""
    return _line(within(text))


def within(text: str) -> str:
    """Return `text` as one line that may stand behind another sign, beside other texts."""
    return _escaped(one_line(text), alone=False)


def heading(depth: int, text: str) -> str:
    """Return `text` as a heading of that depth, 1 to 6."""
    return f"{'#' * min(depth, 6)} {heading_text(text)}".rstrip()


def heading_text(text: str) -> str:
    """Return `text` as the content of a heading, to stand behind its `#` and a space."""
    content = _escaped(one_line(text), alone=True)
    words = content.rstrip("#")
    if not words or words.endswith(" "):
        # A run of `#` behind a space would close the heading and vanish.
        content = words + "\\#" * (len(content) - len(words))
    return content


def block(text: str) -> str:
    """Return `text` as paragraphs with its line breaks, blank lines and indentation; empty when it is blank.

    `plain` reads it back, whatever it was, as `clean` leaves it.
    """
    lines = clean(text).split("\n")
    if not any(map(str.strip, lines)):
        return ""
    written: list[str] = []
    ends = (0, len(lines) - 1)
    for full, group in groupby(enumerate(lines), lambda line: bool(line[1]) or line[0] in ends):
        several = [line for _, line in group]
        written += _paragraph(several) if full else several
    return "\n".join(written)


def quotation(text: str) -> str:
    """Return `text` as a block quote, as `block` writes it; empty when it is blank."""
    lines = block(text).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines) if lines != [""] else ""


def plain(written: str) -> str:
    """Return the text that `block`, `inline` or `heading_text` wrote, or what somebody typed in its place."""
    lines = map(str.rstrip, written.split("\n"))
    return "\n".join(_WRITTEN.sub(_plain_sign, line) for line in lines)


def _plain_sign(found: re.Match[str]) -> str:
    return found[1] or _READ.get(found[0], html.unescape(found[0]))


def _paragraph(lines: list[str]) -> Iterator[str]:
    last = len(lines) - 1
    for number, line in enumerate(_escaped("\n".join(lines), alone=True).split("\n")):
        written = _EDGES.sub(lambda found: "".join(map(_blank, found[0])), _line(line)) or _NOTHING
        # Two blanks keep the line break.
        yield written if number == last else f"{written}  "


def _blank(sign: str) -> str:
    return _BLANKS.get(sign, f"&#{ord(sign)};")


def _line(line: str) -> str:
    found = _LINE_START.match(line)
    if found is None:
        return line
    at = found.end() if found["digits"] else 0
    return f"{line[:at]}\\{line[at:]}"


def _escaped(text: str, *, alone: bool) -> str:
    """Return `text` with every sign escaped that could mean something within a paragraph.

    `alone` says that no other text shares the paragraph: then a sign that only works in pairs, as in
    `Leser*innen`, stays when there is but one.
    """
    lonely = {sign for sign in "*~$" if alone and text.count(sign) == 1}

    def escape(found: re.Match[str]) -> str:
        sign, kind = found[0], found.lastgroup
        if kind == "bare" or sign in lonely:
            return sign
        if kind == "word" and _within_word(text, found.start(), found.end()):
            return sign
        if kind in ("tag", "entity"):
            # Some renderers know no backslash before these.
            return "&lt;" if sign == "<" else "&amp;"
        return "".join(f"\\{one}" for one in sign)

    return _SPECIAL.sub(escape, text)


def _within_word(text: str, start: int, end: int) -> bool:
    return start > 0 and end < len(text) and text[start - 1].isalnum() and text[end].isalnum()
