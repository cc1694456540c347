"""What the reader has set, and where it comes from."""

import os
from pathlib import Path

import pytest

from tui.configuration.loading import load_settings
from tui.configuration.remembered import Remembered
from tui.settings import Directories, Settings


def write_config(directories: Directories, text: str) -> None:
    directories.config.mkdir(parents=True)
    directories.config_file.write_text(text, "utf-8")


def test_without_anything_the_defaults_count(directories: Directories) -> None:
    found = load_settings(directories, {}, {})
    assert found.settings == Settings()
    assert set(found.origins.values()) == {"default"}
    assert found.problems == ()


def test_an_option_beats_the_environment_that_the_file_that_what_was_remembered(directories: Directories) -> None:
    write_config(directories, 'theme = "paper"\nlayout = "below"\nengine = "none"\n')
    Remembered(directories.state_file).remember(width=60, theme="sepia")
    found = load_settings(directories, {"LESART_THEME": "forest"}, {"theme": None, "layout": "beside"})
    settings = found.settings
    assert (settings.engine, settings.width, settings.theme, settings.layout) == ("none", 60, "forest", "beside")
    assert found.origins["width"] == "remembered"
    assert found.origins["theme"] == "LESART_THEME"
    assert found.origins["layout"] == "option"
    assert found.origins["engine"] == "config.toml, line 3"
    assert found.lasting["theme"] == "LESART_THEME"
    assert "width" not in found.lasting


def test_what_the_file_says_counts_over_what_was_chosen_in_the_program(directories: Directories) -> None:
    write_config(directories, "width = 50\n")
    Remembered(directories.state_file).remember(width=60, theme="sepia")
    found = load_settings(directories, {}, {})
    assert (found.settings.width, found.settings.theme) == (50, "sepia")
    assert found.lasting == {"width": "config.toml, line 1"}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('theme = "neon"', "line 1: theme cannot be 'neon'; it may be: night, paper,"),
        ("\nwidth = 5", "line 2: width cannot be 5; it may be: 20 to 200."),
        ('width = "breit"', "line 1: width cannot be 'breit'"),
        ("width = true", "width cannot be True"),
        ('colour = "red"', "there is no setting “colour”; there are theme, width,"),
        ("offline = 3", "offline cannot be 3; it may be: true, false."),
        ("folders = 8", "folders cannot be 8; it may be: names of folders, in a list or parted by :."),
        ('folders = ["~", 8]', "folders cannot be ['~', 8]; it may be: names of folders"),
        ('folders = ["\\u0000"]', "folders cannot be ['\\x00']; it may be: names of folders"),
        ("colours = 8", "colours cannot be 8; it may be: auto, truecolor, 256, 16, none."),
        ("keys = 3", "keys are set in a table"),
        ("keys = { undo = 'n' }", "line 1: undo: n is the key of next-match"),
    ],
)
def test_a_wrong_value_is_said_and_the_rest_counts(directories: Directories, line: str, sentence: str) -> None:
    write_config(directories, f'{line}\nlayout = "below"\n')
    found = load_settings(directories, {}, {})
    assert len(found.problems) == 1
    assert found.problems[0].startswith("config.toml, line ")
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


def test_consent_is_taken_back_on_every_server_and_leaves_the_others(directories: Directories) -> None:
    remembered = Remembered(directories.state_file)
    for name in ("deepl api.deepl.com", "deepl api-free.deepl.com", "deepl2 x", "google translate.google.com"):
        remembered.consent(name, "2026-01-31T12:00:00.000Z")

    assert set(remembered.agreed_to("deepl")) == {"api.deepl.com", "api-free.deepl.com"}
    assert Remembered(directories.state_file).withdraw("deepl")
    fresh = Remembered(directories.state_file)
    assert set(fresh.consents) == {"deepl2 x", "google translate.google.com"}
    assert not fresh.withdraw("deepl")


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"theme": 3, "consents": 7}', b"\xff"])
def test_a_broken_memory_counts_as_empty(directories: Directories, data: bytes) -> None:
    directories.data.mkdir(parents=True)
    Path(directories.state_file).write_bytes(data)
    assert load_settings(directories, {}, {}).settings == Settings()
    assert not Remembered(directories.state_file).consented("google a")


def test_numbers_of_colours_may_be_written_as_numbers(directories: Directories) -> None:
    write_config(directories, "colours = 256\n")
    assert load_settings(directories, {}, {}).settings.colours == "256"


