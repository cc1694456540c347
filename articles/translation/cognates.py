"""What two words of related languages have in common when one is the other's translation."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ß": "ss", "æ": "a", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "œ": "o"})
_SOUNDS = str.maketrans({"z": "k", "c": "k", "y": "i", "w": "v", "j": "i"})
_SPELLINGS = re.compile(r"ph|th|sch|sh|ch|qu|x")
_SAME_SOUND = {"ph": "f", "th": "t", "sch": "s", "sh": "s", "ch": "k", "qu": "kv", "x": "ks"}
_DOUBLED = re.compile(r"(.)\1+")
LENGTH = 4
"""Letters at the beginning that cognates share."""


def plain(word: str) -> str:
    """Return `word` in lower case and without accents: `Größe` as `grosse`."""
    lower = word.lower()
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower.translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def beginning(word: str) -> str:
    """Return the beginning of a word in `plain` letters, spelt alike in both languages: of `music` as of `Musik`.

    Empty for words that are too short to tell anything.
    """
    if len(word) < LENGTH:
        return ""
    alike = _SPELLINGS.sub(lambda match: _SAME_SOUND[match[0]], word[: 2 * LENGTH]).translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", alike)[:LENGTH]
