"""`lesart adopt`, and what other subcommands say of notes that were left behind."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.left_behind import article_of, beside, leave_notes

from tui.configuration.remembered import Remembered
from tui.notes.adopting import home_of, left_behind, refuse
from tui.opening.article import open_source
from tui.settings import Directories
from tui.subcommands.group import lesart

TEXT = ("Der Hund bellt.", "Die Katze schläft auf der Straße.")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `lesart` in a folder with `neu.txt`."""
    (tmp_path / "hier").mkdir()
    monkeypatch.chdir(tmp_path / "hier")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    Path("neu.txt").write_text("\n\n".join(TEXT), "utf-8")
    return lambda *arguments, given=None: CliRunner().invoke(lesart, arguments, input=given)


def leave(name: str, *texts: str, notes: int = 2) -> Path:
    return leave_notes(article_of(Path.cwd() / name, *(texts or TEXT)), notes=notes)


def notes_here(run: Run) -> int:
    return len(json.loads(run("notes", "neu.txt", "--json").stdout))


def test_it_says_what_it_would_do_and_changes_nothing(run: Run) -> None:
    alt = leave("alt.txt")
    done = run("adopt", "neu.txt")
    assert done.exit_code == 1
    assert str(alt) in done.stdout
    assert f"2 notes from “alt.txt” beside it, to be moved to {beside(Path.cwd() / 'neu.txt')}" in done.stdout
    assert done.stderr == "lesart: nothing was changed: --yes does it.\n"
    assert alt.exists()
    assert notes_here(run) == 0


def test_with_yes_it_takes_them_along(run: Run) -> None:
    alt = leave("alt.txt")
    done = run("adopt", "neu.txt", "--yes")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("2 notes from “alt.txt” beside it: moved to ")
    assert not alt.exists()
    assert notes_here(run) == 2


def test_of_several_none_is_taken_before_it_is_named(run: Run) -> None:
    alt, da = leave("alt.txt"), leave("da.txt")
    Path("da.txt").touch()
    done = run("adopt", "neu.txt", "--yes")
    assert done.exit_code == 1
    assert done.stdout.index(str(alt)) < done.stdout.index(str(da))
    assert "to be copied to" in done.stdout
    assert "name one of them" in done.stderr
    assert notes_here(run) == 0
    done = run("adopt", "neu.txt", da.name)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "copied to" in done.stdout
    assert notes_here(run) == 2
    assert da.exists()


def test_notes_are_added_to_those_of_an_article_that_has_some(run: Run) -> None:
    assert run("note", "neu.txt", "--quote", "Katze").exit_code == 0
    leave("alt.txt")
    assert "to be added to those in" in run("adopt", "neu.txt").stdout
    assert "added to those in" in run("adopt", "neu.txt", "--yes").stdout
    assert notes_here(run) == 3
    done = run("adopt", "neu.txt", "--yes")
    assert done.exit_code == 1
    assert "already" in done.stderr


def test_folders_are_taken_from_the_configuration_and_the_command_line(run: Run, tmp_path: Path) -> None:
    leave("../texte/alt.txt")
    done = run("adopt", "neu.txt")
    assert (done.exit_code, done.stderr) == (1, "lesart: no notes on this text were found elsewhere.\n")
    assert "in ~/texte" in run("adopt", "neu.txt", "--folders", "~/texte").stdout
    (tmp_path / "CONFIG/lesart").mkdir(parents=True)
    (tmp_path / "CONFIG/lesart/config.toml").write_text('folders = ["~/texte", "~/weg"]\nnonsense = 1\n')
    done = run("adopt", "neu.txt")
    assert "in ~/texte" in done.stdout
    assert f"There is no folder {tmp_path}/weg." in done.stderr
    assert "line 2: there is no setting “nonsense”" in done.stderr


def test_a_named_file_is_taken_even_if_the_text_has_changed(run: Run) -> None:
    alt = leave("alt.txt", "Der Hund bellt laut.")
    assert run("adopt", "neu.txt").exit_code == 1
    done = run("adopt", "neu.txt", alt.name)
    assert done.exit_code == 0
    assert "the text has changed since they were saved" in done.stderr
    assert notes_here(run) == 2


