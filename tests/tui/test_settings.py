"""What there is to set, and how the text looks in each theme."""

import sys
import tomllib
from pathlib import Path

import pytest

from articles.translation.engines.registry import ENGINES
from tui.configuration.keymap import read_keymap
from tui.settings import SETTINGS, Directories, Settings, variable
from tui.themes import PALETTES, looks


def as_in_toml(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.skipif(sys.platform != "linux", reason="other platforms have folders of their own")
def test_directories_are_those_of_the_xdg_specification(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/ada")
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    found = Directories.of_user()
    assert (found.config, found.data, found.cache) == (
        Path("/etc/ada/lesart"),
        Path("/home/ada/.local/share/lesart"),
        Path("/home/ada/.cache/lesart"),
    )


def test_every_setting_has_a_default_that_it_may_be() -> None:
    assert {*SETTINGS, "keymap", "engine_keys"} == {*Settings._fields}
    for name, about in SETTINGS.items():
        assert not about.values or getattr(Settings(), name) in about.values


def test_the_readme_names_every_setting_with_its_default_and_its_variable() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    section = readme.partition("## Configuration\n")[2].partition("\n## ")[0]
    settings = tomllib.loads(section.partition("```toml\n")[2].partition("```")[0])
    keys = settings.pop("keys")
    assert settings.pop("engine-keys") == {}
    assert settings == {name: as_in_toml(getattr(Settings(), name)) for name in SETTINGS}
    for name in SETTINGS:
        assert f"`--{name.replace('_', '-')}" in section
        assert f"`{variable(name)}`" in section
    assert read_keymap(keys, lambda name: 1)[1] == []


def test_engines_that_can_be_set_are_those_there_are() -> None:
    assert SETTINGS["engine"].values == (*ENGINES, "none")


def test_every_theme_has_a_look_for_everything() -> None:
    names = {frozenset(looks(one, colours=colours)) for one in PALETTES.values() for colours in (True, False)}
    assert len(names) == 1


def test_without_colours_highlights_differ_by_their_attributes() -> None:
    plain = looks(PALETTES["night"], colours=False)
    drawn = [plain[name] for name in ("text", "yellow", "green", "blue", "pink", "purple")]
    assert len({look.attributes for look in drawn}) == len(drawn)
    assert not any(look.colour or look.background for look in drawn)
