"""Old and new words in their surroundings, and how they stand beside each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.desk import HUND, KATZE, REGEN, article_of

from annotations.anchoring import Anchored, Orphan, describe
from annotations.annotation import Annotation, Selectors
from annotations.notebook import Entry, open_notebook
from articles.article import Article
from tui.drawing.comparison import Side, Sides, compare
from tui.drawing.painting import Pieces
from tui.drawing.side_by_side import BESIDE_FROM, SideBySide
from tui.layout import cell_width

OLD = article_of(HUND, KATZE, REGEN)
NEW_HUND = HUND.replace("laut vor dem alten", "leise vor dem neuen").replace("kleinen", "großen")


def entry_of(quote: str, today: Article, old: Article = OLD) -> Entry:
    """Return what becomes of an annotation on `quote` in another text."""
    start = old.text.index(quote)
    annotation = Annotation("urn:uuid:1", describe(old.text, start, start + len(quote)))
    (entry,) = open_notebook(today, [annotation]).entries
    return entry


def marked(side: Side, look: str) -> list[str]:
    return [
        side.text[slice(*layer.span)]
        for layer in side.layers
        if layer.name == look and layer.span.end > layer.span.start
    ]


def changed() -> Sides:
    today = article_of("Ein neuer Anfang.", NEW_HUND, KATZE, REGEN)
    return compare(entry_of("bellt laut vor dem alten Haus", today), today)


def test_what_was_removed_and_added_is_marked_with_a_sign() -> None:
    old, new = changed()
    assert marked(old, "removed") == ["-laut", "-alten", "-kleinen"]
    assert marked(new, "added") == ["+leise", "+neuen", "+großen"]


def test_the_quote_stands_out_of_its_surroundings() -> None:
    old, new = changed()
    assert "".join(marked(old, "noted")) == "bellt -laut vor dem -alten Haus"
    assert "".join(marked(new, "noted")) == "bellt +leise vor dem +neuen Haus"
    assert old.text[old.quote :].startswith("bellt")
    assert new.text[new.quote :].startswith("bellt")
    assert marked(new, "muted")[0] == "Der Hund "


def test_today_is_the_whole_paragraph_with_its_number() -> None:
    old, new = changed()
    assert (old.heading, new.heading) == ("- before", "+ today, ¶ 2")
    assert new.text.replace("+", "") == NEW_HUND


def test_words_that_were_cut_are_left_out() -> None:
    old, _ = changed()
    assert old.text.startswith("Der Hund")
    assert old.text.endswith("den ganzen Tag…")


def test_a_quote_over_two_paragraphs_is_shown_with_both() -> None:
    today = article_of(NEW_HUND, KATZE, REGEN)
    _, new = compare(entry_of(f"am Rand der kleinen Stadt.\n\n{KATZE}", today), today)
    assert new.text.replace("+", "") == f"{NEW_HUND}\n\n{KATZE}"


def test_for_words_that_are_gone_their_neighbourhood_is_shown() -> None:
    today = article_of(HUND, REGEN)
    entry = entry_of(KATZE, today)
    assert entry.state == "orphaned"
    old, new = compare(entry, today)
    assert "".join(marked(old, "noted")) == f"-{KATZE}"
    assert marked(old, "removed") == [f"-{KATZE}"]
    assert f"am Rand der kleinen Stadt.\n\n-{KATZE}\n\nSeit dem frühen Morgen" in old.text
    assert new.heading == "+ once about here, ¶ 2"
    assert new.text == f"{HUND}\n\n[…] {REGEN}"
    assert new.text[new.quote :].startswith("[…]")


@pytest.mark.parametrize(
    ("quote", "today", "shown"),
    [
        (KATZE, "Etwas ganz anderes steht heute in einem unzerteilten Absatz.", None),
        (REGEN, f"{HUND} {KATZE}", f"{HUND} {KATZE} […]"),
        (" kleinen", HUND.replace(" kleinen", ""), HUND.replace("kleinen", "[…]")),
    ],
)
def test_the_mark_of_a_place_stands_between_words(quote: str, today: str, shown: str | None) -> None:
    article = article_of(today)
    start = OLD.text.index(quote)
    lost = Annotation("urn:uuid:1", describe(OLD.text, start, start + len(quote)))
    text = compare(Entry(lost, Orphan(), None), article).new.text
    assert text.replace("[…]", " ").split() == today.split()
    assert shown is None or text == shown


@pytest.mark.parametrize("today", [OLD, article_of("")])
def test_where_nothing_tells_that_is_said(today: Article) -> None:
    entry = Entry(Annotation("urn:uuid:1", Selectors("nirgends")), Orphan(), None)
    assert compare(entry, today).new.text == "Nothing tells where it stood."


def test_a_place_without_words_says_so() -> None:
    entry = Entry(Annotation("urn:uuid:1", Selectors("", start=10**6, end=10**6 + 5)), Orphan(), None)
    assert compare(entry, OLD).old.text == "(its words were never noted)"


def rows(sides: Sides, width: int, height: int, shift: int = 0) -> list[str]:
    return ["".join(piece.text for piece in row) for row in SideBySide(sides, width, height).rows(shift)]


def test_wide_enough_the_quotes_stand_on_the_same_row_beside_each_other() -> None:
    drawn = rows(changed(), 76, 12)
    assert len(drawn) == 12
    assert drawn[0].split(" │ ")[0].rstrip() == "- before"
    (row,) = (row for row in drawn if "-laut" in row)
    assert "+leise" in row


def test_where_it_is_narrow_they_stand_below_each_other() -> None:
    drawn = rows(changed(), 36, 9)
    assert [row for row in drawn if row.startswith(("- before", "+ today"))] == ["- before", "+ today, ¶ 2"]
    assert len(drawn) == 9
    assert max(map(len, drawn)) <= 36
    assert "-laut" in " ".join(drawn)
    assert "+leise" in " ".join(drawn)


def long_sides() -> Sides:
    words = " ".join(f"Wort{number}" for number in range(400))
    today = article_of(words.replace("Wort200 ", "anders "))
    old = article_of(words)
    return compare(entry_of("Wort198 Wort199 Wort200 Wort201 Wort202", today, old), today)


@pytest.mark.parametrize("width", [36, 76])
def test_in_a_long_paragraph_the_quote_is_in_view_and_all_can_be_scrolled_to(width: int) -> None:
    sides = long_sides()
    laid_out = SideBySide(sides, width, 12)
    assert "+anders" in " ".join(rows(sides, width, 12))
    first, last = laid_out.within(-(10**6)), laid_out.within(10**6)
    assert first < 0 < last
    assert "Wort0 " in " ".join(rows(sides, width, 12, first))
    assert "Wort399" in " ".join(rows(sides, width, 12, last))
    assert laid_out.within(0) == 0


texts = st.text(st.sampled_from("ab ä漢\u0301\x1b\n\u200b👩"), max_size=80)


@given(texts, texts, texts, st.integers(1, 90), st.integers(0, 20), st.integers(-30, 30))
def test_any_texts_fill_exactly_the_space_there_is(
    quote: str, before: str, today: str, width: int, height: int, shift: int
) -> None:
    article = article_of(today, "Ende")
    anchor = Anchored(article.blocks[0].span, "changed", 0.9)
    entry = Entry(Annotation("urn:uuid:1", Selectors(quote, before)), anchor, 1)
    laid_out = SideBySide(compare(entry, article), width, height)
    drawn: list[Pieces] = laid_out.rows(laid_out.within(shift))
    assert len(drawn) == max(height, 1 if width >= BESIDE_FROM else 2)
    if width > 8:
        assert all(sum(cell_width(piece.text) for piece in row) <= width for row in drawn)
