"""One session with a program: what it takes to open a text, to move in it, and to do nothing."""

from __future__ import annotations

import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.program import Program, now
from benchmarks.programs import ROOT, Contestant
from benchmarks.texts import number

Samples = dict[str, list[float]]
"""What was measured, by its name: milliseconds, bytes, MiB, or a share."""

LONGEST = 60.0
"""Seconds after which a program that shows nothing is given up."""
BURST = 200
_STILL = 1.0
"""Seconds of silence after which the start is over; while they import, programs are silent too."""
_POSITION = re.compile(r"¶ ([\d.,\u202f]+)/")
_FOCUS_LOST_AND_GAINED = (b"\x1b[O", b"\x1b[I")


class Plan(NamedTuple):
    """How much is measured in a session."""

    presses: int = 10
    """Of each kind of key."""
    idle: float = 3.0
    """Seconds."""
    long: bool = True
    """Whether the text has enough paragraphs for a burst of keys."""
    english: bool = False
    """Whether the program can show the English beside the German."""


class TooSlowError(Exception):
    """Nothing was shown in time."""


def measure(contestant: Contestant, file: Path, plan: Plan) -> Samples:
    """Return what one session with the program takes. Raises TooSlowError."""
    samples: Samples = defaultdict(list)
    with _Started(contestant, file) as program:
        samples["first content ms"] = [_first_content(program)]
        last = program.settle(_STILL)
        samples["in charge ms"] = [_milliseconds(program, last or program.chunks[-1][0])]
        samples["start bytes"] = [program.written]
        _press_all(program, contestant, plan.presses, samples)
        if contestant.burst and plan.long:
            _burst(program, contestant.burst, samples)
        _do_nothing(program, plan.idle, samples)
        samples["peak MiB"] = [program.peak_memory]
        if plan.english:
            program.press(b"g", quiet=0.3)
            program.press(b"t", quiet=0.4)
            _press(program, "paragraph, English open", contestant.keys["paragraph"], plan.presses, samples)
    if contestant.burst:
        with _Started(contestant, file) as program:
            _first_content(program)
            program.send(contestant.burst)
            program.settle(_STILL)
            samples["key at once ms"] = [_milliseconds(program, program.chunks[-1][0])]
    return samples


def measure_annotated(contestant: Contestant, file: Path, presses: int) -> Samples:
    """Return what moving takes in an article with many annotations. Raises TooSlowError."""
    samples: Samples = defaultdict(list)
    with _Started(contestant, file) as program:
        _first_content(program)
        program.settle(1.5)
        _press(program, "paragraph, annotated", contestant.keys["paragraph"], presses, samples)
        _press(program, "page, annotated", contestant.keys["page"], presses, samples)
        samples["peak MiB, annotated"] = [program.peak_memory]
    return samples


def processor_time(command: list[str], directory: Path) -> float:
    """Return the milliseconds of a core that a command needs which prints to no terminal."""
    with tempfile.TemporaryDirectory() as home:
        pid = os.fork()
        if pid == 0:
            try:
                os.chdir(directory)
                os.dup2(os.open(os.devnull, os.O_RDWR), 1)
                os.execvpe(command[0], command, environment(home))
            finally:
                os._exit(127)
        _, status, used = os.wait4(pid, 0)
    if status:
        raise OSError(f"{command[-2:]} ended with {os.waitstatus_to_exitcode(status)}")
    return (used.ru_utime + used.ru_stime) * 1000


def environment(home: str) -> Mapping[str, str]:
    """Return an environment in which nothing of the user's is read or written, and Python runs as installed."""
    kept = {name: os.environ[name] for name in ("PATH",) if name in os.environ}
    return kept | {
        "HOME": home,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "LESART_ENGINE": "none",
    }


class _Started:
    """A program in a directory of its own; ended when it is left."""

    def __init__(self, contestant: Contestant, file: Path) -> None:
        self._home = tempfile.TemporaryDirectory()
        command = [*contestant.command, str(file.with_suffix(contestant.suffix))]
        self._program = Program(command, file.parent, environment(self._home.name))

    def __enter__(self) -> Program:
        return self._program

    def __exit__(self, *_: object) -> None:
        self._program.close()
        self._home.cleanup()


def _milliseconds(program: Program, moment: float) -> float:
    return (moment - program.began) * 1000


def _first_content(program: Program) -> float:
    moment = program.wait_for(number(0).encode(), LONGEST)
    if moment is None:
        raise TooSlowError
    return _milliseconds(program, moment)


def _press_all(program: Program, contestant: Contestant, presses: int, samples: Samples) -> None:
    for kind, keys in contestant.keys.items():
        _press(program, kind, keys, presses, samples)


def _press(program: Program, kind: str, keys: tuple[bytes, bytes], presses: int, samples: Samples) -> None:
    """Go to and fro, so that each press has somewhere to go; the first of each is not counted."""
    for count in range(-2, presses):
        reply = program.press(keys[count % 2])
        if count >= 0 and reply is not None:
            samples[f"{kind} ms"].append(reply.seconds * 1000)
            samples[f"{kind} bytes"].append(reply.bytes)


def _burst(program: Program, key: bytes, samples: Samples) -> None:
    before = _position(program)
    reply = program.press(key * BURST, patience=2.0, quiet=0.3)
    if reply is None:
        return
    samples["burst ms"] = [reply.seconds * 1000]
    samples["burst bytes"] = [reply.bytes]
    after = _position(program)
    if before is not None and after is not None:
        samples["burst steps"] = [after - before]


def _position(program: Program) -> int | None:
    """Return the number of the paragraph that a status line tells, if the program has one."""
    found = _POSITION.search(program.screen())
    return int(re.sub(r"\D", "", found[1])) if found else None


def _do_nothing(program: Program, seconds: float, samples: Samples) -> None:
    samples["idle bytes"] = [_written_in(program, seconds)]
    for name, report in zip(("lost", "gained"), _FOCUS_LOST_AND_GAINED, strict=True):
        # A terminal reports its focus only to those who ask for it.
        samples[f"focus {name} bytes"] = [_written_in(program, 0.4, report if program.asked_for_focus else b"")]


def _written_in(program: Program, seconds: float, keys: bytes = b"") -> int:
    before, deadline = program.written, now() + seconds
    program.send(keys)
    while (left := deadline - now()) > 0:
        program.read(left)
    return program.written - before
