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


def parallel_text(german: Article, english: Sequence[Translation | None]) -> str:
    """Return the English of an article's blocks as Markdown, with who made it and when in its front matter.

    Blocks without English are left out. Raises UnwritableError when it would not be read as equally many blocks.
    """
    pairs = zip(german.blocks, english, strict=True)
    written = [_written(block, fold(made.text)) for block, made in pairs if made is not None]
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


def _front_matter(german: Article, english: Sequence[Translation | None]) -> str:
    made = [one for one in english if one is not None]
    first = german.blocks[0] if german.blocks else None
    titled = first is not None and first.kind == "heading" and fold(first.text) == fold(german.title)
    facts = {
        "title": fold(english[0].text) if titled and english[0] else german.title,
        "lang": "en",
        "translated-by": ", ".join(dict.fromkeys(map(_maker, made))),
        "translated": max((one.date for one in made), default="")[:10],
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
