"""What lesart asks of the terminal, before Textual is imported and after it has gone."""

from __future__ import annotations

import sys
from collections.abc import Mapping, MutableMapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tui.themes import Depth

RESET: Final = (
    "\x1b[<u\x1b[?1049l"
    + "".join(f"\x1b[?{mode}l" for mode in (1000, 1002, 1003, 1006, 1015, 1016, 2004, 1004, 2048, 2026))
    + "\x1b[?25h\x1b[?7h\x1b[0m"
)
"""Ends everything that a full-screen program may have left on."""

_CONSOLE: Final = dict(
    zip("◆▌▎╭╮╰╯▁▂▃▅▆▇₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎⁰⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", "♦││┌┐└┘__▄▄██0123456789+-=()0456789+-=()", strict=True)
)


def glyphs(environment: Mapping[str, str]) -> dict[int, str]:
    """Return a table for `str.translate` with which everything is written; empty where nothing is replaced.

    The fonts of the Linux console, the kernel's own and Debian's, lack some of the signs that frames, bars and
    notes are drawn with, most raised and lowered figures, and all pictures of control characters.
    """
    if environment.get("TERM") != "linux":
        return {}
    return str.maketrans(_CONSOLE) | dict.fromkeys(range(0x2400, 0x2425), "\ufffd")


def refusal(environment: Mapping[str, str]) -> str:
    """Return a sentence about why no screen can be opened here, or an empty string."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        return "no screen can be opened without a terminal; `lesart read --plain FILE` prints an article."
    if environment.get("TERM", "") in ("", "dumb"):
        return "this terminal (TERM=dumb) cannot show a screen; set TERM, or use `lesart read --plain FILE`."
    if not _is_utf8():
        return "this terminal is not set to UTF-8; start lesart as `LC_ALL=C.UTF-8 lesart FILE`."
    return ""


def _is_utf8() -> bool:
    """Tell whether the locale, and so the terminal, is one of UTF-8."""
    if not sys.flags.utf8_mode:
        return sys.getfilesystemencoding().lower() == "utf-8"
    # Python turns this mode on by itself where the locale is not UTF-8.
    import locale

    return locale.getencoding().lower().replace("-", "") == "utf8"


_SYSTEMS: Final[Mapping[Depth, str]] = {
    "truecolor": "truecolor",
    "256": "256",
    "16": "standard",
    "none": "standard",
}
"""What Textual calls them."""


def colour_depth(environment: Mapping[str, str]) -> Depth:
    """Return how many colours the environment says that the terminal shows."""
    if environment.get("NO_COLOR"):
        return "none"
    for depth, system in _SYSTEMS.items():
        if environment.get("TEXTUAL_COLOR_SYSTEM") == system:
            return depth
    terminal = environment.get("TERM", "").strip().lower()
    kind = terminal.rpartition("-")[2]
    if (terminal.startswith("vt") or kind in ("m", "mono")) and not environment.get("COLORTERM"):
        return "none"
    if kind == "direct" or environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "truecolor"
    if kind.startswith("vt") or kind in ("m", "mono"):
        return "none"
    return "256" if kind in ("256color", "kitty") else "16"


def prepare_environment(environment: MutableMapping[str, str], colours: str = "auto") -> None:
    """Set what Textual reads when it is imported: the colours, no animations, and patience with keys over SSH.

    `colours` is as in the settings. An arrow key can arrive in two packets; with a short delay its first half
    would be taken for Escape.
    """
    depth = next((depth for depth in _SYSTEMS if depth == colours), colour_depth(environment))
    environment.pop("NO_COLOR", None)
    if depth == "none":
        environment["NO_COLOR"] = "1"
    environment["TEXTUAL_COLOR_SYSTEM"] = _SYSTEMS[depth]
    for name in ("COLUMNS", "LINES"):
        # The size at some time, from a shell that exports them; the terminal itself knows what it is now.
        environment.pop(name, None)
    environment.setdefault("TEXTUAL_ANIMATIONS", "none")
    environment.setdefault("ESCDELAY", "500" if "SSH_CONNECTION" in environment else "100")
