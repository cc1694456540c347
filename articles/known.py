"""What is remembered of an article that was opened, and how that is written as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from articles.places import CONTEXT, START, Bookmark, LeftOff, Place, percent_of
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, Final, TypeGuard

_LONGEST_PART: Final = 4 * 1024 * 1024
"""Bytes; what is longer is not worth reading before the first page."""


class KnownArticle(NamedTuple):
    """What is remembered of an article that was opened."""

    source: str
    """An absolute path, a URL or `bundled:NAME`."""
    title: str = ""
    length: int = 0
    """Code points of the canonical text when it was last read."""
    place: Place = START
    last_read: str = ""
    """RFC 3339 with `Z`; when empty, `Library.remember` fills in the present time."""
    marks: Mapping[str, Place] = {}
    """The reader's named places, by their letter."""
    pane: bool = False
    """Whether the translation was shown."""
    masked: bool = False
    """Whether the translation was hidden until asked for."""
    bookmark: Bookmark | None = None
    """Where in a large file the place is, for opening it there at once."""
    parallel: str = ""
    """The absolute path of the English text that the reader named for it, if they did."""
    read: int | None = None
    """The offset behind what the cursor was on; None when only its beginning, `place`, is known."""

    @property
    def percent(self) -> int:
        """How much of the article was read, from 0 to 100."""
        return percent_of(self.place.offset if self.read is None else self.read, self.length)

    @property
    def left_off(self) -> LeftOff | None:
        """Where the reader left off in a large file."""
        return None if self.bookmark is None else LeftOff(self.bookmark, self.place)


def entry_of(source: str, raw: object) -> KnownArticle | None:
    """Return the entry as a value, or None when a part of it is missing or of the wrong type."""
    if not isinstance(raw, dict):
        return None
    place, marks = _place(raw.get("place")), raw.get("marks")
    title, length, last_read = raw.get("title"), raw.get("length"), raw.get("lastRead")
    pane, masked, parallel = raw.get("pane"), raw.get("masked"), raw.get("parallel")
    if not (place and isinstance(marks, dict) and isinstance(title, str) and _is_count(length)):
        return None
    if not (_is_timestamp(last_read) and isinstance(pane, bool) and isinstance(masked, bool)):
        return None
    named = {letter: _place(mark) for letter, mark in marks.items()}
    good = {letter: mark for letter, mark in named.items() if mark}
    if len(good) < len(named):
        return None
    bookmark, read = _bookmark(raw.get("bookmark")), raw.get("read")
    read = read if _is_count(read) else None
    english = parallel if isinstance(parallel, str) and "\0" not in parallel else ""
    return KnownArticle(source, title, length, place, last_read, good, pane, masked, bookmark, english, read)


def _bookmark(raw: object) -> Bookmark | None:
    """Return a bookmark, or None when it cannot be one: it only saves time."""
    if not isinstance(raw, list) or len(raw) != len(Bookmark._fields) or not all(map(_is_count, raw)):
        return None
    mark = Bookmark(*raw)
    return mark if mark.begin < mark.end and mark.end - mark.begin <= _LONGEST_PART else None


def _place(raw: object) -> Place | None:
    if not isinstance(raw, dict):
        return None
    offset, context = raw.get("offset"), raw.get("context")
    if not _is_count(offset) or not isinstance(context, str):
        return None
    return Place(offset, context[:CONTEXT])


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_timestamp(value: object) -> TypeGuard[str]:
    if not isinstance(value, str) or not value.endswith("Z"):
        return False
    from datetime import datetime

    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def raw_of(known: KnownArticle, before: dict[str, Any]) -> dict[str, Any]:
    """Return `known` as a JSON object that keeps what else stood in the one `before`."""
    marks = before.get("marks")
    old_marks = marks if isinstance(marks, dict) else {}
    bookmark = None if known.bookmark is None else list(known.bookmark)
    optional = {"bookmark": bookmark, "parallel": known.parallel or None, "read": known.read}
    return {
        **{key: value for key, value in before.items() if key not in optional},
        "title": known.title,
        "length": known.length,
        "lastRead": known.last_read,
        "place": _raw_place(known.place, before.get("place")),
        "marks": {letter: _raw_place(place, old_marks.get(letter)) for letter, place in known.marks.items()},
        "pane": known.pane,
        "masked": known.masked,
        **{key: value for key, value in optional.items() if value is not None},
    }


def _raw_place(place: Place, before: object) -> dict[str, Any]:
    kept = before if isinstance(before, dict) else {}
    return {**kept, "offset": place.offset, "context": place.context[:CONTEXT]}
