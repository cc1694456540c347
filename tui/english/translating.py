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
    """Lower for what was asked or preferred later: that is what the reader reads now."""
    place: int
    """Among those of the same turn."""
    number: int = 0
    text: str = ""
    engine: str = ""


_NO_MORE: Final = _Question(-math.inf, 0)


class TranslationQueue:
    """Translates one block after the other on a daemon thread, so that leaving never waits for an answer.

    What is read now comes first: a reader who has moved on does not wait for what they have passed.
    """

    def __init__(self, translator: Translator, deliver: Deliver) -> None:
        """`deliver` is called on the thread, and no more once the queue has been closed."""
        self._translator = translator
        self._deliver = deliver
        self._asked: queue.PriorityQueue[_Question] = queue.PriorityQueue()
        self._waiting: dict[tuple[int, str], _Question] = {}
        """By number and engine, what is not being answered yet; other questions of the same are void."""
        self._guard = threading.Lock()
        self._turn = 0
        self._closed = False
        self._thread: threading.Thread | None = None

    def ask(self, blocks: Iterable[tuple[int, str]], engine: str = "") -> None:
        """Ask for the English of blocks (of one engine, if it is named), each given by its number and its text.

        The number is what an answer names it by.
        """
        with self._guard:
            self._turn -= 1
            for place, (number, text) in enumerate(blocks):
                self._put(_Question(self._turn, place, number, text, engine))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True, name="translation")
            self._thread.start()

    def prefer(self, numbers: Iterable[int]) -> None:
        """Answer these before all others that wait, in this order."""
        with self._guard:
            self._turn -= 1
            for place, number in enumerate(numbers):
                if waiting := self._waiting.get((number, "")):
                    self._put(waiting._replace(turn=self._turn, place=place))

    def _put(self, question: _Question) -> None:
        self._waiting[question.number, question.engine] = question
        self._asked.put(question)

    def _takes(self, question: _Question) -> bool:
        """Begin with a question, unless it is void."""
        key = question.number, question.engine
        with self._guard:
            if self._waiting.get(key) is not question:
                return False
            del self._waiting[key]
            return True

    def close(self) -> None:
        """End the thread as soon as it is free; nothing waits for it."""
        self._closed = True
        self._translator.close()
        self._asked.put(_NO_MORE)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not _NO_MORE:
            if not self._takes(asked):
                continue
            try:
                answer = self._translator.translate(asked.text, asked.engine or None)
            except Exception as error:  # a thread that dies in silence would leave the reader waiting for ever
                answer = Untranslated(f"The translation broke off ({type(error).__name__}).", retryable=True)
            if not self._closed:
                self._deliver(asked.number, answer, asked.engine)
