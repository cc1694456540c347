"""`lesart doctor`."""

from __future__ import annotations

import os

import click

from tui.failing import FOUND_WRONG
from tui.subcommands.common import say, say_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--online", is_flag=True, help="Connect to the engines' servers, to see whether they answer.")
def doctor(as_json: bool, online: bool) -> None:
    """Print what matters when something does not work: terminal, locale, folders, engines, versions."""
    from tui.configuration.loading import load_settings
    from tui.settings import Directories
    from tui.subcommands.diagnosis import diagnose

    directories = Directories.of_user()
    report = diagnose(os.environ, directories, load_settings(directories, os.environ, {}), online=online)
    if as_json:
        say_json({**report.sections, "problems": report.problems, "advice": report.advice})
    else:
        for name, section in report.sections.items():
            say(name)
            for key, value in section.items():
                say(f"  {key:<18} {value}")
        for problem in report.problems:
            say(f"problem: {problem}")
        for sentence in report.advice:
            say(f"advice: {sentence}")
    if report.problems:
        raise SystemExit(FOUND_WRONG)
