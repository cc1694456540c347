"""The notes on an article whose folder goes while it is read, or comes back: kept where they can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annotations.history import Change
from annotations.store import NotSaved, Store
from tui.opening.article import notes_of, store_for

if TYPE_CHECKING:
    from tui.reading import Reading


def rehouse(reading: Reading) -> str:
    """Keep all notes where notes on this article belong today; return why not in a sentence, or an empty string.

    That is beside the article as long as there is a folder that can be written, else in the data folder. What is
    in a sidecar there already stays, but for notes that were deleted meanwhile.
    """
    old, origin, settings = reading.workbook.store, reading.origin, reading.settings
    path = notes_of(origin, reading.directories)
    if path == str(old.path):
        return ""
    # What is kept elsewhere is known by this as what belongs beside the article.
    source = "" if path.startswith(str(origin.name)) else old.source
    new = store_for(reading.article, origin, reading.directories, settings.creator, source=source)
    new.load()
    outcome = new.apply(_changes(old, new))
    if isinstance(outcome, NotSaved):
        return outcome.sentence
    reading.move_notes(new)
    return ""


def _changes(old: Store, new: Store) -> Iterator[Change]:
    for id_, annotation in old.annotations.items():
        if new.annotations.get(id_) != annotation:
            yield Change(new.annotations.get(id_), annotation)
    for id_ in old.tombstones.keys() & new.annotations.keys():
        yield Change(new.annotations[id_], None)
