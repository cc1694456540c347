"""Which engines are left alone for a while."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import NamedTuple


class Pause(NamedTuple):
    """An engine is left alone."""

    seconds: float
    """How long it still lasts."""
    sentence: str
    """For the reader: what the engine did, and that it is left alone."""
    busy: bool
    """Whether the server wanted to be left alone."""


class Pauses:
    """Which engines are left alone, until when and why; for several threads."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._until: dict[str, tuple[float, str, bool]] = {}
        self._guard = threading.Lock()

    def begin(self, engine: str, seconds: float, sentence: str, *, busy: bool = False) -> None:
        """Leave `engine` alone for `seconds`; `sentence` says what it did."""
        with self._guard:
            self._until[engine] = (self._monotonic() + seconds, sentence, busy)

    def of(self, engine: str) -> Pause | None:
        """Return the pause of `engine`, or None when it may be asked."""
        with self._guard:
            until, sentence, busy = self._until.get(engine, (-math.inf, "", False))
        left = until - self._monotonic()
        return Pause(left, f"{sentence} It is left alone for now.", busy) if left > 0 else None

    def end(self, *, busy: bool = True) -> None:
        """Let all engines be asked again, those whose servers wanted to be left alone only if `busy`."""
        with self._guard:
            self._until = {} if busy else {name: one for name, one in self._until.items() if one[2]}
