"""What the tmux around the program is set to, and what would suit reading better."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from typing import Final, NamedTuple

_PATIENCE: Final = 2.0
"""Seconds that tmux has to answer."""
_SLOW_ESCAPE: Final = 100
"""Milliseconds from which on waiting for Escape is felt."""


class Tmux(NamedTuple):
    """The server's options, and the terminal that tmux itself runs in."""

    options: Mapping[str, str]
    terminal: str
    features: tuple[str, ...]
    """What tmux uses of that terminal, as `RGB` or `clipboard`; empty before tmux 3.2."""


def ask_tmux(environment: Mapping[str, str]) -> Tmux | None:
    """Return what the tmux around us says; None when there is none or it does not answer."""
    if "TMUX" not in environment:
        return None
    shown = _run("show-options", "-s") or _run("show-options", "-g")
    if not shown:
        return None
    client = _run("display-message", "-p", "#{client_termname} #{client_termfeatures}").split()
    options = dict(line.split(" ", 1) for line in shown.splitlines() if " " in line)
    return Tmux(options, client[0] if client else "", tuple(client[1].split(",")) if len(client) > 1 else ())


def _run(*arguments: str) -> str:
    """Return what a tmux command prints; nothing when it cannot be run."""
    try:
        done = subprocess.run(
            ["tmux", *arguments], capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace").strip()


def tmux_advice(tmux: Tmux) -> list[str]:
    """Return the lines for ~/.tmux.conf that are missing, each with what it is good for."""
    options = {name: value.strip('"') for name, value in tmux.options.items()}
    advice = []
    if options.get("set-clipboard") not in ("on", None):
        advice.append("set -s set-clipboard on  # y copies to the clipboard of the terminal")
    escape = options.get("escape-time", "")
    if escape.isdigit() and int(escape) > _SLOW_ESCAPE:
        advice.append(f"set -s escape-time 20  # Escape acts at once, not after {escape} ms")
    if not options.get("default-terminal", "tmux-256color").endswith(("256color", "direct")):
        advice.append('set -g default-terminal "tmux-256color"  # 256 colours and italics')
    if tmux.terminal and tmux.features and "RGB" not in tmux.features:
        advice.append(
            f'set -as terminal-features ",{tmux.terminal}:RGB"  # exact colours, if your terminal has them'
        )
    return advice
