"""What may reach a terminal: the one function that makes foreign text safe to show.

Text is stored raw and sanitised on display. Articles, notes, tags, file names, translations and error texts all
pass through `display` before they become part of a screen.
"""

from __future__ import annotations

import os
import re
import unicodedata

# Everything outside these ranges is looked at one code point at a time; what lies inside is shown as it is and
# is one cell wide: Latin, Greek and Cyrillic letters, typographic punctuation, currency signs, arrows, boxes.
ODD = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2190-\u2199\u2500-\u259f\u25a0-\u25fc]"
)

REPLACEMENT = "\ufffd"
_MOST_MARKS = 4
_DROPPED = frozenset({0xAD, *range(0x200B, 0x200E), *range(0x2060, 0x2065), *range(0x1F3FB, 0x1F400)})
_INVISIBLE_LETTERS = frozenset({0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800})
_DISPUTED = frozenset(
    {*range(0x2630, 0x2638), *range(0x268A, 0x2690), *range(0x3248, 0x3250), *range(0x1D300, 0x1D377), 0x06DE}
    | {*range(0xD7B0, 0xD7FC)}
)
"""Signs that are as wide for Rich as for neither tmux 3.3a nor screen 4.9, or for one of these alone."""
# What no terminal may act on, what is not assigned (no two agree on its width), and marks that take a cell of
# their own in tmux and none in Rich.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Mc"})
_MARKS = frozenset({"Mn", "Me"})


def _shown(code: int) -> str | None:
    """Return what stands on the screen for one code point; None where nothing does."""
    if code == 0x0A:
        return "\n"
    if code == 0x09:
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code in _DROPPED or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
        return None
    if 0x1F1E6 <= code <= 0x1F1FF:  # a flag is two of these; terminals disagree on its width
        return chr(code - 0x1F1E6 + ord("A"))
    return REPLACEMENT if _unfit(chr(code)) else chr(code)


def _unfit(character: str) -> bool:
    """Tell whether a character is invisible, unsafe, or of a width on which programs disagree."""
    category = unicodedata.category(character)
    if category in _MARKS:
        # screen gives marks that are younger than its tables a cell of their own.
        return unicodedata.ucd_3_2_0.category(character) not in _MARKS
    return ord(character) in _INVISIBLE_LETTERS or ord(character) in _DISPUTED or category in _UNSAFE_CATEGORIES


class _Shown(dict[int, str | None]):
    """A table for `str.translate` that works out each code point once, when it is first met."""

    def __missing__(self, code: int) -> str | None:
        shown = self[code] = _shown(code)
        return shown


_TABLE = _Shown()


def display(text: str, *, oneline: bool = False) -> str:
    """Return `text` so that no part of it can act on a terminal or upset its columns.

    C0 controls and DEL become their pictures, C1, bidirectional controls, line separators, other format
    characters and surrogates U+FFFD, and so do characters that are not assigned or on whose width tmux, screen
    and Rich disagree; zero-width characters, variation selectors and skin tones are dropped; at most four
    combining marks follow a letter; a tab is four spaces. Line feeds stay, unless `oneline` shows them as `␊`.
    """
    if not ODD.search(text):
        return text
    shown = text.translate(_TABLE)
    if oneline:
        shown = shown.replace("\n", "\u240a")
    return shown if shown.isascii() else _limit_marks(shown)


def _limit_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def without_home(path: str | os.PathLike[str]) -> str:
    """Return a path with `~` in place of the home directory, which often holds a name."""
    home = os.path.expanduser("~")
    text = os.fspath(path)
    return "~" + text[len(home) :] if home != "/" and text.startswith(home + os.sep) else text
