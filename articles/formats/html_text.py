"""The text between HTML tags, for the HTML that stands in Markdown."""

from __future__ import annotations

import html
import re

# Possessive, so that no text of unclosed tags and quotes takes more than one look at each character.
_TAG = re.compile(r"""</?([A-Za-z][A-Za-z0-9-]*+)(?:[^<>"']|"[^"]*+"|'[^']*+')*+>|<[!?][^<>]*+>""")
_BLOCK_TAGS = frozenset(
    (
        "address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
    )
)  # fmt: skip
_SPACED_TAGS = frozenset(("br", "td", "th", "option"))
_UNSEEN = ("script", "style")
_PARTING = "\x00"


def html_paragraphs(source: str) -> list[str]:
    """Return the paragraphs of text in a piece of HTML: tags and comments dropped, entities decoded."""
    text = _without_comments(source.replace(_PARTING, "\N{REPLACEMENT CHARACTER}"))
    for name in _UNSEEN:
        text = _without_element(text, name)
    text = _TAG.sub(_between, text)
    return [html.unescape(part) for part in text.split(_PARTING) if part.strip()]


def _between(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    if name in _BLOCK_TAGS:
        return _PARTING
    return " " if name in _SPACED_TAGS else ""


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
