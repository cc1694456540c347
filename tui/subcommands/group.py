"""The subcommands together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import click

from tui import __version__
from tui.failing import WRONG_USE, fail
from tui.subcommands import NAMES
from tui.subcommands.mistaken import no_option


class _About(NamedTuple):
    """What the list of subcommands says, so that it can be shown without importing them."""

    module: str
    help: str
    function: str = ""
    """What it is called there, when that is not its own name."""


_COMMANDS: Final[Mapping[str, _About]] = {
    "read": _About("reading", "Read and annotate an article (the same as `lesart FILE`)."),
    "show": _About("reading", "Print an article's structure."),
    "notes": _About("annotating", "Print the notes on articles."),
    "note": _About("annotating", "Annotate an article without opening it."),
    "export": _About("exporting", "Write the notes as Markdown, HTML, JSON, cards for Anki and more."),
    "import": _About(
        "importing", "Add the notes of other programs, or take edited Markdown back.", "import_notes"
    ),
    "check": _About("checking", "Say where every annotation is found today."),
    "adopt": _About("adopting", "Take along the notes on an article that was moved or renamed."),
    "trash": _About("discarding", "Print or bring back deleted notes."),
    "merge": _About("merging", "Merge sidecars, also as git's merge driver."),
    "library": _About("library", "Print what there is to read: what you opened, and what lies in your folders."),
    "stats": _About("counting", "Count notes: by day, tag, colour, person and article."),
    "translate": _About("translating", "Store the English of a whole article."),
    "keys": _About("program", "Print all keys."),
    "config": _About("configuring", "Print the settings and where each comes from."),
    "doctor": _About("doctor", "Print what matters when something does not work."),
    "clipboard": _About("program", "Print what was copied last."),
    "reset-terminal": _About("program", "Bring the terminal back to normal."),
}


class _Lesart(click.Group):
    """A group in which `lesart FILE` means `lesart read FILE`, and `lesart` alone `lesart read`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        of_the_group = {"-h", "--help", "--version"}
        if not args or (args[0] not in NAMES and args[0] not in of_the_group):
            ctx.obj = args[0] if args else None
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            fail(no_option(error, ctx, ctx.obj), WRONG_USE)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from importlib import import_module

        if cmd_name not in NAMES:
            return None
        about = _COMMANDS[cmd_name]
        module = import_module(f"tui.subcommands.{about.module}")
        command: click.Command = getattr(module, about.function or cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about.help) for name, about in _COMMANDS.items()])


@click.group(cls=_Lesart, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="lesart")
def lesart() -> None:
    """Read German articles in the terminal, with English beside them, and annotate them.

    `lesart FILE` opens an article, `lesart FILE FOLDER` several, `lesart URL` a page of the web, `lesart -` reads
    from standard input, `lesart` alone opens the library. In the program, `?` shows all keys. A file that is
    called like a command is opened by `lesart read FILE`.
    """
