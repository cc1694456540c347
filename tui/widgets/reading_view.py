"""The article on the screen: one widget that draws only the rows that can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from textual.events import Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from articles.article import Span
from tui.page import Line
from tui.painting import Pieces, Scene, difference, paint
from tui.themes import Look
from tui.viewport import Viewport
from tui.widgets.drawing import StyleBook


class ReadingView(Widget):
    """Draws a `Scene` through a `Viewport`; knows nothing of files, notes or keys."""

    DEFAULT_CSS = "ReadingView { height: 1fr; width: 1fr; }"

    @dataclass
    class Resized(Message):
        """The view has another size: whoever owns it gives it new columns."""

        width: int
        height: int

    def __init__(self) -> None:
        super().__init__(id="reading")
        self._viewport: Viewport | None = None
        self._lines: list[Line] = []
        self._painted: list[Pieces] = []
        self._book = StyleBook({})

    @property
    def viewport(self) -> Viewport | None:
        """The window on the article, once the view has a size and a scene."""
        return self._viewport

    @property
    def lines(self) -> list[Line]:
        """What is on the screen, row by row."""
        return self._lines

    def on_resize(self, event: Resize) -> None:
        """Tell the owner, who knows how wide the text should be."""
        self.post_message(self.Resized(event.size.width, event.size.height))

    def set_looks(self, looks: Mapping[str, Look]) -> None:
        """Use other colours."""
        self._book = StyleBook(looks)
        self.refresh()

    def look_through(self, viewport: Viewport) -> None:
        """Show another window on the article from the next `show` on."""
        self._viewport = viewport

    def show(self, scene: Scene, *, follow: Span | None = None) -> None:
        """Draw the scene; only the cells that differ from what is on the screen are sent.

        `follow` is a span to be brought into view first.
        """
        if self._viewport is None:
            return
        if follow is not None:
            self._viewport.reveal(follow)
        self._lines = self._viewport.lines()
        before, self._painted = self._painted, [paint(scene, line) for line in self._lines]
        if len(before) != len(self._painted):
            self.refresh()
            return
        regions = []
        for y, (old, new) in enumerate(zip(before, self._painted, strict=True)):
            cells = difference(old, new)
            if cells is not None:
                regions.append(Region(cells.start, y, cells.end - cells.start, 1))
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Return row `y` of the screen."""
        return self._book.strip(self._painted[y] if y < len(self._painted) else (), self.size.width)
