"""`lesart check`."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from annotations.neighbourhood import best_guess
from annotations.notebook import Entry, Notebook, check_json
from annotations.validation import validate
from articles.article import Article, fold
from tui.amounts import number_of
from tui.configuration.loading import load_settings
from tui.failing import FOUND_WRONG
from tui.settings import Directories
from tui.subcommands.common import encoding_option, files_argument, open_notes, say, say_json


@click.command()
@files_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(files: tuple[str, ...], encoding: str | None, as_json: bool) -> None:
    """Say where every annotation is found today, and what is wrong with the sidecars.

    Those that have changed or lost their place are listed with their former words and today's. Exits with 1 when
    there are any, or a sidecar has a fault.
    """
    reports = []
    for file in files:
        notebook, store = open_notes(file, encoding)
        problems = validate(store.path.read_bytes()) if store.path.exists() else []
        reports.append(check_json(notebook, problems))
        if not as_json:
            _print_counts(reports[-1], notebook.article)
            _print_doubts(file, notebook)
            _print_problems(problems, store.path)
    if as_json:
        say_json(reports[0] if len(reports) == 1 else reports)
    if any(report["changed"] or report["orphaned"] or report["problems"] for report in reports):
        sys.exit(FOUND_WRONG)


def _print_counts(report: dict[str, Any], article: Article) -> None:
    counts = ", ".join(f"{report[state]} {state}" for state in ("exact", "moved", "changed", "orphaned"))
    say(f"{article.title}: {number_of(report['annotations'], 'annotation')} ({counts})")


def _print_doubts(file: str, notebook: Notebook) -> None:
    doubtful = [entry for entry in notebook.entries if entry.doubtful]
    for entry in doubtful:
        _print_doubt(entry, notebook.article)
    if doubtful:
        keymap = load_settings(Directories.of_user(), os.environ, {}).settings.keymap
        say(f"  Open it with `lesart {shlex.quote(file)}` and press {keymap.shown('review')} to review them.")


def _print_doubt(entry: Entry, article: Article) -> None:
    span = best_guess(entry.anchor)
    where = f" ¶ {article.index_at(span.start) + 1}" if span else ""
    perhaps = ", perhaps now" if span and entry.state == "orphaned" else ""
    say(f"  {entry.state}{perhaps}{where}")
    say(f"    - „{fold(entry.annotation.quote)}“")
    if span:
        say(f"    + „{fold(article.quote(span))}“")


def _print_problems(problems: list[str], sidecar: Path) -> None:
    for problem in problems:
        say(f"  {sidecar.name}: {problem}")
