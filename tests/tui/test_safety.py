"""Whatever comes from outside, nothing but harmless cells is drawn, and no markup is acted on."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.reader import Open, Reader

from annotations.anchoring import describe
from annotations.annotation import Annotation, Selectors
from annotations.history import Change
from annotations.workbook import Workbook
from articles.article import Article, Block, compose
from articles.translation.translation import Untranslated
from tui.screens.note_editor import NoteEditor

HOSTILE = (
    "\x1b]0;Titel\x07\x1b[31mrot\x1b[2J",
    "[/] [@click=app.quit]klick[/] [red]x[/red] [[/",
    "\x9b31m \x90q \x00 \x08\x7f\r",
    "\u202eumgedreht\u202c \u200b\u2066\ufeff",
    "e" + "\u0301" * 30 + " 👩\u200d👧 🇩🇪 \ud83d",
    "$(id) `id` %s {0} :smile: \\n",
)
TEXT = " ".join(HOSTILE)


def hostile_article() -> Article:
    blocks = [Block("heading", TEXT, level=1), *(Block("paragraph", text) for text in HOSTILE)]
    blocks += [Block("list-item", TEXT, level=2, label=HOSTILE[0]), Block("code", TEXT + "\n" + TEXT)]
    return Article(TEXT, compose(blocks), notice=TEXT)


def leave_hostile_notes(workbook: Workbook) -> None:
    """Leave notes in their places, a changed and a lost one, deleted ones and an earlier version."""
    blocks = workbook.article.blocks
    for block in blocks[:4]:
        workbook.annotate(block.span, note=TEXT, tags=HOSTILE, colour="yellow")
    workbook.delete(list(workbook.store.annotations.values())[-1])
    changed = replace(describe(workbook.article.text, *blocks[1].span), exact=blocks[1].text + " \x1b[31mmehr\x9b")
    lost = Selectors("\x1b]0;fort\x07 " + "weg" * 30, TEXT[:64], TEXT[-64:])
    for number, selectors in enumerate((changed, lost)):
        id_ = f"urn:uuid:hostile-{number}\x1b[2J"
        one = Annotation(id_, selectors, TEXT, HOSTILE, "\x1b[5m", TEXT, TEXT, TEXT, original=TEXT)
        workbook.take_in([Change(None, replace(one, earlier=(one,)))])
    assert [entry.state for entry in workbook.doubtful] == ["changed", "orphaned"]


def assert_harmless(reader: Reader) -> None:
    drawn = "".join(reader.rows())
    unsafe = {sign for sign in drawn if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert unsafe == set()
    assert all(len(row) <= 200 for row in reader.rows())


DIALOGS = (
    ["question_mark"], ["o"], ["l"], ["slash"], ["L"], ["colon"], ["E"], ["a"], ["e"], ["m"], ["t"], ["t", "T"],
    ["z"], ["v", "j"], ["y"], ["E", "enter", "enter"], ["l", "slash", *"rot"], ["colon", "9"], ["l", "G"],
    ["R"], ["R", "n"], ["R", "n", "a"], ["R", "m"], ["X"], ["X", "j"], ["X", "x"], ["X", "slash", *"rot"],
)  # fmt: skip


@pytest.mark.parametrize("keys", DIALOGS, ids="-".join)
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_every_screen_is_harmless(
    open_reader: Open, keys: list[str], size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader(article=hostile_article(), size=size) as reader:
        leave_hostile_notes(reader.screen.reading.workbook)
        reader.knows_english(b0=TEXT, b1=TEXT)
        reader.screen.reading.pane.answered(2, Untranslated(TEXT, retryable=True))
        await reader.press(*keys)
        await reader.pilot.pause()
        assert_harmless(reader)
        assert reader.app.is_running


PASTED = "vor\x1b[31mrot\x1b]52;c;eA==\x07\x00\x9b2J\x7f\r\nnach\tTab \u202e\ud83d"


async def test_pasted_control_characters_do_not_get_into_notes(open_reader: Open) -> None:
    from textual.events import Paste

    async with open_reader() as reader:
        await reader.press("a")
        assert isinstance(reader.app.screen, NoteEditor)
        reader.app.post_message(Paste(PASTED))
        await reader.pilot.pause()
        assert_harmless(reader)
        await reader.press("tab")
        reader.app.post_message(Paste(PASTED))
        await reader.pilot.pause()
        await reader.press("ctrl+s")
        assert reader.notes[0][1] == "vor[31mrot]52;c;eA==2J\nnach\tTab \u202e"
        assert reader.notes[0][2] == ("vor[31mrot]52;c;eA==2J nach\tTab \u202e",)
        assert_harmless(reader)


async def test_what_is_pasted_behind_a_dialogs_key_goes_into_the_dialog(open_reader: Open) -> None:
    from textual.events import Key, Paste

    async with open_reader() as reader:
        for event in (Key("slash", "/"), Paste("Kat"), Key("z", "z"), Paste("e\x1b"), Key("enter", "\r")):
            reader.app.post_message(event)
        for _ in range(100):
            await reader.pilot.pause(0.01)
            if reader.quote == "Katze":
                break
        assert reader.quote == "Katze"


def colour_names() -> Iterator[str]:
    from tui.themes import PALETTES

    yield from PALETTES


@pytest.mark.parametrize("theme", colour_names())
async def test_every_theme_opens_every_kind_of_screen(open_reader: Open, theme: str) -> None:
    from tui.settings import Settings

    async with open_reader(settings=Settings(theme=theme, engine="none")) as reader:
        for keys in (
            ["1", "escape"],
            ["a", "escape"],
            ["l", "escape"],
            ["question_mark", "escape"],
            ["slash", "escape"],
        ):
            await reader.press(*keys)
        assert reader.app.theme == theme
        assert any("Ein Anfang." in row for row in reader.rows())
