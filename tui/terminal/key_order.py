"""Keys one after the other, each when the one before has done all it does.

Textual gives a key to what has the focus when it arrives. Of several that arrive together, as they do on a slow
link, the later ones would miss the dialog that the first one opens, or the field that it goes to.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App
    from textual.events import Key, Paste

_ROUNDS: Final = 2
"""How often a key's way is followed: what it sets off (a submitted field, a new focus) goes the same way again."""
_STEP: Final = 0.005
"""Seconds between two looks whether a dialog that has been opened is there."""
_LONGEST: Final = 1.0
"""Seconds after which the next key no longer waits."""


class KeyOrder:
    """Holds keys, and text that is pasted, back while another is under way."""

    def __init__(
        self,
        app: App[str],
        forward: Callable[[Key | Paste], Awaitable[None]],
        harmless: Callable[[Key | Paste], bool],
    ) -> None:
        """`forward` gives a key to what has the focus; none has to wait for one that is `harmless`."""
        self._app = app
        self._forward = forward
        self._harmless = harmless
        self._waiting: deque[Key | Paste] = deque()
        self._under_way = False
        self._began = 0.0

    @property
    def waiting(self) -> bool:
        """Whether a key is under way."""
        return self._under_way

    async def take(self, key: Key | Paste) -> None:
        """Do the key now, or when those before it are done."""
        if not self._under_way and self._harmless(key):
            await self._forward(key)
            return
        self._waiting.append(key)
        if not self._under_way:
            await self._next()

    async def _next(self) -> None:
        self._under_way = bool(self._waiting)
        if self._under_way:
            self._began = monotonic()
            await self._forward(self._waiting.popleft())
            self._begin_round(_ROUNDS)

    def _begin_round(self, rounds: int) -> None:
        if rounds and monotonic() - self._began < _LONGEST:
            start = self._app.focused or self._app.screen
            self._follow(rounds, [node for node in start.ancestors_with_self if node is not self._app])
        else:
            self._app.call_later(self._next)

    def _follow(self, rounds: int, way: list[MessagePump]) -> None:
        """Go through the queues that the key goes through, behind it: from what has the focus up to the app."""
        while way:
            pump = way.pop(0)
            if pump.is_running and pump.call_later(self._follow, rounds, way):
                return
        self._app.call_later(self._arrived, rounds)

    def _arrived(self, rounds: int) -> None:
        if self._app.screen.is_mounted:
            self._begin_round(rounds - 1)
        elif monotonic() - self._began < _LONGEST:
            self._app.set_timer(_STEP, lambda: self._arrived(rounds))
        else:
            self._begin_round(0)
