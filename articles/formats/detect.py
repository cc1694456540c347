"""Reading an article from a file or bytes, in whichever format it is."""

from __future__ import annotations

import codecs
import os
from itertools import islice

from articles.article import Article, Part
from articles.formats.encoding import SAMPLE_BYTES, codec_name, decode, guess_encoding, with_line_feeds
from articles.formats.files import open_regular, read_up_to
from articles.formats.front_matter import FrontMatter, split_front_matter
from articles.formats.layout import SAMPLE_CHARACTERS, judge
from articles.formats.plain import beginning, blocks_of, plain_blocks
from articles.formats.suffixes import format_by_name
from articles.formats.titles import title_of
from articles.formats.unreadable import format_of, refuse_foreign

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Sequence

    from articles.article import Block
    from articles.formats.encoding import Decoded
    from articles.places import LeftOff

    StrPath = str | os.PathLike[str]

_READERS = {name: f"articles.formats.{name}" for name in ("docx", "epub", "html", "odt", "pdf")}
"""For each format that is no plain text, by the name that `format_of` gives it, the module that reads it."""


def read_article(path: StrPath, *, encoding: str | None = None, source: str = "") -> Article:
    """Return the whole article in the file at `path`; raise UnreadableError, a sentence, when there is none.

    `encoding` overrides what the bytes say, `source` is what the article says of itself if not its path. An
    empty file gives an article without blocks.
    """
    with _Opened(path, encoding, source) as opened:
        return opened.whole()


def open_article(path: StrPath, *, encoding: str | None = None, left_off: LeftOff | None = None) -> Article:
    """Return the article at `path`, of a large plain text only a part: its `complete` is False then.

    Large is a file of UTF-8 of more than SAMPLE_BYTES. Its part is what stands round the place where the reader
    `left_off`, or else the beginning: blocks that `read_article` gives too, exactly. Raises UnreadableError as it
    does.
    """
    with _Opened(path, encoding) as opened:
        return opened.part(left_off) or opened.whole()


def read_bytes(data: bytes, *, name: str, source: str = "", encoding: str | None = None) -> Article:
    """Return the article in `data`, say from standard input; its format follows from the suffix of `name`.

    Markdown is what has Markdown's suffix, or begins with front matter and has headings with `#`; all else is
    plain text. Raises UnreadableError for what is no text.
    """
    reader = _READERS.get(format_of(data[:SAMPLE_BYTES], name))
    if reader is not None:
        from importlib import import_module

        article: Article = import_module(reader).read(data, name=name, source=source, encoding=encoding)
        return article
    refuse_foreign(data[:SAMPLE_BYTES], name)
    decoded = decode(data, encoding)
    meta, body = split_front_matter(decoded.text)
    if _is_markdown_name(name) or _is_markdown_text(decoded.text):
        return _markdown(meta or FrontMatter(), body, decoded, name, source)
    blocks = plain_blocks(decoded.text)
    title = title_of("", blocks, name)
    return Article(title, blocks, source=source, encoding=decoded.encoding, notice=decoded.notice)


class _Opened:
    """A file that is being read."""

    def __init__(self, path: StrPath, encoding: str | None, source: str = "") -> None:
        self._path, self._encoding = os.fspath(path), encoding
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
        if self._is_large(sample):
            from articles.formats.large import read_blocks

            self._file.seek(0)
            try:
                return self._article(read_blocks(self._file, self._path, judge(_utf8(sample))))
            except UnicodeDecodeError:
                self._file.seek(len(sample))
        rest = read_up_to(self._file, -1, self._path) if len(sample) == SAMPLE_BYTES else b""
        return read_bytes(sample + rest, name=self._name, source=self._source, encoding=self._encoding)

    def part(self, left_off: LeftOff | None) -> Article | None:
        """Return a part of the article, or None when it is not large or only the whole can tell what it is."""
        sample = self._sample()
        if not self._is_large(sample):
            return None
        if left_off is not None and self._state == left_off[0][:2]:
            from articles.formats.large import read_part

            layout = judge(_utf8(sample))
            found = read_part(self._file, self._path, layout, *left_off)
            if found is not None:
                head = tuple(islice(blocks_of(_utf8(sample).split("\n"), layout), 1))
                return self._article(found[0], found[1], head)
            self._file.seek(len(sample))
        return self._beginning(sample)

    def _beginning(self, sample: bytes) -> Article | None:
        data = sample
        while len(data) < self._size and _is_surely_utf8(data, self._encoding):
            blocks = beginning(_utf8(data), _utf8(sample))
            if blocks:
                read = sum(len(block.text.encode()) + 2 for block in blocks)
                more = self._size / read
                return self._article(blocks, Part(0, round(len(blocks) * more), round(blocks[-1].end * more)))
            data += read_up_to(self._file, 3 * len(data), self._path)
        return None

    def _is_large(self, sample: bytes) -> bool:
        """Tell whether it is worth while to read the file by and by, and whether its beginning allows for that."""
        if self._size <= SAMPLE_BYTES or len(sample) < SAMPLE_BYTES or _is_markdown_name(self._name):
            return False
        if format_of(sample, self._name) in _READERS:
            return False
        return _is_utf8(sample, self._encoding) and not _is_markdown_text(_utf8(sample))

    def _article(
        self, blocks: Sequence[Block], part: Part | None = None, head: Sequence[Block] | None = None
    ) -> Article:
        title = title_of("", blocks if head is None else head, self._name)
        return Article(title, blocks, source=self._source, part=part, state=self._state)


def _is_utf8(sample: bytes, encoding: str | None) -> bool:
    """Tell whether a text that begins with `sample` is UTF-8, unless bytes further on say otherwise."""
    if encoding is not None:
        return codec_name(encoding) == "utf-8"
    guess = guess_encoding(sample)
    return guess == "utf-8" or (guess is None and sample.isascii())


def _is_surely_utf8(data: bytes, encoding: str | None) -> bool:
    """Tell whether `data` comes out the same in the whole file, whatever follows."""
    # Bytes beyond ASCII only behind the sample could yet turn out to be Windows-1252.
    return encoding is not None or guess_encoding(data[:SAMPLE_BYTES]) == "utf-8" or data.isascii()


def _utf8(data: bytes) -> str:
    """Return the text at the beginning of a file, without a character or line end that is cut in two."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    return with_line_feeds(text.removesuffix("\r").lstrip("\ufeff"))


def _is_markdown_name(name: str) -> bool:
    return format_by_name(name) == "markdown"


def _is_markdown_text(text: str) -> bool:
    """Tell Markdown without its suffix by front matter and a heading, both near its beginning."""
    meta, body = split_front_matter(text[:SAMPLE_CHARACTERS])
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
