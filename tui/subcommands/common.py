"""What the subcommands share: opening articles, and printing so that nothing acts on a terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from tui.display import display
from tui.failing import fail, warn

if TYPE_CHECKING:  # imported by what opens an article
    from annotations.notebook import Notebook
    from annotations.store import Store
    from articles.article import Article
    from tui.opening import Origin

_NOT_PLAIN = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")

encoding_option = click.option(
    "--encoding", metavar="NAME", help="How the file is encoded, if lesart guesses wrong."
)
file_argument = click.argument("file", metavar="FILE")


def say(text: str = "") -> None:
    """Print text that may come from outside to standard output."""
    click.echo(display(text))


def say_json(value: object) -> None:
    """Print a value as JSON; control characters of every kind stand in it as escapes."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(_NOT_PLAIN.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def open_file(name: str, encoding: str | None = None) -> tuple[Article, Origin]:
    """Read an article whole, `-` from standard input, or exit with a sentence."""
    from articles.formats.unreadable import UnreadableError
    from tui.opening import open_source, open_stdin

    try:
        if name == "-":
            return open_stdin(sys.stdin.buffer.read(), encoding=encoding)
        return open_source(name, encoding=encoding)
    except UnreadableError as error:
        fail(str(error))


def open_notes(name: str, encoding: str | None = None) -> tuple[Notebook, Store]:
    """Read an article and its annotations, or exit with a sentence; what is wrong with the notes is said."""
    from annotations.notebook import open_notebook
    from tui.opening import store_for
    from tui.settings import Directories

    article, origin = open_file(name, encoding)
    store = store_for(article, origin, Directories.of_user())
    store.load()
    if store.unreadable:
        fail(store.notice)
    warn(store.notice)
    return open_notebook(article, store.annotations.values()), store
