from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.engines import Fake, Time
from support.loopback import Loopback, Reply, page

from articles.article import Article, Block, compose
from articles.translation.engines.engine import Engine
from articles.translation.engines.google import google
from articles.translation.engines.late import LateEngine
from articles.translation.failures import EngineError, timed_out
from articles.translation.memory import TranslationMemory
from articles.translation.parallel import Parallel, pair
from articles.translation.translation import NeedsConsent, Translation, Untranslated, source_hash
from articles.translation.translator import Translator

BUSY = EngineError("Fake is busy.", retryable=True)


@dataclass
class Hanging(Fake):
    """An engine that does not come back before it is released."""

    entered: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def translate(self, text: str, until: float | None = None) -> str:
        self.entered.set()
        self.released.wait()
        return "too late"


def clock() -> datetime:
    return datetime(2026, 1, 31, 12, tzinfo=UTC)


def translator(
    *engines: Fake, time: Time | None = None, memory: TranslationMemory | None = None, deadline: float = 20.0
) -> Translator:
    time = time or Time()
    return Translator(
        engines,
        memory,
        clock=clock,
        deadline=deadline,
        monotonic=time,
        jitter=lambda: 0.5,
        wait=time.wait,
    )


@pytest.fixture
def memory(tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "translations.sqlite")


def test_engine_translates_and_says_what_it_is() -> None:
    assert translator(Fake()).translate("Guten Tag.") == Translation(
        "Good day.",
        "engine",
        "fake",
        "fake.example.org",
        "2026-01-31T12:00:00.000Z",
        source_hash("Guten Tag."),
    )


def test_translation_is_at_hand_afterwards(memory: TranslationMemory) -> None:
    engine = Fake()
    first = translator(engine, memory=memory)

    assert first.stored("Guten Tag.", 0) is None
    first.translate("Guten Tag.")
    found = translator(memory=memory).stored("Guten Tag.", 7)

    assert found is not None
    assert (found.text, found.origin, found.engine) == ("Good day.", "memory", "fake")
    assert len(engine.asked) == 1


def test_what_a_later_engine_was_asked_for_comparison_does_not_replace_the_first_ones(
    memory: TranslationMemory,
) -> None:
    both = translator(Fake(name="first"), Fake(["Hello."], name="second"), memory=memory)
    both.translate("Guten Tag.", "first")
    both.translate("Guten Tag.", "second")
    both.translate("Guten Abend.", "second")

    day, evening = both.stored("Guten Tag.", 0), both.stored("Guten Abend.", 1)

    assert day is not None
    assert evening is not None
    assert (day.engine, evening.engine) == ("first", "second")


def test_stored_translations_of_a_preferred_engine_come_first_though_it_cannot_be_asked(
    memory: TranslationMemory,
) -> None:
    engines = [Fake(name="first"), Fake(["Hello."], name="second")]
    for engine in engines:
        translator(*engines, memory=memory).translate("Guten Tag.", engine.name)

    found = Translator(engines[1:], memory, preferred=["first", "second"]).stored("Guten Tag.", 0)

    assert found is not None
    assert found.engine == "first"


def test_parallel_text_goes_before_the_memory(memory: TranslationMemory) -> None:
    german = Article("", compose([Block("paragraph", "Guten Tag.")]))
    english = Article("", compose([Block("paragraph", "Hello there.")]), source="a.en.md")
    parallel = pair(german, english)
    assert isinstance(parallel, Parallel)
    translator(Fake(), memory=memory).translate("Guten Tag.")

    both = Translator(memory=memory, parallel=parallel)

    first, other = both.stored("Guten Tag.", 0), both.stored("Guten Tag.", 5)
    assert first is not None
    assert first.origin == "parallel"
    assert other is not None
    assert other.origin == "memory"


def test_offline_asks_nobody_but_keeps_what_is_stored(memory: TranslationMemory) -> None:
    engine = Fake(third_party=True)
    translator(Fake(), memory=memory).translate("Guten Tag.")
    offline = Translator([engine], memory, offline=True)

    outcome = offline.translate("Guten Tag.")

    assert outcome == Untranslated("Offline: no engine is asked for translations.", False)
    assert engine.asked == []
    assert offline.stored("Guten Tag.", 0) is not None


def test_offline_leaves_what_stays_on_this_machine() -> None:
    away, here = Fake(third_party=True), Fake(["from here"], name="here")
    offline = Translator([away, here], offline=True, consented=lambda engine: True)

    outcome = offline.translate("Guten Tag.")

    assert isinstance(outcome, Translation)
    assert (outcome.text, outcome.engine) == ("from here", "here")
    assert away.asked == []


