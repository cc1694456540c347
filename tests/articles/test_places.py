"""Places in one version of a text, found again in the next."""

from hypothesis import given
from hypothesis import strategies as st

from articles.article import Article, Block, compose
from articles.places import Edit, Place, edit_between, find_after, found_in, place_at

LINES = "Der Hund bellt.\n\nEs regnet.\n\nDer Hund bellt.\n\nDie Sonne scheint."


def test_an_edit_is_the_stretch_that_differs() -> None:
    assert edit_between("abcdef", "abXYef") == Edit(2, 4, 4)
    assert edit_between("abef", "abcdef") == Edit(2, 2, 4)
    assert edit_between("abcdef", "abef") == Edit(2, 4, 2)
    assert edit_between("abc", "abc") == Edit(3, 3, 3)
    assert edit_between("", "abc") == Edit(0, 0, 3)
    assert edit_between("aaa", "aaaaa") == Edit(3, 3, 5)


def test_offsets_outside_of_an_edit_move_exactly() -> None:
    edit = edit_between("Anfang Mitte Ende", "Anfang und eine lange Mitte Ende")
    assert edit.moved(3) == 3
    assert "Anfang und eine lange Mitte Ende"[edit.moved(7) :] == "Mitte Ende"


@given(st.text("ab\n", max_size=12), st.text("ab\n", max_size=12))
def test_an_edit_makes_the_later_version_of_the_earlier_one(before: str, after: str) -> None:
    edit = edit_between(before, after)
    assert before[: edit.start] == after[: edit.start]
    assert before[edit.before :] == after[edit.after :]
    assert all(0 <= edit.moved(offset) <= len(after) for offset in range(len(before) + 1))
    assert edit_between(before, before).moved(len(before)) == len(before)


def test_of_two_that_read_the_same_the_right_one_is_found_after_an_edit() -> None:
    place = place_at(LINES, LINES.rindex("Der Hund"))._replace(context="Der Hund bellt.")
    for after in ("Der Hund bellt.\n\n" * 9 + LINES, LINES.replace("Der Hund bellt.\n\nEs regnet", "Es regnet")):
        found = find_after(edit_between(LINES, after), after, place)
        assert found == after.rindex("Der Hund")


def test_text_that_is_gone_is_not_found() -> None:
    place = place_at(LINES, LINES.index("Es regnet"))
    after = LINES[: LINES.index("Es regnet")] + "Etwas anderes."
    assert find_after(edit_between(LINES, after), after, place) is None
    assert find_after(edit_between(LINES, after), after, Place(3)) is None


def test_a_place_is_found_in_an_article_that_has_it() -> None:
    article = Article("T", compose(Block("paragraph", text) for text in LINES.split("\n\n")))
    place = place_at(LINES, LINES.index("Die Sonne"))
    assert found_in(article, place) == place.offset
    assert found_in(article, place._replace(offset=2)) == place.offset
    assert found_in(article, Place(2, "Nirgends zu finden")) is None
