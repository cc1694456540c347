"""The reader's work on one article: annotating, editing, deleting, undoing, all written through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from annotations.anchoring import Anchored, anchor_all, describe
from annotations.annotation import Annotation, NewId, Selectors, new_id
from annotations.history import Change, Step
from annotations.journal import Journal
from annotations.notebook import DOUBTFUL, Entry, Notebook, arrange
from annotations.past import Past
from annotations.placement import Placement
from annotations.renderings import DEEDS, Own
from annotations.store import NotSaved, Saved, Store
from annotations.threads import Threads
from annotations.trash import Discarded, find_discarded
from articles.article import Article, Span
from articles.clock import timestamp, utc_now

if TYPE_CHECKING:
    from articles.clock import Clock

Outcome = Saved | NotSaved


class Workbook:
    """An article with its annotations, where they stand and what was done to them."""

    def __init__(
        self,
        article: Article,
        store: Store,
        journal: Journal | None = None,
        *,
        clock: Clock = utc_now,
        new_id: NewId = new_id,
    ) -> None:
        """`journal` keeps what can be undone beyond the end of the program."""
        self.article = article
        self.store = store
        self.opened = False
        """Whether the sidecar has been read."""
        self.lost = 0
        """How many versions have lost against others since the sidecar was read; they are in the trash."""
        self._placement: Placement | None = None
        self._clock = clock
        self._new_id = new_id
        self._past = Past(journal)
        self._threads: tuple[Mapping[str, Annotation], Threads] | None = None

    def open(self) -> None:
        """Read the sidecar and what can be undone."""
        self.store.load()
        self.opened = True
        self._past.load(self.store.source)

    @property
    def placement(self) -> Placement:
        """Where the annotations stand; found when it is first asked for."""
        return self._placement or self.find_places()

    def find_places(self) -> Placement:
        """Find every annotation's place in the article; with thousands a matter for another thread."""
        self._placement = self.places_in(self.article)
        return self._placement

    def places_in(self, article: Article) -> Placement:
        """Return where the annotations stand in another version of the article; for another thread, too."""
        annotations = list(self.store.annotations.values())
        anchors = anchor_all(article.content, annotations) if annotations else {}
        placement = Placement(article)
        for annotation in annotations:
            placement.put(annotation, anchors[annotation.id])
        return placement

    def continue_in(self, article: Article, placement: Placement) -> None:
        """Go on with another version of the article, for which `places_in` returned the placement."""
        self.article, self._placement = article, placement
        self._settle()

    def keep_in(self, store: Store) -> None:
        """Keep the annotations in another sidecar from now on, which holds them all already."""
        self.store = store
        self._settle()

    @property
    def state(self) -> str:
        """`saved` or `not saved`, for the status line."""
        return "not saved" if self.store.unsaved else "saved"

    @property
    def notice(self) -> str:
        """One sentence about what is wrong with the sidecar or with what can be undone; else empty."""
        return self.store.notice or self._past.notice

    @property
    def notebook(self) -> Notebook:
        """The annotations in reading order, the orphans last."""
        return arrange(self.article, self.placement.annotations.values(), self.placement.anchors, self.threads)

    @property
    def threads(self) -> Threads:
        """Which annotations answer which."""
        annotations = self.store.annotations
        if self._threads is None or self._threads[0] is not annotations:
            self._threads = annotations, Threads(annotations, self.store.tombstones)
        return self._threads[1]

    def place_of(self, annotation: Annotation) -> Span | None:
        """Return where an annotation stands, or what it answers; None where that has no place in the text."""
        anchor = self.placement.anchors.get(self.threads.root_of(annotation).id)
        return anchor.span if isinstance(anchor, Anchored) else None

    @property
    def doubtful(self) -> tuple[Entry, ...]:
        """The annotations that stand on other words than once, or on none, in reading order."""
        annotations, anchors = self.placement.annotations, self.placement.anchors
        some = [one for one in annotations.values() if anchors[one.id].state in DOUBTFUL]
        return tuple(entry for entry in arrange(self.article, some, anchors).entries if entry.doubtful)

    @property
    def discarded(self) -> tuple[Discarded, ...]:
        """What was deleted or lost against a later change and can be brought back, the latest first."""
        return find_discarded(self.store.annotations.values(), self.store.tombstones)

    def annotate(
        self, span: Span, *, note: str = "", tags: Sequence[str] = (), colour: str = "", counterpart: str = ""
    ) -> Outcome:
        """Make an annotation on `span` of the canonical text and write it through.

        `counterpart` is the English that stands beside it.
        """
        new = replace(self._new(span), note=note, tags=tuple(tags), colour=colour, counterpart=counterpart)
        return self._do("annotate", Change(None, new))

    def reply(self, to: Annotation, *, note: str, tags: Sequence[str] = (), colour: str = "") -> Outcome:
        """Answer an annotation and write that through."""
        now = timestamp(self._clock())
        reply = Annotation(
            self._new_id(), Selectors(""), note, tuple(tags), colour, created=now, modified=now, replies_to=to.id
        )
        return self._do("reply", Change(None, reply))

    def edit(
        self, annotation: Annotation, *, note: str, tags: Sequence[str], colour: str, counterpart: str = ""
    ) -> Outcome:
        """Give an annotation another note, other tags and another colour, and write it through.

        A `counterpart` that it has already stays.
        """
        english = annotation.counterpart or counterpart
        after = replace(annotation, note=note, tags=tuple(tags), colour=colour, counterpart=english)
        return self._do("edit", Change(annotation, after))

    def render(self, span: Span, english: str, what: Own, *, there: Annotation | None = None) -> Outcome:
        """Keep the reader's own English of `span`, in place of what is `there`; an empty text takes that back."""
        fields: dict[str, Any] = {what: english}
        after = replace(self._attached(there or self._new(span), span), **fields)
        kept = after.translation or after.guess or (there is not None and not there.is_rendering)
        return self._do(DEEDS[what], Change(there, after if kept else None))

    def delete(self, annotation: Annotation) -> Outcome:
        """Delete an annotation and write that through."""
        return self._do("delete", Change(annotation, None))

    def accept(self, annotation: Annotation) -> Outcome:
        """Let the annotation be about the words on which it was found; those that it was about stay noted."""
        anchor = self.placement.anchors.get(annotation.id)
        if not isinstance(anchor, Anchored):
            return self.detach(annotation)
        return self.attach(annotation, anchor.span, label="accept")

    def attach(self, annotation: Annotation, span: Span, *, label: str = "attach") -> Outcome:
        """Let the annotation be about `span`; the words that it was first about stay noted."""
        return self._do(label, Change(annotation, self._attached(annotation, span)))

    def detach(self, annotation: Annotation) -> Outcome:
        """Let the annotation be about the whole article; the words that it was first about stay noted."""
        after = replace(annotation, selectors=Selectors(""), original=annotation.first_quote)
        return self._do("detach", Change(annotation, after))

    def restore(self, annotation: Annotation) -> Outcome:
        """Bring back a deleted annotation."""
        return self._do("restore", Change(None, annotation))

    def bring_back(self, annotation: Annotation, version: Annotation) -> Outcome:
        """Put one of the annotation's earlier versions in force; the present one becomes an earlier version."""
        now = replace(annotation, earlier=())
        kept = [one for one in annotation.earlier if one != version]
        after = replace(version, earlier=(*kept, now), created=annotation.created, creator=annotation.creator)
        return self._do("bring back", Change(annotation, after))

    def reinstate(self, discarded: Discarded) -> Outcome:
        """Bring back what was deleted, or an earlier version of what is still there."""
        now = self.store.annotations.get(discarded.annotation.id)
        if discarded.successor is None or now is None:
            return self.restore(discarded.annotation)
        return self.bring_back(now, discarded.annotation)

    def take_in(self, changes: Iterable[Change], label: str = "import") -> Outcome:
        """Make changes that come from elsewhere, all in one step."""
        return self._do(label, *changes)

    def forget(self, discarded: Collection[Discarded]) -> Outcome:
        """Delete these for good, also from what can be undone."""
        ids = {one.annotation.id for one in discarded}
        lost = [one.annotation for one in discarded if one.successor is not None]
        outcome = self._apply(self._without_versions(lost), forget=ids)
        if isinstance(outcome, Saved):
            self._past.forget(ids)
        return outcome

    def _without_versions(self, lost: Collection[Annotation]) -> Iterator[Change]:
        for id_ in {version.id for version in lost} & self.store.annotations.keys():
            now = self.store.annotations[id_]
            kept = tuple(version for version in now.earlier if version not in lost)
            yield Change(now, replace(now, earlier=kept))

    def can_undo(self) -> bool:
        """Tell whether there is a change to take back."""
        return self._past.can_undo

    def can_redo(self) -> bool:
        """Tell whether there is a change to make again."""
        return self._past.can_redo

    def undo(self) -> tuple[str, Outcome] | None:
        """Take back the last change; return what it was and what came of it, or None when there is none."""
        return self._past.undo(self._apply)

    def redo(self) -> tuple[str, Outcome] | None:
        """Make the change again that was taken back last; return as `undo` does."""
        return self._past.redo(self._apply)

    def _new(self, span: Span) -> Annotation:
        now = timestamp(self._clock())
        selectors = describe(self.article.content, span.start, span.end)
        return Annotation(self._new_id(), selectors, created=now, modified=now)

    def _attached(self, annotation: Annotation, span: Span) -> Annotation:
        selectors = describe(self.article.content, span.start, span.end)
        original = "" if selectors.exact == annotation.first_quote else annotation.first_quote
        return replace(annotation, selectors=selectors, original=original)

    def refresh(self) -> bool:
        """Take over what other programs have written; tell whether anything is another now."""
        changed = self.store.refresh()
        if changed:
            self._settle()
        return changed

    def try_again(self) -> bool:
        """Save what could not be saved, if nothing has to be waited for; tell whether that is new."""
        if not self.store.unsaved:
            return False
        outcome = self.store.apply((), patience=0.0)
        self._settle()
        return isinstance(outcome, Saved)

    def _do(self, label: str, *changes: Change) -> Outcome:
        outcome = self._apply(changes)
        self._past.did(Step(outcome.changes, label, self._new_id()))
        return outcome

    def _apply(self, changes: Iterable[Change], *, forget: Collection[str] = ()) -> Outcome:
        outcome = self.store.apply(changes, forget=forget)
        self._settle()
        return outcome

    def _settle(self) -> None:
        """Bring the places up to date with the store, and count what lost."""
        if self._placement is None:
            return
        for before, now in self._placement.follow(self.store.annotations):
            self.lost += max(0, len(now.earlier) - len(before.earlier))
