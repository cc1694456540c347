"""`lesart read --plain`: an article as linear text."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.renderings import Own
from annotations.store import Saved
from articles.article import Span
from articles.clock import timestamp, utc_now
from articles.translation.memory import TranslationMemory
from articles.translation.translation import Translation, source_hash
from tui.subcommands.common import open_workbook
from tui.subcommands.group import lesart

TEXT = """---
title: Der Titel
---

# Ein Anfang

Der Hund bellt. Die Katze schläft auf der Straße.

- Erstens

> Wer rastet, der rostet.

Am Ende scheint die Sonne.
"""
ENGLISH = TEXT.replace("Der Hund bellt.", "The dog barks.").replace("Am Ende", "In the end")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `lesart` in a folder with `artikel.md`, its output being no terminal."""
    monkeypatch.chdir(tmp_path)
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    (tmp_path / "artikel.md").write_text(TEXT, "utf-8")
    return lambda *arguments, given=None: CliRunner().invoke(lesart, arguments, input=given)


def plain(run: Run, *options: str) -> str:
    done = run("read", "--plain", "artikel.md", *options)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_every_kind_of_block_is_said_in_words(run: Run) -> None:
    assert plain(run) == (
        "Der Titel\n\n"
        "1: Heading 1: Ein Anfang\n\n"
        "2: Der Hund bellt. Die Katze schläft auf der Straße.\n\n"
        "3: • Erstens\n\n"
        "4: Quotation: Wer rastet, der rostet.\n\n"
        "5: Am Ende scheint die Sonne.\n\n"
    )


def test_numbers_can_be_left_out(run: Run) -> None:
    assert "\nHeading 1: Ein Anfang\n" in plain(run, "--no-numbers")


