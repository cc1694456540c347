"""`lesart import`."""

from __future__ import annotations

import click

from annotations.notebook import open_notebook
from annotations.store import NotSaved
from tui.failing import fail, warn
from tui.subcommands.common import encoding_option, file_argument, open_workbook, say, say_note
from tui.subcommands.pages import FORMATS, read_page


@click.command("import")
@file_argument
@click.argument("notes", metavar="NOTES")
@encoding_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="What NOTES holds: w3c or hypothesis; it is told from NOTES itself.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and change nothing.")
def import_notes(file: str, notes: str, encoding: str | None, format_name: str | None, dry_run: bool) -> None:
    """Add the annotations in NOTES to those of an article.

    NOTES is a sidecar, any other file of W3C annotations in JSON-LD, or what the Hypothesis API gives; - is
    standard input. Each annotation is
    found in the article by the words that it quotes; those whose words are not there are kept, and listed. What
    was imported before stays as it is, and undo takes a whole import back.
    """
    page = read_page(notes, format_name=format_name)
    for problem in page.problems:
        warn(problem)
    workbook = open_workbook(file, encoding)
    new = [one for one in page.annotations.values() if one.id not in workbook.store.annotations]
    if new and not dry_run:
        outcome = workbook.add(new)
        if isinstance(outcome, NotSaved):
            fail(outcome.sentence)
        warn(workbook.notice)
    done = "Would import" if dry_run else "Imported"
    known = len(page.annotations) - len(new)
    say(f"{done} {_counted(len(new))}{f'; {known} of those given are there already' if known else ''}.")
    lost = [entry for entry in open_notebook(workbook.article, new).entries if entry.state == "orphaned"]
    if lost:
        say(f"{_counted(len(lost))} without a place in the article:")
    for entry in lost:
        say_note(entry)


def _counted(number: int) -> str:
    return f"{number} annotation{'' if number == 1 else 's'}"
