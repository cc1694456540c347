"""Two English texts of the same German side by side, and whatever other there is in the place of the second."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, Final, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from articles.article import fold
from tui.drawing.comparison import compare_texts
from tui.english.versions import Version
from tui.layout import shorten
from tui.screens.dialog import Dialog
from tui.themes import Look
from tui.widgets.drawing import plain
from tui.widgets.sides import Comparison

_LONGEST_GERMAN: Final = 220
"""Cells of the German that are shown: about as many as there is room for at 80 columns."""


class Wish(NamedTuple):
    """What the reader wants when they leave."""

    what: Literal["take", "guess"]
    text: str = ""
    """What is to be taken over."""


class Versions(Dialog[Wish]):
    """Compares versions, the differences marked; ends with a wish, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "leave", "Close", show=False),
        Binding("n,full_stop,right", "step(1)", "Next", show=False),
        Binding("N,comma,left", "step(-1)", "Previous", show=False),
        Binding("s", "swap", "Swap sides", show=False),
        Binding("t", "take", "Take over", show=False),
        Binding("a", "ask", "Ask an engine", show=False),
        Binding("i", "guess", "Guess", show=False),
    ]

    def __init__(
        self,
        german: str,
        versions: Sequence[Version],
        looks: Mapping[str, Look],
        ask: Callable[[], str],
        *,
        asks: bool = True,
        first: int = 0,
    ) -> None:
        """Begin with version `first` on the left; `ask` asks another engine and returns what is said then.

        `asks` tells whether there is one that may be asked.
        """
        super().__init__("English")
        self._german = german
        self._versions = versions
        self._looks = looks
        self._ask = ask
        self._none = "; a asks an engine" if asks else ""
        self._left = first
        self._right = 0 if first else 1

    def parts(self) -> ComposeResult:
        """Show the German above the two sides."""
        yield Static(plain(shorten(fold(self._german), _LONGEST_GERMAN)), id="quote")
        yield Comparison(self._looks)

    def on_mount(self) -> None:
        """Show the first two."""
        self._show()
        self.query_one(Comparison).focus()

    def renew(self, versions: Sequence[Version], said: str = "") -> None:
        """Show what there is now; one that has come stands on the right."""
        known = [one.maker for one in self._versions]
        left = self._versions[self._left : self._left + 1]
        self._versions = versions
        self._left = next((at for at, one in enumerate(versions) if [one] == list(left)), 0)
        fresh = (at for at, one in enumerate(versions) if one.maker not in known and at != self._left)
        self._right = next(fresh, self._right)
        self._show(said)

    def _show(self, said: str = "") -> None:
        count = len(self._versions)
        title = f"{count or 'No'} English {'text' if count == 1 else 'texts'} of this passage"
        self.set_title(f"{said} {title}" if said else title)
        self.query_one("#hints", Static).update(plain(" · ".join(_hints(count))))
        left, right = self._at(self._left), self._at(self._right)
        here = left or Version(f"nothing stored{self._none}", "")
        there = right or Version(f"nothing else{self._none}" if left else "", "")
        sides = compare_texts(here.text, (right or here).text, _named(here), _named(there))
        # Without another text there is nothing to differ from, and nothing to show twice.
        sides = sides if right else sides._replace(new=sides.new._replace(text="", layers=()))
        self.query_one(Comparison).show(sides)

    def _at(self, index: int) -> Version | None:
        return self._versions[index] if 0 <= index < len(self._versions) else None

    def action_step(self, by: int) -> None:
        """Show another version on the right."""
        count = len(self._versions)
        others = (
            [at % count for at in range(self._right + by, self._right + by * (count + 1), by)] if count else []
        )
        self._right = next((at for at in others if at != self._left), self._right)
        self._show()

    def action_swap(self) -> None:
        """Change sides."""
        if self._at(self._right) is not None:
            self._left, self._right = self._right, self._left
            self._show()

    def action_take(self) -> None:
        """Close, for the pane to show the text on the right."""
        right = self._at(self._right)
        if right is not None:
            self.dismiss(Wish("take", right.text))

    def action_ask(self) -> None:
        """Ask an engine of which nothing is stored."""
        self._show(self._ask())

    def action_guess(self) -> None:
        """Close, for the reader to guess (again)."""
        self.dismiss(Wish("guess"))


def _hints(count: int) -> Iterator[str]:
    """Yield what the keys do with so many versions."""
    if count > 2:
        yield "n N others"
    if count > 1:
        yield "s swap · t take + over"
    yield "a engine · i guess · Enter close"


def _named(version: Version) -> str:
    return f"{version.maker}, {version.made}" if version.made else version.maker
