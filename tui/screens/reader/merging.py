"""Offering to merge the conflict copies that a synchroniser left beside the notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tui.screens.reader.base import start_aside
from tui.screens.reader.offering import Found, Offering

if TYPE_CHECKING:  # imported on another thread, behind the first page
    from annotations.conflicts import ConflictCopy


class Merging(Offering):
    """Looks for conflict copies, and merges them if the reader wants that."""

    def look_for_copies(self) -> None:
        """Look for conflict copies of the sidecar, on another thread."""
        reading = self.reading
        sidecar = reading.workbook.store.path

        def look() -> None:
            from tui.notes.conflicts import question, to_offer

            copies = to_offer(sidecar, reading.origin, reading.remembered)
            if copies:
                answer = partial(self._answered_copies, copies)
                self.post_message(Found("Another version of these notes", question(copies), "merge", answer))

        start_aside(look, "conflict copies")

    def _answered_copies(self, copies: Sequence[ConflictCopy], yes: bool) -> None:
        from tui.notes.conflicts import merge, refuse

        reading = self.reading
        if not yes:
            self.remember_refusal(
                partial(refuse, copies, reading.remembered),
                "They stay as they are; `lesart merge --copies` can still merge them.",
            )
            return
        merged = merge(copies, reading.workbook.store, reading.directories)
        reading.workbook.find_places()
        self.show(follow=False)
        self.say(merged.sentence)
