"""Opening articles: the first page before anything that it does not need, then the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from articles.formats.unreadable import UnreadableError
from tui.configuration.loading import load_settings
from tui.failing import WRONG_USE, fail, warn
from tui.frame import HEIGHT
from tui.opening.article import open_stdin
from tui.opening.reading_list import ReadingList, gather
from tui.opening.waiting import Waiting
from tui.origin import called, is_address
from tui.reading import Reading
from tui.settings import Configuration, Directories, Settings
from tui.subcommands.mistaken import no_command
from tui.terminal.modes import colour_depth, prepare_environment, refusal
from tui.themes import looks, palette_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, NoReturn

    from tui.subcommands.plain import PlainOptions

_SHOWN_AFTER: Final = 0.15
"""Seconds until it is said that an article is being read."""


def read(
    names: Sequence[str],
    encoding: str | None,
    options: Mapping[str, object],
    plain: PlainOptions | None = None,
    *,
    parallel: str | None = None,
    again: bool = False,
) -> NoReturn:
    """Show articles one at a time, or the library when none is named; exits when the reader leaves.

    `names` are files, folders, addresses, `bundled:NAME`, or `-` alone for standard input. With `plain`, or when
    standard output is not a terminal, they are printed instead. `parallel` is the absolute path of the English of
    a single article, empty for none any longer. `again` fetches pages of which there are copies.
    """
    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, options)
    wrong = [problem for problem in configuration.problems if problem.startswith("option: ")]
    if wrong:
        fail(wrong[0].removeprefix("option: "), WRONG_USE)
    sources, problems = _gather(names)
    if parallel is not None and len(sources) > 1:
        fail("--parallel is the English of one FILE.", WRONG_USE)
    problems += _fetch(sources, configuration.settings, directories, again=again)
    if names and (plain is not None or not sys.stdout.isatty()):
        from tui.subcommands.plain import PlainOptions, print_articles

        plain = (plain or PlainOptions())._replace(parallel=parallel)
        sys.exit(print_articles(sources, encoding, plain, configuration, directories, problems))
    if "-" in sources and len(sources) > 1:
        fail("standard input is read alone, as in `cat FILE | lesart -`.", WRONG_USE)
    settings = configuration.settings
    reading = _open(sources, problems, encoding, parallel, settings, directories) if names else None
    sentence = refusal(os.environ)
    if sentence:
        fail(sentence, WRONG_USE)
    prepare_environment(os.environ, settings.colours)
    _show(reading, ReadingList(sources), _told(problems), encoding, configuration, directories)


def _gather(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what `gather` does; a first name that is that of no file may have been meant as a command."""
    mistaken = no_command(names[0]) if names else ""
    if not mistaken:
        return gather(names)
    sources, problems = gather(names[1:])
    return sources, [mistaken, *problems]


def _fetch(sources: list[str], settings: Settings, directories: Directories, *, again: bool) -> list[str]:
    """Fetch the pages of the web among the sources; take away those that cannot be had, and return why."""
    problems = []
    for address in [source for source in sources if is_address(source)]:
        from tui.opening.web import keep_copy

        try:
            keep_copy(address, directories.data, offline=settings.offline, again=again)
        except UnreadableError as error:
            problems.append(str(error))
            sources.remove(address)
    return problems


def _open(
    sources: list[str],
    problems: list[str],
    encoding: str | None,
    parallel: str | None,
    settings: Settings,
    directories: Directories,
) -> Reading:
    """Open the first article that can be read, or exit; take those before it away, and add why to the problems."""
    while sources:
        doing = f"Reading {called(sources[0])}"
        try:
            with Waiting(doing, after=_SHOWN_AFTER, stream=sys.stdout.fileno(), leave="q leaves") as waiting:
                if sources == ["-"]:
                    return _open_stdin(encoding, parallel, settings, directories)
                return Reading.open(
                    sources[0],
                    settings,
                    directories,
                    encoding=encoding,
                    parallel=parallel,
                    progress=waiting.page,
                )
        except UnreadableError as error:
            problems.append(str(error))
            del sources[0]
    for problem in problems[:-1]:
        warn(problem)
    fail(problems[-1])


def _open_stdin(
    encoding: str | None, parallel: str | None, settings: Settings, directories: Directories
) -> Reading:
    if sys.stdin.isatty():
        fail("`lesart -` reads an article from standard input, as in `cat FILE | lesart -`.", WRONG_USE)
    opened = open_stdin(sys.stdin.buffer.read(), encoding=encoding)
    _take_keyboard()
    return Reading(*opened, settings, directories, parallel=parallel)


def _told(problems: Sequence[str]) -> str:
    """Return what could not be read as far as a line of messages has room for it."""
    more = len(problems) - 1
    others = "another one" if more == 1 else f"{more} others"
    return f"{problems[0]} {others.capitalize()} could not be read either." if more > 0 else "".join(problems)


def _take_keyboard() -> None:
    """Read keys from the terminal, now that standard input has been read to its end."""
    try:
        keyboard = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        fail("there is no terminal to read keys from; `lesart read --plain -` prints the article.", WRONG_USE)
    os.dup2(keyboard, sys.stdin.fileno())
    os.close(keyboard)


def _show(
    reading: Reading | None,
    reading_list: ReadingList,
    said: str,
    encoding: str | None,
    configuration: Configuration,
    directories: Directories,
) -> NoReturn:
    from tui.terminal.line import Line

    settings = configuration.settings
    painted = ""
    with Line() as line:
        if reading is not None:
            reading.listed = reading_list.come_to(reading.origin.source)
            painted = _paint_first_page(reading, settings)

        from tui.terminal.quick_import import quick_import

        with quick_import():
            from tui.app import LesartApp
            from tui.terminal.driver import LesartDriver

        app = LesartApp(
            settings,
            directories,
            reading,
            encoding=encoding,
            reading_list=reading_list,
            problems=configuration.problems,
            said=said,
            line=line,
            painted=painted,
            lasting=configuration.lasting,
            driver_class=LesartDriver,
        )
        sentence = app.run(mouse=settings.mouse)
    if sentence:
        fail(sentence)
    sys.exit(app.return_code or 0)


def _paint_first_page(reading: Reading, settings: Settings) -> str:
    """Show the page the reader left off at; return what was written to the terminal."""
    from tui.early import show_first_page

    depth = colour_depth(os.environ)
    width, height = os.get_terminal_size(sys.stdout.fileno())
    viewport = reading.viewport(reading.pages(width, settings.width), max(1, height - HEIGHT))
    palette = palette_for(settings.theme, depth)
    return show_first_page(reading, viewport, width, looks(palette, colours=depth != "none"))
