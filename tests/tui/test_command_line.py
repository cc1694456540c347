"""The command line without a terminal."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from support.command_line import TEXT, Run

from tui.commands import keys_as_markdown
from tui.settings import SETTINGS, Settings


def test_show_prints_the_structure_as_json(run: Run, tmp_path: Path) -> None:
    shown = run("show", "artikel.txt", "--json").json
    assert isinstance(shown, dict)
    assert list(shown) == ["title", "language", "source", "format", "encoding", "blocks"]
    assert shown["source"] == str(tmp_path / "artikel.txt")
    assert [block["kind"] for block in shown["blocks"]] == ["heading", "paragraph", "paragraph"]
    assert list(shown["blocks"][0]) == ["kind", "level", "start", "end", "text"]
    text = "\n\n".join(block["text"] for block in shown["blocks"])
    assert all(text[block["start"] : block["end"]] == block["text"] for block in shown["blocks"])


def test_a_file_is_printed_when_there_is_no_terminal(run: Run) -> None:
    assert "Der Hund bellt." in run("artikel.txt").out
    assert "Der Hund bellt." in run("-", given=TEXT.encode()).out
    assert "Grüße" in run("show", "-", "--encoding", "cp1252", given="Grüße aus Köln".encode("cp1252")).out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("frobnicate",), 1, "There is no file and no command “frobnicate”; `lesart --help` lists the commands."),
        (("transalte", "artikel.txt"), 1, "no command “transalte”; did you mean `lesart translate`?"),
        (("transalte", "artikel.txt", "--yes"), 2, "no command “transalte”; did you mean `lesart translate`?"),
        (("--offline", "notes"), 1, "There is no file “notes”; the command stands first: `lesart notes`."),
        (("weg.txt",), 1, "check its name and folder."),
        (("--nosuch",), 2, "`lesart` has no option --nosuch; `lesart read --help` lists its options."),
        (("artikel.txt", "--offlin"), 2, "`lesart` has no option --offlin; did you mean `--offline`?"),
        (("note", "a", "--colours", "3"), 2, "`lesart note` has no option --colours; did you mean `--colour`?"),
        (("show", "a", "--offline"), 2, "set it in the environment: `LESART_OFFLINE=true lesart show …`."),
        (("doctor", "--no-offline"), 2, "set it in the environment: `LESART_OFFLINE=false lesart doctor …`."),
        (("keys", "--engine", "x"), 2, "set it in the environment: `LESART_ENGINE=VALUE lesart keys …`."),
    ],
)  # fmt: skip
def test_what_there_is_not_is_answered_with_what_to_do_next(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*arguments)
    assert (done.code, done.err.count("Usage")) == (code, 0)
    assert said in done.err


def test_a_file_called_like_a_command_nearly_is_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shows").write_text(TEXT, "utf-8")
    assert "Der Hund bellt." in run("shows").out
    assert "Der Hund bellt." in run("frobnicate", "artikel.txt").out


def test_a_note_is_written_and_printed(run: Run) -> None:
    done = run(
        "note", "artikel.txt", "--quote", "der  Straße", "--text", "wo?", "--tag", "#Ort,Weg", "--colour", "3",
        environment={"LESART_CREATOR": "Ada"},
    )  # fmt: skip
    assert done.code == 0
    found = run("notes", "artikel.txt", "--json").json
    assert isinstance(found, list)
    note = found[0]
    assert list(note) == [
        "id", "quote", "note", "tags", "colour", "translation", "guess", "counterpart", "created", "modified",
        "creator", "editor", "reply_to",
        "state", "start", "end", "paragraph",
    ]  # fmt: skip
    assert (note["quote"], note["note"], note["tags"], note["colour"]) == (
        "der Straße",
        "wo?",
        ["Ort", "Weg"],
        "blue",
    )
    assert (note["state"], note["paragraph"]) == ("exact", 2)
    printed = run("notes", "artikel.txt").out
    assert "¶ 2  „der Straße“  blue #Ort #Weg by Ada\n    wo?" in printed


def test_a_quote_over_two_paragraphs_can_be_annotated(run: Run) -> None:
    assert run("note", "artikel.txt", "--quote", "der Straße. Die Katze wacht").code == 0
    assert "der Straße. Die Katze wacht" in run("notes", "artikel.txt").out


def test_a_quote_that_occurs_twice_asks_for_the_paragraph(run: Run) -> None:
    done = run("note", "artikel.txt", "--quote", "Die Katze")
    assert done.code == 1
    assert "in the paragraphs 2, 3; add --paragraph N" in done.err
    assert run("note", "artikel.txt", "--quote", "Die Katze", "--paragraph", "3").code == 0


def test_whole_words_go_before_parts_of_words(run: Run) -> None:
    assert run("note", "artikel.txt", "--quote", "Russland").code == 0
    assert run("notes", "artikel.txt").out.count("„Russland“") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--quote", "der Hunt bellt"], 1, "Nearest is „Der Hund bellt“ in paragraph 2."),
        (["--quote", "Quxyzzv"], 1, "Nothing in it resembles the quote."),
        (["--quote", "der katze"], 1, "Nearest is „Die Katze“"),
        (["--quote", "Hund", "--paragraph", "3"], 1, "not in paragraph 3, but in 2"),
        (["--quote", "Hund", "--paragraph", "9"], 2, "there is no paragraph 9"),
        (["--quote", " "], 2, "--quote is empty"),
        (["--quote", "Hund", "--colour", "rot"], 2, "there is no colour “rot”"),
        ([], 2, "--quote"),
    ],
)
def test_a_note_that_cannot_be_placed_gets_a_sentence(
    run: Run, arguments: list[str], code: int, sentence: str
) -> None:
    done = run("note", "artikel.txt", *arguments)
    assert (done.code, "Traceback" in done.err) == (code, False)
    assert sentence in done.err
    assert not run("notes", "artikel.txt").out


def test_notes_are_searched_and_filtered(run: Run) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Tier", "--tag", "a", "--colour", "green")
    run("note", "artikel.txt", "--quote", "Straße", "--tag", "b")
    for arguments, quote in (
        (["--search", "tier"], "Hund"),
        (["--tag", "b"], "Straße"),
        (["--colour", "2"], "Hund"),
    ):
        found = run("notes", "artikel.txt", "--json", *arguments).json
        assert isinstance(found, list)
        assert [note["quote"] for note in found] == [quote]


@pytest.mark.parametrize("name", ["markdown", "json", "csv", "html", "md"])
def test_every_format_is_exported(run: Run, tmp_path: Path, name: str) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Notiz ß")
    assert "Notiz ß" in run("export", "artikel.txt", "--format", name).out
    assert run("export", "artikel.txt", "--format", name, "-o", "aus").code == 0
    assert "Notiz ß" in (tmp_path / "aus").read_text("utf-8")


def test_an_unknown_format_is_named(run: Run) -> None:
    done = run("export", "artikel.txt", "--format", "markdwon")
    assert done.code == 2
    assert "did you mean markdown?" in done.err


@pytest.mark.parametrize("target", ["artikel.txt", "artikel.txt.annotations.json"])
def test_an_export_never_replaces_the_article_or_its_notes(run: Run, tmp_path: Path, target: str) -> None:
    run("note", "artikel.txt", "--quote", "Hund")
    before = (tmp_path / target).read_bytes()
    assert run("export", "artikel.txt", "--format", "csv", "-o", target).code == 2
    assert (tmp_path / target).read_bytes() == before


def test_an_unreadable_sidecar_is_no_empty_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.txt.annotations.json").write_text("<<<<<<< x")
    (tmp_path / "gut.md").write_text("gut")
    for arguments in (["export", "artikel.txt", "--format", "md", "-o", "gut.md"], ["notes", "artikel.txt"]):
        done = run(*arguments)
        assert done.code == 1
        assert "cannot be read" in done.err
    assert (tmp_path / "gut.md").read_text() == "gut"
    assert run("check", "artikel.txt").code == 1


def test_check_tells_what_became_of_the_notes(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.txt", "--quote", "Der Hund bellt.")
    run("note", "artikel.txt", "--quote", "Die Katze wacht auf.")
    assert run("check", "artikel.txt").code == 0
    (tmp_path / "artikel.txt").write_text(
        "Neu\n\nVorweg. Der Hund bellt. Die Katze schläft auf der Straße.\n", "utf-8"
    )
    done = run("check", "artikel.txt", "--json")
    report = done.json
    assert isinstance(report, dict)
    assert done.code == 1
    counts = [report[key] for key in ("annotations", "exact", "moved", "changed", "orphaned")]
    assert counts == [2, 0, 1, 0, 1]
    assert [item["state"] for item in report["items"]] == ["moved", "orphaned"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nirgends.txt"], 1),
        (["show", "nirgends.txt"], 1),
        (["show"], 2),
        (["show", "artikel.txt", "--encoding", "klingonisch"], 1),
        (["show", "~niemand-dieses-namens/x"], 1),
        (["artikel.txt", "--theme", "neon"], 2),
        (["artikel.txt", "--width", "5"], 2),
        (["--bogus"], 2),
        (["notes"], 2),
    ],
)
def test_wrong_use_gets_a_sentence_and_no_traceback(run: Run, arguments: list[str], code: int) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (code, "")
    assert done.err
    assert "Traceback" not in done.err


def test_no_screen_opens_without_a_terminal(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert "without a terminal" in done.err


def test_output_cannot_act_on_a_terminal(run: Run, tmp_path: Path) -> None:
    hostile = "Ein Satz mit \x1b[31mFarbe und \x9b2J darin, der lang genug ist, um als Text zu gelten. " * 3
    (tmp_path / "böse.txt").write_text(hostile, "utf-8")
    run("note", "böse.txt", "--quote", "Farbe", "--paragraph", "1", "--text", "\x1b]0;x\x07")
    for arguments in (["show"], ["notes"], ["check"], ["show", "--json"], ["notes", "--json"]):
        printed = run(arguments[0], "böse.txt", *arguments[1:]).out
        assert not {sign for sign in printed if ord(sign) < 32 or 127 <= ord(sign) < 160} - {"\n"}


def test_a_full_disk_behind_the_output_is_said(run: Run, tmp_path: Path) -> None:
    root = str(Path(__file__).parents[2])
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "show", "artikel.txt"],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False, env={**os.environ, "PYTHONPATH": root},
        )  # fmt: skip
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


def test_translate_asks_for_consent_first(run: Run) -> None:
    done = run("translate", "artikel.txt")
    assert done.code == 2
    assert "translate.google.com" in done.err
    assert "--yes" in done.err


def test_translate_does_nothing_offline(run: Run) -> None:
    done = run("translate", "artikel.txt", environment={"LESART_OFFLINE": "1"})
    assert done.code == 1
    assert "Offline" in done.err


def test_translate_is_done_where_there_is_a_parallel_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "artikel.en.txt").write_text("A beginning\n\nThe dog barks.\n\nThe cat wakes up.\n", "utf-8")
    done = run("translate", "artikel.txt")
    assert done.code == 0
    assert "The English of 3 of 3 paragraphs is here already." in done.out


def test_config_shows_values_and_where_they_come_from(run: Run, tmp_path: Path) -> None:
    (tmp_path / "CONFIG/lesart").mkdir(parents=True)
    (tmp_path / "CONFIG/lesart/config.toml").write_text('theme = "paper"\nnonsense = 1\n')
    done = run("config", environment={"LESART_WIDTH": "60"})
    assert done.code == 1
    assert 'theme = "paper"  # config.toml, line 1' in done.out
    assert "width = 60  # LESART_WIDTH" in done.out
    assert "config.toml, line 2: there is no setting “nonsense”" in done.err
    defaults = {name: getattr(Settings(), name) for name in SETTINGS} | {"folders": []}
    assert tomllib.loads(done.out) == defaults | {"theme": "paper", "width": 60, "keys": {}, "engine-keys": {}}


def test_config_prints_what_reads_as_the_same_settings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "CONFIG/lesart").mkdir(parents=True)
    file = tmp_path / "CONFIG/lesart/config.toml"
    file.write_text('creator = "Ä\\"\\u001b\\u200b\\\\"\n[keys]\nundo = "U, ctrl+f"\nprevious-annotation = []\n')
    first = run("config")
    assert first.code == 0
    assert not {sign for sign in first.out if ord(sign) < 32} - {"\n"}
    file.write_text(first.out)
    assert tomllib.loads(run("config").out) == tomllib.loads(first.out)
    assert tomllib.loads(first.out)["creator"] == 'Ä"\x1b\u200b\\'
    assert tomllib.loads(first.out)["keys"] == {"undo": ["U", "ctrl+f"], "previous-annotation": []}


def test_config_writes_a_file_to_begin_with_but_never_over_one(run: Run, tmp_path: Path) -> None:
    path = run("config", "--path").out.strip()
    assert path == str(tmp_path / "CONFIG/lesart/config.toml")
    assert run("config", "--init").code == 0
    text = Path(path).read_text("utf-8")
    assert tomllib.loads(text) == {"engine-keys": {}, "keys": {}}
    assert run("config").code == 0
    uncommented = re.sub(r"(?m)^# (?=[a-z_-]+ = )", "", text)
    Path(path).write_text(uncommented, "utf-8")
    assert "default" not in run("config").out
    assert run("config").err == ""
    assert run("config", "--init").code == 1
    assert Path(path).read_text("utf-8") == uncommented


def test_keys_shows_the_keys_in_force_and_the_table_the_usual_ones(run: Run, tmp_path: Path) -> None:
    (tmp_path / "CONFIG/lesart").mkdir(parents=True)
    (tmp_path / "CONFIG/lesart/config.toml").write_text('[keys]\nundo = "f9"\nredo = "nix"\n')
    done = run("keys")
    assert re.search(r"(?m)^\* F9 +undo ", done.out)
    assert "config.toml, line 3: redo: “nix” is no key" in done.err
    assert run("keys", "--markdown").out == keys_as_markdown()


def test_clipboard_prints_what_was_copied_last_as_it_was(run: Run, tmp_path: Path) -> None:
    nothing = run("clipboard")
    assert (nothing.code, nothing.out) == (1, "")
    assert "nothing has been copied" in nothing.err
    path = Path(run("clipboard", "--path").out.strip())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Grüße\t\x1b[1m", "utf-8")
    assert run("clipboard").out == "Grüße\t\x1b[1m"


def test_an_option_that_cannot_be_is_wrong_use(run: Run) -> None:
    done = run("artikel.txt", "--colours", "7")
    assert done.code == 2
    assert done.err == "lesart: colours cannot be '7'; it may be: auto, truecolor, 256, 16, none.\n"


def test_doctor_tells_nothing_private_and_asks_nobody(run: Run, tmp_path: Path) -> None:
    environment = {
        "HOME": str(tmp_path), "LESART_SERVER": "http://ada:geheim@example.org/", "LESART_CREATOR": "Ada Muster",
        "SSH_CONNECTION": "192.0.2.7 1 192.0.2.8 2", "TERM": "xterm\x1b[31m", "LANG": "C.UTF-8",
    }  # fmt: skip
    for arguments in (["doctor"], ["doctor", "--json"]):
        done = run(*arguments, environment=environment)
        assert done.code == 0
        for private in (str(tmp_path), "geheim", "ada", "Muster", "192.0.2", "\x1b"):
            assert private not in done.out
        assert "example.org" in done.out
        assert "not asked (`lesart doctor --online`" in done.out
    report = run("doctor", "--json", environment={"LESART_OFFLINE": "1", "TERM": "xterm", "COLORTERM": ""}).json
    assert isinstance(report, dict)
    assert {"versions", "terminal", "locale", "folders", "engines", "problems", "advice"} <= set(report)
    assert report["terminal"]["colours"].startswith("16 ")


def test_doctor_says_where_nothing_can_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "DATA").write_text("no folder")
    done = run("doctor")
    assert done.code == 1
    assert f"problem: {tmp_path}/DATA/lesart cannot be written." in done.out


def test_doctor_asks_servers_only_when_told_to_and_not_offline(run: Run) -> None:
    # Nothing listens on port 9 of this machine, and the others are asked through it.
    proxy = {
        "https_proxy": "http://127.0.0.1:9",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "no_proxy": "",
        "NO_PROXY": "",
    }
    engines = run("doctor", "--online", "--json", environment=proxy).json["engines"]  # type: ignore[index]
    assert "cannot be reached (" in engines["google"]
    assert "cannot be reached (" in engines["mymemory"]
    offline = run("doctor", "--online", "--json", environment=proxy | {"LESART_OFFLINE": "1"}).json["engines"]  # type: ignore[index]
    assert "not asked, being offline (LESART_OFFLINE)" in offline["google"]


def test_doctor_and_keys_and_version_and_help_work(run: Run) -> None:
    assert "deep-translator" in run("doctor").out
    assert "Ctrl-r" in run("keys").out
    assert run("--version").out.startswith("lesart, version ")
    help_text = run("--help").out
    assert all(name in help_text for name in ("read", "show", "notes", "export", "check", "translate", "doctor"))
    assert run("reset-terminal").code == 0
