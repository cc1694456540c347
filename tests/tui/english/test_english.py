"""What the English pane shows and asks for."""

from collections.abc import Callable

import pytest

from articles.article import Article, Part
from articles.translation.translation import NeedsConsent, Translation, Untranslated
from articles.translation.translator import Translator
from tui.drawing.page import NOTHING, English
from tui.english.pane import EnglishPane
from tui.english.questions import Questions

Make = Callable[..., Article]
ANSWER = Translation("Two.", "engine", "google", "translate.google.com", "", "")
NO_NETWORK = Untranslated("No network: Google could not be reached.", retryable=True)


@pytest.fixture
def pane(make_article: Make) -> EnglishPane:
    article = make_article("Eins.", "Zwei.", "Drei.", "Vier.", "Fünf.")
    made = EnglishPane(article, lambda: Translator())
    made.shown = True
    return made


def test_the_current_paragraph_and_the_next_two_are_asked_for_once(pane: EnglishPane) -> None:
    assert pane.wanted() == [0, 1, 2]
    assert pane.wanted() == []
    pane.current = 2
    assert pane.wanted() == [3, 4]


def test_nothing_is_asked_for_while_the_pane_is_off(pane: EnglishPane) -> None:
    pane.shown = False
    assert pane.wanted() == []


def test_an_answer_is_shown_and_not_asked_for_again(pane: EnglishPane) -> None:
    pane.wanted()
    pane.answered(1, ANSWER)
    assert pane.english(1) == English("Two.")
    pane.current = 1
    assert 1 not in pane.wanted()
    assert pane.origin() == "google"


def test_a_failure_is_said_only_where_one_reads_and_names_the_key(pane: EnglishPane) -> None:
    pane.wanted()
    pane.answered(0, NO_NETWORK)
    pane.answered(1, NO_NETWORK)
    assert pane.english(0) == English("No network: Google could not be reached. Enter tries again.", "notice")
    assert pane.english(1) == NOTHING
    assert pane.wanted() == []


def test_trying_again_asks_again(pane: EnglishPane) -> None:
    pane.wanted()
    pane.answered(0, NO_NETWORK)
    assert pane.retry()
    assert pane.wanted() == [0]


def test_what_an_engine_that_is_left_alone_could_not_do_is_asked_for_again_in_its_time() -> None:
    now = 0.0
    questions = Questions("Enter", lambda: now)
    questions.ask([0])
    questions.answered(0, Untranslated("Busy.", retryable=True, again=60.0))
    now = 59.0
    assert (questions.has_failed(0), questions.may_be_asked(0)) == (True, False)
    now = 60.0
    assert (questions.has_failed(0), questions.may_be_asked(0)) == (False, True)
    assert questions.sentence(0) == "Busy. Enter tries again."
    questions.ask([0])
    assert questions.sentence(0) == "Asking for the English …"


def test_consent_is_asked_for_in_a_sentence_that_says_where_the_text_goes(pane: EnglishPane) -> None:
    pane.wanted()
    pane.answered(0, NeedsConsent("google", "translate.google.com", "Google"))
    shown = pane.english(0)
    assert shown.kind == "notice"
    assert "Google (translate.google.com)" in shown.text
    assert pane.questions.consent_needed(0) is not None


def test_why_another_engine_is_needed_is_said_before_its_consent_is_asked_for(pane: EnglishPane) -> None:
    pane.wanted()
    pane.answered(0, NeedsConsent("google", "translate.google.com", "Google", "DeepL has a fault of its own."))
    assert pane.english(0).text.startswith("DeepL has a fault of its own. No English is stored")


def test_masked_english_is_hidden_until_it_is_revealed(pane: EnglishPane) -> None:
    pane.masked = True
    pane.answered(0, ANSWER)
    assert pane.english(0).kind == "masked"
    assert pane.reveal()
    assert pane.english(0) == English("Two.")
    assert not pane.reveal()


def test_another_version_of_the_article_begins_anew(pane: EnglishPane, make_article: Make) -> None:
    pane.answered(0, ANSWER)
    pane.continue_in(make_article("Anders."))
    assert pane.english(0).text != "Two."
    assert pane.wanted() == [0]


def test_what_was_revealed_stays_so_where_another_version_reads_the_same(
    pane: EnglishPane, make_article: Make
) -> None:
    pane.masked = True
    for pane.current in (0, 1):
        pane.answered(pane.current, ANSWER)
        assert pane.reveal()
    pane.continue_in(make_article("Eins.", "Anders."))
    for index in (0, 1):
        pane.answered(index, ANSWER)
    assert pane.english(0).kind == "text"
    assert pane.english(1).kind == "masked"


def test_what_was_revealed_stays_so_when_a_large_article_is_complete(make_article: Make) -> None:
    whole = make_article("Eins.", "Zwei.", "Drei.")
    pane = EnglishPane(Article("", whole.blocks[1:], part=Part(1, 3)), lambda: Translator())
    pane.shown = pane.masked = True
    pane.answered(0, ANSWER)
    assert pane.reveal()
    pane.continue_in(whole)
    for index in (0, 1):
        pane.answered(index, ANSWER)
    assert [pane.english(index).kind for index in (0, 1)] == ["masked", "text"]


def test_an_article_without_text_asks_for_nothing(make_article: Make) -> None:
    pane = EnglishPane(make_article(), lambda: Translator())
    pane.shown = True
    assert pane.wanted() == []
    assert pane.english(0).text == ""
