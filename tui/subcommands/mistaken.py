"""What is said to commands and options that there are not: what to do next."""

from __future__ import annotations

import os

from tui.settings import SETTINGS, variable
from tui.subcommands import NAMES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    import click

_CLOSE: Final = 0.75
"""How much alike what was typed and what there is must be, from 0 to 1, for the one to be meant by the other."""
_LOOKS: Final = ("theme", "width", "layout", "mouse", "colours")
"""The settings that mean nothing where no screen is opened."""


def no_command(name: str) -> str:
    """Return a sentence when `name` is that of no file and may be meant as a command; else an empty string."""
    like_one = name.isascii() and name.islower() and name[0].isalpha() and name.replace("-", "").isalpha()
    if not like_one or os.path.lexists(name):
        return ""
    if name in NAMES:
        return f"There is no file “{name}”; the command stands first: `lesart {name}`."
    return f"There is no file and no command “{name}”; {_meant(name, NAMES, 'lesart ', 'the commands')}"


def no_option(error: click.NoSuchOption, context: click.Context, first: str | None) -> str:
    """Return a sentence about an option that a subcommand does not have.

    `first` is what stands where the subcommand might, None where one stands there.
    """
    option, command = error.option_name, error.ctx or context
    if first is not None and (sentence := no_command(first)):
        return sentence
    setting = option.removeprefix("--").removeprefix("no-").replace("-", "_")
    if setting in SETTINGS and setting not in _LOOKS:
        value = "VALUE" if setting != "offline" else "false" if option.startswith("--no-") else "true"
        way = f"set it in the environment: `{variable(setting)}={value} {command.command_path} …`."
    else:
        options = [
            name for one in command.command.get_params(command) for name in one.opts if name.startswith("--")
        ]
        way = _meant(option, options, "", "its options", command.command_path)
    called = command.command_path if first is None else "lesart"
    return f"`{called}` has no option {option}; {way}"


def _meant(typed: str, there: Sequence[str], before: str, them: str, lister: str = "lesart") -> str:
    from difflib import get_close_matches

    close = get_close_matches(typed, there, 1, _CLOSE)
    return f"did you mean `{before}{close[0]}`?" if close else f"`{lister} --help` lists {them}."
