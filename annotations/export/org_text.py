r"""Plain text that Org shows as it is.

Org has no escape sign of its own outside of examples; its manual (“Escape Character”) recommends a zero width
space. One stands wherever a headline, a list, markup, a link, a time stamp or a macro could begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from annotations.export.cleaning import clean, one_line

SPACE: Final = "\u200b"
_LINE_START: Final = re.compile(
    r"^(?=[ \t]*(?:[*#|:+-]|[0-9a-zA-Z]{1,9}[.)](?:\s|$)|%%\(|\\begin|[A-Z]+:))", re.MULTILINE
)
_OPENING: Final = re.compile(
    r"(?<=\[)(?=[\[0-9]|fn|cite|#)|(?<=<)(?=\S)|(?<=\{)(?=\{\{)|(?<=@)(?=@)|(?<=\\)(?=[A-Za-z(\[])|(?<=\$)(?=\S)"
    r"|(?<=\S[_^])(?=[\w{(*+-])"
)
_MARKUP: Final = re.compile(r"(?:^|(?<=[\s\-('\"{\u200b]))(?=[*/_=~+]\S)", re.MULTILINE)
_SCHEME: Final = re.compile(r"\b(?<!urn:)(?!https?:|mailto:|urn:)([A-Za-z][A-Za-z0-9+.-]*)(?=:[^\s:])")
_KEYWORD: Final = re.compile(r"(?=[A-Z]{2,}(?:\s|$)|\[#)")
_NOT_IN_TAGS: Final = re.compile(r"[^\w@]+")
_LOOKS_TAGGED: Final = re.compile(r":\s*$")


def block(text: str) -> str:
    """Return `text` with its lines."""
    lines = (line.rstrip() for line in clean(text).split("\n"))
    return _LINE_START.sub(SPACE, _within("\n".join(lines).strip("\n")))


def inline(text: str) -> str:
    """Return `text` as one line that may stand anywhere."""
    return _LINE_START.sub(SPACE, _within(one_line(text)))


def headline(text: str) -> str:
    """Return `text` as the title of a headline: it is no keyword and has no tags."""
    written = _within(one_line(text))
    ending = SPACE if _LOOKS_TAGGED.search(written) else ""
    return f"{SPACE if _KEYWORD.match(written) else ''}{written}{ending}"


def value(text: str) -> str:
    """Return `text` as the value of a property, in which Org looks for links."""
    return _within(one_line(text))


def tags(names: Iterable[str]) -> str:
    """Return tags as they stand behind a headline, `:one:two_words:`; empty when there are none."""
    written = filter(None, (_NOT_IN_TAGS.sub("_", clean(name)).strip("_") for name in names))
    several = ":".join(dict.fromkeys(written))
    return f":{several}:" if several else ""


def _within(text: str) -> str:
    text = _SCHEME.sub(rf"\1{SPACE}", text)
    return _MARKUP.sub(SPACE, _OPENING.sub(SPACE, text))
