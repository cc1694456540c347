"""All there is to read: what was opened, what comes with lesart, and what lies in the reader's folders."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from annotations.heads import head_of
from annotations.location import SUFFIX, sidecar_name
from articles.bundled import NAMES, bundled_articles
from articles.folders import MOST_ENTRIES, Found, articles_among, entries_in, found_at, refused
from articles.formats.glance import LETTERS_A_WORD, glance
from articles.formats.suffixes import format_by_name
from articles.formats.titles import title_of
from articles.glances import Glances
from articles.known import KnownArticle
from articles.library import Library
from tui.amounts import number_of, rounded
from tui.drawing import last_page
from tui.origin import BUNDLED, Origin, is_address
from tui.settings import Directories

_STDIN: Final = "stdin:"


class Entry(NamedTuple):
    """What is known of an article without opening it."""

    source: str
    """As the library names it: an absolute path, an address or `bundled:NAME`."""
    title: str
    format: str
    words: int = 0
    """About how many; 0 when nobody knows."""
    percent: int | None = None
    """How much of it was read; None when it was never opened."""
    notes: int | None = None
    """How many annotations it has; None when that is not known, or not yet."""
    last_read: str = ""
    """RFC 3339 with `Z`; empty when it was never opened."""
    description: str = ""
    """One line about an article that comes with lesart."""
    gone: bool = False
    """Whether it was a file that is there no longer."""

    @property
    def path(self) -> str | None:
        """The reader's own file."""
        return self.source if os.path.isabs(self.source) else None


