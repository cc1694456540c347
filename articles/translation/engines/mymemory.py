"""The public translation memory MyMemory, through deep-translator."""

from __future__ import annotations

from collections.abc import Iterable

from articles.translation.engines.engine import DEFAULTS, Engine, HttpEngine, Setup, host_of
from articles.translation.transport import Transport, with_transport

URL = "https://api.mymemory.translated.net/get"
_USUAL = {"en": "en-GB"}
"""The countries of languages that no country is called by."""


def mymemory(base_url: str = URL, setup: Setup = DEFAULTS) -> Engine:
    """Return the public translation memory MyMemory, reached over https."""

    def ask(transport: Transport, text: str) -> object:
        from deep_translator.constants import MY_MEMORY_LANGUAGES_TO_CODES
        from deep_translator.mymemory import MyMemoryTranslator

        known = MY_MEMORY_LANGUAGES_TO_CODES.values()
        source, target = (_regional(language, known) for language in setup.languages)
        translator = with_transport(MyMemoryTranslator, transport)(source, target)
        translator._base_url = base_url
        return translator.translate(text)

    return HttpEngine("mymemory", "MyMemory", host_of(base_url), 499, ask, setup=setup)


def _regional(language: str, known: Iterable[str]) -> str:
    """Return a language with the country that MyMemory wants to be told, such as `de-DE`."""
    usual = _USUAL.get(language, f"{language}-{language.upper()}")
    if usual in known:
        return usual
    return next((code for code in known if code.startswith(f"{language}-")), language)
