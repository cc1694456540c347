"""`lesart read` and `lesart show`."""

from __future__ import annotations

import os
import sys

import click

from articles.article import Article
from tui.reading import Origin, open_source, open_stdin
from tui.settings import Directories, load_settings
from tui.subcommands.common import encoding_option, fail, file_argument, open_file, say, say_json, warn
from tui.terminal import prepare_environment, refusal


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
    from articles.formats.unreadable import UnreadableError

    if file is not None and not sys.stdout.isatty():
        _print(*open_file(file, encoding))
        return
    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, options)
    wrong = [problem for problem in configuration.problems if problem.startswith("option")]
    if wrong:
        fail(wrong[0].removeprefix("option: "), 2)
    try:
        opened = _open(file, encoding)
    except UnreadableError as error:
        fail(str(error))
    sentence = refusal(os.environ)
    if sentence:
        fail(sentence, 2)
    prepare_environment(os.environ)

    from tui.app import LesartApp

    app = LesartApp(
        configuration.settings, directories, opened, encoding=encoding, problems=configuration.problems
    )
    warn(app.run(mouse=configuration.settings.mouse) or "")
    sys.exit(app.return_code or 0)


def _open(file: str | None, encoding: str | None) -> tuple[Article, Origin] | None:
    if file is None:
        return None
    if file != "-":
        return open_source(file, encoding=encoding, head=True)
    if sys.stdin.isatty():
        fail("`lesart -` reads an article from standard input, as in `cat FILE | lesart -`.", 2)
    opened = open_stdin(sys.stdin.buffer.read(), encoding=encoding)
    try:
        keyboard = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        fail("there is no terminal to read keys from; `lesart show -` prints the article.", 2)
    os.dup2(keyboard, sys.stdin.fileno())
    os.close(keyboard)
    return opened


@click.command()
@file_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(file: str, encoding: str | None, as_json: bool) -> None:
    """Print an article's structure."""
    article, origin = open_file(file, encoding)
    warn(article.notice)
    if as_json:
        say_json(article_json(article))
    else:
        _print(article, origin)


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


def _print(article: Article, origin: Origin) -> None:
    say(f"{article.title}\n{article.format}, {article.encoding}, {len(article.blocks)} paragraphs\n")
    width = len(str(len(article.blocks)))
    for number, block in enumerate(article.blocks, 1):
        before = {"heading": "#" * block.level + " ", "quotation": "> " * block.level}.get(block.kind, "")
        label = f"{'  ' * (block.level - 1)}{block.label or ' '} " if block.kind == "list-item" else ""
        say(f"{number:>{width}}  {before}{label}{block.text}\n")
