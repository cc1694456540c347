"""Whether the engines' servers answer at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Final

from articles.network import session_for

TIMEOUT: Final = 3.0
"""Seconds that each server has to answer."""


def reachable(addresses: Mapping[str, str], timeout: float = TIMEOUT) -> dict[str, str]:
    """Return by name what became of one short request to each address: `answers (0.2 s)`, or why it does not.

    All are asked at once. No text is sent, and whatever a server answers counts. Takes little more than `timeout`.
    """
    found: dict[str, str] = {}
    threads = [
        threading.Thread(target=_ask, args=(name, address, timeout, found), daemon=True)
        for name, address in addresses.items()
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + timeout + 0.5
    for thread in threads:
        # Looking up a name knows no timeout, so nobody waits for such a thread to end.
        thread.join(max(0.0, deadline - time.monotonic()))
    return {name: found.get(name, f"no answer within {timeout:g} s") for name in addresses}


def _ask(name: str, address: str, timeout: float, found: dict[str, str]) -> None:
    import requests

    began = time.monotonic()
    try:
        with session_for(address) as session:
            session.head(address, timeout=timeout, allow_redirects=False)
    except requests.Timeout:
        found[name] = f"no answer within {timeout:g} s"
    except (requests.RequestException, ValueError) as error:
        # The error's own text may hold the address with a password in it.
        found[name] = f"cannot be reached ({type(error).__name__})"
    else:
        found[name] = f"answers ({time.monotonic() - began:.1f} s)"
