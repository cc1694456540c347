"""The formats in which notes come in, told by what a file holds and never by its name.

A further format is a module with two functions, and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from annotations.intake.item import NotUnderstoodError, Reading


@dataclass(frozen=True, slots=True)
class IntakeFormat:
    """A format in which notes come in."""

    name: str
    """What `--format` takes."""
    description: str
    """A few words for lists of formats."""
    recognises: Callable[[bytes], bool]
    """Tells whether a file is in it, by the beginning of the file; asked in the order of FORMATS."""
    read: Callable[[bytes], Reading]
    """Reads a file as data; raises NotUnderstoodError."""


def _from_module(module: str, function: str) -> Callable[[bytes], Any]:
    """Return a function of a module that is imported only when it has something to read."""

    def call(data: bytes) -> Any:
        return getattr(import_module(f"annotations.intake.{module}"), function)(data)

    return call


def _format(name: str, description: str, module: str, recognises: str, read: str) -> IntakeFormat:
    return IntakeFormat(name, description, _from_module(module, recognises), _from_module(module, read))


FORMATS: Final = (
    _format("koreader", "KOReader's JSON and metadata.*.lua", "koreader", "recognises", "read"),
    _format("hypothesis", "rows of the Hypothesis API", "web_annotations", "recognises_hypothesis", "read"),
    _format("w3c", "W3C annotations in JSON-LD, sidecars among them", "web_annotations", "recognises_w3c", "read"),
    _format("markdown", "lesart's own Markdown, edited", "markdown", "recognises", "read"),
    _format("kindle", "Kindle's My Clippings.txt", "kindle", "recognises", "read"),
    _format("readwise", "CSV of Readwise and lesart", "tables", "recognises_readwise", "read_readwise"),
    _format("hypothesis-csv", "Hypothesis' CSV", "tables", "recognises_hypothesis", "read_hypothesis"),
)


def read_notes(data: bytes, format_name: str = "") -> tuple[IntakeFormat, Reading]:
    """Return in which format the notes are, and what was read; with `format_name` they must not be in another.

    Raises NotUnderstoodError with a part of a sentence that says why, and what is understood.
    """
    known = f"lesart reads {', '.join(one.description for one in FORMATS[:-1])} and {FORMATS[-1].description}"
    if not data.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise NotUnderstoodError(f"it is empty; {known}")
    named = next((one for one in FORMATS if one.name == format_name), None)
    found = next((one for one in FORMATS if one.recognises(data)), named)
    if found is None:
        raise NotUnderstoodError(f"its format is not known; {known}")
    if format_name and format_name != found.name:
        raise NotUnderstoodError(f"it holds {found.description}; say --format {found.name}, or leave it out")
    try:
        return found, found.read(data)
    except NotUnderstoodError as error:
        raise NotUnderstoodError(f"{error}; {known}") from None
