from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from support.samples import FOLDER, expected, packed, reading, zipped

from articles.article import Article
from articles.formats import epub, epub_book
from articles.formats.detect import read_bytes
from articles.formats.unreadable import UnreadableError

BOOKS = FOLDER / "epub"
MIMETYPE: dict[str, bytes | None] = {"mimetype": b"application/epub+zip"}
PACKAGE = "EPUB/buch.opf"
COVER = "EPUB/text/umschlag.xhtml"
FIRST, SECOND = "EPUB/text/k1.xhtml", "EPUB/text/k2.xhtml"


def xhtml(body: str) -> bytes:
    return f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html>'.encode()


def book(name: str = "neu", **changes: bytes | None) -> bytes:
    return packed(BOOKS / name, MIMETYPE | changes)


def changed(path: str, data: bytes | None, name: str = "neu") -> Article:
    return read_bytes(packed(BOOKS / name, {**MIMETYPE, path: data}), name="buch.epub")


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def chapters(article: Article) -> list[str]:
    """Return the texts behind the cover and the contents."""
    found = texts(article)
    return found[found.index("Eine Rast") + 1 :]


def spine(order: str, *items: str, pages: dict[str, str], version: str = "3.0") -> Article:
    """Return a book of these pages; `order` has their ids, `items` are items of the package."""
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf" version="{version}"><manifest>{"".join(items)}</manifest>'
    )
    package += "<spine>" + "".join(f'<itemref idref="{name}"/>' for name in order.split()) + "</spine></package>"
    container = (BOOKS / "neu/META-INF/container.xml").read_bytes()
    parts = {path: text.encode() for path, text in pages.items()}
    return read_bytes(
        zipped({**parts, "META-INF/container.xml": container, PACKAGE: package.encode()}), name="buch.epub"
    )


def item(name: str, path: str, kind: str = "application/xhtml+xml", **more: str) -> str:
    attributes = {"id": name, "href": path, "media-type": kind, **more}
    return "<item " + " ".join(f'{key}="{value}"' for key, value in attributes.items()) + "/>"


def paged(body: str) -> str:
    """Return the texts of a book of one page, one a line."""
    return "\n".join(texts(spine("a", item("a", "a.xhtml"), pages={"EPUB/a.xhtml": xhtml(body).decode()})))


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


def test_page_that_stands_twice_in_the_order_is_read_twice_unless_the_book_is_an_old_one() -> None:
    pages = {"EPUB/a.xhtml": xhtml("<p>Refrain</p>").decode(), "EPUB/b.xhtml": xhtml("<p>Strophe</p>").decode()}
    items = (item("a", "a.xhtml"), item("b", "b.xhtml"))
    assert texts(spine("a b a", *items, pages=pages)) == ["Refrain", "Strophe", "Refrain"]
    assert texts(spine("a b a", *items, pages=pages, version="2.0")) == ["Refrain", "Strophe"]


def test_names_with_white_space_and_paths_above_the_root_lead_to_their_pages() -> None:
    pages = {"EPUB/a.xhtml": xhtml("<p>Da</p>").decode(), "b.xhtml": xhtml("<p>Dort</p>").decode()}
    article = spine("a b", item(" a ", "a.xhtml"), item("b", "../../b.xhtml"), pages=pages)
    assert texts(article) == ["Da", "Dort"]


def test_book_that_has_lost_its_order_keeps_its_title() -> None:
    data = (BOOKS / "neu" / PACKAGE).read_bytes().replace(b"<itemref", b"<was")
    article = changed(PACKAGE, data)
    assert article.title == "Neun Wege nach Norderhagen"
    assert article.notice.startswith("By Jette Broders, Momme Ketels. The book does not tell the order")


def test_what_cannot_be_shown_is_read_in_the_form_that_the_book_has_for_that() -> None:
    items = (
        item("a", "a.jpg", "image/jpeg", fallback="b"),
        item("b", "b.json", "application/json", fallback="c"),
        item("c", "c.xhtml"),
        item("d", "d.jpg", "image/jpeg", fallback="d"),
        item("e", "e.jpg", "image/jpeg"),
    )
    article = spine("a d e", *items, pages={"EPUB/c.xhtml": xhtml("<p>Statt des Bildes</p>").decode()})
    assert (texts(article), article.notice) == (["Statt des Bildes"], "")


