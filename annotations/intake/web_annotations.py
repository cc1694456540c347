"""W3C annotations in JSON-LD, sidecars among them, and rows of the Hypothesis API: they have ids and selectors."""

from __future__ import annotations

from annotations.document import Document, read_document
from annotations.intake.item import NotUnderstoodError, Reading
from annotations.sidecar import Page, parse


def recognises_w3c(data: bytes) -> bool:
    """Tell whether a file is JSON, which may hold W3C annotations."""
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:1] in (b"{", b"[")


def recognises_hypothesis(data: bytes) -> bool:
    """Tell whether a file is JSON with rows of the Hypothesis API."""
    if not recognises_w3c(data):
        return False
    document = read_document(data)
    return isinstance(document, Document) and document.shape == "rows"


def read(data: bytes) -> Reading:
    """Return the annotations of a file. Raises NotUnderstoodError."""
    page = parse(data)
    if not isinstance(page, Page):
        raise NotUnderstoodError(page.sentence)
    return Reading(annotations=page.annotations, problems=page.problems)
