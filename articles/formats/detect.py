"""Reading an article from a file or bytes, in whichever format it is."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import BinaryIO

from articles.article import Article, Block
from articles.formats.encoding import (
    SAMPLE_BYTES,
    Decoded,
    codec_name,
    decode,
    guess_encoding,
    with_line_feeds,
)
from articles.formats.files import open_regular, read_up_to
from articles.formats.front_matter import FrontMatter, split_front_matter
from articles.formats.layout import SAMPLE_CHARACTERS
from articles.formats.plain import beginning, plain_blocks
from articles.formats.unreadable import refuse_foreign

_MARKDOWN_SUFFIXES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_MARKDOWN_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)


def read_article(path: Path, *, encoding: str | None = None) -> Article:
    """Return the whole article in the file at `path`; raise UnreadableError, a sentence, when there is none.

    `encoding` overrides what the bytes say. An empty file gives an article without blocks.
    """
    file, _ = open_regular(path)
    with file:
        return _whole(file, path, encoding)


def open_article(path: Path, *, encoding: str | None = None, head: int = 65536) -> Article:
    """Return the article at `path`, of a large plain text only the beginning: its `complete` is False then.

    Large is a file of UTF-8 of more than four times `head` bytes. The blocks are then the first that
    `read_article` gives, exactly. Raises UnreadableError as it does.
    """
    file, size = open_regular(path)
    with file:
        if size > 4 * head and not _is_markdown_name(path.name):
            article = _head(file, size, path, encoding, max(1, head))
            if article is not None:
                return article
            file.seek(0)
        return _whole(file, path, encoding)


def read_bytes(data: bytes, *, name: str, source: str = "", encoding: str | None = None) -> Article:
    """Return the article in `data`, say from standard input; its format follows from the suffix of `name`.

    Markdown is what has Markdown's suffix, or begins with front matter and has headings with `#`; all else is
    plain text. Raises UnreadableError for what is no text.
    """
    refuse_foreign(data[:SAMPLE_BYTES], name)
    decoded = decode(data, encoding)
    meta, body = split_front_matter(decoded.text)
    if _is_markdown_name(name) or _is_markdown_text(decoded.text):
        return _markdown(meta or FrontMatter(), body, decoded, name, source)
    return _plain(plain_blocks(decoded.text), decoded, name, source)


def _whole(file: BinaryIO, path: Path, encoding: str | None) -> Article:
    # The beginning first: a disk image is not read to its end only to be refused.
    sample = read_up_to(file, SAMPLE_BYTES, path)
    _refuse(sample, path.name, encoding)
    data = sample if len(sample) < SAMPLE_BYTES else sample + read_up_to(file, -1, path)
    return read_bytes(data, name=path.name, source=os.path.abspath(path), encoding=encoding)


def _refuse(sample: bytes, name: str, encoding: str | None) -> None:
    refuse_foreign(sample, name)
    if encoding is None:
        guess_encoding(sample)


def _head(file: BinaryIO, size: int, path: Path, encoding: str | None, head: int) -> Article | None:
    """Return the article's beginning, or None when only the whole can tell what the beginning is."""
    data = read_up_to(file, max(head, SAMPLE_BYTES), path)
    _refuse(data[:SAMPLE_BYTES], path.name, encoding)
    if len(data) < SAMPLE_BYTES or _is_markdown_text(_utf8(data[:SAMPLE_BYTES])):
        return None
    while 4 * head < size:
        if not _is_surely_utf8(data, encoding):
            return None
        blocks = beginning(_utf8(data[:head]), _utf8(data[:SAMPLE_BYTES]))
        if blocks:
            source = os.path.abspath(path)
            return _plain(blocks, Decoded("", "utf-8"), path.name, source, complete=False)
        head *= 4
        data += read_up_to(file, max(0, head - len(data)), path)
    return None


def _is_surely_utf8(data: bytes, encoding: str | None) -> bool:
    """Tell whether `data` comes out the same in the whole file, whatever follows."""
    if encoding is not None:
        return codec_name(encoding) == "utf-8"
    # Bytes beyond ASCII only behind the sample could yet turn out to be Windows-1252.
    guess = guess_encoding(data[:SAMPLE_BYTES])
    return guess == "utf-8" or (guess is None and data.isascii())


def _utf8(data: bytes) -> str:
    """Return the text at the beginning of a file, without a character or line end that is cut in two."""
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(data)
    return with_line_feeds(text.removesuffix("\r").lstrip("\ufeff"))


def _is_markdown_name(name: str) -> bool:
    return os.path.splitext(name)[1].lower() in _MARKDOWN_SUFFIXES


def _is_markdown_text(text: str) -> bool:
    """Tell Markdown without its suffix by front matter and a heading, both near its beginning."""
    meta, body = split_front_matter(text[:SAMPLE_CHARACTERS])
    return meta is not None and _MARKDOWN_HEADING.search(body) is not None


def _plain(
    blocks: tuple[Block, ...], decoded: Decoded, name: str, source: str, *, complete: bool = True
) -> Article:
    return Article(
        _title("", blocks, name),
        blocks,
        source=source,
        encoding=decoded.encoding,
        notice=decoded.notice,
        complete=complete,
    )


def _markdown(meta: FrontMatter, body: str, decoded: Decoded, name: str, source: str) -> Article:
    from articles.formats.markdown import markdown_blocks

    blocks, notice = markdown_blocks(body)
    return Article(
        _title(meta.title, blocks, name),
        blocks,
        language=meta.language or "de",
        source=source,
        format="markdown",
        encoding=decoded.encoding,
        notice=" ".join(filter(None, (decoded.notice, notice))),
    )


def _title(given: str, blocks: tuple[Block, ...], name: str) -> str:
    """Return the title: the one given, the first block if it is a heading of level 1, or the file's name."""
    if given:
        return given
    if blocks and blocks[0].kind == "heading" and blocks[0].level == 1:
        return blocks[0].text
    # A name that is not UTF-8 holds surrogates, which no screen or file of UTF-8 takes.
    return os.path.splitext(os.path.basename(name))[0].encode("utf-8", "replace").decode()
