"""Known articles and reading positions, in one JSON file that several sessions share."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping

from articles.clock import timestamp, utc_now
from articles.places import CONTEXT, START, Bookmark, LeftOff, Place
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path
    from typing import Any, Final, TypeGuard

    from articles.clock import Clock

FILE_NAME: Final = "library.json"
_LOCK_NAME: Final = ".library.lock"
_ARTICLES: Final = "articles"
_MOST_BYTES: Final = 64 * 1024 * 1024
_LONGEST_PART: Final = 4 * 1024 * 1024
"""Bytes; what is longer is not worth reading before the first page."""


class LibraryError(Exception):
    """The library could not be read or written; the text is one sentence for the reader."""


class _Unusable(Exception):
    """The file holds something other than a library."""


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

    @property
    def left_off(self) -> LeftOff | None:
        """Where the reader left off in a large file."""
        return None if self.bookmark is None else LeftOff(self.bookmark, self.place)


class Library:
    """The articles known in one data directory.

    Every reading looks at the file anew and every change is merged into what the file holds by then, so that
    sessions side by side keep each other's entries. Keys and entries that are not understood stay in the file.
    """

    def __init__(self, directory: str | os.PathLike[str], clock: Clock = utc_now) -> None:
        self._name = os.path.join(directory, FILE_NAME)
        self.notice = ""
        """One sentence for the reader when the file could not be used; empty when all is well."""
        self._clock = clock
        self._seen: dict[str, KnownArticle] = {}

    @property
    def path(self) -> Path:
        """The file."""
        from pathlib import Path

        return Path(self._name)

    def get(self, source: str) -> KnownArticle | None:
        """Return what is known of `source`, or None; a file that cannot be read counts as empty (`notice`)."""
        known = _entry(source, self._articles().get(source))
        if known is not None:
            self._seen[source] = known
        return known

    def recent(self) -> list[KnownArticle]:
        """Return all known articles, the one read last first."""
        entries = (_entry(source, raw) for source, raw in self._articles().items())
        return sorted((known for known in entries if known), key=lambda known: _moment(known), reverse=True)

    def remember(self, known: KnownArticle) -> None:
        """Write `known` to the file; it replaces the entry of the same source.

        Marks that another session set or removed meanwhile stay as it left them, unless this session changed
        the same ones. Raises LibraryError when the file cannot be written.
        """
        if not known.last_read:
            known = known._replace(last_read=timestamp(self._clock()))

        def enter(articles: dict[str, Any]) -> None:
            raw = articles.get(known.source)
            there = _entry(known.source, raw)
            marks = known.marks if there is None else self._merged_marks(known, there)
            articles[known.source] = _raw(known._replace(marks=marks), raw if isinstance(raw, dict) else {})

        self._change(enter)
        # Not `merged`: a mark that the caller has never seen would then look like one that it removed.
        self._seen[known.source] = known

    def forget(self, source: str) -> None:
        """Remove the entry of `source`, if there is one. Raises LibraryError when the file cannot be written."""
        self._change(lambda articles: articles.pop(source, None))
        self._seen.pop(source, None)

    def _merged_marks(self, ours: KnownArticle, theirs: KnownArticle) -> dict[str, Place]:
        """Apply what this session changed since it last saw the marks to those in the file."""
        base = self._seen[ours.source].marks if ours.source in self._seen else {}
        merged = dict(theirs.marks)
        for letter in {*base, *ours.marks}:
            place = ours.marks.get(letter)
            if place == base.get(letter):
                continue
            if place is None:
                merged.pop(letter, None)
            else:
                merged[letter] = place
        return dict(sorted(merged.items()))

    def _articles(self) -> dict[str, Any]:
        """Return the raw entries, by source; sets a broken file aside."""
        try:
            try:
                return _articles_of(_read(self._name))
            except _Unusable:
                with self._locked():
                    return _articles_of(self._read_or_set_aside())
        except OSError as error:
            self.notice = self._sentence("read", error)
            return {}

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        """Let the raw entries be changed, and write them."""
        from articles.storage import replace_file

        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked():
                page = self._read_or_set_aside()
                change(_articles_of(page))
                replace_file(self.path, _dump(page))
        except OSError as error:
            raise LibraryError(self._sentence("written", error)) from error
        except RecursionError:
            raise LibraryError(f"The list of known articles, {self.path}, is nested too deeply.") from None

    def _locked(self) -> AbstractContextManager[None]:
        from articles.locks import locked

        return locked(self.path.parent / _LOCK_NAME)

    def _sentence(self, what: str, error: OSError) -> str:
        reason = error.strerror or type(error).__name__
        return f"The list of known articles, {self.path}, could not be {what}: {reason}."

    def _read_or_set_aside(self) -> dict[str, Any]:
        """Return the file's content, for whom holds the lock; a broken file gets a new name first."""
        try:
            return _read(self._name)
        except _Unusable:
            from articles.storage import set_aside

            new = set_aside(self.path)
            self.notice = (
                f"The list of known articles could not be understood: it was kept as {new}, and a new one begun."
            )
            return _empty()


