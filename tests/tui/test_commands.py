"""Every command by its key, and the registry behind keys, help, palette and README."""

import json
from pathlib import Path

import pytest
from support.reader import Open, Reader
from textual.events import Key
from textual.keys import Keys

from articles.article import Article, Block, compose
from tui.app import LesartApp
from tui.commands import BY_ID, COMMANDS, keys_as_markdown, keys_as_text
from tui.drawing.page import Line
from tui.drawing.painting import Pieces, Scene, paint
from tui.opening.article import open_source
from tui.reading import Reading
from tui.screens.dialog import Confirm
from tui.screens.export_dialog import ExportDialog
from tui.screens.help import Help
from tui.screens.library import LibraryScreen
from tui.screens.lists import Chooser
from tui.screens.note_editor import NoteEditor
from tui.screens.notes_list import NotesList
from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories, Settings
from tui.widgets.status_line import StatusLine

HUND = "Der Hund bellt. Die Katze schläft auf der Straße."


def test_ids_and_keys_are_unique() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(BY_ID) == len(COMMANDS)
    assert len(set(keys)) == len(keys)


def test_every_key_is_one_that_textual_knows() -> None:
    known = {key.value for key in Keys} | {
        "slash", "question_mark", "colon", "full_stop", "comma", "plus", "minus", "apostrophe", "space",
    }  # fmt: skip
    assert all(len(key) == 1 or key in known for command in COMMANDS for key in command.keys)


def test_no_key_needs_altgr_on_a_german_keyboard() -> None:
    for command in COMMANDS:
        assert not set("[]{}\\@~|") & set("".join(key for key in command.shown_keys if len(key) == 1))


def test_every_command_has_an_action() -> None:
    assert [command.id for command in COMMANDS if not hasattr(ReaderScreen, f"action_{command.action}")] == []


def test_the_readme_shows_the_registry() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    assert keys_as_markdown() in readme.read_text("utf-8")


def test_keys_are_printed_in_groups() -> None:
    text = keys_as_text()
    assert text.startswith("Move\n")
    assert "Ctrl-r" in text
    assert len(text.splitlines()) > len(COMMANDS)


MOTIONS = [
    ("next-paragraph", ["j"], HUND),
    ("next-paragraph", ["down", "down"], "Es regnet seit Tagen."),
    ("previous-paragraph", ["G", "k"], "Es regnet seit Tagen."),
    ("next-sentence", ["j", "s", "s"], "Die Katze schläft auf der Straße."),
    ("previous-sentence", ["j", "j", "S"], "Die Katze schläft auf der Straße."),
    ("next-word", ["j", "w", "right"], "Hund"),
    ("previous-word", ["j", "b", "left"], "Ein"),
    ("first-paragraph", ["G", "g"], "Ein Anfang."),
    ("first-paragraph", ["3", "g"], "Es regnet seit Tagen."),
    ("last-paragraph", ["G"], "Am Ende scheint die Sonne. Alle gehen hinaus."),
    ("last-paragraph", ["end"], "Am Ende scheint die Sonne. Alle gehen hinaus."),
    ("set-mark", ["j", "m", "a", "G", "apostrophe", "a"], HUND),
    ("back", ["j", "G", "ctrl+o"], HUND),
    ("select", ["j", "w", "v", "w"], "Der Hund"),
    ("search", ["slash", *"strasse", "enter"], "Straße"),
    ("next-match", ["slash", *"der", "enter", "n"], "der"),
    ("previous-match", ["slash", *"der", "enter", "N", "N"], "Der"),
    ("page-down", ["space"], "Am Ende scheint die Sonne. Alle gehen hinaus."),
]


@pytest.mark.parametrize(("command", "keys", "quote"), MOTIONS)
async def test_motion(open_reader: Open, command: str, keys: list[str], quote: str) -> None:
    async with open_reader() as reader:
        await reader.press(*keys)
        assert reader.quote == quote


