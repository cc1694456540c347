"""What is said of the annotation that the cursor stands on, and how the list tells annotations apart."""

from collections.abc import Callable

import pytest
from support.reader import Open

from annotations.annotation import Annotation, Selectors
from annotations.history import Change
from annotations.workbook import Workbook
from articles.article import Span

Beside = Callable[..., Workbook]


def span_of(workbook: Workbook, quote: str) -> Span:
    start = workbook.article.text.index(quote)
    return Span(start, start + len(quote))


@pytest.fixture
def several(beside: Beside) -> Workbook:
    """A guess, a correction, a highlight, a mark and tags, each on a word of its own, in this order."""
    workbook = beside("Der Hund bellt laut vor dem Haus.")
    workbook.render(span_of(workbook, "Der"), "That", "guess")
    workbook.render(span_of(workbook, "Hund"), "The dog", "translation")
    workbook.annotate(span_of(workbook, "bellt"), colour="green")
    workbook.annotate(span_of(workbook, "laut"))
    workbook.annotate(span_of(workbook, "vor"), tags=["Ort"])
    return workbook


async def test_stepping_says_what_one_stands_on(several: Workbook, open_reader: Open) -> None:
    async with open_reader("Der Hund bellt laut vor dem Haus.") as reader:
        said = []
        for _ in range(5):
            await reader.press("full_stop")
            said.append((reader.quote, reader.message))
        assert said == [
            ("Der", "◆ Guess: That"),
            ("Hund", "◆ ✎ The dog"),
            ("bellt", "◆ highlighted in green"),
            ("laut", "◆ marked"),
            ("vor", "◆  #Ort"),
        ]


async def test_several_annotations_on_the_same_words_are_one_stop_that_says_so(
    beside: Beside, open_reader: Open
) -> None:
    workbook = beside()
    word = span_of(workbook, "Hund")
    workbook.annotate(word, note="Welcher?")
    workbook.render(word, "dog", "guess")
    async with open_reader() as reader:
        await reader.press("full_stop")
        assert reader.message == "◆ 1 more here: Welcher?"
        await reader.press("full_stop")
        assert reader.message == "There is no annotation behind here."


async def test_where_no_stop_is_left_the_notes_on_the_whole_article_are_named(
    beside: Beside, open_reader: Open
) -> None:
    workbook = beside()
    whole = Annotation("urn:uuid:1", Selectors(""), "Lesenswert")
    workbook.take_in([Change(None, whole)])
    workbook.reply(whole, note="Ja")
    async with open_reader() as reader:
        await reader.press("full_stop")
        assert reader.message == "There is no annotation behind here; l lists 1 note on the whole article."
        await reader.press("comma")
        assert reader.message == "There is no annotation before here; l lists 1 note on the whole article."


async def test_the_list_tells_guesses_from_corrections(several: Workbook, open_reader: Open) -> None:
    async with open_reader("Der Hund bellt laut vor dem Haus.") as reader:
        await reader.press("l")
        rows = [" ".join(row.strip(" │").split()) for row in reader.rows()]
        assert "1 Der Guess: That" in rows
        assert "1 Hund ✎ The dog" in rows
