"""Replies on the screen and on the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.command_line import Run
from support.naughty import ALL
from support.reader import Open, Reader

from annotations.annotation import Annotation
from annotations.drafts import Draft, Drafts
from annotations.workbook import Workbook
from articles.article import Span
from tui.screens.note_editor import NoteEditor
from tui.screens.notes_list import NotesList
from tui.settings import Directories, Settings

Beside = Callable[..., Workbook]


@pytest.fixture
def asked(beside: Beside) -> Annotation:
    """A note by Ada on `Hund`."""
    workbook = beside(creator="Ada")
    start = workbook.article.text.index("Hund")
    workbook.annotate(Span(start, start + 4), note="Welcher Hund?")
    (note,) = workbook.store.annotations.values()
    return note


def shown(reader: Reader) -> str:
    return " ".join(" ".join(reader.rows()).replace("│", " ").split())


def replies(reader: Reader) -> list[tuple[str, str, str]]:
    """`(note, creator, what it replies to)` of every reply, in order."""
    entries = reader.screen.reading.workbook.notebook.entries
    several = [entry.annotation for entry in entries if entry.annotation.replies_to]
    return [(one.note, one.creator, one.replies_to) for one in several]


async def test_the_note_under_the_cursor_is_answered(asked: Annotation, open_reader: Open) -> None:
    async with open_reader(settings=Settings(engine="none", creator="Bea")) as reader:
        await reader.press("full_stop", "A")
        assert isinstance(reader.app.screen, NoteEditor)
        assert "Reply" in shown(reader)
        assert "„Welcher Hund?“" in shown(reader)
        await reader.press(*"alte", "ctrl+s")
        assert replies(reader) == [("alte", "Bea", asked.id)]
        assert reader.message == "Saved."
        await reader.press("w", "b")
        assert reader.message == "◆ Ada, 1 reply: Welcher Hund?"
        await reader.press("u")
        assert replies(reader) == []
        assert reader.message == "Undone: reply."


async def test_where_there_is_no_note_nothing_can_be_answered(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("A")
        assert reader.message == "There is no annotation here; . goes to the next one."


async def test_the_list_shows_replies_below_what_they_answer(
    asked: Annotation, beside: Beside, open_reader: Open
) -> None:
    workbook = beside(creator="Bea")
    workbook.annotate(Span(0, 3), note="vorn")
    workbook.reply(asked, note="Der alte.")
    async with open_reader() as reader:
        await reader.press("l", "j", "j")
        rows = [row.replace("│", "").split() for row in reader.rows()]
        at = next(number for number, row in enumerate(rows) if "Welcher" in row)
        assert "1 reply" in " ".join(rows[at])
        assert "└ Der alte." in " ".join(rows[at + 1])
        assert "by Bea reply to Ada: „Welcher Hund?“ Der alte." in shown(reader)
        await reader.press("A", *"danke", "ctrl+s")
        assert isinstance(reader.app.screen, NotesList)
        assert [note for note, _, _ in replies(reader)] == ["Der alte.", "danke"]
        assert "2 replies" in shown(reader)
        await reader.press("G", "enter")
        assert reader.quote == "Hund"


async def test_a_reply_is_edited_under_what_it_answers(
    asked: Annotation, beside: Beside, open_reader: Open
) -> None:
    beside(creator="Bea").reply(asked, note="Der alte.")
    async with open_reader() as reader:
        await reader.press("l", "G", "e")
        assert "Edit note „Welcher Hund?“" in shown(reader)
        await reader.press(*"!", "ctrl+s")
        assert replies(reader) == [("Der alte.!", "Bea", asked.id)]


async def test_replies_outlive_what_they_answer(asked: Annotation, beside: Beside, open_reader: Open) -> None:
    beside().reply(asked, note="Der alte.")
    async with open_reader() as reader:
        await reader.press("full_stop", "x", "l")
        assert "└ Der alte." in shown(reader)
        assert "reply to Ada: „Welcher Hund?“, which was deleted" in shown(reader)
        await reader.press("enter")
        assert reader.message == "What this note answers has no place in the article."
        await reader.press("u", "l", "G", "x", "escape")
        assert replies(reader) == []


async def test_a_reply_that_was_being_written_is_gone_on_with(
    asked: Annotation, open_reader: Open, directories: Directories, tmp_path: Path
) -> None:
    source = str(tmp_path / "artikel.txt")
    drafts = Drafts(directories.data / "drafts")
    drafts.save(Draft(source, asked.selectors, "halb", reply_to=asked.id))
    drafts.close()
    async with open_reader() as reader:
        await reader.press("y")
        await reader.press(*" fertig", "ctrl+s")
        assert [(note, to) for note, _, to in replies(reader)] == [("halb fertig", asked.id)]
        assert reader.screen.reading.drafts.load(source) == []


async def test_a_draft_of_a_reply_is_none_of_the_note(asked: Annotation, open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("full_stop", "A", *"halb", "escape", "e")
        assert "Edit note" in shown(reader)
        await reader.press("escape", "A")
        assert "Go on with your draft" in shown(reader)
        await reader.press("ctrl+s")
        assert [note for note, _, _ in replies(reader)] == ["halb"]


def test_a_reply_is_written_and_printed(run: Run) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Welcher?", "--creator", "Ada")
    (first,) = json.loads(run("notes", "artikel.txt", "--json").out)
    done = run("note", "artikel.txt", "--reply-to", first["id"], "--text", ALL, "--creator", "Bea")
    assert done.code == 0
    printed = run("notes", "artikel.txt").out
    assert "¶ 2  reply to Ada: „Welcher?“  by Bea\n" in printed
    assert {sign for sign in printed if not sign.isprintable()} <= {"\n", "\xa0", "\u202f"}
    _, second = json.loads(run("notes", "artikel.txt", "--json").out)
    assert (second["reply_to"], second["state"], second["paragraph"]) == (first["id"], "exact", 2)
    assert "Reply to Ada: „Welcher?“ (by Bea):\n" in run("read", "--plain", "artikel.txt").out
    assert run("check", "artikel.txt").code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--text", "x"], 2),
        (["--quote", "Hund", "--reply-to", "urn:x", "--text", "x"], 2),
        (["--reply-to", "urn:x"], 2),
        (["--reply-to", "urn:x", "--text", "x"], 1),
    ],
)
def test_what_can_be_no_reply_is_refused(run: Run, tmp_path: Path, arguments: list[str], code: int) -> None:
    assert run("note", "artikel.txt", *arguments).code == code
    assert not (tmp_path / "artikel.txt.annotations.json").exists()


def test_a_reply_to_a_note_that_was_deleted_is_printed_with_its_words(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Welcher?")
    (first,) = json.loads(run("notes", "artikel.txt", "--json").out)
    run("note", "artikel.txt", "--reply-to", first["id"], "--text", "Der alte.")
    sidecar = tmp_path / "artikel.txt.annotations.json"
    page = json.loads(sidecar.read_text("utf-8"))
    was = page["items"].pop(0)
    stone = {"id": was.pop("id"), "lesart:deleted": "2026-01-01T00:00:00Z", "lesart:was": was}
    sidecar.write_text(json.dumps(page | {"lesart:tombstones": [stone]}), "utf-8")
    assert "–  reply to „Welcher?“, which was deleted\n    Der alte.\n" in run("notes", "artikel.txt").out
    plain = run("read", "--plain", "artikel.txt").out
    assert "Reply to „Welcher?“, which was deleted:\nDer alte.\n" in plain
