"""What cannot be read as an article, and how the reader is told."""

from __future__ import annotations


class UnreadableError(Exception):
    """Nothing to read came of a file or stream; `str(error)` is one sentence that says what to do next."""


READABLE = "lesart reads plain text (.txt), Markdown (.md), HTML, EPUB, Word (.docx), OpenDocument (.odt) and PDF"
"""The end of many such sentences."""


def shown(name: str) -> str:
    """Return a file's name for use in a sentence: of one line, without characters that cannot be printed."""
    return "“" + "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name) + "”"


def protected(name: str) -> UnreadableError:
    """Return the sentence for a document that takes a password."""
    return UnreadableError(f"{shown(name)} is protected by a password; save it without one where you can open it.")


_BEFORE = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
"""Byte order marks and white space, which may stand before a signature."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Begins old Office documents, and new ones that take a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"{\\rtf", "an RTF document", "save it as plain text in a word processor"),
    (_COMPOUND, "an old Office document", "save it as plain text in a word processor"),
    (b"PK\x03\x04", "a ZIP archive", "unpack it first"),
    (b"\x1f\x8b", "a compressed file", "unpack it first, say with gunzip"),
    (b"\xfd7zXZ\x00", "a compressed file", "unpack it first, say with unxz"),
    (b"(\xb5/\xfd", "a compressed file", "unpack it first, say with unzstd"),
    (b"\x89PNG\r\n\x1a\n", "a picture", "open the text that belongs to it"),
    (b"\xff\xd8\xff", "a picture", "open the text that belongs to it"),
    (b"GIF8", "a picture", "open the text that belongs to it"),
)


_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
"""The suffixes of pages, for those that do not begin as pages do."""
_TAG = rb"<[/!]?[a-z][^<>]*>"


def refuse_foreign(head: bytes, name: str) -> None:
    """Raise UnreadableError when `head`, the first bytes of `name`, shows a known format that is no text."""
    if head.startswith(_COMPOUND) and (_ENCRYPTED in head or name.lower().endswith((".docx", ".docm"))):
        raise protected(name)
    kind, advice = next(
        ((kind, advice) for start, kind, advice in _SIGNATURES if head.startswith(start)), ("", "")
    )
    if kind:
        raise UnreadableError(f"{shown(name)} is {kind}; {READABLE}: {advice}.")


def format_of(head: bytes, name: str = "") -> str:
    """Return which format the first bytes of the file `name` show: a name, or `text` for all else."""
    if head[:1024].lstrip(_BEFORE).startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(head, name)
    if _is_html(head) or (name.lower().endswith(_PAGES) and _has_tags(head)):
        return "html"
    return "odt" if b"<office:document" in head[:4096] and head.startswith(b"<?xml") else "text"


def _packed(head: bytes, name: str) -> str:
    if (
        b"application/epub+zip" in head[:256]
        or name.lower().endswith(".epub")
        or b"META-INF/container.xml" in head
    ):
        return "epub"
    if b"application/vnd.oasis.opendocument" in head[:256]:
        return "odt"
    if b"[Content_Types].xml" in head or b"word/" in head:
        return "docx"
    return "odt" if b"META-INF/manifest.xml" in head and b"content.xml" in head else "zip"


def _is_html(head: bytes) -> bool:
    start = head[:4096].replace(b"\x00", b"").lstrip(_BEFORE).lower()
    if start.startswith((b"<?xml", b"<!--")):
        return b"<html" in start or b"<!doctype html" in start
    return start.startswith((b"<!doctype html", b"<html"))


def _has_tags(head: bytes) -> bool:
    import re

    return re.search(_TAG, head.replace(b"\x00", b""), re.IGNORECASE) is not None
