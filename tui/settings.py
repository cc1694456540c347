"""What the reader has set: the configuration file, the environment, and what the program remembers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from articles.storage import locked, replace_file
from tui.layout import NARROWEST, WIDEST
from tui.themes import DEFAULT_THEME, PALETTES


@dataclass(frozen=True, slots=True)
class Directories:
    """Where lesart keeps what is the user's."""

    config: Path
    data: Path
    cache: Path

    @staticmethod
    def of_user() -> Directories:
        """Return the directories that the platform names (on Linux the XDG ones)."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("lesart", appauthor=False)
        return Directories(dirs.user_config_path, dirs.user_data_path, dirs.user_cache_path)

    @property
    def config_file(self) -> Path:
        """The configuration, TOML, written by the user alone."""
        return self.config / "config.toml"

    @property
    def state_file(self) -> Path:
        """What the program remembers: theme, width, consents."""
        return self.data / "state.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default. A field's metadata tells what it is for and what it may be."""

    theme: str = field(default=DEFAULT_THEME, metadata={"help": "colours: " + ", ".join(PALETTES)})
    width: int = field(default=72, metadata={"help": f"cells of the text column, {NARROWEST} to {WIDEST}"})
    layout: str = field(default="auto", metadata={"help": "English: auto, beside or below the German"})
    engine: str = field(default="google", metadata={"help": "google, libretranslate, mymemory or none"})
    server: str = field(default="", metadata={"help": "address of your own LibreTranslate server"})
    offline: bool = field(default=False, metadata={"help": "true forbids every engine"})
    mouse: bool = field(default=False, metadata={"help": "true lets the terminal report the mouse"})
    creator: str = field(default="", metadata={"help": "your name, written into the annotations you make"})


_ALLOWED: Final[Mapping[str, Callable[[Any], bool]]] = {
    "theme": PALETTES.__contains__,
    "width": lambda width: NARROWEST <= width <= WIDEST,
    "layout": ("auto", "beside", "below").__contains__,
    "engine": ("google", "libretranslate", "mymemory", "none").__contains__,
}


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings in force, and where each of them comes from."""

    settings: Settings
    origins: Mapping[str, str]
    """`default`, `config.toml`, `environment`, `remembered` or `option`, by setting."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be used."""


def load_settings(
    directories: Directories,
    environment: Mapping[str, str],
    options: Mapping[str, object],
) -> Configuration:
    """Return the settings: an option beats the environment, that what was remembered, that the file.

    What is wrong is left out and said in `problems`; the rest counts. `options` that are None count as not given.
    """
    found: dict[str, tuple[object, str]] = {}
    problems: list[str] = []
    sources = (
        ("config.toml", _from_file(directories.config_file, problems)),
        ("remembered", _from_state(directories.state_file)),
        ("environment", _from_environment(environment)),
        ("option", {name: value for name, value in options.items() if value is not None}),
    )
    for origin, values in sources:
        for name, value in values.items():
            problem = _problem(name, value)
            if problem:
                problems.append(f"{origin}: {problem}")
            else:
                found[name] = (_typed(name, value), origin)
    if any("offline" in problem or "config.toml cannot" in problem for problem in problems):
        # Who may have wanted to stay offline stays offline until that can be read.
        found.setdefault("offline", (True, "unclear"))
    chosen: dict[str, Any] = {name: value for name, (value, _) in found.items()}
    settings = replace(Settings(), **chosen)
    origins = {each.name: found.get(each.name, (None, "default"))[1] for each in fields(Settings)}
    return Configuration(settings, origins, tuple(problems))


def _kind(name: str) -> type | None:
    return next((type(each.default) for each in fields(Settings) if each.name == name), None)


def _typed(name: str, value: object) -> object:
    """Return what an environment variable says as the type the setting has; other values as they are."""
    kind = _kind(name)
    if isinstance(value, str) and kind is bool:
        return {"1": True, "true": True, "yes": True, "on": True}.get(value.lower(), _SAID_NO.get(value.lower()))
    return int(value) if isinstance(value, str) and kind is int else value


_SAID_NO: Final = {"0": False, "false": False, "no": False, "off": False}


def _problem(name: str, value: object) -> str:
    kind = _kind(name)
    if kind is None:
        known = ", ".join(each.name for each in fields(Settings))
        return f"there is no setting “{name}”; there are {known}."
    about = next(each.metadata["help"] for each in fields(Settings) if each.name == name)
    try:
        typed = _typed(name, value)
    except ValueError:
        return f"{name} must be a number ({about})."
    if type(typed) is not kind or (name in _ALLOWED and not _ALLOWED[name](typed)):
        return f"{name} cannot be {value!r} ({about})."
    return ""


def _from_file(path: Path, problems: list[str]) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"config.toml cannot be read ({error}); the defaults are used.")
    except OSError as error:
        problems.append(f"config.toml cannot be read ({error.strerror}); the defaults are used.")
    return {}


def _from_environment(environment: Mapping[str, str]) -> dict[str, object]:
    names = {f"LESART_{each.name.upper()}": each.name for each in fields(Settings)}
    return {name: environment[key] for key, name in names.items() if environment.get(key)}


def _from_state(path: Path) -> dict[str, object]:
    state = Remembered(path).values
    return {name: state[name] for name in ("theme", "width") if not _problem(name, state.get(name))}


class Remembered:
    """What the program remembers between runs; a file that cannot be read counts as empty."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}

    def remember(self, **values: object) -> None:
        """Write these values through, leaving the others as they are now. Raises OSError."""
        self._change(lambda _: values)

    def _change(self, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self._path.with_name(f".{self._path.name}.lock")):
            now = self._read()
            self.values = now | change(now)
            replace_file(self._path, json.dumps(self.values, ensure_ascii=False, indent=1).encode() + b"\n")

    def consented(self, engine: str) -> bool:
        """Tell whether the reader has agreed to send text to this engine."""
        return engine in _dictionary(self.values.get("consents"))

    def consent(self, engine: str, date: str) -> None:
        """Remember that the reader agreed, and when. Raises OSError."""
        self._change(lambda values: {"consents": _dictionary(values.get("consents")) | {engine: date}})


def _dictionary(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
