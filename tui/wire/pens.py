"""Colours and attributes as the terminal holds them, and the shortest sequence from one to another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple


class Pen(NamedTuple):
    """How the terminal draws the next character; spelled in one way, however it was asked for."""

    attributes: frozenset[str] = frozenset()
    """The codes that switch them on."""
    colour: str = ""
    """The codes that choose it; empty for the terminal's own."""
    background: str = ""


PLAIN_PEN: Final = Pen()

_OFF: Final = {
    "22": {"1", "2"}, "23": {"3"}, "24": {"4", "21"}, "25": {"5"}, "27": {"7"}, "28": {"8"}, "29": {"9"},
    "55": {"53"},
}  # fmt: skip
_ON: Final = frozenset().union(*_OFF.values())
_UNDERLINES: Final = _OFF["24"]
_SEEN_ON_BLANKS: Final = frozenset({"4", "7", "9", "21", "53"})
_COLOURS: Final = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_BACKGROUNDS: Final = frozenset(map(str, (*range(40, 48), *range(100, 108))))
_LENGTHS: Final = {"2": 3, "5": 1}
"""How many numbers follow `38;2` and `38;5`."""


@lru_cache(maxsize=4096)
def changed(pen: Pen | None, parameters: str) -> Pen | None:
    """Return the pen after `CSI parameters m`; None (unknown) where one of them has no meaning here."""
    codes = iter(parameters.split(";"))
    for code in codes:
        if code.strip("0") == "":
            pen = PLAIN_PEN
        elif pen is not None:
            pen = _with(pen, code, codes)
    return pen


def _with(pen: Pen, code: str, following: Iterator[str]) -> Pen | None:
    if code in _ON:
        others = pen.attributes - _UNDERLINES if code in _UNDERLINES else pen.attributes
        return pen._replace(attributes=others | {code})
    if code in _OFF:
        return pen._replace(attributes=pen.attributes - _OFF[code])
    if code in _COLOURS or code == "39":
        return pen._replace(colour="" if code == "39" else code)
    if code in _BACKGROUNDS or code == "49":
        return pen._replace(background="" if code == "49" else code)
    if code not in ("38", "48"):
        return None
    kind = next(following, "")
    numbers = [next(following, "") for _ in range(_LENGTHS.get(kind, 0))]
    if not numbers or not all(number.isdecimal() for number in numbers):
        return None
    value = ";".join((code, kind, *numbers))
    return pen._replace(colour=value) if code == "38" else pen._replace(background=value)


@lru_cache(maxsize=4096)
def on_a_blank(pen: Pen) -> Pen:
    """Return what of the pen is seen on a space; two pens with the same result look alike there."""
    return pen if pen.attributes & _SEEN_ON_BLANKS else Pen(background=pen.background)


@lru_cache(maxsize=4096)
def sequence(before: Pen | None, after: Pen) -> str:
    """Return the shortest SGR sequence that leads from one pen (None: an unknown one) to another."""
    if before == after:
        return ""
    every = ["0", *sorted(after.attributes), *filter(None, (after.colour, after.background))]
    anew = f"\x1b[{';'.join(every)}m" if len(every) > 1 else "\x1b[m"
    if before is None:
        return anew
    step = f"\x1b[{';'.join(_steps(before, after))}m"
    return step if len(step) < len(anew) else anew


def _steps(before: Pen, after: Pen) -> list[str]:
    codes: list[str] = []
    left = set(before.attributes)
    for off, group in _OFF.items():
        if left & group - after.attributes:
            codes.append(off)
            left -= group
    codes += sorted(after.attributes - left)
    if before.colour != after.colour:
        codes.append(after.colour or "39")
    if before.background != after.background:
        codes.append(after.background or "49")
    return codes
