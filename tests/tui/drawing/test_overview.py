"""The overview of the notes: its drawing, `lesart stats`, and the screen from the article and from the library."""

import json
import os
from collections.abc import Callable
from datetime import UTC, date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support import command_line
from support.left_behind import article_of, leave_notes
from support.naughty import ALL, ESCAPES
from support.reader import Open
from support.threads import ended
from textual.pilot import Pilot

from annotations.annotation import Annotation, Selectors
from annotations.tallies import Tally
from annotations.workbook import Workbook
from articles.article import Span
from articles.known import KnownArticle
from articles.library import Library
from tui.app import LesartApp
from tui.drawing.overview import Along, column, overview, summary
from tui.layout import cell_width
from tui.screens.library import LibraryScreen
from tui.screens.notes_list import NotesList
from tui.screens.overview import Overview
from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories, Settings
from tui.subcommands import counting
from tui.subcommands.group import lesart

TODAY = date(2026, 1, 14)
Run = Callable[..., Result]


def tally_of(*annotations: Annotation, source: str = "/a", title: str = "A") -> Tally:
    tally = Tally(UTC)
    tally.add(source, title, annotations)
    return tally


def note(day: int = 14, **fields: object) -> Annotation:
    created = f"2026-01-{day:02}T12:00:00Z"
    return Annotation("urn:x", Selectors("Hund"), created=created, **fields)  # type: ignore[arg-type]


def drawn(tally: Tally, width: int = 60, along: Along | None = None) -> list[str]:
    return [row.text for row in overview(tally, TODAY, width, along)]


def test_nothing_counted_is_a_sentence_and_no_rows() -> None:
    assert drawn(Tally(UTC)) == []
    assert summary(Tally(UTC)) == "No notes yet"


def test_columns_are_filled_by_eighths_and_what_is_there_shows() -> None:
    assert [column(number, 16, 2) for number in (0, 1, 4, 8, 12, 16)] == ["  ", "▁ ", "▄ ", "█ ", "█▄", "██"]
    assert column(1, 10_000, 3) == "▁  "


def test_weeks_are_charted_from_monday_to_today() -> None:
    rows = drawn(tally_of(note(14), note(14), note(14), note(6)), width=18)
    assert rows == [
        "When: at most 3 a…",
        "           █",
        "           █",
        "  ·█·······█",
        "  01-05  01-12",
    ]
    assert drawn(tally_of(note(14), note(6)))[0] == "When: at most 1 a day in the last 8 weeks"


def test_notes_of_long_ago_are_counted_though_no_week_is_charted() -> None:
    old = Annotation("urn:x", Selectors("Hund"), created="2001-01-01T00:00:00Z")
    assert drawn(tally_of(old)) == ["When: none in the last 8 weeks"]


def test_the_strip_shows_where_notes_and_reader_are() -> None:
    rows = drawn(tally_of(note()), width=20, along=Along([0, 1, 2, 3, 50, 99], 100, here=50))
    assert rows[:3] == ["Where in the article", "█·········▂········▂", "          ▲"]
    wide = drawn(tally_of(note()), width=40, along=Along([0], 100, here=50))
    assert wide[2] == " " * 20 + "▲ you are here"


def test_what_has_no_name_is_said_so_only_where_others_have_one() -> None:
    assert "By whom" not in drawn(tally_of(note()))
    rows = drawn(tally_of(note(), note(), note(creator="Bea")))
    assert rows[-2:] == ["  (no name)  2  " + "█" * 40, "  Bea        1  " + "█" * 20]


def test_articles_are_listed_where_there_are_several() -> None:
    both = tally_of(note())
    assert "By article" not in drawn(both)
    both.take_in(tally_of(note(), note(), source="/b", title="B"))
    assert drawn(both)[-3:] == ["By article", "  B  2  " + "█" * 40, "  A  1  " + "█" * 20]
    assert summary(both) == "3 notes · 2 articles · 1 day"


@pytest.mark.parametrize("width", [20, 41, 200])
@pytest.mark.parametrize("name", [*ESCAPES, ALL, "ß" * 300, "漢字" * 50])
def test_no_name_can_act_on_a_terminal_or_break_a_row(width: int, name: str) -> None:
    both = tally_of(note(tags=(name,), colour=name, creator=name), source=name, title=name)
    both.take_in(tally_of(note(), source="/b", title=name))
    for row in overview(both, TODAY, width, Along([5], 10, here=9)):
        assert all(sign.isprintable() for sign in row.text)
        assert cell_width(row.text) <= width


async def counted(pilot: Pilot[str]) -> None:
    """Return when all has been counted and shown."""
    await ended(pilot, "overview")


