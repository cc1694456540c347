"""What an export is asked for besides its format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from articles.article import Block

if TYPE_CHECKING:  # imported when English is wanted
    from articles.translation.translation import Link

English = Callable[[Block], str]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export is asked for besides its format."""

    exported: datetime | None = None
    """The moment that the document names as its own; None where the same notes shall give the same document."""
    english: English | None = None
    """Returns the English of a block, empty where there is none; None where no English is wanted."""
    links: Callable[[Block], Sequence[Link]] = lambda block: ()
    """Returns which sentences of a block and of its English say the same; nothing where that is not known."""
    certain: Callable[[Block], bool] = lambda block: True
    """Tells whether a block's English is known to say what the block says; else it may belong to other German."""


PLAIN = ExportOptions()
"""Nothing in particular."""


class ExportError(Exception):
    """Notes could not be exported; its text is a sentence for the reader."""
