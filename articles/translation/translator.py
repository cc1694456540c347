"""Finds the English of a paragraph: the parallel text, the translation memory, an engine, in that order."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from articles.clock import timestamp, utc_now
from articles.translation.engines.engine import Engine
from articles.translation.failures import EngineError, timed_out
from articles.translation.memory import MemoryFailure, TranslationMemory
from articles.translation.parallel import Parallel
from articles.translation.pauses import Pauses
from articles.translation.translation import (
    GERMAN_ENGLISH,
    Languages,
    NeedsConsent,
    Translation,
    Untranslated,
    source_hash,
)

if TYPE_CHECKING:
    from articles.clock import Clock

DEADLINE = 20.0
"""Seconds after which a reader no longer waits for an engine, whatever it is doing."""
PAUSE = 60.0
"""Seconds for which an engine that failed is left alone, unless its server says for how long."""
SHORTEST_PAUSE = 1.0
LONGEST_PAUSE = 3600.0
_RETRIES = 2
_Outcome = str | NeedsConsent | EngineError


@dataclass(eq=False, repr=False)
class Translator:
    """The English of an article's paragraphs; for several threads, none of which waits for another."""

    engines: Sequence[Engine] = ()
    """In the order of preference, each with another name."""
    memory: TranslationMemory | None = None
    parallel: Parallel | None = None
    _: KW_ONLY
    languages: Languages = GERMAN_ENGLISH
    preferred: Sequence[str] = ()
    """Names of the engines whose stored translations come before those of others, in their order.

    Those that cannot be asked now may be among them. When it is empty, the order of `engines` is it.
    """
    consented: Callable[[Engine], bool] = lambda engine: False
    """Tells whether the reader has agreed to send text to an engine."""
    offline: bool = False
    """Forbids all engines that texts would leave this machine for."""
    deadline: float = DEADLINE
    clock: Clock = utc_now
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random
    """Gives numbers in [0, 1)."""
    wait: Callable[[float], object] | None = None
    """Passes the seconds between two attempts; None waits for them, or for `close`."""
    notice: str = field(default="", init=False)
    """One sentence for the reader when the translation memory could not be used lately, else empty."""
    failing: bool = field(default=False, init=False)
    """Whether the translation memory could not be used the last time."""

    def __post_init__(self) -> None:
        self.preferred = self.preferred or [engine.name for engine in self.engines]
        self._closed = threading.Event()
        self._pauses = Pauses(self.monotonic)
        self._waiting: set[SimpleQueue[_Outcome]] = set()
        self._guard = threading.Lock()

    def stored(self, text: str, index: int) -> Translation | None:
        """Return what is at hand for the block `index` that reads `text`: fast, and without the network."""
        if self.parallel is not None and (found := self.parallel.translation(text, index)):
            return found
        if self.memory is None:
            return None
        try:
            found = self.memory.get_any(text, self.languages, self.preferred)
        except MemoryFailure as failure:
            self.notice, self.failing = failure.sentence, True
            return None
        self.notice, self.failing = self.memory.notice or self.notice, False
        return found

    @property
    def askable(self) -> tuple[Engine, ...]:
        """The engines that may be asked: when offline, those that texts do not leave this machine for."""
        return tuple(one for one in self.engines if not (self.offline and one.third_party))

    def translate(
        self, text: str, engine: str | None = None, *, deadline: float | None = None
    ) -> Translation | Untranslated | NeedsConsent:
        """Ask the engines, one after the other, and store what comes back; never looks at what is stored.

        `engine` names the only one to ask. One that fails is left alone for a while and the next is asked. Those
        that the reader has not agreed to are passed over, but consent is asked for the preferred one, and for
        another when all else has failed. Blocks until the deadline at most, in seconds from now: not for the
        screen's thread. `close` makes it return at once.
        """
        if not any(engine in (None, one.name) for one in self.engines):
            return Untranslated("No engine for translations is set up.", retryable=False)
        allowed = [one for one in self.askable if engine in (None, one.name)]
        if not allowed:
            return Untranslated("Offline: no engine is asked for translations.", retryable=False)
        until = self.monotonic() + (self.deadline if deadline is None else deadline)
        answers: list[Untranslated | NeedsConsent] = []
        for one in allowed:
            answer = self._ask_if_agreed(one, text, until)
            if isinstance(answer, Translation):
                return answer
            answers.append(answer)
            if isinstance(answers[0], NeedsConsent) or self.monotonic() >= until:
                break
        return _to_tell(answers)

    def resume(self, *, busy: bool = True) -> None:
        """Let engines that are paused be asked again, the `busy` ones too, because the reader wants it now."""
        self._pauses.end(busy=busy)

    def close(self) -> None:
        """Make every `translate` that still waits, and every later one, return at once."""
        self._closed.set()
        with self._guard:
            for queue in self._waiting:
                queue.put(_stopped())

    def _ask_if_agreed(self, engine: Engine, text: str, until: float) -> Translation | Untranslated | NeedsConsent:
        if pause := self._pauses.of(engine.name):
            wait = pause.seconds if pause.busy else None
            return Untranslated(pause.sentence, retryable=True, wait=wait, again=pause.seconds)
        left = until - self.monotonic()
        try:
            english = self._attempts(engine, text, until)
        except EngineError as error:
            return self._failed(engine, error, fairly=left >= self.deadline / 2)
        if isinstance(english, NeedsConsent):
            return english
        made = timestamp(self.clock())
        translation = Translation(english, "engine", engine.name, engine.server, made, source_hash(text))
        self._store(translation)
        return translation

    def _failed(self, engine: Engine, error: EngineError, *, fairly: bool) -> Untranslated:
        """Return what the reader is told, having seen to it that the engine is left alone where that helps.

        One that had hardly any time left by those before it, not `fairly` much, has not shown that it needs that.
        """
        if not error.busy and not (error.retryable and fairly):
            return Untranslated(error.sentence, error.retryable or error.mendable)
        wanted = PAUSE if error.retry_after is None else error.retry_after
        seconds = min(max(SHORTEST_PAUSE, wanted), LONGEST_PAUSE)
        self._pauses.begin(engine.name, seconds, error.sentence, busy=error.busy)
        return Untranslated(error.sentence, error.retryable, seconds if error.busy else None, again=seconds)

    def _store(self, translation: Translation) -> None:
        if self.memory is None:
            return
        try:
            self.memory.put(translation, self.languages)
        except MemoryFailure as failure:
            self.notice, self.failing = failure.sentence, True
        else:
            self.notice, self.failing = self.memory.notice, False

    def _attempts(self, engine: Engine, text: str, until: float) -> str | NeedsConsent:
        """Return the translation or raise the EngineError of the last attempt."""
        error = timed_out(engine.label)
        for attempt in range(_RETRIES + 1):
            outcome = self._bounded(engine, text, until)
            if not isinstance(outcome, EngineError):
                return outcome
            error = outcome
            delay = self._delay(error, attempt)
            if delay is None or self.monotonic() + delay >= until or self._closed.is_set():
                break
            (self.wait or self._closed.wait)(delay)
        raise error

    def _delay(self, error: EngineError, attempt: int) -> float | None:
        """Return the seconds to wait before the next attempt, or None when there is to be none."""
        if not error.retryable or attempt >= _RETRIES:
            return None
        if error.unreachable:
            return 0.1 + 0.1 * self.jitter() if attempt == 0 else None
        backoff = 2.0**attempt * (0.5 + 0.5 * self.jitter())
        return max(backoff, error.retry_after or 0.0)

    def _bounded(self, engine: Engine, text: str, until: float) -> _Outcome:
        """Run the engine on a daemon thread, and leave that behind when it is not done in time."""
        queue: SimpleQueue[_Outcome] = SimpleQueue()
        with self._guard:
            if self._closed.is_set():
                return _stopped()
            self._waiting.add(queue)
        left = max(0.0, until - self.monotonic())
        work = threading.Thread(target=self._run, args=(engine, text, left, queue), daemon=True)
        try:
            work.start()
            return queue.get(timeout=left)
        except Empty:
            return timed_out(engine.label)
        except RuntimeError:
            return EngineError("Too many threads: no engine can be asked just now.")
        finally:
            with self._guard:
                self._waiting.discard(queue)

    def _run(self, engine: Engine, text: str, seconds: float, queue: SimpleQueue[_Outcome]) -> None:
        until = time.monotonic() + seconds
        try:
            # Which server it is may take a key, and that a keyring, which may keep one waiting.
            if engine.third_party and not self.consented(engine):
                queue.put(NeedsConsent(engine.name, engine.server, engine.label))
            else:
                queue.put(engine.translate(text, until))
        except EngineError as error:
            queue.put(error)
        except Exception:
            # An engine may raise whatever it likes; what it raised may hold the text, and goes nowhere.
            queue.put(EngineError(f"{engine.label} failed in an unexpected way."))


def _to_tell(answers: Sequence[Untranslated | NeedsConsent]) -> Untranslated | NeedsConsent:
    """Return the answer for the reader: that of the preferred engine, or a question that may help after it."""
    first = answers[0]
    asking = next((answer for answer in answers if isinstance(answer, NeedsConsent)), None)
    if asking is None or isinstance(first, NeedsConsent):
        return first
    return replace(asking, reason=first.sentence)


def _stopped() -> EngineError:
    return EngineError("Translation was stopped.")
