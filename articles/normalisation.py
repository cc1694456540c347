"""Text in Unicode's normal form, whatever it is: also where accents stand in endless rows."""

from __future__ import annotations

import re
import unicodedata

_ROW = 256
_MOST_MARKS = 30
_MANY_SIGNS = r"[^\w\s!-~]{31,}"
_JOINER = "\N{COMBINING GRAPHEME JOINER}"


def normal(text: str) -> str:
    """Return `text` in NFC; where hundreds of accents stand in a row, it is made safe for that first."""
    # To put so many in order takes time with the square of their number; a row of them cannot be missed so.
    if any(unicodedata.combining(text[at]) for at in range(0, len(text), _ROW)):
        text = stream_safe(text)
    return unicodedata.normalize("NFC", text)


def stream_safe(text: str) -> str:
    """Return `text`, as long as it was, with no more than 30 marks in a row (after UAX #15, D4).

    Putting accents in order takes time with the square of their number, so what stands at every 31st place of a
    longer row, which no language has, is a joiner that nobody sees.
    """
    return re.sub(_MANY_SIGNS, _with_joiners, text)


def _with_joiners(signs: re.Match[str]) -> str:
    made: list[str] = []
    row = 0
    for sign in signs[0]:
        row = row + 1 if unicodedata.category(sign)[0] == "M" and sign != _JOINER else 0
        made.append(_JOINER if row and row % (_MOST_MARKS + 1) == 0 else sign)
    return "".join(made)
