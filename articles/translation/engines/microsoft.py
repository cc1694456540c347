"""Microsoft's Translator, through deep-translator."""

from __future__ import annotations

from articles.translation.engines.engine import DEFAULTS, Engine, HttpEngine, Setup, host_of
from articles.translation.transport import Transport, with_transport

URL = "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0"


def microsoft(key: str, region: str = "", base_url: str = URL, setup: Setup = DEFAULTS) -> Engine:
    """Return Microsoft's Translator, which a resource in Azure gives the key and perhaps the region for."""

    def ask(transport: Transport, text: str) -> object:
        from deep_translator.microsoft import MicrosoftTranslator

        # Its constructor would fetch the list of languages first, without any bound on the time.
        languages = {language: language for language in setup.languages}
        bounded = with_transport(MicrosoftTranslator, transport, _get_supported_languages=lambda self: languages)
        translator = bounded(*setup.languages, api_key=key, region=region or None)
        translator._base_url = base_url
        return translator.translate(text)

    # In one minute a free key may send some 33,000 characters.
    return HttpEngine("microsoft", "Microsoft", host_of(base_url), 10_000, ask, setup=setup)
