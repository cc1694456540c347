"""A running app on one article, with what tests ask of it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from textual.pilot import Pilot

from articles.translation.translation import Translation
from tui.app import LesartApp
from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories
from tui.widgets.status_line import StatusLine

TEXT = (
    "Ein Anfang.",
    "Der Hund bellt. Die Katze schläft auf der Straße.",
    "Es regnet seit Tagen.",
    "Am Ende scheint die Sonne. Alle gehen hinaus.",
)
"""What articles of the tests say unless they say something else."""


class Reader:
    """A running app on one article, with what tests ask of it."""

    def __init__(self, pilot: Pilot[str], path: Path, directories: Directories) -> None:
        self.pilot = pilot
        self.path = path
        self.directories = directories

    @property
    def app(self) -> LesartApp:
        app = self.pilot.app
        assert isinstance(app, LesartApp)
        return app

    @property
    def screen(self) -> ReaderScreen:
        """The reading screen, even while a dialog is open."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReaderScreen))

    @property
    def quote(self) -> str:
        return self.screen.reading.session.quote

    @property
    def message(self) -> str:
        return self.line("message")

    def line(self, which: str) -> str:
        return self.screen.query_one(f"#{which}", StatusLine).text.strip()

    @property
    def sidecar(self) -> Path:
        return self.path.with_name(self.path.name + ".annotations.json")

    @property
    def notes(self) -> list[tuple[str, str, tuple[str, ...], str]]:
        """`(quote, note, tags, colour)` of every annotation, in reading order."""
        entries = self.screen.reading.workbook.notebook.entries
        return [
            (one.annotation.selectors.exact, one.annotation.note, one.annotation.tags, one.annotation.colour)
            for one in entries
        ]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, or long enough to say that it does not."""
        for _ in range(500):
            if holds():
                break
            await self.pilot.pause(0.01)
        assert holds()

    async def type(self, text: str) -> None:
        await self.press(*["space" if sign == " " else "enter" if sign == "\n" else sign for sign in text])

    def rows(self) -> list[str]:
        """What is on the screen, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def words(self) -> str:
        """What is on the screen, on one line and without frames."""
        return " ".join(" ".join(row.strip(" │╭╮╰╯─") for row in self.rows()).split())

    def knows_english(self, **texts: str) -> None:
        """Give blocks, named `b0`, `b1`, …, an English text as if it had been stored."""
        for name, text in texts.items():
            answer = Translation(text, "memory", "google", "translate.google.com", "", "")
            self.screen.reading.pane.answered(int(name[1:]), answer)


Open = Callable[..., AbstractAsyncContextManager[Reader]]