def test_a_parallel_text_follows_its_paragraphs_as_english(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.en.md").write_text(ENGLISH, "utf-8")
    assert " Die Katze schläft auf der Straße.\nEnglish, parallel text: The dog barks." in plain(run)
    assert "English" not in plain(run, "--no-translation")


def test_english_that_may_belong_to_other_german_is_said_to(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.en.md").write_text("The dog barks.\n\nThe sun shines. They all go out.\n", "utf-8")
    assert "English, parallel, uncertain: The dog barks." in plain(run)


def test_stored_translations_are_printed_without_asking_anyone(run: Run, tmp_path: Path) -> None:
    text = "Am Ende scheint die Sonne."
    stored = Translation("The sun.", "engine", "google", "x", timestamp(utc_now()), source_hash(text))
    (tmp_path / "DATA/lesart").mkdir(parents=True)
    TranslationMemory(tmp_path / "DATA/lesart/translations.sqlite").put(stored)
    printed = plain(run)
    assert f"5: {text}\nEnglish, google: The sun.\n" in printed
    assert printed.count("English, ") == 1


def test_engines_are_asked_only_after_the_reader_agreed(run: Run) -> None:
    done = run("read", "--plain", "artikel.md", "--translate")
    assert done.exit_code == 1
    assert "Am Ende scheint die Sonne." in done.stdout
    assert "translate.google.com" in done.stderr
    assert "lesart translate FILE --yes" in done.stderr


def test_offline_asks_no_engine(run: Run) -> None:
    done = run("read", "--plain", "artikel.md", "--translate", "--offline")
    assert done.exit_code == 1
    assert "Offline" in done.stderr


def test_notes_follow_the_paragraph_they_begin_in(run: Run) -> None:
    run(
        "note",
        "artikel.md",
        "--quote",
        "der Straße",
        "--text",
        "wo?\nund wann?",
        "--tag",
        "Ort,Weg",
        "--colour",
        "3",
    )
    run("note", "artikel.md", "--quote", "Erstens", "--colour", "1")
    printed = plain(run)
    assert (
        "auf der Straße.\nNote on „der Straße“ (colour blue; tags Ort, Weg):\nwo?\nund wann?\n\n3: • Erstens\n"
        "Highlight on the whole paragraph (colour yellow).\n\n"
    ) in printed
    assert "Note on" not in plain(run, "--no-notes")


def test_notes_whose_text_is_gone_come_last_under_a_heading(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.md", "--quote", "Am Ende scheint die Sonne.", "--text", "schön")
    (tmp_path / "artikel.md").write_text("Etwas ganz anderes steht jetzt hier und sonst nichts.\n", "utf-8")
    printed = plain(run)
    assert printed.endswith(
        "Notes whose text is no longer in the article\n\nNote on „Am Ende scheint die Sonne.“:\nschön\n\n"
    )


def render(quote: str, english: str, what: Own) -> None:
    """Do what `C` and `i` do in the program."""
    workbook = open_workbook("artikel.md")
    start = workbook.article.text.index(quote)
    assert isinstance(workbook.render(Span(start, start + len(quote)), english, what), Saved)


def test_a_correction_is_printed_as_the_english_and_not_as_a_note(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.en.md").write_text(ENGLISH, "utf-8")
    render("Der Hund bellt. Die Katze schläft auf der Straße.", "Dogs bark. Cats sleep.", "translation")
    render("Erstens", "First of all", "translation")
    printed = plain(run)
    assert (
        "2: Der Hund bellt. Die Katze schläft auf der Straße.\nEnglish (corrected): Dogs bark. Cats sleep.\n\n"
        in printed
    )
    assert "3: • Erstens\nEnglish (corrected): First of all\n\n" in printed
    assert printed == plain(run, "--no-notes")
    assert "Dogs" not in plain(run, "--no-translation")


def test_a_correction_of_a_sentence_stands_in_its_paragraphs_english(run: Run, tmp_path: Path) -> None:
    render("Der Hund bellt.", "Dogs bark.", "translation")
    assert "Straße.\nEnglish of a part (corrected): Dogs bark.\n\n" in plain(run)
    english = TEXT.replace(
        "Der Hund bellt. Die Katze schläft auf der Straße.", "The dog barks. The cat sleeps on it."
    )
    (tmp_path / "artikel.en.md").write_text(english, "utf-8")
    assert "\nEnglish, parallel text (corrected in part): Dogs bark. The cat sleeps on it.\n\n" in plain(run)


def test_a_correction_of_an_earlier_text_says_so(run: Run, tmp_path: Path) -> None:
    render("Am Ende scheint die Sonne.", "In the end the sun shines.", "translation")
    (tmp_path / "artikel.md").write_text(TEXT.replace("die Sonne", "die helle Sonne"), "utf-8")
    assert "Sonne.\nEnglish (corrected, for an earlier text): In the end the sun shines.\n" in plain(run)


def test_a_guess_is_printed_as_a_guess_behind_the_english(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.en.md").write_text(ENGLISH, "utf-8")
    render("Am Ende scheint die Sonne.", "The sun seems to end.", "guess")
    render("Die Katze", "The catfish", "guess")
    printed = plain(run)
    assert (
        "parallel text: In the end scheint die Sonne.\nGuess at the whole paragraph: The sun seems to end.\n\n"
        in printed
    )
    assert "auf der Straße.\nGuess at „Die Katze“: The catfish\n\n" in printed
    assert "Guess" in plain(run, "--no-translation")
    assert "Guess" not in plain(run, "--no-notes")


def test_english_whose_german_is_gone_is_said_to_be_english(run: Run, tmp_path: Path) -> None:
    render("Am Ende scheint die Sonne.", "In the end the sun shines.", "translation")
    (tmp_path / "artikel.md").write_text("Etwas ganz anderes steht jetzt hier und sonst nichts.\n", "utf-8")
    assert plain(run).endswith("English of „Am Ende scheint die Sonne.“: In the end the sun shines.\n\n")


def test_lines_are_broken_only_when_a_width_is_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.md").write_text("Wort " * 100, "utf-8")
    assert max(map(len, plain(run).splitlines())) > 400
    assert max(map(len, plain(run, "--width", "30").splitlines())) <= 30


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        (["--from", "4"], "45"),
        (["--paragraphs", "2-3"], "23"),
        (["--paragraphs", "3"], "3"),
        (["--paragraphs", "-2"], "12"),
        (["--paragraphs", "4-"], "45"),
        (["--paragraphs", "4-99"], "45"),
    ],
)
def test_some_paragraphs_can_be_chosen(run: Run, options: list[str], numbers: str) -> None:
    lines = plain(run, *options).splitlines()
    assert "".join(line[0] for line in lines if line[1:2] == ":") == numbers


@pytest.mark.parametrize(
    "options",
    [
        ["--from", "99"], ["--from", "0"], ["--paragraphs", "7-3"], ["--paragraphs", "x"], ["--paragraphs", "-"],
        ["--paragraphs", "3-4-5"], ["--from", "1", "--paragraphs", "2"], ["--width", "0"],
    ],
)  # fmt: skip
def test_paragraphs_that_make_no_sense_get_a_sentence(run: Run, options: list[str]) -> None:
    done = run("read", "--plain", "artikel.md", *options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("lesart: ")


def test_plain_mode_reads_bundled_articles_and_standard_input(run: Run) -> None:
    assert "English, parallel text: A Ninth of May Without a Parade" in run("bundled:kasachstan").stdout
    assert "1: Ein Satz über die Straße." in run("-", given="Ein Satz über die Straße.").stdout
    assert run("read", "--plain").exit_code == 2


def test_what_the_text_holds_cannot_act_on_a_terminal(run: Run, tmp_path: Path) -> None:
    hostile = "Ein Satz mit \x1b[31mFarbe, \x9b2J und \u202e darin, der lang genug ist, um Text zu sein. " * 3
    (tmp_path / "artikel.md").write_text(hostile, "utf-8")
    run("note", "artikel.md", "--quote", "Farbe", "--paragraph", "1", "--text", "\x1b]0;x\x07", "--tag", "\x9b")
    printed = plain(run)
    assert "Note on" in printed
    assert not {sign for sign in printed if ord(sign) < 32 or 127 <= ord(sign) < 160 or sign == "\u202e"} - {"\n"}


def test_a_large_article_begins_at_once_and_whoever_stops_reading_hears_nothing(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "groß.txt"
    path.write_text(
        "\n\n".join(f"Absatz {number} über die Straße und zurück." for number in range(60_000)), "utf-8"
    )
    printed = run("groß.txt").stdout.splitlines()
    assert printed[2::2] == [f"{n + 1}: Absatz {n} über die Straße und zurück." for n in range(60_000)]
    program = subprocess.Popen(
        [sys.executable, "-m", "tui", str(path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert program.stderr is not None
    assert program.stdout.readline() == "groß\n".encode()
    program.stdout.close()
    assert program.wait(20) == 1
    assert program.stderr.read() == b""
    program.stderr.close()
