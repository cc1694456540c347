"""Files that are replaced as a whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Iterator

from articles.exchange import exchange
from articles.leftovers import TEMPORARY, free_name, temporary_prefix
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pathlib import Path


LARGEST = 1 << 30
"""Bytes of the largest file that is held in memory."""


class Fingerprint(NamedTuple):
    """What tells one state of a file from another without reading it."""

    inode: int
    modified_ns: int
    size: int


class Updated(NamedTuple):
    """A file has been replaced."""

    state: Fingerprint
    displaced: bytes | None
    """What another program had written there at the very last moment, which is in no file any more; else None."""


class ChangedError(Exception):
    """Another program has changed the file meanwhile; the text is its path."""


def is_one_of(path: Path, others: Iterable[Path]) -> bool:
    """Tell whether `path` leads to the same place as one of `others`, whether there is a file or not."""
    real = os.path.realpath(path)
    return any(real == os.path.realpath(other) for other in others)


def fingerprint(path: Path) -> Fingerprint | None:
    """Return the state of the file that `path` leads to, or None when there is none."""
    try:
        return _state(path)
    except FileNotFoundError:
        return None


def _state(path: Path) -> Fingerprint:
    return _state_in(os.stat(path))


def _state_in(status: os.stat_result) -> Fingerprint:
    return Fingerprint(status.st_ino, status.st_mtime_ns, status.st_size)


def replace_file(path: Path, data: bytes | Iterable[bytes], *, mode: int = 0o600) -> Fingerprint:
    """Replace `path` by a file that holds `data`, durably: afterwards it is on the disk or the old one stays.

    What is too much to be held in memory is given in pieces; when their making fails, the old file stays, too.
    Written to a temporary file beside it, fsynced, renamed, the directory fsynced. A symbolic link is written
    through and kept; permission bits and (where allowed) the owner stay. `mode` is for a file that is new.
    Raises OSError; the old file is whole then.
    """
    target = type(path)(os.path.realpath(path))
    with _written_beside(target, data, _regular(target), mode) as temporary:
        state = _state(temporary)
        os.replace(temporary, target)
    _sync_directory(target.parent)
    return state


def update_file(
    path: Path, data: bytes, expected: Fingerprint | None, *, mode: int = 0o600, keep: Path | None = None
) -> Updated:
    """Replace `path` as `replace_file` does, unless another program has changed it since it was `expected`.

    `expected` is the state in which it was read, None for no file. `keep` names a path that gets the previous
    version. Raises ChangedError when the state is another one, and OSError; nothing has been changed then. What
    `Updated.displaced` holds has to be brought in by another update, and only that makes sure of the disk.
    """
    target = type(path)(os.path.realpath(path))
    before = _regular(target)
    with _written_beside(target, data, before, mode) as temporary:
        state = _state(temporary)
        if fingerprint(target) != expected:
            raise ChangedError(str(target))
        if before is None:
            _put(temporary, target)
        elif not exchange(temporary, target):
            if keep is not None:
                _keep_previous(target, keep)
            os.replace(temporary, target)
        elif _is_another(temporary, expected):
            return Updated(state, _swapped_out(temporary, target))
        else:
            # The other of the two is now what stood there before. The new one is in place: nothing fails any more.
            with contextlib.suppress(OSError):
                if keep is not None:
                    os.replace(temporary, keep)
    _sync_directory(target.parent)
    return Updated(state, None)


def _put(temporary: Path, target: Path) -> None:
    """Give the file a name that no file has."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise ChangedError(str(target)) from None
    except OSError:
        # A file system without links.
        os.rename(temporary, target)


def _is_another(path: Path, expected: Fingerprint | None) -> bool:
    try:
        return fingerprint(path) != expected
    except OSError:
        # To take what is the same for another does no harm.
        return True


