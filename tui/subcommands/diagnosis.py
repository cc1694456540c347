"""What `lesart doctor` finds out. Nothing in it tells who the reader is or what they read."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, NamedTuple

from tui import __version__
from tui.configuration.engine_keys import open_to_others
from tui.configuration.remembered import Remembered
from tui.display import without_home
from tui.english.setup import access_of
from tui.settings import Configuration, Directories
from tui.terminal.modes import colour_depth, prepare_environment
from tui.terminal.tmux import ask_tmux, tmux_advice


class Report(NamedTuple):
    """What was found, in sections of names and values."""

    sections: Mapping[str, Mapping[str, str]]
    problems: tuple[str, ...]
    """What does not work."""
    advice: tuple[str, ...]
    """What would work better in another way."""


def diagnose(
    environment: Mapping[str, str], directories: Directories, configuration: Configuration, *, online: bool
) -> Report:
    """Look at everything that matters when something does not work; servers are asked only when `online`."""
    tmux, tmux_lines = _tmux(environment)
    folders = {"config": directories.config, "data": directories.data, "cache": directories.cache}
    sections = {
        "versions": _versions(),
        "terminal": _terminal(environment, configuration.settings.colours),
        "tmux": tmux,
        "locale": {
            name: environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG") if name in environment
        }
        | {"encoding": locale.getencoding()},
        "folders": {name: f"{without_home(path)} ({_state(path)})" for name, path in folders.items()}
        | {"settings": f"{without_home(directories.config_file)} ({_state(directories.config_file)})"},
        "engines": _engines(environment, configuration, Remembered(directories.state_file), online=online),
    }
    problems = [*configuration.problems]
    problems += [f"{without_home(path)} cannot be written." for path in folders.values() if not _writable(path)]
    if locale.getencoding().lower().replace("-", "") != "utf8":
        problems.append("the locale is not UTF-8; start lesart as `LC_ALL=C.UTF-8 lesart …`.")
    return Report(
        {name: section for name, section in sections.items() if section},
        tuple(problems),
        (
            *_advice(environment),
            *_open_keys(configuration, directories.config_file),
            *_set_aside(directories),
            *tmux_lines,
        ),
    )


def _versions() -> dict[str, str]:
    found = {"lesart": __version__, "Python": platform.python_version(), "system": platform.system()}
    for name in ("textual", "rich", "deep-translator"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def _terminal(environment: Mapping[str, str], colours: str) -> dict[str, str]:
    prepared = dict(environment)
    prepare_environment(prepared, colours)
    size = shutil.get_terminal_size()
    around = {"TMUX": "tmux", "STY": "screen", "SSH_CONNECTION": "SSH"}
    said = {name: environment.get(name, "(not set)") for name in ("TERM", "COLORTERM", "NO_COLOR")}
    return said | {
        "inside": ", ".join(name for variable, name in around.items() if variable in environment) or "nothing",
        "size": f"{size.columns}x{size.lines}" if sys.stdout.isatty() else "standard output is no terminal",
        "colours": f"{colour_depth(prepared)} (setting: {colours})",
    }


_TMUX_OPTIONS: Final = {
    "set-clipboard": "on lets y copy to the clipboard of the terminal",
    "escape-time": "milliseconds until a lone Escape counts",
    "default-terminal": "the TERM of programs in tmux",
    "focus-events": "lesart does not use them",
}


def _tmux(environment: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return what tmux is set to, and advice on that; both are empty outside tmux."""
    if "TMUX" not in environment:
        return {}, []
    tmux = ask_tmux(environment)
    if tmux is None:
        return {"tmux": "does not answer"}, []
    shown = {name: f"{tmux.options.get(name, '?')} ({why})" for name, why in _TMUX_OPTIONS.items()}
    features = ", ".join(tmux.features) or "unknown"
    shown["terminal-features"] = f"{features} of {tmux.terminal or '?'} (with RGB colours are exact)"
    return shown, [f"put into ~/.tmux.conf and start tmux anew: {line}" for line in tmux_advice(tmux)]


def _state(path: Path) -> str:
    if not path.exists():
        return "not there yet"
    return "can be written" if os.access(path, os.W_OK) else "cannot be written"


def _writable(path: Path) -> bool:
    """Tell whether a folder can be written, or made where it is not there yet."""
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def _engines(
    environment: Mapping[str, str], configuration: Configuration, remembered: Remembered, *, online: bool
) -> dict[str, str]:
    from articles.translation.engines.registry import describe_engines, engine_addresses

    settings = configuration.settings
    access = access_of(settings, environment)
    answers: Mapping[str, str] = {}
    if online and not settings.offline:
        from articles.translation.reachable import reachable

        answers = reachable(engine_addresses(access))
    offline = f"not asked, being offline ({configuration.origins['offline']})"
    unasked = "not asked" if online else "not asked (`lesart doctor --online` connects to it, sending no text)"
    found = {}
    for engine in describe_engines(access):
        forbidden = settings.offline and engine.third_party
        said = [
            engine.sends,
            "in use" if engine.name in settings.engines and engine.ready and not forbidden else "",
            agreed(engine.name, remembered),
        ]
        if engine.ready and engine.server:
            said.append(offline if forbidden else answers.get(engine.name, unasked))
        found[engine.name] = "; ".join(filter(None, said))
    return found


def agreed(engine: str, remembered: Remembered) -> str:
    """Return when the reader agreed to send text to an engine and how to take that back; empty if they did not."""
    where = [f"{server} on {date[:10]}" for server, date in remembered.agreed_to(engine).items()]
    back = f"`lesart translate --withdraw {engine}` takes that back"
    return f"you agreed to {' and '.join(where)} ({back})" if where else ""


def _open_keys(configuration: Configuration, path: Path) -> list[str]:
    if not configuration.settings.engine_keys or not open_to_others(path):
        return []
    name = without_home(path)
    return [f"others on this machine can read the engines' keys in {name}; `chmod 600 {name}` changes that."]


def _set_aside(directories: Directories) -> list[str]:
    """Return sentences on what was damaged and is kept under another name: lesart's own files, not the notes."""
    kept = [found for folder in (directories.data, directories.cache) for found in folder.glob("*.broken-*")]
    return [
        f"{without_home(path)} was damaged and set aside; delete it unless you can repair it."
        for path in sorted(kept)
        if not path.name.endswith(("-wal", "-shm", "-journal"))
    ]


def _advice(environment: Mapping[str, str]) -> list[str]:
    advice = []
    exact = colour_depth(environment) in ("truecolor", "none")
    if "SSH_CONNECTION" in environment and not exact:
        advice.append(
            "OpenSSH does not pass COLORTERM on: if your terminal shows exact colours, put `export "
            'COLORTERM=truecolor` into ~/.profile here, or colours = "truecolor" into the settings.'
        )
    if environment.get("TERM") in ("xterm", "screen", "linux") and not exact:
        advice.append("this terminal says it has 16 colours; TERM=xterm-256color may show more.")
    if "STY" in environment:
        advice.append("screen keeps what y copies to itself; `lesart clipboard` prints it.")
    return advice
