"""What is left of a crash."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.reader import Open

from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories
from tui.terminal.crash import leave_report, report_of


def crash() -> BaseException:
    secret = "geheime Notiz"
    try:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise ValueError(f"nicht lesbar: {secret}") from error
    except ValueError as error:
        return error


def test_a_report_names_places_and_kinds_but_no_word_of_the_readers() -> None:
    report = report_of(crash())
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "in crash" in report
    assert "geheim" not in report


def test_errors_in_groups_in_circles_and_with_notes_are_reported_without_their_texts() -> None:
    first, second = KeyError("geheim eins"), ValueError("geheim zwei")
    first.__cause__, second.__cause__ = second, first
    first.add_note("geheim drei")
    report = report_of(ExceptionGroup("geheim vier", [first, second]))
    assert [report.count(name) for name in ("ExceptionGroup", "KeyError", "ValueError", "geheim")] == [1, 1, 1, 0]


def test_a_report_does_not_tell_where_lesart_is_installed() -> None:
    assert str(Path(__file__).parents[3]) not in report_of(crash())


PRIVATE = ("geheimer Artikel", "geheime Notiz", "geheimer-schluessel")


async def test_a_crash_of_the_program_leaves_no_private_text(
    open_reader: Open,
    directories: Directories,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("LESART_KEY", PRIVATE[2])

    def crash_with_everything(self: ReaderScreen) -> None:
        text, key = self.reading.article.text, PRIVATE[2]
        raise RuntimeError(f"{text} {self.reading.decorations.annotation_here} {key}")

    monkeypatch.setattr(ReaderScreen, "action_focus_mode", crash_with_everything)

    async def crash_after_a_note() -> None:
        async with open_reader(PRIVATE[0]) as reader:
            reading = reader.screen.reading
            reading.workbook.annotate(reading.article.blocks[0].span, note=PRIVATE[1])
            await reader.press("z")

    with pytest.raises(RuntimeError):
        await crash_after_a_note()
    reports = list(directories.data.glob("crash-*.txt"))
    assert len(reports) == 1
    written = reports[0].read_text("utf-8")
    assert "builtins.RuntimeError" in written
    printed = capsys.readouterr()
    assert not any(one in written + printed.out + printed.err for one in PRIVATE)


def test_a_crash_of_a_subcommand_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Titel\n\n{PRIVATE[0]} steht hier.\n")
    code = (
        "import sys, annotations.notebook, tui.cli\n"
        "def crash(article, *rest): raise RuntimeError(article.text)\n"
        "annotations.notebook.open_notebook = crash\n"
        "sys.argv = ['lesart', 'notes', 'a.txt']\n"
        "tui.cli.main()"
    )
    environment = {
        **os.environ,
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHONPATH": str(Path(__file__).parents[3]),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    reports = list((tmp_path / "data/lesart").glob("crash-*.txt"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("lesart: lesart broke off because of an error of its own (RuntimeError).")
    assert str(reports[0]) in done.stderr
    assert PRIVATE[0] not in done.stderr + reports[0].read_text("utf-8")


def test_the_reader_is_told_where_the_report_is_and_how_the_notes_are(tmp_path: Path) -> None:
    sentence = leave_report(crash(), "Your notes are saved.", tmp_path, datetime(2026, 1, 2, tzinfo=UTC))
    path = tmp_path / "crash-20260102-000000.txt"
    assert sentence.endswith(f"Your notes are saved. A report without any of your texts is in {path}.")
    assert "geheim" not in path.read_text() + sentence


def test_where_no_report_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    sentence = leave_report(crash(), "Your notes are saved.", tmp_path / "datei", datetime(2026, 1, 2, tzinfo=UTC))
    assert "could not be written" in sentence
