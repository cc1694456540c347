"""Fields of dialogs: text areas and inputs that keep the keys of the dialog, and a row of colours."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Paste
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, TextArea

from annotations.annotation import COLOURS, clean_note


class NoteArea(TextArea):
    """Several lines of text. Tab leaves it; Ctrl-s and Escape are the dialog's."""

    def __init__(self, text: str, widget_id: str) -> None:
        super().__init__(text, id=widget_id, tab_behavior="focus", soft_wrap=True, show_line_numbers=False)
        self.highlight_cursor_line = False
        self.cursor_blink = False

    async def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        if result := self._replace_via_keyboard(clean_note(event.text), *self.selection):
            self.move_cursor(result.end_location)


class Line(Input):
    """One line of text whose cursor does not blink: an idle screen sends nothing."""

    def __init__(self, value: str = "", *, placeholder: str = "", widget_id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=widget_id, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: Paste) -> None:
        # Textual would take the first line and drop the others without a word.
        event.prevent_default()
        event.stop()
        self.replace(" ".join(clean_note(event.text).split("\n")), *self.selection)


class ColourRow(Widget, can_focus=True):
    """Chooses one of the highlight colours, or none, by a digit or with the arrow keys."""

    DEFAULT_CSS = """
    ColourRow { height: 1; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Previous colour", show=False),
        Binding("right", "step(1)", "Next colour", show=False),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(len(COLOURS) + 1)),
    ]
    colour: reactive[str] = reactive("")

    def __init__(self, colour: str) -> None:
        super().__init__(id="colour")
        self.set_reactive(ColourRow.colour, colour)

    def action_step(self, by: int) -> None:
        """Choose the neighbour."""
        choices = ("", *COLOURS)
        at = choices.index(self.colour) if self.colour in choices else 0
        self.colour = choices[(at + by) % len(choices)]

    def action_choose(self, number: int) -> None:
        """Choose a colour by its digit; 0 is none."""
        self.colour = ("", *COLOURS)[number]

    def render(self) -> Content:
        """Show the choices, the chosen one in brackets so that it shows without colours too."""
        parts: list[tuple[str, str] | str] = []
        for number, name in enumerate(("", *COLOURS)):
            chosen = name == self.colour
            label = f"{number} {name or 'none'}"
            shown = f"[{label}]" if chosen else f" {label} "
            style = f"on $hl-{name}" if name else ""
            parts.append((shown, f"bold {style}" if chosen else style))
        if self.colour not in ("", *COLOURS):
            parts.append(" other")
        return Content.assemble(*parts)
