"""Pages from the web, kept so that reading and annotating go on without it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from articles.article import Article
from articles.clock import timestamp, utc_now
from articles.fetch import Page
from articles.formats.unreadable import UnreadableError
from articles.storage import read_file, replace_file

if TYPE_CHECKING:
    from articles.clock import Clock

_LARGEST: Final = 256 * 1024 * 1024
_SUFFIXES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
}


class Pages:
    """The copies in one directory, two files each: what came, and what the server said of it."""

    def __init__(self, directory: Path, clock: Clock = utc_now) -> None:
        self._directory = directory
        self._clock = clock

    def get(self, url: str) -> Page | None:
        """Return the copy of a page; None when there is none, or none that can be read."""
        content, about = self._paths(url)
        try:
            raw = json.loads(read_file(about, limit=_LARGEST)[1])
            data = read_file(content, limit=_LARGEST)[1]
        except (OSError, ValueError, RecursionError):
            return None
        facts = raw if isinstance(raw, dict) else {}
        if facts.get("url") != url or facts.get("sha256") != hashlib.sha256(data).hexdigest():
            # Half of another copy, which a crash has left.
            return None
        return Page(url, data, _string(facts.get("contentType")), _string(facts.get("charset")))

    def put(self, page: Page) -> None:
        """Keep a copy in place of the one before. Raises OSError."""
        content, about = self._paths(page.url)
        self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        facts = {
            "url": page.url,
            "fetched": timestamp(self._clock()),
            "contentType": page.content_type,
            "charset": page.charset,
            "sha256": hashlib.sha256(page.data).hexdigest(),
        }
        replace_file(content, page.data)
        replace_file(about, (json.dumps(facts, indent=1) + "\n").encode())

    def _paths(self, url: str) -> tuple[Path, Path]:
        digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:24]
        return self._directory / f"{digest}.page", self._directory / f"{digest}.json"


def read_page(page: Page, encoding: str | None = None) -> Article:
    """Return the article on a page, which names its address as its source. Raises UnreadableError."""
    from articles.formats.detect import read_bytes

    return read_bytes(page.data, name=file_name(page), source=page.url, encoding=encoding or _encoding(page))


def file_name(page: Page) -> str:
    """Return the name that a page would have as a file: its suffix tells the format."""
    last = unquote(urlsplit(page.url).path.rstrip("/").rpartition("/")[2]) or urlsplit(page.url).hostname or "page"
    suffix = _SUFFIXES.get(page.content_type, "")
    return last if not suffix or last.lower().endswith(suffix) else re.sub(r"\.\w{1,5}$", "", last) + suffix


def _encoding(page: Page) -> str | None:
    """Return the encoding that the server declares; it overrules what the page declares, but not what bytes show.

    So browsers do it, but for UTF-8: few texts are UTF-8 by chance, and many servers say the same of all pages.
    """
    from articles.formats.html_encoding import encoding_named, is_unicode

    declared = encoding_named(page.charset)
    try:
        return None if declared is None or is_unicode(page.data) else declared
    except UnreadableError:
        # It is no text: its format decides.
        return None


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
