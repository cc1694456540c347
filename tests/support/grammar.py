"""What may reach a terminal: a strict grammar of the driver's own sequences and of harmless text."""

from __future__ import annotations

import re
import unicodedata

_SGR = rb"\x1b\[[0-9;]*m"
_ALLOWED = re.compile(
    rb"(?P<sgr>" + _SGR + rb")"
    rb"|\x1b\[[0-9]*[ABCDEFGd]|\x1b\[[0-9;]*[Hf]"  # cursor
    rb"|\x1b\[[0-9]*[JKLMXST]|\x1b\[(?:[0-9]*;[0-9]*)?r"  # erasing and scrolling
    rb"|\x1b\[\?(?:1049|25|7|1000|1002|1003|1004|1006|1015|1016|2004|2026|2048)[hl]"  # modes
    rb"|\x1b\[\?(?:2026|2048)\$p"  # questions about modes
    rb"|\x1b\[>[0-9]+u|\x1b\[<u"  # keyboard protocol
    rb"|\x1b\]22;[a-z]+\x07"  # pointer
    rb"|\r|\n"
    rb"|(?P<text>[^\x00-\x1f\x7f]+)"
)
_COPIED = re.compile(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
_ATTRIBUTES = {"", *map(str, [0, 1, 2, 3, 4, 7, 9, 21, 22, 23, 24, 27, 29, 39, 49])}
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
_MOST_MARKS = 4


def violations(output: bytes, *, copies: bool = False) -> list[str]:
    """Return whatever in a program's output is neither harmless text nor one of the sequences it may send.

    With `copies`, it may set the clipboard.
    """
    found: list[str] = []
    if copies:
        output = _COPIED.sub(b"", output)
    at = 0
    while at < len(output):
        match = _ALLOWED.match(output, at)
        if match is None:
            found.append(f"sequence {output[at : at + 24]!r}")
            at += 1
            continue
        at = match.end()
        if match["sgr"]:
            found += _wrong_colours(match["sgr"].decode()[2:-1])
        elif match["text"]:
            found += _wrong_text(match["text"])
    return found


def _wrong_colours(parameters: str) -> list[str]:
    kinds = colours(parameters)
    return [f"SGR {parameters}"] if "unknown" in kinds else []


def colours(parameters: str) -> set[str]:
    """Return which kinds of colour an SGR sequence sets: `16`, `256`, `truecolor`; `unknown` for anything else."""
    kinds: set[str] = set()
    rest = re.sub(r"(?:^|(?<=;))[34]8;2;\d{1,3};\d{1,3};\d{1,3}(?=;|$)", "truecolor", parameters)
    rest = re.sub(r"(?:^|(?<=;))[34]8;5;\d{1,3}(?=;|$)", "256", rest)
    for part in rest.split(";"):
        if part in ("truecolor", "256"):
            kinds.add(part)
        elif re.fullmatch(r"(?:[349]|10)[0-7]", part):
            kinds.add("16")
        elif part not in _ATTRIBUTES:
            kinds.add("unknown")
    return kinds


def colours_sent(output: bytes) -> set[str]:
    """Return which kinds of colour a program's output sets."""
    return {kind for found in re.findall(_SGR, output) for kind in colours(found.decode()[2:-1])}


def _wrong_text(data: bytes) -> list[str]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return [f"bytes that are no UTF-8: {data[:40]!r}"]
    found: list[str] = []
    marks = 0
    for at, sign in enumerate(text):
        category = unicodedata.category(sign)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if category in _FORBIDDEN or marks > _MOST_MARKS:
            found.append(f"U+{ord(sign):04X} in {text[max(0, at - 20) : at + 20]!a}")
    return found
