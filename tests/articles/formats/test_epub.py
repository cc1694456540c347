from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from support.samples import FOLDER, expected, packed, reading

from articles.article import Article
from articles.formats import epub, epub_book
from articles.formats.detect import read_bytes
from articles.formats.unreadable import UnreadableError

BOOKS = FOLDER / "epub"
MIMETYPE: dict[str, bytes | None] = {"mimetype": b"application/epub+zip"}
PACKAGE = "EPUB/buch.opf"
FIRST, SECOND = "EPUB/text/k1.xhtml", "EPUB/text/k2.xhtml"


def xhtml(body: str) -> bytes:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'.encode()


def book(name: str = "neu", **changes: bytes | None) -> bytes:
    return packed(BOOKS / name, MIMETYPE | changes)


def changed(path: str, data: bytes | None, name: str = "neu") -> Article:
    return read_bytes(packed(BOOKS / name, {**MIMETYPE, path: data}), name="buch.epub")


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, name="buch.epub")
    assert str(caught.value).count(".epub”") == 1
    return str(caught.value)


@pytest.mark.parametrize("name", ["neu", "alt"])
def test_book_is_read_as_expected(name: str) -> None:
    assert reading(read_bytes(book(name), name="buch.epub")) == expected(BOOKS / f"{name}.json")


def test_book_without_its_signature_is_told_by_its_name_or_its_container() -> None:
    data = packed(BOOKS / "neu")
    assert read_bytes(data, name="-").format == read_bytes(data, name="buch.epub").format == "epub"


@pytest.mark.parametrize("path", ["META-INF/container.xml", PACKAGE])
def test_book_that_does_not_tell_its_order_is_read_by_the_names_of_its_pages(path: str) -> None:
    article = changed(path, b"nichts")
    assert "Wer früh aufbricht" in article.text
    assert article.text.index("Wer früh") < article.text.index("Die Marsch")
    if path == PACKAGE:
        assert article.notice.startswith("The book does not tell the order of its pages")
        assert article.title == "buch"


@pytest.mark.parametrize("data", [None, b"", b"\x00\x01", b"kein Element"])
def test_missing_and_damaged_pages_are_left_out_and_told(data: bytes | None) -> None:
    article = changed(FIRST, data)
    assert texts(article)[0] == "Durch die Marsch"
    assert "One page is missing or damaged and left out." in article.notice


def test_damaged_part_of_the_archive_costs_no_other() -> None:
    data = book()
    entry = zipfile.ZipFile(BytesIO(data)).getinfo(FIRST)
    at = entry.header_offset + 30 + len(FIRST) + entry.compress_size // 2
    article = read_bytes(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :], name="buch.epub")
    assert texts(article)[0] == "Durch die Marsch"


def test_page_that_is_no_xml_is_read_all_the_same() -> None:
    article = changed(FIRST, b"<html><body><p>Eins & zwei<br>drei<p>vier")
    assert texts(article)[:3] == ["Über den Deich", "Eins & zwei drei", "vier"]


def test_page_in_another_encoding_is_read() -> None:
    data = xhtml("<p>Möwe</p>").replace(b"?>", b' encoding="iso-8859-1"?>', 1).decode().encode("latin-1")
    assert "Möwe" in texts(changed(FIRST, data))


def test_heading_is_made_of_the_lines_that_say_a_title() -> None:
    assert texts(changed(FIRST, xhtml("<p>Über</p><div>den Deich</div><p>Text.</p>")))[:2] == [
        "Über den Deich", "Text.",
    ]  # fmt: skip
    article = changed(FIRST, xhtml("Loser Text."))
    assert [(block.kind, block.text) for block in article.blocks[:2]] == [
        ("heading", "Über den Deich"), ("paragraph", "Loser Text."),
    ]  # fmt: skip


def test_paths_never_leave_the_book() -> None:
    package = (BOOKS / "neu" / PACKAGE).read_bytes()
    for path in (b"../../../../etc/passwd", b"/etc/passwd", b"file:///etc/passwd", b"..%2f..%2f..%2fetc/passwd"):
        article = changed(PACKAGE, package.replace(b'href="text/k1.xhtml"', b'href="' + path + b'"'))
        assert "root" not in article.text
        assert "One page is missing" in article.notice


def test_encrypted_book_is_refused_with_a_sentence() -> None:
    data = (BOOKS / "neu/META-INF/encryption.xml").read_bytes()
    data = data.replace(b"http://www.idpf.org/2008/embedding", b"http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    assert "By Jette" in changed("META-INF/encryption.xml", data).notice
    data = data.replace(b"EPUB/schrift.otf", FIRST.encode())
    assert "is encrypted (DRM)" in refusal(packed(BOOKS / "neu", {**MIMETYPE, "META-INF/encryption.xml": data}))


def test_bomb_is_refused_before_it_unpacks() -> None:
    data = packed(BOOKS / "neu", {**MIMETYPE, FIRST: xhtml("<p>" + " " * 41_000_000)})
    assert len(data) < 100_000
    assert refusal(data).endswith(
        "unpacks to more than lesart takes; turn it into text first, say with pandoc -t plain."
    )


def test_books_of_too_many_parts_or_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epub_book, "_MOST_TAGS", 100)
    assert "is too large for a book" in refusal(book())
    monkeypatch.setattr(epub, "_MOST_PARTS", 5)
    assert "has too many parts" in refusal(book())


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    page = xhtml("<p>a &b; c</p>").replace(
        b"?>", b'?><!DOCTYPE html [<!ENTITY b SYSTEM "file:///etc/passwd">]>', 1
    )
    assert "a &b; c" in texts(changed(FIRST, page))


def test_part_that_is_there_twice_is_read_once() -> None:
    file = BytesIO(book())
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(FIRST, xhtml("<h1>Neu</h1>"))
    assert texts(read_bytes(file.getvalue(), name="buch.epub"))[:2] == ["Neu", "Durch die Marsch"]


def test_what_is_no_archive_and_what_has_no_text_is_refused() -> None:
    assert "is damaged and cannot be unpacked" in refusal(book()[:-60])
    empty = {path: xhtml("") for path in (FIRST, SECOND)}
    anyway = packed(
        BOOKS / "neu", {**MIMETYPE, **empty, "EPUB/nav.xhtml": None, "EPUB/text/anmerkungen.xhtml": None}
    )
    assert "has no text that can be read" in refusal(anyway)