def test_text_in_drawings_is_read_a_paragraph_a_group() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><title>Karte</title><g><text>Von hier</text><text>'
        "nach<tspan> </tspan><tspan x='1'>Norden</tspan><tspan dy='2'>und</tspan></text></g>"
        "<g><text>zurück</text></g></svg>"
    )
    assert paged(f"<p>Davor</p>{drawing}<p>{drawing} danach</p>").split("\n") == [
        "Davor", "Von hier nach Norden und", "zurück", "Von hier nach Norden und zurück danach",
    ]  # fmt: skip
    page = f"<svg><foreignObject><p>Legende</p>{drawing}</foreignObject><text>oben<text>auf</text></text></svg>"
    assert paged(page).split("\n") == ["Legende", "Von hier nach Norden und", "zurück", "obenauf"]
    article = spine("a", item("a", "a.svg", "image/svg+xml"), pages={"EPUB/a.svg": drawing})
    assert texts(article) == ["Von hier nach Norden und", "zurück"]


def test_what_an_object_a_switch_and_a_navigation_have_to_say_is_read() -> None:
    assert paged('<object data="a.swf"><p>Statt dessen</p></object>') == "Statt dessen"
    switch = '<switch xmlns="http://www.idpf.org/2007/ops"><case>H O</case><default>{}</default></switch>'
    assert paged(switch.format("<p xmlns='http://www.w3.org/1999/xhtml'>Wasser</p>")) == "Wasser"
    assert paged(switch.format("")) == "H O"
    navigation = '<nav role="{}"><h2>Register</h2><ol><li>Deich 3</li></ol></nav><p>Text</p>'
    assert paged(navigation.format("doc-index")) == "Register\nDeich 3\nText"
    assert paged(navigation.format("doc-pagelist")) == "Text"


def test_of_a_book_of_pictures_what_describes_them_is_shown() -> None:
    pages = {"EPUB/a.xhtml": xhtml('<img alt="Ein Schaf"/><img alt=""/>').decode()}
    article = spine("a", item("a", "a.xhtml"), pages=pages)
    assert texts(article) == ["Ein Schaf"]
    assert article.notice == "The book has only pictures; what describes them is shown."
    with pytest.raises(UnreadableError, match="has only pictures and no text"):
        paged('<img src="a.jpg"/>')


@pytest.mark.parametrize("data", [None, b"", b"\x00\x01", b"kein Element"])
def test_missing_and_damaged_pages_are_left_out_and_told(data: bytes | None) -> None:
    article = changed(FIRST, data)
    assert chapters(article)[0] == "Durch die Marsch"
    assert "One page is missing or damaged and left out." in article.notice


def test_damaged_part_of_the_archive_costs_no_other() -> None:
    data = book()
    entry = zipfile.ZipFile(BytesIO(data)).getinfo(FIRST)
    at = entry.header_offset + 30 + len(FIRST) + entry.compress_size // 2
    article = read_bytes(data[:at] + b"\xff\xff\xff\xff" + data[at + 4 :], name="buch.epub")
    assert chapters(article)[0] == "Durch die Marsch"


def test_page_that_is_no_xml_is_read_all_the_same() -> None:
    article = changed(FIRST, b"<html><body><p>Eins & zwei<br>drei<p>vier")
    assert chapters(article)[:3] == ["Über den Deich", "Eins & zwei drei", "vier"]


def test_page_in_another_encoding_is_read() -> None:
    data = xhtml("<p>Möwe</p>").replace(b"?>", b' encoding="iso-8859-1"?>', 1).decode().encode("latin-1")
    assert "Möwe" in texts(changed(FIRST, data))


def test_heading_is_made_of_the_lines_that_say_a_title() -> None:
    article = changed(FIRST, xhtml("<p>Über</p><div>den Deich</div><p>Text.</p>"))
    assert chapters(article)[:2] == ["Über den Deich", "Text."]
    article = changed(FIRST, xhtml("Loser Text."))
    assert [(block.kind, block.text) for block in article.blocks[6:8]] == [
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
    assert chapters(read_bytes(file.getvalue(), name="buch.epub"))[:2] == ["Neu", "Durch die Marsch"]


def test_what_is_no_archive_and_what_has_no_text_is_refused() -> None:
    assert "is damaged and cannot be unpacked" in refusal(book()[:-60])
    empty: dict[str, bytes | None] = dict.fromkeys((COVER, FIRST, SECOND), xhtml(""))
    anyway = {**MIMETYPE, **empty, "EPUB/nav.xhtml": None, "EPUB/text/anmerkungen.xhtml": None}
    assert "has no text that can be read" in refusal(packed(BOOKS / "neu", anyway))
