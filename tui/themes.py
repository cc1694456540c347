"""The colours: five palettes as plain data, and what each part of the text looks like in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from articles.article import Span
from articles.values import NamedTuple
from tui.layout import Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Depth = Literal["truecolor", "256", "16", "none"]
    """How many colours a terminal shows."""


class Palette(NamedTuple):
    """A theme: colours as `#rrggbb`, or as the names of the terminal's own sixteen."""

    name: str
    dark: bool
    background: str
    text: str
    muted: str
    """Paragraph numbers, status line, what is less important than the text."""
    accent: str
    """Headings, the cursor's bar, borders in focus."""
    surface: str
    """Background of dialogs and of the status line."""
    here: str
    """Background of the current sentence or word."""
    selected: str
    """Background of a selection."""
    match: str
    """Background of a search match."""
    colours: Mapping[str, str]
    """Backgrounds of the highlights, by colour name."""
    english: str = ""
    """Colour of the translation; as the text when empty."""

    @property
    def native(self) -> bool:
        """Whether these are the terminal's own colours."""
        return not self.background.startswith("#")


def _five(yellow: str, green: str, blue: str, pink: str, purple: str) -> Mapping[str, str]:
    return {"yellow": yellow, "green": green, "blue": blue, "pink": pink, "purple": purple}


_OF_SIXTEEN: Final = _five("yellow", "green", "cyan", "bright_magenta", "bright_blue")

PALETTES: Final[Mapping[str, Palette]] = {
    palette.name: palette
    for palette in (
        Palette(
            "night", True, "#16191f", "#d8d5cd", "#858d98", "#e0a458", "#20252e", "#33405a", "#3d5a80", "#725812",
            _five("#524000", "#1d4b29", "#1c4463", "#662b47", "#482c6e"), "#a9bcd0",
        ),
        Palette(
            "paper", False, "#fbfaf7", "#24231f", "#6d6a61", "#9c3d1e", "#efece4", "#d9e4f2", "#b9d2f0", "#ffd280",
            _five("#fff0a3", "#cdeec4", "#c9e4fb", "#fbd3e2", "#e3d5f8"), "#3b5268",
        ),
        Palette(
            "sepia", False, "#f4ecd8", "#433422", "#735e41", "#834113", "#e9ddc1", "#dccba2", "#c9b27c", "#f0b860",
            _five("#f7dd72", "#c8d9a0", "#b9d3d9", "#eec0b8", "#d6c2dd"), "#584768",
        ),
        Palette(
            "forest", True, "#111a16", "#cfdccb", "#7b9182", "#8fce8a", "#1a2720", "#28463a", "#2f6350", "#6b5a1e",
            _five("#544c10", "#1d5633", "#1d4a5c", "#5e2f40", "#45346a"), "#a5c4b8",
        ),
        Palette(
            "terminal", True, "default", "default", "bright_black", "cyan", "default", "bright_black", "blue",
            "bright_yellow", _OF_SIXTEEN, "default",
        ),
    )
}  # fmt: skip

_DARK_256: Final = _five("#5f5f00", "#005f00", "#005f87", "#87005f", "#5f00af")

_IN_256: Final[Mapping[str, Palette]] = {
    palette.name: palette
    for palette in (
        Palette(
            "night", True, "#1c1c1c", "#e4e4e4", "#949494", "#d7af5f", "#262626", "#3a3a3a", "#585858", "#870000",
            _DARK_256, "#afafd7",
        ),
        Palette(
            "paper", False, "#ffffff", "#262626", "#626262", "#870000", "#eeeeee", "#dadada", "#afd7ff", "#ffd75f",
            _five("#ffffaf", "#d7ffaf", "#d7ffff", "#ffd7d7", "#d7d7ff"), "#005f87",
        ),
        Palette(
            "sepia", False, "#ffffd7", "#3a3a3a", "#5f5f00", "#870000", "#d7d7af", "#d7d7af", "#d7af87", "#ffaf5f",
            _five("#ffd75f", "#afd787", "#afd7d7", "#ffafaf", "#d7afd7"), "#5f005f",
        ),
        Palette(
            "forest", True, "#121212", "#e4e4e4", "#87af87", "#87d787", "#1c1c1c", "#303030", "#585858", "#870000",
            _DARK_256, "#afd7af",
        ),
    )
}  # fmt: skip
"""The nearest of 256 colours would be the same for some of a theme's highlights; these are of the 256."""

DEFAULT_THEME: Final = "night"


def palette_for(name: str, depth: Depth) -> Palette:
    """Return a theme in the colours there are.

    With sixteen it is light or dark as the theme is: the nearest of sixteen colours would all be the same grey.
    """
    palette = PALETTES["terminal" if depth == "none" else name]
    if palette.native or depth == "truecolor":
        return palette
    if depth == "256":
        return _IN_256[name]
    if palette.dark:
        return Palette(
            name, True, "black", "bright_white", "white", "bright_cyan", "black", "bright_black", "blue",
            "bright_yellow", _OF_SIXTEEN, "bright_white",
        )  # fmt: skip
    return Palette(
        name, False, "bright_white", "black", "blue", "red", "white", "white", "bright_cyan", "bright_yellow",
        _OF_SIXTEEN, "black",
    )  # fmt: skip


