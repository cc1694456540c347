"""Whenever it is killed, what it said to be saved is on the disk. `tests/durability/run.py` does it often."""

import signal
from collections.abc import Callable
from pathlib import Path

from durability.commands import kill_commands
from durability.drafts import type_and_kill
from durability.killing import Moment, kill
from durability.sessions import kill_sessions
from support.terminal import Terminal

from articles.locks import locked

Start = Callable[..., Terminal]


def test_killed_while_somebody_annotates_it_has_kept_all_that_it_said_to_be_saved(tmp_path: Path) -> None:
    assert len(kill_sessions(tmp_path, 5, seed=1, longest=1.0)) == 5


def test_killed_commands_lose_no_note_that_was_saved(tmp_path: Path) -> None:
    assert kill_commands(tmp_path, 24, seed=1).killed == 24


def test_a_note_that_is_being_typed_outlives_every_kill(tmp_path: Path) -> None:
    assert len(type_and_kill(tmp_path, 2, seed=1)) == 2


def test_a_note_that_waits_to_be_saved_outlives_a_kill(start: Start, article: Path) -> None:
    terminal = start(article.name)
    terminal.wait_until_up()
    terminal.send("a")
    terminal.wait_for("Ctrl-s save")
    with locked(article.with_name(f".{article.name}.annotations.json.lock")):
        terminal.send("wichtig\x13")
        kill(terminal.pid, Moment(0.0, 0.0, ".annotations.json.lock")).wait()
    assert terminal.wait() == -signal.SIGKILL
    again = start(article.name)
    again.wait_for("Unfinished note")
    again.press("y")
    again.wait_for("wichtig")
