"""The formats in which notes leave the program, and the one function that writes them.

A further format is a module with `render(notebooks, *, exported=None) -> str` and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Final, Protocol

from annotations.export.cleaning import one_line, safe_stem, source_stem
from annotations.notebook import Notebook
from articles.article import Article


class Renderer(Protocol):
    """Writes notebooks as one text that UTF-8 can always encode."""

    def __call__(self, notebooks: Sequence[Notebook], *, exported: datetime | None = None) -> str:
        """Return the text; `exported` is the moment that it names as its own, if it shall name one."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format in which notes leave the program."""

    name: str
    """What `--format` takes."""
    extension: str
    """Without its dot; `--format` takes it as well."""
    description: str
    """A few words for lists of formats."""
    render: Renderer


class UnknownFormatError(ValueError):
    """A format that nobody writes was asked for; its text is a sentence for the reader."""


def _from_module(module: str) -> Renderer:
    """Return the `render` of a module that is imported only when it has something to render."""

    def render(notebooks: Sequence[Notebook], *, exported: datetime | None = None) -> str:
        renderer: Renderer = import_module(f"annotations.export.{module}").render
        return renderer(notebooks, exported=exported)

    return render


FORMATS: Final = (
    ExportFormat("markdown", "md", "Markdown, by the article's headings", _from_module("markdown")),
    ExportFormat("json", "json", "JSON, everything there is", _from_module("json_list")),
    ExportFormat("csv", "csv", "CSV for spreadsheets, UTF-8 without BOM", _from_module("csv_table")),
    ExportFormat("html", "html", "a web page in one file, also for print", _from_module("html_page")),
)


def export(notebooks: Sequence[Notebook], format_name: str, *, exported: datetime | None = None) -> str:
    """Return the notes of all `notebooks` as one text in the format of that name.

    Write it to a file without translating line ends (`newline=""`): CSV has CRLF. Raises UnknownFormatError.
    """
    return find_format(format_name).render(notebooks, exported=exported)


def find_format(name: str) -> ExportFormat:
    """Return the format that is called `name` or has it for an extension; case does not matter.

    Raises UnknownFormatError, which lists the formats and names the nearest.
    """
    wanted = name.strip().lower().removeprefix(".")
    for one in FORMATS:
        if wanted in (one.name, one.extension):
            return one
    raise UnknownFormatError(_unknown(name, wanted))


def default_name(article: Article, format_name: str) -> str:
    """Return a file name for the notes on `article` that is safe on every file system: `Die-Lage-notes.md`.

    It never is the article's own file name nor that of its sidecar. Raises UnknownFormatError.
    """
    extension = find_format(format_name).extension
    stem = safe_stem(article.title) or safe_stem(source_stem(article.source))
    stem = f"{stem}-notes" if stem else "notes"
    own = article.source.rsplit("/", 1)[-1]
    taken = f"{stem}.{extension}".casefold() == own.casefold()
    return f"{stem}{'-2' if taken else ''}.{extension}"


def _unknown(name: str, wanted: str) -> str:
    from difflib import get_close_matches

    shown, names = one_line(name), [one.name for one in FORMATS]
    shown = f"{shown[:40]}…" if len(shown) > 40 else shown
    # A handful of letters suffices to guess from; difflib is slow on long texts.
    near = get_close_matches(wanted[:40], names, n=1, cutoff=0.5)
    guess = f"; did you mean {near[0]}?" if near else "."
    formats = f"{', '.join(names[:-1])} and {names[-1]}"
    return f"There is no export format “{shown}”{guess} The formats are {formats}."