def test_folders_are_a_list_or_parted_by_a_sign_and_the_home_folder_is_meant_by_a_tilde(
    directories: Directories, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.chdir(tmp_path)
    write_config(directories, 'folders = ["~/texte", "/mnt/archiv/"]\n')
    assert load_settings(directories, {}, {}).settings.folders == ("/home/ada/texte", "/mnt/archiv")
    environment = {"LESART_FOLDERS": os.pathsep.join(["~", "", "hier"])}
    assert load_settings(directories, environment, {}).settings.folders == ("/home/ada", str(tmp_path / "hier"))
    found = load_settings(directories, environment, {"folders": "/a"})
    assert (found.settings.folders, found.origins["folders"]) == (("/a",), "option")


def test_file_names_that_are_not_utf8_are_remembered(tmp_path: Path) -> None:
    Remembered(tmp_path / "state.json").enter("leftBehind", "a\udcff", "2026")
    assert Remembered(tmp_path / "state.json").entries("leftBehind") == {"a\udcff": "2026"}


def test_keys_are_read_and_their_lines_known(directories: Directories) -> None:
    write_config(directories, '[keys]\n\nundo = "U"\nhelp = "q"\n')
    found = load_settings(directories, {}, {})
    assert found.settings.keymap.by_id["undo"].keys == ("U",)
    assert found.origins["undo"] == "config.toml, line 3"
    assert found.problems == ("config.toml, line 4: help: q is the key of quit; give one of them another key.",)


@pytest.mark.parametrize(
    ("line", "engines"),
    [
        ('engine = "deepl"', ("deepl",)),
        ('engine = "deepl, google"', ("deepl", "google")),
        ('engine = " deepl ,google,deepl"', ("deepl", "google")),
        ('engine = ["local", "microsoft", "mymemory"]', ("local", "microsoft", "mymemory")),
        ('engine = "none"', ()),
    ],
)
def test_several_engines_stand_in_their_order(
    directories: Directories, line: str, engines: tuple[str, ...]
) -> None:
    write_config(directories, line)
    found = load_settings(directories, {}, {})
    assert (found.settings.engines, found.problems) == (engines, ())


def test_option_and_variable_may_name_several_engines(directories: Directories) -> None:
    assert load_settings(directories, {"LESART_ENGINE": "deepl,google"}, {}).settings.engines == (
        "deepl",
        "google",
    )
    assert load_settings(directories, {}, {"engine": "local,google"}).settings.engines == ("local", "google")


@pytest.mark.parametrize("value", ['"deepl, babelfish"', "[]", "[1]", '""', '"deepl,"', "{}", "7"])
def test_engines_that_there_are_not_are_refused(directories: Directories, value: str) -> None:
    write_config(directories, f"engine = {value}")
    found = load_settings(directories, {}, {})
    assert found.settings.engine == "google"
    assert "google, mymemory, libretranslate, deepl, microsoft, local, none" in found.problems[0]


SECRET = "a-secret-key:fx"


def test_keys_of_engines_are_read_and_not_shown(directories: Directories) -> None:
    write_config(directories, f'[engine-keys]\ndeepl = "{SECRET}"\n')
    found = load_settings(directories, {}, {})
    assert found.settings.engine_keys == {"deepl": SECRET}
    assert found.origins["engine-keys deepl"] == "config.toml, line 2"
    assert found.problems == ()
    assert SECRET not in f"{found} {found!r} {found.settings} {found.settings.engine_keys}"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (f'[engine-keys]\ngoogle = "{SECRET}"', 2),
        (f'[engine-keys]\ndeepl = ["{SECRET}"]', 2),
        (f'[engine-keys]\n\n[engine-keys.deepl]\nkey = "{SECRET}"', 3),
        (f'engine-keys = "{SECRET}"', 1),
        (f'engine-keys = ["{SECRET}"]', 1),
        (f'width = 50\ndeepl-key = "{SECRET}"', 2),
    ],
)
def test_keys_that_stand_wrongly_are_said_and_not_shown(directories: Directories, table: str, line: int) -> None:
    write_config(directories, table)
    found = load_settings(directories, {}, {})
    assert found.settings.engine_keys == {}
    assert found.problems[0].startswith(f"config.toml, line {line}: ")
    assert SECRET not in str(found)
