"""Swapping two files in one step, where the system can do that."""

from __future__ import annotations

import errno
import os
from typing import Final

_HERE: Final = -100
"""AT_FDCWD: names count from the working directory."""
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE."""
_NOT_HERE: Final = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)


def exchange(one: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Swap two files, so that at every moment each name has one of them; tell whether it was done.

    Linux' renameat2(2), which Python does not offer. False where system or file system do not have it. Raises
    OSError when it has failed otherwise.
    """
    import ctypes

    library = ctypes.CDLL(None, use_errno=True)
    swap = getattr(library, "renameat2", None)
    if swap is None:
        return False
    if swap(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
