"""How long after its last key a note that is being typed is on the disk, and whether it outlives a kill."""

from __future__ import annotations

import json
import random
import signal
import time
from pathlib import Path

from support.terminal import LESART, PATIENCE, Terminal, own_environment, write_article


def type_and_kill(directory: Path, count: int, *, seed: int) -> list[float]:
    """Go on with one note in `count` sessions, each killed when its last key is kept.

    Returns the seconds that this took each. Raises AssertionError when what had been typed is not offered.
    """
    article = write_article(directory / "artikel.txt")
    chance = random.Random(seed)
    typed = ""
    delays: list[float] = []
    for _ in range(count):
        terminal = Terminal([*LESART, article.name], cwd=directory, environment=own_environment(directory))
        try:
            _take_up(terminal, typed)
            # So that the last key falls anywhere between two looks at what has been typed.
            terminal.pause(chance.random())
            word = f" Wort{len(delays)}" if typed else "Wort"
            for sign in word:
                terminal.pause(chance.uniform(0.0, 0.1))
                terminal.send(sign)
            typed += word
            delays.append(_kept_after(directory / "data/lesart/drafts", typed))
            terminal.kill(signal.SIGKILL)
            assert terminal.wait() == -signal.SIGKILL
        finally:
            terminal.close()
    return delays


def _take_up(terminal: Terminal, typed: str) -> None:
    """Open the editor, with what has been typed before."""
    terminal.wait_until_up()
    if typed:
        terminal.wait_for("Unfinished note")
        terminal.send("y")
        terminal.wait_for(typed.split()[-1])
    else:
        terminal.send("a")
        terminal.wait_for("Ctrl-s save")


def _kept_after(drafts: Path, typed: str) -> float:
    """Return after how many seconds a draft holds what was typed."""
    began = time.monotonic()
    while time.monotonic() < began + PATIENCE:
        if any(json.loads(path.read_text("utf-8"))["text"] == typed for path in drafts.glob("*.json")):
            return time.monotonic() - began
        time.sleep(0.002)
    raise AssertionError("what was typed is not kept as a draft")
