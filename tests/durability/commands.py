"""`lesart note`, run by several at once and killed at random moments, and what of it is on the disk afterwards."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from durability.killing import Moment, cut_off, kill
from support.terminal import LESART, own_environment, write_article

from annotations.sidecar import Page, parse
from annotations.validation import validate


class Tally(NamedTuple):
    """What became of the notes of all runs."""

    killed: int
    """Runs that were killed."""
    acknowledged: int
    """Runs that said that their note is saved, killed or not."""
    silent: int
    """Notes that are on the disk although their run had no time to say so."""
    cut_off: int
    """Saves that were cut off so that something of them is left."""


def kill_commands(directory: Path, count: int, *, seed: int, workers: int = 2) -> Tally:
    """Annotate one article by commands, several at once, until `count` of them have been killed.

    Raises AssertionError when a note that was acknowledged is not on the disk, when the sidecar has a fault, or
    when a later save leaves what the killed ones have left behind.
    """
    notes = _Notes(write_article(directory / "artikel.txt"))
    chances = [random.Random(f"{seed} {worker}") for worker in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        killed = sum(pool.map(notes.write, chances, [-(-count // workers)] * workers))
    kept, left = notes.check(), cut_off(notes.sidecar)
    notes.sweep()
    return Tally(killed, len(notes.acknowledged), len(kept - notes.acknowledged), left)


def note_command(article: Path, note: str, paragraph: int = 1) -> subprocess.Popen[str]:
    """Begin to write a note by `lesart note`."""
    quote = f"Absatz {paragraph} steht hier"
    return subprocess.Popen(
        [*LESART, "note", article.name, "--quote", quote, "--text", note],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=article.parent,
        env={**os.environ, **own_environment(article.parent)},
    )


class _Notes:
    """The notes of all runs on one article."""

    def __init__(self, article: Path) -> None:
        self.article = article
        self.sidecar = article.with_name(article.name + ".annotations.json")
        self.acknowledged: set[str] = set()
        self._names = map(str, itertools.count())
        self._usual = self._write_undisturbed()

    def write(self, chance: random.Random, count: int) -> int:
        """Write notes until `count` of their writers have been killed, and return how many were."""
        killed = 0
        # In the first half of its life a command only imports.
        moments = [Moment(self._usual / 2, self._usual * 1.5), *Moment(0.0, 0.0).in_a_save()]
        while killed < count:
            note = next(self._names)
            command = note_command(self.article, note, chance.randint(1, 30))
            kill(command.pid, chance.choice(moments)).wait()
            said, complaint = command.communicate()
            assert command.returncode in (0, -signal.SIGKILL), complaint
            killed += command.returncode == -signal.SIGKILL
            if command.returncode == 0 or said.startswith("Saved"):
                self.acknowledged.add(note)
            self.check()
        return killed

    def check(self) -> set[str]:
        """Return the notes on the disk, among which all those have to be that have been acknowledged by now."""
        acknowledged = set(self.acknowledged)
        if not self.sidecar.exists():
            assert not acknowledged
            return set()
        data = self.sidecar.read_bytes()
        page, faults = parse(data), validate(data)
        assert isinstance(page, Page), page
        assert faults == []
        kept = {one.note for one in page.annotations.values()}
        assert acknowledged <= kept, f"{sorted(acknowledged - kept)} had been saved and are lost"
        return kept

    def sweep(self) -> None:
        """Write one more note when what has been left behind is old."""
        for leftover in self.sidecar.parent.glob(".*.tmp"):
            os.utime(leftover, (0, 0))
        self._write_undisturbed()
        assert cut_off(self.sidecar) == 0

    def _write_undisturbed(self) -> float:
        """Return the seconds that a command lives when nobody kills it."""
        began, note = time.monotonic(), next(self._names)
        command = note_command(self.article, note)
        _, complaint = command.communicate()
        assert command.returncode == 0, complaint
        self.acknowledged.add(note)
        return time.monotonic() - began
