"""The lower storeys know no terminal, and nothing is imported before it is needed."""

import subprocess
import sys

import pytest

HEAVY = {"textual", "rich", "click", "deep_translator", "markdown_it", "requests", "sqlite3"}


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


def modules_of(package: str) -> str:
    return (
        f"import importlib, pkgutil, {package} as package\n"
        "for found in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(found.name)"
    )


@pytest.mark.parametrize("package", ["articles", "annotations"])
def test_the_lower_storeys_load_neither_terminal_nor_network(package: str) -> None:
    assert imported_by(modules_of(package)) & (HEAVY - {"sqlite3"}) == set()


def test_the_lower_storey_does_not_know_the_upper_ones() -> None:
    assert imported_by(modules_of("articles")) & {"annotations", "tui"} == set()


def test_the_first_page_needs_no_library_of_the_screen() -> None:
    assert imported_by("import tui.cli, tui.start, tui.early, articles.formats.detect") & HEAVY == set()


@pytest.mark.parametrize("name", ["reading", "annotating", "translating", "program", "group"])
def test_subcommands_do_not_load_the_screen(name: str) -> None:
    assert "textual" not in imported_by(f"import tui.subcommands.{name}")
