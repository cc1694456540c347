"""What cannot be read as an article, and how the reader is told."""

from __future__ import annotations


class UnreadableError(Exception):
    """Nothing to read came of a file or stream; `str(error)` is one sentence that says what to do next."""


READABLE = "lesart reads plain text (.txt) and Markdown (.md)"
"""The end of many such sentences."""


def shown(name: str) -> str:
    """Return a file's name for use in a sentence: of one line, without characters that cannot be printed."""
    return "“" + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name) + "”"


_BEFORE = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
"""Byte order marks and white space, which may stand before a signature."""

_SIGNATURES = (
    (b"{\\rtf", "an RTF document", "save it as plain text in a word processor"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "save it as plain text in a word processor"),
    (b"\x1f\x8b", "a compressed file", "unpack it first, say with gunzip"),
    (b"\xfd7zXZ\x00", "a compressed file", "unpack it first, say with unxz"),
    (b"(\xb5/\xfd", "a compressed file", "unpack it first, say with unzstd"),
    (b"\x89PNG\r\n\x1a\n", "a picture", "open the text that belongs to it"),
    (b"\xff\xd8\xff", "a picture", "open the text that belongs to it"),
    (b"GIF8", "a picture", "open the text that belongs to it"),
)


def refuse_foreign(head: bytes, name: str) -> None:
    """Raise UnreadableError when `head`, the first bytes of `name`, shows a known format that is no text."""
    found = _known(head)
    if found is not None:
        kind, advice = found
        raise UnreadableError(f"{shown(name)} is {kind}; {READABLE}: {advice}.")


def _known(head: bytes) -> tuple[str, str] | None:
    if head[:1024].lstrip(_BEFORE).startswith(b"%PDF-"):
        return "a PDF document", "turn it into text first, say with pdftotext"
    if head.startswith(b"PK\x03\x04"):
        return _packed(head)
    if _is_html(head):
        return "a web page (HTML)", "save its text first, say with pandoc -t markdown"
    for signature, kind, advice in _SIGNATURES:
        if head.startswith(signature):
            return kind, advice
    return None


def _packed(head: bytes) -> tuple[str, str]:
    if b"application/epub+zip" in head[:256]:
        return "an EPUB book", "turn it into text first, say with pandoc -t markdown"
    if b"application/vnd.oasis.opendocument" in head[:256]:
        return "an OpenDocument file", "save it as plain text in a word processor"
    if b"[Content_Types].xml" in head or b"word/" in head:
        return "a Word document", "save it as plain text in a word processor"
    return "a ZIP archive", "unpack it first"


def _is_html(head: bytes) -> bool:
    start = head[:4096].replace(b"\x00", b"").lstrip(_BEFORE).lower()
    if start.startswith((b"<?xml", b"<!--")):
        return b"<html" in start or b"<!doctype html" in start
    return start.startswith((b"<!doctype html", b"<html"))
