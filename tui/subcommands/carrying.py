"""`lesart translate --export` and `--import`: stored translations, from one machine to another."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from articles.storage import create_file, fingerprint, read_head, replace_file
from articles.translation.memory import MemoryFailure, TranslationMemory
from articles.translation.portable import (
    NotTranslationsError,
    export_lines,
    import_lines,
    is_export,
)
from tui.amounts import number_of
from tui.english.setup import memory_of
from tui.failing import FOUND_WRONG, fail, warn
from tui.settings import Directories
from tui.subcommands.common import harmless_json

_HEAD = 1000
"""Bytes in which the first line of an export ends."""


def export_translations(path: str, directories: Directories, *, force: bool) -> None:
    """Write all stored translations to a file, or to standard output for `-`."""
    memory = memory_of(directories)
    try:
        if path == "-":
            sys.stdout.buffer.writelines(_lines(memory))
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


def _lines(memory: TranslationMemory) -> Iterator[bytes]:
    for line in export_lines(memory):
        yield harmless_json(line).encode() + b"\n"
    if memory.notice:
        # It was damaged and is empty now: nothing that should stand in the place of an earlier export.
        raise MemoryFailure(memory.notice)


def _write(path: Path, memory: TranslationMemory, *, force: bool) -> None:
    if force and fingerprint(path) and not is_export(read_head(path, _HEAD, limit=sys.maxsize)[1]):
        fail(f"{path} holds no exported translations and stays as it is; choose another name.")
    # The header is no translation.
    count = -1

    def counted() -> Iterator[bytes]:
        nonlocal count
        for line in _lines(memory):
            count += 1
            yield line

    (replace_file if force else create_file)(path, counted())
    warn(f"{count} translations written to {path}.")


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
    warn(memory.notice)
    warn(f"{number_of(found.stored, 'translation')} added, {found.known} here already.")
    if found.refused:
        warn(f"{number_of(found.refused, 'line')} left out that can be no translation.")
    if not found.complete:
        warn("There were more lines than are taken at a time; the rest was left out.")
    if found.refused or not found.complete:
        sys.exit(FOUND_WRONG)
