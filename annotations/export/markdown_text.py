"""Plain text written so that every Markdown renderer shows it as it is.

After CommonMark 0.31, with what the dialects add: tables, strikethrough, task lists and footnotes (GFM),
highlights, comments and wiki links (Obsidian), mathematics and definition lists (Pandoc). Prose keeps its
looks: a sign is escaped only where it could mean something.
"""

from __future__ import annotations

import re
from typing import Final

from annotations.export.cleaning import clean, lines_by_paragraph, one_line

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
_INDENT: Final = re.compile(r"[ \t]+")


def inline(text: str) -> str:
    """Return `text` as one line that may stand beside other texts in a paragraph."""
    return _escaped(one_line(text), alone=False)


def heading(depth: int, text: str) -> str:
    """Return `text` as a heading of that depth, 1 to 6."""
    content = _escaped(one_line(text), alone=True)
    words = content.rstrip("#")
    if not words or words.endswith(" "):
        # A run of `#` behind a space would close the heading and vanish.
        content = words + "\\#" * (len(content) - len(words))
    return f"{'#' * min(depth, 6)} {content}".rstrip()


def block(text: str) -> str:
    """Return `text` as paragraphs with its line breaks, blank lines and indentation; empty when it is blank."""
    return "\n\n".join(map(_paragraph, lines_by_paragraph(clean(text))))


def _paragraph(lines: list[str]) -> str:
    escaped = _escaped("\n".join(map(_indented, lines)), alone=True)
    return "  \n".join(map(_line, escaped.split("\n")))


def _indented(line: str) -> str:
    """Return the line with no-break spaces for its indentation, which Markdown drops or takes for code."""
    found = _INDENT.match(line)
    return line.replace(found[0], "\xa0" * len(found[0].expandtabs(4)), 1) if found else line


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
