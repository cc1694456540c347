from __future__ import annotations

import pytest
from support.samples import FOLDER, packed, zipped

from articles.article import Article, Block
from articles.formats.docx import read
from articles.formats.unreadable import UnreadableError

SAMPLE = FOLDER / "docx/interview"
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(body: str, **parts: str) -> bytes:
    """Return a document with this body; `parts` are added by their names without suffix, in word/."""
    declared = f"xmlns:w='{SPACE}'"
    related = "".join(f"<Relationship Id='{name}' Type='x/{name}' Target='{name}.xml'/>" for name in parts)
    changes: dict[str, bytes | None] = {
        "word/document.xml": f"<w:document {declared}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": f"<Relationships>{related}</Relationships>".encode(),
    }
    for name, part in parts.items():
        changes[f"word/{name}.xml"] = f"<w:{name} {declared}>{part}</w:{name}>".encode()
    return packed(SAMPLE, changes)


def article(data: bytes) -> Article:
    return read(data, name="brief.docx", source="", encoding=None)


def blocks(body: str, **parts: str) -> list[Block]:
    return list(article(document(body, **parts)).blocks)


def outline(body: str, **parts: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, block.text) for block in blocks(body, **parts)]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        article(data)
    sentence = str(caught.value)
    assert sentence.startswith("“brief.docx” ")
    assert sentence.endswith(".")
    return sentence


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def style(name: str, more: str = "") -> str:
    return f"<w:style w:type='paragraph' w:styleId='S'><w:name w:val='{name}'/>{more}</w:style>"


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("heading 1", "heading", 1),
        ("Überschrift 3", "heading", 3),
        ("überschrift 2", "heading", 2),
        ("heading 9", "heading", 6),
        ("Titel", "heading", 1),
        ("Subtitle", "heading", 2),
        ("Intensives Zitat", "quotation", 1),
        ("Intense Quote", "quotation", 1),
        ("Block Text", "quotation", 1),
        ("HTML Vorformatiert", "code", 0),
        ("Source Code", "code", 0),
        ("Body Text", "paragraph", 0),
        ("Überschriften sind toll", "paragraph", 0),
    ],
)
def test_kind_follows_from_the_name_of_the_style(name: str, kind: str, level: int) -> None:
    [block] = blocks(paragraph("Text", "<w:pStyle w:val='S'/>"), styles=style(name))
    assert (block.kind, block.level) == (kind, level)


def test_title_of_the_properties_that_says_nothing_is_passed_over() -> None:
    core = b"<c:p xmlns:c='x' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Dokument1</dc:title></c:p>"
    rels = (FOLDER / "docx/bericht/_rels/.rels").read_bytes()
    assert article(packed(SAMPLE, {"_rels/.rels": rels, "docProps/core.xml": core})).title == "brief"


def test_bold_of_a_heading_style_is_no_mark_but_that_of_a_word_is() -> None:
    runs = "<w:r><w:t>a </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>"
    body = f"<w:p><w:pPr><w:pStyle w:val='S'/></w:pPr>{runs}</w:p>"
    [block] = blocks(body, styles=style("heading 1", "<w:rPr><w:b/></w:rPr>"))
    assert [(mark.kind, mark.span.start) for mark in block.marks] == [("strong", 2)]


def test_struck_out_text_has_a_mark() -> None:
    runs = "".join(f"<w:r><w:rPr>{how}</w:rPr><w:t>a</w:t></w:r>" for how in ("<w:strike/>", "<w:dstrike/>", ""))
    struck = "<w:r><w:rPr><w:strike w:val='0'/></w:rPr><w:t>b</w:t></w:r>"
    [block] = blocks(f"<w:p>{runs}{struck}</w:p>")
    assert [(mark.kind, tuple(mark.span)) for mark in block.marks] == [("deleted", (0, 2))]


