"""From a name on the command line to an article and its annotations' store."""

from __future__ import annotations

import os

from tui.origin import BUNDLED, Origin, is_address, source_of

TYPE_CHECKING = False

if TYPE_CHECKING:  # each is imported where it is first used: the first page does without
    from annotations.store import Store
    from annotations.workbook import Workbook
    from articles.article import Article
    from articles.formats.files import Progress
    from articles.places import LeftOff
    from tui.settings import Directories


def open_source(
    name: str,
    *,
    encoding: str | None = None,
    directories: Directories | None = None,
    progress: Progress | None = None,
) -> tuple[Article, Origin]:
    """Read what the command line or the library names: a file, the copy of a page, or `bundled:NAME`.

    Copies are in the data directory, the user's unless `directories` say otherwise. `progress` is told how many
    pages of a file have been read. Raises UnreadableError.
    """
    from articles.formats.detect import read_article

    source = source_of(name)
    if source.startswith(BUNDLED):
        return _bundled(source)
    if is_address(source):
        return _copy(source, directories, encoding)
    return read_article(source, encoding=encoding, progress=progress), Origin(source, source)


def open_where(
    name: str,
    left_off: LeftOff | None,
    *,
    encoding: str | None = None,
    directories: Directories | None = None,
    progress: Progress | None = None,
) -> tuple[Article, Origin]:
    """Read what `open_source` reads; of a large file only where the reader `left_off`, or its beginning."""
    from articles.formats.detect import open_article

    source = source_of(name)
    if source.startswith(BUNDLED):
        return _bundled(source)
    if is_address(source):
        return _copy(source, directories, encoding)
    article = open_article(source, encoding=encoding, left_off=left_off, progress=progress)
    return article, Origin(source, source)


def _copy(source: str, directories: Directories | None, encoding: str | None) -> tuple[Article, Origin]:
    from tui.opening.web import open_copy
    from tui.settings import Directories

    return open_copy(source, (directories or Directories.of_user()).data, encoding=encoding)


def _bundled(source: str) -> tuple[Article, Origin]:
    from articles.bundled import bundled_articles
    from articles.formats.detect import read_article
    from articles.formats.unreadable import UnreadableError

    for one in bundled_articles():
        if BUNDLED + one.name == source:
            return read_article(one.path, source=source), Origin(source, None, one.parallel)
    raise UnreadableError(f"There is no bundled article “{source.removeprefix(BUNDLED)}”.")


def open_stdin(data: bytes, *, encoding: str | None = None) -> tuple[Article, Origin]:
    """Read an article that came over standard input; its notes are kept by its text. Raises UnreadableError."""
    import hashlib

    from articles.formats.detect import read_bytes

    source = "stdin:" + hashlib.sha256(data).hexdigest()[:16]
    return read_bytes(data, name="standard input", source=source, encoding=encoding), Origin(source, None)


def notes_of(origin: Origin, directories: Directories) -> str:
    """Return the name of the file where the article's annotations are kept, whether there are any or not."""
    from annotations.location import sidecar_name

    return sidecar_name(origin.name, origin.source, directories.data_name)


def store_for(
    article: Article, origin: Origin, directories: Directories, creator: str = "", *, source: str = ""
) -> Store:
    """Return the store of the article's annotations, not loaded yet; the article must be complete.

    `source` is the IRI by which they name an article that has none of its own.
    """
    from dataclasses import replace
    from pathlib import Path

    from annotations.elsewhere import Elsewhere
    from annotations.facts import facts_of, text_hash
    from annotations.location import SUFFIX, sidecar_name
    from annotations.store import Store

    beside = None if origin.path is None else origin.path.with_name(origin.path.name + SUFFIX)
    path = Path(notes_of(origin, directories))
    elsewhere = None
    if beside is not None:
        kept = Path(sidecar_name(None, origin.source, directories.data_name))
        elsewhere = Elsewhere(kept, passing=True) if path == beside else Elsewhere(beside, passing=False)
    facts = facts_of(article)
    return Store(
        path,
        replace(facts, source=facts.source or source),
        creator=creator,
        elsewhere=elsewhere,
        makes_folder=path != beside,
        text_hash=lambda: text_hash(article),
    )


def workbook_for(article: Article, origin: Origin, directories: Directories, creator: str = "") -> Workbook:
    """Return the reader's work on the article, not opened yet; the article must be complete."""
    import hashlib

    from annotations.journal import Journal
    from annotations.workbook import Workbook

    store = store_for(article, origin, directories, creator)
    digest = hashlib.sha256(os.fsencode(os.path.realpath(store.path))).hexdigest()[:24]
    return Workbook(article, store, Journal(directories.data / "undo" / f"{digest}.jsonl"))