def test_notes_in_the_data_folder_are_found(run: Run) -> None:
    assert run("note", "-", "--quote", "Hund", given="\n\n".join(TEXT)).exit_code == 0
    done = run("adopt", "neu.txt", "--yes")
    assert "1 note from “standard input” in the data folder: copied to" in done.stdout
    assert notes_here(run) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["neu.txt", "nirgends"], 1, "nirgends cannot be read, or is not a file."),
        (["neu.txt", "."], 1, ". cannot be read, or is not a file."),
        (["neu.txt", "kaputt.annotations.json"], 1, "cannot be read: it is not valid JSON"),
        (["neu.txt", "neu.txt"], 1, "cannot be read: it is not valid JSON"),
        (["nirgends.txt"], 1, "There is no file"),
        (["-"], 2, "only an article in a file of your own"),
        (["bundled:brot"], 2, "only an article in a file of your own"),
        ([], 2, "ARTICLE"),
    ],
)
def test_what_cannot_be_gets_a_sentence(run: Run, arguments: list[str], code: int, sentence: str) -> None:
    Path("kaputt.annotations.json").write_text("<<")
    done = run("adopt", *arguments, given="Ein Satz.")
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert Path("neu.txt").exists()


def test_the_articles_own_notes_are_no_others(run: Run) -> None:
    own = leave("neu.txt")
    before = own.read_bytes()
    done = run("adopt", "neu.txt", own.name)
    assert (done.exit_code, own.read_bytes()) == (2, before)
    assert "holds the article's notes already" in done.stderr


def test_an_article_whose_own_notes_cannot_be_read_is_left_alone(run: Run) -> None:
    leave("alt.txt")
    beside(Path("neu.txt")).write_text("<<<<<<< x")
    done = run("adopt", "neu.txt", "--yes")
    assert done.exit_code == 1
    assert "cannot be read" in done.stderr
    assert beside(Path("neu.txt")).read_text() == "<<<<<<< x"


@pytest.mark.parametrize(
    "arguments",
    [
        ["notes", "neu.txt", "--json"],
        ["check", "neu.txt"],
        ["export", "neu.txt", "--format", "csv"],
        ["note", "neu.txt", "--quote", "Hund"],
    ],
)
def test_subcommands_say_that_there_are_notes_elsewhere(run: Run, arguments: list[str]) -> None:
    leave("alt.txt", notes=1)
    done = run(*arguments)
    assert (done.exit_code, "adopt" in done.stdout) == (0, False)
    said = "1 note from “alt.txt” beside it belongs to the text of neu.txt: see `lesart adopt neu.txt`."
    assert done.stderr == f"lesart: {said}\n"


def test_subcommands_say_nothing_of_what_was_refused_and_where_there_are_notes(run: Run) -> None:
    leave("alt.txt")
    directories = Directories.of_user()
    article, origin = open_source("neu.txt")
    home = home_of(origin, directories)
    assert home is not None
    (one,) = left_behind(article, home, [])
    refuse(one, home, Remembered(directories.state_file))
    assert run("notes", "neu.txt").stderr == ""
    leave("andere.txt")
    assert run("notes", "neu.txt").stderr != ""
    leave("neu.txt")
    assert run("notes", "neu.txt").stderr == ""
    assert run("notes", "-", given="\n\n".join(TEXT)).stderr == ""


def test_names_cannot_act_on_the_terminal(run: Run) -> None:
    leave("\x1b]0;x\x07\x9b2J\n‮.txt")
    Path("neu.txt").rename("neu\x1b[2J.txt")
    for arguments in (["adopt"], ["notes"], ["adopt", "--yes"]):
        done = run(*arguments, "neu\x1b[2J.txt")
        printed = done.stdout + done.stderr
        assert "adopt" in printed or "moved to" in printed or "--yes" in printed
        assert {sign for sign in printed if not sign.isprintable()} == {"\n"}
