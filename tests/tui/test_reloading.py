"""Files that change or vanish while they are read."""

import json
import os
import shutil
import threading
from pathlib import Path

import pytest
from support.reader import TEXT, Open, Reader
from support.threads import ended

from annotations.facts import text_hash
from annotations.location import sidecar_name
from articles.article import Article
from articles.library import Library
from articles.translation.translation import Translation, Untranslated
from tui import reloading
from tui.commands import Keymap
from tui.opening.article import open_source, workbook_for
from tui.origin import Origin
from tui.rehousing import rehouse
from tui.screens.note_editor import NoteEditor
from tui.screens.notes_list import NotesList
from tui.screens.reader.pane import EnglishArrived
from tui.settings import Directories, Settings

HUND = "Der Hund bellt. Die Katze schläft auf der Straße."
HINT = "The file has changed; r reads it again."


def write(reader: Reader, *texts: str) -> None:
    """Put another version of the article in its place, as editors do."""
    new = reader.path.with_name(".neu")
    new.write_text("\n\n".join(texts), "utf-8")
    os.replace(new, reader.path)


async def look(reader: Reader) -> None:
    """Look at the file as often as it takes to be sure."""
    for _ in range(2):
        reader.screen.look_at_file()
    await reader.pilot.pause()


async def reload(reader: Reader) -> None:
    await reader.press("r")
    await reloaded(reader)


async def reloaded(reader: Reader) -> None:
    await ended(reader.pilot, "reading again")


def where(reader: Reader) -> int:
    """Return the row of the screen on which the cursor stands."""
    row = reader.screen.row_on_screen()
    assert row is not None
    return row


