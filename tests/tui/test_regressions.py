"""States that a reader can get into by ordinary work, each with what must not go wrong there."""

import json
import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.reader import TEXT, Open, Reader
from textual.events import Key, Paste
from textual.widgets import Input

import articles.search
from annotations.drafts import Draft
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.store import NotSaved, Saved, Store
from articles.article import Article, Block, Part, compose
from articles.known import KnownArticle
from articles.library import Library
from articles.places import Place
from articles.translation.translation import Translation
from tui.origin import Origin
from tui.reading import Reading
from tui.screens.notes_list import NotesList
from tui.screens.reader import finding
from tui.screens.reader.pane import EnglishArrived
from tui.settings import Directories, Settings

NAMED = {"\t": "tab", "\r": "enter", "\x13": "ctrl+s", "/": "slash", " ": "space", "'": "apostrophe"}


async def press_together(reader: Reader, text: str) -> None:
    """Let keys arrive in one packet, as they do on a slow link, and wait until all are done."""
    for sign in text:
        reader.app.post_message(Key(NAMED.get(sign, sign), sign))
    for _ in range(200):
        await reader.pilot.pause(0.01)
        if not reader.app.keys_waiting:
            break
    await reader.pilot.pause(0.05)


async def test_what_is_typed_behind_a_dialogs_key_goes_into_the_dialog(open_reader: Open) -> None:
    async with open_reader() as reader:
        await press_together(reader, "axuh\x13")
        assert reader.notes == [("Ein Anfang.", "xuh", (), "")]


async def test_keys_typed_at_once_go_from_field_to_field(open_reader: Open) -> None:
    async with open_reader() as reader:
        await press_together(reader, "anotiz\ttag\t3\x13j")
        assert reader.notes == [("Ein Anfang.", "notiz", ("tag",), "blue")]
        assert reader.screen.reading.session.index == 1


async def test_a_search_typed_at_once_is_searched_and_what_follows_is_a_command(open_reader: Open) -> None:
    async with open_reader() as reader:
        await press_together(reader, "/katze\rk")
        assert reader.screen.reading.session.query == "katze"
        assert reader.quote == TEXT[1]


