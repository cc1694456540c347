"""Why a sidecar could not be written or read, and what the reader can do about it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

_FAULTS: Final = {
    errno.EACCES: ("permission is denied", "allow writing in its folder"),
    errno.EPERM: ("permission is denied", "allow writing in its folder"),
    errno.EROFS: ("the disk is read-only", "make it writable"),
    errno.ENOSPC: ("the disk is full", "make room"),
    errno.EDQUOT: ("the disk quota is used up", "make room"),
    errno.EIO: ("the disk does not work as it should", "look after it"),
    errno.ENOENT: ("its folder is gone", "bring it back"),
    errno.ENOTDIR: ("its folder is gone", "bring it back"),
    errno.EISDIR: ("there is a folder of that name", "move it away"),
    errno.EINVAL: ("what bears that name is not a regular file", "move it away"),
    errno.ENXIO: ("what bears that name is not a regular file", "move it away"),
    errno.ELOOP: ("its link leads in a circle", "mend it"),
    errno.EFBIG: ("the file is too large to be a file of notes", "move it away"),
    errno.ETIMEDOUT: ("another program is writing the notes", "wait for it"),
}


def reason_of(error: OSError) -> str:
    """Return what went wrong, in words that can stand in a sentence."""
    known = _FAULTS.get(error.errno or 0)
    return known[0] if known else error.strerror or "the reason is unknown"


def not_saved(error: OSError, path: Path) -> str:
    """Return the sentence for a change that could not be written to `path`: why, and what to do."""
    _, advice = _FAULTS.get(error.errno or 0, ("", "see to it"))
    return f"Not saved: {reason_of(error)}; {advice}, and any change tries again ({path})."
