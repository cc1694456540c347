"""The same as the tests of the suite, often: `python tests/durability/run.py --help`."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from durability.commands import kill_commands
from durability.drafts import type_and_kill
from durability.sessions import kill_sessions
from durability.writers import write_at_once


def main() -> None:
    """Try what is asked for, and print the figures; ends with an AssertionError where something is lost."""
    options = _options()
    for name, try_it in (
        ("sessions", _sessions),
        ("commands", _commands),
        ("writers", _writers),
        ("drafts", _drafts),
    ):
        count = getattr(options, name)
        if count:
            began = time.monotonic()
            with tempfile.TemporaryDirectory() as directory:
                figures = try_it(Path(directory), count, options.seed)
            print(f"{figures} [{time.monotonic() - began:.0f} s]", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Kill lesart at random moments; takes some minutes.")
    parser.add_argument("--sessions", type=int, default=200, help="to be killed in a terminal (%(default)s)")
    parser.add_argument("--commands", type=int, default=800, help="`lesart note`, to be killed (%(default)s)")
    parser.add_argument("--writers", type=int, default=10, help="rounds of two that write at once (%(default)s)")
    parser.add_argument("--drafts", type=int, default=20, help="sessions killed while typing (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of what is done at random (%(default)s)")
    return parser.parse_args()


def _sessions(directory: Path, count: int, seed: int) -> str:
    ended = kill_sessions(directory, count, seed=seed, longest=2.0)
    acknowledged = sum(one.acknowledged for one in ended)
    silent, cut_off = sum(one.silent for one in ended), sum(one.cut_off for one in ended)
    return (
        f"{len(ended)} sessions killed, {acknowledged} changes acknowledged, none lost; in {cut_off} a save was "
        f"cut off, in {silent} more was on the disk than the screen had said."
    )


def _commands(directory: Path, count: int, seed: int) -> str:
    tally = kill_commands(directory, count, seed=seed)
    return (
        f"{tally.killed} commands killed, {tally.acknowledged} notes acknowledged, none lost; {tally.cut_off} "
        f"saves were cut off (and swept), {tally.silent} notes were on the disk before their command could say so."
    )


def _writers(directory: Path, count: int, seed: int) -> str:
    lost = {}
    for locks in (True, False):
        names = (f"{locks} {number}.annotations.json" for number in range(count))
        lost[locks] = [len(write_at_once(directory / name, 200, locks=locks)) for name in names]
    return f"Of 400 annotations by two at once were lost: with locks {lost[True]}, without {lost[False]}."


def _drafts(directory: Path, count: int, seed: int) -> str:
    delays = type_and_kill(directory, count, seed=seed)
    return (
        f"{count} sessions killed while a note was typed, all offered it again; its last key was on the disk "
        f"after {median(delays):.2f} s (median) and {max(delays):.2f} s (longest)."
    )


if __name__ == "__main__":
    main()
