"""Which English belongs to which German, with paragraphs merged, split, missing and added."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.corpus import Pair, Paragraphs, misplaced, pairs, paragraphs, texts, thinned

from articles.sentences import sentences
from articles.translation.alignment import Counterpart, StoppedError, align, link
from articles.translation.translation import Link

TEXTS = st.lists(
    st.lists(
        st.sampled_from(["Ja!", "Der Hund bellt.", "Am 3. Mai 1999", "…", "a\nb.", "„Was?“"]), max_size=4
    ).map(" ".join),
    max_size=8,
)


def counted(german: Paragraphs, english: Paragraphs) -> tuple[int, int]:
    """Return how many English sentences do not stand with their German, and how many there are."""
    counterparts = align(texts(german)[0], texts(english)[1])
    return misplaced(german, english, [one.text for one in counterparts])


def assert_nothing_is_lost(english: Sequence[str], counterparts: Sequence[Counterpart]) -> None:
    linked = "".join(one.text[slice(*link.english)] for one in counterparts for link in one.links)
    assert letters(linked) == letters("".join(counterpart.text for counterpart in counterparts))
    assert letters(linked) == letters("".join(english))


def linked(german: str, english: str, links: Sequence[Link]) -> list[Pair]:
    return [(german[slice(*one.german)], english[slice(*one.english)]) for one in links]


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("without_english", "without_german", "share"),
    [(0.0, 0.0, 0.0), (0.1, 0.0, 0.005), (0.0, 0.1, 0.005), (0.1, 0.1, 0.01), (0.3, 0.0, 0.01)],
)
def test_english_stands_with_its_german_though_paragraphs_are_missing(
    without_english: float, without_german: float, share: float
) -> None:
    wrong = total = 0
    for seed in range(3):
        found = counted(*thinned(seed, without_german, without_english))
        wrong, total = wrong + found[0], total + found[1]

    assert total > 500
    assert wrong <= share * total


def test_a_long_run_of_missing_paragraphs_moves_nothing_else() -> None:
    whole = paragraphs(pairs(), random.Random(1))

    wrong, total = counted(whole, whole[:20] + whole[55:])

    assert total > 100
    assert wrong == 0


def test_what_is_certain_is_hardly_ever_wrong() -> None:
    rng = random.Random(5)
    whole = paragraphs(pairs(), rng)
    english = [one for number, one in enumerate(whole) if number % 10]
    counterparts = align(texts(whole)[0], texts(english)[1])

    right = ["" if not number % 10 else " ".join(en for _, en in one) for number, one in enumerate(whole)]
    certain = [one.text == text for one, text in zip(counterparts, right, strict=True) if one.certain]
    assert len(certain) > 0.8 * len(english)
    assert sum(certain) >= len(certain) - 1


def test_unlike_texts_are_not_certain() -> None:
    german = [de for de, _ in pairs()[:20]]
    english = [en for _, en in pairs()[200:230]]

    counterparts = align(german, english)

    assert_nothing_is_lost(english, counterparts)
    assert sum(one.certain for one in counterparts) <= 2


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_every_english_sentence_is_handed_out_once_and_in_order(german: list[str], english: list[str]) -> None:
    counterparts = align(german, english)

    assert len(counterparts) == len(german)
    if german:
        assert_nothing_is_lost(english, counterparts)
    for text, counterpart in zip(german, counterparts, strict=True):
        assert counterpart.links == tuple(sorted(counterpart.links))
        edges = {edge for span in sentences(text) for edge in span} | {0}
        assert {edge for one in counterpart.links for edge in one.german} <= edges


def test_a_sentence_may_have_moved_to_the_next_of_equally_many_paragraphs() -> None:
    german = [
        "Der Hund bellt laut im Hof. Es regnet seit drei Tagen.",
        "Am Ende scheint die Sonne. Alle Menschen gehen.",
    ]
    english = [
        "The dog barks loudly.",
        "It has been raining for three days. In the end the sun shines. All people go.",
    ]

    assert [found.text for found in align(german, english)] == [
        "The dog barks loudly.\nIt has been raining for three days.",
        "In the end the sun shines. All people go.",
    ]


def test_a_text_without_paragraphs_is_aligned_by_what_is_near() -> None:
    german, english = (
        " ".join(f"{words} {number}." for number in range(3000)) for words in ("Das ist", "This is")
    )

    (found,) = align([german], [english])

    assert found.text == english
    assert all(german[slice(*one.german)][7:] == english[slice(*one.english)][7:] for one in found.links)


def test_english_without_german_stands_behind_what_comes_before_it() -> None:
    german = [de for de, _ in pairs()[:2]]
    english = [pairs()[0][1], "Buy three boxes, get one free, only at our shop!", pairs()[1][1]]

    counterparts = align(german, english)

    assert counterparts[0].text == f"{english[0]}\n{english[1]}"
    assert linked(german[0], counterparts[0].text, counterparts[0].links) == [
        (german[0], english[0]),
        ("", english[1]),
    ]
    assert counterparts[1].text == english[2]


def test_equally_many_paragraphs_stay_together_however_freely_they_are_translated() -> None:
    german = ["Vorspiel", "Es war einmal.", "Gute Nacht!"]
    english = ["How it all began, and why nobody knew", "Long ago.", "Sleep well now, all of you out there."]

    assert [one.text for one in align(german, english)] == english


def test_equally_many_paragraphs_that_moved_against_each_other_are_aligned() -> None:
    known = pairs()[:30]
    german = [de for de, _ in known[:-3]]
    english = [en for _, en in known[3:]]

    counterparts = align(german, english)

    assert [one.text.split("\n")[0] for one in counterparts[4:]] == english[1:-3]


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ([], []),
        ([], ["One."]),
        (["Eins."], []),
        (["", ""], ["One."]),
        (["Ja."], [f"Sentence {number}." for number in range(1000)]),
        ([f"Satz {number}." for number in range(1000)], ["Yes."]),
        (["x" * 100_000], ["y" * 100_000, "z."]),
        (["…", "***", "—"], ["…", "—"]),
        (["日本。語。"], ["。"]),
        (["Immer dasselbe."] * 300, ["Always the same."] * 280),
    ],
)
def test_odd_texts_lose_nothing(german: list[str], english: list[str]) -> None:
    counterparts = align(german, english)

    assert len(counterparts) == len(german)
    if german:
        assert_nothing_is_lost(english, counterparts)


def test_the_alignment_can_be_stopped() -> None:
    with pytest.raises(StoppedError):
        align(["Eins.", "Zwei."], ["One."], lambda: True)


def test_sentences_of_a_translation_are_linked() -> None:
    german = "Der Hund bellt, und die Katze schläft. Es regnet seit drei Tagen. Am Ende scheint die Sonne."
    english = "The dog barks. The cat sleeps. It has rained for three days. In the end the sun shines."

    assert linked(german, english, link(german, english)) == [
        ("Der Hund bellt, und die Katze schläft.", "The dog barks. The cat sleeps."),
        ("Es regnet seit drei Tagen.", "It has rained for three days."),
        ("Am Ende scheint die Sonne.", "In the end the sun shines."),
    ]


@settings(max_examples=60)
@given(TEXTS.map(" ".join), TEXTS.map(" ".join))
def test_no_sentence_of_a_translation_is_left_out(german: str, english: str) -> None:
    links = link(german, english)

    if sentences(german) and sentences(english):
        assert links == tuple(sorted(links))
        for text, span in ((german, [one.german for one in links]), (english, [one.english for one in links])):
            assert letters("".join(text[slice(*one)] for one in span)) == letters(text)
            assert all(one.start < one.end for one in span)
