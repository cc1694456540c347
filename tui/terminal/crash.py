"""What is left of a crash: one sentence, and a report that holds no word of the reader's."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from articles.storage import replace_file
from tui import __version__


def report_of(error: BaseException) -> str:
    """Return where the error came from: files, lines and functions, and kinds of errors.

    Neither the error's own text nor any variable is in it: they may hold parts of articles and notes.
    """
    lines = [
        f"lesart {__version__}, textual {version('textual')}, Python {platform.python_version()}, "
        f"{platform.system()}"
    ]
    for cause in _chain(error):
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {_inside(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def _chain(error: BaseException) -> list[BaseException]:
    """Return an error, those it came from, and those that a group of errors holds, each once."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop(0)
        if one is not None and not any(one is other for other in found):
            found.append(one)
            waiting += [
                one.__cause__,
                one.__context__,
                *(one.exceptions if isinstance(one, BaseExceptionGroup) else ()),
            ]
    return found


def _inside(filename: str) -> str:
    """Return the end of a file's path: what comes before it may hold the user's name."""
    return "/".join(Path(filename).parts[-3:])


def leave_report(error: BaseException, notes: str, directory: Path, moment: datetime) -> str:
    """Write the report into `directory` and return what the reader is told; `notes` says how the notes are."""
    said = f"lesart broke off because of an error of its own ({type(error).__name__}). {notes}"
    path = directory / f"crash-{moment:%Y%m%d-%H%M%S}.txt"
    try:
        directory.mkdir(parents=True, exist_ok=True)
        replace_file(path, report_of(error).encode())
    except OSError as problem:
        return f"{said} A report could not be written: {problem.strerror}."
    return f"{said} A report without any of your texts is in {path}."
