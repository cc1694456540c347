"""In which order English is asked for on the other thread."""

import threading

from articles.translation.translation import Translation
from articles.translation.translator import Translator
from tui.english.translating import Answer, TranslationQueue


class Slow(Translator):
    """Translates nothing before it may."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.begun = threading.Event()
        self.may = threading.Event()

    def translate(self, text: str, engine: str | None = None, *, deadline: float | None = None) -> Translation:
        self.texts.append(text)
        self.begun.set()
        assert self.may.wait(30)
        return Translation(text.upper(), "engine", engine or "any", "", "", "")


class Answers:
    """What came, and when all that was expected had come."""

    def __init__(self, expected: int) -> None:
        self.numbers: list[int] = []
        self.engines: list[str] = []
        self.complete = threading.Event()
        self._expected = expected

    def __call__(self, number: int, answer: Answer, engine: str) -> None:
        assert isinstance(answer, Translation)
        self.numbers.append(number)
        self.engines.append(engine)
        if len(self.numbers) == self._expected:
            self.complete.set()


def test_what_is_read_now_comes_before_what_was_asked_for_earlier() -> None:
    translator, answers = Slow(), Answers(6)
    asked = TranslationQueue(translator, answers)
    asked.ask([(0, "a"), (1, "b"), (2, "c")])
    assert translator.begun.wait(30)
    asked.ask([(7, "h"), (8, "i")])
    asked.ask([(7, "h")], "deepl")
    translator.may.set()
    assert answers.complete.wait(30)
    asked.close()
    assert answers.numbers == [0, 7, 7, 8, 1, 2]
    assert answers.engines == ["", "deepl", "", "", "", ""]


def test_what_is_read_now_comes_first_though_it_was_asked_for_earlier_and_is_asked_once() -> None:
    translator, answers = Slow(), Answers(5)
    asked = TranslationQueue(translator, answers)
    asked.ask([(0, "a"), (1, "b"), (2, "c")])
    assert translator.begun.wait(30)
    asked.ask([(3, "d"), (4, "e")])
    asked.prefer([0, 2, 3, 4])
    asked.prefer([2, 3, 4])
    translator.may.set()
    assert answers.complete.wait(30)
    asked.close()
    assert answers.numbers == [0, 2, 3, 4, 1]
    assert translator.texts == ["a", "c", "d", "e", "b"]


def test_nothing_more_is_asked_or_delivered_after_closing() -> None:
    translator, answers = Slow(), Answers(2)
    others = threading.enumerate()
    asked = TranslationQueue(translator, answers)
    asked.ask([(0, "a"), (1, "b")])
    assert translator.begun.wait(30)
    asked.close()
    translator.may.set()
    for thread in threading.enumerate():
        if thread.name == "translation" and thread not in others:
            thread.join(30)
    assert translator.texts == ["a"]
    assert answers.numbers == []
