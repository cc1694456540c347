"""The formats in which notes leave the program, and the one function that writes them.

A further format is a module with `render(notebooks, options)` and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, Final, Protocol

from annotations.export.cleaning import one_line, safe_stem, source_stem
from annotations.export.options import PLAIN, ExportError, ExportOptions
from annotations.notebook import Notebook
from articles.article import Article


class Renderer(Protocol):
    """Writes notebooks as one document."""

    def __call__(self, notebooks: Sequence[Notebook], options: ExportOptions = ..., /) -> bytes:
        """Return the document; raises ExportError."""


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
    template: bool = False
    """Whether it is made by a template, which may be replaced by the reader's own."""
    binary: bool = False
    """Whether it is no text."""


class UnknownFormatError(ExportError):
    """A format that nobody writes was asked for."""


def _from_module(module: str, **arguments: Any) -> Renderer:
    """Return the `render` of a module that is imported only when it has something to render."""

    def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN, /) -> bytes:
        renderer = partial(import_module(f"annotations.export.{module}").render, **arguments)
        document: str | bytes = renderer(notebooks, options)
        return document if isinstance(document, bytes) else document.encode("utf-8", "backslashreplace")

    return render


def _template(name: str, extension: str, description: str) -> ExportFormat:
    renderer = _from_module("templating", format_name=name)
    return ExportFormat(name, extension, description, renderer, template=True)


FORMATS: Final = (
    _template("markdown", "md", "Markdown that can be edited"),
    _template("obsidian", "obsidian.md", "Markdown for Obsidian"),
    _template("org", "org", "Org, for Emacs"),
    _template("html", "html", "the whole article as a page"),
    _template("text", "txt", "plain text"),
    ExportFormat("json", "json", "JSON, for programs", _from_module("json_list")),
    ExportFormat("jsonld", "jsonld", "W3C Web Annotations", _from_module("jsonld_page")),
    ExportFormat("hypothesis", "hypothesis.json", "rows of the Hypothesis API", _from_module("hypothesis_list")),
    ExportFormat("csv", "csv", "CSV with Readwise's columns", _from_module("csv_table")),
    ExportFormat("anki-tsv", "anki.txt", "cards for Anki, as a table", _from_module("anki_table")),
    ExportFormat("anki", "apkg", "cards for Anki, as a package", _from_module("anki_package"), binary=True),
)


def export(notebooks: Sequence[Notebook], format_name: str, options: ExportOptions = PLAIN) -> bytes:
    """Return the notes of all `notebooks` as one document in the format of that name. Raises ExportError."""
    return find_format(format_name).render(notebooks, options)


def export_with_template(
    notebooks: Sequence[Notebook], format_name: str, template: str, options: ExportOptions = PLAIN
) -> bytes:
    """Return the notes as a template of the reader's own has them, escaped for a format. Raises ExportError."""
    from annotations.export.own_template import TemplateRefusedError, render

    chosen = find_format(format_name)
    if not chosen.template:
        names = _and([one.name for one in FORMATS if one.template])
        raise ExportError(f"{chosen.name} is made without a template; {names} take one.")
    try:
        return render(template, notebooks, chosen.name, options).encode("utf-8", "backslashreplace")
    except TemplateRefusedError as error:
        raise ExportError(f"The template cannot be used: {error}.") from None


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
    extension = find_format(format_name).extension.rpartition(".")[2]
    stem = stem_of(article)
    stem = f"{stem}-notes" if stem else "notes"
    own = article.source.rsplit("/", 1)[-1]
    taken = f"{stem}.{extension}".casefold() == own.casefold()
    return f"{stem}{'-2' if taken else ''}.{extension}"


def stem_of(article: Article) -> str:
    """Return the article's title, or else its file's name, as the beginning of a safe file name; may be empty."""
    return safe_stem(article.title) or safe_stem(source_stem(article.source))


def _unknown(name: str, wanted: str) -> str:
    from difflib import get_close_matches

    shown, names = one_line(name), [one.name for one in FORMATS]
    shown = f"{shown[:40]}…" if len(shown) > 40 else shown
    # A handful of letters suffices to guess from; difflib is slow on long texts.
    near = get_close_matches(wanted[:40], names, n=1, cutoff=0.5)
    guess = f"; did you mean {near[0]}?" if near else "."
    return f"There is no export format “{shown}”{guess} The formats are {_and(names)}."


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
