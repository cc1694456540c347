"""Standard streams that are no terminal, or not there at all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.mark.parametrize("redirected", ["</dev/null", "<&-", "<artikel.txt", ">/dev/tty <&-"])
def test_without_a_keyboard_it_says_what_to_do(start: Start, article: Path, redirected: str) -> None:
    terminal = start(through=f"exec {{}} artikel.txt {redirected}")
    assert terminal.wait() == 2
    assert "no screen can be opened" in terminal.text
    assert terminal.left_over == set()


def test_with_a_pipe_for_a_keyboard_it_says_what_to_do(start: Start, article: Path) -> None:
    terminal = start(through="echo j | {} artikel.txt")
    assert terminal.wait() == 2
    assert "no screen can be opened" in terminal.text


@pytest.mark.parametrize("arguments", ["artikel.txt", "show artikel.txt", "doctor", "artikel.txt <&-"])
def test_results_that_go_nowhere_are_no_success(start: Start, article: Path, arguments: str) -> None:
    for nowhere in (">&-", ">/dev/full"):
        terminal = start(through=f"exec {{}} {arguments} {nowhere}")
        assert terminal.wait() == 1
        assert "the output could not be written" in terminal.text
        assert "Traceback" not in terminal.text


def test_without_any_stream_it_ends(start: Start, article: Path) -> None:
    terminal = start(through="exec {} artikel.txt <&- >&- 2>&-")
    assert terminal.wait() == 1


@pytest.mark.parametrize("redirected", ["2>/dev/null", "2>&-"])
def test_the_screen_is_where_standard_output_is(start: Start, article: Path, redirected: str) -> None:
    terminal = start(through=f"exec {{}} artikel.txt {redirected}")
    terminal.wait_until_up()
    terminal.send("jj")
    terminal.wait_for("¶ 3/30")
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.left_over == set()


def test_an_article_from_a_closed_standard_input_is_empty(start: Start, article: Path) -> None:
    terminal = start(through="exec {} - <&-")
    terminal.wait_for("This article has no text.")
    terminal.send("q")
    assert terminal.wait() == 0
