"""The lower storeys know no terminal, and nothing is imported before it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "textual", "rich", "click", "deep_translator", "markdown_it", "requests", "sqlite3", "lxml", "trafilatura",
}  # fmt: skip


def imported_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


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


def test_the_settings_need_little_where_there_is_no_file() -> None:
    code = "from pathlib import Path\nfrom tui.configuration.loading import *\nnowhere = Path('/nonexistent')\n"
    code += "load_settings(Directories(nowhere, nowhere, nowhere), {}, {})"
    without = imported_by("import pathlib, typing, tui.themes")
    assert imported_by(code) - without - {"tui"} <= {"tui", "articles"}
    assert imported_by(code) & {"json", "tomllib", "platformdirs", "tempfile", "difflib", "click"} == set()


COMMAND_LINES = (
    ["--help"], ["keys"], ["config"], ["doctor"], ["clipboard"], ["show", "FILE"], ["notes", "FILE"],
    ["check", "FILE"], ["export", "FILE", "--format", "csv"], ["export", "FILE", "--format", "markdown"],
    ["adopt", "FILE"], ["library"],
)  # fmt: skip


@pytest.mark.parametrize("arguments", COMMAND_LINES, ids=" ".join)
def test_subcommands_do_not_load_the_screen(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path))
    file = tmp_path / "a.txt"
    file.write_text("Ein Anfang.\n")
    given = [str(file) if argument == "FILE" else argument for argument in arguments]
    code = f"sys.argv = ['lesart', *{given!r}]\nimport tui.cli\ntry: tui.cli.main()\nexcept SystemExit: pass"
    loaded = imported_by(code)
    assert "tui" in loaded
    assert loaded & {"textual", "rich", "deep_translator", "requests"} == set()
