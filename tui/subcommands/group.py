"""The subcommands together."""

from __future__ import annotations

from typing import Final

import click

from tui import __version__
from tui.subcommands import NAMES

_MODULES: Final = {
    "read": "reading", "show": "reading", "notes": "annotating", "note": "annotating", "export": "annotating",
    "check": "annotating", "translate": "translating", "keys": "program", "config": "configuring",
    "doctor": "doctor", "clipboard": "program", "reset-terminal": "program",
}  # fmt: skip
"""In which module each subcommand is; only that one is imported."""


class _Lesart(click.Group):
    """A group in which `lesart FILE` means `lesart read FILE`, and `lesart` alone `lesart read`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        of_the_group = {"-h", "--help", "--version"}
        if not args or (args[0] not in NAMES and args[0] not in of_the_group):
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from importlib import import_module

        if cmd_name not in NAMES:
            return None
        module = import_module(f"tui.subcommands.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command


@click.group(cls=_Lesart, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lesart")
def lesart() -> None:
    """Read German articles in the terminal, with English beside them, and annotate them.

    `lesart FILE` opens an article, `lesart -` reads it from standard input, `lesart` alone opens the library. In
    the program, `?` shows all keys. A file that is called like a command is opened by `lesart read FILE`.
    """
