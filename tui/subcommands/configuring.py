"""`lesart config`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click

from articles.translation.engines.engine import without_login
from articles.translation.keys import VARIABLES
from tui.commands import BY_ID, Command
from tui.configuration.engine_keys import origin_of_key
from tui.configuration.loading import load_settings
from tui.failing import FOUND_WRONG, fail, warn
from tui.keynames import SIGNS
from tui.settings import SETTINGS, Configuration, Directories, Settings, allowed
from tui.subcommands.common import say

_SIGN_OF = {name: sign for sign, name in SIGNS.items() if sign.isascii()}


@click.command()
@click.option("--path", "only_path", is_flag=True, help="Print where the file is.")
@click.option("--init", is_flag=True, help="Write a file with all settings to begin with, unless there is one.")
def config(only_path: bool, init: bool) -> None:
    """Print the settings in force as a configuration file, with where each comes from."""
    directories = Directories.of_user()
    if only_path:
        say(str(directories.config_file))
    elif init:
        _write(directories.config_file)
    else:
        configuration = load_settings(directories, os.environ, {})
        say("\n".join(_in_force(configuration, directories.config_file)))
        for problem in configuration.problems:
            warn(problem)
        if configuration.problems:
            raise SystemExit(FOUND_WRONG)


def _write(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", opener=_for_the_user_alone) as file:
            file.write("\n".join(_to_begin_with()) + "\n")
    except FileExistsError:
        fail(f"{path} is there already and stays as it is.")
    except OSError as error:
        fail(f"{path} cannot be written: {error.strerror}.")
    say(f"Written: {path}")


def _for_the_user_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _in_force(configuration: Configuration, path: Path) -> Iterator[str]:
    """Yield the lines of a file that would set what is in force."""
    yield f"# {path}{'' if path.exists() else ' (not there; `lesart config --init` writes it)'}"
    for name in SETTINGS:
        value = getattr(configuration.settings, name)
        written = _toml(without_login(value) if name == "server" else value)
        yield f"\n# {_about(name)}\n{name} = {written}  # {configuration.origins[name]}"
    yield "\n[engine-keys]  # of the engines that take one; keys are not shown"
    for name in VARIABLES:
        yield f'# {name} = "…"  # {origin_of_key(name, os.environ, configuration.origins) or "not set"}'
    yield "\n[keys]  # what a line does is in `lesart keys`; those with # before them have their usual keys"
    keymap = configuration.settings.keymap
    for command in keymap.commands:
        changed = keymap.changed(command)
        yield f"{_entry(command)}  # {configuration.origins[command.id]}" if changed else f"# {_entry(command)}"


def _to_begin_with() -> Iterator[str]:
    """Yield the lines of a file in which everything is a comment."""
    yield "# Settings of lesart. Take the # from before a line and change its value."
    for name in SETTINGS:
        yield f"\n# {_about(name)}\n# {name} = {_toml(getattr(Settings(), name))}"
    yield "\n# Keys of engines, which only you should be able to read.\n[engine-keys]"
    yield from (f'# {name} = ""' for name in VARIABLES)
    yield "\n# Keys of commands, instead of their usual ones; [] is for no key.\n[keys]"
    yield from (f"# {_entry(command)}" for command in BY_ID.values())


def _about(name: str) -> str:
    return f"{SETTINGS[name].help}: {allowed(name)}"


def _entry(command: Command) -> str:
    """Return a command's line in the table of keys."""
    written = ((held, _SIGN_OF.get(key, key)) for held, _, key in (key.rpartition("+") for key in command.keys))
    keys = ", ".join(_toml(f"{held}+{key}" if held else key) for held, key in written)
    return f"{command.id} = [{keys}]"


def _toml(value: object) -> str:
    """Return a value as TOML, with escapes for what cannot be printed."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else _escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    code = ord(sign)
    return "\ufffd" if 0xD800 <= code < 0xE000 else f"\\U{code:08x}"
