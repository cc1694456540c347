from __future__ import annotations

from pathlib import Path

import pytest
from support.samples import FOLDER, expected, reading

from articles.article import Article
from articles.formats import html_main
from articles.formats.detect import open_article, read_article, read_bytes
from articles.formats.unreadable import UnreadableError

SAMPLES = sorted(path for path in (FOLDER / "html").iterdir() if path.suffix != ".json")
PROSE = (
    "Die Gemeinde hat am Dienstag angekündigt, dass der Umbau des Bahnhofs frühestens im Frühjahr beginnt, "
    "weil die Behörden zu spät reagiert haben."
)


def page(body: str, head: str = "") -> Article:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name="seite.html")


def site(article: str, head: str = "", around: str = "") -> Article:
    menu = "".join(f"<li><a href='/{number}'>Rubrik {number}</a></li>" for number in range(9))
    body = f"<nav><ul>{menu}</ul></nav>{around}<main>{article}</main><footer>Impressum</footer>"
    return page(body, head)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_is_read_as_expected(sample: Path) -> None:
    article = read_article(sample)
    assert reading(article) == expected(sample.with_suffix(".json"))
    assert (article.source, open_article(sample)) == (str(sample), article)


def test_a_document_by_hand_is_read_whole() -> None:
    body = "".join(f"<h2>Teil {n}</h2><p>Kurz.<p>{PROSE}<ul><li>a<li>b</ul>" for n in range(9))
    article = page(f"<h1>Titel</h1>{body}<p>Siehe <a href='https://a.example/'>dort</a>.")
    assert texts(article) == [
        "Titel", *(text for n in range(9) for text in (f"Teil {n}", "Kurz.", PROSE, "a", "b")), "Siehe dort.",
    ]  # fmt: skip
    assert article.notice == ""


def test_a_document_in_a_frame_of_a_table_is_read_whole() -> None:
    article = page(f"<table width=600><tr><td><h1>Titel</h1><p>{PROSE}<p>Kurz.<p>{PROSE} Und mehr.</table>")
    assert texts(article) == ["Titel", PROSE, "Kurz.", PROSE + " Und mehr."]


def test_of_a_page_the_headline_the_lead_and_captions_are_read_too() -> None:
    lead = "Seit Jahren wird in Weidenau über den Umbau gestritten; nun gibt es einen Plan für den Bahnhof."
    article = site(
        f"<div class=kopf><h1>Umbau beginnt</h1><p>{lead}</p></div><div class=text><p>{PROSE}</p>"
        f"<figure><figcaption>Der Bahnhof von 1911</figcaption></figure>{f'<p>{PROSE} Auch das.</p>' * 4}</div>",
        f"<title>Umbau beginnt - Bote</title><meta name=description content='{lead}'>",
    )
    assert texts(article)[:4] == ["Umbau beginnt", lead, PROSE, "Der Bahnhof von 1911"]
    assert article.title == "Umbau beginnt"
    assert article.notice == "Of this page only the article is shown."
    assert not {"Rubrik 1", "Impressum"} & set(texts(article))


def test_author_and_date_are_told() -> None:
    head = (
        "<meta name=author content='Anna Beispiel'><meta property='article:published_time' content='2023-04-05'>"
    )
    assert site(f"<p>{PROSE}</p>" * 3, head).notice == (
        "Of this page only the article is shown (by Anna Beispiel, 2023-04-05)."
    )
    assert page(f"<p>{PROSE}", "<meta name=author content='Anna Beispiel'>").notice == "By Anna Beispiel."


def test_an_article_that_cannot_be_told_from_the_rest_is_read_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: None)
    assert texts(site(f"<p>{PROSE}")) == [PROSE]
    assert texts(page(f"<div class=menu>Menü</div><p>{PROSE}")) == ["Menü", PROSE]


def test_whatever_trafilatura_raises_the_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    monkeypatch.setattr("trafilatura.extract_metadata", fail)
    article = site(f"<p>{PROSE}", "<title>Titel</title>")
    assert (texts(article), article.title) == ([PROSE], "Titel")


def test_a_page_that_takes_too_long_is_read_without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_main, "_MOST_RUNS", 5)
    monkeypatch.setattr("trafilatura.bare_extraction", None)
    assert texts(site(f"<h1>Titel</h1><p>{PROSE}")) == ["Titel", PROSE]


def test_data_for_search_engines_that_would_take_long_is_left_out() -> None:
    article = site(
        f"<p>{PROSE}</p>" * 3, f"<script type='application/ld+json'>{{'a': '{'<b ' * 100_000}'}}</script>"
    )
    assert PROSE in texts(article)


