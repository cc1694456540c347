"""`lesart keys`, `config`, `doctor` and `reset-terminal`."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version

import click

from tui import __version__
from tui.commands import keys_as_markdown, keys_as_text
from tui.failing import warn
from tui.settings import Directories, Remembered, Settings, load_settings
from tui.subcommands.common import say
from tui.terminal import RESET, advice


@click.command()
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
def keys(markdown: bool) -> None:
    """Print all keys."""
    click.echo(keys_as_markdown() if markdown else keys_as_text(), nl=False)


@click.command()
def config() -> None:
    """Print the settings in force, where they come from, and where they are set."""
    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, {})
    there = "" if directories.config_file.exists() else " (not there; this could be its content)"
    say(f"# {directories.config_file}{there}")
    for each in fields(Settings):
        value = getattr(configuration.settings, each.name)
        shown = (
            str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else value
        )
        say(f"{each.name} = {shown}  # {configuration.origins[each.name]}; {each.metadata['help']}")
    for problem in configuration.problems:
        warn(problem)


@click.command()
def doctor() -> None:
    """Print what matters when something does not work: terminal, locale, folders, engines, versions."""
    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, {})
    size = shutil.get_terminal_size()
    rows = [
        ("lesart", f"{__version__}, Python {platform.python_version()}, {platform.system()}"),
        *((name, _version(name)) for name in ("textual", "rich", "deep-translator")),
        ("terminal", f"TERM={os.environ.get('TERM', '')} COLORTERM={os.environ.get('COLORTERM', '')}"),
        ("size", f"{size.columns}x{size.lines}" if sys.stdout.isatty() else "standard output is not a terminal"),
        ("locale", f"{locale.getpreferredencoding(False)}, LANG={os.environ.get('LANG', '')}"),
        ("config", f"{directories.config_file}{'' if directories.config_file.exists() else ' (not there)'}"),
        ("data", f"{directories.data}{_writable(directories.data)}"),
        ("cache", f"{directories.cache}{_writable(directories.cache)}"),
        *_engines(configuration.settings, Remembered(directories.state_file)),
    ]
    for name, value in rows:
        say(f"{name:<16} {value}")
    for sentence in (*configuration.problems, *advice(os.environ)):
        say(f"advice: {sentence}")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _writable(path: os.PathLike[str]) -> str:
    here = os.fspath(path)
    while not os.path.exists(here):
        here = os.path.dirname(here)
    return "" if os.access(here, os.W_OK) else " (cannot be written)"


def _engines(settings: Settings, remembered: Remembered) -> list[tuple[str, str]]:
    from articles.translation.engines import describe_engines

    agreed = remembered.values.get("consents")
    keys = {key.partition(" ") for key in agreed} if isinstance(agreed, dict) else set()
    names = {name: server for name, _, server in keys}
    rows = []
    for engine in describe_engines(settings.server):
        states = [
            "in use" if engine.name == settings.engine and not settings.offline else "",
            f"you agreed to {names[engine.name]}" if engine.name in names else "",
        ]
        rows.append((engine.name, ", ".join(filter(None, [engine.sends, *states]))))
    return rows


@click.command("reset-terminal")
def reset_terminal() -> None:
    """Bring the terminal back to normal after a program died in it."""
    if sys.stdout.isatty():
        sys.stdout.write(RESET)
        sys.stdout.flush()
    if sys.stdin.isatty():
        import subprocess

        subprocess.run(["stty", "sane", "iutf8"], check=False)
