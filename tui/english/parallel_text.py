"""The English at hand written as a parallel text: a Markdown file that pairs with the German, block by block."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from annotations.export.markdown_text import block as paragraph
from annotations.export.markdown_text import heading, inline
from articles.article import Article, Block, fold
from articles.formats.markdown import markdown_blocks
from articles.storage import create_file, replace_file
from articles.translation.translation import Translation

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


class UnwritableError(Exception):
    """The English cannot be written as a parallel text; the message is a sentence."""


def parallel_text(german: Article, english: Sequence[Translation]) -> str:
    """Return the English of all blocks of an article as Markdown, with who made it and when in its front matter.

    Raises UnwritableError when it would not be read as equally many blocks.
    """
    written = [_written(block, fold(made.text)) for block, made in zip(german.blocks, english, strict=True)]
    body = "\n\n".join(written)
    if len(markdown_blocks(body)[0]) != len(written):
        raise UnwritableError("This English cannot be written as a parallel text: its paragraphs would not pair.")
    return f"{_front_matter(german, english)}\n{body}\n"


def save(path: Path, text: str, *, force: bool) -> None:
    """Write the file as a whole or not at all, over one that is there only by `force`. Raises OSError."""
    if force:
        replace_file(path, text.encode(), mode=0o644)
    else:
        create_file(path, text.encode(), mode=0o644)


def _front_matter(german: Article, english: Sequence[Translation]) -> str:
    makers = dict.fromkeys(map(_maker, english))
    first = german.blocks[0] if german.blocks else None
    titled = first is not None and first.kind == "heading" and fold(first.text) == fold(german.title)
    facts = {
        "title": fold(english[0].text) if titled else german.title,
        "lang": "en",
        "translated-by": ", ".join(makers),
        "translated": max((made.date for made in english), default="")[:10],
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if value]
    return "\n".join(["---", *lines, "---", ""])


def _maker(made: Translation) -> str:
    where = "parallel text" if made.origin == "parallel" else made.server
    return f"{made.engine} ({where})" if where else made.engine


def _written(german: Block, english: str) -> str:
    """Return a block that is read as one block with exactly this text."""
    usual = heading(german.level, english) if german.kind == "heading" else paragraph(english)
    for written in (usual, _PUNCTUATION.sub(r"\\\g<0>", english)):
        # Behind a paragraph: a tilde or a colon would begin its definition there.
        found, _ = markdown_blocks(f"x\n\n{written}")
        if [fold(block.text) for block in found] == ["x", english]:
            return written
    return inline(english)
