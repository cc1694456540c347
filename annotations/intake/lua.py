"""Tables of the language Lua, read as data: nothing in them is ever run.

What is understood are literals (Lua 5.1 and the escapes of 5.2 and later), comments, and one `return` before them:
https://www.lua.org/manual/5.4/manual.html#3.1
"""

from __future__ import annotations

import re
from typing import Final

from annotations.intake.item import TOO_MUCH, NotUnderstoodError

Value = str | int | float | bool | None | dict[object, "Value"]
Table = dict[object, Value]

DEEPEST: Final = 64
MOST_VALUES: Final = 1_000_000
_SPACE: Final = re.compile(r"[ \t\r\n\v\f]++|--\[(=*)\[.*?\]\1\]|--(?!\[=*\[)[^\n]*+", re.DOTALL)
_LONG: Final = re.compile(r"\[(=*)\[(?:\r\n|\n|\r)?(.*?)\]\1\]", re.DOTALL)
_SHORT: Final = re.compile(
    r'"((?>(?:[^"\\\n]++|\\.){0,500000}))"|\'((?>(?:[^\'\\\n]++|\\.){0,500000}))\'', re.DOTALL
)
_NUMBER: Final = re.compile(
    r"-?(?:0[xX][0-9a-fA-F]{1,16}|(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,4})?)(?!\w)"
)
_NAME: Final = re.compile(r"[A-Za-z_]\w*+", re.ASCII)
_ESCAPE: Final = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,6})\}|z\s*|(\d{1,3})|(\r\n|.))", re.DOTALL)
_SIGNS: Final = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "\r\n": "\n",
    "\r": "\n",
}
_WORDS: Final[dict[str, Value]] = {"true": True, "false": False, "nil": None}


def read_table(data: bytes) -> Table:
    """Return the table that a Lua file consists of; positions count from 1. Strings are taken for UTF-8.

    Raises NotUnderstoodError for whatever is no literal, is nested too deeply or holds too much.
    """
    # One character a byte: an escape may name any byte of a character in UTF-8.
    return _Parser(data.removeprefix(b"\xef\xbb\xbf").decode("latin-1")).file()


def listed(value: Value) -> list[Table]:
    """Return the tables within a table, those with numbers for keys in their order."""
    if not isinstance(value, dict):
        return []
    numbered = sorted(key for key in value if isinstance(key, (int, float)) and not isinstance(key, bool))
    found = (value[key] for key in numbered)
    return [one for one in found if isinstance(one, dict)]


class _Parser:
    """Goes through a text from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._count = 0

    def file(self) -> Table:
        self._skip()
        name = _NAME.match(self._text, self._at)
        if name and name[0] == "return":
            self._at = name.end()
            self._skip()
        if not self._takes("{"):
            raise self._failed("no table begins")
        table = self._table(0)
        self._takes(";")
        if self._at < len(self._text):
            raise self._failed("something stands behind the table")
        return table

    def _table(self, depth: int) -> Table:
        if depth >= DEEPEST:
            raise NotUnderstoodError("it is nested too deeply")
        table: Table = {}
        position = 0
        while not self._takes("}"):
            key = self._key(depth)
            value = self._value(depth)
            if key is None:
                position += 1
                key = position
            if value is not None:
                table[key] = value
            if not self._takes(",") and not self._takes(";"):
                if not self._takes("}"):
                    raise self._failed("a table does not go on as one")
                break
        return table

    def _key(self, depth: int) -> object:
        """Read what stands before a value, if there is something; None for a value by position."""
        if self._text.startswith("[", self._at) and not _LONG.match(self._text, self._at):
            self._takes("[")
            key = self._value(depth)
            if key is None or isinstance(key, dict) or not self._takes("]") or not self._takes("="):
                raise self._failed("a key is none")
            return key
        name = _NAME.match(self._text, self._at)
        if name is None or name[0] in _WORDS:
            return None
        self._at = name.end()
        self._skip()
        if not self._takes("="):
            raise self._failed("there is no value behind a name")
        return name[0]

    def _value(self, depth: int) -> Value:
        self._count += 1
        if self._count > MOST_VALUES:
            raise NotUnderstoodError(TOO_MUCH)
        if self._takes("{"):
            return self._table(depth + 1)
        for pattern, read in ((_SHORT, _short), (_LONG, _long), (_NUMBER, _number), (_NAME, _word)):
            found = pattern.match(self._text, self._at)
            if found:
                try:
                    value = read(found)
                except KeyError:
                    break
                self._at = found.end()
                self._skip()
                return value
        raise self._failed("there is something that is no plain value")

    def _takes(self, sign: str) -> bool:
        if not self._text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        self._skip()
        return True

    def _skip(self) -> None:
        while found := _SPACE.match(self._text, self._at):
            self._at = found.end()

    def _failed(self, why: str) -> NotUnderstoodError:
        return NotUnderstoodError(f"{why} (line {self._text.count(chr(10), 0, self._at) + 1})")


def _short(found: re.Match[str]) -> str:
    return _utf8(_ESCAPE.sub(_unescaped, found[1] if found[1] is not None else found[2]))


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    if found[2]:
        code = int(found[2], 16)
        return chr(code).encode("utf-8", "replace").decode("latin-1") if code < 0x110000 else "?"
    if found[3]:
        return chr(min(255, int(found[3])))
    return _SIGNS.get(found[4], found[4]) if found[4] else ""


def _long(found: re.Match[str]) -> str:
    return _utf8(found[2])


def _number(found: re.Match[str]) -> int | float:
    text = found[0]
    if "x" in text.lower():
        return int(text, 16)
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def _word(found: re.Match[str]) -> Value:
    return _WORDS[found[0]]


def _utf8(text: str) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "replace")
