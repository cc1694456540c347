"""Sessions in a terminal that are killed while somebody annotates, and what is on the disk afterwards."""

from __future__ import annotations

import random
import shutil
import signal
from pathlib import Path
from typing import NamedTuple

from durability.killing import Moment, cut_off, kill
from durability.plan import Notes, Plan, Step, notes_in
from support.terminal import LESART, Terminal, own_environment, write_article


class Ended(NamedTuple):
    """How a session ended."""

    acknowledged: int
    """Changes of which the screen said that they are saved."""
    cut_off: bool
    """Whether a save was cut off so that something of it was left."""
    silent: bool
    """Whether more was saved than the screen had time to say."""


def kill_sessions(directory: Path, count: int, *, seed: int, longest: float) -> list[Ended]:
    """Annotate an article in `count` sessions, each killed within `longest` seconds behind its first page.

    Raises AssertionError when something that was acknowledged is not on the disk afterwards.
    """
    article = write_article(directory / "artikel.txt")
    chance = random.Random(seed)
    anywhere = Moment(0.0, longest)
    moments = [anywhere, *anywhere.in_a_save()]
    return [_session(article, chance, chance.choice(moments)) for _ in range(count)]


def _session(article: Path, chance: random.Random, moment: Moment) -> Ended:
    sidecar = article.with_name(article.name + ".annotations.json")
    before, remains = notes_in(sidecar), cut_off(sidecar)
    # A draft would be offered, and what is typed next would answer that.
    shutil.rmtree(article.parent / "data/lesart/drafts", ignore_errors=True)
    steps, acknowledged = _annotate(article, Plan(chance, before), moment)
    possible = [before, *(step.notes for step in steps)]
    kept = notes_in(sidecar)
    assert kept in possible[acknowledged:], _difference(kept, possible[acknowledged])
    return Ended(acknowledged, cut_off(sidecar) > remains, kept != possible[acknowledged])


def _annotate(article: Path, plan: Plan, moment: Moment) -> tuple[list[Step], int]:
    """Return the steps that were typed, and how many of them were acknowledged, before the program was killed."""
    folder = article.parent
    terminal = Terminal([*LESART, article.name], cwd=folder, environment=own_environment(folder))
    typed: list[Step] = []
    acknowledged, said = 0, ""
    try:
        terminal.wait_for("Absatz ")
        killer = kill(terminal.pid, moment)
        while killer.poll() is None:
            steps = plan.several(said)
            terminal.send("".join(step.keys for step in steps))
            typed += steps
            said = steps[-1].said
            while not _says(terminal, said) and killer.poll() is None:
                terminal.read(0.01)
            acknowledged = len(typed) if _says(terminal, said) else acknowledged
        assert terminal.wait() == -signal.SIGKILL
        acknowledged = len(typed) if _says(terminal, said) else acknowledged
    finally:
        terminal.close()
    return typed, acknowledged


def _says(terminal: Terminal, sentence: str) -> bool:
    """Tell whether the line of messages, above the status line, shows the sentence."""
    return terminal.screen.display[-2].strip() == sentence


def _difference(kept: Notes, acknowledged: Notes) -> str:
    changed = {at for at in kept.keys() | acknowledged.keys() if kept.get(at) != acknowledged.get(at)}
    lines = [f"¶ {at}: {acknowledged.get(at)} was acknowledged, {kept.get(at)} is kept" for at in sorted(changed)]
    return "\n".join(lines)
