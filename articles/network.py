"""What all requests over the network have in common, to engines and for pages."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session


def session_for(url: str, *, redirects: int = 5, elsewhere: bool = True) -> Session:
    """Return a session in which `url` can be asked, with the login in it and nothing that other programs keep.

    Unless it may be led `elsewhere`, a redirection is followed only to the same host and over https; any other
    counts as the answer.
    """
    import requests
    from requests.auth import HTTPBasicAuth
    from requests.utils import get_auth_from_url

    class Quiet(requests.Session):
        def get_redirect_target(self, resp: Response) -> str | None:
            target = super().get_redirect_target(resp)
            return target if target and (elsewhere or _stays(resp.url, target)) else None

        def rebuild_auth(self, prepared_request: PreparedRequest, response: Response) -> None:
            # The original would also look into ~/.netrc for the next host.
            left, to = str(response.request.url), str(prepared_request.url)
            if self.should_strip_auth(left, to):  # type: ignore[no-untyped-call]
                prepared_request.headers.pop("Authorization", None)

    session = Quiet()
    session.max_redirects = redirects
    # A proxy of the environment cannot reach this machine's own servers.
    session.trust_env = not is_loopback(urlsplit(url).hostname or "")
    # Else what ~/.netrc says would be sent, and in the place of an engine's key.
    name, password = get_auth_from_url(url)
    login = HTTPBasicAuth(name.encode(), password.encode())
    session.auth = login if name or password else lambda request: request
    return session


def _stays(url: str, target: str) -> bool:
    to = urlsplit(urljoin(url, target))
    return to.scheme == "https" and to.hostname == urlsplit(url).hostname


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