async def test_a_change_is_noticed_by_itself(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reader.screen.LOOK_FOR_OTHERS", 0.01)
    async with open_reader() as reader:
        write(reader, "Vorweg.", *TEXT)
        await reader.until(lambda: reader.message == HINT)
        assert "changed on disk" in reader.line("status")


async def test_reading_goes_on_at_the_same_words_on_the_same_row(open_reader: Open) -> None:
    async with open_reader(*[f"Absatz {number}." for number in range(60)]) as reader:
        await reader.press(*["j"] * 30, "s")
        row = where(reader)
        write(reader, *["Vorweg."] * 40, *[f"Absatz {number}." for number in range(60)])
        await look(reader)
        assert reader.message == HINT
        await reload(reader)
        assert (reader.quote, where(reader)) == ("Absatz 30.", row)
        assert reader.message == "Read again."
        assert "changed on disk" not in reader.line("status")
        await reader.press("s")
        assert reader.quote == "Absatz 31."


async def test_among_paragraphs_that_read_the_same_the_right_one_is_kept(open_reader: Open) -> None:
    async with open_reader("Kehrreim.", "Eins.", "Kehrreim.", "Zwei.", "Kehrreim.") as reader:
        await reader.press("j", "j")
        write(reader, *["Kehrreim.", "Null."] * 5, "Kehrreim.", "Eins.", "Kehrreim.", "Zwei.", "Kehrreim.")
        await reload(reader)
        assert reader.screen.reading.session.index == 12


async def test_marks_pane_and_search_are_kept_and_the_selection_is_not(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "m", "h", "j", "m", "r", "k", "slash", *"die", "enter", "t", "v", "j")
        write(reader, "Vorweg.", *TEXT)
        await reload(reader)
        session, pane = reader.screen.reading.session, reader.screen.reading.pane
        assert {letter: session.article.text[at:][:7] for letter, at in session.marks.items()} == {
            "h": "Der Hun",
            "r": "Es regn",
        }
        assert session.cursor.anchor is None
        assert pane.shown
        await reader.press("n")
        assert reader.message.startswith("“die”: match")
        await reader.press("ctrl+o")
        assert reader.quote in TEXT
        assert {letter for letter in Library(reader.directories.data).recent()[0].marks} == {"h", "r"}


@pytest.mark.parametrize(
    "edited", ["Unsere Oma führte", "Meine Urgroßmutter führte", "Meine arme Großmutter führte"]
)
async def test_the_reader_stays_where_the_first_words_were_edited_though_others_begin_alike(
    open_reader: Open, edited: str
) -> None:
    rest = " lange Zeit ein Tagebuch, das niemand lesen durfte."
    texts = ["Ein Anfang.", "Meine Großmutter führte" + rest, "Es regnet.", "Meine Großmutter hätte gelacht."]
    async with open_reader(*texts) as reader:
        await reader.press("j", "s")
        write(reader, texts[0], edited + rest, *texts[2:])
        await reload(reader)
        assert reader.screen.reading.session.index == 1


async def test_notes_are_found_again_and_what_became_of_them_is_said(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("1", "j", "s", "2", "j", "3", "j", "4")
        write(
            reader,
            "Ein Anfang.",
            "Der Hund bellte. Die Katze schläft auf der Straße.",
            "Am Ende scheint die Sonne.",
        )
        await reload(reader)
        assert reader.message == "Read again: 1 note on changed words, 2 notes whose words are gone; R reviews."
        states = [entry.anchor.state for entry in reader.screen.reading.workbook.notebook.entries]
        assert states == ["exact", "changed", "orphaned", "orphaned"]
        await reader.press("l")
        assert isinstance(reader.app.screen, NotesList)
        await reader.press("g", "j", "enter")
        assert reader.quote.startswith("Der Hund bellt")


async def test_one_note_is_said_to_be_one(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "s", "2")
        write(reader, "Ein Anfang.", HUND.replace("bellt", "bellte"), *TEXT[2:])
        await reload(reader)
        assert reader.message == "Read again: 1 note on changed words; R reviews."


async def test_notes_are_made_changed_and_undone_across_versions(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "2")
        write(reader, "Vorweg.", *TEXT)
        await reload(reader)
        await reader.press("j", "3", "k", "5", "escape")
        assert reader.notes == [(HUND, "", (), "purple"), ("Es regnet seit Tagen.", "", (), "blue")]
        await reader.press("u", "u", "u")
        assert reader.notes == []
        page = json.loads(reader.sidecar.read_text("utf-8"))
        assert page["items"] == []
        article = reader.screen.reading.article
        assert page["lesart:textHash"] == text_hash(article)


async def test_a_text_that_is_the_same_is_said_to_be(open_reader: Open) -> None:
    async with open_reader() as reader:
        os.utime(reader.path, ns=(1, 1))
        await look(reader)
        assert reader.message == HINT
        await reload(reader)
        assert reader.message == "Read again; its text is as it was."
        await look(reader)
        assert "changed on disk" not in reader.line("status")


async def test_half_a_file_costs_neither_the_place_nor_the_marks(
    open_reader: Open, directories: Directories
) -> None:
    texts = [f"{number} ist die Nummer dieses Absatzes." for number in range(10, 50)]
    async with open_reader(*texts) as reader:
        await reader.press("3", "0", "g", "m", "a", "2", "5", "g")
        for half in (texts[:10], ["Ein Bruchstück"], []):
            write(reader, *half)
            await reload(reader)
        assert reader.screen.reading.article.blocks == ()
        reader.screen.save_place()
        write(reader, *texts)
        await reload(reader)
        assert reader.quote == texts[24]
        await reader.press("apostrophe", "a")
        assert reader.quote == texts[29]
    known = Library(directories.data).get(str(reader.path))
    assert known is not None
    assert known.marks["a"].context.startswith(texts[29])


async def test_who_goes_on_in_half_a_file_stays_there(open_reader: Open) -> None:
    texts = [f"{number} ist die Nummer dieses Absatzes." for number in range(10, 50)]
    async with open_reader(*texts) as reader:
        await reader.press("3", "0", "g")
        write(reader, *texts[:10])
        await reload(reader)
        await reader.press("k", "k")
        here = reader.quote
        write(reader, *texts)
        await reload(reader)
        assert reader.quote == here


async def test_a_file_that_cannot_be_read_any_more_leaves_what_was_read(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j")
        reader.path.write_bytes(b"\x89PNG\r\n\x1a\n")
        await reload(reader)
        assert "is a picture" in reader.message
        assert reader.quote == HUND
        await reader.press("h")
        assert reader.notes == [(HUND, "", (), "yellow")]
        write(reader, "Vorweg.", *TEXT)
        await reload(reader)
        assert reader.quote == HUND


async def test_what_is_no_file_is_not_read_again(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("L", "slash", *"Brot", "enter", "r")
        assert reader.message == "Only an article in a file of your own can be read again."


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what lets a file be read again; until then it takes its time."""
    goes_on = threading.Event()

    def slowly(name: str, *, encoding: str | None, directories: Directories) -> tuple[Article, Origin]:
        goes_on.wait(10.0)
        return open_source(name, encoding=encoding, directories=directories)

    monkeypatch.setattr(reloading, "open_source", slowly)
    return goes_on


async def test_while_it_is_read_again_reading_goes_on_and_nothing_new_is_annotated(
    open_reader: Open, held: threading.Event
) -> None:
    async with open_reader() as reader:
        await reader.press("j", "2")
        write(reader, "Vorweg.", *TEXT)
        await reader.press("r", "r")
        assert "still being read" in reader.message
        await reader.press("a")
        assert not isinstance(reader.app.screen, NoteEditor)
        await reader.press("x", "j", "m", "b")
        held.set()
        await reloaded(reader)
        assert reader.quote == "Es regnet seit Tagen."
        assert reader.screen.reading.session.marks["b"] == reader.screen.reading.session.cursor.span.start
        assert reader.notes == []
        await reader.press("h")
        assert reader.notes == [("Es regnet seit Tagen.", "", (), "green")]


async def test_an_edit_that_was_begun_before_is_saved_behind(open_reader: Open, held: threading.Event) -> None:
    async with open_reader() as reader:
        await reader.press("j", "2")
        write(reader, "Vorweg.", *TEXT)
        await reader.press("r", "e", *"neu")
        held.set()
        await reloaded(reader)
        await reader.press("ctrl+s")
        assert reader.notes == [(HUND, "neu", (), "green")]
        assert reader.message == "Saved."


async def test_an_article_that_was_left_meanwhile_is_not_touched(open_reader: Open, held: threading.Event) -> None:
    async with open_reader() as reader:
        write(reader, "Vorweg.", *TEXT)
        await reader.press("r", "L", "slash", *"Brot", "enter")
        held.set()
        await reloaded(reader)
        assert reader.screen.reading.origin.source == "bundled:brot"


async def test_answers_to_the_version_before_are_not_taken_for_answers_to_this_one(open_reader: Open) -> None:
    async with open_reader() as reader:
        pane = reader.screen.reading.pane
        await reader.press("t")
        before = pane.questions.generation
        write(reader, "Vorweg.")
        await reload(reader)

        unset = pane.english(0).text
        late = Translation("A beginning.", "engine", "google", "", "", "")
        for number, answer in ((0, late), (0, Untranslated("No network.", retryable=True)), (3, late)):
            reader.screen.post_message(EnglishArrived(number, answer, generation=before))
        await reader.pilot.pause()
        assert pane.english(0).text == unset

        answer = Translation("First of all.", "engine", "google", "", "", "")
        reader.screen.post_message(EnglishArrived(0, answer, generation=pane.questions.generation))
        await reader.pilot.pause()
        assert pane.english(0).text == "First of all."


async def guess(reader: Reader) -> None:
    """Guess the second paragraph, of which there is no English yet."""
    await reader.press("j", "T", "i", *"Hund", "enter")


async def arrives(reader: Reader, number: int) -> None:
    """Let the English of a paragraph arrive."""
    answer = Translation("The dog.", "engine", "google", "", "", "")
    generation = reader.screen.reading.pane.questions.generation
    reader.screen.post_message(EnglishArrived(number, answer, generation=generation))
    await reader.pilot.pause()


async def test_a_guess_at_the_version_before_is_not_compared_with_english_of_this_one(open_reader: Open) -> None:
    async with open_reader() as reader:
        await guess(reader)
        write(reader, TEXT[0], HUND[::-1], *TEXT[2:])
        await reload(reader)
        await arrives(reader, 1)
        assert reader.app.screen is reader.screen


async def test_no_comparison_opens_while_the_file_is_read_again(open_reader: Open, held: threading.Event) -> None:
    async with open_reader() as reader:
        await guess(reader)
        await reader.press("r")
        await arrives(reader, 1)
        assert reader.app.screen is reader.screen
        held.set()
        await reloaded(reader)


async def test_focus_mode_goes_on_with_the_same_paragraph(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "z")
        write(reader, *["Vorweg."] * 5, *TEXT)
        await reload(reader)
        assert any(HUND in row for row in reader.rows())
        assert not any("Vorweg" in row for row in reader.rows())


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_large_text_is_read_again_with_its_notes(open_reader: Open, size: tuple[int, int]) -> None:
    texts = [f"Der Absatz mit der Nummer {number} steht hier." for number in range(3000)]
    async with open_reader(*texts, size=size) as reader:
        await reader.press("2", "0", "0", "0", "g", "h")
        write(reader, "Vorweg.", *texts[:500], *texts[520:])
        await reload(reader)
        assert reader.quote == texts[1999]
        assert reader.notes == [(texts[1999], "", (), "yellow")]
        assert f"¶ 1981/{2981}" in reader.line("status")


async def test_a_file_that_is_gone_is_read_on_from_memory(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.path.unlink()
        await look(reader)
        assert reader.message == "The file is gone: you read from memory. Notes are saved beside the article."
        assert "file gone" in reader.line("status")
        await reader.press("j", "h")
        assert reader.message == "Highlighted in yellow, saved."
        assert len(json.loads(reader.sidecar.read_text("utf-8"))["items"]) == 1
        await reload(reader)
        assert "There is no file" in reader.message
        write(reader, *TEXT)
        await look(reader)
        assert reader.message == HINT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ordner"


async def open_in(reader: Reader, folder: Path) -> Path:
    """Open a copy of the article in a folder of its own; return the copy."""
    folder.mkdir()
    copy = folder / "kopie.txt"
    shutil.copy(reader.path, copy)
    reader.app._open(str(copy), pytest.fail)
    await reader.pilot.pause()
    await reader.pilot.pause()
    return copy


async def open_mark_and_lose(reader: Reader, folder: Path) -> Path:
    """Open a copy of the article, highlight two paragraphs, and let its folder go; return where the copy was."""
    copy = await open_in(reader, folder)
    await reader.press("h", "j", "h")
    os.rename(folder, folder.with_name("weg"))
    await look(reader)
    return copy


def items(path: Path) -> set[str]:
    """Return the quotes of the annotations in a sidecar."""
    page = json.loads(path.read_text("utf-8"))
    return {one["target"]["selector"][0]["exact"] for one in page["items"]}


async def test_notes_move_to_the_data_folder_with_the_folder_gone_and_back_when_it_is_there(
    open_reader: Open, folder: Path, directories: Directories
) -> None:
    async with open_reader() as reader:
        copy = await open_mark_and_lose(reader, folder)
        assert reader.message == "The file is gone: you read from memory. Notes are saved in the data folder."
        elsewhere = Path(sidecar_name(str(copy), str(copy), directories.data_name))
        assert items(elsewhere) == {TEXT[0], HUND}
        await reader.press("x", "j", "h")
        assert reader.message == "Highlighted in yellow, saved."
        assert items(elsewhere) == {TEXT[0], TEXT[2]}
        assert not folder.exists()
        os.rename(folder.with_name("weg"), folder)
        await look(reader)
        assert reader.message == "The file is there again."
        assert "beside the article" in reader.line("status")
        assert items(copy.with_name("kopie.txt.annotations.json")) == {TEXT[0], TEXT[2]}
        assert not elsewhere.exists()
        await reader.press("u")
        assert items(copy.with_name("kopie.txt.annotations.json")) == {TEXT[0]}


async def test_notes_that_were_left_in_the_data_folder_come_back_beside_the_article(
    open_reader: Open, folder: Path, directories: Directories
) -> None:
    async with open_reader() as reader:
        copy = await open_mark_and_lose(reader, folder)
        await reader.press("x", "j", "h")
    os.rename(folder.with_name("weg"), folder)
    beside = copy.with_name("kopie.txt.annotations.json")
    elsewhere = Path(sidecar_name(None, str(copy), directories.data_name))
    assert (items(beside), items(elsewhere)) == ({TEXT[0], HUND}, {TEXT[0], TEXT[2]})
    workbook = workbook_for(*open_source(str(copy)), directories)
    workbook.open()
    assert {one.selectors.exact for one in workbook.store.annotations.values()} == {TEXT[0], TEXT[2]}
    assert workbook.try_again()
    assert items(beside) == {TEXT[0], TEXT[2]}
    assert not elsewhere.exists()


async def test_notes_that_others_made_beside_the_article_meanwhile_are_kept(
    open_reader: Open, folder: Path
) -> None:
    async with open_reader() as reader:
        copy = await open_in(reader, folder)
        await reader.press("h")
        os.rename(folder, folder.with_name("weg"))
        await look(reader)
        await reader.press("j", "h")
        os.rename(folder.with_name("weg"), folder)
        beside = copy.with_name("kopie.txt.annotations.json")
        page = json.loads(beside.read_text("utf-8"))
        page["items"].append({**page["items"][0], "id": "urn:uuid:anderswo"})
        beside.write_text(json.dumps(page), "utf-8")
        await look(reader)
        assert len(reader.notes) == 3
        assert len(json.loads(beside.read_text("utf-8"))["items"]) == 3


async def test_notes_that_cannot_be_moved_stay_in_memory_and_that_is_said(
    open_reader: Open, folder: Path, directories: Directories
) -> None:
    async with open_reader() as reader:
        await open_in(reader, folder)
        await reader.press("h")
        shutil.rmtree(directories.data / "annotations", ignore_errors=True)
        (directories.data / "annotations").write_text("kein Ordner")
        os.rename(folder, folder.with_name("weg"))
        await look(reader)
        assert reader.message.startswith("The file is gone: you read from memory. ")
        assert "saved in" not in reader.message
        assert len(reader.notes) == 1
        os.rename(folder.with_name("weg"), folder)
        await look(reader)
        assert rehouse(reader.screen.reading) == ""
        assert len(reader.notes) == 1


async def test_the_hint_names_the_key_in_force(open_reader: Open) -> None:
    keymap = Keymap.of({"reload": ("f5",)})
    async with open_reader(settings=Settings(engine="none", keymap=keymap)) as reader:
        write(reader, "Vorweg.", *TEXT)
        await look(reader)
        assert reader.message == "The file has changed; F5 reads it again."
        await reader.press("f5")
        await reloaded(reader)
        assert reader.screen.reading.article.blocks[0].text == "Vorweg."
