"""`lesart read` and `lesart show`."""

from __future__ import annotations

from collections.abc import Callable

import click

from tui.failing import warn
from tui.settings import SETTINGS, Settings, allowed
from tui.subcommands.common import encoding_option, file_argument, open_file, say_json
from tui.subcommands.printing import article_json, print_file

Options = Callable[..., None]


def setting_options(command: Options) -> Options:
    """Give a command an option for every setting; those that are not given are None."""
    for name in reversed(list(SETTINGS)):
        help_text = SETTINGS[name].help
        if isinstance(getattr(Settings(), name), bool):
            command = click.option(f"--{name}/--no-{name}", default=None, help=f"{help_text}.")(command)
        else:
            command = click.option(f"--{name}", metavar="VALUE", help=f"{help_text} ({allowed(name)}).")(command)
    return command


@click.command()
@click.argument("file", metavar="[FILE|-]", required=False)
@encoding_option
@setting_options
def read(file: str | None, encoding: str | None, **options: object) -> None:
    """Read and annotate an article (the same as `lesart FILE`)."""
    from tui.start import read as start

    start(file, encoding, options)


@click.command()
@file_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(file: str, encoding: str | None, as_json: bool) -> None:
    """Print an article's structure."""
    if not as_json:
        print_file(file, encoding)
        return
    article, _ = open_file(file, encoding)
    warn(article.notice)
    say_json(article_json(article))