def test_without_engines_there_is_a_sentence() -> None:
    assert translator().translate("Tag") == Untranslated("No engine for translations is set up.", False)


def test_nothing_is_sent_to_a_third_party_without_consent() -> None:
    engine = Fake(third_party=True)
    allowed: set[str] = set()
    asking = Translator([engine], consented=lambda engine: engine.name in allowed)

    assert asking.translate("Tag") == NeedsConsent("fake", "fake.example.org", "Fake")
    assert engine.asked == []
    allowed.add("fake")
    assert isinstance(asking.translate("Tag"), Translation)


def test_next_engine_is_asked_when_the_first_fails_and_only_with_consent() -> None:
    first, second = Fake([EngineError("Fake is broken.")]), Fake(name="second", third_party=True)
    third = Fake(["from the third"], name="third")

    outcome = translator(first, second, third).translate("Tag")

    assert isinstance(outcome, Translation)
    assert (outcome.text, outcome.engine) == ("from the third", "third")
    assert second.asked == []


def test_consent_is_asked_for_another_engine_when_all_else_has_failed() -> None:
    first, second = Fake([EngineError("Fake is broken.")]), Fake(name="second", label="Second", third_party=True)

    outcome = translator(first, second).translate("Tag")

    assert outcome == NeedsConsent("second", "fake.example.org", "Second", "Fake is broken.")
    assert second.asked == []


def test_preferred_engine_asks_for_consent_though_another_has_it() -> None:
    first, second = Fake(third_party=True), Fake(name="second")

    assert isinstance(translator(first, second).translate("Tag"), NeedsConsent)
    assert second.asked == []


def test_engine_that_failed_is_left_alone_while_the_next_one_helps() -> None:
    first, second = Fake([BUSY]), Fake(["from the second"], name="second")
    asking = translator(first, second)

    answers = [asking.translate(text) for text in ("Tag", "Nacht", "Morgen")]

    assert [getattr(answer, "engine", "") for answer in answers] == ["second"] * 3
    assert first.asked == ["Tag"] * 3


def test_engine_that_used_up_the_time_does_not_count_against_the_next() -> None:
    time = Time()

    class Slow(Fake):
        def translate(self, text: str, until: float | None = None) -> str:
            time.now += 30
            raise BUSY

    second = Fake(["from the second"], name="second")
    asking = translator(Slow(), second, time=time)

    assert asking.translate("Tag") == Untranslated("Fake is busy.", True)
    assert second.asked == []
    assert isinstance(asking.translate("Tag"), Translation)


def test_engine_that_had_hardly_any_time_left_is_not_left_alone() -> None:
    time = Time()

    class Slow(Fake):
        def translate(self, text: str, until: float | None = None) -> str:
            time.now += 19
            raise EngineError("Fake refuses.")

    class Hurried(Fake):
        def translate(self, text: str, until: float | None = None) -> str:
            self.asked.append(text)
            raise timed_out(self.name)

    hurried = Hurried(name="hurried")
    asking = translator(Slow(), hurried, time=time)

    asking.translate("Tag")
    before = len(hurried.asked)
    asking.translate("Nacht", "hurried")
    assert len(hurried.asked) > before
    assert "It is left alone for now" in getattr(asking.translate("Nacht", "hurried"), "sentence", "")


def test_one_engine_alone_can_be_asked() -> None:
    first, second = Fake(["from the first"]), Fake(["from the second"], name="second", third_party=True)
    asking = Translator([first, second], consented=lambda engine: engine is second)

    only = asking.translate("Tag", engine="second")

    assert isinstance(only, Translation)
    assert (only.text, only.engine, first.asked) == ("from the second", "second", [])
    assert asking.translate("Tag", engine="third") == Untranslated("No engine for translations is set up.", False)


def test_engine_asked_alone_needs_its_own_consent() -> None:
    asking = translator(Fake(), Fake(name="second", third_party=True))

    outcome = asking.translate("Tag", engine="second")

    assert isinstance(outcome, NeedsConsent)
    assert outcome.engine == "second"


def test_key_that_cannot_be_had_is_a_sentence() -> None:
    class Keyless(Fake):
        @property
        def server(self) -> str:
            raise EngineError("Fake needs a key.")

        @server.setter
        def server(self, value: str) -> None: ...

    asking = Translator([Keyless(third_party=True)], consented=lambda engine: bool(engine.server))

    assert asking.translate("Tag") == Untranslated("Fake needs a key.", False)


def test_failure_of_the_preferred_engine_is_told_when_all_fail() -> None:
    engines = Fake([EngineError("First.")]), Fake([EngineError("Second.")], name="second")

    assert translator(*engines).translate("Tag") == Untranslated("First.", False)


