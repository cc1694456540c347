"""Where links of a page lead, when a reader may follow them."""

from __future__ import annotations

import re

_SCHEMES = ("http", "https", "mailto")
_LONGEST = 2000
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*+):")
_UNWANTED = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def safe_href(href: str, base: str = "") -> str:
    """Return the absolute URL that `href` means on the page `base`; empty when there is none to follow.

    Only http, https and mailto are followed: nothing that could run a script or open a file.
    """
    # Browsers leave out line breaks and tabs, even in the name of a scheme.
    href = _UNWANTED.sub("", href)
    if not href or href.startswith("#") or len(href) > _LONGEST:
        return ""
    scheme = _SCHEME.match(href)
    if scheme is None:
        href = _joined(base, href)
        scheme = _SCHEME.match(href)
    return href if scheme is not None and scheme[1].lower() in _SCHEMES else ""


def _joined(base: str, href: str) -> str:
    if not base.startswith(("http://", "https://")):
        return f"https:{href}" if href.startswith("//") else ""
    from urllib.parse import urljoin

    try:
        return urljoin(base, href)
    except ValueError:
        return ""
