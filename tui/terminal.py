"""What lesart asks of the terminal, before Textual is imported and after it has gone."""

from __future__ import annotations

import sys
from collections.abc import Mapping, MutableMapping
from typing import Final

RESET: Final = (
    "\x1b[<u\x1b[?1049l"
    + "".join(f"\x1b[?{mode}l" for mode in (1000, 1002, 1003, 1006, 1015, 1016, 2004, 1004, 2048, 2026))
    + "\x1b[?25h\x1b[?7h\x1b[0m"
)
"""Ends everything that a full-screen program may have left on."""


def refusal(environment: Mapping[str, str]) -> str:
    """Return a sentence about why no screen can be opened here, or an empty string."""
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        return "no screen can be opened without a terminal; `lesart show FILE` prints an article."
    if environment.get("TERM", "") in ("", "dumb"):
        return "this terminal (TERM=dumb) cannot show a screen; set TERM, or use `lesart show FILE`."
    if not _is_utf8():
        return "this terminal is not set to UTF-8; start lesart as `LC_ALL=C.UTF-8 lesart …`."
    return ""


def _is_utf8() -> bool:
    """Tell whether the locale, and so the terminal, is one of UTF-8."""
    if not sys.flags.utf8_mode:
        return sys.getfilesystemencoding().lower() == "utf-8"
    # Python turns this mode on by itself where the locale is not UTF-8.
    import locale

    return locale.getencoding().lower().replace("-", "") == "utf8"


def prepare_environment(environment: MutableMapping[str, str]) -> None:
    """Set what Textual reads when it is imported: no animations, and patience with keys over SSH.

    An arrow key can arrive in two packets; with a short delay its first half would be taken for Escape.
    """
    environment.setdefault("TEXTUAL_ANIMATIONS", "none")
    environment.setdefault("ESCDELAY", "500" if "SSH_CONNECTION" in environment else "100")


def advice(environment: Mapping[str, str]) -> list[str]:
    """Return sentences about what would make this terminal better for reading."""
    sentences = []
    if "TMUX" in environment:
        sentences.append("in tmux, `set -g set-clipboard on` lets y copy to the terminal's clipboard.")
    if "SSH_CONNECTION" in environment and environment.get("COLORTERM") not in ("truecolor", "24bit"):
        sentences.append(
            "over SSH, COLORTERM is not passed on; with `export COLORTERM=truecolor` colours are exact."
        )
    if environment.get("TERM") in ("xterm", "screen", "linux"):
        sentences.append("this terminal says it has 16 colours; TERM=xterm-256color may show more.")
    return sentences
