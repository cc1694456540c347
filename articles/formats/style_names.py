"""What word processors' styles are for, by the names they have in German and English."""

from __future__ import annotations

import re

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import BlockKind

_TITLES = {"title": 1, "titel": 1, "haupttitel": 1, "subtitle": 2, "untertitel": 2}
_HEADING = r"(?:heading|überschrift) ?(\d{1,2})?$"
_CONTENTS = r"(?:toc|contents|verzeichnis|inhaltsverzeichnis|inhaltsverzeichnisüberschrift) ?(?:\d{1,2}|heading)?$"
_CREDITS = frozenset(("author", "autor", "autorin", "verfasser", "date", "datum", "byline"))
"""Styles that are often based on a title's."""
_QUOTATIONS = frozenset(
    (
        "quote", "quotation", "quotations", "intense quote", "block quote", "blockquote", "block text",
        "zitat", "zitate", "intensives zitat", "blockzitat", "blocktext",
    )
)  # fmt: skip
_CODE = frozenset(
    (
        "code", "source code", "html preformatted", "preformatted text", "listing",
        "quelltext", "quellcode", "programmcode", "html vorformatiert", "vorformatierter text",
    )
)  # fmt: skip
_CODE_WORDS = frozenset(
    (
        "code", "html code", "html typewriter", "source text", "verbatim char", "teletype",
        "quelltext", "html schreibmaschine", "nichtproportionaler text", "schreibmaschine",
    )
)  # fmt: skip


def kind_of_style(name: str) -> tuple[BlockKind, int] | None:
    """Return the kind and level of the blocks that the paragraph style `name` is for; None for any other style."""
    name = _plain(name)
    if name in _TITLES:
        return "heading", _TITLES[name]
    if heading := re.match(_HEADING, name):
        return "heading", min(6, max(1, int(heading[1] or 1)))
    if name in _CREDITS:
        return "paragraph", 0
    if name in _QUOTATIONS:
        return "quotation", 1
    return ("code", 0) if name in _CODE else None


def is_code_word(name: str) -> bool:
    """Tell whether the character style `name` is for code."""
    return _plain(name) in _CODE_WORDS


def is_contents(name: str) -> bool:
    """Tell whether the style `name` is for lines of a table of contents: their page numbers say nothing here."""
    return re.match(_CONTENTS, _plain(name)) is not None


def _plain(name: str) -> str:
    return " ".join(name.lower().replace("_", " ").split())
