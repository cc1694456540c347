"""`lesart read` and `lesart show`."""

from __future__ import annotations

import click

from tui.failing import warn
from tui.subcommands.common import encoding_option, file_argument, open_file, say_json
from tui.subcommands.printing import article_json, print_file


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
