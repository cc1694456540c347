"""What was edited by hand in a file that lesart had written, told from what the reader has changed since."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from annotations.annotation import Annotation, clean_note, clean_tags
from annotations.export.markdown import digests_of
from annotations.intake.item import AsRead


def edited(ours: Annotation, given: Annotation, written: str, as_read: AsRead) -> tuple[Annotation, bool]:
    """Return an annotation with what was edited in the file, and whether something was not taken over.

    `written` are the digests of what had been written there. What is still so in the file stays as the reader has
    it, and so does what the reader has changed since, too. What is there as it would be written today stays as it
    is, though the format, which `as_read` knows, may not have all of it.
    """
    after, refused = ours, False
    here = as_read(ours.note, ours.tags, ours.colour)
    there = (given.note, list(given.tags), given.colour)
    now, then = digests_of(here), digests_of(there)
    # A tag that the format cannot spell stays as it is when another one is added beside it.
    spelt = {read: tag for tag in ours.tags for read in as_read("", [tag], "")[1]}
    values: dict[str, Any] = {
        "note": clean_note(given.note),
        "tags": clean_tags(spelt.get(tag, tag) for tag in given.tags),
        "colour": given.colour,
    }
    for at, part in enumerate(values):
        before, mine, theirs = (one[8 * at : 8 * at + 8] for one in (written, now, then))
        if theirs == before or here[at] == there[at] or getattr(ours, part) == values[part]:
            continue
        if before and mine != before:
            refused = True
        else:
            after = replace(after, **{part: values[part]})
    return after, refused
