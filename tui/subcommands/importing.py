"""`lesart import`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import click

from annotations.annotation import Annotation
from annotations.intake.books import of_article, of_title
from annotations.intake.item import NotUnderstoodError, Reading
from annotations.intake.plan import Plan, Present, plan
from annotations.intake.registry import FORMATS, read_notes
from annotations.notebook import Entry, open_notebook
from annotations.store import NotSaved
from annotations.workbook import Workbook
from articles.article import Article
from tui.amounts import number_of
from tui.failing import fail, warn
from tui.subcommands.common import encoding_option, file_argument, open_workbook, say, say_note
from tui.subcommands.pages import bytes_of

_MOST_PROBLEMS: Final = 20


@click.command("import")
@file_argument
@click.argument("notes", metavar="NOTES")
@encoding_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice([one.name for one in FORMATS]),
    help="What NOTES holds; it is told from NOTES itself.",
)
@click.option("--book", metavar="TITLE", help="Take the notes on this one of several books in NOTES.")
@click.option("--delete-missing", is_flag=True, help="Delete the notes that edited Markdown has no more.")
@click.option("--again", is_flag=True, help="Bring back what was imported once and deleted here.")
@click.option("--dry-run", is_flag=True, help="Say what would be changed, and change nothing.")
def import_notes(
    file: str,
    notes: str,
    encoding: str | None,
    format_name: str | None,
    book: str | None,
    *,
    delete_missing: bool,
    again: bool,
    dry_run: bool,
) -> None:
    """Add the annotations in NOTES to those of an article.

    NOTES is a sidecar or any other file of W3C annotations, lesart's own Markdown or CSV after it was edited, what
    Hypothesis gives (JSON, CSV), Readwise's CSV, the JSON or the metadata.*.lua of KOReader, or Kindle's My
    Clippings.txt; - is standard input. Each annotation is found in the article by the words that it quotes; those
    whose words are not there are kept, and listed.

    Importing again adds what is new and changes what was changed in NOTES since; what you changed here yourself
    stays as you have it. Undo takes a whole import back.
    """
    try:
        found, reading = read_notes(bytes_of(notes), format_name or "")
    except NotUnderstoodError as error:
        fail(f"{notes} cannot be read as annotations: {error}.")
    _warn_all(reading.problems)
    workbook = open_workbook(file, encoding)
    reading = _of_book(reading, book, workbook.article, notes)
    store = workbook.store
    present = Present(workbook.article, store.annotations, store.tombstones)
    planned = plan(reading, found.name, present, again=again)
    if not dry_run:
        _carry_out(planned, workbook, delete_missing=delete_missing)
    _report(planned, workbook.article, dry_run=dry_run, delete_missing=delete_missing)


def _of_book(reading: Reading, book: str | None, article: Article, notes: str) -> Reading:
    mine = of_article(reading, article) if book is None else of_title(reading, book)
    if mine is None:
        titles = "; ".join(reading.books[:50]) or "none"
        fail(f"no book in {notes} is called {book or article.title}; say --book TITLE. There are: {titles}.")
    return mine


def _carry_out(planned: Plan, workbook: Workbook, *, delete_missing: bool) -> None:
    changes = planned.changes(delete_missing=delete_missing)
    if changes:
        outcome = workbook.take_in(changes)
        if isinstance(outcome, NotSaved):
            fail(outcome.sentence)
        warn(workbook.notice)


def _report(planned: Plan, article: Article, *, dry_run: bool, delete_missing: bool) -> None:
    new = open_notebook(article, planned.new).entries
    are = "is" if planned.known == 1 else "are"
    known = f"; {planned.known} of those given {are} there already" if planned.known else ""
    say(f"{'Would import' if dry_run else 'Imported'} {number_of(len(new), 'annotation')}{known}.")
    if dry_run:
        _list("New:", (entry for entry in new if entry.state != "orphaned"))
    if planned.changed:
        say(f"{'Would change' if dry_run else 'Changed'} {number_of(len(planned.changed), 'annotation')}:")
        for change in planned.changed:
            _say_change(change.before, change.after)
    if planned.kept:
        say(f"{number_of(len(planned.kept), 'annotation')} changed both here and there; what is here stays:")
        for change in planned.kept:
            _say_change(change.after, change.before)
    if planned.deleted:
        gone = number_of(planned.deleted, "annotation")
        say(f"{gone} that you deleted here; --again brings back what you deleted.")
    lost = [entry for entry in new if entry.state == "orphaned"]
    _list(f"{number_of(len(lost), 'annotation')} without a place in the article:", lost)
    missing = open_notebook(article, planned.missing).entries
    done = "would be deleted" if dry_run else "deleted"
    gone = done if delete_missing else "not in the file any more (--delete-missing deletes them)"
    _list(f"{number_of(len(missing), 'annotation')} {gone}:", missing)


def _list(title: str, entries: Iterable[Entry]) -> None:
    several = list(entries)
    if several:
        say(title)
    for entry in several:
        say_note(entry)


def _say_change(before: Annotation | None, after: Annotation | None) -> None:
    for sign, one in (("-", before), ("+", after)):
        if one is not None:
            tags = " ".join(filter(None, [one.colour, *(f"#{tag}" for tag in one.tags)]))
            say(f"  {sign} „{one.quote}“  {tags}".rstrip())
            for line in one.note.splitlines():
                say(f"  {sign}     {line}")


def _warn_all(problems: tuple[str, ...]) -> None:
    for problem in problems[:_MOST_PROBLEMS]:
        warn(problem)
    if len(problems) > _MOST_PROBLEMS:
        warn(f"{len(problems) - _MOST_PROBLEMS} more left out for the like.")
