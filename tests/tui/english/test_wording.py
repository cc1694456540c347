"""Which English belongs to which German inside a paragraph."""

from annotations.annotation import Annotation, Selectors
from annotations.renderings import Rendering
from articles.article import Article, Block, Span, compose
from articles.translation.parallel import Parallel, pair
from articles.translation.translation import Translation
from articles.translation.translator import Translator
from tui.english.pane import EnglishPane
from tui.english.wording import Wording, worded

DOG, RAIN, SUN = "Der Hund bellt laut im Garten.", "Am 3. Mai 1999 regnete es in Berlin.", "Die Sonne scheint."
ENGLISH_DOG, ENGLISH_RAIN = "The dog barks loudly in the garden.", "On 3 May 1999 it rained in Berlin."
ENGLISH_SUN, ADVERT = "The sun is shining.", "Buy three boxes of soap and get one of them free!"


def article(*texts: str) -> Article:
    return Article("", compose(Block("paragraph", text) for text in texts))


def parallel(german: Article, *english: str) -> Parallel:
    paired = pair(german, article(*english))
    assert isinstance(paired, Parallel)
    return paired


def told_apart(german: Article, *english: str, own: tuple[Rendering, ...] = ()) -> Wording:
    """Return the English of the first block, its sentences apart."""
    block = german.blocks[0]
    wording = worded(block, parallel(german, *english).translation(block.text, 0), own, apart=True)
    assert wording is not None
    return wording


def corrected(sentence: Span, english: str) -> Rendering:
    annotation = Annotation("urn:uuid:1", Selectors(""), translation=english)
    return Rendering(annotation, sentence, whole=False, outdated=False)


def reading(german: Article, *english: str) -> EnglishPane:
    """Return a pane, masked, in which the first sentence of the first block is read."""
    translator = Translator(parallel=parallel(german, *english))
    pane = EnglishPane(german, lambda: translator)
    pane.shown = pane.masked = True
    pane.read(0, Span(0, len(DOG)))
    return pane


def read(german: Article, wording: Wording) -> list[tuple[str, str]]:
    text = german.blocks[0].text
    return [(text[slice(*part.german)], part.text) for part in wording.parts]


def test_sentences_of_the_readers_own_english_belong_where_they_were_aligned() -> None:
    german = article(f"{DOG} {RAIN}", SUN)

    wording = told_apart(german, f"{ENGLISH_DOG} {ENGLISH_RAIN} {ENGLISH_SUN}")

    assert read(german, wording) == [(DOG, ENGLISH_DOG), (RAIN, ENGLISH_RAIN)]


def test_english_over_several_paragraphs_keeps_its_lines() -> None:
    german = article(f"{DOG} {RAIN}", SUN)

    wording = told_apart(german, ENGLISH_DOG, ENGLISH_RAIN, ENGLISH_SUN)

    assert read(german, wording) == [(DOG, ENGLISH_DOG), (RAIN, ENGLISH_RAIN)]
    assert wording.text.replace("≈ ", "") == f"{ENGLISH_DOG}\n{ENGLISH_RAIN}"


def test_a_sentence_that_the_english_leaves_out_has_none() -> None:
    german = article(f"{DOG} Wer das liest, ist selber schuld daran. {RAIN}", SUN, SUN)

    wording = told_apart(german, f"{ENGLISH_DOG} {ENGLISH_RAIN}", ENGLISH_SUN)

    assert read(german, wording) == [(DOG, ENGLISH_DOG), (RAIN, ENGLISH_RAIN)]


def test_what_only_the_english_says_belongs_to_no_sentence() -> None:
    german = article(f"{DOG} {RAIN}", SUN)

    wording = told_apart(german, f"{ENGLISH_DOG} {ADVERT} {ENGLISH_RAIN}", ENGLISH_SUN, ENGLISH_SUN)

    assert read(german, wording) == [(DOG, ENGLISH_DOG), ("", ADVERT), (RAIN, ENGLISH_RAIN)]
    assert [part.text for part in wording.of(Span(0, len(DOG)))] == [ENGLISH_DOG]


def test_a_heading_keeps_its_english_however_freely_it_is_translated() -> None:
    german = article("Vorspiel", "Es war einmal.", "Gute Nacht!")

    wording = told_apart(
        german, "How it all began, and why nobody knew", "Long ago.", "Sleep well now, all of you out there."
    )

    assert read(german, wording) == [("Vorspiel", "How it all began, and why nobody knew")]


def test_a_corrected_sentence_leaves_what_only_the_english_says_in_its_place() -> None:
    german = article(f"{DOG} {RAIN}", SUN)
    english = (f"{ENGLISH_DOG} {ADVERT} {ENGLISH_RAIN}", ENGLISH_SUN, ENGLISH_SUN)
    first, second = Span(0, len(DOG)), Span(len(DOG) + 1, len(DOG) + 1 + len(RAIN))

    both = told_apart(german, *english, own=(corrected(first, "Woof."), corrected(second, "Rain.")))

    assert [part.text for part in both.parts] == ["Woof.", ADVERT, "Rain."]


def test_revealing_a_sentence_shows_its_english_alone() -> None:
    pane = reading(article(f"{DOG} {RAIN}", SUN), f"{ENGLISH_DOG} {ENGLISH_RAIN}", ENGLISH_SUN, ENGLISH_SUN)

    assert pane.reveal()
    assert not pane.hidden_here
    assert pane.counterpart(Span(0, len(DOG))) == ENGLISH_DOG
    assert pane.counterpart(Span(len(DOG) + 1, len(DOG) + 2)) == ""


def test_a_note_on_a_paragraph_keeps_all_of_its_english() -> None:
    german = article(f"{DOG} {RAIN}", SUN)
    pane = reading(german, f"{ENGLISH_DOG} {ENGLISH_RAIN} {ADVERT}", ENGLISH_SUN, ENGLISH_SUN)
    pane.masked = False

    assert pane.counterpart(german.blocks[0].span) == f"{ENGLISH_DOG} {ENGLISH_RAIN} {ADVERT}"
    assert pane.counterpart(Span(len(DOG) + 1, len(DOG) + 2)) == ENGLISH_RAIN


def test_a_note_keeps_no_english_that_may_belong_to_other_german() -> None:
    pane = reading(article(DOG, RAIN, SUN), "The dog barks. All of them go out.")
    pane.masked = False

    assert pane.english(0).text.startswith("≈ ")
    assert pane.counterpart(Span(0, len(DOG))) == ""


def parts_of_dialogue(sentences: int) -> int:
    """Return into how many parts an engine's English of so many short sentences is told apart."""
    english = Translation("Yes! No! " * (sentences // 2), "engine", "google", "", "", "")
    wording = worded(article("Ja! Nein! " * (sentences // 2)).blocks[0], english, (), apart=True)
    assert wording is not None
    return len(wording.parts)


def test_a_dialogue_of_very_many_sentences_is_not_told_apart_while_the_screen_waits() -> None:
    assert parts_of_dialogue(40) == 40
    assert parts_of_dialogue(600) == 1
