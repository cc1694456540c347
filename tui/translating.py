"""Asking for English off the screen's thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from articles.translation.translation import NeedsConsent, Translation, Untranslated
from articles.translation.translator import Translator

Answer = Translation | Untranslated | NeedsConsent
Deliver = Callable[[int, Answer, str], None]
"""Takes the number that was asked with, what came of it, and the engine that was asked by its name."""


class TranslationQueue:
    """Translates one block after the other on a daemon thread, so that leaving never waits for an answer."""

    def __init__(self, translator: Translator, deliver: Deliver) -> None:
        """`deliver` is called on the thread."""
        self._translator = translator
        self._deliver = deliver
        self._asked: queue.SimpleQueue[tuple[int, str, str] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def ask(self, number: int, text: str, engine: str = "") -> None:
        """Ask for the English of a block (of one engine, if it is named); the answer names it by `number`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True, name="translation")
            self._thread.start()
        self._asked.put((number, text, engine))

    def close(self) -> None:
        """End the thread as soon as it is free; nothing waits for it."""
        self._translator.close()
        self._asked.put(None)

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None:
            number, text, engine = asked
            try:
                answer = self._translator.translate(text, engine or None)
            except Exception as error:  # a thread that dies in silence would leave the reader waiting for ever
                answer = Untranslated(f"The translation broke off ({type(error).__name__}).", retryable=True)
            self._deliver(number, answer, engine)