async def test_pages_go_on_and_back(open_reader: Open) -> None:
    async with open_reader(*[f"Absatz {number}." for number in range(60)], size=(80, 22)) as reader:
        seen = []
        for key in ("space", "pagedown", "pageup", "ctrl+d", "ctrl+u"):
            await reader.press(key)
            seen.append(reader.quote)
    assert seen == ["Absatz 10.", "Absatz 20.", "Absatz 10.", "Absatz 15.", "Absatz 10."]


async def test_lines_scroll_and_the_cursor_stays_while_it_is_shown(open_reader: Open) -> None:
    async with open_reader(*[f"Absatz {number}." for number in range(60)], size=(80, 22)) as reader:
        await reader.press("j")
        top, seen = [], []
        for key in ("ctrl+e", "ctrl+e", "ctrl+e", "ctrl+e", "ctrl+y", "ctrl+y"):
            await reader.press(key)
            top.append(reader.rows()[0].split()[-1:])
            seen.append(reader.quote)
    assert top == [[], ["1."], [], ["2."], [], ["1."]]
    assert seen == ["Absatz 1.", "Absatz 1.", "Absatz 2.", "Absatz 2.", "Absatz 2.", "Absatz 2."]


async def test_scrolling_back_takes_the_cursor_along_at_the_lower_edge(open_reader: Open) -> None:
    async with open_reader(*[f"Absatz {number}." for number in range(60)], size=(80, 22)) as reader:
        await reader.press("space", *["j"] * 9, "w", "ctrl+y", "ctrl+y")
        assert reader.quote == "Absatz"
        assert "Absatz 18." in reader.rows()[18]


async def test_scrolling_ends_with_the_article(open_reader: Open) -> None:
    async with open_reader(*[f"Absatz {number}." for number in range(12)], size=(80, 22)) as reader:
        await reader.press(*["ctrl+e"] * 30)
        assert "Absatz 11." in reader.rows()[18]
        await reader.press(*["ctrl+y"] * 30)
        assert "Absatz 0." in reader.rows()[0]


