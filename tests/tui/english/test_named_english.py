"""English text that the reader names, wherever it lies."""

from pathlib import Path

import pytest
from support.command_line import Run

from tui.reading import Reading
from tui.settings import Directories, Settings

ENGLISH = "A beginning\n\nThe dog barks. The cat sleeps in the street.\n\nThe cat wakes up. Russia's neighbours.\n"


@pytest.fixture
def english(tmp_path: Path) -> Path:
    path = tmp_path / "far" / "away.txt"
    path.parent.mkdir()
    path.write_text(ENGLISH, "utf-8")
    return path


def opened(tmp_path: Path, parallel: str | None = None) -> Reading:
    directories = Directories(*(tmp_path / name / "lesart" for name in ("CONFIG", "DATA", "CACHE")))
    settings = Settings(engine="none")
    reading = Reading.open(str(tmp_path / "artikel.txt"), settings, directories, parallel=parallel)
    reading.open_notes()
    return reading


def test_named_english_is_printed_and_goes_before_one_beside_the_article(
    run: Run, tmp_path: Path, english: Path
) -> None:
    (tmp_path / "artikel.en.txt").write_text(ENGLISH.replace("dog", "hound"), "utf-8")

    beside = run("read", "--plain", "artikel.txt")
    named = run("read", "--plain", "artikel.txt", "--parallel", "far/away.txt")

    assert ("The hound barks." in beside.out, "The dog barks." in beside.out) == (True, False)
    assert ("The hound barks." in named.out, "The dog barks." in named.out) == (False, True)


def test_named_english_of_standard_input(run: Run, english: Path) -> None:
    done = run("read", "--plain", "-", "--parallel", str(english), given=b"Der Hund bellt.\n")
    assert "English" in done.out
    assert "The dog barks." in done.out


def test_named_english_is_kept_in_mind_until_the_reader_wants_none(
    run: Run, tmp_path: Path, english: Path
) -> None:
    reading = opened(tmp_path, str(english))
    assert reading.pane.english(1).text.startswith("The dog barks.")
    reading.close()

    again = opened(tmp_path)
    assert again.pane.english(1).text.startswith("The dog barks.")
    again.close()
    assert "The dog barks." in run("read", "--plain", "artikel.txt").out
    assert "The dog" not in run("read", "--plain", "artikel.txt", "--parallel", "none").out
    assert "3 of 3 paragraphs" in run("translate", "artikel.txt").out

    opened(tmp_path, "").close()
    assert "The dog" not in run("read", "--plain", "artikel.txt").out


def test_named_english_that_has_gone_is_said(run: Run, tmp_path: Path, english: Path) -> None:
    opened(tmp_path, str(english)).close()
    english.unlink()
    assert "away.txt" in run("read", "--plain", "artikel.txt").err


def test_what_has_no_text_does_not_take_the_place_of_the_english_that_was_named(
    run: Run, tmp_path: Path, english: Path
) -> None:
    opened(tmp_path, str(english)).close()
    (tmp_path / "leer.md").write_text("")
    done = run("read", "artikel.txt", "--parallel", "leer.md")
    assert (done.code, done.err) == (1, "lesart: leer.md has no text.\n")
    assert "The dog barks." in run("read", "--plain", "artikel.txt").out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--parallel", "far/away.txt"], "--parallel is the English of one FILE."),
        (["artikel.txt", "--parallel", "nix.md"], "nix.md is none"),
        (["artikel.txt", "--parallel", "far"], "far is none"),
        (["artikel.txt", "far/away.txt", "--parallel", "far/away.txt"], "--parallel is the English of one FILE."),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_cannot_be_is_said(run: Run, arguments: list[str], sentence: str) -> None:
    done = run("read", *arguments)
    assert done.code == 2
    assert sentence in done.err
