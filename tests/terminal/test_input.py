"""Whatever is typed, pasted or done to the size of the terminal, it goes on and can be left."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.terminal import Terminal

Start = Callable[..., Terminal]
IDLE = 0.2
"""A share of a core; what spins uses nearly all of one."""
HOSTILE = "eins\x1b[B\x1b[A\x1b]3;PWNED\x07zwei\x9b31m\x00drei\x1b3\nvier"
NO_TEXT = ("\udcff", "\udc80\udcff\udcfe", "\udce2\udc82", "\x00", "\x7f\x1c\x1d\x1f")
HALVES = ("\x1b", "\x1b[", "\x1b[1;", "\x1bO", "\x1b]0;half", "\x1bP", "\x1b[<0;1", "\x1b[?")
ANSWERS = ("\x1b[?2048;2$y", "\x1b[99;99R", "\x1b[?62;22c", "\x1b]11;rgb:0000/1111/3333\x1b\\", "\x1b[I\x1b[O")


@pytest.fixture
def reader(start: Start, article: Path) -> Iterator[Terminal]:
    """Return lesart on the first of thirty paragraphs; in the end it must read on and leave all in order."""
    terminal = start("artikel.txt")
    terminal.wait_until_up()
    yield terminal
    goes_on(terminal)
    assert terminal.busy() < IDLE
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.left_over == set()
    assert "PWNED" not in terminal.screen.title


def goes_on(terminal: Terminal) -> None:
    for key, where in (("G", "¶ 30/30"), ("g", "¶ 1/30"), ("j", "¶ 2/30"), ("k", "¶ 1/30")):
        terminal.send(key)
        terminal.wait_for(where)


def test_bytes_that_are_no_text_do_no_harm(reader: Terminal, article: Path) -> None:
    for typed in NO_TEXT:
        reader.send(typed)
        goes_on(reader)
    assert not Path(f"{article}.annotations.json").exists()


def test_half_an_escape_sequence_does_no_harm(reader: Terminal) -> None:
    for typed in HALVES:
        reader.send(typed)
        reader.pause(0.2)
        reader.send("\x1b")  # out of what its letters may have opened
        reader.pause(0.2)
        goes_on(reader)


def test_what_a_terminal_answers_unasked_presses_no_keys(reader: Terminal, article: Path) -> None:
    for answer in ANSWERS:
        reader.send(answer)
        goes_on(reader)
    assert not Path(f"{article}.annotations.json").exists()


def test_an_arrow_key_in_two_packets_is_one_key(reader: Terminal) -> None:
    reader.send("\x1b")
    reader.pause(0.02)
    reader.send("[B")
    reader.wait_for("¶ 2/30")


def test_text_pasted_while_reading_presses_no_keys(reader: Terminal, article: Path) -> None:
    reader.press(f"\x1b[200~jj3a{HOSTILE}\x1b[201~")
    assert "¶ 1/30" in reader.text
    assert not Path(f"{article}.annotations.json").exists()


def test_text_pasted_into_a_note_is_kept_and_shown_harmlessly(reader: Terminal, article: Path) -> None:
    reader.press("a")
    reader.press(f"\x1b[200~{HOSTILE}\x1b[201~")
    reader.send("\x13")
    reader.wait_for("Saved.")
    (item,) = json.loads(Path(f"{article}.annotations.json").read_text("utf-8"))["items"]
    note = item["body"][0]["value"]
    assert re.fullmatch("eins.*zwei.*drei.*\nvier", note)
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f]", note) == []


def test_a_storm_of_resizes_ends_in_a_page_that_fits(reader: Terminal) -> None:
    sizes = [(80, 24), (1, 1), (500, 200), (3, 2), (0, 0), (40, 12), (20, 1), (1, 50), (200, 60), (7, 7)]
    for size in sizes * 20:
        reader.resize(*size, shown=False)
        reader.read(0.005, shown=False)
    reader.pause(0.5, shown=False)
    reader.resize(60, 20)
    reader.settle()
    assert "Absatz 1 steht hier." in reader.screen.display[0]
    assert "¶ 1/30" in reader.screen.display[19]


@pytest.mark.parametrize(
    ("keys", "leave"), [("V", "q"), ("hxXx", "n\x1b")], ids=["one dialog", "a question over a dialog"]
)
def test_the_page_behind_a_dialog_follows_the_size(reader: Terminal, keys: str, leave: str) -> None:
    reader.press(keys)
    reader.resize(120, 40)
    reader.wait_until(lambda: "¶ 1/30" in reader.screen.display[39])
    reader.resize(60, 20)
    reader.wait_until(lambda: "¶ 1/30" in reader.screen.display[19])
    assert "Absatz 1 steht hier." in reader.screen.display[0]
    reader.press(leave)


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (500, 200)])
def test_every_key_does_no_harm_at_any_size(reader: Terminal, size: tuple[int, int]) -> None:
    reader.resize(*size, shown=False)
    for keys in ("jkwbsS G g", "zz", "t", "a", "\x1b", "l", "\x1b", "?", "\x1b", ":", "\x1b", "/e\r", "o", "\x1b"):
        reader.send(keys)
        reader.pause(0.02, shown=False)
    reader.pause(0.3, shown=False)
    reader.resize(80, 24)
    reader.settle()
