"""Keys of the reader's own."""

import pytest
from support.reader import Open
from textual.keys import Keys, _character_to_key

from articles.translation.translation import Untranslated
from tui.commands import BY_ID, COMMANDS, USUAL_KEYMAP, Keymap, keys_as_markdown, keys_as_text, shown_key
from tui.configuration.keymap import read_keymap
from tui.keynames import SIGNS, key_named
from tui.screens.help import Help
from tui.settings import Settings

TEXTUALS = {key.value for key in Keys}


def refused(table: dict[str, object]) -> list[str]:
    """Return what is said about a table whose lines are counted from 1."""
    ids = list(table)
    return [f"{line}: {sentence}" for line, sentence in read_keymap(table, lambda one: ids.index(one) + 1)[1]]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("j", "j"), ("J", "J"), ("ä", "ä"), ("ß", "ß"), ("5", "5"), (".", "full_stop"), (":", "colon"),
        (",", "comma"), ("comma", "comma"), ("space", "space"), ("PgDn", "pagedown"), ("page-down", "pagedown"),
        ("ctrl+d", "ctrl+d"), ("Ctrl-D", "ctrl+d"), ("strg+d", "ctrl+d"), ("Shift-Tab", "shift+tab"),
        ("shift+j", "J"), ("F5", "f5"), ("↓", "down"), ("esc", "escape"), ("return", "enter"), ("-", "minus"),
        ("ctrl+i", "tab"), ("alt+x", "alt+x"), ("ctrl+shift+left", "ctrl+shift+left"), (" j ", "j"),
    ],
)  # fmt: skip
def test_keys_are_understood_as_people_write_them(written: str, key: str) -> None:
    assert key_named(written) == key


@pytest.mark.parametrize(
    "written", ["", "jj", "ctrl+", "ctrl+5", "f99", "hyper+x", "pagedwn", "\x1b", "\u200b", "+j"]
)
def test_what_is_no_key_is_refused(written: str) -> None:
    assert key_named(written) == ""


def test_keys_have_the_names_that_textual_gives_them() -> None:
    typed = [chr(code) for code in range(33, 127)] + list("äöüßÄÖÜ§°´€")
    assert {sign: key_named(sign) for sign in typed} == {sign: _character_to_key(sign) for sign in typed}
    names = [
        "pageup",
        "insert",
        "delete",
        "backspace",
        "f1",
        "f24",
        "shift+tab",
        "ctrl+home",
        "shift+up",
        "ctrl+z",
    ]
    assert {key_named(name) for name in names} <= TEXTUALS


def test_every_key_can_be_written_as_it_is_shown() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    keys += ["tab", "shift+tab", "f5", "insert", "ctrl+left", *SIGNS.values()]
    assert {key: key_named(shown_key(key)) for key in keys} == {key: key for key in keys}


def test_keys_are_a_text_or_a_list() -> None:
    table: dict[str, object] = {"undo": "U, f2", "redo": ["f3", ","], "previous-annotation": [], "copy": "Y f4"}
    keymap, wrong = read_keymap(table, lambda one: 1)
    assert wrong == []
    assert keymap.by_id["undo"].keys == ("U", "f2")
    assert keymap.by_id["redo"].keys == ("f3", "comma")
    assert keymap.by_id["previous-annotation"].keys == ()
    assert keymap.by_id["copy"].keys == ("Y", "f4")
    assert keymap.by_id["help"] == BY_ID["help"]


@pytest.mark.parametrize(
    ("table", "sentences"),
    [
        ({"nxet-match": "f"}, ["1: there is no command “nxet-match”; did you mean next-match?"]),
        ({"undo": "pagedwn"}, ["1: undo: “pagedwn” is no key", "Did you mean pagedown?"]),
        ({"undo": 3}, ['1: undo needs keys, as in "j, down" or ["j", "down"]']),
        ({"undo": [3]}, ["1: undo needs keys"]),
        ({"undo": "n"}, ["1: undo: n is the key of next-match"]),
        ({"undo": "f2", "redo": "f2"}, ["2: redo: f2 is the key of undo".replace("f2 is", "F2 is")]),
        ({"undo": "ctrl+c"}, ["1: undo: Ctrl-c cannot be given another meaning."]),
        ({"undo": "ctrl+q"}, ["1: undo: Ctrl-q cannot be given another meaning."]),
    ],
)
def test_what_cannot_be_is_refused_with_its_line_and_the_usual_keys_stay(
    table: dict[str, object], sentences: list[str]
) -> None:
    said = " ".join(refused(table))
    assert all(sentence in said for sentence in sentences)
    keymap, _ = read_keymap(table, lambda one: 1)
    assert keymap.by_id[list(table)[-1] if "redo" in table else "undo"].keys in (("u",), ("ctrl+r",))


