"""What is typed, as text, without what would end the program or press keys that nobody pressed."""

from __future__ import annotations

import codecs
import re
from typing import Final

_PASTE: Final = re.compile("(\x1b\\[20[01]~)")
_PASTE_BEGINS: Final = "\x1b[200~"
_HALF_AN_END: Final = re.compile("\x1b(?:\\[(?:2(?:01?)?)?)?$")
_CONTROLS: Final = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10, 13})
_ANSWERS: Final = re.compile(
    "\x1b\\[[?>=][0-9;]*[cnR]"  # what the terminal is, and how it is
    "|\x1b[\\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\\\)"  # its colours, its name
)
"""Answers to what a program before this one asked; key by key they would be commands."""


class TypedDecoder:
    """Decodes keys as they come, in pieces, as an incremental decoder of `codecs` does.

    A byte that is no UTF-8 becomes U+FFFD. Of what is pasted, control characters are left out: a key within it
    would be pressed.
    """

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._pasting = False
        self._half = ""

    def decode(self, data: bytes, final: bool = False) -> str:
        """Return the text of the next bytes; the beginning of what ends a paste waits for its rest."""
        text = self._half + self._utf8.decode(data, final)
        parts = [self._part(part) for part in _PASTE.split(text)]
        return "".join(parts)

    def _part(self, text: str) -> str:
        self._half = ""
        if _PASTE.fullmatch(text):
            self._pasting = text == _PASTE_BEGINS
            return text
        if not self._pasting:
            return _ANSWERS.sub("", text)
        half = _HALF_AN_END.search(text)
        if half:
            self._half = half.group()
        return text.removesuffix(self._half).translate(_CONTROLS)
