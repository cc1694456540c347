"""An article's annotations where they stand today: what lists, filters and reports show."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from annotations.anchoring import Anchor, Anchored, anchor_all
from annotations.annotation import Annotation, Tombstone
from annotations.terms import moment
from annotations.threads import Threads
from articles.article import Article

DOUBTFUL: Final = ("changed", "orphaned")
"""The states in which the reader may want to have a look at an annotation."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An annotation with the place where its target is found in today's text."""

    annotation: Annotation
    anchor: Anchor
    paragraph: int | None
    """The block in which the target begins, counted from 1; None for an orphan."""
    thread: str = ""
    """For a reply, which stands where that stands, the id of the annotation at the top of its thread."""
    answers: Annotation | None = None
    """What a reply answers; as it was, when it has been deleted."""
    answers_deleted: bool = False

    @property
    def state(self) -> Literal["exact", "moved", "changed", "orphaned"]:
        """The anchor's; a reply, or an annotation on the whole article, has no place in it to lose."""
        return "exact" if self.annotation.selectors.nowhere else self.anchor.state

    @property
    def doubtful(self) -> bool:
        """Whether it stands on other words than once, or on none."""
        return self.state in DOUBTFUL


@dataclass(frozen=True, slots=True)
class Notebook:
    """An article with all or some of its annotations."""

    article: Article
    entries: tuple[Entry, ...]
    """In reading order, replies behind what they answer; orphans last, in the order in which they once stood."""
    source: str = ""
    """The IRI that annotations name as what they are about, if it is known."""

    def filtered(
        self, search: str = "", tag: str = "", colour: str = "", creator: str = "", since: datetime | None = None
    ) -> Notebook:
        """Return the notebook with those entries that fit all that is asked for; what is empty asks nothing.

        `search` is looked for in quote, note and tags; `tag` is a whole tag; `colour` and `creator` are names.
        Case does not matter in any. `since`, an aware time, is when they were changed last at the earliest.
        """
        tests: list[Callable[[Annotation], bool]] = []
        if search:
            tests.append(lambda one: mentions(one, search))
        if tag:
            tests.append(lambda one: _folded(tag) in map(_folded, one.tags))
        if colour:
            tests.append(lambda one: _folded(colour) == _folded(one.colour))
        if creator:
            tests.append(lambda one: _folded(creator) == _folded(one.creator))
        if since is not None:
            tests.append(lambda one: moment(one.modified or one.created) >= since)
        kept = (entry for entry in self.entries if all(test(entry.annotation) for test in tests))
        return replace(self, entries=tuple(kept))


def replies_of(notebook: Notebook, id_: str) -> tuple[Entry, ...]:
    """Return the replies to an annotation, and those to its replies: they stand behind it, in this order."""
    return tuple(entry for entry in notebook.entries if entry.thread == id_)


def open_notebook(
    article: Article, annotations: Iterable[Annotation], tombstones: Mapping[str, Tombstone] | None = None
) -> Notebook:
    """Return the article with its annotations anchored in today's text, in reading order.

    `tombstones`, by id, tell what replies answer that has been deleted.
    """
    several = tuple(annotations)
    anchors = anchor_all(article.content, several) if several else {}
    return arrange(article, several, anchors, Threads({one.id: one for one in several}, tombstones or {}))


def arrange(
    article: Article,
    annotations: Iterable[Annotation],
    anchors: Mapping[str, Anchor],
    threads: Threads | None = None,
) -> Notebook:
    """Return the article with annotations whose anchors, by id, are known already, in reading order.

    Without `threads`, which are of these annotations, replies are as annotations on the whole article.
    """
    entries = sorted((_entry(article, one, anchors[one.id]) for one in annotations), key=_reading_order)
    return Notebook(article, tuple(_threaded(entries, threads) if threads else entries))


def mentions(annotation: Annotation, search: str) -> bool:
    """Tell whether quote, note, tags or the reader's own English hold `search`; case does not matter."""
    own = (annotation.translation, annotation.guess)
    texts = (annotation.quote, annotation.note, *annotation.tags, *own)
    return any(_folded(search) in _folded(text) for text in texts)


def content_json(annotation: Annotation) -> dict[str, Any]:
    """Return what an annotation says, and when it was written, as all JSON of the command line shows it."""
    return {
        "quote": annotation.quote,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "colour": annotation.colour,
        "translation": annotation.translation,
        "guess": annotation.guess,
        "counterpart": annotation.counterpart,
        "created": annotation.created,
        "modified": annotation.modified,
        "creator": annotation.creator,
        "editor": annotation.editor,
    }


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return one note as `lesart notes --json` prints it.

    `note`, `colour`, `creator`, `editor` and `reply_to` are `""` and `tags` is `[]` when there is none; `start`,
    `end` and `paragraph` are null for an orphan and for a note on the whole article. `quote` is the text that was
    once marked, `start` and `end` are where it stands today. A reply has the place of what it answers.
    """
    annotation, anchor = entry.annotation, entry.anchor
    span = anchor.span if isinstance(anchor, Anchored) else None
    return {
        "id": annotation.id,
        **content_json(annotation),
        "reply_to": annotation.replies_to,
        "state": entry.state,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "paragraph": entry.paragraph,
    }


def check_json(notebook: Notebook, problems: Sequence[str] = ()) -> dict[str, Any]:
    """Return how the annotations anchor as `lesart check --json` prints it for one file.

    `problems` are the sentences that `validation.validate` found about the file itself.
    """
    items = [entry_json(entry) for entry in notebook.entries]
    states = [item["state"] for item in items]
    counts = {state: states.count(state) for state in ("exact", "moved", "changed", "orphaned")}
    source = notebook.article.source
    return {
        "source": source,
        "annotations": len(items),
        **counts,
        "items": items,
        "problems": list(problems),
    }


def _threaded(entries: Sequence[Entry], threads: Threads) -> Iterable[Entry]:
    """Return the entries with each reply behind what it answers, at its place."""
    by_id = {entry.annotation.id: entry for entry in entries}
    found: dict[str, Entry] = {}
    # Replies that answer each other in a circle come last, and none gets lost.
    for entry in sorted(entries, key=lambda entry: threads.root_of(entry.annotation) is not entry.annotation):
        id_ = entry.annotation.id
        if id_ in found:
            continue
        found[id_] = _answering(entry, threads)
        for reply in threads.below(id_):
            own = _answering(by_id[reply.id], threads)
            found[reply.id] = replace(own, anchor=entry.anchor, paragraph=entry.paragraph, thread=id_)
    return found.values()


def _answering(entry: Entry, threads: Threads) -> Entry:
    reply = entry.annotation
    if not reply.replies_to:
        return entry
    return replace(entry, answers=threads.answered_by(reply), answers_deleted=threads.is_deleted(reply.replies_to))


def _entry(article: Article, annotation: Annotation, anchor: Anchor) -> Entry:
    paragraph = article.index_at(anchor.span.start) + 1 if isinstance(anchor, Anchored) else None
    return Entry(annotation, anchor, paragraph)


def _reading_order(entry: Entry) -> tuple[bool, int, int, str, str]:
    """Orphans last; of those that begin together the longer first, then the older: it never wavers."""
    annotation, anchor = entry.annotation, entry.anchor
    if isinstance(anchor, Anchored):
        return False, anchor.span.start, -anchor.span.end, annotation.created, annotation.id
    start, end = annotation.selectors.start or 0, annotation.selectors.end or 0
    return True, start, -end, annotation.created, annotation.id


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
