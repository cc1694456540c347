"""The review: each of its keys, attaching a note to other words, and what is said before and after it."""

from collections.abc import Callable

import pytest
from support.reader import Open, Reader
from textual.events import Key

from annotations.annotation import Annotation
from annotations.workbook import Workbook
from articles.article import Article, Span, compose
from tui.reading import Reading
from tui.screens.notes_list import NotesList
from tui.screens.reader.screen import ReaderScreen
from tui.screens.review import Review
from tui.settings import Settings

ANFANG = "Ein kurzer Anfang, wie ihn niemand vergisst, der ihn einmal gelesen hat."
HUND = "Der Hund bellt laut vor dem alten Haus am Rand der kleinen Stadt."
KATZE = "Die Katze schläft den ganzen Tag auf der warmen Bank hinter dem Ofen."
REGEN = "Seit dem frühen Morgen regnet es. Niemand geht vor die Tür."
OLD = (ANFANG, HUND, KATZE, REGEN)
NEW = (ANFANG.replace("kurzer", "langer"), HUND.replace("laut vor dem alten", "leise vor dem neuen"), REGEN)
QUOTES = ("Ein kurzer Anfang", "laut vor dem alten Haus", KATZE)

Prepare = Callable[..., Workbook]


@pytest.fixture
def prepare(beside: Prepare) -> Prepare:
    """Return a function that leaves notes on quotes of a text beside the article that `open_reader` opens."""

    def leave(*quotes: str, texts: tuple[str, ...] = OLD) -> Workbook:
        workbook = beside(*texts)
        for number, quote in enumerate(quotes, 1):
            start = workbook.article.text.index(quote)
            workbook.annotate(Span(start, start + len(quote)), note=f"Notiz {number}")
        return workbook

    return leave


def by_note(reader: Reader, number: int) -> Annotation:
    annotations = reader.screen.reading.workbook.store.annotations.values()
    return next(one for one in annotations if one.note == f"Notiz {number}")


def seen(reader: Reader) -> str:
    """What the dialog shows, without its frame."""
    return "\n".join(reader.rows())


def in_review(reader: Reader) -> bool:
    return isinstance(reader.app.screen, Review)


async def test_opening_says_how_many_notes_need_a_look(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        assert reader.message == "2 notes have changed, 1 has lost its place; R reviews them."
    async with open_reader(*NEW, size=(40, 12)) as reader:
        assert reader.message == "3 notes need a look; R reviews them."
    async with open_reader(*OLD) as reader:
        assert "R" not in reader.message.split()


async def test_with_all_in_their_places_there_is_nothing_to_review(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES)
    async with open_reader(*OLD) as reader:
        await reader.press("R")
        assert not in_review(reader)
        assert reader.message == "All notes are in their places."


async def test_old_and_new_words_stand_side_by_side_with_the_note(prepare: Prepare, open_reader: Open) -> None:
    prepare(QUOTES[1])
    async with open_reader(*NEW) as reader:
        await reader.press("R")
        shown = seen(reader)
        assert "Note 1 of 1 has changed" in shown
        assert all(word in shown for word in ("-laut", "-alten", "+leise", "+neuen", "Notiz 1", "+ today, ¶ 2"))


@pytest.mark.parametrize(
    ("key", "said", "quote", "left"),
    [
        ("a", "Accepted", "leise vor dem neuen Haus", 3),
        ("d", "Now about the whole article", "", 3),
        ("x", "Deleted", None, 2),
    ],
)
async def test_a_key_decides_and_u_takes_it_back_and_goes_there(
    prepare: Prepare, open_reader: Open, key: str, said: str, quote: str | None, left: int
) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "n")
        before = by_note(reader, 2)
        await reader.press(key)
        assert f"{said}. Note 2 of 2 has lost its place" in seen(reader)
        assert len(reader.notes) == left
        if quote is not None:
            assert (by_note(reader, 2).selectors.exact, by_note(reader, 2).original) == (quote, QUOTES[1])
        await reader.press("N", "u")
        assert "Note 2 of 3 has changed" in seen(reader)
        assert by_note(reader, 2).selectors == before.selectors


async def test_when_all_are_decided_it_says_so_and_the_text_is_back(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "a", "a", "x")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.message == "All notes are in their places."
        await reader.press("u", "R")
        assert "Note 1 of 1 has lost its place" in seen(reader)


@pytest.mark.parametrize("leave", ["q", "escape"])
async def test_leaving_says_what_is_left(prepare: Prepare, open_reader: Open, leave: str) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "a", leave)
        assert reader.message == "1 note has changed, 1 has lost its place; R reviews them."


