"""Where the links of a page lead, as far as a reader may follow them."""

from __future__ import annotations

import re

from articles.formats.rich import safe_href

_LONGEST = 2000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")


def link_target(href: str, base: str = "") -> str:
    """Return the absolute URL that `href` means on the page `base`, if it is one of http, https or mailto."""
    href = href.strip()
    if not href or href.startswith("#") or len(href) > _LONGEST:
        return ""
    if not _SCHEME.match(href):
        href = _joined(base, href)
    return safe_href(href)


def _joined(base: str, href: str) -> str:
    if not base.startswith(("http://", "https://")):
        return f"https:{href}" if href.startswith("//") else ""
    from urllib.parse import urljoin

    try:
        return urljoin(base, href)
    except ValueError:
        return ""
