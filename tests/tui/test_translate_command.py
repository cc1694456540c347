"""`lesart translate`, against a server on this machine."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from support.command_line import Run
from support.loopback import Asked, Loopback, Reply, answer

import articles.bundled
from articles.formats.detect import read_article
from articles.translation.engines.registry import Access
from articles.translation.memory import TranslationMemory

KEY = "a-secret-key:fx"


@pytest.fixture
def server() -> Iterator[Loopback]:
    loopback = Loopback()
    loopback.reply = lambda asked: answer("libretranslate", "EN: " + asked.text)
    yield loopback
    loopback.close()


@pytest.fixture
def own(server: Loopback) -> Mapping[str, str]:
    """Return the environment of one whose LibreTranslate server runs on this machine, which takes no consent."""
    return {"LESART_ENGINE": "libretranslate", "LESART_SERVER": server.url}


@pytest.fixture
def away(server: Loopback) -> Mapping[str, str]:
    """Return the environment of one whose server is elsewhere, reached through a proxy."""
    proxies = {name: server.url for name in ("http_proxy", "HTTP_PROXY")} | {"no_proxy": "", "NO_PROXY": ""}
    return proxies | {"LESART_ENGINE": "libretranslate", "LESART_SERVER": "http://translate.invalid/"}


@pytest.fixture
def memory(tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "DATA/lesart/translations.sqlite")


def test_all_paragraphs_are_translated_once(run: Run, own: Mapping[str, str], server: Loopback) -> None:
    first = run("translate", "artikel.txt", environment=own)
    second = run("translate", "artikel.txt", environment=own)

    assert (first.code, second.code) == (0, 0)
    assert "The English of 0 of 3 paragraphs is here already." in first.out
    assert "3 new paragraphs stored." in first.out
    assert "The English of 3 of 3 paragraphs is here already." in second.out
    assert len(server.asked) == 3
    assert "3 of 3 paragraphs." in first.err


@pytest.mark.parametrize(("said", "source"), [("de-AT", "de"), ("nl", "nl"), ("en-US", "de"), ("", "de")])
def test_article_is_translated_from_its_own_language(
    run: Run, own: Mapping[str, str], server: Loopback, tmp_path: Path, said: str, source: str
) -> None:
    (tmp_path / "a.md").write_text(f"---\nlang: {said}\n---\n\nEen zin.\n")
    run("translate", "a.md", environment=own)

    assert server.asked[0].json["source"] == source


def test_several_files_are_translated_and_what_cannot_be_read_is_said(
    run: Run, own: Mapping[str, str], server: Loopback, tmp_path: Path
) -> None:
    (tmp_path / "zwei.txt").write_text("Der zweite Text.\n", "utf-8")

    done = run("translate", "artikel.txt", "weg.txt", "zwei.txt", environment=own)

    assert done.code == 1
    assert "There is no file" in done.err
    assert [asked.text for asked in server.asked][-1] == "Der zweite Text."
    assert len(server.asked) == 4


def test_nothing_is_sent_before_the_reader_agreed_and_that_is_remembered(
    run: Run, away: Mapping[str, str], server: Loopback
) -> None:
    refused = run("translate", "artikel.txt", environment=away)
    assert refused.code == 2
    assert "LibreTranslate (http://translate.invalid)" in refused.err
    assert server.asked == []

    assert run("translate", "artikel.txt", "--yes", environment=away).code == 0
    assert len(server.asked) == 3
    assert run("translate", "-", given=b"Noch ein Satz.", environment=away).code == 0
    assert len(server.asked) == 4


def test_consent_can_be_taken_back(run: Run, away: Mapping[str, str], server: Loopback) -> None:
    run("translate", "artikel.txt", "--yes", environment=away)
    assert "you agreed to http://translate.invalid on 20" in run("doctor", environment=away).out
    assert "agreed   to http://translate.invalid on 20" in run("translate", "--list", environment=away).out

    assert "You are asked again" in run("translate", "--withdraw", "libretranslate", environment=away).out
    assert "You had not agreed" in run("translate", "--withdraw", "libretranslate", environment=away).out
    assert "you agreed" not in run("doctor", environment=away).out
    asked = len(server.asked)
    assert run("translate", "-", given=b"Noch ein Satz.", environment=away).code == 2
    assert len(server.asked) == asked
    assert run("translate", "--withdraw", "babelfish").code == 2


def test_next_engine_goes_on_where_the_first_fails(run: Run, own: Mapping[str, str], server: Loopback) -> None:
    both = {**own, "LESART_ENGINE": "local,libretranslate", "LESART_MODEL": "/nonexistent"}

    done = run("translate", "artikel.txt", environment=both)

    assert done.code == 0
    assert "The model on this machine" in done.err or "The folder that model names" in done.err
    assert len(server.asked) == 3


def test_offline_asks_ones_own_machine_only(run: Run, own: Mapping[str, str], away: Mapping[str, str]) -> None:
    assert run("translate", "artikel.txt", environment={**away, "LESART_OFFLINE": "1"}).code == 1
    assert run("translate", "artikel.txt", environment={**own, "LESART_OFFLINE": "1"}).code == 0


def test_offline_and_no_offline_go_before_the_setting(run: Run, away: Mapping[str, str], server: Loopback) -> None:
    refused = run("translate", "artikel.txt", "--yes", "--offline", environment=away)
    assert refused.code == 1
    assert "3 paragraphs without English; --no-offline lets engines be asked." in refused.err
    assert run("translate", "http://seite.invalid/", "--offline", environment=away).code == 1
    assert server.asked == []
    offline = {**away, "LESART_OFFLINE": "1"}
    assert run("translate", "artikel.txt", "--yes", "--no-offline", environment=offline).code == 0


def test_what_was_done_before_a_fault_stays_and_the_rest_is_done_next_time(
    run: Run, own: Mapping[str, str], server: Loopback
) -> None:
    server.in_turn(answer("libretranslate", "English"), Reply(status=403))
    broken = run("translate", "artikel.txt", environment=own)
    assert broken.code == 1
    assert "1 new paragraph stored." in broken.out
    assert "2 paragraphs without English; call it again to go on." in broken.err

    server.reply = lambda asked: answer("libretranslate", "English " + asked.text)
    again = run("translate", "artikel.txt", environment=own)
    assert "The English of 1 of 3 paragraphs is here already." in again.out
    assert again.code == 0


def test_nothing_is_sent_that_could_not_be_stored(
    run: Run, own: Mapping[str, str], server: Loopback, memory: TranslationMemory
) -> None:
    memory.path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(memory.path)) as connection:
        connection.execute("CREATE TABLE foreign_one (x)")

    done = run("translate", "artikel.txt", environment=own)

    assert done.code == 1
    assert "0 new paragraphs stored." in done.out
    assert "belongs to another program: not used. 3 paragraphs without English" in done.err
    assert server.asked == []


def test_ctrl_c_keeps_what_is_done_and_says_how_to_go_on(
    tmp_path: Path, run: Run, own: Mapping[str, str], server: Loopback
) -> None:
    second = threading.Event()

    def reply(asked: Asked) -> Reply:
        if len(server.asked) == 1:
            return answer("libretranslate", "English")
        second.set()
        return Reply(manner="silent")

    server.reply = reply
    home = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "CACHE")}
    environment = {**os.environ, **home, **own, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-m", "tui", "translate", "artikel.txt"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert second.wait(20)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate()

    assert program.returncode == 130
    assert "1 new paragraph stored. Call it again to go on." in said
    assert "Traceback" not in said
    assert "1 of 3 paragraphs" in run("translate", "artikel.txt", environment={**own, "LESART_ENGINE": "none"}).out


def test_english_is_written_as_a_parallel_text(
    run: Run, own: Mapping[str, str], tmp_path: Path, server: Loopback
) -> None:
    done = run("translate", "artikel.txt", "-o", "artikel.en.md", environment=own)

    assert done.code == 0
    assert "Written: artikel.en.md" in done.out
    english = read_article(tmp_path / "artikel.en.md")
    assert [block.text for block in english.blocks] == [
        "EN: " + block.text for block in read_article(tmp_path / "artikel.txt").blocks
    ]
    assert "libretranslate (127.0.0.1" in (tmp_path / "artikel.en.md").read_text("utf-8")
    assert "English, parallel text: EN: Ein Anfang" in run("read", "--plain", "artikel.txt").out


def test_bundled_english_is_counted_and_written_and_nobody_is_asked(
    run: Run, away: Mapping[str, str], server: Loopback, tmp_path: Path
) -> None:
    without = run("translate", "bundled:brot", environment=away)
    done = run("translate", "bundled:brot", "-o", "brot.en.md", environment=away)

    assert (done.code, server.asked) == (0, [])
    assert done.out == without.out + "Written: brot.en.md\n"
    bundled = Path(articles.bundled.__file__).parent / "brot.en.md"
    written = tmp_path / "brot.en.md"
    assert [one.text for one in read_article(written).blocks] == [one.text for one in read_article(bundled).blocks]
    assert 'translated-by: "brot.en.md (parallel text)"' in written.read_text("utf-8")


def test_own_english_is_written_and_only_the_rest_is_translated(
    run: Run, own: Mapping[str, str], server: Loopback, tmp_path: Path
) -> None:
    (tmp_path / "artikel.en.txt").write_text(
        "A Beginning\n\nThe dog barks. The cat sleeps in the street.\n", "utf-8"
    )

    done = run("translate", "artikel.txt", "-o", "ganz.en.md", environment=own)

    assert "The English of 2 of 3 paragraphs is here already." in done.out
    assert len(server.asked) == 1
    assert [block.text for block in read_article(tmp_path / "ganz.en.md").blocks] == [
        "A Beginning",
        "The dog barks. The cat sleeps in the street.",
        "EN: Die Katze wacht auf. Russlands Nachbarn liegen neben Russland.",
    ]


def test_file_of_another_hand_is_never_written_over(
    run: Run, own: Mapping[str, str], tmp_path: Path, server: Loopback
) -> None:
    path = tmp_path / "artikel.en.md"
    path.write_text("One\n\nTwo\n\nThree\n", "utf-8")

    refused = run("translate", "artikel.txt", "-o", "artikel.en.md", environment=own)
    assert refused.code == 1
    assert "--force" in refused.err
    assert server.asked == []
    assert path.read_text("utf-8") == "One\n\nTwo\n\nThree\n"

    forced = run("translate", "artikel.txt", "-o", "artikel.en.md", "--force", environment=own)
    assert forced.code == 0
    assert "artikel.en.md is written anew: the English that is in it now does not count." in forced.err
    assert "EN: Ein Anfang" in path.read_text("utf-8")


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_article_itself_is_never_written_over(
    run: Run, own: Mapping[str, str], tmp_path: Path, force: tuple[str, ...]
) -> None:
    before = (tmp_path / "artikel.txt").read_bytes()

    done = run("translate", "artikel.txt", "-o", "./artikel.txt", *force, environment=own)

    assert done.code == 2
    assert (tmp_path / "artikel.txt").read_bytes() == before


@pytest.mark.parametrize("force", [(), ("--force",)])
@pytest.mark.parametrize("file", ["artikel.txt", "-"])
def test_notes_are_never_written_over(
    run: Run, own: Mapping[str, str], tmp_path: Path, server: Loopback, force: tuple[str, ...], file: str
) -> None:
    text = (tmp_path / "artikel.txt").read_bytes()
    run("note", file, "--quote", "Hund", "--text", "of years", given=text)
    (notes,) = tmp_path.rglob("*.annotations.json")
    before = notes.read_bytes()

    done = run("translate", file, "-o", str(notes), *force, given=text, environment=own)

    assert done.code == 2
    assert "holds the article or its notes" in done.err
    assert notes.read_bytes() == before
    assert server.asked == []


@pytest.mark.parametrize("name", ["andere.md", "andere.md.annotations.json"])
def test_english_is_not_written_over_another_article_with_notes(
    run: Run, own: Mapping[str, str], tmp_path: Path, name: str
) -> None:
    (tmp_path / "andere.md").write_text("Der Hund bellt.\n", "utf-8")
    run("note", "andere.md", "--quote", "Hund", "--text", "wichtig")
    before = (tmp_path / name).read_bytes()

    done = run("translate", "artikel.txt", "-o", name, "--force", environment=own)

    assert done.code == 2
    assert "is not overwritten; choose another name." in done.err
    assert (tmp_path / name).read_bytes() == before


def test_nothing_is_written_while_much_english_is_missing(
    run: Run, own: Mapping[str, str], tmp_path: Path, server: Loopback
) -> None:
    server.in_turn(answer("libretranslate", "English"), Reply(status=403))

    done = run("translate", "artikel.txt", "-o", "artikel.en.md", environment=own)

    assert done.code == 1
    assert "artikel.en.md was not written: too many paragraphs have no English." in done.err
    assert not (tmp_path / "artikel.en.md").exists()


def test_a_paragraph_that_cannot_be_translated_is_left_out_of_a_parallel_text(
    run: Run, own: Mapping[str, str], tmp_path: Path, server: Loopback
) -> None:
    (tmp_path / "lang.txt").write_text("\n\n".join(f"Absatz {number} ist da." for number in range(6)), "utf-8")
    server.reply = lambda asked: answer("libretranslate", asked.text if "2" in asked.text else "EN " + asked.text)

    done = run("translate", "lang.txt", "-o", "lang.en.md", environment=own)

    assert done.code == 1
    assert "Written: lang.en.md, without the English of 1 paragraph" in done.out
    english = [block.text for block in read_article(tmp_path / "lang.en.md").blocks]
    assert english == [f"EN Absatz {number} ist da." for number in range(6) if number != 2]


# Damage


def damaged(tmp_path: Path, where: str = "DATA") -> None:
    path = tmp_path / where / "lesart/translations.sqlite"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"no database at all " * 100)


@pytest.mark.parametrize(
    "command",
    [
        ("translate", "artikel.txt"),
        ("read", "--plain", "artikel.txt"),
        ("export", "artikel.txt", "--format", "text", "--translation"),
    ],
)
@pytest.mark.parametrize("where", ["DATA", "CACHE"])
def test_damaged_store_is_told_of_once_and_where_it_lies(
    run: Run, own: Mapping[str, str], tmp_path: Path, command: tuple[str, ...], where: str
) -> None:
    damaged(tmp_path, where)
    told = f"Damaged translations were put aside as {tmp_path / where / 'lesart/translations.sqlite.broken-'}"

    assert run(*command, environment=own).err.count(told) == 1
    assert told not in run(*command, environment=own).err
    assert f"{where}/lesart/translations.sqlite.broken-" in run("doctor").out


# From one machine to another


def test_translations_go_through_a_pipe(run: Run, own: Mapping[str, str], tmp_path: Path) -> None:
    run("translate", "artikel.txt", environment=own)
    exported = run("translate", "--export", "-")
    there = {"XDG_DATA_HOME": str(tmp_path / "THERE")}

    done = run("translate", "--import", "-", given=exported.out.encode(), environment=there)
    twice = run("translate", "--import", "-", given=exported.out.encode(), environment=there)

    assert (exported.code, done.code, done.out) == (0, 0, "")
    assert "3 translations added, 0 here already." in done.err
    assert "0 translations added, 3 here already." in twice.err
    assert run("translate", "--export", "-", environment=there).out == exported.out


def test_translations_go_into_a_file_and_never_over_one(run: Run, own: Mapping[str, str], tmp_path: Path) -> None:
    run("translate", "artikel.txt", environment=own)
    assert run("translate", "--export", "alle.jsonl").code == 0
    lines = (tmp_path / "alle.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0]) == {"lesart": "translations", "version": 1}
    assert len(lines) == 4

    assert run("translate", "--export", "alle.jsonl").code == 1
    assert run("translate", "--export", "alle.jsonl", "--force").code == 0
    assert run("translate", "--import", "alle.jsonl").code == 0


@pytest.mark.parametrize("name", ["artikel.txt", "artikel.txt.annotations.json", "empty"])
def test_force_replaces_no_file_but_exported_translations(run: Run, tmp_path: Path, name: str) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "of years")
    (tmp_path / "empty").write_bytes(b"")
    before = (tmp_path / name).read_bytes()

    done = run("translate", "--export", name, "--force")

    assert done.code == 1
    assert "holds no exported translations and stays as it is" in done.err
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize("content", [b"x" * 5000, b""])
def test_export_that_fails_half_way_leaves_the_file_as_it_was(
    run: Run, own: Mapping[str, str], tmp_path: Path, memory: TranslationMemory, content: bytes
) -> None:
    run("translate", "artikel.txt", environment=own)
    run("translate", "--export", "alle.jsonl")
    before = (tmp_path / "alle.jsonl").read_bytes()
    for path in memory.path.parent.glob("translations.sqlite*"):
        path.unlink()
    memory.path.write_bytes(content)
    if not content:
        with closing(sqlite3.connect(memory.path)) as connection:
            connection.execute("CREATE TABLE foreign_one (x)")

    done = run("translate", "--export", "alle.jsonl", "--force")

    assert done.code == 1
    assert "Damaged translations were put aside" in done.err or "belongs to another program" in done.err
    assert (tmp_path / "alle.jsonl").read_bytes() == before
    assert run("translate", "--export", "neu.jsonl").code == (0 if content else 1)
    assert len(list(tmp_path.glob("*.jsonl*"))) == (2 if content else 1)


def test_exported_translations_cannot_act_on_a_terminal(
    run: Run, own: Mapping[str, str], server: Loopback, memory: TranslationMemory
) -> None:
    server.reply = lambda asked: answer("libretranslate", f"x\x9b31m \u202e {asked.text}")
    run("translate", "artikel.txt", environment=own)

    exported = run("translate", "--export", "-").out

    assert "x\\u009b31m \\u202e" in exported
    assert not {"\x9b", "\u202e"} & set(exported)
    assert json.loads(exported.splitlines()[1])["text"].startswith("x\x9b31m \u202e")


def test_bad_lines_of_an_import_are_counted_and_said(run: Run, tmp_path: Path, memory: TranslationMemory) -> None:
    (tmp_path / "a.jsonl").write_text('{"lesart": "translations", "version": 1}\n{}\nnonsense\n')

    done = run("translate", "--import", "a.jsonl")

    assert done.code == 1
    assert "2 lines left out that can be no translation." in done.err
    assert run("translate", "--import", "weg.jsonl").code == 1
    assert run("translate", "--import", "artikel.txt").code == 1
    assert not memory.path.exists()


# Wrong use, engines, keys


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--list", "artikel.txt"),
        ("--export", "-", "--import", "-"),
        ("a.txt", "b.txt", "-o", "x"),
        ("--list", "-o", "x"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(run: Run, arguments: tuple[str, ...]) -> None:
    assert run("translate", *arguments).code == 2


def test_engines_are_listed_with_what_they_need_and_allow(run: Run, own: Mapping[str, str]) -> None:
    done = run("translate", "--list", environment={**own, "LESART_ENGINE": "deepl,libretranslate"})

    assert done.code == 0
    assert "LESART_DEEPL_KEY" in done.out
    assert "libretranslate  in use, asked as number 2" in done.out
    assert "sends    each paragraph to translate.google.com" in done.out
    assert "not needed: the text stays on this machine" in done.out
    assert "500,000 characters a month" in done.out
    assert (
        "forbidden, being offline (LESART_OFFLINE)"
        in run("translate", "--list", environment={"LESART_OFFLINE": "1"}).out
    )


def test_list_of_engines_is_there_as_json(run: Run, own: Mapping[str, str]) -> None:
    engines = run("translate", "--list", "--json", environment={**own, "LESART_DEEPL_KEY": KEY}).json

    assert isinstance(engines, list)
    by_name = {one["name"]: one for one in engines}
    assert list(by_name) == ["google", "mymemory", "libretranslate", "deepl", "microsoft", "local"]
    assert (by_name["deepl"]["ready"], by_name["deepl"]["server"]) == (True, "api-free.deepl.com")
    assert (by_name["libretranslate"]["order"], by_name["libretranslate"]["third_party"]) == (1, False)
    assert (by_name["google"]["order"], by_name["google"]["agreed"]) == (None, {})


def test_keys_are_shown_nowhere(run: Run, away: Mapping[str, str], server: Loopback, tmp_path: Path) -> None:
    (tmp_path / "CONFIG/lesart").mkdir(parents=True)
    file = tmp_path / "CONFIG/lesart/config.toml"
    file.write_text(f'[engine-keys]\nlibretranslate = "{KEY}"\ndeepl = "{KEY}\\n"\nmicrosoft = ["{KEY}"]\n')
    server.reply = lambda asked: Reply(json.dumps({"error": f"{KEY} is no key"}), status=403)
    environment = {**away, "DEEPL_AUTH_KEY": f"{KEY} broken", "LESART_ENGINE": "deepl,libretranslate"}
    commands = (
        ["translate", "artikel.txt", "--yes"], ["translate", "--list"], ["translate", "--list", "--json"],
        ["doctor"], ["doctor", "--json"], ["config"], ["read", "--plain", "artikel.txt", "--translate"],
        ["note", "artikel.txt", "--quote", "Hund"], ["translate", "--export", "-"],
    )  # fmt: skip

    for arguments in commands:
        done = run(*arguments, environment=environment)
        assert KEY not in done.out + done.err
    assert server.asked[0].json["api_key"] == KEY
    for path in tmp_path.rglob("*"):
        assert path == file or not path.is_file() or KEY.encode() not in path.read_bytes()


def test_login_in_the_address_of_a_server_is_sent_and_shown_nowhere(
    run: Run, away: Mapping[str, str], server: Loopback, tmp_path: Path
) -> None:
    environment = {**away, "LESART_SERVER": "http://me:ge%40heim@translate.invalid/"}
    commands = (
        ["translate", "artikel.txt"], ["translate", "artikel.txt", "--yes"], ["translate", "--list"],
        ["translate", "--list", "--json"], ["doctor"], ["config"], ["translate", "--export", "-"],
    )  # fmt: skip

    for arguments in commands:
        done = run(*arguments, environment=environment)
        assert "heim" not in done.out + done.err
    assert server.asked[0].headers["Authorization"] == "Basic " + b64encode(b"me:ge@heim").decode()
    assert 'server = "http://…@translate.invalid/"' in run("config", environment=environment).out
    assert "geheim" not in repr(Access(server="http://me:geheim@translate.invalid/"))
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"heim" not in path.read_bytes()


def test_crash_report_holds_no_key(tmp_path: Path) -> None:
    from articles.translation.keys import Keys
    from tui.terminal.crash import report_of

    def fault(keys: Keys) -> None:
        raise ValueError(f"{keys} {keys['deepl']}")

    with pytest.raises(ValueError, match="Keys") as caught:
        fault(Keys(deepl=KEY))
    assert KEY not in report_of(caught.value)


@pytest.mark.parametrize(("mode", "warned"), [(0o644, True), (0o640, True), (0o600, False)])
def test_doctor_warns_of_keys_that_others_can_read(run: Run, tmp_path: Path, mode: int, warned: bool) -> None:
    (tmp_path / "CONFIG/lesart").mkdir(parents=True)
    file = tmp_path / "CONFIG/lesart/config.toml"
    file.write_text(f'[engine-keys]\ndeepl = "{KEY}"\n')
    file.chmod(mode)

    assert ("others on this machine can read the engines' keys" in run("doctor").out) is warned
    file.write_text("width = 60\n")
    assert "others on this machine" not in run("doctor").out


def test_file_of_settings_to_begin_with_is_for_the_user_alone(run: Run, tmp_path: Path) -> None:
    run("config", "--init")

    assert (tmp_path / "CONFIG/lesart/config.toml").stat().st_mode & 0o777 == 0o600
