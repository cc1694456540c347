"""Reading sidecars, and other files of annotations, that are named on the command line."""

from __future__ import annotations

import sys
from typing import Final

from annotations.document import LARGEST, Document, Unusable, read_document
from annotations.sidecar import Page, parse
from annotations.three_way import NO_PAGE
from tui.failing import fail

FORMATS: Final = {
    "w3c": "W3C annotations in JSON-LD, sidecars among them",
    "hypothesis": "rows of the Hypothesis API",
}
"""What can be read, by the names that --format gives it."""


def read_page(name: str, *, format_name: str | None = None, may_be_missing: bool = False) -> Page:
    """Read a sidecar or any other annotations, `-` from standard input, or exit with a sentence.

    The format is told from what is there; with `format_name` it must be that one of the FORMATS. With
    `may_be_missing` a file that is empty or not there is a page without anything.
    """
    data = _bytes_of(name, may_be_missing=may_be_missing)
    if may_be_missing and not data.strip():
        return NO_PAGE
    page = parse(data)
    if isinstance(page, Unusable):
        known = " and ".join(FORMATS.values())
        fail(f"{name} cannot be read as annotations: {page.sentence}. lesart reads {known}.")
    if format_name is not None and format_name != (found := _format_of(data)):
        fail(f"{name} holds {FORMATS[found]}; say --format {found}, or leave it out.")
    return page


def _format_of(data: bytes) -> str:
    document = read_document(data)
    return "hypothesis" if isinstance(document, Document) and document.shape == "rows" else "w3c"


def _bytes_of(name: str, *, may_be_missing: bool) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST + 1)
        with open(name, "rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        if may_be_missing:
            return b""
        fail(f"there is no file {name}.")
    except OSError as error:
        fail(f"{name} cannot be read: {error.strerror}.")