class Catalogue:
    """Lists what there is, and forgets what the reader does not want to see there."""

    def __init__(self, directories: Directories, folders: Sequence[str], named: Sequence[str] = ()) -> None:
        """Take folders by their absolute names, to be looked through with all below; `named` are more sources."""
        self.directories = directories
        self._folders = folders
        self._named = named
        self._library = Library(directories.data)
        self._looked_at = 0

    def at_hand(self) -> list[Entry]:
        """Return what can be listed without a look at the files: what was opened, and what comes with lesart.

        Nothing that came over standard input is among them: it is nowhere to be opened again.
        """
        known = [_known(one) for one in self._library.recent() if not one.source.startswith(_STDIN)]
        fresh = [*(Entry(source, _name(source), _format(source)) for source in self._named), *_bundled()]
        return list({one.source: one for one in [*fresh, *known]}.values())

    def sources(self) -> Iterator[str]:
        """Yield the sources of all there is; no article is looked into."""
        yield from (entry.source for entry in self.at_hand())
        yield from (found.path for found in articles_among(entries_in((), self._folders)))

    def survey(self) -> Generator[Entry, None, None]:
        """Yield what is at hand once more, with what its files say today, and then what lies in the folders.

        Reads no file to its end, and none that it has seen before and that has not changed since.
        """
        glances = Glances(self.directories.cache / "glances.json")
        seen: set[tuple[int, int]] = set()
        try:
            for entry in self.at_hand():
                found = found_at(entry.path) if entry.path else None
                if found is not None:
                    seen.add(found.identity)
                    entry = entry if entry.last_read else _seen(found, glances)
                gone = entry.path is not None and found is None
                yield entry._replace(notes=self._notes(entry), gone=gone)
            for found in articles_among(self._counted(entries_in((), self._folders))):
                if found.identity not in seen:
                    seen.add(found.identity)
                    entry = _seen(found, glances)
                    yield entry._replace(notes=self._notes(entry))
        finally:
            with suppress(OSError):
                # Then it has to be looked up again.
                glances.keep()

    def problems(self) -> list[str]:
        """Return sentences on what could not be read, after a survey."""
        cut = self._looked_at >= MOST_ENTRIES
        most = (
            f"Only the nearest {MOST_ENTRIES:,} files and folders in your folders were looked at." if cut else ""
        )
        return [one for one in (self._library.notice, *refused(self._folders), most) if one]

    def _counted(self, entries: Iterable[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        self._looked_at = 0
        for entry in entries:
            self._looked_at += 1
            yield entry

    def forget(self, entry: Entry) -> Entry | None:
        """Forget that it was opened; return what is still to be listed. Raises LibraryError.

        No file of the reader's changes: they and the notes stay.
        """
        self._library.forget(entry.source)
        with suppress(OSError):
            # It goes when the next pages are remembered.
            last_page.forget(self.directories.data_name, Origin(entry.source, None))
        if entry.source.startswith(BUNDLED):
            fresh = next((one for one in _bundled() if one.source == entry.source), None)
            return None if fresh is None else fresh._replace(notes=entry.notes)
        listed = not entry.gone and any(entry.source.startswith(folder + os.sep) for folder in self._folders)
        return entry._replace(percent=None, last_read="") if listed else None

    def _notes(self, entry: Entry) -> int | None:
        """Return how many annotations an article has, from the heads of the files in which they can be."""
        try:
            name = sidecar_of(entry.source, self.directories)
        except ValueError:
            # No file can have this name; it was written into the library by hand.
            return None
        if not name:
            return 0
        head = head_of(Path(name))
        return None if head is None else head.notes


def sidecar_of(source: str, directories: Directories) -> str:
    """Return the name of the file that holds an article's annotations; empty when there is none.

    Raises ValueError for a source that cannot be the name of a file.
    """
    path = source if os.path.isabs(source) else None
    names = [sidecar_name(path, source, directories.data_name), *([path + SUFFIX] if path else [])]
    return next((name for name in names if os.path.lexists(name)), "")


def _known(one: KnownArticle) -> Entry:
    words = one.length // LETTERS_A_WORD
    return Entry(one.source, one.title, _format(one.source), words, one.percent, None, one.last_read)


def _bundled() -> Iterator[Entry]:
    for one in bundled_articles():
        words = glance(str(one.path)).words
        yield Entry(BUNDLED + one.name, one.title, "markdown", words, description=one.description)


def _format(source: str) -> str:
    if source.startswith(BUNDLED):
        return "markdown"
    if is_address(source):
        return format_by_name(re.split("[?#]", source, maxsplit=1)[0]) or "html"
    return format_by_name(source) or "plain"


def _seen(found: Found, glances: Glances) -> Entry:
    title, words = glances.at(found)
    return Entry(found.path, title, _format(found.path), words)


def _name(source: str) -> str:
    return title_of("", (), source)


def _recency(entry: Entry) -> tuple[str, int]:
    """Return what sorts by the time of reading; behind, what comes with lesart in the order of its authors."""
    name = entry.source.removeprefix(BUNDLED)
    own = entry.source.startswith(BUNDLED) and name in NAMES
    return entry.last_read, -(NAMES.index(name) if own else len(NAMES))


_Key = Callable[[Entry], Any]
ORDERS: Final[Mapping[str, _Key]] = {
    "last read": _recency,
    "title": lambda entry: 0,
    "place": lambda entry: entry.source,
    "length": lambda entry: entry.words,
    "progress": lambda entry: -1 if entry.percent is None else entry.percent,
    "notes": lambda entry: entry.notes or 0,
}
"""What entries can be sorted by, the usual order first."""
_UPWARDS: Final = ("title", "place")


def in_order(entries: Iterable[Entry], order: str) -> list[Entry]:
    """Return the entries in one of the ORDERS: names upwards, the others from most to least; then by title."""
    by_title = sorted(entries, key=lambda entry: (_collated(entry.title), entry.source))
    # A sort that goes down keeps the order of what is alike, too.
    return sorted(by_title, key=ORDERS[order], reverse=order not in _UPWARDS)


@lru_cache(MOST_ENTRIES)
def _collated(title: str) -> str:
    """Return what sorts titles as a German dictionary does: case, accents and signs do not count."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    return "".join(sign for sign in letters if sign.isalnum() or sign == " ").lstrip()


def facts(entry: Entry) -> list[str]:
    """Return in a few words each what is known of an article beside its title."""
    percent = "not read yet" if entry.percent is None else f"{entry.percent} % read"
    known = [
        entry.description,
        f"about {rounded(entry.words, 'word')}" if entry.words else "",
        percent,
        number_of(entry.notes, "note") if entry.notes else "",
        f"last read {entry.last_read[:10]}" if entry.last_read else "",
        "the file is gone" if entry.gone else "",
    ]
    return [fact for fact in known if fact]
