"""What a sidecar says before its annotations, read without them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotations.document import LARGEST
from articles.storage import read_head

_LONGEST: Final = 65_536
"""Bytes within which a sidecar comes to its annotations."""
_ENDS: Final = re.compile(rb'^"(?:items|lesart:tombstones)":', re.MULTILINE)
_HASH: Final = re.compile(rb'^"lesart:textHash": "(sha256:[0-9a-f]{64})",?\r?$', re.MULTILINE)
_FIELD: Final = re.compile(rb'^"(partOf|lesart:fileName)": (.*?),?\r?$', re.MULTILINE)
_MANY: Final = 10**9


@dataclass(frozen=True, slots=True)
class Head:
    """What a sidecar says before its annotations; nothing of it is certain before the whole has been read."""

    text_hash: str
    """As `facts.text_hash` returns it; empty if it is not said."""
    title: str
    file_name: str
    notes: int | None
    """How many annotations there are, if it says so."""
    modified_ns: int
    """When it was last written."""


def head_of(sidecar: Path) -> Head | None:
    """Return the head of a sidecar; None when there is no file or it cannot be read."""
    try:
        # Merely to open a pipe is noticed by who waits at its other end.
        if not sidecar.is_file():
            return None
        state, data = read_head(sidecar, _LONGEST, limit=LARGEST)
    except OSError:
        return None
    end = _ENDS.search(data)
    data = data[: end.start()] if end else data
    found = _HASH.search(data)
    fields = {name.decode(): _value(text) for name, text in _FIELD.findall(data)}
    collection = fields.get("partOf")
    collection = collection if isinstance(collection, dict) else {}
    title, file_name = collection.get("label"), fields.get("lesart:fileName")
    total = collection.get("total")
    return Head(
        found[1].decode() if found else "",
        title if isinstance(title, str) else "",
        file_name if isinstance(file_name, str) else "",
        total if type(total) is int and 0 <= total < _MANY else None,
        state.modified_ns,
    )


def _value(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
