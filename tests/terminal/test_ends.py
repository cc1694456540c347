"""However it ends, the terminal is as it was before, notes and position are kept, and nothing goes on running."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from support.terminal import LESART, Terminal

Start = Callable[..., Terminal]
IDLE = 0.2
"""A share of a core; what spins uses nearly all of one."""
LEFT = 4.0
"""Seconds within which a program whose terminal is gone or stuck has ended."""


@pytest.fixture
def reader(start: Start, article: Path) -> Terminal:
    """Return lesart on the third of thirty paragraphs."""
    terminal = start("artikel.txt")
    terminal.wait_until_up()
    terminal.send("jj")
    terminal.wait_for("¶ 3/30")
    return terminal


def shell_with_reader(start: Start) -> Terminal:
    """Return a shell with job control in which lesart runs, on the third of thirty paragraphs."""
    shell = start(through="exec bash --norc --noprofile -i", environment={"PS1": "ready> "})
    shell.wait_for("ready>")
    shell.send(f"{' '.join(LESART)} artikel.txt\r")
    shell.wait_until_up()
    shell.send("jj")
    shell.wait_for("¶ 3/30")
    return shell


def annotate_and_go_on_typing(terminal: Terminal) -> None:
    terminal.send("3")
    terminal.wait_for("Highlighted in blue, saved.")
    terminal.send("sa")
    terminal.wait_for("Ctrl-s save")
    terminal.send("halb fertig")
    terminal.wait_for("halb fertig")


def position(article: Path) -> int:
    library = json.loads((article.parent / "data/lesart/library.json").read_text("utf-8"))
    offset: int = library["articles"][str(article)]["place"]["offset"]
    return offset


def highlights(article: Path) -> int:
    return len(json.loads(Path(f"{article}.annotations.json").read_text("utf-8"))["items"])


def third_paragraph(article: Path) -> int:
    return article.read_text("utf-8").index("Absatz 3")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_in_good_order(start: Start, reader: Terminal, article: Path, number: int) -> None:
    annotate_and_go_on_typing(reader)
    assert reader.left_over >= {"mode 1049", "mode 25", "line"}
    reader.kill(number)
    assert reader.wait() == 128 + number
    assert reader.left_over == set()
    assert reader.processes == set()
    assert "Traceback" not in reader.text
    assert (position(article), highlights(article)) == (third_paragraph(article), 1)
    again = start("artikel.txt")
    again.wait_for("Unfinished note")


@pytest.mark.parametrize("through", ["exec {} artikel.txt", "trap '' HUP; exec {} artikel.txt"])
def test_a_terminal_that_vanishes_ends_it_and_keeps_all(start: Start, article: Path, through: str) -> None:
    terminal = start(through=through)
    terminal.wait_until_up()
    terminal.send("jj")
    annotate_and_go_on_typing(terminal)
    terminal.hang_up()
    assert terminal.ends(LEFT)
    assert terminal.processes == set()
    assert (position(article), highlights(article)) == (third_paragraph(article), 1)
    again = start("artikel.txt")
    again.wait_for("Unfinished note")
    again.press("y")
    again.wait_for("halb fertig")


def test_a_terminal_that_takes_no_more_bytes_does_not_keep_it(
    start: Start, reader: Terminal, article: Path
) -> None:
    annotate_and_go_on_typing(reader)
    reader.stick()
    for _ in range(40):  # more frames than the driver's queue takes
        reader.send("x")
        reader.pause(0.02)
    reader.kill(signal.SIGTERM)
    assert reader.ends(LEFT)
    assert "line" not in reader.left_over
    assert (position(article), highlights(article)) == (third_paragraph(article), 1)
    again = start("artikel.txt")
    again.wait_for("Unfinished note")


def test_a_stuck_terminal_that_vanishes_does_not_keep_it(reader: Terminal) -> None:
    reader.stick()
    for _ in range(40):
        reader.send(" g")
        reader.pause(0.02)
    reader.hang_up()
    assert reader.ends(LEFT)


def test_suspended_and_brought_back_it_goes_on(start: Start, article: Path) -> None:
    shell = shell_with_reader(start)
    for _ in range(2):
        shell.send("\x1a")
        shell.wait_for("Stopped")
        assert shell.left_over <= {"line", "mode 2004"}  # bash's own, for its prompt
        shell.send("fg\r")
        shell.wait_for("¶ 3/30")
        shell.wait_for("Absatz 1 steht hier.")
    shell.press("j")
    shell.wait_for("¶ 4/30")
    shell.resize(70, 20)
    shell.settle()
    assert shell.busy() < IDLE
    shell.send("q")
    shell.wait_for("ready>")
    shell.send("echo $(( 6 * 7 ))\r")
    shell.wait_for("42")
    assert len(shell.processes) == 1


@pytest.mark.parametrize("ending", ["kill %1", "kill -HUP %1", "exit\rexit"])
def test_suspended_it_ends_without_being_brought_back(start: Start, article: Path, ending: str) -> None:
    shell = shell_with_reader(start)
    shell.send("\x1a")
    shell.wait_for("Stopped")
    (lesart,) = shell.processes - {shell.pid}
    shell.send(f"{ending}\r")
    shell.settle(0.5)
    assert lesart not in shell.processes
    assert position(article) == third_paragraph(article)


def test_where_no_shell_could_bring_it_back_it_is_not_suspended(reader: Terminal) -> None:
    reader.press("\x1a")
    reader.press("j")
    reader.wait_for("¶ 4/30")


def test_suspended_through_a_script_the_shell_gets_the_terminal(start: Start, article: Path) -> None:
    shell = start(through="exec bash --norc --noprofile -i", environment={"PS1": "ready> "})
    shell.wait_for("ready>")
    shell.send(f"sh -c '{' '.join(LESART)} artikel.txt; true'\r")
    shell.wait_until_up()
    shell.send("\x1a")
    shell.wait_for("Stopped")
    shell.send("fg\r")
    shell.wait_for("¶ 1/30")
    shell.press("j")
    shell.wait_for("¶ 2/30")


def test_a_stray_sigcont_changes_nothing(reader: Terminal) -> None:
    for _ in range(3):
        reader.kill(signal.SIGCONT)
    reader.press("j")
    reader.wait_for("¶ 4/30")
    assert reader.busy() < IDLE
    reader.send("q")
    assert reader.wait() == 0
    assert reader.left_over == set()


def test_stopped_from_outside_and_continued_it_goes_on(reader: Terminal) -> None:
    reader.kill(signal.SIGSTOP)
    reader.send("j")
    assert reader.read(0.3) == b""
    reader.kill(signal.SIGCONT)
    reader.wait_for("¶ 4/30")
    reader.send("q")
    assert reader.wait() == 0


def test_after_kill_9_the_terminal_can_be_reset(start: Start, article: Path) -> None:
    shell = start(through="{0} artikel.txt; {0} reset-terminal; echo reset; read answer; echo got $answer")
    shell.wait_until_up()
    (lesart,) = shell.processes - {shell.pid}
    shell.kill(signal.SIGKILL, lesart)
    shell.wait_for("reset")
    assert shell.left_over <= {"line"}  # "sane" is what most people want, not what this line was
    shell.send("Straßx\x7f\x7fße\r")
    shell.wait_for("got Straße")
    assert "Straße" in shell.text.partition("got")[0]
