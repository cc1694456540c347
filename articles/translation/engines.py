"""The engines that translate over the network, through deep-translator."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from articles.translation.failures import EngineError, from_exception, from_status, timed_out
from articles.translation.results import accepted, has_letters
from articles.translation.splitting import Sentences, article_sentences, split
from articles.translation.translation import GERMAN_ENGLISH, Languages
from articles.translation.transport import TIMEOUTS, Timeouts, Transport, is_loopback, with_transport

GOOGLE_URL = "https://translate.google.com/m"
MYMEMORY_URL = "https://api.mymemory.translated.net/get"
ENGINES = ("google", "mymemory", "libretranslate")
"""Names of the engines, the default one first."""

_SOFT_HYPHEN = "\u00ad"


class Engine(Protocol):
    """A service or model that translates."""

    @property
    def name(self) -> str:
        """Short lower-case name, as in the settings and in the translation memory."""

    @property
    def label(self) -> str:
        """Name as the reader knows it."""

    @property
    def server(self) -> str:
        """Host (and port) that texts are sent to, for the reader."""

    @property
    def third_party(self) -> bool:
        """Whether texts leave this machine, which takes the reader's consent."""

    @property
    def limit(self) -> int:
        """Octets of UTF-8 in one request; longer texts are sent in pieces."""

    def translate(self, text: str, until: float | None = None) -> str:
        """Return the translation, or raise EngineError; blocks, and ends soon after `until` (monotonic)."""


class Setup(NamedTuple):
    """What all engines of deep-translator are set up with."""

    languages: Languages = GERMAN_ENGLISH
    timeouts: Timeouts = TIMEOUTS
    sentences: Sentences = article_sentences


DEFAULTS = Setup()


@dataclass(frozen=True, slots=True)
class DeepTranslatorEngine:
    """An engine of deep-translator, which may be shared by threads: every request has its own translator."""

    name: str
    label: str
    server: str
    limit: int
    build: Callable[[Transport], Any] = field(repr=False)
    """Returns a new translator of deep-translator that reaches the network through the given transport."""
    third_party: bool = True
    setup: Setup = DEFAULTS

    def translate(self, text: str, until: float | None = None) -> str:
        """Return the translation of `text`; what has no letters comes back as it is, without a request."""
        pieces = split(text.replace(_SOFT_HYPHEN, ""), self.limit, self.setup.sentences)
        return " ".join(self._piece(piece, until) if has_letters(piece) else piece for piece in pieces)

    def _piece(self, piece: str, until: float | None) -> str:
        if until is not None and time.monotonic() >= until:
            raise timed_out(self.label)
        transport = Transport(self.setup.timeouts, until)
        try:
            result = self.build(transport).translate(piece)
        except Exception as error:
            # deep-translator raises what it likes, KeyError and StopIteration among them.
            failure = self._failure(error, transport)
        else:
            return accepted(result, piece, self.label)
        # Raised out here, so that no exception with the text or the address hangs on to this one.
        raise failure

    def _failure(self, error: Exception, transport: Transport) -> EngineError:
        if transport.status is not None and not 200 <= transport.status < 300:
            return from_status(self.label, transport.status, transport.retry_after)
        return from_exception(self.label, error)


def google(base_url: str = GOOGLE_URL, setup: Setup = DEFAULTS) -> Engine:
    """Return Google's public translation page."""

    def build(transport: Transport) -> Any:
        from deep_translator.google import GoogleTranslator

        translator = with_transport(GoogleTranslator, transport)(*setup.languages)
        translator._base_url = base_url
        return translator

    server = _host(base_url)
    return DeepTranslatorEngine("google", "Google", server, 4999, build, setup=setup)


def mymemory(base_url: str = MYMEMORY_URL, setup: Setup = DEFAULTS) -> Engine:
    """Return the public translation memory MyMemory, reached over https."""
    regional = {"de": "de-DE", "en": "en-GB"}
    source, target = (regional.get(language, language) for language in setup.languages)

    def build(transport: Transport) -> Any:
        from deep_translator.mymemory import MyMemoryTranslator

        translator = with_transport(MyMemoryTranslator, transport)(source, target)
        translator._base_url = base_url
        return translator

    server = _host(base_url)
    return DeepTranslatorEngine("mymemory", "MyMemory", server, 499, build, setup=setup)


def libretranslate(url: str, *, key: str = "", setup: Setup = DEFAULTS) -> Engine:
    """Return the LibreTranslate server at `url`; raises EngineError when that is no http address."""
    address = _libretranslate_address(url)

    def build(transport: Transport) -> Any:
        from deep_translator.libre import LibreTranslator

        # deep-translator insists on a key; servers that want none ignore it.
        return with_transport(LibreTranslator, transport)(*setup.languages, api_key=key or "-", custom_url=address)

    # The text travels in the query of the request, and proxies before such servers allow 8 kB of that.
    return DeepTranslatorEngine(
        "libretranslate",
        "LibreTranslate",
        _host(address),
        2000,
        build,
        third_party=not is_loopback(urlsplit(address).hostname or ""),
        setup=setup,
    )


def _libretranslate_address(url: str) -> str:
    url = url.strip()
    if not url:
        raise EngineError("LibreTranslate needs the address of a server.")
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment or re.search(r"\s", url):
        raise EngineError("The address of LibreTranslate is not valid: it looks like https://example.org/.")
    return url.rstrip("/").removesuffix("/translate") + "/"


def _host(url: str) -> str:
    """Return host and port of `url`, without a user name or password that it may hold."""
    return urlsplit(url).netloc.rpartition("@")[2]


def engine_named(name: str, *, url: str = "", key: str = "", setup: Setup = DEFAULTS) -> Engine:
    """Return the engine called `name`, one of ENGINES; raises EngineError when it cannot be set up.

    `url` is the address of a LibreTranslate server and of no use to the others, nor is `key`.
    """
    if name == "google":
        return google(setup=setup)
    if name == "mymemory":
        return mymemory(setup=setup)
    if name == "libretranslate":
        return libretranslate(url, key=key, setup=setup)
    raise EngineError(f"There is no engine of that name; there are {', '.join(ENGINES)}.")


def engine_addresses(url: str = "") -> dict[str, str]:
    """Return the addresses of the engines' servers by name, given the one that is set for LibreTranslate."""
    addresses = {"google": GOOGLE_URL, "mymemory": MYMEMORY_URL, "libretranslate": url.strip()}
    parts = {name: urlsplit(address) for name, address in addresses.items() if address}
    return {name: f"{one.scheme}://{one.netloc}/" for name, one in parts.items()}


class EngineInfo(NamedTuple):
    """An engine for a list of engines."""

    name: str
    label: str
    sends: str
    """What is sent where, for the reader."""
    ready: bool
    """Whether it can be asked with the present settings."""


def describe_engines(url: str = "") -> tuple[EngineInfo, ...]:
    """Return all engines, given the address that is set for LibreTranslate."""
    try:
        own = libretranslate(url).server
        ready = True
    except EngineError as error:
        own, ready = error.sentence, False
    sends = f"each paragraph to {own}" if ready else own
    return (
        EngineInfo("google", "Google", f"each paragraph to {_host(GOOGLE_URL)}", True),
        EngineInfo(
            "mymemory",
            "MyMemory",
            f"each paragraph to {_host(MYMEMORY_URL)}, which allows a limited amount a day",
            True,
        ),
        EngineInfo("libretranslate", "LibreTranslate", sends, ready),
    )
