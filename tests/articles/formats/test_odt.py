from __future__ import annotations

import pytest
from support.samples import FOLDER, packed

from articles.article import Article, Block
from articles.formats.detect import read_bytes
from articles.formats.odt import read
from articles.formats.unreadable import UnreadableError

SAMPLE = FOLDER / "odt/aufsatz"
SPACES = " ".join(
    f"xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("table", "table"),
        ("draw", "drawing"),
    )
)


def flat(body: str, styles: str = "") -> bytes:
    return (
        f"<?xml version='1.0'?><office:document {SPACES}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def article(data: bytes) -> Article:
    return read(data, name="brief.odt", source="", encoding=None)


def blocks(body: str, styles: str = "") -> list[Block]:
    return list(article(flat(body, styles)).blocks)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        article(data)
    sentence = str(caught.value)
    assert sentence.startswith("“brief.odt” ")
    assert sentence.endswith(".")
    return sentence


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("Quotations", "quotation", 1),
        ("Zitat", "quotation", 1),
        ("Preformatted_20_Text", "code", 0),
        ("Vorformatierter_20_Text", "code", 0),
        ("_dc_berschrift_20_2", "heading", 2),
        ("Title", "heading", 1),
        ("Untertitel", "heading", 2),
        ("Standard", "paragraph", 0),
    ],
)
def test_kind_follows_from_the_name_of_the_style_even_where_it_is_not_defined(
    name: str, kind: str, level: int
) -> None:
    [block] = blocks(f"<text:p text:style-name='{name}'>Text</text:p>")
    assert (block.kind, block.level) == (kind, level)


@pytest.mark.parametrize(
    ("properties", "mark"),
    [
        ("fo:font-weight='700'", "strong"),
        ("fo:font-style='oblique'", "emphasis"),
        ("style:text-position='super 58%'", "superscript"),
        ("style:text-position='-30% 58%'", "subscript"),
        ("style:text-position='0% 100%'", ""),
        ("style:text-line-through-style='solid'", "deleted"),
        ("style:text-line-through-type='double'", "deleted"),
        ("style:text-line-through-style='none' style:text-line-through-type='none'", ""),
        ("fo:font-weight='normal'", ""),
    ],
)
def test_look_of_a_span_makes_its_mark(properties: str, mark: str) -> None:
    style = f"<style:style style:name='T' style:family='text'><style:text-properties {properties}/></style:style>"
    [block] = blocks("<text:p>a<text:span text:style-name='T'>b</text:span></text:p>", style)
    assert [found.kind for found in block.marks] == ([mark] if mark else [])


def test_lines_of_verse_are_paragraphs() -> None:
    verse = "Über den Dächern<text:line-break/>liegt noch der Nebel<text:line-break/>und schweigt."
    assert [block.text for block in blocks(f"<text:p>{verse}</text:p>")] == [
        "Über den Dächern", "liegt noch der Nebel", "und schweigt.",
    ]  # fmt: skip


def test_parts_without_a_mimetype_are_told_by_their_names() -> None:
    data = packed(SAMPLE, {"mimetype": None})
    assert read_bytes(data, name="brief.odt").format == "odt"


def test_encrypted_document_is_told() -> None:
    manifest = (SAMPLE / "META-INF/manifest.xml").read_bytes()
    assert "password" in refusal(
        packed(SAMPLE, {"META-INF/manifest.xml": manifest.replace(b"</", b"<manifest:encryption-data/></", 1)})
    )


def test_old_manifest_with_a_document_type_does_no_harm() -> None:
    manifest = b"<!DOCTYPE manifest:manifest SYSTEM 'Manifest.dtd'><manifest:manifest xmlns:manifest='x'/>"
    assert article(packed(SAMPLE, {"META-INF/manifest.xml": manifest})).blocks


def test_spreadsheets_and_slides_are_refused() -> None:
    sheet = flat("").replace(b"office:text", b"office:spreadsheet")
    assert "without a text" in refusal(packed(SAMPLE, {"content.xml": sheet}))


def test_document_without_content_is_damaged() -> None:
    assert "damaged" in refusal(packed(SAMPLE, {"content.xml": None}))
    assert "damaged" in refusal(packed(SAMPLE, {"content.xml": b"<office:document"}))


def test_document_type_is_refused_whatever_it_declares() -> None:
    entity = b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><office:document"
    assert "damaged" in refusal(flat("<text:p>&x;</text:p>").replace(b"<office:document", entity, 1))


def test_many_blanks_and_repeated_cells_are_not_unpacked() -> None:
    cell = "<table:table-cell table:number-columns-repeated='999999999'><text:p>a</text:p></table:table-cell>"
    body = (
        f"<table:table><table:table-row table:number-rows-repeated='999999999'>{cell * 2}</table:table-row>"
        "</table:table><text:p text:style-name='Code'>b<text:s text:c='999999999'/>c</text:p>"
    )
    row, code = blocks(body)
    assert row.text == "a | a"
    assert len(code.text) < 100


def test_list_style_comes_from_the_paragraph_where_the_list_has_none() -> None:
    styles = (
        "<style:style style:name='P' style:family='paragraph' style:list-style-name='L'/>"
        "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='a' "
        "style:num-suffix=')'/></text:list-style>"
    )
    item = "<text:list-item><text:p text:style-name='P'>x</text:p></text:list-item>"
    assert [block.label for block in blocks(f"<text:list>{item * 2}</text:list>", styles)] == ["a)", "b)"]


@pytest.mark.parametrize(
    "opening",
    [
        "<text:p><text:span>",
        "<text:section>",
        "<text:list><text:list-item>",
        "<text:p><draw:frame><draw:text-box>",
        "<text:p><text:note><text:note-body>",
        "<table:table><table:table-row><table:table-cell>",
    ],
)
def test_whatever_is_nested_as_deep_as_xml_may_be_is_read(opening: str) -> None:
    names = [part.strip("<") for part in opening.split(">") if part]
    times = 190 // len(names)
    closing = "".join(f"</{name}>" for name in reversed(names))
    found = blocks(opening * times + "<text:p>innen</text:p>" + closing * times)
    assert "innen" in " ".join(block.text for block in found)


def test_empty_document_has_no_blocks() -> None:
    assert blocks("") == []
