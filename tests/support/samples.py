"""Sample articles in tests/data/articles: binary files built of readable sources, and how they are to be read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

from articles.article import Article

FOLDER = Path(__file__).parents[1] / "data/articles"


def packed(folder: Path, changes: dict[str, bytes | None] | None = None) -> bytes:
    """Return the ZIP archive of what is in a folder, `mimetype` first and not compressed.

    `changes` gives parts other bytes, adds parts, and leaves out those for which it has None.
    """
    parts: dict[str, bytes | None] = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    parts |= changes or {}
    return zipped({name: data for name, data in parts.items() if data is not None})


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of parts, `mimetype` first and not compressed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", name)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[name])
    return file.getvalue()


def reading(article: Article) -> dict[str, object]:
    """Return how an article was read, as the expectations beside the samples have it.

    Each block is `[kind, level, label, text]` and, where there are any, its marks: `[kind, text, href]`.
    """
    blocks: list[list[object]] = []
    for block in article.blocks:
        marks = [[mark.kind, block.text[mark.span.start : mark.span.end], mark.href] for mark in block.marks]
        blocks.append([block.kind, block.level, block.label, block.text, *([marks] if marks else [])])
    return {
        "title": article.title,
        "language": article.language,
        "format": article.format,
        "notice": article.notice,
        "blocks": blocks,
    }


def expected(path: Path) -> dict[str, object]:
    """Return how the sample with this expectation is to be read."""
    found: dict[str, object] = json.loads(path.read_text("utf-8"))
    return found
