"""`lesart trash`."""

from __future__ import annotations

import click

from annotations.store import NotSaved
from annotations.trash import Discarded, discarded_json
from annotations.workbook import Outcome, Workbook
from tui.failing import WRONG_USE, fail, warn
from tui.notes.telling import counted, fate_of
from tui.subcommands.common import encoding_option, file_argument, open_workbook, say, say_json


@click.command()
@file_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--restore", metavar="ID", multiple=True, help="Bring this one back; may be given several times.")
@click.option("--empty", is_flag=True, help="Delete all of it for good; asks for --yes.")
@click.option("--yes", is_flag=True, help="Agree to --empty.")
def trash(
    file: str, encoding: str | None, as_json: bool, restore: tuple[str, ...], empty: bool, yes: bool
) -> None:
    """Print the deleted notes of an article and versions that were lost, or bring them back."""
    workbook = open_workbook(file, encoding)
    if restore:
        _restore(workbook, restore)
    discarded = workbook.discarded
    if empty and discarded:
        if not yes:
            fail(f"{counted(discarded)} cannot be brought back then; say --yes as well.", WRONG_USE)
        _saved(workbook.forget(discarded))
        warn(f"{counted(discarded)} deleted for good")
        discarded = workbook.discarded
    if as_json:
        say_json([discarded_json(one) for one in discarded])
    elif not restore and not empty:
        for one in discarded:
            _print(one)


def _restore(workbook: Workbook, keys: tuple[str, ...]) -> None:
    by_key = {one.key: one for one in workbook.discarded}
    for key in keys:
        if key not in by_key:
            fail(f"there is no {key} in the trash; nothing was changed.")
    for key in dict.fromkeys(keys):
        _saved(workbook.reinstate(by_key[key]))
        warn(f"restored {key}")


def _saved(outcome: Outcome) -> None:
    if isinstance(outcome, NotSaved):
        fail(outcome.sentence)


def _print(discarded: Discarded) -> None:
    annotation = discarded.annotation
    about = " ".join(filter(None, [annotation.colour, *(f"#{tag}" for tag in annotation.tags)]))
    say(f"{discarded.key}  {about}".rstrip())
    say(f"    {fate_of(discarded)}")
    for line in annotation.note.splitlines():
        say(f"    {line}")