class Look(NamedTuple):
    """How a piece of text is drawn; empty colours are those beneath it."""

    colour: str = ""
    background: str = ""
    attributes: frozenset[str] = frozenset()
    """Of `bold`, `italic`, `underline`, `reverse`, `dim`, `strike`, `underline2`."""

    def over(self, below: Look) -> Look:
        """Return this look laid over another one."""
        return Look(
            self.colour or below.colour,
            self.background or below.background,
            self.attributes | below.attributes,
        )


def _look(colour: str = "", background: str = "", *attributes: str) -> Look:
    return Look(colour, background, frozenset(attributes))


_WITHOUT_COLOURS: Final = {
    "yellow": ("underline",),
    "green": ("bold", "underline"),
    "blue": ("italic", "underline"),
    "pink": ("underline2",),
    "purple": ("bold", "underline2"),
}


def looks(palette: Palette, *, colours: bool = True) -> dict[str, Look]:
    """Return the look of every part of the reading view by name; without colours, in attributes alone."""
    if not colours:
        return _plain_looks() | {name: _look("", "", *how) for name, how in _WITHOUT_COLOURS.items()}
    on_colour = "black" if palette.native else ""
    # Nobody knows which of the terminal's own colours can be read on which; reversed text can.
    here = _look("", "", "reverse") if palette.native else _look("", palette.here)
    found = {
        "text": _look(palette.text, palette.background),
        "muted": _look(palette.muted, palette.background),
        "english": _look(palette.english or palette.text, palette.background),
        "notice": _look(palette.muted, palette.background, "italic"),
        "heading": _look(palette.accent, "", "bold"),
        "quotation": _look("", "", "italic"),
        "code": _look(palette.english),
        "emphasis": _look("", "", "italic"),
        "strong": _look("", "", "bold"),
        "link": _look("", "", "underline"),
        "subscript": _look(palette.muted),
        "superscript": _look(palette.muted),
        "deleted": _look(palette.muted, "", "strike"),
        "noted": _look("", "", "underline"),
        "frame": _look(palette.muted, palette.surface),
        "bar": _look(palette.accent, palette.background),
        "note": _look(palette.accent, palette.background, "bold"),
        "here": here,
        "linked": _look("", "" if palette.native else palette.surface, "underline"),
        "selected": _look(("white" if palette.dark else "black") if palette.native else "", palette.selected),
        "match": _look(on_colour, palette.match, "bold"),
        "removed": _look(on_colour or palette.text, palette.colours["pink"], "strike"),
        "added": _look(on_colour or palette.text, palette.colours["green"], "bold"),
    }
    return found | {name: _look(on_colour, value) for name, value in palette.colours.items()}


def _plain_looks() -> dict[str, Look]:
    names = ("text", "muted", "english", "notice", "quotation", "code", "bar", "note", "subscript", "superscript")
    plain = {name: Look() for name in names}
    return plain | {
        "heading": _look("", "", "bold"),
        "emphasis": _look("", "", "italic"),
        "strong": _look("", "", "bold"),
        "link": _look("", "", "underline"),
        "deleted": _look("", "", "strike"),
        "noted": _look("", "", "underline"),
        "linked": _look("", "", "underline"),
        "frame": _look("", "", "reverse"),
        "here": _look("", "", "reverse"),
        "selected": _look("", "", "reverse"),
        "match": _look("", "", "bold", "reverse"),
        "removed": _look("", "", "strike"),
        "added": _look("", "", "bold"),
    }


def for_terminal(looks: Mapping[str, Look], terminal: str) -> Mapping[str, Look]:
    """Return looks as the terminal of this name (`TERM`) draws them.

    Without italics emphasis is underlined; such terminals strike nothing out either, so that is dim.
    """
    if not lacks_italics(terminal):
        return looks
    upright = {name: look._replace(attributes=look.attributes - {"italic"}) for name, look in looks.items()}
    instead = {"emphasis": "underline", "deleted": "dim"}
    return upright | {name: looks[name]._replace(attributes=frozenset({how})) for name, how in instead.items()}


def lacks_italics(terminal: str) -> bool:
    """Tell whether the terminal of this name takes italics for something else: screen reverses them."""
    return terminal.startswith(("screen", "linux", "vt"))


class Layer(NamedTuple):
    """A named look laid over a span of a block's text."""

    span: Span
    name: str


def runs(row: Row, layers: Sequence[Layer]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut a row where its layers begin and end.

    Returns `(start, end, names)` from left to right, the names in the order of `layers`, the last on top.
    """
    start, end = row
    inside = [layer for layer in layers if layer.span.start < end and start < layer.span.end]
    if not inside:
        return [(start, end, ())]
    cuts = sorted({start, end, *_edges(inside, start, end)})
    return [
        (left, right, tuple(layer.name for layer in inside if layer.span.holds(left)))
        for left, right in pairwise(cuts)
    ]


def _edges(layers: Iterable[Layer], start: int, end: int) -> Iterable[int]:
    for layer in layers:
        yield from (edge for edge in (layer.span.start, layer.span.end) if start < edge < end)
