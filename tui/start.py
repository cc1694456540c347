"""Opening an article: the first page before anything that it does not need, then the program."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from articles.formats.unreadable import UnreadableError
from tui.failing import WRONG_USE, fail
from tui.frame import HEIGHT
from tui.opening import is_address, open_stdin
from tui.reading import Reading
from tui.settings import Configuration, Directories, Settings, load_settings
from tui.terminal import colour_depth, prepare_environment, refusal
from tui.themes import looks, palette_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from tui.subcommands.plain import PlainOptions


def read(
    file: str | None,
    encoding: str | None,
    options: Mapping[str, object],
    plain: PlainOptions | None = None,
    *,
    again: bool = False,
) -> NoReturn:
    """Show an article (`-`: standard input; None: the library) until the reader leaves; exits, never returns.

    With `plain`, or when standard output is not a terminal, it is printed instead. `again` fetches a page of
    which there is a copy.
    """
    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, options)
    wrong = [problem for problem in configuration.problems if problem.startswith("option: ")]
    if wrong:
        fail(wrong[0].removeprefix("option: "), WRONG_USE)
    if file is not None and is_address(file):
        _fetch(file, configuration.settings, directories, again=again)
    if file is not None and (plain is not None or not sys.stdout.isatty()):
        from tui.subcommands.plain import PlainOptions, print_article

        print_article(file, encoding, plain or PlainOptions(), configuration, directories)
        sys.exit(0)
    reading = _open(file, encoding, configuration, directories)
    sentence = refusal(os.environ)
    if sentence:
        fail(sentence, WRONG_USE)
    prepare_environment(os.environ, configuration.settings.colours)
    _show(reading, encoding, configuration, directories)


def _fetch(address: str, settings: Settings, directories: Directories, *, again: bool) -> None:
    from tui.web import keep_copy

    try:
        keep_copy(address, directories.data, offline=settings.offline, again=again)
    except UnreadableError as error:
        fail(str(error))


def _open(
    file: str | None, encoding: str | None, configuration: Configuration, directories: Directories
) -> Reading | None:
    if file is None:
        return None
    try:
        if file != "-":
            return Reading.open(file, configuration.settings, directories, encoding=encoding)
        if sys.stdin.isatty():
            fail("`lesart -` reads an article from standard input, as in `cat FILE | lesart -`.", WRONG_USE)
        opened = open_stdin(sys.stdin.buffer.read(), encoding=encoding)
    except UnreadableError as error:
        fail(str(error))
    _take_keyboard()
    return Reading(*opened, configuration.settings, directories)


def _take_keyboard() -> None:
    """Read keys from the terminal, now that standard input has been read to its end."""
    try:
        keyboard = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        fail("there is no terminal to read keys from; `lesart read --plain -` prints the article.", WRONG_USE)
    os.dup2(keyboard, sys.stdin.fileno())
    os.close(keyboard)


def _show(
    reading: Reading | None, encoding: str | None, configuration: Configuration, directories: Directories
) -> NoReturn:
    from tui.early import show_first_page
    from tui.line import Line

    settings = configuration.settings
    painted = ""
    with Line() as line:
        if reading is not None:
            depth = colour_depth(os.environ)
            width, height = os.get_terminal_size(sys.stdout.fileno())
            viewport = reading.viewport(reading.pages(width, settings.width), max(1, height - HEIGHT))
            palette = palette_for(settings.theme, depth)
            painted = show_first_page(reading, viewport, width, looks(palette, colours=depth != "none"))

        from tui.quick_import import quick_import

        with quick_import():
            from tui.app import LesartApp
            from tui.driver import LesartDriver

        app = LesartApp(
            settings,
            directories,
            reading,
            encoding=encoding,
            problems=configuration.problems,
            line=line,
            painted=painted,
            lasting=configuration.lasting,
            driver_class=LesartDriver,
        )
        sentence = app.run(mouse=settings.mouse)
    if sentence:
        fail(sentence)
    sys.exit(app.return_code or 0)
