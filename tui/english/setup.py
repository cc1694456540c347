"""What finds the English of an article, made from what the reader has set up."""

from __future__ import annotations

import os

TYPE_CHECKING = False

if TYPE_CHECKING:  # each is imported where it is first used: the first page does without
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from articles.article import Article, Block
    from articles.translation.engines.engine import Engine
    from articles.translation.engines.registry import Access
    from articles.translation.memory import TranslationMemory
    from articles.translation.parallel import Mismatch, Parallel
    from articles.translation.translation import Languages, Translation
    from articles.translation.translator import Translator
    from tui.origin import Origin
    from tui.settings import Directories, Settings


def beside(origin: Origin) -> Path | None:
    """Return the reader's own English text, whether it can be read or not; None when there is none."""
    from articles.translation.parallel import find_parallel

    return origin.parallel or (find_parallel(origin.path) if origin.path else None)


def take_english_named(origin: Origin, directories: Directories, parallel: str | None = None) -> None:
    """Let an article that is not opened for reading have the English text that the reader named for it.

    `parallel` is its absolute path, empty for none; None is what was named when the article was last read.
    """
    if parallel is None:
        from articles.library import Library

        known = Library(directories.data_name).get(origin.source)
        parallel = known.parallel if known else ""
    origin.take_english(parallel)


def own_english(
    article: Article, origin: Origin, stopped: Callable[[], bool] = lambda: False
) -> Parallel | Mismatch | None:
    """Read the reader's own English text and align it: some seconds for a book. Raises StoppedError."""
    from articles.formats.unreadable import UnreadableError
    from articles.translation.parallel import Mismatch, pair, read_english

    english = beside(origin)
    if english is None:
        return None
    try:
        return pair(article, read_english(english, article), stopped)
    except UnreadableError as error:
        return Mismatch.of_unreadable(english, error)


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
        preferred=settings.engines,
        consented=lambda engine: consented(consent_key(engine.name, engine.server)),
        offline=settings.offline,
    )
    return translator, " ".join(filter(None, [problem, *problems]))


def stored_english(
    article: Article, origin: Origin, settings: Settings, directories: Directories
) -> tuple[dict[Block, Translation], str]:
    """Return the English of the blocks as far as it is known on this machine, and a sentence on trouble."""
    take_english_named(origin, directories)
    own = own_english(article, origin)
    translator, problem = make_translator(article.language, own, settings, directories, lambda engine: False)
    blocks = enumerate(article.blocks)
    found = {block: english for index, block in blocks if (english := translator.stored(block.text, index))}
    return found, " ".join(filter(None, (problem, translator.notice)))


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

    name = "translations.sqlite"
    return TranslationMemory(directories.data / name, earlier=directories.cache / name)


def access_of(settings: Settings, environment: Mapping[str, str]) -> Access:
    """Return what the reader has set up for engines."""
    from articles.translation.engines.registry import Access
    from articles.translation.keys import keys_given

    keys = keys_given(environment, settings.engine_keys)
    return Access(settings.server, settings.region, settings.model, keys)


def how_to_ask_more(settings: Settings) -> str:
    """Return a sentence on what lets an engine be asked besides those that are."""
    from articles.translation.engines.registry import describe_engines

    others = [one for one in describe_engines(access_of(settings, os.environ)) if one.name not in settings.engines]
    allowed = [one.name for one in others if one.ready and not (settings.offline and one.third_party)]
    if allowed:
        order = ", ".join([*settings.engines, allowed[0]])
        none = "No other engine" if settings.engines else "No engine"
        return f'{none} is in use; engine = "{order}" in the configuration adds {allowed[0]}.'
    if settings.offline:
        return "Offline: no engine is asked."
    return "No other engine is set up; `lesart translate --list` says what each needs."


def consent_key(engine: str, server: str) -> str:
    """Return the name under which the reader's consent to an engine is remembered."""
    return f"{engine} {server}"
