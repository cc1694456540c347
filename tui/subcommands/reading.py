"""`lesart read` and `lesart show`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from tui.failing import WRONG_USE, fail, warn
from tui.settings import SETTINGS, Settings, allowed
from tui.subcommands.common import encoding_option, file_argument, open_file, say_json

if TYPE_CHECKING:
    from tui.subcommands.plain import PlainOptions

_NARROWEST_LINE = 10
"""Cells of the shortest lines that are printed: those of a small braille display."""

Options = Callable[..., None]


def setting_options(command: Options) -> Options:
    """Give a command an option for every setting; those that are not given are None."""
    for name in reversed(list(SETTINGS)):
        help_text, option = SETTINGS[name].help, name.replace("_", "-")
        if isinstance(getattr(Settings(), name), bool):
            command = click.option(f"--{option}/--no-{option}", default=None, help=f"{help_text}.")(command)
        else:
            command = click.option(f"--{option}", metavar="VALUE", help=f"{help_text} ({allowed(name)}).")(command)
    return command


@click.command()
@click.argument("files", metavar="[FILE|FOLDER|URL]... | -", nargs=-1)
@encoding_option
@setting_options
@click.option(
    "--parallel", metavar="FILE", help="Your own English text of the article, kept in mind; none for no longer."
)
@click.option("--refresh", is_flag=True, help="Fetch a page again of which there is a copy.")
@click.option("--plain", is_flag=True, help="Print the article as linear text: for pipes and screen readers.")
@click.option("--numbers/--no-numbers", default=None, help="Plain: with the paragraphs' numbers, or without.")
@click.option("--notes/--no-notes", default=None, help="Plain: with your notes, or without.")
@click.option(
    "--translation/--no-translation", default=None, help="Plain: with the English that is stored, or without."
)
@click.option("--translate", is_flag=True, default=None, help="Plain: ask the engine for English that is missing.")
@click.option("--from", "first", type=int, metavar="N", help="Plain: begin with paragraph N.")
@click.option("--paragraphs", metavar="N-M", help="Plain: print only these paragraphs.")
def read(
    files: tuple[str, ...],
    encoding: str | None,
    parallel: str | None,
    refresh: bool,
    plain: bool,
    numbers: bool | None,
    notes: bool | None,
    translation: bool | None,
    translate: bool | None,
    first: int | None,
    paragraphs: str | None,
    **options: object,
) -> None:
    """Read and annotate articles (the same as `lesart FILE`).

    Of several, the first is opened; J goes on to the next and K back. A folder stands for the articles in it.
    With --plain, or when standard output is not a terminal, they are printed instead: the title, each
    paragraph with its number, the English that is stored for it and the notes on it. --width is then that of
    its lines.
    """
    from tui.start import read as start

    given = {"numbers": numbers, "notes": notes, "translation": translation, "translate": translate}
    chosen: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if first is not None or paragraphs is not None:
        chosen |= _range(first, paragraphs)
    printed = plain or not sys.stdout.isatty()
    if chosen and not printed:
        fail("what is printed of an article is chosen together with --plain.", WRONG_USE)
    if plain and not files:
        fail("--plain needs a FILE, or - for standard input.", WRONG_USE)
    # The width of the lines that are printed is not that of the text column on a screen.
    options_of_print = _plain(options.pop("width"), chosen) if printed else None
    start(files, encoding, options, options_of_print, parallel=_english(parallel, files), again=refresh)


def _english(parallel: str | None, files: tuple[str, ...]) -> str | None:
    """Return the absolute path of the English text, empty for none any longer; or exit with a sentence.

    What cannot be read must not take the place of what was named earlier.
    """
    from articles.formats.detect import read_article
    from articles.formats.unreadable import UnreadableError

    if parallel is None or parallel == "none":
        return parallel and ""
    path = os.path.abspath(os.path.expanduser(parallel))
    if not files:
        fail("--parallel is the English of one FILE.", WRONG_USE)
    if not os.path.isfile(path):
        fail(f"--parallel needs a file with the English text; {parallel} is none.", WRONG_USE)
    try:
        if not read_article(path).blocks:
            fail(f"{parallel} has no text.")
    except UnreadableError as error:
        fail(str(error))
    return path


def _plain(width: object, chosen: dict[str, Any]) -> PlainOptions:
    from tui.subcommands.plain import PlainOptions

    if width is None:
        return PlainOptions(**chosen)
    cells = int(str(width)) if re.fullmatch(r"\d{1,6}", str(width), re.ASCII) else 0
    if cells < _NARROWEST_LINE:
        fail(f"--width cannot be “{width}”; lines have {_NARROWEST_LINE} cells or more.", WRONG_USE)
    return PlainOptions(width=cells, **chosen)


def _range(first: int | None, paragraphs: str | None) -> dict[str, int | None]:
    """Return the first and last paragraph that --from or --paragraphs ask for, or exit with a sentence."""
    if paragraphs is None:
        paragraphs = f"{first}-"
    elif first is not None:
        fail("--from and --paragraphs say the same in two ways; give one of them.", WRONG_USE)
    match = re.fullmatch(r"(\d{1,9})?(-)?(\d{1,9})?", paragraphs.strip(), re.ASCII)
    begin, dash, end = match.groups() if match else (None, None, None)
    if not (begin or end) or (end and not dash):
        fail(f"paragraphs cannot be “{paragraphs}”; write 3-7, 3- or 3.", WRONG_USE)
    low = int(begin or 1)
    high = int(end) if end else None if dash else low
    if low < 1 or (high is not None and high < low):
        fail(f"paragraphs cannot be “{paragraphs}”; they are counted from 1, the smaller number first.", WRONG_USE)
    return {"first": low, "last": high}


@click.command()
@file_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(file: str, encoding: str | None, as_json: bool) -> None:
    """Print an article's structure."""
    from tui.subcommands.printing import article_json, print_structure

    article, _ = open_file(file, encoding)
    warn(article.notice)
    if as_json:
        say_json(article_json(article))
    else:
        print_structure(article)
