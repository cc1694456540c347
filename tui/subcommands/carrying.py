"""`lesart translate --export` and `--import`: stored translations, from one machine to another."""

from __future__ import annotations

import sys
from pathlib import Path

from articles.storage import create_file, replace_file
from articles.translation.memory import MemoryFailure, TranslationMemory
from articles.translation.portable import NotTranslationsError, export_lines, import_lines
from tui.english.setup import memory_of
from tui.failing import FOUND_WRONG, fail, warn
from tui.settings import Directories


def export_translations(path: str, directories: Directories, *, force: bool) -> None:
    """Write all stored translations to a file, or to standard output for `-`."""
    memory = memory_of(directories)
    try:
        if path == "-":
            for line in export_lines(memory):
                sys.stdout.buffer.write(line.encode() + b"\n")
            sys.stdout.buffer.flush()
            return
        _write(Path(path), memory, force=force)
    except MemoryFailure as failure:
        fail(failure.sentence)
    except FileExistsError:
        fail(f"{path} is there already and stays as it is; --force writes over it.")
    except OSError as error:
        if path == "-":
            raise
        fail(f"{path} cannot be written: {error.strerror}.")


def _write(path: Path, memory: TranslationMemory, *, force: bool) -> None:
    data = "".join(f"{line}\n" for line in export_lines(memory)).encode()
    (replace_file if force else create_file)(path, data)
    warn(f"{data.count(bytes([10])) - 1} translations written to {path}.")


def import_translations(path: str, directories: Directories) -> None:
    """Add the translations in a file, or those that come over standard input for `-`."""
    memory = memory_of(directories)
    try:
        if path == "-":
            found = import_lines(sys.stdin.buffer, memory)
        else:
            with open(path, "rb") as file:
                found = import_lines(file, memory)
    except NotTranslationsError as error:
        fail(str(error))
    except MemoryFailure as failure:
        fail(failure.sentence)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    warn(f"{found.stored} translations added, {found.known} were here already.")
    if found.refused:
        warn(f"{found.refused} lines are no translations and were left out.")
    if not found.complete:
        warn("There were more lines than are taken at a time; the rest was left out.")
    if found.refused or not found.complete:
        sys.exit(FOUND_WRONG)