@pytest.mark.parametrize(("failures", "found"), [(1, True), (2, True), (3, False)])
def test_passing_fault_is_tried_twice_more(failures: int, found: bool) -> None:
    engine, time = Fake([*[BUSY] * failures, "Good."]), Time()

    outcome = translator(engine, time=time).translate("Tag")

    assert isinstance(outcome, Translation) is found
    assert time.waited == [0.75, 1.5][:failures]


def test_lasting_fault_is_not_tried_again_and_pauses_nothing() -> None:
    engine = Fake([EngineError("Fake refuses."), "Good."])
    asking = translator(engine)

    assert asking.translate("Tag") == Untranslated("Fake refuses.", False)
    assert isinstance(asking.translate("Tag"), Translation)


def test_server_is_left_alone_as_long_as_it_asks() -> None:
    engine, time = Fake([EngineError("Wait.", retryable=True, retry_after=7.0), "Good."]), Time()

    assert isinstance(translator(engine, time=time).translate("Tag"), Translation)
    assert time.waited == [7.0]


def test_wait_beyond_the_deadline_is_not_begun() -> None:
    engine, time = Fake([EngineError("Wait.", retryable=True, retry_after=90.0)]), Time()
    asking = translator(engine, time=time)

    assert asking.translate("Tag") == Untranslated("Wait.", True)
    assert time.waited == []
    paused = asking.translate("Tag")
    assert paused == Untranslated("Wait. It is left alone for now.", True)
    assert isinstance(paused, Untranslated)
    assert paused.wait == 90


def test_what_the_reader_can_mend_may_be_tried_again_at_once_but_not_by_itself() -> None:
    engine = Fake([EngineError("Log in first.", mendable=True), "Good."])
    asking = translator(engine)

    assert asking.translate("Tag") == Untranslated("Log in first.", True)
    assert engine.asked == ["Tag"]
    assert isinstance(asking.translate("Tag"), Translation)


def test_pause_is_as_short_as_the_server_asks_for() -> None:
    engine, time = Fake([EngineError("Wait.", retryable=True, retry_after=30.0)]), Time()
    asking = translator(engine, time=time)

    answer = asking.translate("Tag")

    assert isinstance(answer, Untranslated)
    assert answer.wait == 30.0


def test_without_network_one_quick_try_follows() -> None:
    engine = Fake([EngineError("No network.", retryable=True, unreachable=True)])
    time = Time()

    assert translator(engine, time=time).translate("Tag") == Untranslated("No network.", True)
    assert len(engine.asked) == 2
    assert sum(time.waited) <= 0.2


def test_engine_that_failed_is_paused_for_a_minute() -> None:
    engine, time = Fake([BUSY] * 3 + ["Good."]), Time()
    asking = translator(engine, time=time)

    asking.translate("Tag")
    at_once = asking.translate("Tag")
    asked = len(engine.asked)
    time.now += 60

    assert at_once == Untranslated("Fake is busy. It is left alone for now.", True)
    assert isinstance(at_once, Untranslated)
    assert at_once.wait is None
    assert asked == 3
    assert isinstance(asking.translate("Tag"), Translation)


def test_reader_can_end_the_pause() -> None:
    asking = translator(Fake([BUSY] * 3 + ["Good."]))
    asking.translate("Tag")

    asking.resume()

    assert isinstance(asking.translate("Tag"), Translation)


def test_used_up_allowance_pauses_that_engine_only() -> None:
    first = Fake([EngineError("Used up.", retry_after=3600.0)])
    asking = translator(first, Fake(["from the second"], name="second"))

    asking.translate("Tag")
    outcome = asking.translate("Tag")

    assert isinstance(outcome, Translation)
    assert len(first.asked) == 1


def test_hanging_engine_is_left_at_the_deadline() -> None:
    engine = Hanging()

    outcome = translator(engine, deadline=0.05).translate("Tag")

    assert outcome == Untranslated("Fake did not answer in time.", True)
    engine.released.set()


def test_dripping_server_is_left_at_the_deadline(server: Loopback) -> None:
    server.reply = lambda asked: Reply("<html>", manner="drip")
    asking = Translator([google(server.url)], consented=lambda engine: True, deadline=0.3)

    assert asking.translate("Tag") == Untranslated("Google did not answer in time.", True)


def test_closing_ends_what_waits_and_what_comes_later() -> None:
    engine = Hanging()
    asking = translator(engine)
    outcomes: list[object] = []
    reader = threading.Thread(target=lambda: outcomes.append(asking.translate("Tag")))
    reader.start()
    engine.entered.wait()

    asking.close()
    reader.join()

    stopped = Untranslated("Translation was stopped.", False)
    assert outcomes == [stopped]
    assert asking.translate("Tag") == stopped
    engine.released.set()


