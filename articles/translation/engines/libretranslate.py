"""A LibreTranslate server of the reader's own: https://docs.libretranslate.com/guides/api_usage.

deep-translator would put the text into the address of the request, which ends in the server's log.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from articles.network import is_loopback
from articles.translation.engines.engine import DEFAULTS, Engine, HttpEngine, Setup, host_of
from articles.translation.failures import EngineError
from articles.translation.transport import Transport


def libretranslate(url: str, *, key: str = "", setup: Setup = DEFAULTS) -> Engine:
    """Return the LibreTranslate server at `url`; raises EngineError when that is no http address."""
    address = address_at(url)
    away = not is_loopback(urlsplit(address).hostname or "")
    # Who agreed to an encrypted connection has not agreed to one that is not.
    open_to_all = away and urlsplit(address).scheme == "http"
    source, target = setup.languages

    def ask(transport: Transport, text: str) -> object:
        body = {"q": text, "source": source, "target": target, "format": "text"}
        answer = transport.post(address, json=body | ({"api_key": key} if key else {}))
        return answer.json()["translatedText"]

    return HttpEngine(
        "libretranslate",
        "LibreTranslate",
        f"http://{host_of(address)}" if open_to_all else host_of(address),
        2000,
        ask,
        third_party=away,
        setup=setup,
    )


def address_at(url: str) -> str:
    """Return where the server at `url` translates; raises EngineError when that is no http address."""
    url = url.strip()
    if not url:
        raise EngineError('LibreTranslate needs the address of a server: server = "ADDRESS" in the settings.')
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment or re.search(r"\s", url):
        raise EngineError("The address of LibreTranslate is not valid: it looks like https://example.org/.")
    return url.rstrip("/").removesuffix("/translate") + "/translate"
