"""The two lines under the text: messages and status. Without a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from articles.article import fold
from tui.commands import FOOTER, Keymap
from tui.drawing.painting import Piece, Pieces
from tui.layout import cell_width, shorten
from tui.reading import Reading

HEIGHT = 2
"""Rows of the screen that are not text."""
_FILE = {"": "", "changed": "changed on disk", "gone": "file gone", "back": ""}
"""What is said of the article's file."""
_LONGEST_PART = 30
"""Cells."""


def status(reading: Reading, width: int) -> Pieces:
    """Return the status line: title, paragraph, percent, where the annotations are, and who made the English.

    All that as far as there is room; that the annotations lie beside the article, as usual, gives way to who made
    the English. Before the title stands the article's place in the reading list.
    """
    session, article = reading.session, reading.article
    number = article.first + session.index + 1 if article.blocks else 0
    # How many paragraphs an article has that has not been read to its end is a guess.
    blocks = f"{article.count}" if article.complete or article.first else "…"
    right = f"¶ {number}/{blocks} · {session.percent} % "
    origin = shorten(reading.pane.origin() if reading.pane.shown else "", _LONGEST_PART)
    file = _FILE[reading.watch.state]
    usual = _put_before(right, [file, reading.where_notes_are, reading.saved_state, origin], width)
    tight = _put_before(right, [file, reading.saved_state, origin], width)
    gives_way = reading.notes_beside and origin in tight and origin not in usual
    right = shorten(tight if gives_way else usual, width)
    title = shorten(
        f" {reading.listed} {article.title}" if reading.listed else f" {article.title}",
        max(0, width - cell_width(right) - 1),
    )
    gap = " " * max(0, width - cell_width(title) - cell_width(right))
    return Piece(title, ("frame", "strong")), Piece(gap, ("frame",)), Piece(right, ("frame",))


def _put_before(right: str, parts: Iterable[str], width: int) -> str:
    """Return the right end of the status line with those of the parts before it that leave room for a title."""
    for part in filter(None, parts):
        if cell_width(right) + cell_width(part) <= width - 16:
            right = f"{shorten(part, _LONGEST_PART)} · {right}"
    return right


def message(reading: Reading, width: int, said: str = "") -> Pieces:
    """Return the line above: what was just said, else the note under the cursor, else hints."""
    if said:
        from tui.drawing.sentences import shorten_sentence

        return (Piece(f" {shorten_sentence(said, width - 1)}"[:width], ("text",)),)
    if reading.session.cursor.anchor is not None:
        return (Piece(shorten(_selecting(reading.settings.keymap), width), ("text",)),)
    text, labels = reading.decorations.note_here
    if not (text or labels):
        return _hints(reading.settings.keymap, width)
    tags = shorten("".join(f" #{tag}" for tag in labels), width // 3)
    note = shorten(fold(text), max(0, width - 3 - cell_width(tags)))
    return Piece(" ◆ "[:width], ("note",)), Piece(note, ("text",)), Piece(tags, ("muted",))


def _selecting(keymap: Keymap) -> str:
    """Return what can be done while a selection is made."""
    doing = (("annotate", "note"), ("highlight", "highlight"), ("select", "end"))
    keys = " · ".join(f"{keymap.shown(command_id)} {word}" for command_id, word in doing)
    return f" Selecting: move to extend it · {keys}"


def _hints(keymap: Keymap, width: int) -> Pieces:
    """Return as many hints as fit, the most needed first."""
    pieces: list[Piece] = []
    used = 0
    for command in filter(lambda command: command.keys, map(keymap.by_id.__getitem__, FOOTER)):
        key, word = f" {command.shown_keys[0]}", f" {command.footer} "
        if used + len(key) + len(word) <= width + 1:
            pieces += [Piece(key, ("muted", "strong")), Piece(word, ("muted",))]
            used += len(key) + len(word)
    return tuple(pieces)
