"""Files that are replaced as a whole or not at all, and locks between programs."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Fingerprint(NamedTuple):
    """What tells one state of a file from another without reading it."""

    inode: int
    modified_ns: int
    size: int


def fingerprint(path: Path) -> Fingerprint | None:
    """Return the state of the file that `path` leads to, or None when there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return Fingerprint(status.st_ino, status.st_mtime_ns, status.st_size)


def replace_file(path: Path, data: bytes, *, mode: int = 0o600, keep: Path | None = None) -> Fingerprint:
    """Replace `path` by a file that holds `data`, durably: afterwards it is on the disk or the old one stays.

    Written to a temporary file beside it, fsynced, renamed, the directory fsynced. A symbolic link is written
    through and kept; permission bits and (where allowed) the owner stay. `mode` is for a file that is new.
    `keep` names a path that gets the previous version. Raises OSError; the old file is whole then.
    """
    target = Path(os.path.realpath(path))
    before = _regular(target)
    descriptor, temporary = tempfile.mkstemp(
        prefix=f".{target.name[:100]}.", suffix=".tmp", dir=target.parent
    )
    try:
        _fill(descriptor, data, before, mode)
        if keep is not None and before is not None:
            _keep_previous(target, keep)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_directory(target.parent)
    status = os.stat(target)
    return Fingerprint(status.st_ino, status.st_mtime_ns, status.st_size)


def _regular(target: Path) -> os.stat_result | None:
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(target))
    return status


def _fill(descriptor: int, data: bytes, before: os.stat_result | None, mode: int) -> None:
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if before is not None:
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, before.st_uid, before.st_gid)
            mode = stat.S_IMODE(before.st_mode)
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep_previous(target: Path, keep: Path) -> None:
    """Give the present file a second name; where links are not possible the previous version is not kept."""
    temporary = keep.with_name(f".{keep.name[:100]}.{os.getpid()}.tmp")
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)
        os.link(target, temporary)
        os.replace(temporary, keep)


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some file systems cannot sync a directory; the rename itself is done.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(path: Path, *, timeout: float = 5.0) -> Iterator[None]:
    """Hold the advisory lock `path`, which is never removed, so that all wait for the same file.

    Released when the block ends or the process dies. Raises TimeoutError after `timeout` seconds and OSError
    when the lock file cannot be made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise TimeoutError(errno.ETIMEDOUT, "another program holds the lock", str(path)) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)
