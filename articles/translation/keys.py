"""The keys that engines want: from the environment, the configuration, or the system's keyring."""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Mapping
from typing import Final

from articles.translation.failures import EngineError

SERVICE: Final = "lesart"
"""Under which name the keyring has the keys: `keyring set lesart deepl`."""
VARIABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "deepl": ("LESART_DEEPL_KEY", "DEEPL_API_KEY", "DEEPL_AUTH_KEY"),
    "microsoft": ("LESART_MICROSOFT_KEY", "MICROSOFT_API_KEY"),
    "libretranslate": ("LESART_LIBRETRANSLATE_KEY",),
}
"""The environment variables that may hold an engine's key, the first that is set counts."""
PATIENCE: Final = 5.0
"""Seconds that the keyring has to answer; it may want to be unlocked first."""
_POSSIBLE: Final = re.compile(r"[!-~]{1,1000}")


class Keys(dict[str, str]):
    """Keys by engine; they are not to be seen where it is printed by mistake."""

    def __repr__(self) -> str:
        return f"Keys({', '.join(sorted(self))})"

    __str__ = __repr__


def keys_given(environment: Mapping[str, str], configured: Mapping[str, str]) -> Keys:
    """Return the keys of the environment and of the configuration; the environment counts first."""
    named = {
        engine: next(filter(None, (environment.get(name, "").strip() for name in names)), "")
        for engine, names in VARIABLES.items()
    }
    return Keys({**configured, **{engine: key for engine, key in named.items() if key}})


def checked(key: str, label: str) -> str:
    """Return a key without white space round it; raises EngineError when it cannot be sent."""
    key = key.strip()
    if not _POSSIBLE.fullmatch(key):
        raise EngineError(f"The key for {label} cannot be right: it holds signs that no key has.")
    return key


def has_keyring() -> bool:
    """Tell whether the system's keyring can be asked (`pip install 'lesart[keyring]'`); asks nothing."""
    from importlib.util import find_spec

    return find_spec("keyring") is not None


def from_keyring(engine: str) -> str:
    """Return the engine's key out of the system's keyring, empty when there is none; may block for a while."""
    found: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(engine, found.put), daemon=True).start()
    try:
        return found.get(timeout=PATIENCE)
    except queue.Empty:
        sentence = "The system's keyring did not answer; it may be locked."
        raise EngineError(sentence, retryable=True, unreachable=True) from None


def _look_up(engine: str, deliver: Callable[[str], object]) -> None:
    try:
        import keyring

        key = keyring.get_password(SERVICE, engine)
    except Exception:
        # Each system's keyring raises errors of its own, so that no list is possible; a key that cannot be had is
        # none, and the reader is told that it is missing.
        key = None
    deliver(key or "")