@dataclass
class Locked:
    """A keyring that keeps the key until it is unlocked."""

    asked: threading.Event = field(default_factory=threading.Event)
    unlocked: threading.Event = field(default_factory=threading.Event)

    def engine(self) -> Engine:
        self.asked.set()
        self.unlocked.wait()
        raise EngineError("There is no key.")

    def translator(self, deadline: float) -> Translator:
        return Translator(
            [LateEngine("deepl", "DeepL", self.engine)],
            consented=lambda engine: bool(engine.server),
            deadline=deadline,
        )


def test_keyring_that_keeps_one_waiting_is_left_at_the_deadline() -> None:
    keyring = Locked()

    outcome = keyring.translator(0.05).translate("Tag")

    assert outcome == Untranslated("DeepL did not answer in time.", True)
    keyring.unlocked.set()


def test_closing_ends_the_waiting_for_a_keyring() -> None:
    keyring = Locked()
    asking = keyring.translator(60.0)
    outcomes: list[object] = []
    reader = threading.Thread(target=lambda: outcomes.append(asking.translate("Tag")), daemon=True)
    reader.start()
    keyring.asked.wait()

    asking.close()
    reader.join(30)

    assert outcomes == [Untranslated("Translation was stopped.", False)]
    keyring.unlocked.set()


def test_program_ends_while_a_call_hangs() -> None:
    code = """
import threading
from articles.translation.translator import Translator

class Hanging:
    name = label = server = "hanging"
    third_party = False
    limit = 100
    def translate(self, text, until=None):
        threading.Event().wait()

print(Translator([Hanging()], deadline=0.05).translate("Tag").sentence)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)

    assert (run.stdout, run.stderr) == ("hanging did not answer in time.\n", "")


def test_fault_inside_an_engine_is_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    outcome = translator(Fake([KeyError("Der geheime Absatz")])).translate("Der geheime Absatz")

    assert outcome == Untranslated("Fake failed in an unexpected way.", False)
    assert capfd.readouterr() == ("", "")


def test_translation_is_shown_though_it_cannot_be_stored(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    asking = translator(Fake(), memory=TranslationMemory(tmp_path / "file" / "memory.sqlite"))

    assert isinstance(asking.translate("Tag"), Translation)
    assert asking.notice == "The file for stored translations cannot be opened and written."


def test_damaged_memory_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    path.write_bytes(b"no database" * 100)
    asking = translator(Fake(), memory=TranslationMemory(path))

    assert asking.stored("Tag", 0) is None
    assert "memory.sqlite.broken-" in asking.notice
    asking.translate("Tag")
    assert asking.stored("Tag", 0) is not None


def test_retries_over_http_end_with_the_translation(server: Loopback) -> None:
    waited: list[float] = []
    server.in_turn(Reply(status=429, headers=(("Retry-After", "3"),)), Reply(status=500), page("Good day."))
    asking = Translator([google(server.url)], consented=lambda engine: True, wait=waited.append)

    outcome = asking.translate("Guten Tag.")

    assert isinstance(outcome, Translation)
    assert outcome.text == "Good day."
    assert waited[0] == 3.0
    assert 1.0 <= waited[1] < 2.0
    assert len(server.asked) == 3


def test_pieces_that_were_translated_are_not_sent_again(server: Loopback) -> None:
    text = " ".join(f"Das ist der {number}. Satz von allen, die hier stehen." for number in range(300))
    server.reply = lambda asked: Reply(status=503) if len(server.asked) in (3, 4) else page("Good day.")
    asking = Translator([google(server.url)], consented=lambda engine: True, wait=lambda seconds: None)

    outcome = asking.translate(text)

    assert isinstance(outcome, Translation)
    sent = [asked.text for asked in server.asked]
    assert sent[2] == sent[3] == sent[4]
    assert " ".join(dict.fromkeys(sent)) == text
    assert len(sent) == len(set(sent)) + 2


def test_text_that_is_translated_again_is_sent_again(server: Loopback) -> None:
    asking = Translator([google(server.url)], consented=lambda engine: True)

    asking.translate("Guten Tag.")
    asking.translate("Guten Tag.")

    assert len(server.asked) == 2


def test_refused_connection_gives_the_sentence_after_one_more_try(refused: str) -> None:
    waited: list[float] = []
    asking = Translator([google(refused)], consented=lambda engine: True, wait=waited.append)

    assert asking.translate("Tag") == Untranslated("No network: Google could not be reached.", True)
    assert len(waited) == 1
    assert waited[0] <= 0.2
