from __future__ import annotations

import codecs
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.formats.encoding import decode
from articles.formats.unreadable import UnreadableError

TEXT = "Über „Größe“ – fünf Straßen, äußerst schön.\nZweite Zeile.\n"
PLAIN = TEXT.replace("„", '"').replace("“", '"').replace("–", "-")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252"])
def test_encoding_is_told_without_a_byte_order_mark(codec: str) -> None:
    decoded = decode(TEXT.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.notice) == (TEXT, codec, "")


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_byte_order_mark_decides_and_is_no_part_of_the_text(codec: str) -> None:
    decoded = decode(("\ufeff" + TEXT).encode(codec))
    assert (decoded.text, decoded.encoding) == (TEXT, codec)


def test_latin_1_is_read_as_cp1252() -> None:
    assert decode(PLAIN.encode("latin-1")).text == PLAIN


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE])
def test_empty_text_has_no_characters(data: bytes) -> None:
    assert decode(data).text == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds(end: str) -> None:
    assert decode(f"a{end}b{end}{end}c".encode()).text == "a\nb\n\nc"


def test_mixed_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\nd").text == "a\nb\nc\nd"


def test_byte_that_windows_does_not_have_is_replaced_with_a_notice() -> None:
    decoded = decode(b"gr\xf6\xdfer als \x81ber")
    assert decoded.text == "größer als \N{REPLACEMENT CHARACTER}ber"
    assert decoded.notice.startswith("One character did not fit the encoding cp1252")
    assert decoded.notice.endswith("try --encoding cp850.")


def test_few_damaged_bytes_do_not_make_utf8_another_encoding() -> None:
    decoded = decode(TEXT.encode() * 3 + b"\xff Ende")
    assert decoded.encoding == "utf-8"
    assert decoded.text == TEXT * 3 + "\N{REPLACEMENT CHARACTER} Ende"
    assert decoded.notice.startswith("One character did not fit the encoding utf-8 and is shown as")


def test_text_that_began_as_utf8_stays_it_however_much_is_damaged_later() -> None:
    decoded = decode(TEXT.encode() * 2000 + "größer".encode("cp1252") * 20000)
    assert decoded.encoding == "utf-8"
    assert decoded.text.startswith(TEXT * 2000)


def test_named_encoding_overrides() -> None:
    assert decode("größer".encode("cp850"), "CP850").text == "größer"


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "UTF-16LE"])
def test_named_encoding_drops_its_byte_order_mark(name: str) -> None:
    assert decode(codecs.BOM_UTF16_LE + "schön".encode("utf-16-le"), name).text == "schön"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig"])
def test_named_utf8_replaces_what_does_not_fit(name: str) -> None:
    decoded = decode(codecs.BOM_UTF8 + b"sch\xf6n", name)
    assert (decoded.text, decoded.encoding) == ("sch\N{REPLACEMENT CHARACTER}n", "utf-8")
    assert decoded.notice == (
        "One character did not fit the encoding utf-8 and is shown as \N{REPLACEMENT CHARACTER}."
    )


@pytest.mark.parametrize("name", ["klingon", "", "base64", "rot13", "undefined", "utf-8\0", "../x", "ü"])
def test_name_of_no_text_encoding_is_refused(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"^There is no encoding of the name given"):
        decode(b"x", name)


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(57) + b"text " * 10,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + zlib.compress(bytes(range(256)) * 20),
        struct.pack("<500h", *range(-250, 250)),
        bytes(1000),
        bytes(range(256)) * 4,
        b"Hallo\x00Welt",
        b"\x01\x02\x03\x04",
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"binary data; .*\.$"):
        decode(data)


def test_stray_nul_in_a_long_text_is_kept() -> None:
    text = TEXT * 20 + "\0" + TEXT * 20
    assert decode(text.encode()).text == text


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "utf-7", "idna", "punycode"]))
def test_any_bytes_give_a_text_or_one_sentence(data: bytes, encoding: str | None) -> None:
    text, sentence = "", "."
    try:
        text = decode(data, encoding).text
    except UnreadableError as error:
        sentence = str(error)
    assert "\r" not in text
    assert sentence.endswith(".")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=100))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text.lstrip("\ufeff")
