"""Whenever it is killed, what it said to be saved is on the disk. `tests/durability/run.py` does it often."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

from durability.commands import kill_commands
from durability.drafts import type_and_kill
from durability.sessions import kill_sessions
from support.terminal import Terminal

Start = Callable[..., Terminal]


def test_killed_while_somebody_annotates_it_has_kept_all_that_it_said_to_be_saved(tmp_path: Path) -> None:
    assert len(kill_sessions(tmp_path, 5, seed=1, longest=1.0)) == 5


def test_killed_commands_lose_no_note_that_was_saved(tmp_path: Path) -> None:
    assert kill_commands(tmp_path, 12, seed=1).killed == 12


def test_a_note_that_is_being_typed_outlives_every_kill(tmp_path: Path) -> None:
    assert len(type_and_kill(tmp_path, 2, seed=1)) == 2


def test_what_two_programs_write_on_one_paragraph_both_outlives_a_kill(start: Start, article: Path) -> None:
    def drafts() -> list[str]:
        paths = article.parent.glob("data/lesart/drafts/*.json")
        return sorted(json.loads(path.read_text("utf-8"))["text"] for path in paths)

    terminals = [start(article.name) for _ in range(2)]
    for terminal, text in zip(terminals, ("eins", "zwei"), strict=True):
        terminal.wait_until_up()
        terminal.send("a")
        terminal.wait_for("Ctrl-s save")
        terminal.send(text)
    terminal.wait_until(lambda: drafts() == ["eins", "zwei"])
    for terminal in terminals:
        terminal.kill(signal.SIGKILL)
        terminal.wait()
    again = start(article.name)
    again.wait_for("Unfinished note")
    again.press("y")
    again.wait_for("zwei")
    assert drafts() == ["eins", "zwei"]
