"""Opening what a path leads to, without waiting for anyone: only regular files are read."""

from __future__ import annotations

import errno
import os
import stat

from articles.formats.unreadable import UnreadableError, shown

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Progress = Callable[[int, int], None]
    """Told how many pages have been read, and how many there are; what it raises ends the reading."""

_KINDS = (
    (stat.S_ISDIR, "is a folder; name a file in it"),
    (stat.S_ISFIFO, "is a pipe; to read from a pipe, send it to standard input and name - instead"),
    (stat.S_ISSOCK, "is a socket, not a file; name a text file"),
    (stat.S_ISCHR, "is a device, not a file; name a text file, or - for standard input"),
    (stat.S_ISBLK, "is a device, not a file; name a text file"),
)
_SENTENCES = {
    errno.ENOENT: "There is no file {name}; check its name and folder.",
    errno.ENOTDIR: "There is no file {name}, as a part of its path is no folder; check the path.",
    errno.EACCES: "You are not allowed to read {name}; change its permissions or copy it from its owner.",
    errno.EPERM: "You are not allowed to read {name}; change its permissions or copy it from its owner.",
    errno.ELOOP: "The symbolic link {name} leads in a circle; name the file it was meant for.",
    errno.ENAMETOOLONG: "The name {name} is too long for a file; check it.",
    errno.ENXIO: "{name} is a device or socket, not a file; name a text file.",
}


def open_regular(path: str) -> tuple[BinaryIO, int, int]:
    """Open the regular file at `path`, unbuffered; return it, its size in bytes and when it was changed (ns).

    Never waits for another program. Raises UnreadableError when there is none, or it may not be read.
    """
    try:
        _refuse_special(os.stat(path), path)
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        raise _sentence(error, path) from None
    except ValueError:
        raise UnreadableError("A file name cannot hold a NUL character; check the name.") from None
    try:
        # What stands at the path may have been replaced since.
        status = os.fstat(descriptor)
        _refuse_special(status, path)
        return os.fdopen(descriptor, "rb", buffering=0), status.st_size, status.st_mtime_ns
    except BaseException:
        os.close(descriptor)
        raise


def read_up_to(file: BinaryIO, size: int, path: str) -> bytes:
    """Return the next `size` bytes, fewer only at the end, or all that are left when `size` is negative."""
    pieces: list[bytes] = []
    try:
        if size < 0:
            return file.read() or b""
        while size > 0 and (piece := file.read(size)):
            pieces.append(piece)
            size -= len(piece)
    except OSError as error:
        raise _sentence(error, path) from None
    except MemoryError:
        raise too_large(path) from None
    return b"".join(pieces)


def skip_hole(file: BinaryIO) -> int:
    """Go on to where a file was written to next, if the system can tell; return how many bytes that skips."""
    begin = file.tell()
    try:
        return file.seek(begin, os.SEEK_DATA) - begin
    except OSError as error:
        return file.seek(0, os.SEEK_END) - begin if error.errno == errno.ENXIO else 0


def memory() -> int:
    """Return how many bytes of memory this machine has."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def too_large(path: str) -> UnreadableError:
    """Return the error for a file that does not fit into the memory."""
    name = shown(os.path.basename(path))
    return UnreadableError(f"{name} is too large for this machine's memory; split it, say with split -C 100M.")


def _refuse_special(status: os.stat_result, path: str) -> None:
    for is_kind, sentence in _KINDS:
        if is_kind(status.st_mode):
            raise UnreadableError(f"{shown(path)} {sentence}.")


def _sentence(error: OSError, path: str) -> UnreadableError:
    name = shown(path)
    template = _SENTENCES.get(error.errno or 0)
    if template is None:
        return UnreadableError(f"{name} cannot be read ({error.strerror}); try a copy of it.")
    return UnreadableError(template.format(name=name))
