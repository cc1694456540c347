"""German texts of any size to measure with: the same ones each time, as plain text and as EPUB."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

SIZES = {"5k": 5_000, "1m": 1_000_000, "10m": 10_000_000}
"""Names of texts and how many bytes they have, about."""
_WORDS = re.findall(
    r"\w+",
    """
der die das ein eine Zug Brücke Straße Gemeinde Ausschuss Übersetzung Fluss Morgen Abend Regen Nachricht
Bürgermeisterin Haushalt Schule Bäckerei Zeitung Gespräch Frage Antwort Woche Grenze Hafen Wälder Dörfer
räumte sagte brachte fand hielt wusste blieb öffnete begann schloss zeigte größer leiser früher schließlich
gestern heute kaum noch schon wieder über unter neben zwischen während obwohl weil dass und oder aber
""",
)


def number(index: int) -> str:
    """Return what the paragraph with this index, from 0, begins with."""
    return f"Absatz-{index + 1:06}"


def paragraphs(size: int) -> Iterator[str]:
    """Yield paragraphs of several hundred characters until they have about `size` bytes."""
    words = random.Random(size)
    written = index = 0
    while written < size:
        sentences = (" ".join(words.choices(_WORDS, k=words.randint(8, 14))) for _ in range(words.randint(4, 6)))
        text = " ".join([number(index), *(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)])
        yield text
        written += len(text.encode()) + 2
        index += 1


def write_text(path: Path, size: int) -> None:
    """Write plain text, and beside it an English text with as many paragraphs."""
    german = list(paragraphs(size))
    path.write_text("\n\n".join(german) + "\n", "utf-8")
    english = (text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").upper() for text in german)
    path.with_suffix(".en.txt").write_text("\n\n".join(english) + "\n", "utf-8")


def write_epub(path: Path, size: int) -> None:
    """Write the same text as an EPUB, two hundred paragraphs a chapter."""
    chapters: list[str] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        for texts in _chunks(list(paragraphs(size)), 200):
            name = f"kapitel{len(chapters) + 1}"
            chapters.append(name)
            book.writestr(f"{name}.xhtml", _PAGE.format(name, "".join(f"<p>{text}</p>\n" for text in texts)))
        items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters)
        book.writestr("content.opf", _PACKAGE.format(items, "".join(f'<itemref idref="{n}"/>' for n in chapters)))
        points = "".join(_POINT.format(at, name) for at, name in enumerate(chapters, 1))
        book.writestr("toc.ncx", _CONTENTS.format(points))


def _chunks(items: list[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    "<rootfiles>"
    '<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PAGE = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{}</title></head>'
    "<body>\n{}</body></html>"
)
_PACKAGE = (
    '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" '
    'unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Artikel</dc:title>'
    '<dc:language>de</dc:language><dc:identifier id="id">artikel</dc:identifier></metadata><manifest>'
    '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{}</manifest>'
    '<spine toc="ncx">{}</spine></package>'
)
_CONTENTS = (
    '<?xml version="1.0" encoding="utf-8"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
    "<head/><docTitle><text>Artikel</text></docTitle><navMap>{}</navMap></ncx>"
)
_POINT = (
    '<navPoint id="{1}" playOrder="{0}"><navLabel><text>{1}</text></navLabel><content src="{1}.xhtml"/></navPoint>'
)
