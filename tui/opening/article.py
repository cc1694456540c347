"""From a name on the command line to an article, its annotations' store and what finds its English."""

from __future__ import annotations

import os

TYPE_CHECKING = False

if TYPE_CHECKING:  # each is imported where it is first used: the first page does without
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from annotations.store import Store
    from annotations.workbook import Workbook
    from articles.article import Article
    from articles.formats.files import Progress
    from articles.places import LeftOff
    from articles.translation.engines.engine import Engine
    from articles.translation.engines.registry import Access
    from articles.translation.memory import TranslationMemory
    from articles.translation.parallel import Mismatch, Parallel
    from articles.translation.translation import Languages
    from articles.translation.translator import Translator
    from tui.settings import Directories, Settings

BUNDLED = "bundled:"
"""What the sources of bundled articles begin with."""


class Origin:
    """Where an article comes from, beside its text."""

    def __init__(self, source: str, path: str | os.PathLike[str] | None, parallel: Path | None = None) -> None:
        self.source = source
        """By which the library knows it: an absolute path, an address, `bundled:NAME`, or `stdin:HASH`."""
        self.name = None if path is None else os.fspath(path)
        """The name of the reader's own file; None for pages, bundled articles and standard input."""
        self.parallel = parallel
        """An English text that came along."""

    @property
    def path(self) -> Path | None:
        """The reader's own file; None for pages, bundled articles and standard input."""
        from pathlib import Path

        return None if self.name is None else Path(self.name)


def source_of(name: str) -> str:
    """Return by which name the library knows what the command line names. Raises UnreadableError."""
    if not name:
        from articles.formats.unreadable import UnreadableError

        raise UnreadableError("The name of the file is empty; give one, or none at all for the library.")
    if name.startswith(BUNDLED):
        return name
    if is_address(name):
        from articles.fetch import canonical_url

        return canonical_url(name)
    path = os.path.expanduser(name)
    if path.startswith("~") and name == path:
        from articles.formats.unreadable import UnreadableError

        user = name.partition("/")[0]
        raise UnreadableError(f"There is no user “{user}”, whose folder the name begins with.")
    return os.path.abspath(path)


def called(name: str) -> str:
    """Return what the reader knows the article by that the command line or the library names, on one line."""
    from articles.formats.unreadable import shown

    return "standard input" if name == "-" else shown(os.path.basename(name.rstrip("/")) or name)


def is_address(name: str) -> bool:
    """Tell whether what the command line names is an address of the web rather than a file."""
    if "://" not in name:
        return False
    from articles.fetch import is_url

    return is_url(name)


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


def beside(origin: Origin) -> Path | None:
    """Return the reader's own English text, whether it can be read or not; None when there is none."""
    from articles.translation.parallel import find_parallel

    return origin.parallel or (find_parallel(origin.path) if origin.path else None)


def own_english(
    article: Article, origin: Origin, stopped: Callable[[], bool] = lambda: False
) -> Parallel | Mismatch | None:
    """Read the reader's own English text and align it: some seconds for a book. Raises StoppedError."""
    from articles.formats.detect import read_article
    from articles.formats.unreadable import UnreadableError
    from articles.translation.parallel import Mismatch, pair

    english = beside(origin)
    if english is None:
        return None
    try:
        return pair(article, read_article(english), stopped)
    except UnreadableError as error:
        return Mismatch(str(error))


def make_translator(
    language: str,
    own: Parallel | Mismatch | None,
    settings: Settings,
    directories: Directories,
    consented: Callable[[str], bool],
) -> tuple[Translator, str]:
    """Return what finds the English of an article's paragraphs, and a sentence when some of it cannot be used.

    `language` is what the article says it is in. The reader's `own` English text is what `own_english` returned.
    """
    from articles.translation.parallel import Mismatch
    from articles.translation.translation import languages_of
    from articles.translation.translator import Translator

    languages = languages_of(language)
    engines, problems = _engines(languages, settings)
    parallel, problem = (None, own.sentence) if isinstance(own, Mismatch) else (own, "")
    translator = Translator(
        engines,
        memory_of(directories),
        parallel,
        languages=languages,
        consented=lambda engine: consented(consent_key(engine.name, engine.server)),
        offline=settings.offline,
    )
    return translator, " ".join(filter(None, [problem, *problems]))


def _engines(languages: Languages, settings: Settings) -> tuple[list[Engine], list[str]]:
    """Return the engines that the reader has set, in their order, and sentences on those that cannot be asked."""
    from articles.translation.engines.engine import Setup
    from articles.translation.engines.registry import engine_named
    from articles.translation.failures import EngineError

    engines: list[Engine] = []
    problems: list[str] = []
    access = access_of(settings, os.environ)
    for name in settings.engines:
        try:
            engines.append(engine_named(name, access, Setup(languages)))
        except EngineError as error:
            problems.append(error.sentence)
    return engines, problems


def memory_of(directories: Directories) -> TranslationMemory:
    """Return the translations that are stored on this machine."""
    from articles.translation.memory import TranslationMemory

    return TranslationMemory(directories.cache / "translations.sqlite")


def access_of(settings: Settings, environment: Mapping[str, str]) -> Access:
    """Return what the reader has set up for engines."""
    from articles.translation.engines.registry import Access
    from articles.translation.keys import keys_given

    keys = keys_given(environment, settings.engine_keys)
    return Access(settings.server, settings.region, settings.model, keys)


def consent_key(engine: str, server: str) -> str:
    """Return the name under which the reader's consent to an engine is remembered."""
    return f"{engine} {server}"
