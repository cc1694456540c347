"""Bytes to text: which encoding it is, and what to tell the reader when something did not fit."""

from __future__ import annotations

import codecs
import io

from articles.formats.unreadable import READABLE, UnreadableError
from articles.values import NamedTuple

SAMPLE_BYTES = 65536
"""How many bytes from the beginning say whether something is text, and whether it is UTF-8."""
PIECEWISE = frozenset(
    (
        "utf-8", "ascii", "cp1252", "iso8859-1", "iso8859-15", "cp850", "cp437", "mac-roman",
        "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be",
    )
)  # fmt: skip
"""Encodings that can be read from any character on: nothing further on depends on what stands before it."""

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
_LINE_ENDS = (("\x85", "\n"), ("\u2028", "\n"), ("\u2029", "\n\n"))
"""What ends a line or a paragraph beside CR and LF: NEL and Unicode's own."""


class Decoded(NamedTuple):
    """The text that bytes stood for."""

    text: str
    """Without byte order mark, every line end a line feed."""
    encoding: str
    """As Python names it: `utf-8`, `utf-16-le`, `cp1252`."""
    notice: str = ""
    """One sentence when the text may not be what it was, else empty."""


class Decoder:
    """Turns a text into characters, piece by piece, and keeps account of what did not fit the encoding."""

    def __init__(self, encoding: str, *, told: bool = False, strict: bool = False) -> None:
        """Begin a text in `encoding`, one of PIECEWISE; when it was `told`, nothing is read as anything else.

        With `strict`, what does not fit raises UnicodeDecodeError.
        """
        self.encoding = encoding
        self._told = told
        self._strict = strict
        self._codec = codecs.getincrementaldecoder(encoding)()
        self._lines = io.IncrementalNewlineDecoder(self._codec, translate=True)
        self._begun = False
        self._held = ""
        """What stands at the end of the text if nothing follows it."""
        self._replaced = 0
        self._western = 0

    def decode(self, piece: bytes, *, final: bool = False) -> str:
        """Return the text of the next piece: no byte order mark at the beginning, every line end a line feed."""
        try:
            text = self._lines.decode(piece, final=final)
        except UnicodeDecodeError:
            if self._strict:
                raise
            text = self._patched(piece, final=final)
        if not self._begun:
            text = text.lstrip("\ufeff")
            self._begun = bool(text)
        # With 1A a text of DOS ends.
        text = self._held + text
        self._held = text[len(text.rstrip("\x1a")) :]
        text = text[: len(text) - len(self._held)]
        for sign, line_feeds in _LINE_ENDS:
            if sign in text:
                text = text.replace(sign, line_feeds)
        return text

    def _patched(self, piece: bytes, *, final: bool) -> str:
        if self._told or self.encoding != "utf-8":
            self._codec.errors = "replace"
            text = self._lines.decode(piece, final=final)
            self._replaced += max(1, text.count(_REPLACED))
        else:
            from articles.formats.strays import read_strays

            self._codec.errors = "surrogateescape"
            text, western, replaced = read_strays(self._lines.decode(piece, final=final))
            self._western += western
            self._replaced += replaced
        self._codec.errors = "strict"
        return text

    @property
    def notice(self) -> str:
        """One sentence about what did not fit so far, else empty."""
        if self._western:
            others = f", and {_counted(self._replaced, 'fits', 'fit')} neither and {_are_shown(self._replaced)}"
            read = f"{_counted(self._western, 'byte that is', 'bytes that are')} not UTF-8"
            also = others if self._replaced else ""
            return f"{read} {'was' if self._western == 1 else 'were'} read as Windows-1252{also}."
        if self._replaced:
            advice = "; try --encoding cp850" if self.encoding == "cp1252" and not self._told else ""
            return _did_not_fit(self._replaced, self.encoding, advice)
        return "" if self._told else _GUESSED.get(self.encoding, "")


