"""What is typed, as text, without what would end the program or press keys that nobody pressed."""

from __future__ import annotations

import codecs
import re
from typing import Final

_ANSWERS: Final = re.compile(
    "\x1b\\[[?>=][0-9;]*[cnR]"  # what the terminal is, and how it is
    "|\x1b[\\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\\\)"  # its colours, its name
)
"""Answers to what a program before this one asked; key by key they would be commands."""


class TypedDecoder:
    """Decodes keys as they come, in pieces, as an incremental decoder of `codecs` does.

    A byte that is no UTF-8 becomes U+FFFD.
    """

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        """Return the text of the next bytes; a letter that is not complete waits for its rest."""
        return _ANSWERS.sub("", self._utf8.decode(data, final))
