"""What an article is called."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from articles.article import Block, fold

_MEANINGLESS = (
    r"(?:untitled|unbenannt|ohne titel|kein titel|dokument|document|microsoft word|powerpoint)[\s\d-]*$"
    r"|microsoft (?:word|powerpoint) - "
    r"|.*\.(?:docx?|odt|rtf|txt|pdf|dvi|tex|indd|qx[dp]|pmd)$"
)
"""Titles that programs make up: their own name, the file's name, or a number."""


def sensible(title: str) -> str:
    """Return a title that a program put into a document's properties, folded; empty when it says nothing."""
    title = fold(title)
    return "" if re.match(_MEANINGLESS, title, re.IGNORECASE) else title


def title_of(given: str, blocks: Sequence[Block], name: str) -> str:
    """Return the title: the one given, the first block if it is a heading of level 1, or the file's name."""
    if given:
        return given
    if blocks and blocks[0].kind == "heading" and blocks[0].level == 1:
        return blocks[0].text
    # A name that is not UTF-8 holds surrogates, which no screen or file of UTF-8 takes.
    return os.path.splitext(os.path.basename(name))[0].encode("utf-8", "replace").decode()
