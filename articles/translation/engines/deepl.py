"""DeepL, by its own interface: https://developers.deepl.com/api-reference/translate."""

from __future__ import annotations

from articles.translation.engines.engine import DEFAULTS, Engine, HttpEngine, Setup, host_of
from articles.translation.transport import Transport

URL = "https://api.deepl.com/v2/translate"
FREE_URL = "https://api-free.deepl.com/v2/translate"
"""Where the free plan is, whose keys end in `:fx`."""
_TARGETS = {"en": "EN-GB", "pt": "PT-PT"}
"""The languages that DeepL wants to be told the country of, when it translates into them."""


def deepl(key: str, base_url: str = "", setup: Setup = DEFAULTS) -> Engine:
    """Return DeepL; the key tells whether it is the free plan or a paid one."""
    url = base_url or (FREE_URL if key.endswith(":fx") else URL)
    source, target = setup.languages

    def ask(transport: Transport, text: str) -> object:
        answer = transport.post(
            url,
            headers={"Authorization": f"DeepL-Auth-Key {key}"},
            json={
                "text": [text],
                "source_lang": source.upper(),
                "target_lang": _TARGETS.get(target, target.upper()),
            },
        )
        return answer.json()["translations"][0]["text"]

    # A request has at most 128 KiB, in which an umlaut can take three times its octets.
    return HttpEngine("deepl", "DeepL", host_of(url), 20_000, ask, setup=setup)
