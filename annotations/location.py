"""Where the annotations of an article are kept. Light to import: the first page asks for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".annotations.json"
LONGEST_NAME = 255
"""Bytes of the longest file name that the usual file systems take."""


def sidecar_path(article_path: Path | None, source: str, data_dir: Path) -> Path:
    """Return where the article's annotations live: beside it where that can be written, else in `data_dir`.

    `article_path` is None for what is not a file of the reader's: a URL, a bundled article or standard
    input, for which `source` has to tell one text from another (say, by its hash).
    """
    if article_path is not None:
        beside = article_path.with_name(article_path.name + SUFFIX)
        # Its lock and its previous versions stand beside it, under names that are a little longer.
        fits = len(os.fsencode(beside.name)) <= LONGEST_NAME - 16
        if fits and os.access(article_path.parent, os.W_OK | os.X_OK):
            return beside
        source = source or str(article_path)
    import hashlib
    import re

    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    words = re.sub(r"[^\w]+", "-", source.rstrip("/").rpartition("/")[2]).strip("-_")[:40]
    return data_dir / "annotations" / f"{words or 'article'}-{digest}{SUFFIX}"
