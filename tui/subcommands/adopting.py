"""`lesart adopt`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotations.adoption import Home, LeftBehind, examine
from annotations.adoption import adopt as bring
from annotations.facts import text_hash
from annotations.store import Store
from articles.folders import refused
from tui.failing import WRONG_USE, fail, warn
from tui.notes.adopting import described, home_of, left_behind
from tui.opening.article import store_for
from tui.settings import Directories
from tui.subcommands.common import encoding_option, folders_named, folders_option, open_file, say


@click.command()
@click.argument("file", metavar="ARTICLE")
@click.argument("sidecar", metavar="[SIDECAR]", required=False)
@encoding_option
@click.option("--yes", is_flag=True, help="Take along what was found, if it is in one file.")
@folders_option
def adopt(file: str, sidecar: str | None, encoding: str | None, yes: bool, folders: str | None) -> None:
    """Take along the notes on an article that was moved or renamed.

    Without SIDECAR, prints where notes on the same text are: beside the article, in the data folder, or in the
    `folders` of the configuration. They are moved to the article, or copied if the article that they were made
    for is still there; to one that has notes already they are added.
    """
    directories = Directories.of_user()
    article, origin = open_file(file, encoding)
    home = home_of(origin, directories)
    if home is None:
        fail("only an article in a file of your own can have left notes behind.", WRONG_USE)
    store = store_for(article, origin, directories)
    store.load()
    if store.unreadable:
        fail(store.notice)
    if sidecar is not None:
        one = _named(Path(sidecar), home)
    else:
        several = folders_named(folders, directories)
        for problem in refused(several):
            warn(problem)
        one = _only(left_behind(article, home, several), home, store, yes=yes)
    done = _plan(one, store)
    sentence = bring(one, store)
    if sentence:
        fail(sentence)
    warn(store.notice)
    say(f"{described(one, home)}: {done}.")
    if one.text_hash not in ("", text_hash(article)):
        warn("the text has changed since they were saved; `lesart check` says what became of them.")


def _named(sidecar: Path, home: Home) -> LeftBehind:
    one = examine(sidecar, home)
    if one is None:
        fail(f"{sidecar} cannot be read, or is not a file.")
    if any(path.exists() and path.samefile(sidecar) for path in (home.to, home.beside)):
        fail(f"{sidecar} holds the article's notes already.", WRONG_USE)
    return one


def _only(found: list[LeftBehind], home: Home, store: Store, *, yes: bool) -> LeftBehind:
    """Return what was found if it is one file and the reader wants it; else say what there is, and exit."""
    if not found:
        fail("no notes on this text were found elsewhere.")
    if yes and len(found) == 1:
        return found[0]
    for one in found:
        say(f"{one.path}\n    {described(one, home)}, to be {_plan(one, store)}")
    if len(found) > 1:
        fail("nothing was changed: name one of them, as in `lesart adopt ARTICLE SIDECAR`.")
    fail("nothing was changed: --yes does it.")


def _plan(one: LeftBehind, store: Store) -> str:
    """Return what becomes of the notes, as a participle."""
    if store.annotations or os.path.lexists(store.path):
        return f"added to those in {store.path}"
    return f"{'copied' if one.stays else 'moved'} to {store.path}"
