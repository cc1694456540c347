"""`lesart keys`, `clipboard` and `reset-terminal`."""

from __future__ import annotations

import os
import sys

import click

from tui.commands import keys_as_markdown, keys_as_text
from tui.configuration.loading import load_settings
from tui.failing import fail, warn
from tui.settings import Directories
from tui.subcommands.common import say


@click.command()
@click.option("--markdown", is_flag=True, help="Print a Markdown table of the usual keys.")
def keys(markdown: bool) -> None:
    """Print all keys, those changed in the configuration marked."""
    if markdown:
        click.echo(keys_as_markdown(), nl=False)
        return
    configuration = load_settings(Directories.of_user(), os.environ, {})
    for problem in configuration.problems:
        warn(problem)
    click.echo(keys_as_text(configuration.settings.keymap), nl=False)


@click.command()
@click.option("--path", "only_path", is_flag=True, help="Print where the file is.")
def clipboard(only_path: bool) -> None:
    """Print what was copied last, for terminals that have no clipboard."""
    path = Directories.of_user().clipboard_file
    if only_path:
        say(str(path))
        return
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        fail("nothing has been copied yet; y in the program does it.")
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}.")
    if sys.stdout.isatty():
        say(data.decode("utf-8", "replace"))
    else:
        # What goes to another program is what was copied, sign by sign.
        sys.stdout.buffer.write(data)


@click.command("reset-terminal")
def reset_terminal() -> None:
    """Bring the terminal back to normal after a program died in it."""
    from tui.terminal.modes import RESET

    if sys.stdout.isatty():
        sys.stdout.write(RESET)
        sys.stdout.flush()
    if sys.stdin.isatty():
        import subprocess

        subprocess.run(["stty", "sane", "iutf8"], check=False)
