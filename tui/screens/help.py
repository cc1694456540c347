"""The help screen: every command with its keys, from the registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.commands import Keymap
from tui.drawing.painting import Piece, Pieces
from tui.layout import shorten, wrap
from tui.screens.dialog import Dialog
from tui.themes import Look
from tui.widgets.rows import Rows

_KEYS_WIDTH = 15


class Help(Dialog[str]):
    """Shows the keys; Enter runs the command under the cursor (the result is its id)."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "leave", "Close", show=False)]
    hints = "j k move · Enter do it · Esc close"

    def __init__(self, keymap: Keymap, looks: Mapping[str, Look]) -> None:
        super().__init__("Keys")
        self._keymap = keymap
        for key in keymap.by_id["help"].keys:
            self._bindings.key_to_bindings[key] = [Binding(key, "leave", "Close", show=False)]
        self._looks = looks
        self._rows: list[tuple[str, str, str]] = []

    def parts(self) -> ComposeResult:
        """Show the table."""
        yield Rows(self._looks, empty="")

    def on_mount(self) -> None:
        """Fill the table once its width is known."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        rows = self.query_one(Rows)
        self._rows = _table(self._keymap, max(10, rows.size.width - _KEYS_WIDTH - 2))
        rows.show(len(self._rows), self._draw, index=1)
        rows.focus()

    def _draw(self, index: int, width: int) -> Pieces:
        command_id, keys, text = self._rows[index]
        if not command_id and text and not keys:
            return (Piece(shorten(text, width), ("text", "heading")),)
        return (
            Piece(f"  {keys:<{_KEYS_WIDTH - 2}}"[:width], ("text", "strong")),
            Piece(shorten(text, max(0, width - _KEYS_WIDTH)), ("text",)),
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Close with the command on this row."""
        self.dismiss(self._rows[event.index][0] or None)


def _table(keymap: Keymap, width: int) -> list[tuple[str, str, str]]:
    """Return `(command id, keys, text)` rows, long texts on several, with a heading before each group."""
    table: list[tuple[str, str, str]] = []
    group = ""
    for command in keymap.commands:
        if command.group != group:
            group = command.group
            table += [("", "", ""), ("", "", group)] if table else [("", "", group)]
        keys = " ".join(command.shown_keys)
        for start, end in wrap(command.help, width):
            table.append((command.id, keys, command.help[start:end]))
            keys = ""
    return table
