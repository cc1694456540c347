"""What there is to set, and where lesart keeps what is the user's."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from articles.values import NamedTuple
from tui.commands import USUAL_KEYMAP, Keymap
from tui.layout import NARROWEST, WIDEST
from tui.themes import DEFAULT_THEME, PALETTES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Final

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
