"""Notes on one article that were begun and not finished."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from annotations.annotation import Annotation, Selectors
from annotations.drafts import Draft, Drafts
from articles.clock import timestamp, utc_now


class Unfinished(Drafts):
    """The drafts of the article that is open."""

    def __init__(self, directory: Path, source: str) -> None:
        super().__init__(directory)
        self._source = source

    def left_for(self, blank: Draft) -> Draft | None:
        """Return the draft that was left of the same, for the same annotation or at the same place, as `blank`."""
        for draft in self.load(self._source):
            same = _words(draft.selectors) == _words(blank.selectors) and draft.reply_to == blank.reply_to
            alike = (draft.annotation_id, draft.what) == (blank.annotation_id, blank.what)
            if alike and (same or blank.annotation_id):
                return draft
        return None

    def left(self, annotations: Mapping[str, Annotation]) -> list[Draft]:
        """Return all that were left, the latest first; those that are among the `annotations` now are removed."""
        left = []
        for draft in self.load(self._source):
            if any(map(draft.is_saved_as, annotations.values())):
                self.remove(draft)
            else:
                left.append(draft)
        return left

    def keep(self, blank: Draft, note: str, tags: tuple[str, ...], colour: str) -> str:
        """Write down a note that is being typed; return a sentence when that failed."""
        return self.save(replace(blank, text=note, tags=tags, colour=colour, saved=timestamp(utc_now())))


def _words(selectors: Selectors) -> tuple[str, str, str]:
    return selectors.prefix, selectors.exact, selectors.suffix
