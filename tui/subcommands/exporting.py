"""`lesart export`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from articles.clock import utc_now
from articles.formats.unreadable import UnreadableError
from tui.amounts import number_of
from tui.configuration.loading import load_settings
from tui.display import display
from tui.failing import FOUND_WRONG, WRONG_USE, fail, warn
from tui.settings import Directories
from tui.subcommands.annotating import colour_named
from tui.subcommands.common import Opened, encoding_option, read_notes, refuse_to_overwrite, say

if TYPE_CHECKING:
    from annotations.export.options import ExportOptions
    from annotations.export.registry import ExportFormat
    from annotations.notebook import Notebook
    from articles.article import Block
    from articles.translation.translation import Translation

_LARGEST_TEMPLATE = 1_000_000


@click.command()
@click.argument("files", metavar="FILE|FOLDER...", nargs=-1)
@encoding_option
@click.option("--format", "format_name", metavar="FORMAT", help="One of those that --list explains.")
@click.option("-o", "--output", metavar="PATH", help="Write to a file, or to one file an article in PATH/.")
@click.option("--tag", default="", metavar="TAG", help="Only notes with this tag.")
@click.option("--colour", "--color", default="", metavar="COLOUR", help="Only notes in this colour.")
@click.option("--creator", default="", metavar="NAME", help="Only notes by this person.")
@click.option("--since", default="", metavar="DATE", help="Only notes made or changed since, as in 2026-01-31.")
@click.option("--search", default="", metavar="TEXT", help="Only notes whose quote, note or tags hold TEXT.")
@click.option("--translation", is_flag=True, help="With the English that is stored for their paragraphs.")
@click.option("--dated", is_flag=True, help="Name the day of the export.")
@click.option("--template", metavar="FILE", help="Write the format as your own template says.")
@click.option("--force", is_flag=True, help="Replace a file that lesart did not write, or a link's target.")
@click.option("--list", "listing", is_flag=True, help="Print the formats, and what a template gets.")
@click.option("--show-template", metavar="FORMAT", help="Print a format's own template, to start from.")
def export(
    files: tuple[str, ...],
    encoding: str | None,
    format_name: str | None,
    output: str | None,
    template: str | None,
    force: bool,
    listing: bool,
    show_template: str | None,
    **wanted: Any,
) -> None:
    """Write the notes on articles as Markdown, HTML, JSON, cards for Anki and more.

    A folder stands for the articles in it. Several articles make one document, or one file each when PATH is a
    folder or ends in `/`. A file is replaced only if it is as lesart wrote it.
    """
    if listing:
        _print_list()
    elif show_template is not None:
        _print_template(show_template)
    elif not files:
        fail("name the FILE whose notes are to be exported.", WRONG_USE)
    else:
        chosen = _format(format_name, output)
        _refuse_binary_on_terminal(chosen, output)
        source = None if template is None else _read_template(template, chosen)
        articles, problems = _gather(files, encoding, wanted)
        for problem in problems:
            warn(problem)
        _write(articles, _Writer(chosen, source, wanted["dated"]), output, force=force)
        if problems:
            raise SystemExit(FOUND_WRONG)


class _Article(NamedTuple):
    """An article whose notes go out."""

    notebook: Notebook
    own: Sequence[Path]
    """The files that nothing else may be written over."""
    english: Mapping[Block, Translation] | None


class _Writer(NamedTuple):
    """How the notes go out."""

    format: ExportFormat
    template: str | None
    dated: bool

    def document(self, articles: Sequence[_Article]) -> bytes:
        """Return the notes on some articles as one document, or exit with a sentence."""
        from annotations.export.options import ExportError
        from annotations.export.registry import export_with_template

        notebooks = [one.notebook for one in articles]
        try:
            if self.template is None:
                return self.format.render(notebooks, self._options(articles))
            return export_with_template(notebooks, self.format.name, self.template, self._options(articles))
        except ExportError as error:
            fail(str(error))

    def _options(self, articles: Sequence[_Article]) -> ExportOptions:
        from annotations.export.options import ExportOptions

        known: dict[Block, Translation] = {}
        for one in articles:
            known |= one.english or {}
        exported = utc_now() if self.dated else None
        if all(one.english is None for one in articles):
            return ExportOptions(exported)
        return ExportOptions(
            exported,
            lambda block: known[block].text if block in known else "",
            lambda block: known[block].links if block in known else (),
            lambda block: block not in known or known[block].certain,
        )


def _format(name: str | None, output: str | None) -> ExportFormat:
    """Return the format that is named, or else the one that the output's name ends in, or exit with a sentence."""
    from annotations.export.registry import UnknownFormatError, find_format

    suffix = Path(output or "").suffix
    if name is None and not suffix:
        fail("name the --format; `lesart export --list` shows them.", WRONG_USE)
    try:
        return find_format(name or suffix)
    except UnknownFormatError as error:
        fail(str(error), WRONG_USE)


def _refuse_binary_on_terminal(chosen: ExportFormat, output: str | None) -> None:
    if chosen.binary and output in (None, "-") and sys.stdout.isatty():
        fail(f"{chosen.name} is no text; write it to a file with -o PATH.", WRONG_USE)


