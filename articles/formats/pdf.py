"""PDF documents: read by pypdf in a process of its own, which ends when it takes too long or too much memory.

A PDF says where its glyphs stand, not what they belong to, and many are broken: whatever pypdf does on one, loops
and crashes among it, comes out as a sentence here.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec

from articles.article import Article, Block, Mark, Span, compose
from articles.formats.titles import sensible, title_of
from articles.formats.unreadable import UnreadableError, protected, shown

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from articles.article import BlockKind, MarkKind
    from articles.formats.files import Progress

SECONDS = 60
"""How long the reading may take of a processor's time; pypdf reads some 20 to 40 pages a second."""
ON_THE_CLOCK = 5 * SECONDS
"""How long that may be on the clock, on a machine that has other things to do."""
MEMORY = 1024 * 1024 * 1024
"""How many bytes of memory it may take."""
_CHILD = (
    "import sys; sys.path[:] = sys.argv[4:]; from articles.formats.pdf_child import main;"
    "main(*map(int, sys.argv[1:4]))"
)
_INSTALL = (
    "{name} is a PDF document, and what reads them, pypdf and cryptography, is not installed: "
    "pip install 'lesart[pdf]' (in a copy of the repository pip install '.[pdf]'), or with pipx: "
    "pipx inject lesart pypdf cryptography."
)
_REFUSALS = {
    "pictures": "{name} has only pictures of pages and no text; run ocrmypdf on it first.",
    "glyphs": "{name} does not say which letters its fonts draw; run ocrmypdf --force-ocr on it first.",
    "pages": "{name} has more pages than lesart takes; split it first, say with qpdf --split-pages=1000.",
    "slow": "{name} takes too much time or memory to read; turn it into text first, say with pdftotext.",
    "install": _INSTALL,
    "damaged": "{name} is damaged; print it into a new PDF from a viewer that shows it, or get another copy.",
}


def read(
    data: bytes, *, name: str, source: str, encoding: str | None, progress: Progress | None = None
) -> Article:
    """Return the article in a PDF document, which says its encoding itself. Raises UnreadableError."""
    if find_spec("pypdf") is None:
        raise UnreadableError(_INSTALL.format(name=shown(name)))
    answer = _ask(data, progress)
    refused = answer.get("refused")
    if refused == "protected":
        raise protected(name)
    if refused is not None:
        raise UnreadableError(_REFUSALS[refused].format(name=shown(name)))
    blocks = compose(_block(*parts) for parts in answer["blocks"])
    title = title_of(sensible(answer["title"]), blocks, name)
    notice = ""
    if answer["missing"]:
        notice = f"Of its {answer['pages']} pages, {answer['missing']} could not be read."
    return Article(title, blocks, answer["language"] or "de", source, format="pdf", notice=notice)


def _ask(data: bytes, progress: Progress | None) -> dict[str, Any]:
    """Return what came of the reading in another process, as `articles.formats.pdf_child` prints it."""
    limits = map(str, (SECONDS, ON_THE_CLOCK, MEMORY))
    command = [sys.executable, "-I", "-c", _CHILD, *limits, *sys.path]
    answer: dict[str, Any] = {"refused": "damaged"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        try:
            for said in _said(child, data):
                if isinstance(said, dict):
                    answer = said
                elif progress is not None:
                    progress(*said)
        except BaseException:
            child.kill()
            raise
    if child.returncode in (-signal.SIGXCPU, -signal.SIGALRM):
        return {"refused": "slow"}
    return {"refused": "damaged"} if child.returncode else answer


def _said(child: subprocess.Popen[bytes], data: bytes) -> Iterator[Any]:
    """Give the document to the process and yield what it prints, line by line."""
    if child.stdin is not None:
        # It may have ended before it has read all.
        with suppress(BrokenPipeError), child.stdin:
            child.stdin.write(data)
    for line in child.stdout or ():
        # What it was just writing when it was ended is of no use.
        if line.endswith(b"\n"):
            yield json.loads(line)


def _block(kind: BlockKind, text: str, level: int, label: str, marks: list[tuple[int, int, MarkKind]]) -> Block:
    found = tuple(Mark(Span(start, end), mark) for start, end, mark in marks)
    return Block(kind, text, level, label, found)
