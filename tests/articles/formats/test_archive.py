"""Archives and XML that were made to take all memory or time."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest

from articles.formats import xml_tree
from articles.formats.archive import MOST_UNPACKED, Archive
from articles.formats.unreadable import UnreadableError
from articles.formats.xml_tree import DEEPEST, MOST_NAMES, TooLargeError, XmlError, parse_xml


def archive(method: int = zipfile.ZIP_DEFLATED, **parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return file.getvalue()


def refusal(data: bytes, part: str = "a") -> str:
    with pytest.raises(UnreadableError) as caught:
        Archive(data, "x.odt").tree(part)
    return str(caught.value)


def test_part_that_unpacks_to_a_thousand_times_its_size_is_refused_before_it_does() -> None:
    data = archive(a=bytes(MOST_UNPACKED))
    assert len(data) < 50_000
    tracemalloc.start()
    assert "unpacks to more" in refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_UNPACKED


def test_parts_that_are_too_large_together_are_refused() -> None:
    half = bytes(range(256)) * (MOST_UNPACKED // 512) + b"x"
    found = Archive(archive(zipfile.ZIP_STORED, a=half, b=half), "x.odt")
    assert found.part("a") is not None
    with pytest.raises(UnreadableError, match="unpacks to more"):
        found.part("b")


def test_part_whose_size_is_a_lie_is_not_believed() -> None:
    data = bytearray(archive(a=b"<a>" + b" " * 5_000_000 + b"</a>"))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (7).to_bytes(4, "little")
    assert refusal(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_documents_do_not_have_are_refused(method: int) -> None:
    assert "damaged" in refusal(archive(method, a=b"<a/>"))


def test_part_that_is_not_there_is_none() -> None:
    assert Archive(archive(a=b"<a/>"), "x.odt").tree("b") is None


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * (DEEPEST + 1),
        b"<a>" + b"<b/>" * 10_000,
        b"<a>" + b"<b c='d'/>" * 5_000,
        b"<a " + b" ".join(b"b%d=''" % at for at in range(MOST_NAMES + 1)) + b"/>",
    ],
    ids=["deep", "elements", "attributes", "names"],
)
def test_tree_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(xml_tree, "MOST_NODES", 10_000)
    with pytest.raises(TooLargeError):
        parse_xml(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a>&unknown;</a>",
        b"<!DOCTYPE a><a/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"),
        b"<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>",
        b"<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'><a/>",
        b"<?xml version='1.0' encoding='nothing'?><a/>",
        b"<?xml version='1.0' encoding='base64'?><a/>",
        b"<a>\x00</a>",
    ],
)
def test_xml_that_is_broken_or_has_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(XmlError):
        parse_xml(data)


def test_names_of_the_formats_lose_their_namespace_and_others_keep_it() -> None:
    root = parse_xml(
        b"<w:p xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main' w:val='1' xmlns:x='urn:x' "
        b"x:val='2' y='3'/>"
    )
    assert (root.tag, root.attrib) == ("p", {"val": "1", "{urn:x}val": "2", "y": "3"})
