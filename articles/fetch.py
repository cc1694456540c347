"""Fetching articles from the web, within bounds of time and size."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urldefrag, urlsplit

from articles.formats.unreadable import UnreadableError, shown
from articles.network import session_for

Progress = Callable[[int, int], None]
"""Told how many bytes have come and how many there will be, 0 where the server does not say."""

_HEADERS: Final = {
    "User-Agent": "lesart (a reader for the terminal)",
    "Accept": "text/html, application/xhtml+xml, text/*;q=0.9, */*;q=0.5",
    "Accept-Language": "de, en;q=0.5",
}
_STATUS: Final = {
    401: "asks for a name and a password; save the page with a browser and open that file",
    402: "asks for money; save the page with a browser and open that file",
    403: "does not let lesart read this page; save it with a browser and open that file",
    404: "has no page at this address; check it",
    410: "has no page at this address any more; look for it in a web archive",
    429: "has been asked too often; try again later",
    451: "may not show this page",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server is given at most."""

    connect: float = 5.0
    """Seconds until there is a connection."""
    read: float = 15.0
    """Seconds between two pieces of the answer."""
    total: float = 120.0
    """Seconds for all of it."""
    size: int = 64 * 1024 * 1024
    """Bytes, unpacked."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered."""

    url: str
    """What was asked for, without a fragment."""
    data: bytes
    content_type: str = ""
    """In small letters, without parameters: `text/html`."""
    charset: str = ""
    """As the server declares it; empty when it does not."""


def is_url(name: str) -> bool:
    """Tell whether a name is an address rather than a file: it has a scheme and `//`."""
    scheme, colon, rest = name.partition("://")
    return bool(colon and rest) and scheme[:1].isalpha() and scheme.replace("+", "").replace("-", "").isalnum()


def canonical_url(name: str) -> str:
    """Return an address as articles and annotations name it: without a fragment. Raises UnreadableError."""
    try:
        parts = urlsplit(name)
        host = parts.hostname
    except ValueError:
        raise UnreadableError(f"{shown(name)} is no address; check it.") from None
    if parts.scheme.lower() not in ("http", "https"):
        other = shown(parts.scheme)
        raise UnreadableError(
            f"Only addresses with http and https can be opened, not {other}; open a file instead."
        )
    if not host or not name.isprintable() or " " in name:
        raise UnreadableError(f"{shown(name)} is no address; check it.")
    return urldefrag(name).url


def fetch(url: str, *, limits: Limits | None = None, progress: Progress = lambda done, all_: None) -> Page:
    """Return the page at an address that `canonical_url` gave. Raises UnreadableError, one sentence.

    Follows redirects to http and https only; sends no cookies and no referrer, and runs nothing.
    """
    from requests.exceptions import RequestException

    limits = limits or Limits()
    host = shown(urlsplit(url).hostname or "")
    until = time.monotonic() + limits.total
    try:
        with session_for(url, redirects=limits.redirects) as session:
            session.headers.update(_HEADERS)
            with session.get(url, timeout=(limits.connect, limits.read), stream=True) as response:
                if response.status_code >= 400:
                    raise UnreadableError(_refusal(host, response.status_code))
                data = _body(response, limits, until, progress)
                content_type, charset = _declared(response.headers.get("Content-Type", ""))
    except RequestException as error:
        # Its text holds the whole address, which may hold secrets.
        raise UnreadableError(_sentence(host, error)) from None
    except _network_errors():
        raise UnreadableError(f"The connection to {host} broke off; try again.") from None
    return Page(url, data, content_type, charset)


def _body(response: Any, limits: Limits, until: float, progress: Progress) -> bytes:
    length = response.headers.get("Content-Length", "")
    expected = int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0
    body = bytearray()
    while piece := response.raw.read1(65536, decode_content=True):
        body += piece
        progress(len(body), expected)
        if len(body) > limits.size:
            raise UnreadableError(f"The page has more than {limits.size >> 20} MiB; save it and open that file.")
        if time.monotonic() > until:
            raise UnreadableError(f"The page has not come within {limits.total:.0f} seconds; try again later.")
    return bytes(body)


def _network_errors() -> tuple[type[Exception], ...]:
    from urllib3.exceptions import HTTPError

    return HTTPError, OSError


def _refusal(host: str, status: int) -> str:
    usual = "has a fault; try again later" if status >= 500 else "does not give out this page; check the address"
    return f"{host} {_STATUS.get(status, usual)} (HTTP status {status})."


def _sentence(host: str, error: Exception) -> str:
    from requests import exceptions

    if isinstance(error, exceptions.SSLError):
        return f"{host} could not prove who it is (its certificate is not valid); check the address."
    if isinstance(error, exceptions.TooManyRedirects):
        return f"{host} sends from one address to the next without end; open the page in a browser."
    if isinstance(error, exceptions.Timeout):
        return f"{host} does not answer; try again later."
    if isinstance(error, exceptions.ConnectionError):
        return f"{host} cannot be reached; check the address and the network."
    if isinstance(error, (exceptions.InvalidSchema, exceptions.InvalidURL, exceptions.MissingSchema)):
        return f"{host} sends to an address that is neither http nor https; open the page in a browser."
    return f"What {host} answered cannot be read; open the page in a browser and save it."


def _declared(content_type: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type header."""
    from email.message import Message

    message = Message()
    message["Content-Type"] = content_type
    charset = message.get_param("charset", "")
    return message.get_content_type() if content_type else "", charset if isinstance(charset, str) else ""
