"""Translating many paragraphs at a stretch: politely, and without giving up at once."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from articles.translation.engines.engine import Engine
from articles.translation.engines.registry import interval_of
from articles.translation.splitting import octets
from articles.translation.translation import NeedsConsent, Translation, Untranslated
from articles.translation.translator import DEADLINE, Translator

LONGEST_WAIT: Final = 600.0
"""Seconds that a server may ask for; when it wants more, the work is broken off."""
_MOST_WAITS: Final = 5
"""For one paragraph."""
_LONGER: Final = 3.0
"""By how much each of them is longer than the one before, at the least."""
_HOPELESS: Final = 3
"""So many paragraphs in a row that cannot be translated mean that none can."""


class Bulk:
    """The work on paragraphs that have no English yet. What is done is stored at once."""

    def __init__(
        self,
        translator: Translator,
        *,
        pause: float | None = None,
        tell: Callable[[str], object] = lambda sentence: None,
        wait: Callable[[float], object] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pause` is the time between two requests, None what is usual with each engine; `tell` says of waits."""
        self.done: list[Translation] = []
        """What was translated and stored."""
        self.failed = 0
        """How many paragraphs no engine could translate."""
        self.problem = ""
        """One sentence on what ended the work early, or else on what went wrong first; else empty."""
        self._translator = translator
        self._pause = pause
        self._tell = tell
        self._wait = wait
        self._monotonic = monotonic
        self._free = -math.inf
        """When the next request may be made."""

    def run(self, missing: Sequence[tuple[int, str]]) -> Iterator[Translation | None]:
        """Translate blocks, given by their indexes and texts; yields for each what came of it.

        A paragraph that cannot be translated is passed over; it ends early when going on would not help. What
        cannot be stored would be sent, and paid for, again each time.
        """
        in_a_row = 0
        for index, text in missing:
            made: Translation | Untranslated | None = self._translator.stored(text, index)
            if made is None and not self._translator.failing:
                made = self._patiently(text)
            if made is None or self._translator.failing:
                self.problem = self._translator.notice
                return
            if isinstance(made, Translation):
                in_a_row = 0
                yield made
                continue
            self.failed += 1
            in_a_row += 1
            if made.wait is not None or in_a_row == _HOPELESS:
                self.problem = made.sentence
                return
            self.problem = self.problem or made.sentence
            # What failed at one paragraph may well translate the next.
            self._translator.resume(busy=False)
            yield None

    def _patiently(self, text: str) -> Translation | Untranslated:
        """Ask for a paragraph, again when a server asked to wait and that is no longer than can be borne."""
        waits = 0
        while True:
            answer = self._asked(text)
            if isinstance(answer, Translation) or answer.wait is None:
                return answer
            if answer.wait > LONGEST_WAIT or waits == _MOST_WAITS:
                return answer
            # A server that asks for a second each time would be given up after a few.
            seconds = math.ceil(max(answer.wait, _LONGER**waits))
            waits += 1
            self._tell(f"{answer.sentence} Waiting for {seconds} s; Ctrl-C breaks off, and nothing is lost.")
            self._wait(seconds)
            self._translator.resume()

    def _asked(self, text: str) -> Translation | Untranslated:
        """Ask the engines, one after the other; when all fail, return what one said that does not ask to wait."""
        self._wait(max(0.0, self._free - self._monotonic()))
        said: list[Untranslated] = []
        for engine in self._translator.askable:
            answer = self._answer(text, engine.name, DEADLINE * _requests(engine, text))
            if isinstance(answer, Translation):
                if not self._translator.failing:
                    self.done.append(answer)
                self._free = self._monotonic() + self._interval(engine, text)
                return answer
            said.append(answer)
        return min(said, key=lambda one: (one.wait or 0.0, one.retryable)) if said else self._answer(text)

    def _answer(
        self, text: str, engine: str | None = None, deadline: float | None = None
    ) -> Translation | Untranslated:
        answer = self._translator.translate(text, engine, deadline=deadline)
        if isinstance(answer, NeedsConsent):
            return Untranslated(f"You have not agreed to {answer.label} ({answer.server}).", retryable=False)
        return answer

    def _interval(self, engine: Engine, text: str) -> float:
        """Return the seconds to leave after a paragraph, more after one that took several requests."""
        return _requests(engine, text) * (interval_of(engine.name) if self._pause is None else self._pause)


def _requests(engine: Engine, text: str) -> int:
    """Return how many requests an engine needs for a text, about."""
    return math.ceil(octets(text) / engine.limit) if engine.limit else 1
