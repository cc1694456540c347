"""Reading an article from a file or bytes, in whichever format it is."""

from __future__ import annotations

import os
from itertools import islice

from articles.article import Article, Part
from articles.formats.encoding import PIECEWISE, SAMPLE_BYTES, Decoder, decode, encoding_of, guess_encoding
from articles.formats.files import memory, open_regular, read_up_to, too_large
from articles.formats.front_matter import FrontMatter, split_front_matter
from articles.formats.layout import SAMPLE_CHARACTERS, judge
from articles.formats.plain import beginning, blocks_of
from articles.formats.suffixes import format_by_name
from articles.formats.titles import title_of
from articles.formats.unreadable import format_of, refuse_foreign

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from articles.article import Block
    from articles.formats.encoding import Decoded
    from articles.formats.files import Progress
    from articles.formats.layout import Layout, Parting
    from articles.places import LeftOff

    StrPath = str | os.PathLike[str]

_READERS = {name: f"articles.formats.{name}" for name in ("docx", "epub", "html", "odt", "pdf")}
"""For each format that is no plain text, by the name that `format_of` gives it, the module that reads it."""
_MEMORY, _MEMORY_PACKED = 5, 1.25
"""So many times as much memory as a file has bytes is needed to read it, at least; less when by and by."""


def read_article(
    path: StrPath,
    *,
    encoding: str | None = None,
    source: str = "",
    progress: Progress | None = None,
    parting: Parting | None = None,
) -> Article:
    """Return the whole article in the file at `path`; raise UnreadableError, a sentence, when there is none.

    `encoding` overrides what the bytes say, `source` is what the article says of itself if not its path. An
    empty file gives an article without blocks. `progress` is told how far a PDF document has been read. `parting`
    says what parts the paragraphs of a plain text, where that is known better than from how it is laid out.
    """
    with _Opened(path, encoding, source, progress, parting) as opened:
        return opened.whole()


def open_article(
    path: StrPath,
    *,
    encoding: str | None = None,
    left_off: LeftOff | None = None,
    progress: Progress | None = None,
) -> Article:
    """Return the article at `path`, of a large plain text only a part: its `complete` is False then.

    Large is a file of more than SAMPLE_BYTES. Its part is what stands round the place where the reader `left_off`,
    or else the beginning: blocks that `read_article` gives too, exactly. Raises UnreadableError as it does.
    """
    with _Opened(path, encoding, progress=progress) as opened:
        return opened.part(left_off) or opened.whole()


def read_bytes(
    data: bytes,
    *,
    name: str,
    source: str = "",
    encoding: str | None = None,
    progress: Progress | None = None,
    parting: Parting | None = None,
) -> Article:
    """Return the article in `data`, say from standard input; `name` is its file's.

    Documents are told by their first bytes. Markdown is what has Markdown's suffix, or begins with front matter
    and has headings with `#`; all else is plain text. Raises UnreadableError for what is neither.
    """
    kind = format_of(data[:SAMPLE_BYTES], name)
    if kind in _READERS:
        from importlib import import_module

        # The others are read as a whole.
        more = {"progress": progress} if kind == "pdf" else {}
        read = import_module(_READERS[kind]).read
        article: Article = read(data, name=name, source=source, encoding=encoding, **more)
        return article
    refuse_foreign(data[:SAMPLE_BYTES], name)
    decoded = decode(data, encoding)
    meta, body = split_front_matter(decoded.text, markdown=_is_markdown_name(name))
    if _is_markdown_name(name) or is_markdown_text(decoded.text):
        return _markdown(meta or FrontMatter(), body, decoded, name, source)
    layout = judge(decoded.text, parting)
    blocks = tuple(blocks_of(decoded.text.split("\n"), layout))
    return _plain(blocks, blocks, layout, name, source, encoding=decoded.encoding, notice=decoded.notice)


