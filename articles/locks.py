"""Locks between programs."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pathlib import Path


@contextmanager
def locked(path: Path, *, timeout: float = 5.0) -> Iterator[None]:
    """Hold the advisory lock `path`; all wait for the same file, which only who holds the lock may remove.

    Released when the block ends or the process dies. Raises TimeoutError after `timeout` seconds and OSError
    when the lock file cannot be made.
    """
    import time

    deadline = time.monotonic() + timeout
    while (descriptor := _lock(path)) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(errno.ETIMEDOUT, "another program holds the lock", str(path))
        time.sleep(0.02)
    try:
        yield
    finally:
        os.close(descriptor)


def _lock(path: Path) -> int | None:
    """Return what holds the lock until it is closed; None while another program has it, or has just removed it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(descriptor), os.stat(path)):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


@contextmanager
def locked_if_possible(*paths: Path, timeout: float = 5.0) -> Iterator[None]:
    """Hold several locks, as far as they can be made; raises TimeoutError as `locked` does.

    Some file systems have no locks, and a colleague's lock file may be closed to us: nobody else has it then
    either, and not having it is no reason to lose what is to be written.
    """
    with ExitStack() as stack:
        for path in paths:
            try:
                stack.enter_context(locked(path, timeout=timeout))
            except TimeoutError:
                raise
            except OSError:
                # The merge before each write has to do; where nothing can be written, the write itself says so.
                pass
        yield
