"""What the reader has set: the configuration file, the environment, and what the program remembers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

from articles.values import NamedTuple
from tui.commands import USUAL_KEYMAP, Keymap
from tui.configuration.remembered import Remembered
from tui.layout import NARROWEST, WIDEST
from tui.themes import DEFAULT_THEME, PALETTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, Final

    StrPath = str | os.PathLike[str]


class Directories:
    """Where lesart keeps what is the user's."""

    def __init__(self, config: StrPath, data: StrPath, cache: StrPath) -> None:
        # As strings: the first page is shown before there is time to import pathlib.
        self.config_name, self.data_name = os.fspath(config), os.fspath(data)
        self.cache_name = os.fspath(cache)

    @staticmethod
    def of_user() -> Directories:
        """Return the directories that the platform names (on Linux the XDG ones)."""
        if sys.platform == "linux":
            names = {"CONFIG": ".config", "DATA": ".local/share", "CACHE": ".cache"}
            return Directories(*(_xdg(f"XDG_{name}_HOME", usual) for name, usual in names.items()))
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("lesart", appauthor=False)
        return Directories(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)

    @property
    def config(self) -> Path:
        """What the user writes."""
        return _path(self.config_name)

    @property
    def data(self) -> Path:
        """What must not be lost."""
        return _path(self.data_name)

    @property
    def cache(self) -> Path:
        """What can be found or made again."""
        return _path(self.cache_name)

    @property
    def config_file(self) -> Path:
        """The configuration, TOML, written by the user alone."""
        return self.config / "config.toml"

    @property
    def state_file(self) -> str:
        """What the program remembers: theme, width, consents."""
        return os.path.join(self.data_name, "state.json")

    @property
    def clipboard_file(self) -> Path:
        """What was copied last."""
        return self.data / "clipboard.txt"


def _path(name: str) -> Path:
    from pathlib import Path

    return Path(name)


def _xdg(variable: str, usual: str) -> str:
    """Return the directory that a variable names; a path that is not absolute does not count."""
    named = os.environ.get(variable, "")
    return os.path.join(named if os.path.isabs(named) else os.path.expanduser(f"~/{usual}"), "lesart")


class Settings(NamedTuple):
    """Every setting with its default; SETTINGS says what they are."""

    theme: str = DEFAULT_THEME
    width: int = 72
    layout: str = "auto"
    engine: str = "google"
    server: str = ""
    region: str = ""
    model: str = ""
    offline: bool = False
    mouse: bool = False
    colours: str = "auto"
    creator: str = ""
    folders: tuple[str, ...] = ()
    """Absolute names."""
    export: str = ""
    """A path with `{title}` or `{name}` in it; empty for none."""
    export_format: str = "markdown"
    keymap: Keymap = USUAL_KEYMAP
    """The keys, from the table `[keys]` of the configuration file."""
    engine_keys: Mapping[str, str] = {}
    """Keys of engines by their names, from the table `[engine-keys]` of the configuration file."""

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines' names in the order in which they are asked."""
        return tuple(name for name in self.engine.split(", ") if name != "none")


class About(NamedTuple):
    """What a setting is for, and what it may be."""

    help: str
    values: tuple[str, ...] | range = ()
    """Empty where anything of the default's type may be."""
    several: bool = False
    """Whether it may be several of the values, parted by commas."""


ENGINES: Final = ("google", "mymemory", "libretranslate", "deepl", "microsoft", "local")
EXPORT_FORMATS: Final = (
    "markdown", "obsidian", "org", "html", "text", "json", "jsonld", "hypothesis", "csv", "anki-tsv", "anki",
)  # fmt: skip
"""What notes can be exported as; `annotations.export.registry` says what each is."""
SETTINGS: Final[Mapping[str, About]] = {
    "theme": About("Colours of the text", tuple(PALETTES)),
    "width": About("Cells of the text column", range(NARROWEST, WIDEST + 1)),
    "layout": About("Where the English stands", ("auto", "beside", "below")),
    "engine": About("Who translates, in the order in which they are asked", (*ENGINES, "none"), several=True),
    "server": About("Address of your own LibreTranslate server"),
    "region": About("Region in Azure that your key of Microsoft's belongs to"),
    "model": About("Folder of a model for the engine local"),
    "offline": About("Ask no engine that texts would leave this machine for"),
    "mouse": About("Let the terminal report the mouse"),
    "colours": About("How many colours; auto is as the terminal says", ("auto", "truecolor", "256", "16", "none")),
    "creator": About("Your name, written into the annotations you make"),
    "folders": About("Folders with your texts, for the library and for notes on texts that were moved"),
    "export": About("File that the notes are written to after every change, such as ~/notes/{title}.md"),
    "export_format": About("Format of that file", EXPORT_FORMATS),
}
"""Everything but the keys, by name."""


def allowed(name: str) -> str:
    """Return in words what a setting may be."""
    values, default = SETTINGS[name].values, getattr(Settings(), name)
    if isinstance(values, range):
        return f"{values[0]} to {values[-1]}"
    if isinstance(default, tuple):
        return f"names of folders, in a list or parted by {os.pathsep}"
    if SETTINGS[name].several:
        return f"{', '.join(values)}, or several parted by commas"
    return ", ".join(values) or ("true, false" if isinstance(default, bool) else "any text")


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"LESART_{name.upper()}"


class Configuration(NamedTuple):
    """The settings in force, and where each of them comes from."""

    settings: Settings
    origins: Mapping[str, str]
    """`default`, `remembered`, `config.toml, line 3`, `LESART_THEME` or `option`, by setting and by command id."""
    lasting: Mapping[str, str] = {}
    """The origins of what will be the same at the next start, whatever is chosen in the program."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be used."""


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


_YES: Final = ("1", "true", "yes", "on")
_NO: Final = ("0", "false", "no", "off")


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
        loading.problems.append(f"{path.name}{error} The defaults are used, and no engine is asked.")
        loading.unclear = True
        return

    def origin(*names: str) -> str:
        return f"{path.name}, line {file.line_of(*names)}"

    values = dict(file.values)
    keys = values.pop("keys", {})
    secrets = values.pop("engine-keys", {})
    loading.take(values, origin)
    if secrets != {}:
        from tui.configuration.engine_keys import read_engine_keys

        found, refused = read_engine_keys(secrets)
        loading.values["engine_keys"] = found
        loading.problems += [f"{origin('engine-keys', name)}: {sentence}" for name, sentence in refused]
        loading.origins.update((f"engine-keys {name}", origin("engine-keys", name)) for name in found)
    if not isinstance(keys, dict):
        loading.problems.append(f'{origin("keys")}: keys are set in a table: [keys], then next-match = "n".')
    elif keys:
        from tui.configuration.keymap import read_keymap

        loading.values["keymap"], wrong = read_keymap(keys, lambda name: file.line_of("keys", name))
        loading.problems += [f"{path.name}, line {line}: {sentence}" for line, sentence in wrong]
        loading.origins.update((one, origin("keys", one)) for one in keys)


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    return {name: environment[variable(name)] for name in SETTINGS if environment.get(variable(name))}


def _from_state(path: StrPath) -> dict[str, object]:
    """Return what was chosen in the program; what is wrong there was not the user's doing and is not said."""
    loading = _Loading()
    values = Remembered(path).values
    loading.take({name: values[name] for name in REMEMBERED if name in values}, str)
    return loading.values


REMEMBERED: Final = ("theme", "width")
"""The settings that keys of the program change."""
