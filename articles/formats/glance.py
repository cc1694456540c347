"""What a file shows at a glance: its title and about how long it is, from a few of its bytes."""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from articles.article import fold
from articles.formats.archive import FAILURES, METHODS
from articles.formats.detect import is_markdown_text
from articles.formats.encoding import decode
from articles.formats.files import open_regular, read_up_to
from articles.formats.front_matter import FrontMatter, split_front_matter
from articles.formats.layout import judge
from articles.formats.plain import blocks_of
from articles.formats.suffixes import format_by_name
from articles.formats.titles import sensible, title_of
from articles.formats.unreadable import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

LETTERS_A_WORD: Final = 7
"""About as many code points has a German word with the space behind it."""
_HEAD: Final = 16_384
"""Bytes of the beginning, and of what a package says of itself."""
_LONGEST_TITLE: Final = 300
_MOST_READ: Final = 1_000_000
"""Bytes of a package that are read to find its title."""
_MOST_WORDS: Final = 99_999_999
_HEADING: Final = re.compile(r"\s*(?: {0,3}#|[^\n]+\n {0,3}=+[ \t]*$)", re.MULTILINE)
_HTML_TITLE: Final = re.compile(r"<title\b[^>]*>(.*?)</title\b", re.DOTALL | re.IGNORECASE)
_XML_TITLE: Final = re.compile(r"<(?:\w+:)?title\b[^>]*>(.*?)</(?:\w+:)?title\b", re.DOTALL)
_PARTS: Final = {"epub": ".opf", "docx": "docProps/core.xml", "odt": "meta.xml"}
"""How the names of those parts of packages end that hold the title."""
_TEXTS: Final = {"docx": "word/document.xml", "odt": "content.xml"}
"""The parts of documents that hold the text."""
_SAMPLE: Final = 262_144
"""Bytes of such a part, unpacked, in which words are counted."""
_BODY: Final = re.compile(rb"<(?:w:body|office:text)\b")
_PARTING: Final = re.compile(rb"</(?:w:p|text:[ph])>|<(?:w:(?:tab|br|cr)|text:(?:s|tab|line-break))\b")
"""What parts words in such a text."""
_TAG: Final = re.compile(rb"<[^<>]*>")


class Glance(NamedTuple):
    """What a file shows at a glance."""

    title: str
    """Of one line, at most 300 code points; the file's name when no other is found."""
    words: int = 0
    """About how many words there are; 0 when only the whole file tells."""


def glance(path: str) -> Glance:
    """Return what the file at `path` shows; of what cannot be read, its name. Never waits for another program."""
    name = os.path.basename(path)
    kind = format_by_name(name)
    try:
        file, size, _ = open_regular(path)
        with file:
            found = _packed(file, kind) if kind in _PARTS else _text(file, size, kind, path)
    except (UnreadableError, OSError):
        found = Glance("")
    return found._replace(title=(found.title or title_of("", (), name))[:_LONGEST_TITLE])


def _text(file: BinaryIO, size: int, kind: str, path: str) -> Glance:
    if kind == "pdf":
        return Glance("")
    data = read_up_to(file, _HEAD, path)
    if len(data) < size:
        # What is cut in the middle of a line may be cut in the middle of a character.
        data = data[: data.rfind(b"\n") + 1] or data
    text = decode(data).text
    if kind == "html":
        found = _HTML_TITLE.search(text)
        return Glance(_unescaped(found[1]) if found else "")
    markdown = kind == "markdown" or is_markdown_text(text)
    meta, body = split_front_matter(text, markdown=kind == "markdown") if markdown else (None, text)
    title = (meta or FrontMatter()).title or _title(body, markdown=markdown)
    return Glance(title, round(len(body.split()) * size / len(data)) if data else 0)


def _title(body: str, *, markdown: bool) -> str:
    if not markdown:
        layout = judge(body)
        first = islice(blocks_of(body.split("\n"), layout), 1)
        return title_of(layout.frame.title if layout.frame else "", tuple(first), "")
    if not _HEADING.match(body):
        return ""
    from articles.formats.markdown import markdown_blocks

    return title_of("", markdown_blocks(body.lstrip("\n").partition("\n\n")[0])[0], "")


def _packed(file: BinaryIO, kind: str) -> Glance:
    """Return what a package says of itself, and about how long its text is."""
    title, words = "", 0
    with suppress(*FAILURES), zipfile.ZipFile(_Sparing(file)) as package:
        parts = {part.filename: part for part in package.infolist()}
        about = next((part for name, part in parts.items() if name.endswith(_PARTS[kind])), None)
        found = _XML_TITLE.search(_begin(package, about, _HEAD).decode("utf-8", "replace"))
        title = sensible(_unescaped(found[1])) if found else ""
        words = _chapters(parts.values()) if kind == "epub" else _words(package, parts.get(_TEXTS[kind]))
    return Glance(title, min(words, _MOST_WORDS))


def _begin(package: zipfile.ZipFile, part: zipfile.ZipInfo | None, size: int) -> bytes:
    """Return the beginning of a part, nothing where there is none that is safe to unpack."""
    if part is None or part.compress_type not in METHODS:
        return b""
    with package.open(part) as file:
        return file.read(size)


def _chapters(parts: Iterable[zipfile.ZipInfo]) -> int:
    """Return about how many words are in a book, from the sizes of its chapters."""
    pages = (part.file_size for part in parts if part.filename.endswith((".xhtml", ".html", ".htm")))
    return sum(pages) // LETTERS_A_WORD


def _words(package: zipfile.ZipFile, part: zipfile.ZipInfo | None) -> int:
    """Return about how many words are in a document, from the beginning of its text."""
    text = _begin(package, part, _SAMPLE)
    begun = _BODY.search(text)
    if part is None or begun is None:
        return 0
    body = text[begun.start() : text.rfind(b">") + 1]
    words = len(_TAG.sub(b"", _PARTING.sub(rb" \g<0>", body)).split())
    return words + max(0, words * (part.file_size - len(text)) // len(body))


def _unescaped(text: str) -> str:
    return fold(html.unescape(text[: 4 * _LONGEST_TITLE]))


class _Sparing(io.RawIOBase):
    """A file of which only so much is read, whatever its table of contents says."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = _MOST_READ

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(self._left + 1 if size < 0 else min(size, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise OSError("there is more to read than its title can be worth")
        return data
