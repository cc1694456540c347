"""Pasted text as text: nothing in it is taken for keys.

Textual's parser looks for keys inside a bracketed paste too, and gives an escape sequence that it does not know
to the program as if it had been typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"


class PasteParser(XTermParser):
    """Textual's parser of what the terminal sends, which never sees the text between BEGIN and END."""

    _before = ""
    """The last characters outside of pastes: a BEGIN can arrive in two pieces."""
    _pasted: str | None = None
    """What has been pasted so far; None outside of pastes."""

    def feed(self, data: str) -> Iterable[Message]:
        """Yield what the data means; a paste as one event, once its end is there."""
        if not data:
            yield from super().feed(data)
        while data:
            if self._pasted is None:
                keys, data = self._up_to_paste(data)
                yield from super().feed(keys)
                continue
            searched = max(0, len(self._pasted) - len(END))
            self._pasted += data
            end = self._pasted.find(END, searched)
            if end < 0:
                return
            text, data = self._pasted[:end], self._pasted[end + len(END) :]
            self._pasted = None
            yield from (token for token in super().feed(END) if not isinstance(token, Paste))
            yield Paste(text.replace("\x00", ""))

    def _up_to_paste(self, data: str) -> tuple[str, str]:
        """Return the data up to and with the next BEGIN, or all of it, and what is left."""
        begin = (self._before + data).find(BEGIN)
        if begin < 0:
            self._before = (self._before + data)[1 - len(BEGIN) :]
            return data, ""
        until = begin + len(BEGIN) - len(self._before)
        self._before, self._pasted = "", ""
        return data[:until], data[until:]