@pytest.mark.parametrize(("on", "back"), [("n", "N"), ("full_stop", "comma"), ("right", "left")])
async def test_notes_are_skipped_and_gone_back_to(prepare: Prepare, open_reader: Open, on: str, back: str) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R")
        titles = []
        for key in (on, on, on, back, back, back):
            await reader.press(key)
            titles.append(reader.rows()[2].strip(" │▌").split("  ")[0])
        assert titles == [
            "Note 2 of 3 has changed", "Note 3 of 3 has lost its place",
            "This is the last one. Note 3 of 3 has lost its place",
            "Note 2 of 3 has changed", "Note 1 of 3 has changed",
            "This is the first one. Note 1 of 3 has changed",
        ]  # fmt: skip
        assert len(reader.screen.reading.workbook.doubtful) == 3


async def test_what_resembles_nothing_cannot_be_accepted(prepare: Prepare, open_reader: Open) -> None:
    prepare(KATZE)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "a")
        assert "Nothing in the text resembles its words." in seen(reader)
        assert "once about here" in seen(reader)


@pytest.mark.parametrize(
    ("keys", "quote"),
    [
        (["w"], "vor"),
        (["s"], "Seit dem frühen Morgen regnet es."),
        (["j"], REGEN),
        (["w", "v", "w", "w"], "vor dem neuen"),
        (["slash", *"morgen", "enter"], "Morgen"),
        (["G", "s", "s"], "Niemand geht vor die Tür."),
        (["3", "g"], REGEN),
    ],
)
async def test_a_note_is_attached_to_whatever_the_cursor_is_moved_to(
    prepare: Prepare, open_reader: Open, keys: list[str], quote: str
) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "n", "m")
        assert reader.quote == "leise vor dem neuen Haus"
        assert reader.message == "Move to the words: Enter attaches the note, q or Esc leaves it."
        await reader.press(*keys)
        await reader.press("enter")
        assert (by_note(reader, 2).selectors.exact, by_note(reader, 2).original) == (quote, QUOTES[1])
        assert in_review(reader)
        assert "Attached. Note 2 of 2 has lost its place" in seen(reader)


async def test_keys_that_arrive_together_mean_what_they_would_one_by_one(
    prepare: Prepare, open_reader: Open
) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        for key, sign in (("R", "R"), ("n", "n"), ("m", "m"), ("w", "w"), ("enter", "\r"), ("x", "x")):
            reader.app.post_message(Key(key, sign))
        for _ in range(200):
            await reader.pilot.pause(0.01)
            if not reader.app.keys_waiting and len(reader.notes) == 2:
                break
        assert by_note(reader, 2).selectors.exact == "vor"
        assert sorted(note for _, note, *_ in reader.notes) == ["Notiz 1", "Notiz 2"]


async def test_how_to_attach_stays_said_while_the_cursor_moves(prepare: Prepare, open_reader: Open) -> None:
    prepare(KATZE)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "m")
        assert reader.quote == REGEN
        for key in ("w", "v", "s", "v", "k"):
            await reader.press(key)
            assert reader.message.startswith("Move to the words: Enter attaches the note")
        await reader.press("enter")
        assert reader.message == "All notes are in their places."
        await reader.press("j")
        assert "Enter attaches" not in reader.message


@pytest.mark.parametrize("leave", ["q", "escape"])
async def test_leaving_the_place_goes_back_to_the_same_note(
    prepare: Prepare, open_reader: Open, leave: str
) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "n", "m", "v", "w", leave)
        assert "Note 2 of 3 has changed" in seen(reader)
        assert reader.screen.reading.session.cursor.anchor is None
        await reader.press("q", "enter")
        assert reader.message == "The English is off; t shows it."
        assert by_note(reader, 2).original == ""


async def test_the_list_of_notes_can_be_looked_at_on_the_way(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "n", "n", "m", "l")
        assert isinstance(reader.app.screen, NotesList)
        await reader.press("g", "enter", "enter")
        assert by_note(reader, 3).selectors.exact == "Ein langer Anfang"


async def test_another_review_ends_the_looking_for_a_place(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "m", "R", "q", "q")
        assert not reader.app.is_running or reader.app._exit