@pytest.fixture
def run_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `lesart` in a folder with `a.md` and `unten/b.txt`, which have notes."""
    (tmp_path / "texte/unten").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "texte")
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    for path, number in ((Path("a.md"), 2), (Path("unten/b.txt"), 3)):
        path.write_text("Der Hund bellt.", "utf-8")
        leave_notes(article_of(Path.cwd() / path, "Der Hund bellt."), notes=number)
    return lambda *arguments: CliRunner().invoke(lesart, arguments)


def test_stats_of_one_article_show_where_in_it_the_notes_are(run_here: Run) -> None:
    done = run_here("stats", "a.md")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:2] == ["2 notes · 1 article · 1 day", "Where in the article"]
    assert set(lines[2]) == {"·", "█"}


def test_stats_of_a_folder_count_what_is_in_it_and_below(run_here: Run) -> None:
    done = run_here("stats", ".", "a.md")
    assert done.stdout.splitlines()[0] == "5 notes · 2 articles · 1 day"
    assert run_here("stats", "unten", "a.md").stdout.splitlines()[0] == "5 notes · 2 articles · 1 day"
    assert run_here("stats", "unten").stdout.splitlines()[0] == "3 notes · 1 article · 1 day"


def test_stats_alone_count_what_was_opened_and_what_lies_in_the_folders(
    run_here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_here("stats").stdout == "No notes yet\n"
    Library(tmp_path / "DATA/lesart").remember(KnownArticle(f"{Path.cwd()}/a.md", "A", 10))
    assert run_here("stats").stdout.startswith("2 notes")
    monkeypatch.setenv("LESART_FOLDERS", str(Path.cwd()))
    assert run_here("stats").stdout.startswith("5 notes · 2 articles")


def test_articles_are_counted_without_being_read(run_here: Run) -> None:
    for path in (Path("a.md"), Path("unten/b.txt")):
        path.chmod(0)
    assert run_here("stats", ".").stdout.startswith("5 notes")


def test_a_sidecar_that_cannot_be_read_is_said_and_found_wrong(run_here: Run) -> None:
    Path("a.md.annotations.json").write_text("kaputt")
    done = run_here("stats", ".")
    assert done.exit_code == 1
    assert done.stdout.startswith("3 notes")
    assert done.stderr.startswith(
        f"lesart: The notes in {Path.cwd()}/a.md.annotations.json cannot be read: it is "
    )


def test_an_article_under_two_names_is_counted_once(run_here: Run) -> None:
    os.symlink("a.md", "c.md")
    os.symlink("a.md.annotations.json", "c.md.annotations.json")
    assert run_here("stats", ".").stdout.startswith("5 notes")


def test_who_has_to_wait_is_told_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    several = [tally_of(note()), tally_of(note())]
    assert list(counting._with_progress(several)) == several
    monkeypatch.setattr(counting, "_PATIENCE", -1.0)
    assert list(counting._with_progress(several)) == several
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert list(counting._with_progress(several)) == several
    said = capsys.readouterr().err
    assert said.startswith("\rArticles counted: 1 …\rArticles counted: 2 …")
    assert said.endswith("\rArticles counted: 2.  \n")


def test_what_is_not_there_is_said(run_here: Run) -> None:
    assert run_here("stats", "a.md", "weg.md").stderr == "lesart: there is no file or folder weg.md.\n"
    assert run_here("stats", "weg.md").exit_code == 1


def test_days_are_those_of_the_machines_time_zone(run: command_line.Run, tmp_path: Path) -> None:
    made = {"type": "Annotation", "target": "urn:x", "created": "2026-01-31T23:30:00Z"}
    (tmp_path / "artikel.txt.annotations.json").write_text(json.dumps(made))
    for zone, day in (("UTC0", "2026-01-31"), ("CET-1", "2026-02-01"), ("EST5", "2026-01-31")):
        done = run("stats", "artikel.txt", "--json", environment={"TZ": zone})
        assert json.loads(done.out)["days"] == {day: 1}


async def test_the_overview_leads_to_the_notes_that_a_row_counts(
    beside: Callable[..., Workbook], open_reader: Open
) -> None:
    workbook = beside()
    for quote, tags in (("Hund", ["tier"]), ("Katze", ["tier"]), ("Sonne", ["himmel"])):
        start = workbook.article.text.index(quote)
        workbook.annotate(Span(start, start + len(quote)), tags=tags, colour="blue")
    async with open_reader() as reader:
        await reader.press("G", "O")
        assert isinstance(reader.app.screen, Overview)
        text = " ".join(" ".join(reader.rows()).replace("│", " ").split())
        assert "Overview 3 notes · 1 article · 1 day" in text
        assert "▲" in text
        await reader.press("enter")
        assert isinstance(reader.app.screen, Overview)
        await reader.press("G", "k", "k", "k", "enter")
        assert isinstance(reader.app.screen, NotesList)
        assert "Notes 1 of 3 #himmel" in " ".join(" ".join(reader.rows()).split())
        await reader.press("escape", "O", "G", "enter")
        assert "Notes 3 of 3 blue" in " ".join(" ".join(reader.rows()).split())


async def test_without_notes_the_overview_is_a_sentence(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("O")
        assert reader.message == "There are no notes to count yet."


async def test_the_overview_fits_a_small_screen_and_follows_its_size(
    beside: Callable[..., Workbook], open_reader: Open
) -> None:
    workbook = beside()
    workbook.annotate(Span(0, 3), tags=["x" * 100])
    async with open_reader(size=(40, 12)) as reader:
        await reader.press("O")
        assert max(map(cell_width, reader.rows())) == 40
        await reader.pilot.resize_terminal(100, 30)
        await reader.pilot.pause()
        assert "in the last 11 weeks" in " ".join(reader.rows())


async def test_the_library_counts_all_articles_and_opens_one(run_here: Run, directories: Directories) -> None:
    settings = Settings(engine="none", folders=(str(Path.cwd()),))
    app = LesartApp(settings, directories)
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("O")
        screen = app.screen
        assert isinstance(screen, Overview)
        await counted(pilot)
        text = " ".join(" ".join(strip.text for strip in screen._compositor.render_strips()).split())
        assert "Overview 5 notes · 2 articles · 1 day" in text
        await pilot.press("G", "k", "enter")
        await pilot.pause()
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.reading.origin.source == f"{Path.cwd()}/unten/b.txt"


async def test_an_empty_library_has_no_notes_yet(directories: Directories) -> None:
    app = LesartApp(Settings(engine="none"), directories)
    async with app.run_test() as pilot:
        await pilot.press("O")
        screen = app.screen
        await counted(pilot)
        assert "No notes yet" in str(screen.query_one("#dialog-title").render())
        await pilot.press("enter", "q")
        assert isinstance(app.screen, LibraryScreen)
