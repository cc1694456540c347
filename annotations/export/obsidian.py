"""Texts as Obsidian reads them: Markdown with tags, block ids and a front matter of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from annotations.export import markdown_text
from annotations.export.cleaning import clean

_TAG: Final = re.compile(r"(?<!\S)#(?=\S)")
_ID: Final = re.compile(r"\^(?=[A-Za-z0-9-]+$)", re.MULTILINE)
_NOT_IN_TAGS: Final = re.compile(r"[^\w/-]+")


def inline(text: str) -> str:
    """Return `text` as one line, in which neither `#` makes a tag nor `^` a block id."""
    return _own(markdown_text.inline(text))


def heading(text: str) -> str:
    """Return `text` as the content of a heading."""
    return _own(markdown_text.heading_text(text))


def block(text: str) -> str:
    """Return `text` as paragraphs."""
    return _own(markdown_text.block(text))


def quotation(text: str) -> str:
    """Return `text` as a block quote."""
    lines = block(text).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines) if lines != [""] else ""


def tag(name: str) -> str:
    """Return a tag that Obsidian takes: letters, digits, `_`, `-` and `/`, not digits alone; may be empty."""
    written = _NOT_IN_TAGS.sub("-", clean(name)).strip("-/")
    return f"_{written}" if written.isdecimal() else written


def tags(names: Iterable[str]) -> str:
    """Return the tags on one line."""
    return " ".join(f"#{written}" for written in dict.fromkeys(map(tag, names)) if written)


def yaml(text: str) -> str:
    """Return `text` as a string of YAML, which takes those of JSON."""
    return json.dumps(clean(text), ensure_ascii=False)


def _own(written: str) -> str:
    return _ID.sub(r"\\^", _TAG.sub(r"\\#", written))
