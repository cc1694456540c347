"""Several people's notes on one article: who wrote what, on the screen and on the command line."""

import json
from collections.abc import Callable

import pytest
from support.command_line import Run
from support.naughty import ALL
from support.reader import Open, Reader

from annotations.annotation import Annotation, Selectors
from annotations.workbook import Workbook
from articles.article import Span
from tui.notes.telling import authors_of
from tui.settings import Settings

Beside = Callable[..., Workbook]


@pytest.fixture
def shared(beside: Beside) -> None:
    """A note by Ada, one by Bea, and one by Ada that Bea has changed."""
    for name, quote in (("Ada", "Hund"), ("Bea", "Katze"), ("Ada", "Sonne")):
        workbook = beside(creator=name)
        start = workbook.article.text.index(quote)
        workbook.annotate(Span(start, start + len(quote)), note=f"über {quote}", tags=["t"])
    bea = beside(creator="Bea")
    last = bea.notebook.entries[-1].annotation
    bea.edit(last, note="über die Sonne", tags=["t"], colour="")


def shown(reader: Reader) -> str:
    return " ".join(" ".join(reader.rows()).replace("│", " ").split())


def ada() -> Settings:
    return Settings(engine="none", creator="Ada")


@pytest.mark.usefixtures("shared")
async def test_the_list_names_who_else_wrote_a_note(open_reader: Open) -> None:
    async with open_reader(settings=ada()) as reader:
        await reader.press("l")
        rows = [" ".join(row.split()) for row in reader.rows()]
        for said in ("Hund über Hund #t", "Katze über Katze #t Bea", "Sonne über die Sonne #t Bea"):
            assert any(f"{said} │" in row for row in rows)
        assert "by Ada" not in shown(reader)
        await reader.press("G")
        assert "by Ada, changed by Bea" in shown(reader)


@pytest.mark.usefixtures("shared")
async def test_the_list_shows_one_person_after_the_other(open_reader: Open) -> None:
    async with open_reader(settings=ada()) as reader:
        titles = []
        await reader.press("l")
        for _ in range(3):
            await reader.press("c")
            titles.append(shown(reader).partition("Notes ")[2][:13])
        assert titles == ["2 of 3 by Ada", "1 of 3 by Bea", "3 of 3 / sear"]


@pytest.mark.usefixtures("shared")
async def test_the_line_of_messages_names_who_else_wrote_a_note(open_reader: Open) -> None:
    async with open_reader(settings=ada()) as reader:
        lines = []
        for _ in range(3):
            await reader.press("full_stop")
            lines.append(reader.message)
        assert lines == ["◆ über Hund #t", "◆ Bea: über Katze #t", "◆ Bea: über die Sonne #t"]


@pytest.mark.usefixtures("shared")
async def test_without_a_name_of_ones_own_all_others_are_named(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("full_stop")
        assert reader.message == "◆ Ada: über Hund #t"


@pytest.mark.usefixtures("shared")
async def test_the_overview_leads_to_one_persons_notes(open_reader: Open) -> None:
    async with open_reader(size=(80, 40)) as reader:
        await reader.press("O", "G", "enter")
        assert "Notes 1 of 3 by Bea" in shown(reader)


async def test_a_highlight_of_somebody_else_is_said_to_be_theirs(beside: Beside, open_reader: Open) -> None:
    beside(creator="Bea").annotate(Span(0, 3), colour="blue")
    async with open_reader(settings=ada()) as reader:
        await reader.press("w")
        assert reader.message == "◆ Bea: highlighted in blue"


async def test_a_name_is_only_text_on_the_screen(beside: Beside, open_reader: Open) -> None:
    beside(creator=ALL).annotate(Span(0, 3), note="n")
    async with open_reader(settings=ada()) as reader:
        await reader.press("w", "l", "c", "escape", "O")
        assert all(sign.isprintable() for row in reader.rows() for sign in row)


def test_authors_are_told_unless_the_reader_is_the_only_one() -> None:
    def told(creator: str, editor: str, own: str = "") -> list[str]:
        return list(authors_of(Annotation("urn:x", Selectors("a"), creator=creator, editor=editor), own))

    assert told("", "") == told("Ada", "", "Ada") == []
    assert told("Ada", "") == ["by Ada"]
    assert told("Ada", "Bea", "Ada") == told("Ada", "Bea", "Bea") == ["by Ada, changed by Bea"]
    assert told("", "Bea") == ["by somebody without a name, changed by Bea"]


def test_notes_are_written_and_printed_by_person(run: Run) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "eins", "--creator", "Ada")
    run("note", "artikel.txt", "--quote", "Straße", "--text", "zwei", environment={"LESART_CREATOR": "Bea"})
    assert run("notes", "artikel.txt").out == "¶ 2  „Hund“  by Ada\n    eins\n¶ 2  „Straße“  by Bea\n    zwei\n"
    assert run("notes", "artikel.txt", "--creator", "bea").out == "¶ 2  „Straße“  by Bea\n    zwei\n"
    found = run("notes", "artikel.txt", "--creator", "Ada", "--json").out
    assert [(one["note"], one["creator"], one["editor"]) for one in json.loads(found)] == [("eins", "Ada", "")]
    assert "Note on „Hund“ (by Ada):\neins\n" in run("read", "--plain", "artikel.txt").out
