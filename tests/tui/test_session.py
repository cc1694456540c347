"""What the reader is doing: jumps, marks, search."""

from collections.abc import Callable

import pytest

from articles.article import Article
from articles.search import find_from
from tui.motions import Cursor
from tui.session import Session

Make = Callable[..., Article]


@pytest.fixture
def session(make_article: Make) -> Session:
    return Session(make_article("Die Straße ist lang.", "Eine Hauptstrasse.", "Kein Weg. Die STRASSE endet."))


def search(session: Session, query: str) -> bool:
    session.search(query, find_from(session.article, query, session.cursor.span.start))
    while session.search_on(lambda: False):
        pass
    return bool(session.matches)


def test_search_goes_to_the_first_match_behind_the_cursor(session: Session) -> None:
    session.jump_to_paragraph(2)
    assert search(session, "straße")
    assert (session.quote, session.match_number(), len(session.matches)) == ("strasse", 2, 3)


def test_matches_go_round_both_ways(session: Session) -> None:
    search(session, "strasse")
    seen = [session.quote]
    for _ in range(3):
        session.next_match()
        seen.append(session.quote)
    assert seen == ["Straße", "strasse", "STRASSE", "Straße"]
    session.previous_match()
    assert session.quote == "STRASSE"


def test_a_search_that_finds_nothing_leaves_the_cursor(session: Session) -> None:
    session.jump_to_paragraph(2)
    before = session.cursor
    assert not search(session, "Elefant")
    assert session.cursor == before
    assert not session.next_match()


def test_matches_in_a_block(session: Session) -> None:
    search(session, "strasse")
    assert [session.article.quote(one) for one in session.matches_in(session.article.blocks[1].span)] == [
        "strasse"
    ]


def test_back_returns_from_jumps_in_turn(session: Session) -> None:
    session.jump_to_paragraph(3)
    session.jump_to_paragraph(2)
    assert session.back()
    assert session.index == 2
    assert session.back()
    assert session.index == 0
    assert not session.back()


def test_marks_are_kept_by_letter(session: Session) -> None:
    session.jump_to_paragraph(2)
    session.set_mark("a")
    session.jump_to_paragraph(1)
    assert session.jump_to_mark("a")
    assert session.index == 1
    assert not session.jump_to_mark("b")


def test_a_paragraph_number_beyond_the_end_is_the_last(session: Session) -> None:
    session.jump_to_paragraph(99)
    assert session.index == 2
    assert session.percent == 100


def test_a_selection_over_paragraphs_is_quoted_whole(session: Session) -> None:
    session.toggle_selection()
    session.forward("paragraph")
    assert session.quote == "Die Straße ist lang.\n\nEine Hauptstrasse."
    assert not session.toggle_selection()


def test_reading_goes_on_where_the_text_moved_to(session: Session, make_article: Make) -> None:
    session.jump_to_paragraph(2)
    session.set_mark("m")
    longer = make_article("Neu.", *[block.text for block in session.article.blocks])
    session.continue_in(longer, lambda offset: offset + len("Neu.\n\n"))
    assert session.quote == "Eine Hauptstrasse."
    assert session.jump_to_mark("m")


def test_an_empty_article_can_be_moved_in(make_article: Make) -> None:
    session = Session(make_article())
    session.forward("word")
    session.backward("paragraph")
    session.jump_to_paragraph(4)
    assert session.cursor == Cursor(session.cursor.span)
    assert (session.quote, session.percent) == ("", 100)
