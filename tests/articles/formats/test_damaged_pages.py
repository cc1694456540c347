"""Pages and books with any damage are read or refused with a sentence, and nothing else comes of them."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from support.mutations import is_sound, mutated
from support.samples import FOLDER, packed

from articles.formats import epub, html
from articles.formats.unreadable import UnreadableError

BRIEF = settings(max_examples=60)
PAGES = [path.read_bytes() for path in sorted((FOLDER / "html").iterdir()) if path.suffix != ".json"]
TAG = re.compile(rb"</?[\w:]+[^<>]*>")
WORDS = [
    *(tag for page in PAGES for tag in TAG.findall(page)),
    *(b"<pre>", b"<frameset>", b"<svg>", b"<plaintext>", b"<![CDATA[", b"<!--", b"&#0;", b"&#x80;", b"&#xD800;"),
    *(b'<base href="http://[">', b"<meta charset=utf-16>", b"<meta charset=idna>", b"\xff\xfe", b"\xcc\x88"),
]
BOOKS = [FOLDER / "epub/neu", FOLDER / "epub/alt"]


@BRIEF
@given(st.integers(0, 2**64), st.sampled_from(PAGES), st.sampled_from(["a.html", "a.xhtml"]))
def test_html(seed: int, page: bytes, name: str) -> None:
    with suppress(UnreadableError):
        is_sound(html.read(mutated(page, Random(seed), WORDS), name=name, source="", encoding=None))


@BRIEF
@given(st.integers(0, 2**64), st.sampled_from(BOOKS), st.booleans())
def test_epub(seed: int, book: Path, whole: bool) -> None:
    random = Random(seed)
    part = random.choice(sorted(path for path in book.rglob("*") if path.is_file()))
    changes: dict[str, bytes | None] = {"mimetype": b"application/epub+zip"}
    if not whole:
        changes[part.relative_to(book).as_posix()] = mutated(part.read_bytes(), random, WORDS)
    data = packed(book, changes)
    with suppress(UnreadableError):
        is_sound(epub.read(mutated(data, random) if whole else data, name="a.epub", source="", encoding=None))
