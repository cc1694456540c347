"""What all requests over the network have in common, to engines and for pages."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from requests import Session


def session_for(url: str, *, redirects: int = 5) -> Session:
    """Return a session in which `url` can be asked; nothing that is kept for other programs is sent along."""
    import requests

    session = requests.Session()
    session.max_redirects = redirects
    # A proxy of the environment cannot reach this machine's own servers.
    session.trust_env = not is_loopback(urlsplit(url).hostname or "")
    # Else what ~/.netrc says would be sent, and in the place of an engine's key.
    session.auth = lambda request: request
    return session


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
