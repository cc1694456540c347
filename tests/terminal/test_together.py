"""Two programs on one article: each shows what the other does, and both keep all notes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.terminal import Terminal

Start = Callable[..., Terminal]


def sidecar(article: Path) -> dict[str, Any]:
    page: dict[str, Any] = json.loads(Path(f"{article}.annotations.json").read_text("utf-8"))
    return page


def test_changes_of_one_session_appear_in_the_other_without_moving_its_cursor(start: Start, article: Path) -> None:
    one, other = start("artikel.txt"), start("artikel.txt")
    for terminal in (one, other):
        terminal.wait_until_up()
    other.press("jjjj")
    other.wait_for("¶ 5/30")
    one.press("ja")
    one.press("aus dem anderen Fenster\x13")
    one.wait_for("Saved.")
    other.press("kkk")
    other.wait_for("aus dem anderen Fenster")
    other.wait_for("¶ 2/30")

    other.press("x")
    other.wait_for("Deleted")
    one.wait_until_gone("aus dem anderen Fenster")
    one.wait_for("¶ 2/30")
    assert sidecar(article)["items"] == []


def test_both_sessions_keep_what_they_and_the_other_wrote(start: Start, article: Path) -> None:
    one, other = start("artikel.txt"), start("artikel.txt")
    for terminal in (one, other):
        terminal.wait_until_up()
    for number in range(2):
        one.press("1jj")
        other.press("j2" if number == 0 else "jj2")
    for terminal in (one, other):
        terminal.send("q")
        assert terminal.wait() == 0
    colours = [item["target"]["styleClass"] for item in sidecar(article)["items"]]
    assert (colours.count("yellow"), colours.count("green")) == (2, 2)


def test_note_that_was_changed_in_both_keeps_the_later_text_and_the_earlier_as_its_history(
    start: Start, article: Path
) -> None:
    one, other = start("artikel.txt"), start("artikel.txt")
    for terminal in (one, other):
        terminal.wait_until_up()
    one.press("a")
    one.press("Anfang\x13")
    one.wait_for("Saved.")
    other.wait_for("Anfang")
    for terminal, text in ((one, " eins"), (other, " zwei")):
        terminal.press("e")
        terminal.press(text)
    one.press("\x13")
    one.wait_for("Saved.")
    other.press("\x13")
    other.wait_for("Saved.")
    (item,) = sidecar(article)["items"]
    assert item["body"][0]["value"] == "Anfang zwei"
    assert [earlier["body"][0]["value"] for earlier in item["lesart:earlier"]] == ["Anfang eins"]
