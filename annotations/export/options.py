"""What an export is asked for besides its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from articles.article import Block

English = Callable[[Block], str]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export is asked for besides its format."""

    exported: datetime | None = None
    """The moment that the document names as its own; None where the same notes shall give the same document."""
    english: English | None = None
    """Returns the English of a block, empty where there is none; None where no English is wanted."""


PLAIN = ExportOptions()
"""Nothing in particular."""


class ExportError(Exception):
    """Notes could not be exported; its text is a sentence for the reader."""