def test_a_key_can_be_taken_from_a_command_that_gets_another() -> None:
    assert refused({"next-paragraph": "n", "next-match": "f"}) == []


def test_an_entry_that_relied_on_a_refused_one_is_refused_too() -> None:
    said = refused({"next-paragraph": "n", "next-match": "q"})
    assert [sentence.partition(":")[0] for sentence in said] == ["1", "2"]
    keymap, _ = read_keymap({"next-paragraph": "n", "next-match": "q"}, lambda one: 1)
    assert keymap == Keymap.of({})


@pytest.mark.parametrize("value", ["Q", [], "ctrl+q"])
def test_ctrl_q_always_quits(value: object) -> None:
    keymap, wrong = read_keymap({"quit": value}, lambda one: 1)
    assert wrong == []
    assert "ctrl+q" in keymap.by_id["quit"].keys


CHANGED = Keymap.of(
    {"next-paragraph": ("n", "down"), "next-match": ("f",), "help": ("f1",), "highlight-yellow": ("6",)}
    | {"quit": ("ctrl+q",), "first-paragraph": ("p",), "palette": ("f2",), "half-page-up": ("ctrl+p",), "redo": ()}
)
SETTINGS = Settings(engine="none", keymap=CHANGED)


async def test_commands_are_done_by_their_new_keys_and_not_by_the_old(open_reader: Open) -> None:
    async with open_reader(settings=SETTINGS) as reader:
        await reader.press("j")
        assert reader.quote == "Ein Anfang."
        await reader.press("n")
        assert reader.quote.startswith("Der Hund")
        await reader.press("1", "6")
        await reader.pilot.pause(0.5)
        assert [colour for *_, colour in reader.notes] == []
        await reader.press("6", "n")
        assert [colour for *_, colour in reader.notes] == ["yellow"]
        await reader.press("4", "p")
        assert reader.quote.startswith("Am Ende")
        await reader.press("ctrl+p")
        assert reader.app.screen is reader.screen


async def test_hints_help_and_palette_show_the_new_keys(open_reader: Open) -> None:
    async with open_reader(settings=SETTINGS) as reader:
        assert reader.message.startswith("n paragraph  s sentence")
        assert "F1 help" in reader.message
        await reader.press("f1")
        assert isinstance(reader.app.screen, Help)
        await reader.pilot.pause()
        assert any("n ↓" in row and "Go to the next paragraph." in row for row in reader.rows())
        await reader.press("f1", "f2")
        await reader.type("next par")
        await reader.app.workers.wait_for_complete()
        await reader.press("enter")
        await reader.pilot.pause()
        assert reader.quote.startswith("Der Hund")


async def test_sentences_name_the_new_keys(open_reader: Open) -> None:
    keymap = Keymap.of({"search": ("f3",), "undo": ("U",), "select": ("f4",)})
    async with open_reader(settings=Settings(engine="none", keymap=keymap)) as reader:
        await reader.press("n")
        assert reader.message == "There are no matches; F3 searches."
        await reader.press("h", "x")
        assert reader.message == "Deleted the highlight „Ein Anfang.“; U brings it back."
        await reader.press("f4")
        assert reader.message.endswith("F4 end")


async def test_the_english_pane_names_the_new_key(open_reader: Open) -> None:
    settings = Settings(engine="none", keymap=Keymap.of({"reveal": ("f4",)}))
    async with open_reader(settings=settings) as reader:
        reader.screen.reading.pane.answered(0, Untranslated("No network.", retryable=True))
        assert reader.screen.reading.pane.english(0).text == "No network. F4 tries again."


async def test_a_key_of_textuals_own_can_be_taken(open_reader: Open) -> None:
    settings = Settings(engine="none", keymap=Keymap.of({"next-paragraph": ("tab",)}))
    async with open_reader(settings=settings) as reader:
        await reader.press("tab")
        assert reader.quote.startswith("Der Hund")


def test_keys_are_printed_with_a_mark_at_those_that_are_changed() -> None:
    printed = keys_as_text(CHANGED).splitlines()
    assert any(row.startswith("* n ↓ ") and "next-paragraph" in row for row in printed)
    assert any(row.startswith("* (no key)") and "redo" in row for row in printed)
    assert any(row.startswith("  k ↑") for row in printed)
    assert "*" not in keys_as_text(USUAL_KEYMAP)
    assert "`j` `↓`" in keys_as_markdown()
