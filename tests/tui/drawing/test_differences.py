"""Words that were removed and words that were added."""

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.differences import differences


def words(old: str, new: str, **ends: bool) -> tuple[list[str], list[str]]:
    found = differences(old, new, **ends)
    return [old[slice(*span)] for span in found.removed], [new[slice(*span)] for span in found.added]


def test_replaced_words_are_removed_on_one_side_and_added_on_the_other() -> None:
    assert words("vor dem alten Haus", "vor dem schönen neuen Haus") == (["alten"], ["schönen neuen"])


def test_words_are_whole_and_signs_are_words_of_their_own() -> None:
    assert words("Der Hund bellt.", "Der Hunde bellt!") == (["Hund", "."], ["Hunde", "!"])


def test_white_space_does_not_matter() -> None:
    assert words("ein\n\nzwei  drei", "ein zwei\tdrei") == ([], [])


def test_what_differs_at_an_open_end_is_cut_off_and_says_nothing() -> None:
    old, new = "ierung hat gestern beschlossen, da", "Davor. Die Regierung hat heute beschlossen, dass alle"
    assert words(old, new, open_start=True, open_end=True) == (["gestern"], ["heute"])
    assert words(old, new) == (["ierung", "gestern", "da"], ["Davor. Die Regierung", "heute", "dass alle"])


def test_against_nothing_all_is_added_or_removed() -> None:
    assert words("", "ein Wort") == ([], ["ein Wort"])
    assert words("ein Wort", "") == (["ein Wort"], [])
    assert words("", "ein Wort", open_start=True) == ([], [])


def test_long_texts_are_compared_word_by_word() -> None:
    old = " ".join(f"der Satz {number} und die Folge" for number in range(600))
    assert words(old, old.replace("Satz 300 und", "Absatz 300 oder")) == (["Satz", "und"], ["Absatz", "oder"])


def test_of_very_long_texts_what_lies_between_the_first_and_the_last_difference_is_marked() -> None:
    old = " ".join(f"der Satz {number} und die Folge" for number in range(4000))
    found = words(old, old.replace("Satz 2000 und", "Absatz 2000 oder"))
    assert found == (["Satz 2000 und"], ["Absatz 2000 oder"])
    assert words(old, old) == ([], [])
    assert words(old, old + " Ende") == ([], ["Ende"])


texts = st.lists(st.sampled_from(["der", "die", "Haus", "Hund", ".", ",", "  ", "\n\n", "\x1b", "ä\u0301"])).map(
    " ".join
)


@given(texts, texts)
def test_what_is_not_marked_is_the_same_on_both_sides(old: str, new: str) -> None:
    found = differences(old, new)

    def kept(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        for start, end in reversed(spans):
            text = text[:start] + " " + text[end:]
        return text.split()

    assert kept(old, found.removed) == kept(new, found.added)