def _read_template(name: str, chosen: ExportFormat) -> str:
    from articles.storage import read_file

    if not chosen.template:
        fail(f"{chosen.name} is made without a template; `lesart export --list` shows which take one.", WRONG_USE)
    try:
        return read_file(Path(name), limit=_LARGEST_TEMPLATE)[1].decode("utf-8-sig")
    except OSError as error:
        fail(f"the template {name} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        fail(f"the template {name} is not UTF-8.")


def _gather(
    files: Sequence[str], encoding: str | None, wanted: Mapping[str, Any]
) -> tuple[list[_Article], list[str]]:
    """Return the articles that have fitting notes, one alone in any case, and sentences on what cannot be read."""
    from tui.opening.reading_list import gather

    colour, since = colour_named(wanted["colour"]), _since(wanted["since"])
    sources, problems = gather(files)
    articles = []
    for source in sources:
        try:
            opened = read_notes(source, encoding)
        except UnreadableError as error:
            problems.append(str(error))
            continue
        tag = wanted["tag"].lstrip("#")
        notebook = opened.notebook.filtered(wanted["search"], tag, colour, wanted["creator"], since)
        if notebook.entries or len(sources) == 1:
            articles.append(_article(opened, notebook, translation=wanted["translation"]))
    if not articles and problems:
        for problem in problems[:-1]:
            warn(problem)
        fail(problems[-1])
    return articles, problems


def _article(opened: Opened, notebook: Notebook, *, translation: bool) -> _Article:
    from tui.english.setup import stored_english

    notebook = replace(notebook, source=opened.store.source)
    paths = [opened.origin.path, opened.origin.parallel, opened.store.path]
    own = [path for path in paths if path is not None]
    if not translation:
        return _Article(notebook, own, None)
    directories = Directories.of_user()
    settings = load_settings(directories, os.environ, {}).settings
    known, problem = stored_english(notebook.article, opened.origin, settings, directories)
    warn(problem)
    return _Article(notebook, own, known)


def _since(value: str) -> datetime | None:
    """Return the moment that a date names, at midnight here, or exit with a sentence."""
    if not value:
        return None
    try:
        return datetime.fromisoformat(value).astimezone()
    except (ValueError, OverflowError):
        fail(f"--since cannot be “{value}”; write 2026-01-31 or 2026-01-31T12:00.", WRONG_USE)


def _write(articles: Sequence[_Article], writer: _Writer, output: str | None, *, force: bool) -> None:
    if output in (None, "-"):
        data = writer.document(articles)
        if sys.stdout.isatty():
            data = display(data.decode("utf-8", "replace")).encode("utf-8", "backslashreplace")
        click.echo(data, nl=False)
        return
    if not output.endswith("/") and not os.path.isdir(output):
        _write_file(Path(output), writer.document(articles), articles, force=force)
        return
    try:
        os.makedirs(output, exist_ok=True)
    except OSError as error:
        fail(f"{output} could not be made: {error.strerror}.")
    for name, article in _named(articles, writer.format.name):
        _write_file(Path(output, name), writer.document([article]), [article], force=force)


def _named(articles: Sequence[_Article], format_name: str) -> Iterator[tuple[str, _Article]]:
    """Yield a file name for every article, none twice."""
    from annotations.export.registry import default_name

    taken: set[str] = set()
    for article in articles:
        name = default_name(article.notebook.article, format_name)
        stem, _, extension = name.rpartition(".")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}.{extension}"
        taken.add(name.casefold())
        yield name, article


def _write_file(path: Path, data: bytes, articles: Sequence[_Article], *, force: bool) -> None:
    from tui.notes.exports import Exports, ForeignFileError

    refuse_to_overwrite(path, [own for one in articles for own in one.own])
    try:
        Exports(Directories.of_user()).write(path, data, force=force)
    except ForeignFileError as error:
        fail(f"{path} {error}; --force replaces it.")
    except OSError as error:
        fail(f"{path} could not be written: {error.strerror}.")
    warn(f"wrote {number_of(sum(len(one.notebook.entries) for one in articles), 'note')} to {path}")


def _print_list() -> None:
    from annotations.export.explained import FILTERS, VARIABLES
    from annotations.export.registry import FORMATS

    for one in FORMATS:
        say(f"{one.name:<12} {one.extension:<16} {one.description}{' (template)' if one.template else ''}")
    say(
        "\nThose marked as templates can be written with a template of your own, in the language of Jinja:"
        "\n`lesart export --show-template markdown` prints one to start from, --template FILE uses yours."
        "\n`{{ value }}` writes a value as one line, escaped for the format. A template gets:\n"
    )
    for name, meaning in VARIABLES.items():
        say(f"{name:<18} {meaning}".rstrip())
    say("\nFilters, as in `{{ note.text | block }}`, write a value in other ways:\n")
    for name, meaning in FILTERS.items():
        say(f"{name:<18} {meaning}")


def _print_template(name: str) -> None:
    from annotations.export.registry import UnknownFormatError, find_format

    try:
        chosen = find_format(name)
    except UnknownFormatError as error:
        fail(str(error), WRONG_USE)
    if not chosen.template:
        fail(f"{chosen.name} is made without a template; `lesart export --list` shows which take one.", WRONG_USE)
    from annotations.export.templating import source_of

    click.echo(source_of(chosen.name), nl=False)
