"""Somebody who annotates in a hurry: what they press, what the screen says to it, and what has to be kept then."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from annotations.sidecar import Page, parse
from annotations.validation import validate
from tui.layout import shorten

PARAGRAPHS = 30
Notes = Mapping[int, tuple[str, str]]
"""By the paragraph that they are on, notes and colours; at most one on each."""
NONE: Notes = {}
_SAVE = "\x13"


class Step(NamedTuple):
    """A change that the reader makes."""

    keys: str
    said: str
    """What is on the screen when it is saved."""
    label: str
    """What undoing it is called."""
    notes: Notes
    """What there is afterwards."""


class Plan:
    """Steps at random, one after the other, that all change something."""

    def __init__(self, chance: random.Random, notes: Notes) -> None:
        self._chance = chance
        self._notes = [notes]
        self._undoable = ""
        self._written = 0

    def several(self, shown: str) -> list[Step]:
        """Return steps to be typed at one go; what the last one says is neither `shown` nor said by the others."""
        steps = [self._next() for _ in range(self._chance.choice((1, 1, 2, 4)))]
        while steps[-1].said in {shown, *(step.said for step in steps[:-1])}:
            steps.append(self._next())
        return steps

    def _next(self) -> Step:
        if self._undoable and self._chance.random() < 0.2:
            step = Step("u", f"Undone: {self._undoable}.", "", self._notes[-2])
        else:
            step = self._change(self._chance.randint(1, PARAGRAPHS))
        self._notes.append(step.notes)
        self._undoable = step.label
        return step

    def _change(self, paragraph: int) -> Step:
        notes, there = self._notes[-1], f"{paragraph}g"
        note, colour = notes.get(paragraph, ("", ""))
        if not colour and self._chance.random() < 0.5:
            label = "edit" if note else "annotate"
            changed = {**notes, paragraph: (note, "yellow")}
            return Step(f"{there}h", "Highlighted in yellow, saved.", label, changed)
        if paragraph in notes and self._chance.random() < 0.5:
            left = {at: one for at, one in notes.items() if at != paragraph}
            words = note or f"Absatz {paragraph} steht hier. Er hat zwei Sätze"
            named = f"{'note' if note else 'highlight'} „{shorten(words, 30)}“"
            return Step(f"{there}x", f"Deleted the {named}; u brings it back.", "delete", left)
        self._written += 1
        typed = f"Straße {self._written}. "
        changed = {**notes, paragraph: ((note + typed).strip(), colour)}
        return Step(f"{there}a{typed}{_SAVE}", "Saved.", "edit" if paragraph in notes else "annotate", changed)


def notes_in(sidecar: Path) -> Notes:
    """Return what a sidecar holds, which may not be there yet. Raises ValueError when it has a fault."""
    if not sidecar.exists():
        return NONE
    data = sidecar.read_bytes()
    page = parse(data)
    faults = validate(data)
    if not isinstance(page, Page) or page.problems or faults:
        raise ValueError(f"{sidecar} has a fault: {faults or page}")
    found = {}
    for annotation in page.annotations.values():
        paragraph = re.match(r"Absatz (\d+) ", annotation.selectors.exact)
        if paragraph is None or int(paragraph[1]) in found:
            raise ValueError(f"{sidecar} holds what nobody wrote: {annotation}")
        found[int(paragraph[1])] = (annotation.note, annotation.colour)
    return found
