from __future__ import annotations

import pytest

from articles.formats import html_tree as module
from articles.formats.html_tree import html_tree, xhtml_tree
from articles.formats.unreadable import UnreadableError


def text(source: str) -> str:
    return "".join(html_tree(source).root.itertext())


def test_nesting_beyond_what_a_tree_can_have_costs_no_text() -> None:
    tree = html_tree("<div>Anfang" + "<p><b>x" * 400 + "Ende")
    assert tree.whole
    assert "".join(tree.root.itertext()) == "Anfang" + "x" * 400 + "Ende"
    assert max(sum(1 for _ in element.iterancestors()) for element in tree.root.iter()) < 210


def test_of_a_page_nested_without_end_the_paragraphs_are_left() -> None:
    tree = html_tree("<p>Anfang" + "<div>" * 5000 + "Mitte" + "</div>" * 5000 + "<p>Ende")
    assert not tree.whole
    assert [element.text for element in tree.root] == ["Anfang", "Mitte", "Ende"]


@pytest.mark.parametrize(
    "source", ["<br>x" * 101, "&amp;" * 201, "x" * 1001], ids=["elements", "texts", "characters"]
)
def test_pages_that_are_too_large_are_refused(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_TAGS", 100)
    monkeypatch.setattr(module, "_MOST_TEXTS", 200)
    monkeypatch.setattr(module, "_MOST_CHARACTERS", 1000)
    with pytest.raises(UnreadableError, match="too large for a web page"):
        html_tree(source)


def test_pictures_in_the_page_itself_do_not_make_it_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CHARACTERS", 1000)
    assert text(f'<img src="data:image/png;base64,{"A" * 2000}">Text') == "Text"


def test_attributes_without_number_or_length_do_no_harm() -> None:
    element = html_tree(
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + f" id={'x' * 50_000}>x"
    ).root
    assert all(len(found.attrib) <= 60 for found in element.iter())
    [paragraph] = html_tree(f"<p title={'x' * 50_000}>x").root.iter("p")
    assert len(paragraph.get("title")) == 20_000


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a\x00b\x01c", "abc"),
        ("&#1;a&#xD800;&#0;", "a\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"),
        ("<p <b>a</b><1>b</1>", "a<1>b"),
        ("a < b && c > d &unbekannt;", "a < b && c > d &unbekannt;"),
        ("<p>a<!-- b", "a"),
        ("", ""),
        ("<!-- nichts -->", ""),
    ],
)
def test_faulty_pages_are_read(source: str, expected: str) -> None:
    assert text(source).strip() == expected


def test_xhtml_has_names_without_prefixes() -> None:
    source = (
        '<?xml version="1.0"?><h:html xmlns:h="http://www.w3.org/1999/xhtml" xmlns:e="http://www.idpf.org/2007/ops">'
        '<h:P e:type="noteref" xml:lang="de">a<h:b/>b&nbsp;&auml;&amp;</h:P></h:html>'
    )
    root = xhtml_tree(source).root
    assert (root.tag, root[0].tag, dict(root[0].attrib)) == (
        "html",
        "p",
        {"epub:type": "noteref", "xml:lang": "de"},
    )
    assert "".join(root.itertext()) == "ab\xa0ä&"


def test_xhtml_that_is_no_xml_is_read_as_html() -> None:
    root = xhtml_tree('<?xml version="1.0"?><html><p>a<br>b & c</html>').root
    assert "".join(root.itertext()) == "ab & c"


@pytest.mark.parametrize(
    "declaration",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "bumm">', '<!ENTITY y "z"><!ENTITY x "&y;&y;">'],
)
def test_no_entity_is_expanded(declaration: str) -> None:
    root = xhtml_tree(f'<?xml version="1.0"?>\n<!DOCTYPE html [{declaration}]>\n<html><p>a &x; b</p></html>').root
    assert "".join(root.itertext()) == "a &x; b"
