"""English of the reader's own: corrections, guesses, and the comparison of all there is."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from support.reader import Open, Reader

from annotations.workbook import Workbook
from articles.translation.memory import TranslationMemory
from articles.translation.translation import NeedsConsent, Translation, Untranslated, source_hash
from tui.drawing.page import Line
from tui.drawing.viewport import Viewport
from tui.screens.dialog import Confirm
from tui.screens.english_editor import EnglishEditor
from tui.screens.reader.pane import EnglishArrived
from tui.screens.versions import Versions
from tui.settings import Settings

HUND = "Der Hund bellt. Die Katze schläft auf der Straße."
DOG = "The dog barks. The cat sleeps on the street."
BETTER = "The dog is barking. The cat sleeps in the street."


def store(reader: Reader, text: str, **english: str) -> None:
    """Store translations of a text by several engines, the first the oldest."""
    memory = TranslationMemory(reader.directories.data / "translations.sqlite")
    for number, (engine, translated) in enumerate(english.items(), 1):
        made = f"2026-01-{number:02}T00:00:00.000Z"
        memory.put(Translation(translated, "engine", engine, f"{engine}.example", made, source_hash(text)))
    memory.close()


async def type_over(reader: Reader, text: str) -> None:
    """Type a text in place of what stands in the editor, and save it."""
    await reader.press("ctrl+u")
    await reader.type(text)
    await reader.press("enter")


def annotations(reader: Reader) -> list[dict[str, Any]]:
    items = json.loads(reader.sidecar.read_text("utf-8"))["items"]
    assert isinstance(items, list)
    return items


def shown(reader: Reader) -> str:
    """All that is on the screen, as one line."""
    return " ".join(" ".join(reader.rows()).split())


def comparison(reader: Reader) -> Versions:
    screen = reader.app.screen
    assert isinstance(screen, Versions)
    return screen


async def test_a_correction_stands_in_the_pane_and_in_the_sidecar(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "C")
        assert isinstance(reader.app.screen, EnglishEditor)
        assert "Der Hund bellt. Die Katze" in shown(reader)
        await type_over(reader, BETTER)
        assert f"✎ {BETTER}" in shown(reader)
        assert "your English" in reader.line("status")
        body = {"type": "TextualBody", "purpose": "editing", "language": "en", "format": "text/plain"}
        (made,) = annotations(reader)
        assert (made["motivation"], made["body"]) == ("editing", [{**body, "value": BETTER}])
        assert made["target"]["selector"][0]["exact"] == HUND


async def test_a_masked_correction_is_not_given_away_by_the_line_of_messages(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "C")
        await type_over(reader, BETTER)
        await reader.press("k", "j")
        assert BETTER in reader.message
    async with open_reader() as reader:
        await reader.press("T", "k", "j")
        assert BETTER not in shown(reader)
        assert reader.message == "◆ ✎"
        await reader.press("enter")
        assert f"✎ {BETTER}" in shown(reader)


async def test_no_engine_overwrites_a_correction(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "t", "C")
        await type_over(reader, BETTER)
        reader.screen.post_message(EnglishArrived(1, Translation(DOG, "engine", "google", "", "", "")))
        await reader.press("k", "j")
        assert BETTER in shown(reader)
        assert 1 not in reader.screen.reading.pane.wanted()


@pytest.mark.parametrize(
    "keys", [["u"], ["x"], ["l", "x", "escape"]], ids=["undo", "delete", "delete in the list"]
)
async def test_a_correction_that_goes_brings_the_former_english_back(open_reader: Open, keys: list[str]) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "C")
        await type_over(reader, BETTER)
        await reader.press(*keys)
        assert DOG in shown(reader)
        assert "google" in reader.line("status")


async def test_a_correction_that_is_emptied_is_taken_back(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "C")
        await type_over(reader, BETTER)
        await reader.press("C")
        await type_over(reader, "")
        assert reader.message == "Taken back; u brings it back."
        assert DOG in shown(reader)
        await reader.press("u")
        assert BETTER in shown(reader)


async def test_a_correction_left_as_it_was_changes_nothing(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "C", "enter")
        assert reader.message == "Nothing was written."
        assert not reader.sidecar.exists()


async def test_what_was_typed_is_offered_again_after_leaving(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "C", "ctrl+u", *"Half", "escape")
        assert reader.message == "Not saved yet: what you typed is kept as a draft; C here goes on with it."
        await reader.press("a")
        assert "Half" not in shown(reader)
        await reader.press("escape", "C")
        assert "Go on with your draft" in shown(reader)
        await reader.press("enter")
        assert "✎ Half" in shown(reader)


@pytest.mark.parametrize(
    ("key", "title", "what"),
    [
        ("a", "Unfinished note", "A note on"),
        ("C", "Unfinished English", "Your English of"),
        ("i", "Unfinished guess", "Your guess at"),
    ],
)
async def test_a_draft_is_offered_by_what_it_is_and_the_beginning_of_its_german(
    open_reader: Open, key: str, title: str, what: str
) -> None:
    german = "Er fragte nach den Fahrkarten. " * 5
    async with open_reader(german.strip()) as reader:
        await reader.press("t", key, *"Half", "ctrl+q")
    async with open_reader(german.strip()) as reader:
        await reader.until(lambda: title in shown(reader))
        assert f"{what} „{german[:89]}…“ was being written" in reader.words()


async def test_a_correction_needs_english_in_view(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("C")
        assert reader.message == "The English is off; t shows it."


async def test_a_correction_of_a_paragraph_that_has_changed_says_so(
    open_reader: Open, beside: Callable[..., Workbook]
) -> None:
    former = beside("Ein Anfang.", "Der Hund bellt sehr laut vor dem alten Haus am Rand der Stadt.")
    former.render(former.article.blocks[1].span, "The dog barks.", "translation")
    now = "Der Hund bellt sehr laut vor dem neuen Haus am Rand der Stadt."
    async with open_reader("Ein Anfang.", now) as reader:
        await reader.press("j", "t")
        assert "✎ (for an earlier text) The dog barks." in shown(reader)
        assert "your earlier English" in reader.line("status")
        await reader.press("C")
        assert "Your English (+ new German)" in shown(reader)
        assert "vor dem +neuen Haus am Rand der Stadt." in reader.words()
        assert "alten" not in shown(reader)
        await reader.press("enter")
        assert "✎ The dog barks." in shown(reader)


async def test_a_guess_at_a_paragraph_that_has_changed_is_written_for_its_german_of_today(
    open_reader: Open, beside: Callable[..., Workbook]
) -> None:
    former = beside("Ein Anfang.", "Der Hund bellt sehr laut vor dem alten Haus am Rand der Stadt.")
    former.render(former.article.blocks[1].span, "The dog barks.", "guess")
    async with open_reader("Ein Anfang.", "Der Hund bellt sehr laut vor dem Haus am Rand der Stadt.") as reader:
        await reader.press("j", "i")
        assert "What does it say? (+ new German)" in shown(reader)
        assert "alten" not in shown(reader)


async def test_a_correction_made_by_another_program_appears(
    open_reader: Open, beside: Callable[..., Workbook]
) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t")
        other = beside()
        other.render(other.article.blocks[1].span, BETTER, "translation")
        reader.screen._look_for_others()
        await reader.pilot.pause()
        assert BETTER in shown(reader)


async def test_edit_goes_on_with_a_correction(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "t", "C")
        await type_over(reader, BETTER)
        await reader.press("e")
        assert isinstance(reader.app.screen, EnglishEditor)
        await type_over(reader, "Woof.")
        assert "✎ Woof." in shown(reader)
        assert len(annotations(reader)) == 1


@pytest.mark.parametrize("on", ["paragraph", "sentence"])
async def test_edit_leaves_a_correction_where_it_was_made(open_reader: Open, on: str) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", *["s"] * (on == "sentence"), "C")
        await type_over(reader, "Woof.")
        before = [quote for quote, *_ in reader.notes]
        await reader.press(*(["w", "w"] if on == "paragraph" else ["k"]), "e")
        assert isinstance(reader.app.screen, EnglishEditor)
        await type_over(reader, "Bow-wow.")
        assert [quote for quote, *_ in reader.notes] == before


async def test_a_highlight_on_a_corrected_paragraph_is_one_of_its_own(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "t", "C")
        await type_over(reader, BETTER)
        await reader.press("h")
        assert len(annotations(reader)) == 2
        await reader.press("x")
        assert BETTER in shown(reader)


async def test_deleting_says_what_of_several_was_meant(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "a", *"Hund?", "ctrl+s", "C")
        await type_over(reader, BETTER)
        said = []
        for _ in range(2):
            await reader.press("x")
            said.append(reader.message)
        assert said == [
            "Deleted the note „Hund?“; u brings it back.",
            "Deleted the correction „The dog is barking. The cat s…“; u brings it back.",
        ]


async def test_a_guess_in_masked_mode_is_kept_and_compared(open_reader: Open) -> None:
    async with open_reader(size=(120, 40)) as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "T", "i")
        assert "dog" not in shown(reader)
        await reader.type("The dog barks loudly")
        await reader.press("enter")
        assert "- your guess" in shown(reader)
        assert "The dog barks -loudly" in shown(reader)
        assert "+. The cat sleeps on the street." in shown(reader)
        await reader.press("enter")
        assert DOG in shown(reader)
        (made,) = annotations(reader)
        assert made["motivation"] == "describing"
        assert made["body"][0]["lesart:role"] == "guess"
        assert made["body"][0]["value"] == "The dog barks loudly"


async def test_a_guess_is_looked_at_again_and_replaced(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "i")
        await reader.type("First")
        await reader.press("enter", "enter", "i")
        assert comparison(reader)
        assert "-First" in shown(reader)
        await reader.press("i")
        await type_over(reader, "Second")
        await reader.press("q")
        assert [one["body"][0]["value"] for one in annotations(reader)] == ["Second"]
        await reader.press("u")
        assert [one["body"][0]["value"] for one in annotations(reader)] == ["First"]


async def test_a_hidden_paragraph_is_guessed_again_before_it_is_compared(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        workbook = reader.screen.reading.workbook
        workbook.render(workbook.article.blocks[1].span, "Woof", "guess")
        await reader.press("j", "T", "i")
        assert isinstance(reader.app.screen, EnglishEditor)
        assert "Woof" in shown(reader)
        await reader.press("enter")
        assert comparison(reader)


@pytest.mark.parametrize(("keys", "what"), [(["j"], "a paragraph"), (["j", "s"], "a sentence")])
async def test_masking_says_what_is_revealed_at_a_time(open_reader: Open, keys: list[str], what: str) -> None:
    async with open_reader() as reader:
        await reader.press(*keys, "T")
        assert reader.message == f"The English is masked; Enter reveals {what}."


async def test_a_guess_with_the_english_off_masks_it(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b0="A beginning.", b1=DOG)
        await reader.press("i")
        await reader.type("Start")
        await reader.press("enter", "enter")
        assert "A beginning." in shown(reader)
        assert "dog" not in shown(reader)
        assert "▒▒▒" in shown(reader)


async def test_a_guess_is_compared_when_its_english_arrives(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "T", "i")
        await reader.type("Dog")
        await reader.press("enter")
        assert reader.message == "Your guess is kept; it is compared when there is English for it."
        reader.screen.post_message(EnglishArrived(1, Untranslated("No network.", retryable=True)))
        await reader.pilot.pause()
        assert reader.app.screen is reader.screen
        reader.screen.post_message(EnglishArrived(1, Translation(DOG, "engine", "google", "", "", "")))
        await reader.pilot.pause()
        assert comparison(reader)
        assert "-Dog" in shown(reader)


async def test_english_that_arrives_elsewhere_opens_no_comparison(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "T", "i")
        await reader.type("Dog")
        await reader.press("enter", "j")
        reader.screen.post_message(EnglishArrived(1, Translation(DOG, "engine", "google", "", "", "")))
        await reader.pilot.pause()
        assert reader.app.screen is reader.screen
        await reader.press("k", "enter", "i")
        assert comparison(reader)


async def test_versions_of_all_engines_are_compared_with_what_is_shown(open_reader: Open) -> None:
    async with open_reader(size=(120, 40)) as reader:
        store(reader, HUND, deepl=BETTER, google=DOG)
        await reader.press("j", "t", "V")
        text = shown(reader)
        assert "2 English texts of this passage" in text
        assert "- google, 2026-01-02 │ + deepl, 2026-01-01" in text
        assert "The dog -barks. The cat sleeps -on the street." in text
        assert "The dog +is barking. The cat sleeps +in the street." in text
        await reader.press("s")
        assert "- deepl, 2026-01-01" in shown(reader)
        await reader.press("enter")
        assert reader.app.screen is reader.screen


async def test_a_text_that_differs_in_line_breaks_alone_is_compared_with_nothing(open_reader: Open) -> None:
    async with open_reader() as reader:
        store(reader, HUND, google=DOG.replace(". ", ".\n"))
        await reader.press("j", "t", "s", "k", "V")
        assert "1 English text of this passage" in shown(reader)


async def test_of_two_corrections_the_later_one_is_shown_and_both_are_compared(
    open_reader: Open, beside: Callable[..., Workbook]
) -> None:
    async with open_reader(size=(120, 40)) as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t")
        for creator, text in (("", "Woof."), ("Ada", "Bow-wow.")):
            other = beside(creator=creator)
            other.render(other.article.blocks[1].span, text, "translation")
        reader.screen._look_for_others()
        await reader.pilot.pause()
        assert "✎ Bow-wow." in shown(reader)
        await reader.press("V")
        assert "2 English texts of this passage" in shown(reader)
        assert "- English by Ada, 20" in shown(reader)
        assert "+ your English, 20" in shown(reader)
        assert "+Woof" in shown(reader)


async def test_a_version_is_taken_over_as_the_readers_english(open_reader: Open) -> None:
    async with open_reader() as reader:
        store(reader, HUND, deepl=BETTER, google=DOG)
        await reader.press("j", "t", "V", "t")
        assert f"✎ {BETTER}" in shown(reader)
        assert reader.message == "Kept as your English; u takes it back."
        await reader.press("V")
        assert "- your English, as deepl" in shown(reader)


async def test_an_engine_whose_text_was_taken_over_is_not_asked_again(open_reader: Open) -> None:
    async with open_reader(settings=Settings(engine="google, mymemory")) as reader:
        store(reader, HUND, mymemory=BETTER, google=DOG)
        await reader.press("j", "t", "V", "t", "V")
        assert "- your English, as mymemory" in shown(reader)
        await reader.press("a")
        assert "No other engine is" in shown(reader)


async def test_the_other_side_goes_through_all_versions(open_reader: Open) -> None:
    async with open_reader() as reader:
        store(reader, HUND, deepl=BETTER, mymemory="A dog.", google=DOG)
        await reader.press("j", "t", "V")
        seen = []
        for key in ("n", "n", "N"):
            seen.append(next(name for name in ("deepl", "mymemory") if f"+ {name}" in shown(reader)))
            await reader.press(key)
        assert seen == ["mymemory", "deepl", "mymemory"]


async def test_without_another_version_the_comparison_says_what_to_do(open_reader: Open) -> None:
    async with open_reader(settings=Settings(engine="google")) as reader:
        store(reader, HUND, deepl=DOG)
        await reader.press("j", "t", "V")
        assert "+ nothing else; a asks an engine" in shown(reader)
        assert "│ a engine · i guess · Enter close" in shown(reader)
        await reader.press("n", "s", "t")
        assert comparison(reader)


async def test_an_engine_that_is_not_in_use_is_named_with_what_puts_it_to_use(open_reader: Open) -> None:
    async with open_reader(settings=Settings(engine="mymemory"), size=(120, 40)) as reader:
        store(reader, HUND, mymemory=DOG)
        await reader.press("j", "t", "V")
        assert "+ nothing else" in shown(reader)
        assert "a asks an engine" not in shown(reader)
        await reader.press("a")
        assert 'engine = "mymemory, google" in the configuration adds google.' in reader.words()
        assert "1 English text of this passage" in reader.words()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_offline_the_comparison_offers_no_engine(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(settings=Settings(engine="google, mymemory", offline=True), size=size) as reader:
        await reader.press("j", "V", "a")
        assert "Offline: no engine is asked. No English texts of this passage" in reader.words()
        assert "nothing stored" in shown(reader)
        assert "a asks an engine" not in shown(reader)


@pytest.mark.parametrize(("number", "others"), [(2, False), (3, True)])
async def test_others_are_offered_where_there_are_more_than_two(
    open_reader: Open, number: int, others: bool
) -> None:
    async with open_reader() as reader:
        store(reader, HUND, **dict(list({"deepl": BETTER, "google": DOG, "mymemory": "A dog."}.items())[:number]))
        await reader.press("j", "t", "V")
        assert ("n N others · s swap · t take + over" in shown(reader)) == others
        assert "s swap · t take + over" in shown(reader)


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (40, 12)])
async def test_german_that_is_cut_off_has_a_mark_and_the_hints_are_whole(
    open_reader: Open, size: tuple[int, int]
) -> None:
    german = "Er fragte am Schalter nach den Fahrkarten. " * 12
    async with open_reader(german, size=size) as reader:
        store(reader, german.strip(), deepl=BETTER, google=DOG, mymemory="A dog.")
        await reader.press("t", "V")
        inside = [row.split("│")[1].strip() for row in reader.rows() if row.count("│") > 1]
        above = inside[: next(at for at, row in enumerate(inside) if row.startswith("- "))]
        assert [row for row in above if row][-1].endswith("…")
        assert "n N others · s swap · t take + over · a engine · i guess · Enter close" in reader.words()


async def test_an_engine_that_is_asked_for_comparison_leaves_the_pane_as_it_was(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "V")
        store(reader, HUND, deepl=BETTER)
        answer = Translation(BETTER, "engine", "deepl", "", "", source_hash(HUND))
        reader.screen.post_message(EnglishArrived(1, answer, "deepl"))
        await reader.pilot.pause()
        assert "+ deepl" in shown(reader)
        await reader.press("q")
        assert DOG in shown(reader)


async def test_an_engine_is_not_asked_without_consent(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "V")
        reader.screen.post_message(EnglishArrived(1, NeedsConsent("deepl", "deepl.example", "DeepL"), "deepl"))
        await reader.pilot.pause()
        assert isinstance(reader.app.screen, Confirm)
        assert "Ask DeepL for English?" in shown(reader)
        assert "would send the text of this paragraph to deepl.example now." in shown(reader)
        await reader.press("n")
        assert comparison(reader)
        assert "DeepL" not in shown(reader)
        assert reader.message == "Nothing was sent."


async def test_going_on_in_the_text_consents_to_nothing(open_reader: Open) -> None:
    async with open_reader() as reader:
        agreed: list[bool] = []
        reader.screen.ask_for_consent(NeedsConsent("deepl", "deepl.example", "DeepL"), lambda: agreed.append(True))
        await reader.pilot.pause()
        await reader.press("j")
        assert isinstance(reader.app.screen, Confirm)
        assert not agreed
        await reader.press("y")
        assert agreed


async def test_an_engine_is_waited_for_once_it_may_be_asked(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "V")
        reader.screen.post_message(EnglishArrived(1, NeedsConsent("deepl", "deepl.example", "DeepL"), "deepl"))
        await reader.pilot.pause()
        asked: list[str] = []
        reader.screen.reading.english.ask = lambda pane, indexes, engine="": asked.append(engine)  # type: ignore[method-assign]
        await reader.press("y")
        assert asked == ["deepl"]
        assert "Waiting for DeepL … 1 English text of this passage" in shown(reader)


async def test_no_question_comes_up_when_the_comparison_has_been_closed(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "V", "q")
        reader.screen.post_message(EnglishArrived(1, NeedsConsent("deepl", "deepl.example", "DeepL"), "deepl"))
        await reader.pilot.pause()
        assert reader.app.screen is reader.screen


async def test_a_failed_engine_is_said_in_the_comparison(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "V")
        reader.screen.post_message(EnglishArrived(1, Untranslated("DeepL is busy.", retryable=True), "deepl"))
        await reader.pilot.pause()
        assert "DeepL is busy." in shown(reader)


@pytest.mark.parametrize(
    "answer", [Untranslated("DeepL is busy.", retryable=True), NeedsConsent("deepl", "deepl.example", "DeepL")]
)
async def test_what_came_of_asking_for_another_paragraph_is_not_said_in_the_comparison(
    open_reader: Open, answer: Untranslated | NeedsConsent
) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "V")
        reader.screen.post_message(EnglishArrived(0, answer, "deepl"))
        await reader.pilot.pause()
        assert comparison(reader)
        assert "DeepL" not in shown(reader)


async def test_a_note_keeps_the_english_beside_it(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "w", "a", *"Hund?", "ctrl+s")
        (made,) = annotations(reader)
        beside = {
            "type": "TextualBody",
            "purpose": "linking",
            "language": "en",
            "format": "text/plain",
            "value": DOG,
        }
        assert made["body"][1:] == [{**beside, "value": "The dog barks."}]


async def test_a_note_on_a_selection_keeps_the_english_of_its_sentences(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b0="A beginning.", b1=DOG)
        await reader.press("t", "v", "j", "s", "a", *"Hund?", "ctrl+s")
        assert annotations(reader)[0]["body"][1]["value"] == "A beginning.\nThe dog barks."


@pytest.mark.parametrize("keys", [["j"], ["j", "T"]], ids=["pane off", "masked"])
async def test_a_note_keeps_no_english_that_is_not_in_view(open_reader: Open, keys: list[str]) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press(*keys, "a", *"Hund?", "ctrl+s")
        assert len(annotations(reader)[0]["body"]) == 1


async def test_a_highlight_keeps_no_english(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "h")
        assert "body" not in annotations(reader)[0]


async def test_a_highlight_that_becomes_a_note_keeps_it_then(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "h", "a", *"Hund?", "ctrl+s")
        assert [body["purpose"] for body in annotations(reader)[0]["body"]] == ["commenting", "linking"]


async def test_the_status_line_names_the_engine_of_the_paragraph_that_is_read(open_reader: Open) -> None:
    async with open_reader() as reader:
        store(reader, "Ein Anfang.", deepl="A beginning.")
        store(reader, HUND, google=DOG)
        await reader.press("t")
        seen = [reader.line("status")]
        await reader.press("j")
        seen.append(reader.line("status"))
        assert ["deepl" in line for line in seen] == [True, False]
        assert ["google" in line for line in seen] == [False, True]


@pytest.mark.parametrize(("width", "beside"), [(120, True), (80, False)])
async def test_who_made_the_english_goes_before_where_notes_usually_are(
    open_reader: Open, width: int, beside: bool
) -> None:
    async with open_reader(size=(width, 24)) as reader:
        answer = Translation(DOG, "parallel", "", "", "", "")
        reader.screen.reading.pane.answered(1, answer)
        await reader.press("j", "t", "s", "C")
        await type_over(reader, "Woof.")
        await reader.press("k")
        line = reader.line("status")
        assert line.startswith("Titel  ")
        assert "your English, parallel text · saved · ¶" in line.replace("beside the article · ", "")
        assert ("beside the article" in line) == beside


async def test_where_notes_are_stays_when_who_made_the_english_has_no_room_at_all(open_reader: Open) -> None:
    async with open_reader(size=(60, 24)) as reader:
        reader.screen.reading.pane.answered(1, Translation(DOG, "parallel", "", "", "", ""))
        await reader.press("j", "t", "s", "C")
        await type_over(reader, "Woof.")
        await reader.press("k")
        assert "saved · beside the article · ¶" in reader.line("status")


async def test_stored_english_is_in_the_first_frame_that_shows_the_german(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames: list[list[Line]] = []
    lines = Viewport.lines

    def seen(viewport: Viewport) -> list[Line]:
        frames.append(lines(viewport))
        return frames[-1]

    texts = [f"Absatz {number}." for number in range(60)]
    async with open_reader(*texts, size=(80, 22)) as reader:
        for text in texts:
            store(reader, text, google="Paragraph.")
        await reader.press("t")
        monkeypatch.setattr(Viewport, "lines", seen)
        await reader.press("space")
    first = frames[0]
    assert {line.block for line in first if line.german} - {line.block for line in first if line.english} == set()
    assert all(frame == first for frame in frames)


async def test_english_that_arrives_above_does_not_move_the_line_being_read(open_reader: Open) -> None:
    texts = [f"Absatz {number}." for number in range(30)]
    async with open_reader(*texts, size=(80, 22)) as reader:
        await reader.press("t", *"jjjjj")
        row = next(at for at, text in enumerate(reader.rows()) if "Absatz 5." in text)
        for number in (3, 4, 6):
            answer = Translation("Word " * 40, "engine", "google", "", "", "")
            reader.screen.post_message(EnglishArrived(number, answer))
        await reader.pilot.pause()
        assert "Word Word" in shown(reader)
        assert "Absatz 5." in reader.rows()[row]


def looks_of(reader: Reader, name: str) -> list[str]:
    """The stretches of the text that have a look, row by row."""
    return [piece.text for row in reader.screen.view.painted for piece in row if name in piece.names]


async def test_the_sentence_being_read_is_shown_in_both_languages(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t")
        assert looks_of(reader, "linked") == []
        await reader.press("s", "s")
        assert looks_of(reader, "here") == ["Die Katze schläft auf der Straße."]
        assert looks_of(reader, "linked") == ["The cat sleeps on the street."]
        await reader.press("w")
        assert looks_of(reader, "here") == ["Die"]
        assert (
            "".join(looks_of(reader, "linked")) == "Die Katze schläft auf der Straße.The cat sleeps on the street."
        )
        await reader.press("k")
        assert looks_of(reader, "linked") == []


async def test_what_one_english_sentence_stands_for_is_shown_as_a_whole(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1="The dog barks and the cat sleeps on the street.")
        await reader.press("j", "t", "s")
        assert "".join(looks_of(reader, "linked")).startswith("Der Hund bellt. Die Katze")


async def test_a_sentence_is_corrected_and_the_others_stay(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "s", "s", "C")
        assert "The dog barks." not in " ".join(reader.rows()[8:16])
        await type_over(reader, "The cat naps.")
        assert "The dog barks. ✎ The cat naps." in shown(reader)
        assert "your English" in reader.line("status")
        await reader.press("S")
        assert "google" in reader.line("status")
        assert annotations(reader)[0]["target"]["selector"][0]["exact"] == "Die Katze schläft auf der Straße."
        await reader.press("j", "k", "C", "enter")
        assert reader.message == "Nothing was written."


async def test_a_paragraph_that_is_corrected_after_its_sentence_is_shown_as_it_was_written(
    open_reader: Open,
) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "t", "s", "s", "C")
        await type_over(reader, "The cat naps.")
        await reader.press("j", "k", "C")
        await type_over(reader, BETTER)
        assert f"✎ {BETTER}" in shown(reader)
        await reader.press("s", "C")
        await type_over(reader, "Woof!")
        assert "✎ Woof! The cat sleeps in the street." in shown(reader)


async def test_enter_reveals_sentence_by_sentence(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "T", "s", "enter")
        before = reader.rows()
        assert "The dog barks. ▒▒▒▒▒▒▒▒▒" in shown(reader)
        await reader.press("enter")
        assert DOG in shown(reader)
        masked = [row for row in before if "▒" in row]
        assert [before.index(row) for row in masked] == [
            at for at, row in enumerate(reader.rows()) if "The dog barks." in row
        ]


async def test_enter_on_a_paragraph_reveals_all_of_it(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "T", "enter")
        assert DOG in shown(reader)


async def test_a_sentence_is_guessed_and_compared_with_its_english_alone(open_reader: Open) -> None:
    async with open_reader(size=(120, 40)) as reader:
        reader.knows_english(b1=DOG)
        await reader.press("j", "T", "s", "i")
        await reader.type("The dog sings.")
        await reader.press("enter")
        text = shown(reader)
        assert "The dog -sings." in text
        assert "The dog +barks." in text
        await reader.press("enter")
        assert "The dog barks. ▒▒▒" in shown(reader)
        assert annotations(reader)[0]["target"]["selector"][0]["exact"] == "Der Hund bellt."


async def test_versions_of_a_sentence_are_those_of_its_english(open_reader: Open) -> None:
    async with open_reader(size=(120, 40)) as reader:
        store(reader, HUND, deepl=BETTER, google=DOG)
        await reader.press("j", "t", "s", "V")
        text = shown(reader)
        assert "The dog -barks." in text
        assert "The dog +is barking." in text
        assert "street" not in " ".join(reader.rows()[8:])


async def test_english_of_which_nobody_can_be_certain_says_so(open_reader: Open) -> None:
    async with open_reader() as reader:
        uncertain = Translation(DOG, "parallel", "artikel.en.txt", "", "", "", certain=False)
        reader.screen.reading.pane.answered(1, uncertain)
        await reader.press("j", "t")
        assert f"≈ {DOG}" in shown(reader)
        assert "parallel, uncertain" in reader.line("status")