@pytest.fixture
def slow_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each turn of a search cover a few words, and only the test call for the next."""
    monkeypatch.setattr(articles.search, "STRETCH", 16)
    monkeypatch.setattr(finding, "_FIRST_TURN", 0.0)
    monkeypatch.setattr(finding, "_TURN", 0.0)
    monkeypatch.setattr(finding, "_PAUSE", 3600.0)


async def search_to_the_end(reader: Reader) -> None:
    while reader.screen.reading.session.searching:
        reader.screen._search_on()
    await reader.pilot.pause()


@pytest.mark.usefixtures("slow_search")
async def test_a_long_search_shows_what_it_has_found_and_lets_keys_have_their_turn(open_reader: Open) -> None:
    async with open_reader(*[f"Hier ist die {number}. Straße." for number in range(1, 41)]) as reader:
        session = reader.screen.reading.session
        await press_together(reader, "jjjj/strasse\r")
        while len(session.matches) < 3:
            reader.screen._search_on()
        await reader.press("n")
        assert reader.message == "“strasse”: match 2 of 3 …"
        await search_to_the_end(reader)
        assert (len(session.matches), session.index) == (40, 5)
        assert reader.message == "“strasse”: match 6 of 40"


@pytest.mark.usefixtures("slow_search")
async def test_a_search_that_finds_late_does_not_take_the_reader_along(open_reader: Open) -> None:
    async with open_reader(*["Nichts."] * 60, "Ein Elefant.") as reader:
        session = reader.screen.reading.session
        await press_together(reader, "/elefant\r")
        assert reader.message == "“elefant” is being looked for …"
        await reader.press("j")
        await search_to_the_end(reader)
        assert (session.index, len(session.matches)) == (1, 1)
        await reader.press("n")
        assert reader.quote == "Elefant"


@pytest.mark.usefixtures("slow_search")
async def test_a_new_search_ends_the_one_that_goes_on(open_reader: Open) -> None:
    async with open_reader(*["Ein Elefant."] * 20, "Eine Maus.") as reader:
        await press_together(reader, "/elefant\r/maus\r")
        await search_to_the_end(reader)
        assert reader.message == "“maus”: match 1 of 1"


async def test_a_filter_typed_at_once_deletes_nothing(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("h")
        await press_together(reader, "l/xfoo")
        assert isinstance(reader.app.screen, NotesList)
        assert reader.app.screen.query_one("#filter", Input).value == "xfoo"
        assert len(reader.notes) == 1


async def test_an_export_never_replaces_the_article_or_its_notes(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("h")
        for own in (reader.path, reader.sidecar):
            before = own.read_bytes()
            await reader.press("E", "enter")
            reader.app.screen.query_one("#path", Input).value = str(own)
            await reader.press("enter")
            assert "choose another name" in reader.message
            assert own.read_bytes() == before


async def test_a_draft_whose_note_was_saved_after_all_is_not_offered(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.sidecar.mkdir()
        await reader.press("a")
        await reader.type("doch noch")
        await reader.press("ctrl+s")
        reader.sidecar.rmdir()
        await reader.press("j", "h")
        assert reader.message == "Highlighted in yellow, saved."
        reading = reader.screen.reading
        assert reading.drafts.left(reading.workbook.placement.annotations) == []


async def test_undo_in_the_list_goes_to_what_came_back(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("h", "j", "h", "j", "h", "l")
        await reader.press("x", "u", "enter")
        assert reader.quote == TEXT[2]


async def test_a_note_that_cannot_be_saved_is_kept_elsewhere_on_leaving(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.sidecar.mkdir()
        await reader.press("a")
        await reader.type("wichtig")
        await reader.press("ctrl+s")
        assert reader.message.startswith("Not saved:")
        sentence = reader.app.put_away()
        rescued = list((reader.directories.data / "rescued").iterdir())
        assert str(rescued[0]) in sentence
        assert "wichtig" in rescued[0].read_text("utf-8")
        assert len(reader.screen.reading.drafts.load(str(reader.path))) == 1


async def test_a_note_is_kept_among_temporary_files_where_nothing_else_can_be_written(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with open_reader() as reader:
        reader.sidecar.mkdir()
        reader.directories.data.mkdir(exist_ok=True)
        (reader.directories.data / "rescued").write_text("")
        await reader.press("h")
        sentence = reader.app.put_away()
        (rescued,) = tmp_path.glob("lesart-*/*.json")
        assert str(rescued) in sentence
        assert stat.S_IMODE(rescued.parent.stat().st_mode) == 0o700


async def test_a_digit_typed_just_before_leaving_still_highlights(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("2", "ctrl+q")
        assert reader.notes == [("Ein Anfang.", "", (), "green")]


async def test_a_note_deleted_elsewhere_while_the_list_is_open_does_no_harm(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("h", "l")
        page = json.loads(reader.sidecar.read_text("utf-8"))
        page["items"] = []
        reader.sidecar.write_text(json.dumps(page), "utf-8")
        reader.screen.reading.workbook.refresh()
        await reader.press("x")
        assert isinstance(reader.app.screen, NotesList)
        await reader.press("escape")
        assert reader.notes == []


async def test_a_note_changed_elsewhere_while_it_is_edited_stays_as_an_earlier_version(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("a")
        await reader.type("Anfang")
        await reader.press("ctrl+s", "e")
        workbook = reader.screen.reading.workbook
        (here,) = workbook.placement.annotations.values()
        other = Store(reader.sidecar, ArticleFacts())
        other.load()
        other.apply([Change(here, replace(here, note="anderswo", tags=("neu",)))])
        assert workbook.refresh()
        await reader.type(" hier")
        await reader.press("ctrl+s")
        assert [(note, tags) for _, note, tags, _ in reader.notes] == [("Anfang hier", ("neu",))]
        (merged,) = workbook.placement.annotations.values()
        assert [version.note for version in merged.earlier] == ["anderswo"]
        assert reader.message.endswith("It was changed elsewhere, too; X shows the version that lost.")
        await reader.press("j", "k", "h", "escape")
        assert "elsewhere" not in reader.message


async def test_a_version_that_loses_behind_a_dialog_is_told_of_when_it_closes(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("h", "l")
        workbook = reader.screen.reading.workbook
        (here,) = workbook.placement.annotations.values()
        for note in ("eins", "zwei"):
            workbook.edit(here, note=note, tags=(), colour=here.colour)
        assert workbook.lost == 1
        reader.screen._look_for_others()
        await reader.press("q")
        assert reader.message.endswith("It was changed elsewhere, too; X shows the version that lost.")


async def test_the_position_is_written_after_every_pause(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.reader.base.PLACE_SAVED_AFTER", 0.01)
    async with open_reader() as reader:
        library = Library(reader.directories.data)
        offsets = []
        for _ in range(2):
            await reader.press("j")
            await reader.pilot.pause(0.1)
            known = library.get(str(reader.path))
            offsets.append(known.place.offset if known else 0)
        assert 0 < offsets[0] < offsets[1]


async def test_a_selection_reaches_to_where_a_jump_goes(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("v", "G")
        assert reader.quote == reader.screen.reading.article.text


def test_marks_are_kept_when_a_large_article_is_moved_in_before_it_is_read(
    tmp_path: Path, directories: Directories
) -> None:
    path, whole = tmp_path / "lang.txt", "\n\n".join(TEXT)
    path.write_text(whole, "utf-8")
    place = Place(whole.index(TEXT[2]), TEXT[2])
    Library(directories.data).remember(KnownArticle(str(path), place=place, marks={"k": place}))
    head = Article("lang", compose(Block("paragraph", text) for text in TEXT[:2]), source=str(path), part=Part())
    reading = Reading(head, Origin(str(path), path), Settings(engine="none"), directories)
    reading.session.forward("paragraph")
    reading.complete(*reading.read_whole())
    assert reading.session.marks == {"k": place.offset}
    assert reading.session.index == 1
    reading.whereabouts.save()
    known = Library(directories.data).get(str(path))
    assert known is not None
    assert known.marks["k"].offset == place.offset


def test_a_large_article_opens_where_it_was_left(tmp_path: Path, directories: Directories) -> None:
    path, whole = tmp_path / "lang.txt", "\n\n".join(TEXT)
    path.write_text(whole, "utf-8")
    place = Place(whole.index(TEXT[2]), TEXT[2])
    Library(directories.data).remember(KnownArticle(str(path), place=place))
    head = Article("lang", compose(Block("paragraph", text) for text in TEXT[:2]), source=str(path), part=Part())
    reading = Reading(head, Origin(str(path), path), Settings(engine="none"), directories)
    reading.complete(*reading.read_whole())
    assert reading.session.quote == TEXT[2]


async def test_paging_through_a_long_paragraph_takes_the_cursor_along(open_reader: Open) -> None:
    sentences = [f"Satz {number} steht hier." for number in range(200)]
    async with open_reader(" ".join(sentences)) as reader:
        await reader.press("space")
        first = reader.quote
        await reader.press("space")
        second = reader.quote
        assert 0 < sentences.index(first) < sentences.index(second)
        await reader.press("s")
        assert sentences.index(reader.quote) == sentences.index(second) + 1
        assert any(reader.quote[:6] in row for row in reader.rows())


async def test_focus_mode_pages_through_a_long_paragraph(open_reader: Open) -> None:
    async with open_reader("Wort " * 400 + "Schluss.", "Danach.", size=(40, 12)) as reader:
        await reader.press("z")
        for _ in range(40):
            if "Schluss." in "\n".join(reader.rows()):
                break
            await reader.press("space")
        assert "Schluss." in "\n".join(reader.rows())
        await reader.press("space")
        assert "Danach." in "\n".join(reader.rows())


async def test_annotations_that_begin_together_are_all_visited(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "h", "w", "h", "k", "k", "full_stop")
        seen = [reader.quote]
        await reader.press("full_stop")
        seen.append(reader.quote)
        await reader.press("comma")
        seen.append(reader.quote)
    assert [len(quote.split()) for quote in seen] == [9, 1, 9]


async def test_the_first_words_annotation_is_found_from_the_first_paragraph(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("w", "h", "k", "full_stop")
        assert reader.quote == "Ein"


async def test_the_same_words_elsewhere_do_not_get_the_draft(open_reader: Open) -> None:
    async with open_reader("Es war so.", "Mitte.", "Es war so. Und so.") as reader:
        await reader.press("s", "a")
        await reader.type("hier")
        await reader.press("escape", "G", "s", "a")
        field = reader.app.screen.query_one("#note")
        assert getattr(field, "text", None) == ""


async def test_a_draft_that_was_emptied_is_gone(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("a", "x", "escape")
        assert len(reader.screen.reading.drafts.load(str(reader.path))) == 1
        await reader.press("a", "backspace", "escape")
        assert reader.screen.reading.drafts.load(str(reader.path)) == []


async def test_a_draft_is_kept_until_its_note_is_saved(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_reader() as reader:
        reading = reader.screen.reading
        store, kept = reading.workbook.store, list[str]()

        def save(changes: Iterable[Change], **options: Any) -> Saved | NotSaved:
            kept.extend(draft.text for draft in reading.drafts.load(str(reader.path)))
            return Store.apply(store, changes, **options)

        monkeypatch.setattr(store, "apply", save)
        await reader.press("a")
        await reader.type("wichtig")
        await reader.press("ctrl+s")
        assert kept == ["wichtig"]
        assert reading.drafts.load(str(reader.path)) == []


async def test_the_draft_of_a_note_that_was_saved_just_before_a_crash_is_not_offered(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("a")
        await reader.type("fertig")
        await reader.press("ctrl+s")
        reading = reader.screen.reading
        (saved,) = reading.workbook.placement.annotations.values()
        reading.drafts.save(Draft(str(reader.path), saved.selectors, "fertig"))
        reading.drafts.save(Draft(str(reader.path), saved.selectors, "anders", annotation_id="urn:uuid:9"))
        left = reading.drafts.left(reading.workbook.placement.annotations)
        assert [draft.text for draft in left] == ["anders"]


async def test_an_untouched_note_is_not_changed_by_opening_it(open_reader: Open) -> None:
    async with open_reader() as reader:
        workbook = reader.screen.reading.workbook
        workbook.annotate(reader.screen.reading.article.blocks[0].span, note="  x ", tags=("a,b", "#c"))
        await reader.press("e", "ctrl+s")
        assert reader.message == "Nothing was changed."
        assert reader.notes == [("Ein Anfang.", "  x ", ("a,b", "#c"), "")]


async def test_several_pasted_lines_in_a_one_line_note_are_all_kept(open_reader: Open) -> None:
    async with open_reader(size=(60, 12)) as reader:
        await reader.press("a")
        reader.app.post_message(Paste("eins\nzwei\ndrei"))
        await reader.pilot.pause()
        await reader.press("enter")
        assert reader.notes[0][1] == "eins zwei drei"


@pytest.mark.parametrize("name", ["~niemand-dieses-namens/x.md", "x" * 300, "/gibt/es/nicht/x.md"])
async def test_an_impossible_export_path_gets_a_sentence(open_reader: Open, name: str) -> None:
    async with open_reader() as reader:
        await reader.press("h", "E", "enter")
        reader.app.screen.query_one("#path").value = name  # type: ignore[attr-defined]
        await reader.press("enter")
        assert "file" in reader.message or "written" in reader.message


async def test_export_works_where_the_working_directory_is_gone(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "weg"
    gone.mkdir()
    monkeypatch.chdir(gone)
    os.rmdir(gone)
    async with open_reader() as reader:
        await reader.press("h", "E", "escape")
        assert reader.app.is_running


async def test_another_width_is_kept_for_the_next_article(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("plus", "L", "slash")
        await reader.type("Brot\n")
        assert reader.screen.text_width == 76


async def test_every_row_of_a_list_is_shown_when_it_opens_on_the_last(open_reader: Open) -> None:
    async with open_reader() as reader:
        for key in ("h", "j", "h", "j", "h"):
            await reader.press(key)
        await reader.press("l")
        shown = "\n".join(reader.rows())
        assert all(text in shown for text in ("Ein Anfang", "Der Hund", "Es regnet"))


@pytest.mark.parametrize("size", [(80, 24), (120, 24)])
async def test_english_that_arrives_does_not_move_the_line_being_read(
    open_reader: Open, size: tuple[int, int]
) -> None:
    async with open_reader(*[f"Absatz {number}. Kurz." for number in range(30)], size=size) as reader:
        await reader.press("t", "space", "j", "j")
        line = next(y for y, row in enumerate(reader.rows()) if row.lstrip().startswith("▌"))
        text = reader.rows()[line]
        here = reader.screen.reading.session.index
        for index in range(here - 4, here + 2):
            answer = Translation("A rather long English text. " * 12, "engine", "google", "", "", "")
            reader.screen.post_message(EnglishArrived(index, answer))
            await reader.pilot.pause()
            assert reader.rows()[line][:40] == text[:40]


async def test_an_empty_article_says_so_and_takes_every_key(open_reader: Open) -> None:
    async with open_reader(article=Article("Leer", ())) as reader:
        assert reader.message == "This article has no text."
        for key in (
            "j",
            "k",
            "s",
            "b",
            "space",
            "G",
            "5",
            "g",
            "v",
            "h",
            "a",
            "e",
            "x",
            "u",
            "t",
            "z",
            "y",
            "plus",
        ):
            await reader.press(key)
        assert reader.app.is_running
        assert reader.notes == []


def test_a_fault_of_the_notes_is_told_before_what_is_told_of_the_article(
    tmp_path: Path, directories: Directories
) -> None:
    path = tmp_path / "seite.html"
    path.with_name("seite.html.annotations.json").write_text("{")
    article = Article("Titel", compose([Block("paragraph", "Text")]), source=str(path), notice="Nur ein Teil.")
    reading = Reading(article, Origin(str(path), path), Settings(engine="none"), directories)
    assert reading.notice == "Nur ein Teil."
    reading.workbook.open()
    assert "cannot be read" in reading.notice
