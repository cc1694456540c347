"""Articles from the web: fetched when the reader names their address, read from the copy ever after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from articles.fetch import canonical_url, fetch
from articles.formats.unreadable import UnreadableError, shown
from articles.pages import Pages, read_page
from tui.opening.waiting import Waiting
from tui.origin import Origin

if TYPE_CHECKING:
    from articles.article import Article

_SHOWN_AFTER: Final = 0.5
"""Seconds until it is said that something is being fetched."""


def pages_in(data_dir: Path) -> Pages:
    """Return the copies that are kept in the data directory."""
    return Pages(data_dir / "pages")


def keep_copy(name: str, data_dir: Path, *, offline: bool, again: bool = False) -> None:
    """Fetch a page unless there is a copy, or `again`; says how far it is. Raises UnreadableError."""
    url = canonical_url(name)
    pages = pages_in(data_dir)
    if not again and pages.get(url) is not None:
        return
    if offline:
        raise UnreadableError(
            "lesart is set to stay offline, and there is no copy of this page; --no-offline fetches it."
        )
    host = shown(urlsplit(url).hostname or "")
    with Waiting(f"Fetching from {host}", after=_SHOWN_AFTER) as waiting:
        page = fetch(url, progress=lambda done, expected: waiting.tell(_far(done, expected)))
    try:
        pages.put(page)
    except OSError as error:
        raise UnreadableError(f"The page could not be kept in {shown(str(data_dir))}: {error.strerror}.") from None


def open_copy(url: str, data_dir: Path, *, encoding: str | None = None) -> tuple[Article, Origin]:
    """Read the copy of a page. Raises UnreadableError."""
    page = pages_in(data_dir).get(url)
    if page is None:
        raise UnreadableError("There is no copy of this page on this machine; `lesart ADDRESS` fetches it.")
    return read_page(page, encoding), Origin(url, None)


def _far(done: int, expected: int) -> str:
    return f"{_size(done)} of {_size(expected)}" if expected >= done else _size(done)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count // 1000} KB"
