"""Google's public translation page, through deep-translator."""

from __future__ import annotations

from articles.translation.engines.engine import DEFAULTS, Engine, HttpEngine, Setup, host_of
from articles.translation.transport import Transport, with_transport

URL = "https://translate.google.com/m"


def google(base_url: str = URL, setup: Setup = DEFAULTS) -> Engine:
    """Return Google's public translation page."""

    def ask(transport: Transport, text: str) -> object:
        from deep_translator.google import GoogleTranslator

        translator = with_transport(GoogleTranslator, transport)(*setup.languages)
        translator._base_url = base_url
        return translator.translate(text)

    return HttpEngine("google", "Google", host_of(base_url), 4999, ask, setup=setup)
