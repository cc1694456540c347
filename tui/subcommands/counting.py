"""`lesart stats`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final

import click

from annotations.anchoring import Anchored
from annotations.tallies import Tally, tally_json
from articles.clock import utc_now
from articles.folders import articles_among, entries_in
from articles.formats.unreadable import UnreadableError
from tui.drawing.overview import Along, overview, summary
from tui.failing import FOUND_WRONG, fail, warn
from tui.notes.counting import Census
from tui.opening.catalogue import Catalogue
from tui.origin import source_of
from tui.settings import Directories
from tui.subcommands.common import folders_named, open_notes, say, say_json

_PATIENCE: Final = 1.0
"""Seconds after which, and in which, it is said how far the counting has come."""
_WIDEST: Final = 100


@click.command()
@click.argument("files", metavar="[FILE|FOLDER]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def stats(files: tuple[str, ...], as_json: bool) -> None:
    """Count notes: by day, tag, colour, person and article; of one FILE also where in it they are.

    A folder stands for the articles in it and below it. Without arguments all articles are counted that you
    opened or that lie in the `folders` of the configuration. Days are those of your time zone.
    """
    directories = Directories.of_user()
    tally, along, problems = Tally(), None, []
    if len(files) == 1 and not os.path.isdir(files[0]):
        along = _count_article(files[0], tally)
    else:
        sources = _named(files) if files else _known(directories)
        census = Census(sources, directories)
        for one in _with_progress(census.tallies()):
            tally.take_in(one)
        problems = census.problems
    if as_json:
        say_json(tally_json(tally))
    else:
        _print(tally, along)
    for problem in problems:
        warn(problem)
    if problems:
        sys.exit(FOUND_WRONG)


def _count_article(file: str, tally: Tally) -> Along:
    """Count the notes on an article; return where in it they are."""
    notebook, _ = open_notes(file)
    article = notebook.article
    tally.add(article.source, article.title, (entry.annotation for entry in notebook.entries))
    anchors = (entry.anchor for entry in notebook.entries if not entry.thread)
    return Along([anchor.span.start for anchor in anchors if isinstance(anchor, Anchored)], article.length)


def _named(files: Iterable[str]) -> Iterator[str]:
    for file in files:
        try:
            source = source_of(file)
        except UnreadableError as error:
            fail(str(error))
        if os.path.isdir(source):
            yield from (found.path for found in articles_among(entries_in((), [source])))
        elif os.path.isabs(source) and not os.path.exists(source):
            fail(f"there is no file or folder {file}.")
        else:
            yield source


def _known(directories: Directories) -> Iterator[str]:
    return Catalogue(directories, folders_named(None, directories)).sources()


def _with_progress(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """Yield the tallies; to a person who has to wait it is said how many there were."""
    shows, due, counted = sys.stderr.isatty(), monotonic() + _PATIENCE, 0
    said = False
    for counted, tally in enumerate(tallies, 1):
        if shows and monotonic() > due:
            print(f"\rArticles counted: {counted:,} …", end="", file=sys.stderr, flush=True)
            said, due = True, monotonic() + _PATIENCE
        yield tally
    if said:
        print(f"\rArticles counted: {counted:,}.  ", file=sys.stderr)


def _print(tally: Tally, along: Along | None) -> None:
    today = utc_now().astimezone().date()
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    say(summary(tally))
    for row in overview(tally, today, width, along):
        say(row.text)
