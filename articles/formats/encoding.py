"""Bytes to text: which encoding it is, and what to tell the reader when something did not fit."""

from __future__ import annotations

import codecs

from articles.formats.unreadable import READABLE, UnreadableError
from articles.values import NamedTuple

SAMPLE_BYTES = 65536
"""How many bytes from the beginning say whether something is text, and whether it is UTF-8."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 before UTF-16, whose mark is the beginning of the other's.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE: tuple[tuple[str, int, tuple[int, ...], tuple[int, ...]], ...] = (
    ("utf-32-le", 4, (2, 3), (0,)),
    ("utf-32-be", 4, (0, 1), (3,)),
    ("utf-16-le", 2, (1, 3), (0, 2)),
    ("utf-16-be", 2, (0, 2), (1, 3)),
)
"""Encodings, bytes a character, and which bytes of every four are nearly always, or hardly ever, NUL."""
_UNUSUAL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b")
_REPLACED = "\N{REPLACEMENT CHARACTER}"
_BINARY = f"This is not text but binary data; {READABLE}."


class Decoded(NamedTuple):
    """The text that bytes stood for."""

    text: str
    """Without byte order mark, every line end a line feed."""
    encoding: str
    """As Python names it: `utf-8`, `utf-16-le`, `cp1252`."""
    notice: str = ""
    """One sentence when characters had to be replaced, else empty."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of `data`, judging the encoding by the bytes unless `encoding` names one.

    A byte order mark decides, then the pattern of NUL bytes (UTF-16, UTF-32), then UTF-8 that holds, then
    Windows-1252. A text that began as UTF-8 stays UTF-8 when a few bytes further on are damaged: they are
    replaced by U+FFFD and the notice says so. Raises UnreadableError for binary data and for an encoding that
    does not exist.
    """
    if encoding is not None:
        return _as_told(data, codec_name(encoding))
    guess = guess_encoding(data[:SAMPLE_BYTES])
    if guess is not None:
        return _replacing(data, guess)
    try:
        return _decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _damaged_or_western(data)


def codec_name(encoding: str) -> str:
    """Return Python's name of a text encoding; raise UnreadableError when there is none of that name."""
    try:
        codec = codecs.lookup(encoding)
        # Not every codec is of text: this refuses base64, zlib and the like, and names with NULs or accents.
        "".encode(codec.name)
    except (LookupError, ValueError):
        raise UnreadableError(
            "There is no encoding of the name given with --encoding; try utf-8, cp1252, cp850 or utf-16."
        ) from None
    return "utf-8" if codec.name == "utf-8-sig" else codec.name


def guess_encoding(sample: bytes) -> str | None:
    """Return the encoding that the beginning of a text leaves no doubt about, else None.

    None means UTF-8 or Windows-1252, which the rest has to decide. `sample` is the whole text or its first
    SAMPLE_BYTES. Raises UnreadableError for binary data.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return name
    if b"\x00" in sample:
        wide = _wide_encoding(sample)
        if wide is not None:
            return wide
    valid = _is_utf8(sample)
    unusual = len(sample) - len(sample.translate(None, delete=_UNUSUAL))
    # Control characters stand in many a text; what is full of them, or no UTF-8 and holds a NUL, is no text.
    nul = b"\x00" in sample
    if unusual * (3 if valid and not nul else 200) > len(sample) or (nul and not valid):
        raise UnreadableError(_BINARY)
    return "utf-8" if valid and not sample.isascii() else None


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < SAMPLE_BYTES)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(sample: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a byte order mark by where the NULs stand."""
    whole = sample[: len(sample) // 4 * 4] or sample
    nul = [whole[place::4].count(0) / max(1, len(whole[place::4])) for place in range(4)]
    for name, width, high, low in _WIDE:
        often = 0.9 if width == 4 else 0.4
        if all(nul[place] > often for place in high) and all(nul[place] < 0.1 for place in low):
            return _if_text(sample, name, width)
    return None


def _if_text(sample: bytes, name: str, width: int) -> str | None:
    text = sample[: len(sample) // width * width].decode(name, "replace")
    strange = sum(text.count(chr(code)) for code in _UNUSUAL) + text.count(_REPLACED)
    return name if strange * 200 <= len(text) else None


def _as_told(data: bytes, name: str) -> Decoded:
    for mark, marked in _BOMS:
        if data.startswith(mark) and marked.startswith(name):
            return _replacing(data, marked)
    return _replacing(data, name)


def _replacing(data: bytes, name: str) -> Decoded:
    for mark, marked in _BOMS:
        if marked == name and data.startswith(mark):
            data = data[len(mark) :]
            break
    try:
        return _decoded(data.decode(name), name)
    except UnicodeError:
        return _patched(data, name)


def _patched(data: bytes, name: str) -> Decoded:
    try:
        text = data.decode(name, "replace")
    except UnicodeError:
        # Some codecs (idna, punycode) refuse whatever the error handler says.
        raise UnreadableError(
            f"This text cannot be read as {name}; leave out --encoding or try another."
        ) from None
    count = max(1, text.count(_REPLACED))
    return _decoded(text, name, f"{_characters(count)} did not fit the encoding {name} and {_were(count)}.")


def _damaged_or_western(data: bytes) -> Decoded:
    """Choose between UTF-8 with a few damaged bytes and Windows-1252, by what most bytes beyond ASCII say."""
    text = data.decode("utf-8", "replace")
    bad = text.count(_REPLACED)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good > 4 * bad:
        return _patched(data, "utf-8")
    text = data.decode("cp1252", "replace")
    count = text.count(_REPLACED)
    notice = ""
    if count:
        # In the code pages of DOS, 81 is ü: the likeliest reason for a byte that Windows-1252 does not have.
        notice = f"{_characters(count)} did not fit the encoding cp1252 and {_were(count)}; try --encoding cp850."
    return _decoded(text, "cp1252", notice)


def _characters(count: int) -> str:
    return "One character" if count == 1 else f"{count} characters"


def _were(count: int) -> str:
    return "is shown as \N{REPLACEMENT CHARACTER}" if count == 1 else "are shown as \N{REPLACEMENT CHARACTER}"


def _decoded(text: str, name: str, notice: str = "") -> Decoded:
    return Decoded(with_line_feeds(text).lstrip("\ufeff"), name, notice)


def with_line_feeds(text: str) -> str:
    """Return `text` with CRLF and CR turned into LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