class _Opened:
    """A file that is being read."""

    def __init__(
        self,
        path: StrPath,
        encoding: str | None,
        source: str = "",
        progress: Progress | None = None,
        parting: Parting | None = None,
    ) -> None:
        self._parting = parting
        self._path, self._encoding, self._progress = os.fspath(path), encoding, progress
        self._name = os.path.basename(self._path)
        self._source = source or os.path.abspath(path)

    def __enter__(self) -> _Opened:
        self._file, self._size, changed = open_regular(self._path)
        self._state = (self._size, changed)
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _sample(self) -> bytes:
        """Read the beginning, first of all: a disk image is not read to its end only to be refused."""
        self._file.seek(0)
        sample = read_up_to(self._file, SAMPLE_BYTES, self._path)
        if format_of(sample, self._name) in _READERS:
            return sample
        refuse_foreign(sample, self._name)
        if self._encoding is None:
            guess_encoding(sample)
        return sample

    def whole(self) -> Article:
        sample = self._sample()
        encoding = self._piecewise(sample)
        if self._size * (_MEMORY_PACKED if encoding else _MEMORY) > memory():
            raise too_large(self._path)
        try:
            return self._read(sample, encoding)
        except MemoryError:
            raise too_large(self._path) from None

    def _read(self, sample: bytes, encoding: str | None) -> Article:
        if encoding is not None:
            from articles.formats.large import read_blocks

            self._file.seek(0)
            layout = judge(self._text(sample, encoding), self._parting)
            decoder = self._decoder(encoding, sample)
            try:
                blocks = read_blocks(self._file, self._path, layout, decoder)
            except UnicodeDecodeError:
                self._file.seek(len(sample))
            else:
                return self._article(blocks, blocks, layout, encoding, notice=decoder.notice)
        rest = read_up_to(self._file, -1, self._path) if len(sample) == SAMPLE_BYTES else b""
        return read_bytes(
            sample + rest,
            name=self._name,
            source=self._source,
            encoding=self._encoding,
            progress=self._progress,
            parting=self._parting,
        )

    def part(self, left_off: LeftOff | None) -> Article | None:
        """Return a part of the article, or None when it is not large or only the whole can tell what it is."""
        sample = self._sample()
        encoding = self._piecewise(sample)
        if encoding is None:
            return None
        layout = judge(self._text(sample, encoding))
        if left_off is not None and self._state == left_off[0][:2]:
            from articles.formats.large import read_part

            decoder = Decoder(encoding, told=self._encoding is not None)
            found = read_part(self._file, self._path, layout, decoder, left_off)
            if found is not None:
                head = tuple(islice(blocks_of(self._text(sample, encoding).split("\n"), layout), 1))
                return self._article(found[0], head, layout, encoding, part=found[1])
            self._file.seek(len(sample))
        return self._beginning(sample, layout, encoding)

    def _beginning(self, sample: bytes, layout: Layout, encoding: str) -> Article | None:
        data = sample
        sure = encoding_of(sample, self._encoding) is not None
        # Of a text of ASCII, bytes beyond it could yet turn out to be any encoding.
        while len(data) < self._size and (sure or data.isascii()):
            text = self._text(data, encoding)
            blocks = beginning(text, layout)
            if blocks:
                more = self._size / len(data) * len(text) / blocks[-1].end
                part = Part(0, round(len(blocks) * more), round(blocks[-1].end * more))
                return self._article(blocks, blocks, layout, encoding, part=part)
            data += read_up_to(self._file, 3 * len(data), self._path)
        return None

    def _piecewise(self, sample: bytes) -> str | None:
        """Return the encoding in which the file is worth reading by and by, if its beginning allows for that."""
        if self._size <= SAMPLE_BYTES or len(sample) < SAMPLE_BYTES or _is_markdown_name(self._name):
            return None
        if format_of(sample, self._name) in _READERS:
            return None
        encoding = encoding_of(sample, self._encoding) or ("utf-8" if sample.isascii() else "")
        return encoding if encoding in PIECEWISE and not is_markdown_text(self._text(sample, encoding)) else None

    def _decoder(self, encoding: str, sample: bytes) -> Decoder:
        return Decoder(
            encoding, told=self._encoding is not None, strict=encoding_of(sample, self._encoding) is None
        )

    def _text(self, data: bytes, encoding: str) -> str:
        """Return the text at the beginning of the file, without a character or line end that is cut in two."""
        return Decoder(encoding, told=self._encoding is not None).decode(data)

    def _article(
        self,
        blocks: Sequence[Block],
        head: Sequence[Block],
        layout: Layout,
        encoding: str,
        *,
        notice: str = "",
        part: Part | None = None,
    ) -> Article:
        facts = {"encoding": encoding, "notice": notice, "part": part, "state": self._state}
        return _plain(blocks, head, layout, self._name, self._source, **facts)


def _plain(
    blocks: Sequence[Block], head: Sequence[Block], layout: Layout, name: str, source: str, **facts: Any
) -> Article:
    """Return an article of plain text; `head` has its first block."""
    frame = layout.frame
    title = title_of(frame.title if frame else "", head, name)
    return Article(title, blocks, (frame.language if frame else "") or "de", source, **facts)


def _is_markdown_name(name: str) -> bool:
    return format_by_name(name) == "markdown"


def is_markdown_text(text: str) -> bool:
    """Tell Markdown without its suffix by front matter and a heading, both near its beginning."""
    meta, body = split_front_matter(text[:SAMPLE_CHARACTERS], markdown=False)
    if meta is None:
        return False
    import re

    return re.search(r"^ {0,3}#{1,6} +\S", body, re.MULTILINE) is not None


def _markdown(meta: FrontMatter, body: str, decoded: Decoded, name: str, source: str) -> Article:
    from articles.formats.markdown import markdown_blocks

    blocks, notice = markdown_blocks(body)
    return Article(
        title_of(meta.title, blocks, name),
        blocks,
        language=meta.language or "de",
        source=source,
        format="markdown",
        encoding=decoded.encoding,
        notice=" ".join(filter(None, (decoded.notice, notice))),
    )
