"""What the reader has set, and where it comes from."""

from pathlib import Path

import pytest

from tui.settings import Directories, Remembered, Settings, load_settings
from tui.themes import PALETTES, looks


def write_config(directories: Directories, text: str) -> None:
    directories.config.mkdir(parents=True)
    directories.config_file.write_text(text, "utf-8")


def test_without_anything_the_defaults_count(directories: Directories) -> None:
    found = load_settings(directories, {}, {})
    assert found.settings == Settings()
    assert set(found.origins.values()) == {"default"}
    assert found.problems == ()


def test_an_option_beats_the_environment_that_what_was_remembered_that_the_file(directories: Directories) -> None:
    write_config(directories, 'theme = "paper"\nwidth = 50\nlayout = "below"\nengine = "none"\n')
    Remembered(directories.state_file).remember(width=60, theme="sepia")
    found = load_settings(directories, {"LESART_THEME": "forest"}, {"theme": None, "layout": "beside"})
    settings = found.settings
    assert (settings.engine, settings.width, settings.theme, settings.layout) == ("none", 60, "forest", "beside")
    assert found.origins["width"] == "remembered"
    assert found.origins["theme"] == "environment"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('theme = "neon"', "theme cannot be 'neon'"),
        ("width = 5", "width cannot be 5"),
        ('width = "breit"', "width must be a number"),
        ("width = true", "width cannot be True"),
        ('colour = "red"', "there is no setting “colour”"),
        ("offline = 3", "offline cannot be 3"),
    ],
)
def test_a_wrong_value_is_said_and_the_rest_counts(directories: Directories, line: str, sentence: str) -> None:
    write_config(directories, f'{line}\nlayout = "below"\n')
    found = load_settings(directories, {}, {})
    assert sentence in found.problems[0]
    assert found.settings.layout == "below"


@pytest.mark.parametrize("text", ["offline = tru", "= = =", 'offline = "vielleicht"'])
def test_a_file_that_cannot_be_read_sends_nothing_to_anyone(directories: Directories, text: str) -> None:
    write_config(directories, text)
    found = load_settings(directories, {}, {})
    assert found.problems
    assert found.settings.offline


@pytest.mark.parametrize(
    ("value", "offline"), [("1", True), ("yes", True), ("0", False), ("off", False), ("ja", True)]
)
def test_the_environment_can_forbid_engines(directories: Directories, value: str, offline: bool) -> None:
    assert load_settings(directories, {"LESART_OFFLINE": value}, {}).settings.offline is offline


def test_two_programs_remember_without_losing_each_others_values(tmp_path: Path) -> None:
    one, other = Remembered(tmp_path / "state.json"), Remembered(tmp_path / "state.json")
    one.consent("google a", "2026")
    other.consent("mymemory b", "2026")
    other.remember(width=50)
    fresh = Remembered(tmp_path / "state.json")
    assert fresh.consented("google a")
    assert fresh.consented("mymemory b")
    assert fresh.values["width"] == 50


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"theme": 3, "consents": 7}', b"\xff"])
def test_a_broken_memory_counts_as_empty(directories: Directories, data: bytes) -> None:
    directories.data.mkdir(parents=True)
    directories.state_file.write_bytes(data)
    assert load_settings(directories, {}, {}).settings == Settings()
    assert not Remembered(directories.state_file).consented("google a")


def test_every_theme_has_a_look_for_everything() -> None:
    names = {frozenset(looks(one, colours=colours)) for one in PALETTES.values() for colours in (True, False)}
    assert len(names) == 1


def test_without_colours_highlights_differ_by_their_attributes() -> None:
    plain = looks(PALETTES["night"], colours=False)
    drawn = [plain[name] for name in ("text", "yellow", "green", "blue", "pink", "purple")]
    assert len({look.attributes for look in drawn}) == len(drawn)
    assert not any(look.colour or look.background for look in drawn)
