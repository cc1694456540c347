"""`lesart read` and `lesart show`."""

from __future__ import annotations

import click

from articles.article import Article
from tui.failing import warn
from tui.subcommands.common import encoding_option, file_argument, open_file, say, say_json


@click.command()
@click.argument("file", metavar="[FILE|-]", required=False)
@encoding_option
@click.option("--theme", metavar="NAME", help="Colours; `lesart config` lists them.")
@click.option("--width", type=int, metavar="N", help="Cells of the text column.")
@click.option("--layout", metavar="NAME", help="English beside or below the German, or auto.")
@click.option("--engine", metavar="NAME", help="Who translates: google, libretranslate, mymemory or none.")
@click.option("--server", metavar="URL", help="Address of your own LibreTranslate server.")
@click.option("--offline", is_flag=True, default=None, help="Ask no engine for anything.")
@click.option("--mouse", is_flag=True, default=None, help="Let the terminal report the mouse.")
def read(file: str | None, encoding: str | None, **options: object) -> None:
    """Read and annotate an article (the same as `lesart FILE`)."""
    from tui.start import read as start

    start(file, encoding, options)


@click.command()
@file_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(file: str, encoding: str | None, as_json: bool) -> None:
    """Print an article's structure."""
    if not as_json:
        print_file(file, encoding)
        return
    article, _ = open_file(file, encoding)
    warn(article.notice)
    say_json(article_json(article))


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
