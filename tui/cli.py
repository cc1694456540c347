"""The command line. Textual is imported only when a screen opens."""

from __future__ import annotations

import os
import sys

import click

from tui import __version__
from tui.subcommands.annotating import check, export, note, notes
from tui.subcommands.program import config, doctor, keys, reset_terminal
from tui.subcommands.reading import read, show
from tui.subcommands.translating import translate


class _ReadByDefault(click.Group):
    """A group in which `lesart FILE` means `lesart read FILE`, and `lesart` alone `lesart read`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        of_the_group = {"-h", "--help", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in of_the_group):
            args = ["read", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_ReadByDefault, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="lesart")
def lesart() -> None:
    """Read German articles in the terminal, with English beside them, and annotate them.

    `lesart FILE` opens an article, `lesart -` reads it from standard input, `lesart` alone opens the library. In
    the program, `?` shows all keys. A file that is called like a command is opened by `lesart read FILE`.
    """


for _command in (read, show, notes, note, export, check, translate, keys, config, doctor, reset_terminal):
    lesart.add_command(_command)


def main() -> None:
    """Run the command line; never returns."""
    for stream in (sys.stdout, sys.stderr):
        # What the reader's files hold need not be encodable; it is shown as well as can be.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        lesart(prog_name="lesart")
    except BrokenPipeError:
        # Whoever read our output has gone; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
