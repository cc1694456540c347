"""What happens to it between the first page and the moment the program is up, leaves nothing behind either."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from support.terminal import LESART, Terminal

Start = Callable[..., Terminal]
MOMENTS = (0.0, 0.1, 0.2, 0.3, 0.4)
"""Seconds after the first byte; at the later ones the program is just taking over."""
SIGNALS = [(signal.SIGTERM, moment) for moment in MOMENTS] + [
    (signal.SIGHUP, 0.0),
    (signal.SIGHUP, 0.25),
    (signal.SIGINT, 0.0),
    (signal.SIGINT, 0.35),
]


def first_page(start: Start, moment: float, **options: object) -> Terminal:
    terminal = start("artikel.txt", **options)
    terminal.read(10.0)
    terminal.pause(moment)
    return terminal


@pytest.mark.parametrize(("number", "moment"), SIGNALS)
def test_a_signal_restores_the_terminal(start: Start, article: Path, number: int, moment: float) -> None:
    terminal = first_page(start, moment)
    terminal.kill(number)
    assert terminal.wait() == 128 + number
    assert terminal.left_over == set()
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("moment", MOMENTS[::2])
def test_a_terminal_that_vanishes_ends_it(start: Start, article: Path, moment: float) -> None:
    terminal = start(through="trap '' HUP; exec {} artikel.txt")
    terminal.read(10.0)
    terminal.pause(moment)
    terminal.hang_up()
    assert terminal.ends(4.0)


def test_keys_are_taken_when_it_is_up(start: Start, article: Path) -> None:
    terminal = start("artikel.txt")
    terminal.read(10.0)
    for key in ("j", "\x1b[B", "\x03", "j", "\x13", ":", "9", "\r"):
        terminal.send(key)
        terminal.pause(0.03)
    assert b"^" not in terminal.output
    terminal.wait_for("¶ 9/30")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.left_over == set()


def test_q_leaves_as_soon_as_it_is_up(start: Start, article: Path) -> None:
    terminal = first_page(start, 0.0)
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.left_over == set()


def test_suspending_waits_until_it_is_up(start: Start, article: Path) -> None:
    shell = start(through="exec bash --norc --noprofile -i", environment={"PS1": "ready> "})
    shell.wait_for("ready>")
    shell.send(f"{' '.join(LESART)} artikel.txt\r")
    shell.wait_for("Absatz 1 steht hier.")
    shell.send("\x1a")
    shell.wait_for("Stopped")
    assert shell.left_over <= {"line", "mode 2004"}
    shell.send("fg\r")
    shell.wait_for("¶ 1/30")


def test_resizes_are_followed(start: Start, article: Path) -> None:
    terminal = start("artikel.txt")
    terminal.read(10.0)
    for size in ((0, 0), (1, 1), (500, 200), (60, 14)):
        terminal.resize(*size, shown=size == (60, 14))
        terminal.pause(0.05)
    terminal.wait_until_up()
    assert "Absatz 1 steht hier." in terminal.screen.display[0]
    assert "¶ 1/30" in terminal.screen.display[13]


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (500, 200)])
def test_it_begins_at_any_size(start: Start, article: Path, size: tuple[int, int]) -> None:
    terminal = start("artikel.txt", size=size)
    terminal.read(10.0)
    terminal.resize(80, 24)
    terminal.wait_until_up()
    terminal.send("j")
    terminal.wait_for("¶ 2/30")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.left_over == set()