async def test_a_note_deleted_elsewhere_meanwhile_is_not_brought_back(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES[:2])
    async with open_reader(*NEW) as reader:
        await reader.press("R", "m")
        other = prepare(texts=NEW)
        other.delete(next(one for one in other.store.annotations.values() if one.note == "Notiz 1"))
        reader.screen.reading.workbook.refresh()
        await reader.press("enter")
        assert "This note was deleted by another program. Note 1 of 1" in seen(reader)
        assert [note for _, note, *_ in reader.notes] == ["Notiz 2"]


async def test_what_could_not_be_saved_is_said(
    prepare: Prepare, open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(*QUOTES[:2])

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    async with open_reader(*NEW) as reader:
        await reader.press("R")
        with monkeypatch.context() as patched:
            patched.setattr("annotations.store.update_file", full)
            await reader.press("a")
            assert "Not saved: the disk is full" in seen(reader)
            await reader.press("a")
            assert reader.message == "All notes are in their places. Not everything is saved yet."


async def test_a_long_paragraph_is_scrolled(prepare: Prepare, open_reader: Open) -> None:
    words = " ".join(f"Wort{number}" for number in range(160))
    prepare("Wort80 Wort81 Wort82 Wort83", texts=(words,))
    async with open_reader(words.replace("Wort82", "anders")) as reader:
        await reader.press("R")
        assert "+anders" in seen(reader)
        await reader.press(*["space"] * 4, *["j"] * 3)
        assert "Wort159" in seen(reader)
        await reader.press(*["pageup"] * 8, "k", "up", "down")
        assert "Wort0 " in seen(reader)


async def test_on_a_small_screen_one_stands_below_the_other(prepare: Prepare, open_reader: Open) -> None:
    prepare(QUOTES[1])
    async with open_reader(*NEW, size=(40, 12)) as reader:
        await reader.press("R")
        rows = reader.rows()
        assert [row for row in rows if "- before" in row or "+ today" in row]
        shown = " ".join(rows)
        assert all(word in shown for word in ("-laut", "-alten", "+leise", "+neuen", "Notiz 1", "a accept"))


async def test_without_colours_the_marks_are_signs_and_attributes(
    prepare: Prepare, open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    prepare(QUOTES[1])
    async with open_reader(*NEW) as reader:
        await reader.press("R")
        segments = [part for strip in reader.app.screen._compositor.render_strips() for part in strip]
        (removed,) = (part for part in segments if "-laut" in part.text)
        (added,) = (part for part in segments if "+leise" in part.text)
        assert removed.style is not None
        assert added.style is not None
        assert (removed.style.strike, removed.style.underline) == (True, True)
        assert (added.style.bold, added.style.underline) == (True, True)


async def test_notes_that_are_still_being_read_are_not_reviewed_yet(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader(*NEW) as reader:
        monkeypatch.setattr(Reading, "reads_on", True)
        for key in ("R", "X"):
            await reader.press(key)
            assert reader.message == "The notes are still being read; try again in a moment."


async def test_an_article_that_lost_all_its_text_can_still_be_reviewed(
    prepare: Prepare, open_reader: Open
) -> None:
    prepare(KATZE)
    empty = Article("Titel", compose([]))
    async with open_reader(article=empty) as reader:
        await reader.press("R")
        assert "Nothing tells where it stood." in seen(reader)
        await reader.press("m")
        assert reader.message == "There is nothing to annotate here."
        await reader.press("R", "d")
        assert reader.message == "All notes are in their places."


async def test_the_list_of_notes_tells_what_became_of_their_places(prepare: Prepare, open_reader: Open) -> None:
    prepare(*QUOTES)
    async with open_reader(*NEW) as reader:
        await reader.press("R", "a", "q", "l", "g")
        assert "first about „Ein kurzer Anfang“" in seen(reader)
        await reader.press("j")
        row = next(row for row in reader.rows() if "Notiz 2" in row)
        assert "changed" in row
        assert "was „laut vor dem alten Haus“, now „leise vor dem neuen Haus“" in " ".join(seen(reader).split())
        await reader.press("j")
        assert "lost" in next(row for row in reader.rows() if "Notiz 3" in row)
        assert "It has lost its place; R looks for a new one." in seen(reader)


async def test_keys_of_ones_own_are_named_in_the_sentences(prepare: Prepare, open_reader: Open) -> None:
    from tui.commands import Keymap

    prepare(KATZE)
    settings = Settings(engine="none", keymap=Keymap.of({"review": ("f5",)}))
    async with open_reader(*NEW, settings=settings) as reader:
        assert reader.message == "1 note has lost its place; F5 reviews it."
        await reader.press("f5")
        assert in_review(reader)
