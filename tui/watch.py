"""Noticing that a file is no longer as it was read: that another program has changed or removed it."""

from __future__ import annotations

import os

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Literal

    News = Literal["", "changed", "gone", "back"]

_State = tuple[int, int, int] | None


def _state(name: str) -> _State:
    """Return what tells one state of a file from another; None where there is none that can be looked at."""
    try:
        status = os.stat(name)
    except (OSError, ValueError):
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


class Watch:
    """Looks at a file from time to time, and compares it to how it was when the watch began."""

    def __init__(self, name: str | None) -> None:
        """Begin before the file is read, so that nothing happens in between; None is for what is no file."""
        self._name = name
        self._before = self._seen = self._known = self._now()

    @property
    def state(self) -> News:
        """What is known of it: that it has `changed` or is `gone`; empty when it is as it was."""
        return "" if self._known == self._before else "gone" if self._known is None else "changed"

    def look(self) -> News:
        """Look at the file; return what is new, once: that it has `changed`, is `gone`, or is `back` as it was.

        Only what lasts for two looks is news: who writes a file may remove it first, or write it bit by bit.
        """
        now = self._now()
        lasts, self._seen = now == self._seen, now
        if not lasts or now == self._known:
            return ""
        self._known = now
        return self.state or "back"

    def _now(self) -> _State:
        return None if self._name is None else _state(self._name)


class EnglishWatch(Watch):
    """Looks at the reader's own English text of an article: whether there is one, which, and how it is."""

    def __init__(self, find: Callable[[], Path | None]) -> None:
        """`find` returns where it lies now."""
        self._find = find
        super().__init__(None)

    def _now(self) -> _State:
        found = self._find()
        return None if found is None else _state(str(found))
