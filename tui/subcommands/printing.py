"""How an article is printed."""

from __future__ import annotations

from articles.article import Article
from tui.failing import warn
from tui.subcommands.common import open_file, say


def article_json(article: Article) -> dict[str, object]:
    """Return an article as `lesart show --json` prints it."""
    return {
        "title": article.title,
        "language": article.language,
        "source": article.source,
        "format": article.format,
        "encoding": article.encoding,
        "blocks": [
            {"kind": block.kind, "level": block.level, "start": block.start, "end": block.end, "text": block.text}
            for block in article.blocks
        ],
    }


def print_file(file: str, encoding: str | None) -> None:
    """Print an article with its paragraphs numbered, or exit with a sentence."""
    article, _ = open_file(file, encoding)
    warn(article.notice)
    say(f"{article.title}\n{article.format}, {article.encoding}, {len(article.blocks)} paragraphs\n")
    width = len(str(len(article.blocks)))
    for number, block in enumerate(article.blocks, 1):
        before = {"heading": "#" * block.level + " ", "quotation": "> " * block.level}.get(block.kind, "")
        label = f"{'  ' * (block.level - 1)}{block.label or ' '} " if block.kind == "list-item" else ""
        say(f"{number:>{width}}  {before}{label}{block.text}\n")
