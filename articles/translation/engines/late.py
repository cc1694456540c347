"""An engine whose key is looked for in the system's keyring when it is first needed."""

from __future__ import annotations

import threading
from collections.abc import Callable

from articles.translation.engines.engine import Engine


class LateEngine:
    """Stands for an engine on another machine until it is needed, as the keyring may keep one waiting."""

    third_party = True

    def __init__(self, name: str, label: str, make: Callable[[], Engine]) -> None:
        """`make` may raise EngineError; it is called again then the next time."""
        self.name = name
        self.label = label
        self._make = make
        self._made: Engine | None = None
        self._guard = threading.Lock()

    @property
    def limit(self) -> int:
        """Octets in one request; 0 as long as that is not known, which asks no keyring."""
        return self._made.limit if self._made else 0

    @property
    def server(self) -> str:
        """Host that texts are sent to. Blocks, and raises EngineError when there is no key."""
        return self._engine().server

    def translate(self, text: str, until: float | None = None) -> str:
        """Translate as the engine does that it stands for."""
        return self._engine().translate(text, until)

    def _engine(self) -> Engine:
        with self._guard:
            if self._made is None:
                self._made = self._make()
            return self._made
