"""How far work has come, on standard error: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from tui.amounts import number_of
from tui.failing import warn

_Item = TypeVar("_Item")
_SHORT = 3.0
"""Seconds that are waited without a word."""


def with_progress(items: Iterable[_Item], length: int) -> Iterator[_Item]:
    """Pass the items on, showing on standard error how many there are still: a bar, or lines in a file."""
    if sys.stderr.isatty():
        with click.progressbar(items, length, label="Translating", show_pos=True, file=sys.stderr) as bar:
            yield from bar
        return
    for number, item in enumerate(items, 1):
        yield item
        if number * 10 // length > (number - 1) * 10 // length:
            warn(f"{number} of {number_of(length, 'paragraph')}.")


def wait(seconds: float) -> None:
    """Wait, counting down on standard error where that is a terminal and it takes long."""
    if not sys.stderr.isatty() or seconds < _SHORT:
        time.sleep(seconds)
        return
    for left in range(math.ceil(seconds), 0, -1):
        click.echo(f"\r{left} s left\x1b[K", nl=False, err=True)
        time.sleep(1)
    click.echo("\r\x1b[K", nl=False, err=True)


def tell(sentence: str) -> None:
    """Say something while the work goes on."""
    if sys.stderr.isatty():
        # Not into the bar.
        click.echo(file=sys.stderr)
    warn(sentence)
