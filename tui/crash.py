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
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines) + "\n"


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
