"""Fetching over real HTTP, from a server on this machine that behaves badly in every way."""

import gzip
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from support.web import Answer, Server, answer, cut, drip, garbage, redirect, silent

from articles.fetch import Limits, Page, canonical_url, fetch, is_url
from articles.formats.unreadable import UnreadableError
from articles.pages import Pages, file_name, read_page

TEXT = "Eine Überschrift\n\nEin Satz über die Straße.\n"
LIMITS = Limits(connect=2.0, read=0.3, total=1.5, size=1_000_000, redirects=3)
CERTIFICATE = Path(__file__).parents[1] / "data/localhost.pem"
"""A key and a certificate made for these tests, which nobody has signed."""


ANSWERS: dict[str, Answer] = {
    "/artikel.txt": answer(TEXT.encode(), Content_Type="text/plain; charset=utf-8"),
    "/lie.txt": answer(TEXT.encode(), Content_Type="text/plain; charset=iso-8859-1"),
    "/western.txt": answer("„Straße“".encode("cp1252"), Content_Type="text/plain; charset=ISO-8859-1"),
    "/cp850.txt": answer("Straße, Öl".encode("cp850"), Content_Type="text/plain; charset=cp850"),
    "/unknown.txt": answer("Straße".encode("cp1252"), Content_Type="text/plain; charset=klingon"),
    "/packed": answer(gzip.compress(TEXT.encode()), Content_Type="text/plain", Content_Encoding="gzip"),
    "/bomb": answer(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"),
    "/notgzip": answer(b"plain", Content_Encoding="gzip"),
    "/huge": answer(b"x" * 1_100_000),
    "/once": redirect("/artikel.txt"),
    "/endless": redirect("/endless"),
    "/elsewhere": redirect("file:///etc/passwd"),
    "/script": redirect("javascript:alert(1)"),
    "/missing": answer(b"no", 404),
    "/forbidden": answer(b"no", 403),
    "/broken": answer(b"no", 503),
    "/silent": silent,
    "/drip": drip,
    "/cut": cut,
    "/garbage": garbage,
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    running = Server(ANSWERS)
    yield running
    running.close()


def test_page_comes_with_its_declared_type_and_is_read_as_an_article(server: Server) -> None:
    told: list[tuple[int, int]] = []
    page = fetch(server.url + "/artikel.txt", progress=lambda done, all_: told.append((done, all_)))
    assert (page.content_type, page.charset) == ("text/plain", "utf-8")
    assert told[-1] == (len(TEXT.encode()), len(TEXT.encode()))
    article = read_page(page)
    assert [block.text for block in article.blocks] == ["Eine Überschrift", "Ein Satz über die Straße."]
    assert article.source == server.url + "/artikel.txt"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/lie.txt", TEXT.split("\n")[0]),
        ("/western.txt", "„Straße“"),
        ("/cp850.txt", "Straße, Öl"),
        ("/unknown.txt", "Straße"),
        ("/packed", TEXT.split("\n")[0]),
        ("/once", TEXT.split("\n")[0]),
    ],
)
def test_text_is_read_whatever_the_server_says_of_it(server: Server, path: str, text: str) -> None:
    assert read_page(fetch(server.url + path)).blocks[0].text == text


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bomb", "more than 0 MiB"),
        ("/huge", "more than 0 MiB"),
        ("/notgzip", "broke off"),
        ("/endless", "without end"),
        ("/elsewhere", "neither http nor https"),
        ("/script", "neither http nor https"),
        ("/missing", "no page at this address"),
        ("/forbidden", "save it with a browser"),
        ("/broken", "try again later (HTTP status 503)"),
        ("/silent", "does not answer"),
        ("/drip", "within 2 seconds"),
        ("/cut", "broke off"),
        ("/garbage", "cannot be reached"),
    ],
)
def test_what_goes_wrong_is_said_in_a_sentence_without_the_address(server: Server, path: str, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        fetch(server.url + path + "?token=geheim", limits=LIMITS)
    sentence = str(caught.value)
    assert words in sentence
    assert "geheim" not in sentence
    assert "\n" not in sentence


def test_server_that_nobody_vouches_for_is_not_read() -> None:
    server = Server(ANSWERS, certificate=CERTIFICATE)
    try:
        with pytest.raises(UnreadableError, match="could not prove who it is"):
            fetch(server.url + "/artikel.txt", limits=LIMITS)
    finally:
        server.close()
    assert server.asked == []


def test_password_that_is_meant_for_other_programs_is_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ich password geheim\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    sent: list[str] = []

    def listen(handler: BaseHTTPRequestHandler, server: Server) -> None:
        sent.extend(handler.headers.keys())
        answer(b"Text")(handler, server)

    server = Server({"/": listen})
    monkeypatch.setattr("articles.network.is_loopback", lambda host: False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    try:
        fetch(server.url + "/", limits=LIMITS)
    finally:
        server.close()
    assert "User-Agent" in sent
    assert not {"Authorization", "Cookie", "Referer"} & set(sent)


def test_server_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    with pytest.raises(UnreadableError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/", limits=LIMITS)


@pytest.mark.parametrize(
    "name", ["https://example.org/a", "HTTP://example.org", "ftp://example.org", "gemini://x/"]
)
def test_address_is_told_from_a_file(name: str) -> None:
    assert is_url(name)


@pytest.mark.parametrize(
    "name", ["artikel.txt", "http:/x", "://x", "1a://x", "C:\\x", "http://", "ordner/https://x"]
)
def test_file_is_told_from_an_address(name: str) -> None:
    assert not is_url(name)


def test_fragment_does_not_make_another_article() -> None:
    assert canonical_url("https://example.org/a?b=c#d") == "https://example.org/a?b=c"


@pytest.mark.parametrize(
    "name",
    ["ftp://example.org/a", "file:///etc/passwd", "http:///a", "http://[::1", "http://a b/", "http://a/\x1b[2J"],
)
def test_what_is_no_address_of_the_web_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        canonical_url(name)
    assert str(caught.value).isprintable()


def test_copy_is_kept_and_found_again_and_half_a_copy_is_none(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "pages")
    page = Page("https://example.org/a?b=1", TEXT.encode(), "text/plain", "utf-8")
    assert pages.get(page.url) is None
    pages.put(page)
    assert pages.get(page.url) == page
    assert pages.get("https://example.org/a") is None
    content = next(tmp_path.rglob("*.page"))
    content.write_bytes(b"another version")
    assert pages.get(page.url) is None


@pytest.mark.parametrize(
    ("url", "content_type", "name"),
    [
        ("https://example.org/a/artikel.php?id=3", "text/html", "artikel.html"),
        ("https://example.org/", "text/html", "example.html"),
        ("https://example.org/notiz.md", "text/markdown", "notiz.md"),
        ("https://example.org/Stra%C3%9Fe", "text/plain", "Straße.txt"),
        ("https://example.org/buch.epub", "", "buch.epub"),
    ],
)
def test_page_gets_the_name_of_a_file_by_its_type(url: str, content_type: str, name: str) -> None:
    assert file_name(Page(url, b"", content_type)) == name


GERMAN = "Über die Straße führt eine Brücke für Fußgänger."


@pytest.mark.parametrize(
    ("charset", "meta", "written", "read"),
    [
        ("ISO-8859-1", "", "utf-8", "utf-8"),
        ("ISO-8859-1", "utf-8", "utf-8", "utf-8"),
        ("utf-8", "", "cp1252", "cp1252"),
        ("utf-8", "iso-8859-15", "iso8859-15", "iso8859-15"),
        ("", "macintosh", "mac-roman", "mac-roman"),
        ("", "", "cp1252", "cp1252"),
        ("windows-1252", "macintosh", "cp1252", "cp1252"),
        ("klingon", "macintosh", "mac-roman", "mac-roman"),
        ("unicode_escape", "macintosh", "mac-roman", "mac-roman"),
        ("ISO-8859-1", "", "utf-16", "utf-16-le"),
        ("ISO-8859-1", "utf-8", "utf-8-sig", "utf-8"),
    ],
)
def test_bytes_overrule_the_server_and_the_server_the_page(
    charset: str, meta: str, written: str, read: str
) -> None:
    head = f"<meta charset={meta}>" if meta else ""
    page = Page("https://a.example/", f"{head}<p>{GERMAN}</p>".encode(written), "text/html", charset)
    article = read_page(page)
    assert ([block.text for block in article.blocks], article.encoding) == ([GERMAN], read)


def test_a_page_with_a_few_damaged_signs_is_utf_8_whatever_the_server_says() -> None:
    page = Page("https://a.example/", f"<p>{GERMAN}".encode() + b"\xfcber", "text/html", "ISO-8859-1")
    article = read_page(page)
    assert [block.text for block in article.blocks] == [GERMAN + "über"]
    assert "Windows-1252" in article.notice


def test_what_is_no_text_is_refused_whatever_the_server_says_of_its_encoding() -> None:
    with pytest.raises(UnreadableError, match="binary"):
        read_page(Page("https://a.example/", bytes(range(256)) * 9, "text/html", "ISO-8859-1"))
