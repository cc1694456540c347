"""The process that reads a PDF document: bytes on standard input, lines of JSON on standard output.

Behind each page `[pages read, pages]`; at last either `{"refused": reason}`, the reason as in
`articles.formats.pdf`, or `{"title", "language", "pages", "missing", "blocks"}`, each block `[kind, text, level,
label, [[start, end, mark], …]]`. When nobody listens any more, it ends.
"""

from __future__ import annotations

import io
import json
import re
import resource
import signal
import sys

from articles.formats.pdf_blocks import blocks_of_pages
from articles.formats.pdf_pieces import Piece, pieces_of
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pypdf import PdfReader

    from articles.formats.files import Progress

MOST_PAGES = 5000
MOST_PIECES = 2_000_000
"""Pieces of text on all pages; a page has some 50 to 500."""
_RESERVE = 64 * 1024 * 1024
"""Bytes of memory in which to say that all others are taken."""
_END = b"\nstartxref\n0\n%%EOF\n"
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def main(seconds: int, on_the_clock: int, memory: int) -> None:
    """Answer for the document on standard input, within so many seconds of the processor's time and on the clock.

    `memory` is how many bytes may be taken besides some for the document itself.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(on_the_clock)
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    memory += 4 * len(data)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + _RESERVE))
    try:
        printed = json.dumps(answer(data, _tell))
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (memory + _RESERVE, memory + _RESERVE))
        printed = json.dumps({"refused": "slow"})
    print(printed)


def _tell(page: int, pages: int) -> None:
    print(f"[{page}, {pages}]", flush=True)


def answer(data: bytes, tell: Progress = lambda page, pages: None) -> dict[str, object]:
    """Return what is printed for a document; `tell` is called behind each page."""
    from pypdf.errors import DependencyError

    try:
        found = _read(data, tell)
    except DependencyError:
        return {"refused": "install"}
    except (MemoryError, BrokenPipeError):
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


def _read(data: bytes, tell: Progress) -> _Found | str:
    """Return what is in a document, or the reason why there is nothing to read."""
    reader = _opened(data)
    if reader.is_encrypted and not reader.decrypt(""):
        return "protected"
    if len(reader.pages) > MOST_PAGES:
        return "pages"
    pages: list[list[Piece]] = []
    missing = pieces = 0
    for number, page in enumerate(reader.pages, 1):
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
        tell(number, len(reader.pages))
    return _unreadable(pages, missing) or _Found(*_properties(reader), pages, missing)


def _opened(data: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        return PdfReader(io.BytesIO(data))
    except PdfReadError:
        # Without the end of a document pypdf does not even look for its objects.
        return PdfReader(io.BytesIO(data + _END))


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
