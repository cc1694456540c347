"""All engines: what each needs, what it sends where, and how one is made from what the reader has set up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from articles.translation.engines.deepl import URL as DEEPL_URL
from articles.translation.engines.deepl import deepl
from articles.translation.engines.engine import DEFAULTS, Engine, Setup, host_of
from articles.translation.engines.google import URL as GOOGLE_URL
from articles.translation.engines.google import google
from articles.translation.engines.late import LateEngine
from articles.translation.engines.libretranslate import address_at, libretranslate
from articles.translation.engines.local import LABEL as LOCAL_LABEL
from articles.translation.engines.local import local
from articles.translation.engines.microsoft import URL as MICROSOFT_URL
from articles.translation.engines.microsoft import microsoft
from articles.translation.engines.mymemory import URL as MYMEMORY_URL
from articles.translation.engines.mymemory import mymemory
from articles.translation.failures import EngineError
from articles.translation.keys import SERVICE, VARIABLES, Keys, checked, from_keyring, has_keyring


@dataclass(frozen=True, slots=True)
class Access:
    """What the reader has set up for the engines."""

    server: str = field(default="", repr=False)
    """Address of a LibreTranslate server; it may hold a login."""
    region: str = ""
    """The region in Azure that a key of Microsoft's belongs to."""
    model: str = ""
    """Folder of a model on this machine."""
    keys: Keys = field(default_factory=Keys)
    """Those of the environment and of the configuration; the keyring is asked only where there is none."""


class _About(NamedTuple):
    """What there is to know of an engine before it is made."""

    label: str
    make: Callable[[Access, str, Setup], Engine]
    """Makes it, given its key; raises EngineError when something else is missing."""
    limits: str
    """What it allows, for the reader."""
    interval: float = 0.0
    """Seconds between two requests that nobody takes amiss."""
    wants_key: bool = False
    server: str = ""
    """Where its texts go as far as that is known beforehand."""


_ENGINES: Final[Mapping[str, _About]] = {
    "google": _About(
        "Google",
        lambda access, key, setup: google(setup=setup),
        "what it likes: a public page, which refuses for a while whoever asks too much",
        1.0,
        server=GOOGLE_URL,
    ),
    "mymemory": _About(
        "MyMemory",
        lambda access, key, setup: mymemory(setup=setup),
        "some 5,000 characters a day",
        1.0,
        server=MYMEMORY_URL,
    ),
    "libretranslate": _About(
        "LibreTranslate",
        lambda access, key, setup: libretranslate(access.server, key=key, setup=setup),
        "what your server allows",
    ),
    "deepl": _About(
        "DeepL",
        lambda access, key, setup: deepl(key, setup=setup),
        "500,000 characters a month for free",
        0.2,
        wants_key=True,
        server=DEEPL_URL,
    ),
    "microsoft": _About(
        "Microsoft",
        lambda access, key, setup: microsoft(key, access.region, setup=setup),
        "2 million characters a month for free, some 33,000 a minute; most keys need their region",
        0.2,
        wants_key=True,
        server=MICROSOFT_URL,
    ),
    "local": _About(
        LOCAL_LABEL,
        lambda access, key, setup: local(access.model, setup),
        "as much as this machine can do",
    ),
}
ENGINES: Final = tuple(_ENGINES)
"""Names of the engines, the default one first."""


def engine_named(name: str, access: Access | None = None, setup: Setup = DEFAULTS) -> Engine:
    """Return the engine called `name`, one of ENGINES; raises EngineError when it cannot be set up."""
    about, access = _about(name), access or Access()
    key = access.keys.get(name, "")
    if key:
        return about.make(access, checked(key, about.label), setup)
    if not about.wants_key:
        return about.make(access, "", setup)
    if not has_keyring():
        raise _no_key(name)

    def with_key_of_keyring() -> Engine:
        found = from_keyring(name)
        if not found:
            raise _no_key(name)
        return about.make(access, checked(found, about.label), setup)

    return LateEngine(name, about.label, with_key_of_keyring)


def interval_of(name: str) -> float:
    """Return how many seconds to leave between two requests to an engine of which many are made."""
    return _about(name).interval


def _about(name: str) -> _About:
    if name not in _ENGINES:
        raise EngineError(f"There is no engine of that name; there are {', '.join(ENGINES)}.")
    return _ENGINES[name]


def _no_key(name: str) -> EngineError:
    return EngineError(
        f"{_ENGINES[name].label} needs a key: put it into {VARIABLES[name][0]}, into the table [engine-keys] of "
        f"the settings, or into the system's keyring (`keyring set {SERVICE} {name}`)."
    )


def engine_addresses(access: Access) -> dict[str, str]:
    """Return the addresses of the engines' servers by name, as far as they have one that can be right."""
    addresses = {name: about.server for name, about in _ENGINES.items()}
    with suppress(EngineError):
        addresses["libretranslate"] = address_at(access.server)
    return {name: f"{urlsplit(url).scheme}://{host_of(url)}/" for name, url in addresses.items() if url}


class EngineInfo(NamedTuple):
    """An engine for a list of engines."""

    name: str
    label: str
    server: str
    """Where its texts go; empty for none, or as long as that is not known."""
    third_party: bool
    """Whether texts leave this machine."""
    limits: str
    missing: str
    """A sentence on what there is to do before it can be asked, else empty."""

    @property
    def ready(self) -> bool:
        """Whether it can be asked with the present settings."""
        return not self.missing

    @property
    def sends(self) -> str:
        """What is sent where, for the reader."""
        if self.missing:
            return self.missing
        if self.name == "local":
            return "nothing"
        if self.server:
            return f"each paragraph to {self.server}"
        return f"each paragraph to {self.label}, if the system's keyring has a key for it"


def describe_engines(access: Access | None = None) -> tuple[EngineInfo, ...]:
    """Return all engines as they are set up. The keyring is not asked: a key in it counts as there."""
    return tuple(_described(name, about, access or Access()) for name, about in _ENGINES.items())


def _described(name: str, about: _About, access: Access) -> EngineInfo:
    server, third_party, missing = host_of(about.server), name != "local", ""
    try:
        engine = engine_named(name, access)
        third_party = engine.third_party
        # Which server it is may depend on the key.
        server = "" if isinstance(engine, LateEngine) else engine.server
    except EngineError as error:
        missing = error.sentence
    return EngineInfo(name, about.label, server, third_party, about.limits, missing)
