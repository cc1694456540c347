"""Asking for English off the screen's thread."""

from __future__ import annotations

import math
import queue
import threading
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from articles.translation.translation import NeedsConsent, Translation, Untranslated
from articles.translation.translator import Translator

Answer = Translation | Untranslated | NeedsConsent
Deliver = Callable[[int, Answer, str], None]
"""Takes the number that was asked with, what came of it, and the engine that was asked by its name."""


class _Question(NamedTuple):
    """What is asked for, in the order in which it is answered."""

    turn: float
    """Lower for what was asked later: that is what the reader reads now."""
    place: int
    """Among those of the same turn."""
    number: int = 0
    text: str = ""
    engine: str = ""


_NO_MORE: Final = _Question(-math.inf, 0)


class TranslationQueue:
    """Translates one block after the other on a daemon thread, so that leaving never waits for an answer.

    What was asked last comes first: a reader who has moved on does not wait for what they have passed.
    """

    def __init__(self, translator: Translator, deliver: Deliver) -> None:
        """`deliver` is called on the thread, and no more once the queue has been closed."""
        self._translator = translator
        self._deliver = deliver
        self._asked: queue.PriorityQueue[_Question] = queue.PriorityQueue()
        self._turn = 0
        self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, blocks: Iterable[tuple[int, str]], engine: str = "") -> None:
        """Ask for the English of blocks (of one engine, if it is named), each given by its number and its text.

        The number is what an answer names it by.
        """
        self._turn -= 1
        for place, (number, text) in enumerate(blocks):
            self._asked.put(_Question(self._turn, place, number, text, engine))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True, name="translation")
            self._thread.start()

    def close(self) -> None:
        """End the thread as soon as it is free; nothing waits for it."""
        self._closed = True
        self._translator.close()
        self._asked.put(_NO_MORE)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not _NO_MORE:
            try:
                answer = self._translator.translate(asked.text, asked.engine or None)
            except Exception as error:  # a thread that dies in silence would leave the reader waiting for ever
                answer = Untranslated(f"The translation broke off ({type(error).__name__}).", retryable=True)
            if not self._closed:
                self._deliver(asked.number, answer, asked.engine)
