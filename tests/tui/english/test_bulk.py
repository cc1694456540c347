"""Translating an article at a stretch: how it waits, what it passes over, and when it gives up."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from support.engines import Fake, Time

from articles.translation.failures import EngineError, timed_out
from articles.translation.memory import TranslationMemory
from articles.translation.translation import Translation
from articles.translation.translator import Translator
from tui.english.bulk import Bulk

REFUSED = EngineError("Fake did not accept the request.")
BROKEN = EngineError("Fake has a fault of its own.", retryable=True)


def busy(seconds: float) -> EngineError:
    return EngineError("Fake asks to wait.", retryable=True, retry_after=seconds)


class Waits(Time):
    """Notes only what takes time."""

    def wait(self, seconds: float) -> None:
        if seconds:
            super().wait(seconds)


Begin = Callable[..., tuple[Bulk, Time, list[str]]]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    def make(*engines: Fake, pause: float | None = 0.0) -> tuple[Bulk, Time, list[str]]:
        time, told = Waits(), list[str]()
        memory = TranslationMemory(tmp_path / "memory.sqlite")
        # A translator that waits as little as it can: what is looked at is the waiting of the work as a whole.
        translator = Translator(engines, memory, monotonic=time, wait=lambda seconds: None, deadline=2.0)
        bulk = Bulk(translator, pause=pause, tell=told.append, wait=time.wait, monotonic=time)
        return bulk, time, told

    return make


MISSING = [(0, "Tag"), (1, "Nacht"), (2, "Morgen"), (3, "Abend")]


def test_every_paragraph_is_translated_and_stored(begin: Begin) -> None:
    bulk, time, told = begin(Fake(["English"]))

    made = list(bulk.run(MISSING))

    assert all(isinstance(one, Translation) for one in made)
    assert (len(bulk.done), bulk.failed, bulk.problem, told, time.waited) == (4, 0, "", [], [])


def test_paragraph_that_stands_there_twice_is_asked_for_once(begin: Begin) -> None:
    engine = Fake(["English"])
    bulk, _, _ = begin(engine)

    assert len(list(bulk.run([(0, "Tag"), (1, "Tag")]))) == 2
    assert engine.asked == ["Tag"]


def test_nothing_is_sent_while_the_memory_cannot_be_used(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite").mkdir()
    engine = Fake(["English"])
    bulk, _, _ = begin(engine)

    assert list(bulk.run(MISSING)) == []
    assert (engine.asked, bulk.done) == ([], [])
    assert bulk.problem == "The file for stored translations cannot be opened and written."


def test_work_ends_when_what_was_translated_cannot_be_stored(begin: Begin, tmp_path: Path) -> None:
    class Breaking(Fake):
        def translate(self, text: str, until: float | None = None) -> str:
            english = super().translate(text, until)
            if text == "Nacht":
                (tmp_path / "memory.sqlite").unlink()
                (tmp_path / "memory.sqlite").mkdir()
            return english

    engine = Breaking(["English"])
    bulk, _, _ = begin(engine)

    assert len(list(bulk.run(MISSING))) == 1
    assert engine.asked == ["Tag", "Nacht"]
    assert [one.text for one in bulk.done] == ["English"]
    assert bulk.problem == "The file for stored translations cannot be opened and written."


def test_requests_keep_the_distance_that_was_asked_for(begin: Begin) -> None:
    bulk, time, _ = begin(Fake(["English"]), pause=2.5)

    list(bulk.run(MISSING))

    assert time.waited == [2.5] * 3


def test_public_services_are_left_time_without_being_told(begin: Begin) -> None:
    bulk, time, _ = begin(Fake(["English"], name="mymemory"), pause=None)

    list(bulk.run(MISSING[:2]))

    assert time.waited == [1.0]


def test_paragraph_of_several_requests_is_followed_by_a_longer_pause(begin: Begin) -> None:
    bulk, time, _ = begin(Fake(["English"], limit=100), pause=1.0)

    list(bulk.run([(0, "x" * 250), (1, "Tag")]))

    assert time.waited == [3.0]


def test_server_that_asks_to_wait_is_waited_for_and_that_is_said(begin: Begin) -> None:
    bulk, time, told = begin(Fake([busy(90), "English"]))

    assert len(list(bulk.run(MISSING))) == 4
    assert time.waited == [90]
    assert told == ["Fake asks to wait. Waiting for 90 s; Ctrl-C breaks off, and nothing is lost."]


def test_server_that_always_asks_to_wait_is_given_up(begin: Begin) -> None:
    engine = Fake([busy(90)])
    bulk, time, _ = begin(engine)

    assert list(bulk.run(MISSING)) == []
    assert (time.waited, engine.asked) == ([90] * 5, ["Tag"] * 6)
    assert bulk.problem == "Fake asks to wait."


def test_short_wait_is_as_short_as_the_server_asks_and_longer_each_time(begin: Begin) -> None:
    bulk, time, told = begin(Fake([busy(2)] * 9 + ["English"]))

    assert len(list(bulk.run(MISSING))) == 4
    assert time.waited == [2, 3, 9]
    assert "Waiting for 2 s" in told[0]


def test_server_that_wants_a_long_rest_is_not_waited_for(begin: Begin) -> None:
    bulk, time, _ = begin(Fake([EngineError("Used up for today.", retry_after=3600.0)]))

    assert list(bulk.run(MISSING)) == []
    assert (time.waited, bulk.problem) == ([], "Used up for today.")


def test_next_engine_goes_on_where_one_asks_to_wait(begin: Begin) -> None:
    bulk, time, _ = begin(Fake([busy(90)]), Fake(["English"], name="deepl"))

    assert len(list(bulk.run(MISSING))) == 4
    assert time.waited == []
    assert {one.engine for one in bulk.done} == {"deepl"}


def test_fault_of_a_server_at_one_paragraph_does_not_end_the_work(begin: Begin) -> None:
    bulk, time, _ = begin(Fake(["English", BROKEN, BROKEN, BROKEN, "English"]))

    assert [one is not None for one in bulk.run(MISSING)] == [True, False, True, True]
    assert (bulk.problem, bulk.failed, time.waited) == ("Fake has a fault of its own.", 1, [])


def test_fault_of_a_server_that_lasts_ends_the_work(begin: Begin) -> None:
    bulk, time, _ = begin(Fake([REFUSED, BROKEN]))

    assert list(bulk.run(MISSING)) == [None, None]
    assert (bulk.problem, time.waited) == ("Fake has a fault of its own.", [])


def test_paragraph_of_several_requests_has_the_time_of_several(begin: Begin) -> None:
    had: list[float] = []

    class Watched(Fake):
        def translate(self, text: str, until: float | None = None) -> str:
            assert until is not None
            had.append(until - monotonic())
            return "English"

    bulk, _, _ = begin(Watched(limit=100))

    list(bulk.run([(0, "x" * 450), (1, "Tag")]))

    assert [round(seconds, -1) for seconds in had] == [100, 20]


def test_engine_that_never_answers_leaves_the_next_one_its_time(begin: Begin) -> None:
    class Hanging(Fake):
        def translate(self, text: str, until: float | None = None) -> str:
            time.now += 20
            raise timed_out("Fake")

    bulk, time, _ = begin(Hanging(), Fake(["English"], name="second"))

    assert all(isinstance(one, Translation) for one in bulk.run(MISSING))
    assert {one.engine for one in bulk.done} == {"second"}


def test_engine_that_rests_for_long_ends_nothing_while_another_one_works(begin: Begin) -> None:
    first = Fake([EngineError("Used up for today.", retry_after=3600.0)])
    second = Fake(["English", EngineError("Second gave the text back."), "English"], name="second")
    bulk, _, _ = begin(first, second)

    assert [one is not None for one in bulk.run(MISSING)] == [True, False, True, True]
    assert (len(first.asked), bulk.problem) == (1, "Second gave the text back.")


def test_work_ends_when_all_engines_want_a_long_rest(begin: Begin) -> None:
    first = Fake([EngineError("Used up for today.", retry_after=3600.0)])
    second = Fake(["English", EngineError("Second is used up.", retry_after=1800.0)], name="second")
    bulk, _, _ = begin(first, second)

    assert len(list(bulk.run(MISSING))) == 1
    assert bulk.problem == "Second is used up."


def test_without_engines_a_sentence_says_so(begin: Begin) -> None:
    bulk, _, _ = begin()

    assert list(bulk.run(MISSING)) == [None, None]
    assert bulk.problem == "No engine for translations is set up."


def test_paragraph_that_cannot_be_translated_is_passed_over(begin: Begin) -> None:
    bulk, _, _ = begin(Fake(["English", REFUSED, REFUSED, "English"]))

    assert [one is not None for one in bulk.run(MISSING)] == [True, False, False, True]
    assert (bulk.failed, bulk.problem) == (2, "Fake did not accept the request.")


def test_engine_that_refuses_everything_is_not_asked_for_all(begin: Begin) -> None:
    engine = Fake([REFUSED])
    bulk, _, _ = begin(engine)

    assert list(bulk.run(MISSING)) == [None, None]
    assert engine.asked == ["Tag", "Nacht", "Morgen"]
