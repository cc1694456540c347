"""The process that reads a PDF document: bytes on standard input, JSON on standard output.

Either `{"refused": reason}`, the reason as in `articles.formats.pdf`, or `{"title", "language", "pages",
"missing", "blocks"}`, each block `[kind, text, level, label, [[start, end, mark], …]]`.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys

from articles.formats.pdf_blocks import blocks_of_pages
from articles.formats.pdf_pieces import Piece, pieces_of

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 5000
MOST_PIECES = 2_000_000
"""Pieces of text on all pages; a page has some 50 to 500."""
_MEMORY = 1024 * 1024 * 1024
"""Bytes of memory that may be taken, besides some for the file itself."""
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def main(seconds: int) -> None:
    """Answer for the document on standard input, within so many seconds of the processor's time."""
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    memory = _MEMORY + 4 * len(data)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # UTF-8 has no surrogates, which a broken document may name.
    sys.stdout.buffer.write(json.dumps(answer(data)).encode())


def answer(data: bytes) -> dict[str, object]:
    """Return what is printed for a document."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": "protected"}
        if len(reader.pages) > MOST_PAGES:
            return {"refused": "pages"}
        return _read(reader)
    except DependencyError:
        return {"refused": "install"}
    except (PyPdfError, RecursionError, MemoryError):
        return {"refused": "damaged"}


def _read(reader: PdfReader) -> dict[str, object]:
    pages: list[list[Piece]] = []
    missing = pieces = 0
    for page in reader.pages:
        try:
            pages.append(pieces_of(page))
        except Exception:  # pypdf: "Please note that broken PDF files might cause other Exceptions."
            pages.append([])
            missing += 1
        pieces += len(pages[-1])
        if pieces > MOST_PIECES:
            return {"refused": "pages"}
    reason = _unreadable(pages, missing)
    if reason:
        return {"refused": reason}
    title, language = _properties(reader)
    blocks = [
        [block.kind, block.text, block.level, block.label, [[*mark.span, mark.kind] for mark in block.marks]]
        for block in blocks_of_pages(pages)
    ]
    return {"title": title, "language": language, "pages": len(pages), "missing": missing, "blocks": blocks}


def _unreadable(pages: list[list[Piece]], missing: int) -> str:
    """Return why there is nothing to read, or nothing at all."""
    signs = strange = 0
    for page in pages:
        for piece in page:
            signs += len(piece.text)
            strange += sum(sign == _UNKNOWN or "\ue000" <= sign <= "\uf8ff" for sign in piece.text)
    if not signs:
        return "damaged" if missing or not pages else "pictures"
    return "glyphs" if strange > signs / 3 else ""


def _properties(reader: PdfReader) -> tuple[str, str]:
    """Return the title and the language that the document says it has; empty when it does not."""
    try:
        title = reader.metadata.title if reader.metadata else ""
        language = reader.root_object.get("/Lang", "")
    except Exception:  # as above
        return "", ""
    return str(title or ""), str(language) if re.fullmatch(
        "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", str(language)
    ) else ""
