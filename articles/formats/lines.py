"""What a single line of plain text shows of itself, and of the line that follows it."""

from __future__ import annotations

import re

_CLOSERS = "“”\"»«›‹’‘')]"
_ENDS = ".!?…:"
_SIGNS = frozenset("=-*_~#+•–—")
_ITEM = r"\s*(?:([-*•·◦▪‣●○■□])|(\d{1,3})([.)])|([a-z])\))\s+(?=\S)"
_TAIL = 200
"""Code points at the end of a line that tell whether it is one of a table of contents."""
_ENTRY = r"(?<![.…\s])\s*+(?>(?:[.…]\s?){3,}|…)\s*+\d+$|(?:\s{3,}|\t)\d{1,4}$"
_LEADER = r"(?<![.\s])\s*+(?>(?:\.\s?){4,})\s*+(?=\d+$)"


def is_closed(line: str) -> bool:
    """Tell whether `line` ends as a sentence does, closing quotes and brackets aside."""
    return line.rstrip(_CLOSERS)[-1:] in _ENDS if line else False


def room_needed(line: str, following: str) -> int:
    """Return the length that `line` would have with the first word of the line `following` it."""
    return len(line) + 1 + len(following.split(None, 1)[0])


def is_hyphenated(line: str, following: str) -> bool:
    """Tell whether a word goes on from `line` to the line `following` it."""
    return line[-1] in "-‐\u00ad" and line[-2:-1].isalnum() and following.lstrip()[0].isalpha()


def indent(line: str) -> int:
    """Return how many blanks a line begins with."""
    return len(line) - len(line.lstrip(" "))


def item(line: str) -> re.Match[str] | None:
    """Match what stands before a list item's text: a bullet, or a number and the sign behind it."""
    # Most lines begin with a letter: they need no pattern, nor the time to compile it.
    begins = line.lstrip()[:2]
    return None if begins[:1].isalpha() and begins[1:] != ")" else re.match(_ITEM, line)


def item_label(found: re.Match[str]) -> str:
    """Return the label of a list item: `•`, `3.` or `a)`."""
    bullet, number, sign, letter = found.groups()
    return "•" if bullet else f"{int(number)}{sign}" if number else f"{letter})"


def quote_depth(line: str) -> int:
    """Return how many `>` begin the line, with or without spaces between them."""
    return line[: len(line) - len(unquoted(line))].count(">")


def unquoted(line: str) -> str:
    """Return the line without the `>` that begin it and the white space round them, but >so< as it is."""
    if line.lstrip()[:1] != ">":
        return line
    rest = line.lstrip("> \t")
    return line if "<" in rest and line[-len(rest) - 1] == ">" else rest


def is_rule(line: str) -> bool:
    """Tell whether a line is a separator, underlines another or frames some: three or more signs, no letter."""
    signs = line.replace(" ", "")
    if len(signs) < 3 or not (signs[0] in _SIGNS or "─" <= signs[0] <= "╿"):
        return False
    return not signs.strip(signs[0]) or all("─" <= sign <= "╿" for sign in signs)


def is_entry(line: str) -> bool:
    """Tell whether a line is one of a table of contents: a number stands at its end, behind dots or a gap."""
    return line[-1:].isdigit() and re.search(_ENTRY, line[-_TAIL:]) is not None


def without_leader(line: str) -> str:
    """Return a line of a table of contents with one sign in place of the dots that lead to its number."""
    return line[:-_TAIL] + re.sub(_LEADER, " … ", line[-_TAIL:])
