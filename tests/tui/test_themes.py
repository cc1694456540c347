"""The colours can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet

from tui.themes import PALETTES, Palette, for_terminal, looks, palette_for

if TYPE_CHECKING:
    from tui.themes import Depth

OWN = [palette for palette in PALETTES.values() if not palette.native]
VGA = (
    "000000", "aa0000", "00aa00", "aa5500", "0000aa", "aa00aa", "00aaaa", "aaaaaa",
    "555555", "ff5555", "55ff55", "ffff55", "5555ff", "ff55ff", "55ffff", "ffffff",
)  # fmt: skip
XTERM = (
    "000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5",
    "7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff",
)  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of `rrggbb`, after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `rrggbb`, 1 to 21."""
    dark, light = sorted(map(luminance, (one.lstrip("#"), other.lstrip("#"))))
    return (light + 0.05) / (dark + 0.05)


def of_256(colour: str) -> str:
    triplet: ColorTriplet = Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).get_truecolor()
    return triplet.hex


def marks(palette: Palette) -> Iterator[str]:
    yield from (palette.here, palette.selected, palette.match, *palette.colours.values())


def test_there_are_two_light_two_dark_and_one_of_the_terminals_own() -> None:
    light = {palette.name for palette in OWN if luminance(palette.background.lstrip("#")) > 0.5}
    dark = {palette.name for palette in OWN if luminance(palette.background.lstrip("#")) < 0.05}
    assert (len(light), len(dark), len(PALETTES) - len(OWN)) == (2, 2, 1)
    assert {palette.name for palette in OWN if palette.dark} == dark


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_text_and_what_surrounds_it_can_be_read(palette: Palette) -> None:
    for ground in (palette.background, palette.surface):
        assert contrast(palette.text, ground) >= 7
        assert contrast(palette.muted, ground) >= 4.5
        assert contrast(palette.accent, ground) >= 4.5
        assert contrast(palette.english, ground) >= 4.5
    assert contrast(palette.english, palette.background) >= 7


@pytest.mark.parametrize("palette", OWN, ids=lambda palette: palette.name)
def test_text_can_be_read_on_every_mark(palette: Palette) -> None:
    assert min(contrast(palette.text, mark) for mark in marks(palette)) >= 4.5
    # Headings and code can be highlighted, too.
    for colour in (palette.here, *palette.colours.values()):
        assert contrast(palette.accent, colour) >= 4.5
        assert contrast(palette.english, colour) >= 4.5


@pytest.mark.parametrize("theme", [palette.name for palette in OWN])
def test_with_256_colours_it_can_be_read_as_well(theme: str) -> None:
    palette = palette_for(theme, "256")
    text = of_256(palette.text)
    for ground in map(of_256, (palette.background, palette.surface)):
        assert contrast(text, ground) >= 7
        for colour in map(of_256, (palette.muted, palette.accent, palette.english)):
            assert contrast(colour, ground) >= 4.5
    drawn = [of_256(colour) for colour in (palette.background, *marks(palette))]
    assert min(contrast(text, mark) for mark in drawn) >= 4.5
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("terminal", [VGA, XTERM], ids=["vga", "xterm"])
@pytest.mark.parametrize("theme", [palette.name for palette in OWN])
def test_with_16_colours_every_look_can_be_read(theme: str, terminal: tuple[str, ...]) -> None:
    found = looks(palette_for(theme, "16"))

    def rgb(name: str) -> str:
        return terminal[Color.parse(name).number or 0]

    assert contrast(rgb(found["text"].colour), rgb(found["text"].background)) >= 7
    for name, look in found.items():
        drawn = look.over(found["text"])
        # Reversed text has the same two colours.
        assert contrast(rgb(drawn.colour), rgb(drawn.background)) >= 4, (name, drawn)


def test_with_16_colours_marks_differ_from_the_ground_and_from_each_other() -> None:
    for palette in OWN:
        found = looks(palette_for(palette.name, "16"))
        drawn = [
            found[name].over(found["text"]) for name in ("text", "here", "selected", "match", *palette.colours)
        ]
        assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("depth", ["256", "16"])
def test_with_fewer_colours_a_theme_stays_light_or_dark(depth: Depth) -> None:
    assert all(palette_for(name, depth).dark == palette.dark for name, palette in PALETTES.items())
    assert all(palette_for(name, "truecolor") is palette for name, palette in PALETTES.items())


@pytest.mark.parametrize("colours", [True, False])
def test_struck_out_text_differs_from_other_text_in_every_terminal(colours: bool) -> None:
    drawn = looks(PALETTES["night"], colours=colours)
    assert "strike" in drawn["deleted"].attributes
    assert "dim" in for_terminal(drawn, "screen")["deleted"].attributes
