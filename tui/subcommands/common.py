"""What the subcommands share: opening articles, and printing so that nothing acts on a terminal."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import click

from articles.article import fold
from articles.storage import is_one_of
from tui.configuration.loading import load_settings
from tui.display import ODD, display
from tui.failing import WRONG_USE, fail, warn
from tui.opening.waiting import while_reading
from tui.settings import SETTINGS, Directories, allowed

if TYPE_CHECKING:  # imported by what opens an article
    from collections.abc import Iterable
    from pathlib import Path

    from annotations.notebook import Entry, Notebook
    from annotations.store import Store
    from annotations.workbook import Workbook
    from articles.article import Article
    from tui.origin import Origin

encoding_option = click.option(
    "--encoding", metavar="NAME", help="How the file is encoded, if lesart guesses wrong."
)
file_argument = click.argument("file", metavar="FILE")
folders_option = click.option(
    "--folders", metavar="VALUE", help=f"{SETTINGS['folders'].help} ({allowed('folders')})."
)
files_argument = click.argument("files", metavar="FILE...", nargs=-1, required=True)


def say(text: str = "") -> None:
    """Print text that may come from outside to standard output."""
    click.echo(display(text))


def say_json(value: object) -> None:
    """Print a value as JSON; what could act on a terminal or upset its columns stands in it as an escape."""
    import json

    click.echo(harmless_json(json.dumps(value, ensure_ascii=False, indent=2)))


def harmless_json(text: str) -> str:
    """Return JSON that means the same, in which what could act on a terminal stands as an escape."""
    return ODD.sub(lambda found: _harmless(found[0]), text)


def _harmless(character: str) -> str:
    import json

    kept = display(character) == character and unicodedata.category(character)[0] != "M"
    return character if kept else json.dumps(character)[1:-1]


def say_note(entry: Entry) -> None:
    """Print an annotation as `lesart notes` does: its place, the words it is about, colour, tags and note."""
    from tui.notes.telling import answered, authors_of

    annotation = entry.annotation
    whole = "the whole article" if annotation.selectors.nowhere else "no longer in the text"
    place = f"¶ {entry.paragraph}" if entry.paragraph else whole
    state = " (changed)" if entry.state == "changed" else ""
    quote = f"„{fold(annotation.quote)}“" if annotation.quote else " ".join(answered(entry))
    if annotation.replies_to and not entry.paragraph:
        place = "–"
    details = [annotation.colour, *(f"#{tag}" for tag in annotation.tags), *authors_of(annotation)]
    say(f"{place}{state}  {quote}  {' '.join(filter(None, details))}".rstrip())
    for line in [*annotation.note.splitlines(), *(f"{name}: {text}" for name, text in annotation.own_english)]:
        say(f"    {line}")


class Opened(NamedTuple):
    """An article with its annotations, and where both come from."""

    notebook: Notebook
    store: Store
    origin: Origin


def refuse_to_overwrite(path: Path, own: Iterable[Path]) -> None:
    """Exit with a sentence when `path` leads to one of the files that hold an article or its notes."""
    if is_one_of(path, own):
        fail(f"{path} holds the article or its notes and is not overwritten; choose another name.", WRONG_USE)


def open_file(name: str, encoding: str | None = None) -> tuple[Article, Origin]:
    """Read an article whole, `-` from standard input, or exit with a sentence."""
    from articles.formats.unreadable import UnreadableError

    try:
        return read_named(name, encoding)
    except UnreadableError as error:
        fail(str(error))


def read_named(name: str, encoding: str | None = None, *, offline: bool | None = None) -> tuple[Article, Origin]:
    """Read an article whole, `-` from standard input. Raises UnreadableError.

    `offline` goes before what the settings say of fetching pages.
    """
    from tui.opening.article import open_source, open_stdin
    from tui.origin import is_address

    if is_address(name):
        _fetch(name, offline)
    data = sys.stdin.buffer.read() if name == "-" else b""
    with while_reading(name) as waiting:
        if name == "-":
            return open_stdin(data, encoding=encoding)
        return open_source(name, encoding=encoding, progress=waiting.page)


def _fetch(address: str, offline: bool | None) -> None:
    from tui.opening.web import keep_copy

    directories = Directories.of_user()
    settings = load_settings(directories, os.environ, {"offline": offline}).settings
    keep_copy(address, directories.data, offline=settings.offline)


def read_notes(name: str, encoding: str | None = None) -> Opened:
    """Read an article and its annotations; what is wrong with the notes is said. Raises UnreadableError."""
    from annotations.notebook import open_notebook
    from articles.formats.unreadable import UnreadableError
    from tui.opening.article import store_for

    article, origin = read_named(name, encoding)
    store = store_for(article, origin, Directories.of_user())
    store.load()
    if store.unreadable:
        raise UnreadableError(store.notice)
    warn(store.notice)
    warn_of_notes_elsewhere(article, origin, store)
    return Opened(open_notebook(article, store.annotations.values(), store.tombstones), store, origin)


def open_notes(name: str, encoding: str | None = None) -> tuple[Notebook, Store]:
    """Read an article and its annotations, or exit with a sentence; what is wrong with the notes is said."""
    from articles.formats.unreadable import UnreadableError

    try:
        opened = read_notes(name, encoding)
    except UnreadableError as error:
        fail(str(error))
    return opened.notebook, opened.store


def open_workbook(name: str, encoding: str | None = None) -> Workbook:
    """Read an article and its annotations to work on them, or exit with a sentence."""
    article, origin = open_file(name, encoding)
    workbook = make_workbook(article, origin)
    if workbook.store.unreadable:
        fail(workbook.store.notice)
    warn(workbook.store.notice)
    warn_of_notes_elsewhere(article, origin, workbook.store)
    return workbook


def make_workbook(article: Article, origin: Origin, creator: str | None = None) -> Workbook:
    """Return the opened workbook of an article; what is wrong with the settings is said.

    `creator` goes before the name in the settings.
    """
    from tui.opening.article import workbook_for

    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, {"creator": creator})
    for problem in configuration.problems:
        warn(problem)
    workbook = workbook_for(article, origin, directories, configuration.settings.creator)
    workbook.open()
    return workbook


def export_by_settings(workbook: Workbook) -> str:
    """Write the notes to where the settings ask for it; return a sentence when that failed."""
    from tui.notes.auto_export import AutoExport

    directories = Directories.of_user()
    settings = load_settings(directories, os.environ, {}).settings
    return AutoExport(settings, directories).write(workbook)


def warn_of_notes_elsewhere(article: Article, origin: Origin, store: Store) -> None:
    """Say where there are notes that an article without any left behind when it was moved."""
    if not store.annotations:
        from tui.notes.adopting import hint

        warn(hint(article, origin, Directories.of_user()))


def folders_named(option: str | None, directories: Directories) -> tuple[str, ...]:
    """Return the folders that the option or else the settings name, saying what is wrong with the settings."""
    configuration = load_settings(directories, os.environ, {"folders": option})
    for problem in configuration.problems:
        if problem.startswith("option: "):
            fail(problem.removeprefix("option: "), WRONG_USE)
        warn(problem)
    return configuration.settings.folders
