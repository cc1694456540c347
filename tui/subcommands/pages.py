"""Reading sidecars, and other files of annotations, that are named on the command line."""

from __future__ import annotations

import sys

from annotations.document import LARGEST, Unusable
from annotations.sidecar import Page, parse
from annotations.three_way import NO_PAGE
from tui.failing import fail


def read_page(name: str, *, may_be_missing: bool = False) -> Page:
    """Read a sidecar or any other annotations, `-` from standard input, or exit with a sentence.

    With `may_be_missing` a file that is empty or not there is a page without anything.
    """
    data = bytes_of(name, may_be_missing=may_be_missing)
    if may_be_missing and not data.strip():
        return NO_PAGE
    page = parse(data)
    if isinstance(page, Unusable):
        fail(f"{name} cannot be read as annotations: {page.sentence}.")
    return page


def bytes_of(name: str, *, may_be_missing: bool = False) -> bytes:
    """Read a file, `-` from standard input, or exit with a sentence; a very large one not to its end."""
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
