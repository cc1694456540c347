"""`lesart` run in a folder, without a terminal."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TEXT = """Ein Anfang

Der Hund bellt. Die Katze schläft auf der Straße.

Die Katze wacht auf. Russlands Nachbarn liegen neben Russland.
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


Run = Callable[..., Result]


def run_in(folder: Path) -> Run:
    """Return a function that runs `lesart` in a folder, to which `artikel.txt` is written."""
    (folder / "artikel.txt").write_text(TEXT, "utf-8")
    root = str(Path(__file__).parents[2])
    home = {f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "CONFIG", "CACHE")}

    def run_it(*arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None) -> Result:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            cwd=folder,
            input=given,
            capture_output=True,
            env={**os.environ, **home, "PYTHONPATH": root, **(environment or {})},
            check=False,
        )
        return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run_it
