"""Lines that belong together made into one text: words that were parted at line ends are whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.formats.lines import quote_depth, unquoted

_HYPHEN = r"(\w?)[-‐][^\S\n]*\n\s*(\w*)"
_SPLIT_CK = (
    r"(?i)(?!.*(?:musik|physik|[^s]tik|[^k]nik|(?:fab|rub|ly)rik|publik|logik|mimik|gra(?:f|ph)ik)$).*[aeiouäöü]k$"
)
_CK_GOES_ON = r"k(?!enn|ent|erz|ell|elch|erl|ern\w)(?:e[lnr]|e[mst]?$|ig|isch|ung|li|chen)"
"""Until 1996 Zucker was parted as Zuk-ker. Not so Politik-kenner, nor what came from elsewhere, as Ak-kord."""
_SOFT_HYPHEN = "\u00ad[^\\S\n]*\n\\s*"
_CONJUNCTIONS = frozenset(
    ("und", "oder", "bzw", "beziehungsweise", "sowie", "als", "bis", "wie", "noch", "aber", "sondern", "statt")
)
_LIKE_CONJUNCTIONS = frozenset(("sowie", "dennoch", "anstatt", "werkstatt", "ruhestatt"))
"""Words whose last part looks like a conjunction."""
_LONGEST_SYLLABLE = 12


def joined(lines: Sequence[str]) -> str:
    """Return lines as one text with line feeds, but none in a word that was parted."""
    if len(lines) == 1:
        return lines[0]
    if quote_depth(lines[0]):
        lines = [lines[0], *map(unquoted, lines[1:])]
    text = "\n".join(lines)
    if "\u00ad\n" in text:
        text = re.sub(_SOFT_HYPHEN, "", text)
    if "-\n" in text or "‐\n" in text:
        text = re.sub(_HYPHEN, _rejoined, text)
    return text


def _rejoined(match: re.Match[str]) -> str:
    """Return the two halves of a word as one, with the hyphen when it belongs to the word."""
    letter, after = match.groups()
    before = match.string[max(0, match.start() - _LONGEST_SYLLABLE) : match.end(1)] if letter else ""
    joint = seam(before, after, match.group()[len(letter)])
    if not joint and letter == after[0] == "k" and re.match(_CK_GOES_ON, after) and re.search(_SPLIT_CK, before):
        return "c" + after
    return letter + joint + after


def seam(before: str, after: str, hyphen: str) -> str:
    """Return what joins the halves of a word that was parted at a line's end: nothing, or the hyphen it has.

    `before` ends with what stands before the hyphen, `after` is the word on the next line; a blank follows the
    hyphen where they are no halves of one word.
    """
    if not before[-1:].isalnum() or not after:
        return f"{hyphen} "
    if after in _CONJUNCTIONS:
        word = before.split()[-1].lower() + after
        return "" if word in _LIKE_CONJUNCTIONS else f"{hyphen} "
    # Behind a capital or a digit (EU-weit, 80-prozentig) the hyphen is the writer's, as before a capital.
    return "" if after[0].islower() and before[-1].islower() else hyphen
