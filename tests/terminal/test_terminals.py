"""Every kind of terminal gets the colours that it has, and signs that it can show; others get a sentence."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.grammar import colours_sent, violations
from support.terminal import Terminal

Start = Callable[..., Terminal]
EVERY_THEME = "1jst" + "c" * 5
"""Highlights, moves, opens the pane, and goes through all themes."""


@pytest.mark.parametrize(
    ("environment", "kinds"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, {"truecolor", "16"}),
        ({"TERM": "tmux-256color", "COLORTERM": ""}, {"256", "16"}),
        ({"TERM": "screen", "COLORTERM": ""}, {"16"}),
        ({"TERM": "linux", "COLORTERM": ""}, {"16"}),
        ({"TERM": "vt100", "COLORTERM": ""}, set()),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, set()),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_a_terminal_gets_only_the_colours_it_has(
    start: Start,
    article: Path,
    environment: dict[str, str],
    kinds: set[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    article.write_text("Er hat gesagt:\n\n> Hier steht ein Zitat.\n\n" + article.read_text("utf-8"), "utf-8")
    terminal = start("artikel.txt", environment=environment)
    terminal.wait_until_up()
    terminal.send(EVERY_THEME + "a")
    terminal.wait_for("Ctrl-s")
    terminal.settle(0.05)
    terminal.send("\x13lq")
    terminal.settle(0.05)
    terminal.send("q")
    assert terminal.wait() == 0
    sent = colours_sent(terminal.output)
    assert sent <= kinds
    assert bool(sent) == bool(kinds)
    upright = environment["TERM"] in ("screen", "linux", "vt100")
    assert (re.search(rb"\x1b\[(?:[0-9]+;)*3(?:;[0-9]+)*m", terminal.output) is None) == upright
    assert violations(terminal.output) == []


def test_the_linux_console_gets_signs_that_its_fonts_have(start: Start, article: Path) -> None:
    terminal = start("artikel.txt", environment={"TERM": "linux", "COLORTERM": ""})
    terminal.wait_until_up()
    terminal.send("a")
    terminal.wait_for("Ctrl-s")
    terminal.send("Notiz\x13")
    terminal.wait_for("♦")
    terminal.send("?")
    terminal.wait_for("Keys")
    terminal.send("qq")
    assert terminal.wait() == 0
    beyond = set(re.sub(r"[\x00-\x7fÀ-ÿ]", "", terminal.output.decode()))
    # What Debian's console fonts (Lat15, Uni2) have, all of it in the kernel's own font but dots and quotes.
    assert beyond <= set("·¶│─┌┐└┘♦→←↑↓█▒…–—„“”‘’€\ufffd\xa0")


@pytest.mark.parametrize(
    ("environment", "advice"),
    [({"TERM": "dumb"}, "lesart read --plain"), ({"LC_ALL": "C", "PYTHONUTF8": "0"}, "LC_ALL=C.UTF-8 lesart")],
)
def test_what_cannot_show_a_screen_is_told_what_to_do(
    start: Start, article: Path, environment: dict[str, str], advice: str
) -> None:
    terminal = start("artikel.txt", environment=environment, size=(120, 24))
    assert terminal.wait() == 2
    assert advice in terminal.text
    assert b"\x1b" not in terminal.output


def test_the_screen_is_drawn_although_errors_go_to_a_file(start: Start, article: Path, tmp_path: Path) -> None:
    terminal = start(through="exec {} artikel.txt 2> errors")
    terminal.wait_until_up()
    terminal.press("jj")
    terminal.wait_for("¶ 3/30")
    assert (tmp_path / "errors").read_bytes() == b""
