"""What a file of another program says about one highlight or note, before it is looked for in an article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final

from annotations.annotation import Annotation, clean_note
from articles.clock import timestamp

MOST_ITEMS: Final = 100_000
"""A file with more notes than this is not somebody's notes."""
_COLOURS: Final = {
    "yellow": "yellow",
    "orange": "yellow",
    "green": "green",
    "olive": "green",
    "blue": "blue",
    "cyan": "blue",
    "pink": "pink",
    "red": "pink",
    "purple": "purple",
}
_UNSEEN: Final = re.compile("[\u00ad\u200b\u2060\ufeff]|[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


TOO_MUCH: Final = "it holds too much to be a file of notes"


AsRead = Callable[[str, Iterable[str], str], tuple[str, list[str], str]]
"""Gives a note, its tags and its colour as they are read back from where lesart wrote them."""


class NotUnderstoodError(ValueError):
    """A file that cannot be read in a format; its text is a part of a sentence: `it is nested too deeply`."""


@dataclass(frozen=True, slots=True)
class Item:
    """A highlight or a note as a file has it."""

    identity: str
    """What makes it the same one in another export of the same program."""
    quote: str = ""
    """The words it is about; empty for a note on the whole article."""
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: str = ""
    """One of lesart's colours, or empty."""
    created: str = ""
    """RFC 3339 in UTC, or empty when it is not said, or not understood."""
    modified: str = ""
    creator: str = ""
    book: str = ""
    """The title of what it is about, or empty when the file does not say."""
    url: str = ""
    """The address of what it is about, or empty."""
    order: float | None = None
    """Items with larger numbers stand farther behind in the article."""
    id: str = ""
    """The annotation's own id, where it is one that lesart has written out."""
    digests: str = ""
    """Of note, tags and colour as lesart wrote them out with the id, or empty."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a file."""

    items: tuple[Item, ...] = ()
    annotations: Mapping[str, Annotation] | None = None
    """Annotations that bring ids and selectors of their own along, by their ids; None where there are items."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be read, each with its place in the file."""
    as_read: AsRead | None = None
    """What the format makes of a note, where items may be lesart's own; None where they are not."""

    @property
    def books(self) -> tuple[str, ...]:
        """The titles of what the items are about, each once."""
        return tuple(dict.fromkeys(item.book for item in self.items if item.book))


def clean_quote(text: str) -> str:
    """Return a quote without what nobody sees, and with its white space folded."""
    return " ".join(_UNSEEN.sub("", text).split())


def note_text(text: str) -> str:
    """Return a note as it is kept, without blank lines around it."""
    return clean_note(text).strip("\n").rstrip()


def colour_of(name: str) -> str:
    """Return which of lesart's colours comes nearest to that of another program; empty for none."""
    return _COLOURS.get(name.strip().casefold(), "")


def utc(text: str, zone: tzinfo | None = None) -> str:
    """Return a time as `timestamp` writes it; empty when it is not understood.

    A time that names no zone is one of `zone`, by default of this machine's.
    """
    try:
        return _stamp(datetime.fromisoformat(unicodedata.normalize("NFKC", text.strip())), zone)
    except ValueError:
        return ""


def utc_of(moment: datetime, zone: tzinfo | None = None) -> str:
    """Return a time as `utc` does."""
    try:
        return _stamp(moment, zone)
    except ValueError:
        return ""


def utc_from_epoch(seconds: float) -> str:
    """Return the time so many seconds after 1970 began; empty for one that nobody can have meant."""
    return timestamp(datetime.fromtimestamp(seconds, UTC)) if 0 < seconds < 32503680000 else ""


def _stamp(moment: datetime, zone: tzinfo | None) -> str:
    # Times that nobody can have meant may lie beyond what zones are known for.
    if not 1900 < moment.year < 3000:
        return ""
    return timestamp(moment if moment.tzinfo else moment.replace(tzinfo=zone) if zone else moment.astimezone())