_GUESSED = {
    "cp850": "Its umlauts are those of DOS, so it was read as cp850; --encoding names another.",
    "mac-roman": "Its umlauts are those of old Macs, so it was read as mac-roman; --encoding names another.",
}
"""What is said of an encoding that the bytes have told, in case they mislead."""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of `data`, judging the encoding by the bytes unless `encoding` names one.

    A byte order mark decides, then the pattern of NUL bytes (UTF-16, UTF-32), then UTF-8 that holds, then umlauts
    in words (see codepages), then Windows-1252. In a text of UTF-8 a few bytes of Windows-1252 are read as such,
    and what fits neither is replaced by U+FFFD; the notice says so. Raises UnreadableError for binary data and for
    an encoding that does not exist.
    """
    name = encoding_of(data, encoding) or decided(data)
    if name not in PIECEWISE:
        return _as_told(data, name)
    decoder = Decoder(name, told=encoding is not None)
    text = decoder.decode(data, final=True)
    return Decoded(text, decoder.encoding, decoder.notice)


def encoding_of(sample: bytes, told: str | None = None) -> str | None:
    """Return the encoding that `told` names or the beginning of a text leaves no doubt about, else None.

    `sample` is the whole text or at least its first SAMPLE_BYTES. Raises UnreadableError for binary data and for
    an encoding that does not exist.
    """
    if told is None:
        return guess_encoding(sample[:SAMPLE_BYTES])
    name = codec_name(told)
    return next((marked for mark, marked in _BOMS if sample.startswith(mark) and marked.startswith(name)), name)


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
    """Return the encoding that the beginning of a text leaves no doubt about, else None: the rest has to decide.

    `sample` is the whole text or its first SAMPLE_BYTES. Raises UnreadableError for binary data.
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
    if valid:
        return None if sample.isascii() else "utf-8"
    return _likely(sample, enough=_ENOUGH)


_ENOUGH = 16
"""So many bytes beyond ASCII in the beginning of a text decide for all of it."""


def decided(data: bytes) -> str:
    """Return the encoding of a text whose beginning leaves it open."""
    return "utf-8" if _is_utf8(data, whole=True) else _likely(data, enough=1) or "cp1252"


def _likely(data: bytes, *, enough: int) -> str | None:
    """Choose between UTF-8 with some other bytes in it and the code pages; None where too little speaks for it."""
    from articles.formats.codepages import code_page

    text = data.decode("utf-8", "replace")
    bad = text.count(_REPLACED)
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if good > 4 * bad:
        return "utf-8" if good >= enough else None
    page = code_page(data)
    # Its umlauts do not come about by chance in another encoding: what has some is a patchwork.
    umlauts = sum(map(text.count, "äöüßÄÖÜ"))
    if umlauts > bad // 1000:
        return "utf-8" if umlauts >= enough else None
    return page if page is None or bad >= enough else None


def _is_utf8(sample: bytes, *, whole: bool = False) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole or len(sample) < SAMPLE_BYTES)
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
    """Read what can only be read as a whole."""
    try:
        return Decoded(_with_line_feeds(data.decode(name)), name)
    except UnicodeError:
        pass
    try:
        text = data.decode(name, "replace")
    except UnicodeError:
        # Some codecs (idna, punycode) refuse whatever the error handler says.
        raise UnreadableError(
            f"This text cannot be read as {name}; leave out --encoding or try another."
        ) from None
    return Decoded(_with_line_feeds(text), name, _did_not_fit(max(1, text.count(_REPLACED)), name))


def _with_line_feeds(text: str) -> str:
    for sign, line_feeds in (("\r\n", "\n"), ("\r", "\n"), *_LINE_ENDS):
        text = text.replace(sign, line_feeds)
    return text.lstrip("\ufeff")


def _did_not_fit(count: int, name: str, advice: str = "") -> str:
    characters = _counted(count, "character", "characters")
    return f"{characters} did not fit the encoding {name} and {_are_shown(count)}{advice}."


def _counted(count: int, one: str, several: str) -> str:
    return f"One {one}" if count == 1 else f"{count} {several}"


def _are_shown(count: int) -> str:
    return f"{'is' if count == 1 else 'are'} shown as \N{REPLACEMENT CHARACTER}"
