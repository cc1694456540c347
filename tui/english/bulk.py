"""Translating many paragraphs at a stretch: politely, and without giving up at once."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from articles.translation.engines.registry import interval_of
from articles.translation.splitting import octets
from articles.translation.translation import NeedsConsent, Translation, Untranslated
from articles.translation.translator import Translator

LONGEST_WAIT: Final = 600.0
"""Seconds that a server may ask for; when it wants more, the work is broken off."""
_MOST_WAITS: Final = 5
"""For one paragraph."""
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
        """One sentence on what went wrong first, else empty."""
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
            made = self._translator.stored(text, index)
            if made is None and not self._translator.failing:
                made = self._patiently(text)
            if made is None or self._translator.failing:
                self.problem = self._translator.notice
                return
            if isinstance(made, Translation):
                in_a_row = 0
                yield made
                continue
            self.problem = self.problem or made.sentence
            self.failed += 1
            in_a_row += 1
            if made.retryable or made.wait is not None or in_a_row == _HOPELESS:
                return
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
            waits += 1
            seconds = math.ceil(answer.wait)
            self._tell(f"{answer.sentence} Waiting for {seconds} s; Ctrl-C breaks off, and nothing is lost.")
            self._wait(seconds)
            self._translator.resume()

    def _asked(self, text: str) -> Translation | Untranslated:
        self._wait(max(0.0, self._free - self._monotonic()))
        answer = self._translator.translate(text)
        if isinstance(answer, NeedsConsent):
            return Untranslated(f"You have not agreed to {answer.label} ({answer.server}).", retryable=False)
        if isinstance(answer, Translation):
            if not self._translator.failing:
                self.done.append(answer)
            self._free = self._monotonic() + self._interval(answer.engine, text)
        return answer

    def _interval(self, engine: str, text: str) -> float:
        """Return the seconds to leave after a paragraph, more after one that took several requests."""
        limit = next((one.limit for one in self._translator.engines if one.name == engine), 0)
        requests = math.ceil(octets(text) / limit) if limit else 1
        return requests * (interval_of(engine) if self._pause is None else self._pause)
