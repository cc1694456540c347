"""The encodings of a byte each that German was written in before UTF-8, told apart by their umlauts."""

from __future__ import annotations

import re

from articles.values import NamedTuple

WESTERN = "cp1252"
"""What a text is read as whose bytes do not say otherwise: the encoding of Windows, which holds Latin-1."""
DOS = "cp850"
"""It stands for cp437 as well, whose umlauts are the same bytes."""
MACINTOSH = "mac-roman"

_DEFINITE = 3
"""So many umlauts inside words tell a code page for certain."""
_OTHERS = {
    WESTERN: bytes(range(0x80, 0x100)),
    DOS: bytes(range(0xB0, 0xE0)) + "éèêàâçñ«»°²±½¼·".encode(DOS),
    MACINTOSH: "éèêàâçñ«»‹›„“”‚‘’–—…•°§ \N{NO-BREAK SPACE}".encode(MACINTOSH),
}
"""Bytes that a text may well hold beside its umlauts: accents, quotation marks, the frames of DOS."""
_NOT_WESTERN = b"\x81\x8d\x8f\x90\x9d"
"""Bytes that mean nothing in Windows-1252."""


class _Umlauts(NamedTuple):
    """What of a text would be umlauts in a code page."""

    page: str
    inside: int
    """How many have letters on both sides."""
    beside: int
    """How many have one on one side at least."""
    different: int
    strange: int
    """How many bytes beyond ASCII would be neither umlauts in words nor anything else that is usual."""


def code_page(data: bytes) -> str | None:
    """Return the code page that the bytes of a German text show for certain: WESTERN, DOS, MACINTOSH or None."""
    found = [_umlauts(data, page) for page in (WESTERN, DOS, MACINTOSH)]
    best, second, _ = sorted(found, key=lambda seen: (seen.inside, seen.beside), reverse=True)
    if best.strange > 0.2 * best.beside or second.inside > 0.1 * best.inside:
        return None
    certain = best.inside >= _DEFINITE and best.different > 1
    impossible = best.page != WESTERN and best.beside > 1 and len(data.translate(None, _NOT_WESTERN)) < len(data)
    return best.page if certain or (impossible and not second.inside) else None


def _umlauts(data: bytes, page: str) -> _Umlauts:
    small, great = "äöüß".encode(page), "ÄÖÜ".encode(page)
    letters = b"[A-Za-z%b]" % re.escape(small)
    inside = re.compile(b"(?<=%b)[%b](?=%b)" % (letters, small, letters)).findall(data)
    edge = rb"(?<=%b)[%b]|[%b](?=[a-z%b])|[%b](?=[a-z%b])|(?<=[A-Z])[%b](?=[A-Z])"
    beside = re.compile(edge % (letters, small, small, small, great, small, great)).findall(data)
    unusual = data.translate(None, bytes(range(0x80)) + small + great + _OTHERS[page])
    umlauts = len(data) - len(data.translate(None, small + great))
    return _Umlauts(page, len(inside), len(beside), len(set(beside)), len(unusual) + umlauts - len(beside))
