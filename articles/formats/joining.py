"""Lines that belong together made into one text: words that were parted at line ends are whole again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.formats.lines import quote_depth, unquoted

_HYPHEN = r"(\w?)[-‐][^\S\n]*\n\s*(\w*)"
_SPLIT_CK = (
    r"(?!.*(?:musik|physik|[^s]tik|[^k]nik|(?:fab|rub|ly)rik|publik|logik|mimik|gra(?:f|ph)ik)$).*[aeiouäöü]k$"
)
_CK_GOES_ON = r"k(?!enn|ent|erz|ell|elch|erl|ern\w)(?:e[lnr]|e[mst]?$|ig|isch|ung|li|chen)"
"""Until 1996 Zucker was parted as Zuk-ker. Not so Politik-kenner, nor what came from elsewhere, as Ak-kord."""
_SOFT_HYPHEN = "\u00ad[^\\S\n]*\n\\s*"
_CONJUNCTIONS = frozenset(
    ("und", "oder", "bzw", "beziehungsweise", "sowie", "als", "bis", "wie", "noch", "aber", "sondern", "statt")
)


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
    before, after = match.groups()
    if not before or not after or after in _CONJUNCTIONS:
        return f"{before}{match.group()[len(before)]} {after}"
    # Behind a capital or a digit (EU-weit, 80-prozentig) the hyphen is the writer's, as before a capital.
    if after[0].islower() and before.islower():
        if before == after[0] == "k" and re.match(_CK_GOES_ON, after):
            head = match.string[max(0, match.start() - 8) : match.start() + 1]
            return ("c" if re.match(_SPLIT_CK, head, re.IGNORECASE | re.DOTALL) else before) + after
        return before + after
    return f"{before}{match.group()[len(before)]}{after}"