def _swapped_out(temporary: Path, target: Path) -> bytes:
    """Return what another program has put at `target` at the last moment; what is no file is put back."""
    try:
        return read_file(temporary, limit=LARGEST)[1]
    except OSError:
        try:
            exchange(temporary, target)
        except OSError:
            os.replace(temporary, free_name(target))
        raise


@contextlib.contextmanager
def _written_beside(
    target: Path, data: bytes | Iterable[bytes], before: os.stat_result | None, mode: int
) -> Iterator[Path]:
    """Hold a synced file beside `target`, with the mode and the owner of `before`; what is left of it goes."""
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=temporary_prefix(target), suffix=TEMPORARY, dir=target.parent)
    try:
        _fill(descriptor, data, before, mode)
        yield type(target)(name)
    finally:
        with contextlib.suppress(OSError):
            # Usually it bears another name by now.
            os.unlink(name)


def create_file(path: Path, data: bytes | Iterable[bytes], *, mode: int = 0o600) -> None:
    """Make a file that holds `data`, as durably as `replace_file`, in place of none.

    Raises OSError; FileExistsError when the name is taken, be it by a symbolic link that leads nowhere.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        try:
            _set_mode(descriptor, mode)
        finally:
            os.close(descriptor)
        replace_file(path, data)
    except BaseException:
        os.unlink(path)
        raise


def move_file(old: Path, new: Path, *, limit: int) -> None:
    """Give a file another name, in another folder or on another disk too; a symbolic link leads where it led.

    Raises FileExistsError rather than replace anything, and OSError, also when the file has to be copied and
    holds more than `limit` bytes. It is whole at one of the two places at any time.
    """
    if os.path.islink(old):
        os.symlink(os.path.realpath(old), new)
    else:
        try:
            os.link(old, new)
        except FileExistsError:
            raise
        except OSError:
            # Another disk, or one without links.
            create_file(new, read_file(old, limit=limit)[1], mode=stat.S_IMODE(os.stat(old).st_mode))
    _sync_directory(new.parent)
    try:
        os.unlink(old)
    except OSError:
        os.unlink(new)
        raise
    _sync_directory(old.parent)


def read_file(path: Path, *, limit: int) -> tuple[Fingerprint, bytes]:
    """Return the state and the content of a regular file; never waits for a pipe or a device.

    Raises OSError, also when `path` is no regular file or holds more than `limit` bytes.
    """
    return read_head(path, limit, limit=limit)


def read_head(path: Path, size: int, *, limit: int) -> tuple[Fingerprint, bytes]:
    """Return what `read_file` does, but no more than the first `size` bytes of the content."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a regular file", str(path))
        if status.st_size > limit:
            raise OSError(errno.EFBIG, "too large", str(path))
        with open(descriptor, "rb", closefd=False) as file:
            data = file.read(size)
    finally:
        os.close(descriptor)
    return _state_in(status), data


def _regular(target: Path) -> os.stat_result | None:
    try:
        status = os.stat(target)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, "not a regular file", str(target))
    return status


def _fill(descriptor: int, data: bytes | Iterable[bytes], before: os.stat_result | None, mode: int) -> None:
    try:
        for piece in (data,) if isinstance(data, bytes) else data:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        if before is not None:
            with contextlib.suppress(PermissionError):
                os.fchown(descriptor, before.st_uid, before.st_gid)
            mode = stat.S_IMODE(before.st_mode)
        _set_mode(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_mode(descriptor: int, mode: int) -> None:
    # Where there are no permission bits, as on many disks of other systems, nothing is lost without them.
    with contextlib.suppress(PermissionError):
        os.fchmod(descriptor, mode)


def _keep_previous(target: Path, keep: Path) -> None:
    """Give the present file a second name; where links are not possible the previous version is not kept."""
    temporary = keep.with_name(f"{temporary_prefix(keep)}{os.getpid()}{TEMPORARY}")
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)
        os.link(target, temporary)
        os.replace(temporary, keep)
        # Renaming one name of a file to another name of the same file leaves both.
        temporary.unlink(missing_ok=True)


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
