"""How the screens look: compared with pictures that someone has looked at.

`pytest --snapshot-update` takes new pictures.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.facts import facts_of
from annotations.location import SUFFIX
from annotations.store import Store
from annotations.workbook import Workbook
from articles.article import Span
from tui.app import LesartApp
from tui.opening.article import open_source
from tui.reading import Reading
from tui.settings import Directories, Settings

Compare = Callable[..., bool]
ANNOTATE = ["j", "j", "s", "1", "j", "w", "w", "3", "j", "a", *"Stimmt", "tab", *"Politik", "ctrl+s"]

SCREENS = {
    "reading-80x24": ((80, 24), "night", "kasachstan", ANNOTATE),
    "english-below-80x24": ((80, 24), "paper", "kasachstan", ["t", *ANNOTATE]),
    "english-beside-120x40": ((120, 40), "sepia", "brot", ["t", "space", "w"]),
    "focus-40x12": ((40, 12), "forest", "woerter", ["z", "j", "j", "w"]),
    "notes-80x24": ((80, 24), "night", "kasachstan", [*ANNOTATE, "l"]),
    "editor-80x24": ((80, 24), "paper", "kasachstan", [*ANNOTATE, "e"]),
    "contents-80x24": ((80, 24), "terminal", "brot", ["o"]),
}


BEFORE = """Die Nacht im Zug

Der Zug fuhr pünktlich um halb elf aus dem alten Bahnhof, und niemand winkte. Im Abteil saß eine Frau mit einem
blauen Koffer, die kein Wort sprach und aus dem Fenster sah.

Gegen Mitternacht kam der Schaffner und wollte die Fahrkarten sehen. Er war freundlich, aber müde.
"""
TODAY = BEFORE.replace("eine Frau", "ein Mann").replace("die kein", "der kein").replace("alten", "neuen, hellen")
LIVED_IN = {"review-80x24": ("night", ["R", "n"]), "trash-80x24": ("paper", ["X", "j"])}


@pytest.mark.parametrize("name", SCREENS)
def test_screen(snap_compare: Compare, directories: Directories, name: str) -> None:
    size, theme, article, keys = SCREENS[name]
    assert snap_compare(
        app_on(f"bundled:{article}", theme, directories), terminal_size=size, run_before=press(keys)
    )


@pytest.mark.parametrize("name", LIVED_IN)
def test_notes_that_have_been_through_something(
    snap_compare: Compare, directories: Directories, name: str, tmp_path: Path
) -> None:
    theme, keys = LIVED_IN[name]
    path = tmp_path / "zug.txt"
    path.write_text(BEFORE, "utf-8")
    leave_notes(path)
    path.write_text(TODAY, "utf-8")
    app = app_on(str(path), theme, directories)
    assert snap_compare(app, terminal_size=(80, 24), run_before=press(keys))


def leave_notes(path: Path) -> None:
    """Leave two notes, a deleted one, and an earlier version of one of them."""
    article, _ = open_source(str(path))
    times = (datetime(2026, 1, 31, 12, minute, tzinfo=UTC) for minute in range(60))

    def opened() -> Workbook:
        sidecar = path.with_name(path.name + SUFFIX)
        store = Store(sidecar, facts_of(article), clock=times.__next__, creator="Ada")
        workbook = Workbook(article, store, clock=times.__next__)
        workbook.open()
        return workbook

    ours = opened()
    for quote, note, tag, colour in (
        ("aus dem alten Bahnhof", "Welcher Bahnhof? Vermutlich der Lehrter.", "Ort", "yellow"),
        ("eine Frau mit einem blauen Koffer, die kein Wort sprach", "Sie bleibt namenlos.", "Figur", ""),
        ("der Schaffner", "Tritt nur hier auf.", "Figur", "green"),
    ):
        start = article.text.index(quote)
        ours.annotate(Span(start, start + len(quote)), note=note, tags=[tag], colour=colour)
    theirs = opened()
    first, _, last = theirs.store.annotations.values()
    theirs.edit(first, note="Es ist der Lehrter Bahnhof.", tags=["Ort", "Berlin"], colour="blue")
    ours.edit(first, note=first.note + " Nachsehen!", tags=["Ort"], colour="yellow")
    ours.delete(last)


def app_on(name: str, theme: str, directories: Directories) -> LesartApp:
    settings = Settings(theme=theme, engine="none")
    return LesartApp(settings, directories, Reading(*open_source(name), settings, directories))


def press(keys: list[str]) -> Callable[[Pilot[str]], Awaitable[None]]:
    """Return a function that presses keys one by one."""

    async def prepare(pilot: Pilot[str]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return prepare