def test_the_terminal_hears_nothing_of_what_libraries_find_wrong(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadableError):
        site("<script>zeichne()</script>", "<link rel=canonical href='http://[/'>")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (f"<meta charset=utf-8><p>{PROSE}".encode("cp1252"), "cp1252"),
        (f"<meta charset=iso-8859-1><p>{PROSE}".encode(), "utf-8"),
        (f"<meta charset=iso-8859-1><p>{PROSE}".encode("cp1252"), "cp1252"),
        (f"<meta charset=us-ascii><p>{PROSE}".encode("cp1252"), "cp1252"),
        (
            f"<?xml version='1.0' encoding='ISO-8859-15'?><html><p>{PROSE}</html>".encode("iso8859-15"),
            "iso8859-15",
        ),
        (f"<meta http-equiv=x content='text/html; charset=macintosh'><p>{PROSE}".encode("mac-roman"), "mac-roman"),
        (f"<!-- <meta charset=koi8-r> --><p>{PROSE}".encode("cp1252"), "cp1252"),
        (f"<meta charset=unicode_escape><p>{PROSE}".encode("cp1252"), "cp1252"),
        (f"<meta charset=utf-16><p>{PROSE}".encode(), "utf-8"),
        (f"<meta charset=gibtesnicht><p>{PROSE}".encode("cp1252"), "cp1252"),
        (f"<meta charset=iso-8859-1><p>{PROSE}".encode("utf-8-sig"), "utf-8"),
        (f"<meta charset=iso-8859-1><p>{PROSE}".encode("utf-16"), "utf-16-le"),
        (f"<html><meta charset=iso-8859-1><p>{PROSE}".encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_an_encoding_is_what_the_bytes_say_or_else_what_is_declared(data: bytes, encoding: str) -> None:
    article = read_bytes(data, name="seite.html")
    assert (texts(article), article.encoding, article.notice) == ([PROSE], encoding, "")


def test_the_windows_characters_of_latin_1_are_read() -> None:
    data = "<meta charset=iso-8859-1><p>„So“ – 5 €".encode("cp1252")
    assert texts(read_bytes(data, name="a.htm")) == ["„So“ – 5 €"]


def test_the_encoding_that_is_told_overrules_all() -> None:
    data = "<meta charset=utf-8><p>übergroß".encode("cp850")
    article = read_bytes(data, name="a.html", encoding="cp850")
    assert (texts(article), article.encoding) == (["übergroß"], "cp850")


def test_what_had_to_be_replaced_is_told() -> None:
    article = read_bytes(f"<meta charset=utf-8><p>{PROSE} {PROSE}".encode() + b"\xff!", name="a.html")
    assert article.encoding == "utf-8"
    assert article.notice


def test_language_and_base_are_those_of_the_page() -> None:
    data = f"<html lang=DE_CH><base href='https://a.example/b/'><p>{PROSE} <a href=c>Wort</a></html>".encode()
    article = read_bytes(data, name="a.html")
    assert (article.language, article.blocks[0].marks[0].href) == ("de-CH", "https://a.example/b/c")
    assert read_bytes(b"<html lang='<b>'><p>x", name="a.html").language == "de"


def test_a_text_that_is_set_like_code_is_read_as_the_text_it_is() -> None:
    article = page(f"<pre>{PROSE}\n\n{PROSE} Und weiter.\n\n{PROSE}\n</pre>")
    assert [(block.kind, block.text) for block in article.blocks] == [
        ("paragraph", PROSE), ("paragraph", PROSE + " Und weiter."), ("paragraph", PROSE),
    ]  # fmt: skip


def test_pages_without_text_are_refused_with_a_sentence() -> None:
    with pytest.raises(UnreadableError, match="has no text: open it in a browser"):
        page("<script>zeichne()</script><noscript>Bitte JavaScript einschalten</noscript>")
    with pytest.raises(UnreadableError, match=r"only holds frames; .* say “inhalt"):
        read_bytes(
            b"<html><frameset><frame src=inhalt.htm><noframes>Keine Frames?</noframes></frameset>", name="a"
        )


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (b"<TITLE>x</TITLE><P>Text", "a.HTM", "html"),
        (b"Text<br>mehr", "a.html", "html"),
        (b"<p>Text", "a.txt", "plain"),
        (b"Kein einziges Element, 1 < 2.", "a.html", "plain"),
        (b"\n<!DOCTYPE html><p>Text", "-", "html"),
        (b"\xef\xbb\xbf<HTML lang=de><p>x", "a.txt", "html"),
        ("<!doctype html><p>Text".encode("utf-16"), "a", "html"),
        (b"<?xml version='1.0'?><p>x</p>", "a.xhtml", "html"),
        ("<p>Text".encode("utf-16"), "a.html", "html"),
    ],
)
def test_a_page_is_told_by_its_beginning_or_its_name(data: bytes, name: str, form: str) -> None:
    assert read_bytes(data, name=name).format == form
