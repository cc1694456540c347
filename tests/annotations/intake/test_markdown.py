"""lesart's Markdown goes out, is edited by hand and comes back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.exports import export

from annotations.annotation import Annotation, Selectors, clean_note
from annotations.export.cleaning import clean
from annotations.intake.plan import Plan, Present, plan
from annotations.intake.registry import read_notes
from annotations.notebook import open_notebook
from articles.article import Article, Block, compose

ARTICLE = Article(
    "Die Brücke #1",
    compose([Block("heading", "Die Brücke", 1), Block("paragraph", "Über die alte Brücke ging niemand mehr.")]),
)
HEAD = re.compile("^<!-- lesart .* -->$", re.MULTILINE)
ANY_TEXT = st.text(st.characters(codec="utf-8"))


def noted(*annotations: Annotation) -> dict[str, Annotation]:
    return {one.id: one for one in annotations}


def written(there: dict[str, Annotation]) -> str:
    return export([open_notebook(ARTICLE, there.values())], "markdown")


def planned(markdown: str, there: dict[str, Annotation]) -> Plan:
    format_, reading = read_notes(markdown.encode(), "markdown")
    assert format_.name == "markdown"
    return plan(reading, "markdown", Present(ARTICLE, there, {}))


ONE = Annotation("urn:uuid:1", Selectors("die alte Brücke"), "Warum?", ("frage", "zwei wort"), "green")
WHOLE = Annotation("urn:uuid:2", Selectors(""), "Zum Ganzen.")
THERE = noted(ONE, WHOLE)


@settings(deadline=None)
@given(ANY_TEXT, st.lists(ANY_TEXT, max_size=3), ANY_TEXT, ANY_TEXT)
@example("<!-- /lesart -->\n> x\n**Paragraph 1** · x\n# Titel", ["#a · b"], "*", "> <!-- lesart -->")
@example("\n\n  mitten\n\n", [" "], " gelb ", "\n")
def test_what_was_not_edited_is_not_changed(note: str, tags: list[str], colour: str, quote: str) -> None:
    there = noted(Annotation("urn:uuid:1", Selectors(quote), note, tuple(tags), colour))
    done = planned(written(there), there)
    assert (done.changes(), done.missing, done.known) == ([], (), 1)


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_edit_of_a_note_comes_back(note: str) -> None:
    there = noted(ONE)
    (head,) = HEAD.findall(written(there))
    edited = HEAD.sub(lambda match: head, written(noted(replace(ONE, note=note))))
    changed = planned(edited, there).changed
    kept = clean_note(clean(note)) if clean(note).strip() else ""
    assert [change.after and change.after.note for change in changed] == ([] if kept == ONE.note else [kept])


def test_what_was_edited_here_since_is_not_undone_by_the_file() -> None:
    there = noted(replace(ONE, note="Später.", colour="pink"))
    done = planned(written(noted(ONE)).replace("#frage", "#neu"), there)
    (change,) = done.changed
    assert change.after == replace(ONE, note="Später.", colour="pink", tags=("neu", "zwei wort"))
    assert done.kept == ()


def test_what_was_edited_on_both_sides_stays_as_it_is_here_and_is_listed() -> None:
    there = noted(replace(ONE, note="Später."))
    done = planned(written(noted(ONE)).replace("Warum?", "Weil."), there)
    assert done.changes() == []
    assert [change.after and change.after.note for change in done.kept] == ["Weil."]


def test_a_file_without_digests_is_believed() -> None:
    text = HEAD.sub("<!-- lesart urn:uuid:1 -->", written(noted(ONE))).replace("Warum?", "Weil.")
    (change,) = planned(text, noted(ONE)).changed
    assert change.after == replace(ONE, note="Weil.")


def test_edited_notes_tags_and_colours_come_back() -> None:
    text = (
        written(THERE).replace("Warum?", "Weil.\n\n- Punkt").replace("#zwei wort", "#neu").replace("green", "pink")
    )
    (change,) = planned(text, THERE).changed
    assert change.before == ONE
    assert change.after == replace(ONE, note="Weil.\n\n- Punkt", tags=("frage", "neu"), colour="pink")


@pytest.mark.parametrize(
    "added",
    [
        "> niemand mehr\n\nWirklich?\n",
        "<!-- lesart -->\n\n> niemand mehr\n\nWirklich?\n\n<!-- /lesart -->\n",
        "<!-- lesart -->\n> niemand mehr\n\n**Paragraph 1**\n\nWirklich?\n<!-- /lesart -->\n",
    ],
)
def test_a_block_quote_without_an_id_is_a_new_note_once(added: str) -> None:
    text = written(THERE) + added
    (new,) = planned(text, THERE).new
    assert (new.selectors.exact, new.note) == ("niemand mehr", "Wirklich?")
    there = {**THERE, new.id: new}
    assert planned(text, there).changes() == []
    assert planned(written(there), there).changes() == []


def test_what_was_taken_out_is_listed_and_deleted_only_when_asked_for() -> None:
    done = planned(written(noted(ONE)), THERE)
    assert done.missing == (WHOLE,)
    assert done.changes() == []
    assert [change.before for change in done.changes(delete_missing=True)] == [WHOLE]


def test_a_note_that_was_broken_by_hand_stays_as_it_is() -> None:
    text = written(noted(ONE))
    _, reading = read_notes(text.replace("**Paragraph 2**", "Paragraph 2").encode())
    assert reading.items == ()
    assert "its line with the place is missing" in reading.problems[0]
    _, reading = read_notes(text.replace("<!-- /lesart -->", "").encode())
    assert "it has no end" in reading.problems[0]
