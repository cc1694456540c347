"""`lesart library`."""

from __future__ import annotations

import click

from tui.display import display
from tui.failing import FOUND_WRONG, warn
from tui.opening.catalogue import ORDERS, Catalogue, Entry, facts, in_order
from tui.settings import Directories
from tui.subcommands.common import folders_named, folders_option, say, say_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@folders_option
def library(as_json: bool, folders: str | None) -> None:
    """Print what there is to read, what was read last first, as the library of the program shows it.

    That is what you opened, what comes with lesart, and what lies in the `folders` of the configuration and
    below them. Exits with 1 when one of them cannot be read.
    """
    directories = Directories.of_user()
    catalogue = Catalogue(directories, folders_named(folders, directories))
    entries = in_order(catalogue.survey(), next(iter(ORDERS)))
    if as_json:
        say_json([_json(entry) for entry in entries])
    else:
        for entry in entries:
            known = " · ".join([*facts(entry), entry.source])
            say(f"{display(entry.title, oneline=True)}\n    {display(known, oneline=True)}")
    problems = catalogue.problems()
    for problem in problems:
        warn(problem)
    if problems:
        raise SystemExit(FOUND_WRONG)


def _json(entry: Entry) -> dict[str, object]:
    return {
        "title": entry.title,
        "source": entry.source,
        "format": entry.format,
        "length": entry.words or None,
        "progress": entry.percent,
        "notes": entry.notes,
        "last_read": entry.last_read or None,
    }
