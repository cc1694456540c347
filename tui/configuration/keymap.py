"""The `[keys]` table of the configuration: keys by the commands' ids, refused where they cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple

from tui.commands import ALWAYS_QUITS, BY_ID, Keymap, shown_key
from tui.keynames import EXAMPLES, key_named, nearest_key

_KEPT: Final = frozenset({"ctrl+c", "ctrl+z"})
"""Keys that terminals and shells give a meaning of their own."""


class _Entry(NamedTuple):
    """Keys that the reader wants for a command."""

    keys: tuple[str, ...]
    line: int


def read_keymap(
    table: Mapping[str, object], line_of: Callable[[str], int]
) -> tuple[Keymap, list[tuple[int, str]]]:
    """Return the keymap with the changes of a table, and what of it was refused: lines and sentences.

    `table` holds `"j, down"` or `["j", "down"]` by command id, an empty list for no key. A command whose entry is
    refused keeps its usual keys.
    """
    entries: dict[str, _Entry] = {}
    refused: list[tuple[int, str]] = []
    for command_id, value in table.items():
        line = line_of(command_id)
        try:
            entries[command_id] = _Entry(_keys_of(command_id, value), line)
        except ValueError as error:
            refused.append((line, str(error)))
    refused += _without_clashes(entries)
    return Keymap.of({command_id: entry.keys for command_id, entry in entries.items()}), sorted(refused)


def _keys_of(command_id: str, value: object) -> tuple[str, ...]:
    """Return Textual's names of the keys that a value names; raises ValueError with a sentence."""
    if command_id not in BY_ID:
        near = get_close_matches(command_id.lower().replace("_", "-"), BY_ID, 1)
        hint = f"did you mean {near[0]}?" if near else "`lesart keys` lists them."
        raise ValueError(f"there is no command “{command_id}”; {hint}")
    if isinstance(value, str):
        value = [value] if value.strip() == "," else re.split(r"[,\s]+", value.strip(", \t\n")) if value else []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f'{command_id} needs keys, as in "j, down" or ["j", "down"]; [] is for no key.')
    keys = tuple(dict.fromkeys(_key_of(command_id, one) for one in value))
    return (*keys, *({ALWAYS_QUITS} - {*keys})) if command_id == "quit" else keys


def _key_of(command_id: str, written: str) -> str:
    key = key_named(written)
    if not key:
        near = nearest_key(written)
        hint = f" Did you mean {near}?" if near else ""
        raise ValueError(f"{command_id}: “{written}” is no key; keys are written {EXAMPLES}.{hint}")
    if key in _KEPT or (key == ALWAYS_QUITS and command_id != "quit"):
        raise ValueError(f"{command_id}: {shown_key(key)} cannot be given another meaning.")
    return key


def _without_clashes(entries: dict[str, _Entry]) -> list[tuple[int, str]]:
    """Drop entries until no two commands have a key in common; return what is said about those dropped."""
    refused = []
    while clash := _clash(entries):
        dropped, other, key = clash
        sentence = f"{dropped}: {shown_key(key)} is the key of {other}; give one of them another key."
        refused.append((entries.pop(dropped).line, sentence))
    return refused


def _clash(entries: Mapping[str, _Entry]) -> tuple[str, str, str] | None:
    """Return the entry to be dropped, the command that keeps the key, and the key; None when there is no clash.

    Of two entries the later one is dropped; a usual key that another command still has is never taken from it.
    """
    owners: dict[str, str] = {}
    for command in BY_ID.values():
        for key in () if command.id in entries else command.keys:
            owners[key] = command.id
    for command_id, entry in sorted(entries.items(), key=lambda item: item[1].line):
        for key in entry.keys:
            if owners.setdefault(key, command_id) != command_id:
                return command_id, owners[key], key
    return None