def test_lines_of_verse_are_paragraphs_but_none_in_a_row_of_a_table() -> None:
    first, *others = "Über den Dächern", "<w:br/><w:t>liegt noch der Nebel", "<w:cr/><w:t>und schweigt."
    lines = f"<w:r><w:t>{'</w:t>'.join((first, *others))}</w:t></w:r>"
    assert [block.text for block in blocks(f"<w:p>{lines}</w:p>")] == [
        "Über den Dächern", "liegt noch der Nebel", "und schweigt.",
    ]  # fmt: skip
    cell = f"<w:tc><w:p>{lines}</w:p></w:tc>"
    [row] = blocks(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")
    assert row.text == " | ".join(["Über den Dächern liegt noch der Nebel und schweigt."] * 2)


def test_numbers_go_on_behind_a_paragraph_and_start_anew_below() -> None:
    levels = "".join(
        f"<w:lvl w:ilvl='{depth}'><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"
        for depth, form, text in ((0, "upperLetter", "%1."), (1, "decimal", "%1.%2"))
    )
    numbering = f"<w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>"
    numbering += "<w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num>"

    def item(text: str, depth: int) -> str:
        return paragraph(text, f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='7'/></w:numPr>")

    body = item("a", 0) + item("b", 1) + item("c", 1) + paragraph("x") + item("d", 0) + item("e", 1)
    assert outline(body, numbering=numbering) == [
        ("list-item", 1, "A.", "a"),
        ("list-item", 2, "A.1", "b"),
        ("list-item", 2, "A.2", "c"),
        ("paragraph", 0, "", "x"),
        ("list-item", 1, "B.", "d"),
        ("list-item", 2, "B.1", "e"),
    ]


def test_fields_that_never_end_hide_nothing() -> None:
    field = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    body = f"<w:p>{field * 50}<w:r><w:t>weg</w:t></w:r></w:p>" + paragraph("da")
    assert [block.text for block in blocks(body)] == ["da"]


def test_end_of_a_paragraph_that_was_deleted_joins_no_cells() -> None:
    deleted = "<w:rPr><w:del/></w:rPr>"
    cells = "".join(f"<w:tc>{paragraph(text, deleted)}</w:tc>" for text in ("a", "b"))
    assert outline(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{paragraph('c', deleted)}") == [
        ("paragraph", 0, "", "a | b"),
        ("paragraph", 0, "", "c"),
    ]


def test_initial_in_a_frame_of_its_own_begins_the_paragraph_that_follows() -> None:
    initial = paragraph("E", "<w:framePr w:dropCap='drop' w:lines='3'/>")
    assert [block.text for block in blocks(initial + paragraph("s war einmal."))] == ["Es war einmal."]
    framed = paragraph("Kasten", "<w:framePr w:dropCap='none'/>")
    assert [block.text for block in blocks(framed + paragraph("Text"))] == ["Kasten", "Text"]


def test_all_bodies_of_a_document_are_read() -> None:
    assert [block.text for block in blocks(f"{paragraph('Eins')}</w:body><w:body>{paragraph('Zwei')}")] == [
        "Eins", "Zwei",
    ]  # fmt: skip


def test_text_boxes_in_text_boxes_come_once() -> None:
    inner = paragraph("innen")
    for _ in range(30):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    assert [block.text for block in blocks(inner)] == ["innen"]


def test_sign_that_not_all_fonts_have_is_read_in_its_common_form() -> None:
    choices = "<m:Choice><x:symEx x:char='1F600'/></m:Choice><m:Fallback><w:t>\N{GRINNING FACE}</w:t></m:Fallback>"
    sign = f"<m:AlternateContent xmlns:m='http://schemas.openxmlformats.org/m' xmlns:x='urn:x'>{choices}"
    body = f"<w:p><w:r><w:t>Gut </w:t></w:r><w:r>{sign}</m:AlternateContent></w:r></w:p>"
    assert [block.text for block in blocks(body)] == ["Gut \N{GRINNING FACE}"]


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = "".join(
        f"<w:style w:styleId='{one}'><w:name w:val='{one}'/><w:basedOn w:val='{other}'/></w:style>"
        for one, other in ("ST", "TS")
    )
    assert outline(paragraph("Text", "<w:pStyle w:val='S'/>"), styles=styles) == [("paragraph", 0, "", "Text")]


def test_empty_document_has_no_blocks() -> None:
    assert blocks("") == []


def test_spreadsheets_and_slides_are_refused() -> None:
    assert "without a text" in refusal(packed(SAMPLE, {"word/document.xml": None}))


def test_document_type_is_refused_whatever_it_declares() -> None:
    entity = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y 'aaaa'>]>"
    body = f"{entity}<w:document xmlns:w='{SPACE}'><w:body>{paragraph('&x;&y;')}</w:body></w:document>"
    assert "damaged" in refusal(packed(SAMPLE, {"word/document.xml": body.encode()}))


def test_part_that_is_no_xml_is_refused() -> None:
    assert "damaged" in refusal(packed(SAMPLE, {"word/document.xml": b"<w:document>"}))


def test_no_zip_is_refused() -> None:
    assert "damaged" in refusal(b"PK\x03\x04 and nothing else")


def test_password_of_an_archive_is_told() -> None:
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(data))
