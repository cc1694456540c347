"""The configuration file: its values, and the lines they stand on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, NamedTuple

_STRINGS_AND_COMMENTS: Final = r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5} | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | \#[^\n]*
"""
_HIDDEN: Final = "\0"
_LARGEST: Final = 1_000_000


class ConfigFile(NamedTuple):
    """What a configuration file says."""

    values: Mapping[str, Any]
    lines: Mapping[tuple[str, ...], int]
    """Lines, counted from 1, of keys and of keys in tables: `("width",)`, `("keys", "undo")`."""

    def line_of(self, *path: str) -> int:
        """Return the line of an entry; of one that is part of another, the line of that one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


class UnreadableConfigError(Exception):
    """The file cannot be used at all; its text says why, and on which line."""


def read_config_file(path: Path) -> ConfigFile:
    """Return what the file says; raises UnreadableConfigError and FileNotFoundError."""
    try:
        text = _text(path)
        return ConfigFile(tomllib.loads(text), dict(_lines(text)))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableConfigError(f" cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UnreadableConfigError(f", line {line}: this is not UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise UnreadableConfigError(_not_toml(str(error), text)) from None
    except RecursionError:
        raise UnreadableConfigError(": values are nested too deep.") from None


def _text(path: Path) -> str:
    path.stat()
    if not path.is_file() or path.stat().st_size > _LARGEST:
        raise OSError(0, "it is no file of settings")
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _not_toml(message: str, text: str) -> str:
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", message, re.DOTALL)
    line = (found and found[2]) or text.rstrip("\n").count("\n") + 1
    reason = found[1] if found else message
    return f', line {line}: this is not TOML ({reason}); settings are written width = 72 or theme = "paper".'


def _lines(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each entry of valid TOML with its line."""
    # Strings and comments are hidden, so that what looks like an entry in them is not taken for one.
    masked = re.sub(_STRINGS_AND_COMMENTS, _mask, text, flags=re.VERBOSE | re.DOTALL)
    rows = masked.split("\n")
    depths = accumulate((sum(map(row.count, "[{")) - sum(map(row.count, "]}")) for row in rows), initial=0)
    table: tuple[str, ...] = ()
    for number, (shown, row, depth) in enumerate(zip(text.split("\n"), rows, depths, strict=False), 1):
        if depth or row.startswith(_HIDDEN):
            continue
        if row.lstrip().startswith("["):
            table = _names(shown[: row.rindex("]")])
            yield table, number
        elif "=" in row:
            yield (*table, *_names(shown[: row.index("=")])), number


def _mask(found: re.Match[str]) -> str:
    """Return as many signs as were found, the first as it is, line feeds kept."""
    return found[0][0] + re.sub(r"[^\n]", _HIDDEN, found[0][1:])


def _names(written: str) -> tuple[str, ...]:
    """Return the parts of a dotted key or of a table's head."""
    parts = re.findall(r'"((?:\\.|[^"\\])*)"|\'([^\']*)\'|([\w-]+)', written)
    return tuple(double or single or bare for double, single, bare in parts)