async def test_keys_that_arrive_together_are_painted_as_few(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[Line] = []

    def paint_and_count(scene: Scene, line: Line) -> Pieces:
        painted.append(line)
        return paint(scene, line)

    async with open_reader(*[f"Absatz {number}." for number in range(60)], size=(80, 22)) as reader:
        monkeypatch.setattr("tui.widgets.reading_view.paint", paint_and_count)
        for _ in range(40):
            reader.app.post_message(Key("j", "j"))
        await reader.pilot.pause()
        assert reader.quote == "Absatz 40."
        assert len(painted) <= 20 * 10


async def test_digits_before_g_are_a_number_and_nothing_else(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("4", "g")
        assert reader.quote == "Am Ende scheint die Sonne. Alle gehen hinaus."
        assert not reader.sidecar.exists()


async def test_a_digit_highlights_without_another_key(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reader.moving.DIGITS_WAIT", 0.01)
    async with open_reader() as reader:
        await reader.pilot.press("2")
        for _ in range(500):
            if not reader.notes:
                await reader.pilot.pause(0.01)
        assert reader.notes == [("Ein Anfang.", "", (), "green")]


async def test_keys_that_arrive_together_mean_the_same_as_one_by_one(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("h")
        for key, sign in (("m", "m"), ("x", "x"), ("3", "3"), ("g", "g"), ("apostrophe", "'"), ("x", "x")):
            reader.app.post_message(Key(key, sign))
        await reader.pilot.pause()
        await reader.pilot.pause()
        assert reader.quote == "Ein Anfang."
        assert len(reader.notes) == 1
        assert reader.screen.reading.session.marks == {"x": 0}


@pytest.mark.parametrize(
    ("key", "colour"),
    [("h", "yellow"), ("1", "yellow"), ("2", "green"), ("3", "blue"), ("4", "pink"), ("5", "purple")],
)
async def test_highlight_is_on_the_disk(open_reader: Open, key: str, colour: str) -> None:
    async with open_reader() as reader:
        await reader.press("j", "w", key, "escape")
        saved = json.loads(reader.sidecar.read_text("utf-8"))["items"]
        assert [one["target"]["styleClass"] for one in saved] == [colour]
        assert reader.notes == [("Der", "", (), colour)]


async def test_highlighting_again_changes_the_colour(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("1", "escape", "5", "escape")
        assert reader.notes == [("Ein Anfang.", "", (), "purple")]
        await reader.press("h")
        assert "already" in reader.message


async def test_note_with_tags_and_colour(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "s", "a")
        await reader.type("Lauter Hund\nzweite Zeile")
        await reader.press("tab")
        await reader.type("Tier, #laut, Tier")
        await reader.press("tab", "3", "ctrl+s")
        assert reader.notes == [("Der Hund bellt.", "Lauter Hund\nzweite Zeile", ("Tier", "laut"), "blue")]
        assert reader.message == "Saved."
        await reader.press("w")
        assert reader.message.startswith("◆ Lauter Hund zweite Zeile #Tier #laut")


async def test_enter_in_the_tags_saves(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("a", "tab")
        await reader.type("neu\n")
        assert reader.notes == [("Ein Anfang.", "", ("neu",), "")]


async def test_on_a_low_screen_the_note_is_one_line_that_enter_saves(open_reader: Open) -> None:
    async with open_reader(size=(40, 12)) as reader:
        await reader.press("a")
        await reader.type("kurz\n")
        assert reader.notes == [("Ein Anfang.", "kurz", (), "")]


async def test_escape_keeps_what_was_typed_as_a_draft(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("a")
        await reader.type("halb")
        await reader.press("escape")
        assert reader.notes == []
        assert "draft" in reader.message
        await reader.press("a")
        await reader.type(" fertig")
        await reader.press("ctrl+s")
        assert reader.notes == [("Ein Anfang.", "halb fertig", (), "")]
        assert reader.screen.reading.drafts.load(str(reader.path)) == []


async def test_quitting_while_a_note_is_typed_keeps_the_draft(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("a")
        await reader.type("halb")
        await reader.press("ctrl+q")
    async with open_reader() as reader:
        assert isinstance(reader.app.screen, Confirm)
        await reader.press("y")
        assert isinstance(reader.app.screen, NoteEditor)
        await reader.press("ctrl+s")
        assert reader.notes == [("Ein Anfang.", "halb", (), "")]


async def test_edit_and_delete_and_undo_and_redo(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("1", "e")
        await reader.type("neu")
        await reader.press("ctrl+s")
        assert reader.notes == [("Ein Anfang.", "neu", (), "yellow")]
        await reader.press("x")
        assert reader.notes == []
        await reader.press("u", "u")
        assert reader.notes == [("Ein Anfang.", "", (), "yellow")]
        await reader.press("ctrl+r")
        assert reader.notes == [("Ein Anfang.", "neu", (), "yellow")]


async def test_undo_reaches_the_disk(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("1", "u")
        assert json.loads(reader.sidecar.read_text("utf-8"))["items"] == []


async def test_undo_and_redo_reach_behind_a_restart(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("1", "e")
        await reader.type("neu")
        await reader.press("ctrl+s", "x")
    async with open_reader() as reader:
        await reader.press("u", "u")
        assert reader.message == "Undone: edit."
        assert reader.notes == [("Ein Anfang.", "", (), "yellow")]
    async with open_reader() as reader:
        await reader.press("ctrl+r")
        assert reader.notes == [("Ein Anfang.", "neu", (), "yellow")]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (["u"], "There is nothing to undo."),
        (["ctrl+r"], "There is nothing to redo."),
        (["R"], "All notes are in their places."),
        (["e"], "There is no annotation here; . goes to the next one."),
        (["x"], "There is no annotation here; . goes to the next one."),
        (["full_stop"], "There is no annotation behind here."),
        (["comma"], "There is no annotation before here."),
        (["n"], "There are no matches; / searches."),
        (["N"], "There are no matches; / searches."),
        (["o"], "This article has no headings."),
        (["E"], "There are no notes to export yet."),
        (["apostrophe"], "There are no marks yet; m and a letter sets one."),
        (["ctrl+o"], "No jump to go back from."),
        (["enter"], "The English is off; t shows it."),
        (["G", "j"], "End of the article."),
        (["m", "1"], "A mark is a letter."),
        (["9", "g"], "The article has 4 paragraphs."),
    ],
)
async def test_a_command_without_its_object_says_so(open_reader: Open, keys: list[str], sentence: str) -> None:
    async with open_reader() as reader:
        await reader.press(*keys)
        assert reader.message == sentence


async def test_annotations_are_visited_in_turn(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "w", "1", "j", "2", "home", "full_stop")
        first = reader.quote
        await reader.press("full_stop")
        second = reader.quote
        await reader.press("comma")
        assert [first, second, reader.quote] == ["Der", "Es regnet seit Tagen.", "Der"]


async def test_selection_across_two_paragraphs_is_one_annotation(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("v", "j", "4", "escape")
        assert reader.notes == [(f"Ein Anfang.\n\n{HUND}", "", (), "pink")]


async def annotated(reader: Reader) -> None:
    """Leave three annotations: yellow with a tag, green, blue with a note."""
    await reader.press("1", "e", "tab")
    await reader.type("wichtig\n")
    await reader.press("j", "2", "j", "3", "e")
    await reader.type("Regen")
    await reader.press("ctrl+s")


async def test_list_of_notes_jumps(open_reader: Open) -> None:
    async with open_reader() as reader:
        await annotated(reader)
        await reader.press("g", "l")
        assert isinstance(reader.app.screen, NotesList)
        await reader.press("j", "enter")
        assert reader.quote == HUND


async def test_list_of_notes_searches_and_filters(open_reader: Open) -> None:
    async with open_reader() as reader:
        await annotated(reader)
        await reader.press("l", "slash")
        await reader.type("regen\n")
        assert "Notes  1 of 3" in "\n".join(reader.rows())
        await reader.press("escape", "l", "t")
        assert "Notes  1 of 3  #wichtig" in "\n".join(reader.rows())
        await reader.press("t", "2")
        assert "Notes  1 of 3  green" in "\n".join(reader.rows())
        await reader.press("0")
        assert "Notes  3 of 3" in "\n".join(reader.rows())


async def test_list_of_notes_deletes_undoes_and_edits(open_reader: Open) -> None:
    async with open_reader() as reader:
        await annotated(reader)
        await reader.press("l", "g", "x")
        assert [quote for quote, *_ in reader.notes] == [HUND, "Es regnet seit Tagen."]
        await reader.press("u")
        assert len(reader.notes) == 3
        await reader.press("G", "e")
        assert isinstance(reader.app.screen, NoteEditor)
        await reader.type(" fällt")
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, NotesList)
        assert reader.notes[2][1] == "Regen fällt"


async def test_contents_go_to_a_heading(open_reader: Open) -> None:
    blocks = [Block("paragraph", "Text."), Block("heading", "Oben", level=1), Block("heading", "Unten", level=2)]
    async with open_reader(article=Article("T", compose(blocks))) as reader:
        await reader.press("o")
        assert isinstance(reader.app.screen, Chooser)
        await reader.press("j", "enter")
        assert reader.quote == "Unten"


async def test_english_on_off_and_masked(open_reader: Open) -> None:
    async with open_reader() as reader:
        reader.knows_english(b0="A beginning.", b1="The dog barks.")
        await reader.press("t")
        assert any("A beginning." in row for row in reader.rows())
        await reader.press("T")
        assert not any("A beginning." in row for row in reader.rows())
        await reader.press("enter")
        assert any("A beginning." in row for row in reader.rows())
        assert not any("The dog barks." in row for row in reader.rows())
        await reader.press("T", "t")
        assert not any("dog" in row for row in reader.rows())


async def test_focus_shows_one_paragraph(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("z", "j")
        shown = "\n".join(reader.rows())
        assert "Der Hund" in shown
        assert "Ein Anfang" not in shown
        await reader.press("z")
        assert "Ein Anfang" in "\n".join(reader.rows())


async def test_width_is_changed_and_remembered(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("minus", "minus", "plus")
        assert reader.message == "Width 68."
        assert json.loads(Path(reader.directories.state_file).read_text())["width"] == 68


async def test_theme_is_changed_and_remembered(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("c")
        assert reader.message == "Theme paper."
        assert json.loads(Path(reader.directories.state_file).read_text())["theme"] == "paper"


async def test_copy_goes_to_the_clipboard_and_to_a_file(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "s", "y")
        assert reader.app.clipboard == "Der Hund bellt."
        assert reader.directories.clipboard_file.read_text("utf-8") == "Der Hund bellt."
        assert reader.message.startswith("Copied the text. `lesart clipboard` prints it, from ")


async def test_copy_again_takes_the_note(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "a")
        await reader.type("Stimmt")
        await reader.press("ctrl+s", "y")
        assert reader.app.clipboard == HUND
        assert "y again copies the note" in reader.message
        await reader.press("y")
        assert reader.app.clipboard == "Stimmt"
        assert reader.directories.clipboard_file.read_text("utf-8") == "Stimmt"
        await reader.press("y")
        assert reader.app.clipboard == HUND


async def test_what_is_set_elsewhere_is_changed_for_now_and_that_is_said(
    directories: Directories, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Ein Anfang.\n")
    reading = Reading(*open_source(str(tmp_path / "a.txt")), Settings(engine="none"), directories)
    app = LesartApp(Settings(engine="none"), directories, reading, lasting={"theme": "config.toml, line 2"})
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        assert app.theme == "paper"
        said = app.screen.query_one("#message", StatusLine).text.strip()
        assert said == "Theme paper. The next start takes it from config.toml, line 2 again."


async def test_several_problems_are_said_in_one_line(directories: Directories, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ein Anfang.\n")
    reading = Reading(*open_source(str(tmp_path / "a.txt")), Settings(engine="none"), directories)
    app = LesartApp(Settings(engine="none"), directories, reading, problems=("First.", "Second.", "Third."))
    async with app.run_test() as pilot:
        await pilot.pause()
        said = app.screen.query_one("#message", StatusLine).text.strip()
        assert said == "3 settings cannot be used; see `lesart config`. First."


async def test_a_problem_that_has_no_room_begins_with_where_all_of_it_is(
    directories: Directories, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Ein Anfang.\n")
    reading = Reading(*open_source(str(tmp_path / "a.txt")), Settings(engine="none"), directories)
    app = LesartApp(Settings(engine="none"), directories, reading, problems=("Wrong " * 40,))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.screen.query_one("#message", StatusLine).text.startswith(" See `lesart config`. Wrong ")


async def test_export_writes_the_file_and_asks_before_it_overwrites(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader() as reader:
        await reader.press("1", "E")
        assert isinstance(reader.app.screen, ExportDialog)
        await reader.press("enter", "enter")
        assert "Ein Anfang" in (tmp_path / "Titel-notes.md").read_text("utf-8")
        (tmp_path / "Titel-notes.md").write_text("meins")
        await reader.press("E", "enter", "enter", "n")
        assert (tmp_path / "Titel-notes.md").read_text() == "meins"
        await reader.press("E", "enter", "enter", "y")
        assert (tmp_path / "Titel-notes.md").read_text() != "meins"


async def test_help_runs_the_command_under_the_cursor(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("question_mark")
        assert isinstance(reader.app.screen, Help)
        await reader.pilot.pause()
        await reader.press("enter")
        await reader.pilot.pause()
        assert reader.quote == HUND


async def test_library_opens_a_bundled_article(open_reader: Open) -> None:
    async with open_reader() as reader:
        await reader.press("j", "L")
        assert isinstance(reader.app.screen, LibraryScreen)
        await reader.press("slash")
        await reader.type("Brot\n")
        assert reader.screen.reading.article.title == "Brot braucht eine Nacht"


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_palette_finds_paragraphs_and_commands(open_reader: Open, key: str) -> None:
    async with open_reader() as reader:
        await reader.press(key, "3")
        await reader.app.workers.wait_for_complete()
        await reader.press("enter")
        assert reader.quote == "Es regnet seit Tagen."


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quit_leaves(open_reader: Open, key: str) -> None:
    async with open_reader() as reader:
        await reader.press("j", key)
        assert not reader.app.is_running or reader.app._exit
