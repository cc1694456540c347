"""`lesart merge`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from annotations.sidecar import Page, dump
from annotations.three_way import merged
from articles.storage import replace_file
from tui.display import display
from tui.failing import FOUND_WRONG, WRONG_USE, fail, warn
from tui.opening.article import store_for
from tui.settings import Directories
from tui.subcommands.common import open_file, say
from tui.subcommands.pages import read_page


@click.command()
@click.argument("files", metavar="BASE OURS THEIRS | --copies FILE...", nargs=-1)
@click.option("-o", "--output", metavar="PATH", help="Write there instead of to OURS; - is standard output.")
@click.option("--copies", is_flag=True, help="Merge the conflict copies beside the notes of articles.")
def merge(files: tuple[str, ...], output: str | None, copies: bool) -> None:
    """Merge two sidecars that both came from BASE, and write the result to OURS.

    BASE may be empty or missing. Of a note that was changed in both the later version is in force, and the other
    one waits in the trash. A file that cannot be read leaves everything as it is, with exit status 1: git then
    has a conflict. As git's merge driver: `git config merge.lesart.driver "lesart merge %O %A %B"`.

    With --copies the FILEs are articles: the copies of their notes that Syncthing, Dropbox, Nextcloud, OneDrive
    and others left beside them are merged, and then kept in the data folder.
    """
    if copies and files and output is None:
        _merge_copies(files)
    elif not copies and len(files) == 3:
        _merge_three(*files, output=output)
    else:
        fail("it takes BASE, OURS and THEIRS, or --copies and articles; see `lesart merge --help`.", WRONG_USE)


def _merge_copies(files: Sequence[str]) -> None:
    from tui.notes import conflicts

    directories, failed = Directories.of_user(), False
    for file in files:
        article, origin = open_file(file)
        store = store_for(article, origin, directories)
        store.load()
        if store.unreadable:
            fail(store.notice)
        found = conflicts.copies_of(store.path, origin)
        for copy in found:
            say(str(copy.path))
        outcome = conflicts.merge(found, store, directories)
        failed = failed or outcome.failed
        say(f"{file}: {outcome.sentence if found else 'there are no conflict copies.'}")
    if failed:
        sys.exit(FOUND_WRONG)


def _merge_three(base: str, ours: str, theirs: str, *, output: str | None) -> None:
    common = read_page(base, may_be_missing=True)
    mine, others = read_page(ours), read_page(theirs)
    page = merged(common, mine, others)
    _write(page, ours if output is None else output)
    lost = sum(_has_lost(id_, page, mine, others) for id_ in page.annotations)
    if lost:
        what = "note was" if lost == 1 else "notes were"
        warn(f"{lost} {what} changed on both sides; what lost is kept as an earlier version (`lesart trash`).")


def _write(page: Page, output: str) -> None:
    data = dump(page)
    if output == "-":
        click.echo(display(data.decode()).encode() if sys.stdout.isatty() else data, nl=False)
        return
    try:
        replace_file(Path(output), data)
    except OSError as error:
        fail(f"{output} could not be written: {error.strerror}.")


def _has_lost(id_: str, page: Page, *sides: Page) -> bool:
    """Tell whether an annotation has an earlier version that neither side had."""
    known = {version for side in sides if id_ in side.annotations for version in side.annotations[id_].earlier}
    return any(version not in known for version in page.annotations[id_].earlier)
