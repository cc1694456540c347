"""Known articles and reading positions, in one JSON file that several sessions share."""

from __future__ import annotations

import errno
import os
import stat

from articles.clock import timestamp, utc_now
from articles.known import KnownArticle, entry_of, raw_of

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path
    from typing import Any, Final

    from articles.clock import Clock
    from articles.places import Place

FILE_NAME: Final = "library.json"
_LOCK_NAME: Final = ".library.lock"
_ARTICLES: Final = "articles"
_MOST_BYTES: Final = 64 * 1024 * 1024


class LibraryError(Exception):
    """The library could not be read or written; the text is one sentence for the reader."""


class _Unusable(Exception):
    """The file holds something other than a library."""


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
        known = entry_of(source, self._articles().get(source))
        if known is not None:
            self._seen[source] = known
        return known

    def recent(self) -> list[KnownArticle]:
        """Return all known articles, the one read last first."""
        entries = (entry_of(source, raw) for source, raw in self._articles().items())
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
            there = entry_of(known.source, raw)
            marks = known.marks if there is None else self._merged_marks(known, there)
            articles[known.source] = raw_of(known._replace(marks=marks), raw if isinstance(raw, dict) else {})

        self._change(enter)
        # Without the marks of others: one that the caller has never seen would then look like one that it removed.
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
            from articles.leftovers import set_aside

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


def _moment(known: KnownArticle) -> datetime:
    from datetime import datetime

    return datetime.fromisoformat(known.last_read)
