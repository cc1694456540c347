"""Which format a file's name promises."""

from __future__ import annotations

import os

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

FORMATS: Final[Mapping[str, str]] = {
    ".txt": "plain",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".epub": "epub",
    ".pdf": "pdf",
    ".docx": "docx",
    ".odt": "odt",
}
"""The formats that can be read, by the suffixes of their files in lower case."""


def format_by_name(name: str) -> str:
    """Return the format that the suffix of a file's name stands for; empty when it stands for none."""
    return FORMATS.get(os.path.splitext(name)[1].lower(), "")
