"""Asking engines for the English of an open article, while the article and the reader's mind may change."""

import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

import pytest
from support.reader import Open, Reader

from articles.article import Article, Block, Part, compose
from articles.translation.engines.engine import Engine as Asked
from articles.translation.failures import EngineError
from articles.translation.translation import Translation, Untranslated
from articles.translation.translator import Translator
from tui.english import source as english_source
from tui.english.setup import consent_key
from tui.english.translating import Answer
from tui.origin import Origin
from tui.reading import Reading
from tui.settings import Directories, Settings

Arrived = tuple[int, int, Answer, str]
TEXTS = ("Eins.", "Zwei.", "Drei.")


class Engine:
    """Answers when it may, as long as there is a network."""

    name = label = "dummy"
    server = "localhost"
    third_party = False
    limit = 1000

    def __init__(self) -> None:
        self.begun, self.may = threading.Event(), threading.Event()
        self.may.set()
        self.network = True

    def translate(self, text: str, until: float | None = None) -> str:
        self.begun.set()
        assert self.may.wait(30)
        if not self.network:
            raise EngineError("No network.", retryable=True)
        return text.upper()


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Return the only engine that is set up."""
    made = Engine()

    def make_translator(
        language: str, own: object, settings: Settings, directories: Directories, consented: Callable[[str], bool]
    ) -> tuple[Translator, str]:
        def agreed(one: Asked) -> bool:
            return consented(consent_key(one.name, one.server))

        return Translator([made], consented=agreed, wait=lambda seconds: None), ""

    monkeypatch.setattr(english_source, "make_translator", make_translator)
    return made


@pytest.fixture
def arrived() -> SimpleQueue[Arrived]:
    """Return the answers that have been delivered."""
    return SimpleQueue()


@pytest.fixture
def reading(tmp_path: Path, directories: Directories, engine: Engine, arrived: SimpleQueue[Arrived]) -> Reading:
    """Return the beginning of a large article, with its English."""
    path = tmp_path / "lang.txt"
    path.write_text("\n\n".join(TEXTS), "utf-8")
    head = Article("", compose(Block("paragraph", text) for text in TEXTS[:2]), source=str(path), part=Part())
    made = Reading(head, Origin(str(path), path), Settings(engine="none"), directories)
    made.pane.shown = True
    made.english.deliver = lambda *answer: arrived.put(answer)
    return made


def ask(reading: Reading) -> list[int]:
    """Ask for what the pane wants now, as the screen does."""
    wanted = reading.pane.wanted()
    reading.english.ask(reading.pane, wanted)
    return wanted


def test_an_answer_tells_to_which_generation_of_questions_it_belongs(
    reading: Reading, arrived: SimpleQueue[Arrived]
) -> None:
    generations = []
    for _ in range(2):
        answers = [arrived.get(timeout=30) for _ in ask(reading)]
        assert {generation for generation, *_ in answers} == {reading.pane.questions.generation}
        generations.append(reading.pane.questions.generation)
        reading.continue_in(reading.article)
    assert generations[0] != generations[1]


def test_a_question_on_its_way_is_given_up_with_the_version_that_it_was_about(
    reading: Reading, engine: Engine, arrived: SimpleQueue[Arrived]
) -> None:
    engine.may.clear()
    ask(reading)
    assert engine.begun.wait(30)
    reading.continue_in(reading.article)
    engine.may.set()

    answers = [arrived.get(timeout=30) for _ in ask(reading)]
    assert [number for _, number, *_ in answers] == [0, 1]
    assert all(isinstance(answer, Translation) for _, _, answer, _ in answers)


def test_trying_again_reaches_the_engine_once_a_large_article_is_complete(
    reading: Reading, engine: Engine, arrived: SimpleQueue[Arrived]
) -> None:
    def answer_to_the_current_paragraph() -> Answer:
        ask(reading)
        while (arrival := arrived.get(timeout=30))[1] != reading.pane.current:
            pass
        reading.pane.answered(reading.pane.current, arrival[2])
        return arrival[2]

    ask(reading)
    assert isinstance(arrived.get(timeout=30)[2], Translation)
    reading.complete(*reading.read_whole())
    engine.network = False
    assert isinstance(answer_to_the_current_paragraph(), Untranslated)
    engine.network = True
    assert reading.pane.retry()
    assert isinstance(answer_to_the_current_paragraph(), Translation)


async def answered(reader: Reader) -> None:
    """Wait until no English is asked for any more where the reader is."""
    pane = reader.screen.reading.pane
    for _ in range(3000):
        await reader.pilot.pause(0.01)
        if not pane.english(pane.current).text.startswith("Asking"):
            return
    pytest.fail("no answer came")


async def test_a_yes_that_cannot_be_remembered_holds_while_the_article_is_open(
    open_reader: Open, engine: Engine, directories: Directories
) -> None:
    async with open_reader(*TEXTS) as reader:
        engine.third_party = True
        await reader.press("t")
        await answered(reader)
        Path(directories.state_file).with_name(".state.json.lock").mkdir(parents=True)
        await reader.press("enter", "y")
        assert reader.message.startswith("Your yes holds for now, but could not be remembered: ")
        await answered(reader)
        await reader.press("j")
        await answered(reader)
        assert [reader.screen.reading.pane.english(at).text for at in range(2)] == ["EINS.", "ZWEI."]
        assert "Your yes" not in reader.message
