"""The settings in force: from the configuration file, the environment, and what the program remembers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial

from tui.configuration.remembered import Remembered
from tui.settings import SETTINGS, Configuration, Directories, Settings, allowed, variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Final

_REMEMBERED: Final = ("theme", "width")
"""The settings that keys of the program change."""
_YES: Final = ("1", "true", "yes", "on")
_NO: Final = ("0", "false", "no", "off")


def load_settings(
    directories: Directories,
    environment: Mapping[str, str],
    options: Mapping[str, object],
) -> Configuration:
    """Return the settings: an option beats the environment, that the file, that what was remembered.

    What is wrong is left out and said in `problems`; the rest counts. `options` that are None count as not given.
    """
    loading = _Loading()
    loading.take(_from_state(directories.state_file), lambda name: "remembered")
    if os.path.lexists(os.path.join(directories.config_name, "config.toml")):
        _load_file(directories.config_file, loading)
    loading.take(_from_environment(environment), variable)
    lasting = {name: origin for name, origin in loading.origins.items() if origin != "remembered"}
    loading.take({name: value for name, value in options.items() if value is not None}, lambda name: "option")
    if loading.unclear:
        # Who may have wanted to stay offline stays offline until that can be read.
        loading.values.setdefault("offline", True)
        loading.origins.setdefault("offline", "unclear")
    origins = {name: loading.origins.get(name, "default") for name in SETTINGS} | loading.origins
    return Configuration(Settings(**loading.values), origins, lasting, tuple(loading.problems))


class _Loading:
    """What has been found so far; each source goes before those taken earlier."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.origins: dict[str, str] = {}
        self.problems: list[str] = []
        self.unclear = False
        """Whether something could not be read that may have forbidden engines."""

    def take(self, values: Mapping[str, object], origin: Callable[[str], str]) -> None:
        """Take values, leaving out and saying what is wrong."""
        for name, value in values.items():
            try:
                self.values[name] = _checked(name, value)
            except ValueError as error:
                self.problems.append(f"{origin(name)}: {error}")
                self.unclear = self.unclear or name == "offline"
            else:
                self.origins[name] = origin(name)


def _checked(name: str, value: object) -> object:
    """Return a value as the type its setting has; raises ValueError with a sentence when it cannot be."""
    if name not in SETTINGS:
        raise ValueError(f"there is no setting “{name}”; there are {', '.join(SETTINGS)}, and the table [keys].")
    about = SETTINGS[name]
    typed = _several(value) if about.several else _typed(value, type(getattr(Settings(), name)))
    chosen = str(typed).split(", ") if about.several else [typed]
    if typed is None or (about.values and not all(one in about.values for one in chosen)):
        raise ValueError(f"{name} cannot be {value!r}; it may be: {allowed(name)}.")
    return typed


def _typed(value: object, kind: type) -> object:
    """Return a value as this type, from the words of an environment variable too; None when it is none."""
    if kind is tuple:
        return _folders(value)
    if type(value) is kind:
        return value
    if isinstance(value, str) and kind is bool:
        return True if value.lower() in _YES else False if value.lower() in _NO else None
    if isinstance(value, str) and kind is int:
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None
    return str(value) if type(value) is int and kind is str else None


def _several(value: object) -> str | None:
    """Return names that stand in a list, or parted by commas, in one way of writing."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        return None
    return ", ".join(dict.fromkeys(name.strip() for name in names))


def _folders(value: object) -> tuple[str, ...] | None:
    names = value.split(os.pathsep) if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and "\0" not in name for name in names):
        return None
    return tuple(os.path.abspath(os.path.expanduser(name)) for name in names if name)


def _load_file(path: Path, loading: _Loading) -> None:
    from tui.configuration.config_file import UnreadableConfigError, read_config_file

    try:
        file = read_config_file(path)
    except UnreadableConfigError as error:
        loading.problems.append(f"The defaults are used, and no engine is asked: {path.name}{error}")
        loading.unclear = True
        return

    def origin(*names: str) -> str:
        return f"{path.name}, line {file.line_of(*names)}"

    values = dict(file.values)
    keys, secrets = values.pop("keys", {}), values.pop("engine-keys", {})
    loading.take(values, origin)
    if secrets != {}:
        _load_engine_keys(secrets, loading, origin)
    if not isinstance(keys, dict):
        loading.problems.append(f'{origin("keys")}: keys are set in a table: [keys], then next-match = "n".')
    elif keys:
        _load_keymap(keys, loading, path.name, partial(file.line_of, "keys"))


def _load_engine_keys(table: object, loading: _Loading, origin: Callable[[str, str], str]) -> None:
    from tui.configuration.engine_keys import read_engine_keys

    found, refused = read_engine_keys(table)
    loading.values["engine_keys"] = found
    loading.problems += [f"{origin('engine-keys', name)}: {sentence}" for name, sentence in refused]
    loading.origins.update((f"engine-keys {name}", origin("engine-keys", name)) for name in found)


def _load_keymap(
    table: Mapping[str, object], loading: _Loading, file_name: str, line_of: Callable[[str], int]
) -> None:
    from tui.configuration.keymap import read_keymap

    loading.values["keymap"], wrong = read_keymap(table, line_of)
    loading.problems += [f"{file_name}, line {line}: {sentence}" for line, sentence in wrong]
    loading.origins.update((one, f"{file_name}, line {line_of(one)}") for one in table)


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    return {name: environment[variable(name)] for name in SETTINGS if environment.get(variable(name))}


def _from_state(path: str) -> dict[str, object]:
    """Return what was chosen in the program; what is wrong there was not the user's doing and is not said."""
    loading = _Loading()
    values = Remembered(path).values
    loading.take({name: values[name] for name in _REMEMBERED if name in values}, str)
    return loading.values
