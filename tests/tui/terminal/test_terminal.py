"""What lesart takes a terminal for."""

from pathlib import Path

import pytest
from support.reader import Open

from tui.settings import SETTINGS, Settings
from tui.terminal.modes import colour_depth, prepare_environment
from tui.terminal.tmux import Tmux, ask_tmux, tmux_advice
from tui.themes import PALETTES


@pytest.mark.parametrize(
    ("environment", "depth"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "truecolor"),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm-direct"}, "truecolor"),
        ({"TERM": "tmux-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({"TERM": "xterm"}, "16"),
        ({}, "16"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "none"),
        ({"TERM": "xterm", "NO_COLOR": ""}, "16"),
    ],
)
def test_the_terminal_says_how_many_colours_it_shows(environment: dict[str, str], depth: str) -> None:
    assert colour_depth(environment) == depth
    prepare_environment(environment)
    assert colour_depth(environment) == depth


@pytest.mark.parametrize("colours", SETTINGS["colours"].values[1:])
@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm", "COLORTERM": "truecolor"}])
def test_the_setting_overrules_what_the_terminal_says(environment: dict[str, str], colours: str) -> None:
    prepare_environment(environment, colours)
    assert colour_depth(environment) == colours
    assert ("NO_COLOR" in environment) == (colours == "none")


@pytest.mark.parametrize("theme", PALETTES)
async def test_every_theme_opens_every_kind_of_screen_in_16_colours(
    open_reader: Open, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_COLOR_SYSTEM", "standard")
    async with open_reader(settings=Settings(theme=theme, engine="none")) as reader:
        for keys in (
            ["s", "1"],
            ["a", "escape"],
            ["l", "escape"],
            ["question_mark", "escape"],
            ["slash", "escape"],
        ):
            await reader.press(*keys)
        drawn = [segment.style for strip in reader.app.screen._compositor.render_strips() for segment in strip]
        colours = {colour for style in drawn if style for colour in (style.color, style.bgcolor) if colour}
        assert {colour.triplet for colour in colours} == {None}


def test_outside_tmux_nothing_is_asked() -> None:
    assert ask_tmux({}) is None


def test_without_a_tmux_that_answers_there_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ask_tmux({"TMUX": "/nowhere,1,0"}) is None


def test_tmux_is_asked_for_its_options_and_its_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "tmux"
    fake.write_text(
        '#!/bin/sh\ncase $1 in display-message) echo "xterm-256color 256,clipboard";;\n'
        "*) printf '%s\\n' 'escape-time 500' 'set-clipboard external' 'default-terminal screen' user-keys;; esac\n"
    )
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    tmux = ask_tmux({"TMUX": "/tmp/x,1,0"})
    assert tmux == Tmux(
        {"escape-time": "500", "set-clipboard": "external", "default-terminal": "screen"},
        "xterm-256color",
        ("256", "clipboard"),
    )
    lines = [line.partition("  #")[0] for line in tmux_advice(tmux)]
    assert lines == [
        "set -s set-clipboard on",
        "set -s escape-time 20",
        'set -g default-terminal "tmux-256color"',
        'set -as terminal-features ",xterm-256color:RGB"',
    ]


def test_a_tmux_that_is_set_well_gets_no_advice() -> None:
    options = {"escape-time": "10", "set-clipboard": "on", "default-terminal": '"tmux-256color"'}
    assert tmux_advice(Tmux(options, "xterm-kitty", ("RGB", "clipboard"))) == []


def test_a_size_that_a_shell_has_exported_does_not_count() -> None:
    environment = {"TERM": "xterm", "COLUMNS": "80", "LINES": "24"}
    prepare_environment(environment)
    assert not {"COLUMNS", "LINES"} & environment.keys()
