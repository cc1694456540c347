"""The text of an HTML file: which encoding it is in, whatever it says of itself."""

from __future__ import annotations

import codecs
import re

from articles.formats.encoding import SAMPLE_BYTES, decode, guess_encoding

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.formats.encoding import Decoded

_PRESCANNED = 4096
"""Bytes in which a page has to say its encoding; browsers look at 1,024, and pages say it later."""
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)|<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']+)""",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1", "utf-7"), "cp1252"),
    "iso8859-9": "cp1254",
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Encodings that say less than is meant by them, after the WHATWG's Encoding standard."""
_KNOWN = re.compile(
    r"cp(?:125\d|437|85\d|866|874|932|949)|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|gb18030|big5|euc_jp"
)
"""Those of the standard, and of DOS."""
_REPLACED = "\N{REPLACEMENT CHARACTER}"


def decode_html(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of an HTML file.

    `encoding` overrules all; then a byte order mark or the NULs of UTF-16, then UTF-8, damaged or not, whatever
    the page declares, then what it declares, read as browsers do. Raises UnreadableError as `decode` does.
    """
    if encoding is None and not is_unicode(data):
        encoding = _declared_encoding(data)
    return decode(data, encoding)


def is_unicode(data: bytes) -> bool:
    """Tell whether bytes show that they are UTF-8, damaged or not, or UTF-16. Raises UnreadableError."""
    guess = guess_encoding(data[:SAMPLE_BYTES]) or ""
    return guess.startswith("utf-") or _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    """Tell whether most of what is beyond ASCII is UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count(_REPLACED)
    return len(text) - len(text.encode("ascii", "ignore")) - bad >= 4 * bad


def _declared_encoding(data: bytes) -> str | None:
    """Return Python's name of the encoding that a page declares, or None when it declares none that is known."""
    declared = _DECLARED.finditer(_COMMENT.sub(b"", data[:_PRESCANNED]))
    names = (encoding_named((match[1] or match[2]).decode("ascii", "replace")) for match in declared)
    return next(filter(None, names), None)


def encoding_named(label: str) -> str | None:
    """Return Python's name of the encoding that pages and servers mean by a label.

    None for UTF-8 and UTF-16, which bytes show by themselves, and for what is no encoding of texts.
    """
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return None
    name = _MEANT.get(name, name)
    return name if _KNOWN.fullmatch(name) else None
