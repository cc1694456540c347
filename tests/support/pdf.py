"""Small PDF documents, of a source that shows how their pages are set.

A source begins with `key: value` lines (`title`, `language`, `order: rows`); each page begins with `===`, each
block of lines with `@x,y size` and perhaps `bold`, `italic` or `leading=14`, x and y in points from the lower
left. Lines come out as they stand, in Helvetica; `^2` raises a sign, `_2` lowers one, `*word*` is bold.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}
_MARKED = re.compile(r"\^\S|_\d|\*[^*]+\*")
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 "
    "556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 "
    "778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 "
    "222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
WIDTHS = {chr(32 + at): int(width) for at, width in enumerate(_WIDTHS.split())}
"""Of Helvetica's characters, in thousandths of its size (Adobe's metrics of the core fonts)."""


class Shown(NamedTuple):
    """A run of text at a place."""

    x: float
    y: float
    size: float
    font: str
    text: str


def pdf_of(source: str) -> bytes:
    """Return the PDF document that a source describes."""
    head, *pages = re.split(r"^===\n", source, flags=re.MULTILINE)
    facts = dict(line.split(": ", 1) for line in head.splitlines() if line)
    runs = [[run for block in page.split("\n@") if block for run in _block(block)] for page in pages]
    if facts.get("order") == "rows":
        runs = [sorted(page, key=lambda run: (-run.y, run.x)) for page in runs]
    return written([_content(page) for page in runs], facts.get("title", ""), facts.get("language", ""))


def width_of(text: str, size: float) -> float:
    """Return how wide a text is in Helvetica."""
    return sum(WIDTHS.get(sign, 556) for sign in text) * size / 1000


def _block(block: str) -> list[Shown]:
    first, *lines = block.removeprefix("@").rstrip("\n").split("\n")
    place, size, *more = first.split()
    x, y = map(float, place.split(","))
    leading = next((float(word[8:]) for word in more if word.startswith("leading=")), 1.25 * float(size))
    font = next((word for word in more if word in _FONTS), "plain")
    runs = (_line(line, x, y - at * leading, float(size), font) for at, line in enumerate(lines))
    return [run for line in runs for run in line if run.text]


def _line(line: str, x: float, y: float, size: float, font: str) -> list[Shown]:
    x += width_of(" ", size) * (len(line) - len(line.lstrip(" ")))
    found: list[Shown] = []
    at = 0
    line = line.lstrip(" ")
    for match in (*_MARKED.finditer(line), None):
        plain = line[at : match.start() if match else len(line)]
        found.append(Shown(x, y, size, font, plain))
        x += width_of(plain, size)
        if match is None:
            break
        sign, text = match[0][0], match[0].strip("^_*")
        lift = {"^": 0.35, "_": -0.15, "*": 0}[sign] * size
        small = size if sign == "*" else 0.65 * size
        found.append(Shown(x, y + lift, small, "bold" if sign == "*" else font, text))
        x += width_of(text, small)
        at = match.end()
    return found


def _content(runs: list[Shown]) -> bytes:
    lines = ["BT"]
    for run in runs:
        name = f"/F{list(_FONTS).index(run.font)}"
        text = "".join(f"\\{sign}" if sign in "()\\" else sign for sign in run.text)
        lines.append(f"{name} {run.size:g} Tf 1 0 0 1 {run.x:.2f} {run.y:.2f} Tm ({text}) Tj")
    return "\n".join([*lines, "ET"]).encode("cp1252")


def written(contents: list[bytes], title: str = "", language: str = "") -> bytes:
    """Return a PDF document whose pages have these contents."""
    count = len(contents)
    kids = " ".join(f"{3 + 2 * at} 0 R" for at in range(count))
    fonts = " ".join(
        f"/F{at} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for at, name in enumerate(_FONTS.values())
    )
    lang = f"/Lang ({language})" if language else ""
    made = [
        f"<< /Type /Catalog /Pages 2 0 R {lang} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {count} /MediaBox [0 0 595 842] "
        f"/Resources << /Font << {fonts} >> >> >>".encode(),
    ]
    for at, content in enumerate(contents):
        made.append(f"<< /Type /Page /Parent 2 0 R /Contents {4 + 2 * at} 0 R >>".encode())
        made.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    made.append(b"<< /Title <FEFF%s> >>" % title.encode("utf-16-be").hex().encode())
    return _file(made, b"/Root 1 0 R /Info %d 0 R" % len(made))


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    data = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(data),
    )  # fmt: skip
