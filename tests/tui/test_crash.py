"""What is left of a crash."""

from datetime import UTC, datetime
from pathlib import Path

from tui.crash import leave_report, report_of


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


def test_the_reader_is_told_where_the_report_is_and_how_the_notes_are(tmp_path: Path) -> None:
    sentence = leave_report(crash(), "Your notes are saved.", tmp_path, datetime(2026, 1, 2, tzinfo=UTC))
    path = tmp_path / "crash-20260102-000000.txt"
    assert sentence.endswith(f"Your notes are saved. A report without any of your texts is in {path}.")
    assert "geheim" not in path.read_text() + sentence


def test_where_no_report_can_be_written_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("")
    sentence = leave_report(crash(), "Your notes are saved.", tmp_path / "datei", datetime(2026, 1, 2, tzinfo=UTC))
    assert "could not be written" in sentence
