"""How keys are written in a keymap, and what Textual calls them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

EXAMPLES: Final = "j, J, comma, space, pgdn, f5, ctrl+d, shift+tab"

SIGNS: Final = {
    "!": "exclamation_mark", '"': "quotation_mark", "#": "number_sign", "$": "dollar_sign", "%": "percent_sign",
    "&": "ampersand", "'": "apostrophe", "(": "left_parenthesis", ")": "right_parenthesis", "*": "asterisk",
    "+": "plus", ",": "comma", "-": "minus", ".": "full_stop", "/": "slash", ":": "colon", ";": "semicolon",
    "<": "less_than_sign", "=": "equals_sign", ">": "greater_than_sign", "?": "question_mark", "@": "at",
    "[": "left_square_bracket", "\\": "backslash", "]": "right_square_bracket", "^": "circumflex_accent",
    "_": "underscore", "`": "grave_accent", "{": "left_curly_bracket", "|": "vertical_line",
    "}": "right_curly_bracket", "~": "tilde", "§": "section_sign", "°": "degree_sign", "´": "acute_accent",
    "€": "euro_sign", "←": "left", "↑": "up", "→": "right", "↓": "down",
}  # fmt: skip
"""What Textual calls the keys of signs."""
_NAMED: Final = frozenset(
    ["up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete", "backspace", "tab",
     "enter", "escape", "space", *(f"f{number}" for number in range(1, 25)), *SIGNS.values()]
)  # fmt: skip
_OTHER_NAMES: Final = {
    "pgdn": "pagedown", "page_down": "pagedown", "pgup": "pageup", "page_up": "pageup", "return": "enter",
    "esc": "escape", "ins": "insert", "del": "delete", "period": "full_stop", "dot": "full_stop",
    "hyphen": "minus", "equals": "equals_sign", "quote": "apostrophe", "hash": "number_sign",
}  # fmt: skip
_MOVING: Final = frozenset({"up", "down", "left", "right", "home", "end", "pageup", "pagedown"})
_SENT_AS: Final = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace"}
"""What terminals send the same for."""


def key_named(written: str) -> str:
    """Return Textual's name of a key that is written in any usual way; an empty string when there is none.

    `PgDn`, `Ctrl-d`, `strg+d`, `.` and `↓` are understood, as `lesart keys` prints them.
    """
    held, base = _parted(written.strip())
    if len(base) == 1 and base not in SIGNS:
        return _letter(held, base) if base.isalnum() else ""
    name = SIGNS.get(base) or base.lower().replace("-", "_")
    name = _OTHER_NAMES.get(name, name)
    possible = {"": _NAMED, "shift+": _MOVING | {"tab"}, "alt+": _MOVING, "ctrl+": _MOVING, "ctrl+shift+": _MOVING}
    return held + name if name in possible.get(held, frozenset()) else ""


def _parted(written: str) -> tuple[str, str]:
    """Return the keys that are held, as Textual names and orders them, and the one that is pressed."""
    found = re.fullmatch(r"((?:(?:ctrl|control|strg|shift|alt)[+-])*)(.+)", written, re.IGNORECASE | re.DOTALL)
    if found is None:
        return "", written
    names = {{"control": "ctrl", "strg": "ctrl"}.get(name, name) for name in re.split("[+-]", found[1].lower())}
    return "".join(f"{name}+" for name in ("alt", "ctrl", "shift") if name in names), found[2]


def _letter(held: str, letter: str) -> str:
    if held == "shift+" and letter.isalpha() and len(letter.upper()) == 1:
        return letter.upper()
    if held == "ctrl+":
        name = f"ctrl+{letter.lower()}"
        return _SENT_AS.get(name, name) if letter.isascii() and letter.isalpha() else ""
    return held + letter if held in ("", "alt+") else ""


def nearest_key(written: str) -> str:
    """Return the name that is most like `written`, or an empty string."""
    from difflib import get_close_matches

    names = [*sorted(_NAMED), *_OTHER_NAMES]
    return next(iter(get_close_matches(written.lower().replace("-", "_"), names, 1)), "")
