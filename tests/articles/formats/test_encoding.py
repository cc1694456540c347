from __future__ import annotations

import codecs
import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.formats.encoding import Decoder, decode
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


@pytest.mark.parametrize("end", ["\x85", "\u2028"])
def test_other_line_ends_become_line_feeds_too(end: str) -> None:
    assert decode(f"ä{end}b".encode()).text == "ä\nb"
    assert decode("ä\u2029b".encode()).text == "ä\n\nb"


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


@pytest.mark.parametrize(("codec", "said"), [("cp850", "those of DOS"), ("mac-roman", "of old Macs")])
@pytest.mark.parametrize("text", ["Schöne Grüße aus Köln", "Ämter und Öfen, übergroßes Mädchen, müde Käufer"])
def test_old_code_pages_are_told_by_umlauts_in_words(text: str, codec: str, said: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert said in decoded.notice
    assert decoded.notice.endswith("--encoding names another.")


@pytest.mark.parametrize(
    "text",
    [
        "„Das Haus“, „das Tor“ – “nothing” ‘at all’",
        "Miloš und Žižek in Šibenik, Škoda, šest",
        "Café, garçon, señor, œuvre",
        "»Weiß ich’s?« – »Nein…«",
        "80 € · 20 ° · § 5 · 3½",
    ],
)
def test_text_with_few_or_no_umlauts_stays_cp1252(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252", "")


def test_frames_of_dos_are_no_umlauts() -> None:
    text = "┌──────┐\n│ Größe│ schöner Übertrag für Käufer\n└──────┘"
    assert decode(text.encode("cp437")).text == text


def test_end_of_a_dos_text_is_no_character_of_it() -> None:
    assert decode("früher für später".encode("cp850") + b"\x1a\x1a").text == "früher für später"


def test_bytes_of_windows_in_utf8_are_read_as_such() -> None:
    strays = "Spaß: „fünf“ Café“ – schön"
    decoded = decode(TEXT.encode() + strays.encode("cp1252") + b"\n" + TEXT.encode())
    assert (decoded.text, decoded.encoding) == (f"{TEXT}{strays}\n{TEXT}", "utf-8")
    assert decoded.notice == "8 bytes that are not UTF-8 were read as Windows-1252."
    assert decode(TEXT.encode() + b"f\xfcr").notice == "One byte that is not UTF-8 was read as Windows-1252."


@pytest.mark.parametrize("rest", [b"\xe2\x80", b"\xc3", b"\xff", b"\xa4", b"\xe4\xb8"])
def test_what_is_left_of_a_cut_off_character_is_replaced(rest: bytes) -> None:
    decoded = decode(TEXT.encode() + rest + b" Ende")
    assert decoded.text == f"{TEXT}\N{REPLACEMENT CHARACTER} Ende"
    assert decoded.notice.startswith("One character did not fit the encoding utf-8")


def test_notice_tells_what_was_read_from_what_was_replaced() -> None:
    notice = decode(TEXT.encode() + b"f\xfcr \xff und \xff").notice
    assert notice == (
        "One byte that is not UTF-8 was read as Windows-1252, and 2 fit neither and are shown as "
        "\N{REPLACEMENT CHARACTER}."
    )


def test_text_that_was_encoded_twice_is_left_alone() -> None:
    twice = "Größe".encode().decode("cp1252")
    assert decode(twice.encode()) == (twice, "utf-8", "")


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


SHREDS = st.lists(
    st.sampled_from(
        [b"\xe4", b"\xe2\x80", b"\x93", b"\xc3\xa4", b"\xf0\x9f\x98", b"a ", b"\r", b"\n", b"\x85", b"\x1a"]
    ),
    max_size=30,
).map(lambda shreds: "ä".encode() * 20 + b"".join(shreds))


@given(SHREDS, st.lists(st.integers(0, 90), max_size=6))
def test_text_in_pieces_comes_out_as_it_does_in_one(data: bytes, cuts: list[int]) -> None:
    whole, pieces = Decoder("utf-8"), Decoder("utf-8")
    edges = [0, *sorted(cuts), len(data)]
    parts = [pieces.decode(data[one:two]) for one, two in pairwise(edges)]
    assert "".join([*parts, pieces.decode(b"", final=True)]) == whole.decode(data, final=True)
    assert pieces.notice == whole.notice


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=100))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text.lstrip("\ufeff")
