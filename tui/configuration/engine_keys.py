"""The table `[engine-keys]` of the configuration file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from articles.translation.keys import VARIABLES, Keys


def read_engine_keys(table: object) -> tuple[Keys, list[tuple[str, str]]]:
    """Return the keys by engine, and names with sentences on what cannot be used. No sentence shows a key."""
    if not isinstance(table, dict):
        return Keys(), [("", 'engines have a table: [engine-keys], then deepl = "KEY".')]
    good = Keys({name: key for name, key in table.items() if name in VARIABLES and isinstance(key, str)})
    known = f"there are {', '.join(VARIABLES)}, each with its key in quotation marks."
    return good, [
        (name, f"{name} cannot be among the engines' keys; {known}") for name in table if name not in good
    ]


def origin_of_key(engine: str, environment: Mapping[str, str], origins: Mapping[str, str]) -> str:
    """Return where an engine's key comes from, empty when there is none but perhaps one in the keyring."""
    named = next((name for name in VARIABLES[engine] if environment.get(name, "").strip()), "")
    return named or origins.get(f"engine-keys {engine}", "")


def open_to_others(path: Path) -> bool:
    """Tell whether others on this machine can read a file; one that is not there, they cannot."""
    try:
        return bool(stat.S_IMODE(os.stat(path).st_mode) & 0o044)
    except OSError:
        return False
