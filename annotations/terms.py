"""The small values of JSON-LD: IRIs, offsets, times, and lists that may be left out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final, TypeGuard

ANNO_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
FARTHEST: Final = 2**53
"""Offsets beyond this are no offsets: other programs could not even read them."""
RESERVED: Final = ":/?#[]@!$&'()*+,;="
"""The signs that part an IRI, which are not to be percent-encoded in one (RFC 3986, 2.2)."""
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[!#$&-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})+")
_NO_TIME: Final = datetime.min.replace(tzinfo=UTC)


def is_iri(value: object) -> TypeGuard[str]:
    """Tell whether `value` is an absolute IRI in ASCII, as the W3C asks of ids and sources."""
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def is_offset(value: object) -> TypeGuard[int]:
    """Tell whether `value` can be an offset in a text."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= FARTHEST


def moment(text: str) -> datetime:
    """Return the time that an RFC 3339 text names; a text that names none counts as the earliest."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _NO_TIME
    # A time that UTC cannot express (year 1 or 9999 with an offset) would raise when it is compared.
    return found if found.tzinfo is not None and 1 < found.year < 9999 else _NO_TIME


def listed(value: object) -> list[Any]:
    """Return a JSON-LD value as a list: none, one or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
