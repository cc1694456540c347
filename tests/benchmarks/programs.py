"""Which programs are measured, how they are started, and which of their keys do what."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from typing import NamedTuple

from tui import __version__

ROOT = Path(__file__).parents[2]
LESART = [sys.executable, "-c", "from tui.cli import main; main()"]
"""What the installed command does."""
PEERS = {"epy": "epy-reader", "baca": "baca"}
"""Programs that `--install-peers` gets from PyPI, and what they are called there."""
_ONWARDS, _BACK = b"\x1b[6~", b"\x1b[5~"

Keys = Mapping[str, tuple[bytes, bytes]]
"""A kind of move, and the keys that make it and its opposite."""


class Contestant(NamedTuple):
    """A program and how to use it."""

    name: str
    command: list[str]
    """Without the file; the first is an absolute path."""
    keys: Keys
    burst: bytes = b""
    """The key of which many are sent at once."""
    suffix: str = ".txt"
    """What the file that it opens ends with."""
    version: str = ""


_LESART_KEYS = {
    "paragraph": (b"j", b"k"),
    "word": (b"w", b"b"),
    "page": (_ONWARDS, _BACK),
    "line": (b"\x05", b"\x19"),
}


def contestants(cache: Path) -> tuple[list[Contestant], list[str]]:
    """Return the programs that are here, lesart first, and the names of those that are missing."""
    empty = [sys.executable, str(ROOT / "tests/benchmarks/empty_app.py")]
    found = [
        Contestant("lesart", LESART, _LESART_KEYS, b"j", version=__version__),
        Contestant("empty-textual", empty, {}, version=_version("textual")),
    ]
    readers = {
        "less": Contestant("less", [], {"page": (b" ", b"b"), "line": (b"j", b"k")}, b"j"),
        "epy": Contestant("epy", [], {"page": (b" ", _BACK), "line": (b"j", b"k")}, b"j", ".epub"),
        "baca": Contestant("baca", [], {"page": (_ONWARDS, _BACK), "line": (b"j", b"k")}, b"j", ".epub"),
    }
    missing = []
    for name, reader in readers.items():
        path = which(name, path=f"{cache / 'peers/bin'}{os.pathsep}{os.environ.get('PATH', '')}")
        if path is None:
            missing.append(name)
        else:
            found.append(reader._replace(command=[path], version=_version(name, path)))
    return found, missing


def install_peers(cache: Path) -> None:
    """Install the peers from PyPI into an environment of their own. Raises CalledProcessError."""
    home = cache / "peers"
    venv.create(home, with_pip=True, clear=True)
    pip = [str(home / "bin/pip"), "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *PEERS.values()], check=True)


def _version(name: str, path: str = "") -> str:
    if name == "less":
        return subprocess.run([path, "--version"], capture_output=True, text=True).stdout.split()[1]
    python = str(Path(path).with_name("python")) if path else sys.executable
    code = f"from importlib.metadata import version; print(version({PEERS.get(name, name)!r}))"
    ran = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd=ROOT)
    return ran.stdout.strip()
