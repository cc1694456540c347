"""The article on the screen: one widget that draws only the rows that can be seen."""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import Resize
from textual.message import Message

from articles.article import Span
from tui.drawing.painting import Scene, paint
from tui.drawing.viewport import Viewport
from tui.widgets.late import LateRows


class ReadingView(LateRows):
    """Draws a `Scene` through a `Viewport`; knows nothing of files, notes or keys."""

    DEFAULT_CSS = "ReadingView { height: 1fr; width: 1fr; }"

    @dataclass
    class Resized(Message):
        """The view has another size: whoever owns it gives it new columns."""

        width: int
        height: int

    def __init__(self) -> None:
        super().__init__("reading")
        self._viewport: Viewport | None = None

    @property
    def viewport(self) -> Viewport | None:
        """The window on the article, once the view has a size and a scene."""
        return self._viewport

    def on_resize(self, event: Resize) -> None:
        """Tell the owner, who knows how wide the text should be."""
        self.post_message(self.Resized(event.size.width, event.size.height))

    def look_through(self, viewport: Viewport) -> None:
        """Show another window on the article from the next `show` on."""
        self._viewport = viewport

    def show(self, scene: Scene, *, follow: Span | None = None) -> None:
        """Draw the scene in the next frame; `follow` is a span to be brought into view first."""
        viewport = self._viewport
        if viewport is None:
            return
        if follow is not None:
            viewport.reveal(follow)
        self.show_soon(lambda: [paint(scene, line) for line in viewport.lines()])
