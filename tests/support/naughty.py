"""Texts that were made to do harm: escape sequences, control characters of every kind, upsetting strings."""

from pathlib import Path

ESCAPES = (
    "\x1b]0;PWNED\x07", "\x1b]2;PWNED\x1b\\", "\x1b]52;c;UFdORUQ=\x07", "\x1b[5mblink", "\x1bP1$qm\x1b\\", "\x1bc",
    "\x1b[?1003h\x1b[8m", "\x1b[2;3t", "\x1b[c\x1b[5n", "\x1b_x\x1b\\", "\x1bkPWNED\x1b\\",
    "\x9b8m\x9d0;PWNED\x9c",
    "\x1b]8;;http://x/\x07link\x1b]8;;\x07", "\x1b#8", "\x1b(0", "\x0e\x0f", "\x1b[8;1;1t", "\x1b[200~\x1b[201~",
)  # fmt: skip
"""Each would be seen in a program's output, for no part of lesart sends it."""

CONTROLS = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127, *range(128, 160)]))
"""All of C0, DEL and C1 but NUL and what ends a line."""

FORMATS = "".join(
    map(chr, [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
) + "".join(map(chr, [*range(0xFFF9, 0xFFFC), 0xE0001, *range(0xE0020, 0xE0080), 0x1D173, 0x110BD, 0x378]))
"""Bidirectional and zero-width characters, line separators, tags, and what is not assigned."""

STACKS = "e" + "\u0301" * 30 + "Z" + "\u0335\u0336\u0489" * 20 + "\u202e" + "\u20dd" * 9

WIDE = (
    "漢字かな 한국어 👩\u200d👩\u200d👧 🇩🇪 ❤\ufe0f 👍🏽 e\u0301 Schiff\u00adfahrt a\u00a0b\u202fc \t| "
    "क\u093eल ☰ ㉈ \U0001fae8"
)
"""Two cells, none, and what terminals disagree about."""

ALL = " ".join([*ESCAPES, CONTROLS, FORMATS, STACKS, WIDE])


def naughty_strings() -> list[str]:
    """Return the Big List of Naughty Strings."""
    lines = (Path(__file__).parents[1] / "data/blns.txt").read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]
