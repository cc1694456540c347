"""Bytes that stand in a text of UTF-8 and are none: those of Windows-1252 are read, the others replaced."""

from __future__ import annotations

import re

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_STRAYS = re.compile("[\udce0-\udcf4][\udc80-\udcbf]|[\udc80-\udcff]")
"""Bytes that could not be decoded, as `surrogateescape` shows them; first what begins like a character."""
_SIGNS = "€‚„…†‰Š‹ŒŽ‘’“”•–—™šœž›§©«»®°±²³´µ·¹×÷½"
_LETTERS = "ÀÁÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôöøùúûü"
_READ = {byte: character for character in _SIGNS + _LETTERS for byte in character.encode("cp1252")}
"""What is read as Windows-1252. Not in it are bytes that are rather left over from a character of UTF-8."""
_BEHIND_LETTERS = "„…‹“”‘’–—›"
_PUNCTUATION = "â"
"""With this byte the quotation marks and dashes of UTF-8 begin."""


def read_strays(text: str) -> tuple[str, int, int]:
    """Return a text without its strays, how many were read as Windows-1252, and how many were replaced by U+FFFD.

    A piece of a text comes out as it does in the whole, as long as no character is cut in two.
    """
    western = replaced = 0

    def read(strays: re.Match[str]) -> str:
        nonlocal western, replaced
        bytes_ = strays.group().encode("utf-8", "surrogateescape")
        characters = "".join(_READ.get(byte, _REPLACED) for byte in bytes_)
        cut_off = len(characters) > 1 and (characters[0] == _PUNCTUATION or characters[1] not in _BEHIND_LETTERS)
        if cut_off or _REPLACED in characters:
            replaced += 1
            return _REPLACED
        western += len(characters)
        return characters

    return _STRAYS.sub(read, text), western, replaced
