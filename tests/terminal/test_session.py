"""Promises that only a real terminal can show: a whole session, bytes on the wire, ends of all kinds."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.terminal import Terminal

Start = Callable[..., Terminal]
RESTORED = b"\x1b[?1049l"


def sidecar(article: Path) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads(Path(f"{article}.annotations.json").read_text("utf-8"))["items"]
    return items


def test_read_annotate_quit_and_come_back(start: Start, article: Path) -> None:
    first = start("artikel.txt")
    first.wait_until_up()
    first.press("jjjc")
    first.press("sa")
    first.press("Notiz über die Straße")
    first.press("\x13")
    first.wait_for("Saved.")
    first.send("q")
    assert first.wait() == 0
    assert RESTORED in first.output
    assert len(sidecar(article)) == 1

    again = start("artikel.txt")
    again.wait_for("¶ 4/30")
    again.wait_for("◆")
    assert json.loads((article.parent / "data/lesart/state.json").read_text())["theme"] == "paper"


def test_the_first_page_is_what_the_program_then_shows(start: Start, article: Path) -> None:
    terminal = start("artikel.txt")
    terminal.wait_for("¶ 1/30")
    early = terminal.screen.display[:22]
    terminal.wait_until_up()
    assert terminal.screen.display[:22] == early


def test_the_terminal_is_given_back_with_its_own_colours(start: Start, article: Path) -> None:
    terminal = start("artikel.txt")
    terminal.wait_until_up()
    terminal.press("j")
    terminal.send("q")
    assert terminal.wait() == 0
    before, restored, _ = terminal.output.rpartition(RESTORED)
    assert restored
    assert re.findall(rb"\x1b\[[0-9;]*m", before)[-1] == b"\x1b[m"


def test_nothing_is_sent_while_nothing_is_pressed(start: Start, article: Path) -> None:
    terminal = start("artikel.txt")
    terminal.wait_until_up()
    assert terminal.read(3.0) == b""


def test_notes_of_an_article_that_was_renamed_are_offered_and_come_along(start: Start, article: Path) -> None:
    first = start("artikel.txt")
    first.wait_until_up()
    first.press("a")
    first.press("von früher\x13")
    first.wait_for("Saved.")
    first.send("q")
    assert first.wait() == 0
    new = article.rename(article.with_name("umbenannt.txt"))
    again = start("umbenannt.txt")
    again.wait_for("1 note from “artikel.txt” beside it")
    again.press("jy")
    again.wait_for("◆ Absatz 1 steht hier.")
    assert len(sidecar(new)) == 1
    assert not Path(f"{article}.annotations.json").exists()


def test_a_dumb_terminal_gets_a_sentence(start: Start, article: Path) -> None:
    terminal = start("artikel.txt", environment={"TERM": "dumb"})
    assert terminal.wait() == 2
    assert "TERM=dumb" in terminal.text


def test_without_colours_none_are_sent(start: Start, article: Path) -> None:
    terminal = start("artikel.txt", environment={"NO_COLOR": "1"})
    terminal.wait_until_up()
    terminal.press("3jws")
    codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.output) for code in found.split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"9", b"21", b"39", b"49"}
    assert b"4" in codes


@pytest.mark.parametrize(
    ("colours", "sent", "not_sent"),
    [
        ("truecolor", rb"[34]8;2;", rb"[34]8;5;"),
        ("256", rb"[34]8;5;", rb"[34]8;2;"),
        ("16", rb"(?:[34]|9|10)[0-7][;m]", rb"[34]8;[25];"),
        ("none", rb"\x1b\[[014;]*m", rb"[34]8;[25];|\x1b\[(?:0;)?[34][0-7]m"),
    ],
)
def test_as_many_colours_are_sent_as_are_set(
    start: Start, article: Path, colours: str, sent: bytes, not_sent: bytes
) -> None:
    terminal = start("artikel.txt", "--colours", colours, environment={"TERM": "xterm", "COLORTERM": ""})
    terminal.wait_for("¶ 1/30")
    early = len(terminal.output)
    terminal.send("js1?")
    terminal.wait_for("Go to the next paragraph.")
    for part in (terminal.output[:early], terminal.output[early:]):
        assert re.search(sent, part)
        assert not re.search(not_sent, part)


def test_standard_input_is_read_and_the_keyboard_still_works(start: Start, article: Path) -> None:
    terminal = start(through="cat artikel.txt | {} -")
    terminal.wait_for("in the data folder")
    terminal.press("jj")
    terminal.wait_for("¶ 3/30")


def test_without_a_network_the_pane_says_so_in_a_sentence(start: Start, article: Path) -> None:
    refused = {"LESART_ENGINE": "libretranslate", "LESART_SERVER": "http://127.0.0.1:9/"}
    terminal = start("artikel.txt", environment=refused)
    terminal.wait_until_up()
    terminal.send("t")
    terminal.wait_for("LibreTranslate could not be reached")
    terminal.send("jq")
    assert terminal.wait() == 0


def test_several_articles_are_one_list_from_the_first_page_on(start: Start, article: Path) -> None:
    article.with_name("zweiter.txt").write_text("Der zweite Artikel.\n")
    terminal = start("artikel.txt", "weg.txt", "zweiter.txt")
    terminal.wait_for("1/2 artikel")
    terminal.wait_for("There is no file")
    terminal.press("jJ")
    terminal.wait_for("2/2 zweiter")
    terminal.press("K")
    terminal.wait_for("¶ 2/30")


def test_none_of_several_articles_to_be_read_is_said_and_fails(start: Start, article: Path) -> None:
    article.with_name("bild.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    terminal = start("weg.txt", "bild.txt")
    assert terminal.wait() == 1
    assert "There is no file" in terminal.text
    assert "is a picture" in terminal.text


def test_a_file_that_an_editor_replaces_is_read_again_and_notes_stay(start: Start, article: Path) -> None:
    terminal = start("artikel.txt")
    terminal.wait_until_up()
    terminal.press("jjsa")
    terminal.press("bleibt\x13")
    terminal.wait_for("Saved.")
    new = article.with_name(".artikel.neu")
    new.write_text("Ein neuer Absatz steht davor.\n\n" + article.read_text("utf-8"), "utf-8")
    new.replace(article)
    terminal.wait_for("The file has changed; r reads it again.")
    terminal.send("r")
    terminal.wait_for("¶ 4/31")
    terminal.wait_for("Read again.")
    terminal.press("l\r")
    terminal.wait_for("◆ bleibt")
    terminal.send("q")
    assert terminal.wait() == 0
    assert len(sidecar(article)) == 1


def test_notes_are_saved_elsewhere_while_the_folder_of_the_article_is_gone(start: Start, article: Path) -> None:
    folder = article.parent / "ordner"
    folder.mkdir()
    article.rename(folder / "artikel.txt")
    terminal = start("ordner/artikel.txt")
    terminal.wait_until_up()
    folder.rename(article.parent / "weg")
    terminal.wait_for("The file is gone")
    terminal.press("a")
    terminal.press("aus dem Kopf\x13")
    terminal.wait_for("Saved.")
    terminal.send("q")
    assert terminal.wait() == 0
    kept = next((article.parent / "data/lesart/annotations").glob("artikel-txt-*.annotations.json"))
    assert "aus dem Kopf" in kept.read_text("utf-8")
    assert not folder.exists()
