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
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 5000
MOST_PIECES = 2_000_000
"""Pieces of text on all pages; a page has some 50 to 500."""
_RESERVE = 64 * 1024 * 1024
"""Bytes of memory in which to say that all others are taken."""
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def main(seconds: int, memory: int) -> None:
    """Answer for the document on standard input, within so many seconds of the processor's time.

    `memory` is how many bytes may be taken besides some for the document itself.
    """
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    memory += 4 * len(data)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + _RESERVE))
    try:
        printed = json.dumps(answer(data))
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (memory + _RESERVE, memory + _RESERVE))
        printed = json.dumps({"refused": "slow"})
    sys.stdout.buffer.write(printed.encode())


def answer(data: bytes) -> dict[str, object]:
    """Return what is printed for a document."""
    from pypdf.errors import DependencyError

    try:
        found = _read(data)
    except DependencyError:
        return {"refused": "install"}
    except MemoryError:
        raise
    except Exception:  # pypdf says of its errors: "broken PDF files might cause other Exceptions"
        return {"refused": "damaged"}
    if isinstance(found, str):
        return {"refused": found}
    blocks = [
        [block.kind, block.text, block.level, block.label, [[*mark.span, mark.kind] for mark in block.marks]]
        for block in blocks_of_pages(found.pages)
    ]
    return {
        "title": found.title,
        "language": found.language,
        "pages": len(found.pages),
        "missing": found.missing,
        "blocks": blocks,
    }


class _Found(NamedTuple):
    """What is in a document."""

    title: str
    language: str
    pages: list[list[Piece]]
    missing: int
    """How many pages could not be read."""


def _read(data: bytes) -> _Found | str:
    """Return what is in a document, or the reason why there is nothing to read."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return "protected"
    if len(reader.pages) > MOST_PAGES:
        return "pages"
    pages: list[list[Piece]] = []
    missing = pieces = 0
    for page in reader.pages:
        try:
            pages.append(pieces_of(page))
        except MemoryError:
            raise
        except Exception:  # as above: the other pages may be sound
            pages.append([])
            missing += 1
        pieces += len(pages[-1])
        if pieces > MOST_PIECES:
            return "pages"
    return _unreadable(pages, missing) or _Found(*_properties(reader), pages, missing)


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
    well_formed = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", str(language))
    return str(title or ""), well_formed[0] if well_formed else ""
