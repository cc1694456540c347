"""`lesart translate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tui.amounts import number_of
from tui.configuration.loading import load_settings
from tui.failing import FOUND_WRONG, WRONG_USE, fail, warn
from tui.settings import SETTINGS, Configuration, Directories
from tui.subcommands.common import encoding_option, read_named, refuse_to_overwrite, say
from tui.subcommands.progress import tell, wait, with_progress

if TYPE_CHECKING:  # imported when something is translated
    from articles.article import Article
    from articles.translation.engines.engine import Engine
    from articles.translation.parallel import Mismatch, Parallel
    from articles.translation.translator import Translator
    from tui.configuration.remembered import Remembered
    from tui.english.bulk import Bulk
    from tui.origin import Origin

INTERRUPTED = 130
_FEW = 4
"""One in so many paragraphs may be missing from a parallel text that is written."""


class _Way(NamedTuple):
    """How the caller wants articles to be translated."""

    yes: bool
    pause: float | None
    output: Path | None
    force: bool
    offline: bool | None
    """None where the settings say it."""


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1)
@encoding_option
@click.option("--engine", metavar="NAME,NAME", help="Who translates, in the order in which they are asked.")
@click.option("--server", metavar="URL", help="Address of your own LibreTranslate server.")
@click.option("--offline/--no-offline", default=None, help=f"{SETTINGS['offline'].help}.")
@click.option("--yes", is_flag=True, help="Agree to send the text to the engine; remembered from then on.")
@click.option("--pause", type=click.FloatRange(0, 3600), metavar="SECONDS", help="Between two requests.")
@click.option(
    "-o",
    "--output",
    type=Path,
    metavar="PATH",
    help="Write the English of FILE as a parallel text, say FILE.en.md.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--list", "list_them", is_flag=True, help="Print the engines: what they need, and what goes where.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print JSON.")
@click.option("--withdraw", metavar="ENGINE", help="Take back that you agreed to send text to an engine.")
@click.option("--export", "exported", metavar="PATH", help="Write all stored translations to a file, or - .")
@click.option("--import", "imported", metavar="PATH", help="Add the translations in a file, or - .")
def translate(
    files: tuple[str, ...],
    encoding: str | None,
    engine: str | None,
    server: str | None,
    offline: bool | None,
    yes: bool,
    pause: float | None,
    output: Path | None,
    force: bool,
    **instead: Any,
) -> None:
    """Store the English of whole articles, for reading offline; goes on where it was broken off.

    What is translated is stored at once. With --list, --withdraw, --export or --import nothing is translated.
    """
    others = [instead["list_them"], *(instead[name] is not None for name in ("withdraw", "exported", "imported"))]
    if bool(files) + sum(others) != 1:
        fail("translate needs FILEs, or one of --list, --withdraw, --export and --import.", WRONG_USE)
    if output is not None and len(files) != 1:
        fail("--output is for the English of one FILE.", WRONG_USE)
    if str(output) == "-":
        fail("--output needs the name of a file, say FILE.en.md.", WRONG_USE)
    directories = Directories.of_user()
    configuration = _configuration(directories, {"engine": engine, "server": server, "offline": offline})
    if files:
        _translate_files(files, encoding, configuration, directories, _Way(yes, pause, output, force, offline))
    else:
        _manage(configuration, directories, force=force, **instead)


def _manage(
    configuration: Configuration,
    directories: Directories,
    *,
    list_them: bool,
    as_json: bool,
    withdraw: str | None,
    exported: str | None,
    imported: str | None,
    force: bool,
) -> None:
    """Do what is about the engines, or about all stored translations."""
    from tui.subcommands.carrying import export_translations, import_translations
    from tui.subcommands.engines import print_engines, withdraw_consent

    if list_them:
        print_engines(configuration, directories, as_json=as_json)
    elif withdraw is not None:
        withdraw_consent(withdraw, directories)
    elif exported is not None:
        export_translations(exported, directories, force=force)
    elif imported is not None:
        import_translations(imported, directories)


def _configuration(directories: Directories, options: Mapping[str, object]) -> Configuration:
    configuration = load_settings(directories, os.environ, options)
    for problem in configuration.problems:
        if problem.startswith("option: "):
            fail(problem.removeprefix("option: "), WRONG_USE)
        warn(problem)
    return configuration


def _translate_files(
    files: tuple[str, ...], encoding: str | None, configuration: Configuration, directories: Directories, way: _Way
) -> None:
    from articles.formats.unreadable import UnreadableError

    well = True
    for name in files:
        try:
            article, origin = read_named(name, encoding, offline=way.offline)
        except UnreadableError as error:
            warn(str(error))
            well = False
            continue
        if len(files) > 1:
            say(article.title)
        well = _translate(article, origin, configuration, directories, way) and well
    if not well:
        sys.exit(FOUND_WRONG)


def _translate(
    article: Article, origin: Origin, configuration: Configuration, directories: Directories, way: _Way
) -> bool:
    """Store the English of an article, and write it where that is wanted; return whether all of it is there."""
    from tui.configuration.remembered import Remembered
    from tui.english.setup import make_translator

    if way.output is not None:
        _check_output(way.output, origin, directories, force=way.force)
    remembered = Remembered(directories.state_file)
    translator, problem = make_translator(
        article.language,
        _own_english(article, origin, directories, way.output),
        configuration.settings,
        directories,
        lambda key: way.yes or remembered.consented(key),
    )
    warn(problem)
    blocks = [(index, block.text) for index, block in enumerate(article.blocks)]
    missing = [(index, text) for index, text in blocks if translator.stored(text, index) is None]
    say(f"The English of {len(blocks) - len(missing)} of {number_of(len(blocks), 'paragraph')} is here already.")
    if missing:
        _leave_only_allowed(translator, remembered, way)
    bulk = _fill(translator, missing, remembered, way)
    left = sum(translator.stored(text, index) is None for index, text in missing)
    if left:
        going_on = "--no-offline lets engines be asked" if translator.offline else "call it again to go on"
        warn(f"{bulk.problem} {number_of(left, 'paragraph')} without English; {going_on}.".strip())
    if way.output is not None and (left > bulk.failed or left * _FEW > len(blocks)):
        warn(f"{way.output} was not written: too many paragraphs have no English.")
    elif way.output is not None:
        _write(article, translator, way.output, force=way.force)
    return not left


def _fill(translator: Translator, missing: Sequence[tuple[int, str]], remembered: Remembered, way: _Way) -> Bulk:
    """Have the missing blocks, given by their indexes and texts, translated, and say how many were."""
    from tui.english.bulk import Bulk

    bulk = Bulk(translator, pause=way.pause, tell=tell, wait=wait)
    try:
        for _ in with_progress(bulk.run(missing), len(missing)):
            if way.yes and bulk.done:
                _remember(remembered, bulk.done[-1].engine, bulk.done[-1].server)
    except KeyboardInterrupt:
        translator.close()
        warn(f"stopped; {number_of(len(bulk.done), 'new paragraph')} stored. Call it again to go on.")
        sys.exit(INTERRUPTED)
    if translator.notice != bulk.problem:
        warn(translator.notice)
    say(f"{number_of(len(bulk.done), 'new paragraph')} stored.")
    return bulk


def _leave_only_allowed(translator: Translator, remembered: Remembered, way: _Way) -> None:
    """Let the translator ask only engines that the reader has agreed to; exit when there is none."""
    from articles.translation.failures import EngineError
    from tui.english.setup import consent_key

    if translator.offline:
        return
    allowed: list[Engine] = []
    unasked: list[str] = []
    for engine in translator.engines:
        try:
            key = consent_key(engine.name, engine.server)
        except EngineError as error:
            warn(error.sentence)
            continue
        if way.yes or not engine.third_party or remembered.consented(key):
            allowed.append(engine)
        else:
            unasked.append(f"{engine.label} ({engine.server})")
    if unasked and not allowed:
        fail(f"the text would be sent to {unasked[0]}; if you agree, add --yes, and it is remembered.", WRONG_USE)
    translator.engines = tuple(allowed)


def _remember(remembered: Remembered, engine: str, server: str) -> None:
    from articles.clock import timestamp, utc_now
    from tui.english.setup import consent_key

    key = consent_key(engine, server)
    if remembered.consented(key):
        return
    try:
        remembered.consent(key, timestamp(utc_now()))
    except OSError as error:
        warn(f"that you agreed could not be remembered: {error.strerror}.")


def _check_output(path: Path, origin: Origin, directories: Directories, *, force: bool) -> None:
    from annotations.location import SUFFIX
    from tui.opening.article import notes_of

    refuse_to_overwrite(path, filter(None, (origin.path, Path(notes_of(origin, directories)))))
    if path.name.endswith(SUFFIX) or os.path.lexists(path.with_name(path.name + SUFFIX)):
        fail(
            f"{path} is an article with notes or notes, and is not overwritten; choose another name.",
            WRONG_USE,
        )
    if not force and os.path.lexists(path):
        fail(f"{path} is there already and stays as it is; --force writes over it.")


def _own_english(
    article: Article, origin: Origin, directories: Directories, output: Path | None
) -> Parallel | Mismatch | None:
    """Return the reader's own English, but for a file that is to be written over, which is said."""
    from articles.storage import is_one_of
    from tui.english.setup import beside, own_english, take_english_named

    take_english_named(origin, directories)
    there = beside(origin)
    if output is None or there is None or not is_one_of(output, [there]):
        return own_english(article, origin)
    warn(f"{output} is written anew: the English that is in it now does not count.")
    return None


def _write(article: Article, translator: Translator, path: Path, *, force: bool) -> None:
    """Write the English of an article as a parallel text, without the paragraphs that have none."""
    from tui.english.parallel_text import UnwritableError, parallel_text, save

    english = [translator.stored(block.text, index) for index, block in enumerate(article.blocks)]
    missing = english.count(None)
    if missing == len(english):
        fail(f"{translator.notice} {path} was not written: there is no English.".strip())
    try:
        save(path, parallel_text(article, english), force=force)
    except UnwritableError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.")
    without = f", without the English of {number_of(missing, 'paragraph')}" if missing else ""
    say(f"Written: {path}{without}")
