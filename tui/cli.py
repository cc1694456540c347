"""The entry of the command line: an article is opened at once, everything else goes to the subcommands."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; never returns."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        # What the reader's files hold need not be encodable; it is shown as well as can be.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            _run(sys.argv[1:])
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.filename is not None:
            _crashed(error)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print(f"lesart: the output could not be written: {error.strerror}.", file=sys.stderr)
        sys.exit(1)
    except Exception as error:
        # Python would print the error's own text, which may hold parts of articles and notes.
        _crashed(error)


def _open_closed_streams() -> None:
    """Give the program the streams that its caller has closed: nothing to read, and nowhere to write to."""
    # Written to, standard output fails, as it should: results that nobody gets are no success.
    for name, access, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8")
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def _crashed(error: Exception) -> NoReturn:
    """Leave a report, say where it is, and exit."""
    from articles.clock import utc_now
    from tui.failing import fail
    from tui.settings import Directories
    from tui.terminal.crash import leave_report

    if "tui.early" in sys.modules and sys.stdout.isatty():
        from tui.terminal.modes import RESET

        print(RESET, end="", flush=True)
    fail(leave_report(error, "What was saved is safe.", Directories.of_user().data, utc_now()))


def _run(arguments: list[str]) -> NoReturn:
    """Open what are clearly files without the time it takes to import the rest of the command line."""
    from tui.subcommands import NAMES

    options = any(one.startswith("-") for one in arguments)
    if arguments and arguments[0] not in NAMES and not options:
        from tui.start import read

        read(arguments, None, {})
    from tui.subcommands.group import lesart

    lesart(prog_name="lesart")
    sys.exit(0)
