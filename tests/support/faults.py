"""System calls that fail."""

from __future__ import annotations

import fcntl
import functools
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest

from articles import storage

_CALLS = {
    os: (
        "open", "close", "write", "stat", "fstat", "fchmod", "fchown", "fsync", "link", "replace", "rename",
        "unlink", "mkdir", "scandir",
    ),
    fcntl: ("flock",),
    storage: ("exchange",),
}  # fmt: skip


def intercept(patch: pytest.MonkeyPatch, before_call: Callable[[int, str], None]) -> None:
    """Have `before_call`, which may raise, called with number and name of each system call of this thread.

    Numbers begin with 0. A descriptor is closed also where that fails, as Linux does it.
    """
    thread, numbers = threading.get_ident(), iter(range(1_000_000))
    inside = False

    def wrapped(name: str, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        nonlocal inside
        if inside or threading.get_ident() != thread:
            return call(*arguments, **options)
        inside = True
        try:
            if name == "close":
                call(*arguments, **options)
            before_call(next(numbers), name)
        finally:
            inside = False
        return None if name == "close" else call(*arguments, **options)

    for module, names in _CALLS.items():
        for name in names:
            patch.setattr(module, name, functools.partial(wrapped, name, getattr(module, name)))