def _empty() -> dict[str, Any]:
    return {"version": 1, _ARTICLES: {}}


def _articles_of(page: dict[str, Any]) -> dict[str, Any]:
    articles: dict[str, Any] = page[_ARTICLES]
    return articles


def _read(path: str) -> dict[str, Any]:
    """Return the file's JSON object, an empty library when there is no file.

    Raises _Unusable when it holds something else and OSError when it cannot be read.
    """
    try:
        # A FIFO in the place of the file must not be waited for.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return _empty()
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is not a regular file")
        if status.st_size > _MOST_BYTES:
            raise _Unusable
        data = file.read()
    import json

    try:
        page = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _Unusable from None
    if not isinstance(page, dict) or not isinstance(page.get(_ARTICLES), dict):
        raise _Unusable
    return page


def _dump(page: dict[str, Any]) -> bytes:
    # Half a surrogate pair, from a file name that is not UTF-8, is written as the JSON escape that it is.
    import json

    text = json.dumps(page, ensure_ascii=False, indent=1) + "\n"
    return text.encode("utf-8", "backslashreplace")


def _entry(source: str, raw: object) -> KnownArticle | None:
    """Return the entry as a value, or None when a part of it is missing or of the wrong type."""
    if not isinstance(raw, dict):
        return None
    place, marks = _place(raw.get("place")), raw.get("marks")
    title, length, last_read = raw.get("title"), raw.get("length"), raw.get("lastRead")
    pane, masked = raw.get("pane"), raw.get("masked")
    if not (place and isinstance(marks, dict) and isinstance(title, str) and _is_count(length)):
        return None
    if not (_is_timestamp(last_read) and isinstance(pane, bool) and isinstance(masked, bool)):
        return None
    named = {letter: _place(mark) for letter, mark in marks.items()}
    good = {letter: mark for letter, mark in named.items() if mark}
    if len(good) < len(named):
        return None
    bookmark = _bookmark(raw.get("bookmark"))
    return KnownArticle(source, title, length, place, last_read, good, pane, masked, bookmark)


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


def _raw(known: KnownArticle, before: dict[str, Any]) -> dict[str, Any]:
    """Return `known` as a JSON object that keeps what else stood in the one `before`."""
    marks = before.get("marks")
    old_marks = marks if isinstance(marks, dict) else {}
    return {
        **{key: value for key, value in before.items() if key != "bookmark"},
        "title": known.title,
        "length": known.length,
        "lastRead": known.last_read,
        "place": _raw_place(known.place, before.get("place")),
        "marks": {letter: _raw_place(place, old_marks.get(letter)) for letter, place in known.marks.items()},
        "pane": known.pane,
        "masked": known.masked,
    } | ({"bookmark": list(known.bookmark)} if known.bookmark else {})


def _raw_place(place: Place, before: object) -> dict[str, Any]:
    kept = before if isinstance(before, dict) else {}
    return {**kept, "offset": place.offset, "context": place.context[:CONTEXT]}


def _moment(known: KnownArticle) -> datetime:
    from datetime import datetime

    return datetime.fromisoformat(known.last_read)
