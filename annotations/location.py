"""Where the annotations of an article are kept. Light to import: the first page asks for it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".annotations.json"
FOLDER = "annotations"
"""Under the data directory: the sidecars that cannot be beside their articles."""
LONGEST_NAME = 255
"""Bytes of the longest file name that the usual file systems take."""


def lock_path(sidecar: Path) -> Path:
    """Return the lock that whoever writes to the sidecar holds; it lies beside the file that links lead to."""
    real = type(sidecar)(os.path.realpath(sidecar))
    return real.with_name(f".{real.name}.lock")


def sidecar_path(article_path: Path | None, source: str, data_dir: Path) -> Path:
    """Return where the article's annotations live: beside it where that can be written, else in `data_dir`.

    `article_path` is None for what is not a file of the reader's: a URL, a bundled article or standard
    input, for which `source` has to tell one text from another (say, by its hash).
    """
    article = None if article_path is None else str(article_path)
    return type(data_dir)(sidecar_name(article, source, str(data_dir)))


def sidecar_name(article: str | None, source: str, data_dir: str) -> str:
    """Return what `sidecar_path` does, from names to a name."""
    if article is not None:
        folder, name = os.path.split(article)
        # Its lock and its previous versions stand beside it, under names that are a little longer.
        fits = len(os.fsencode(name + SUFFIX)) <= LONGEST_NAME - 16
        if fits and os.access(folder or ".", os.W_OK | os.X_OK):
            return article + SUFFIX
        source = source or article
    import hashlib
    import re

    digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    words = re.sub(r"[^\w]+", "-", source.rstrip("/").rpartition("/")[2]).strip("-_")[:40]
    return os.path.join(data_dir, FOLDER, f"{words or 'article'}-{digest}{SUFFIX}")
