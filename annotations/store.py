"""The annotations of one article, written through to its sidecar at every change."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.annotation import Annotation, NewId, Tombstone, new_id
from annotations.document import LARGEST, Unusable
from annotations.elsewhere import Elsewhere
from annotations.facts import ArticleFacts
from annotations.faults import not_saved, reason_of
from annotations.history import Change
from annotations.location import SUFFIX, lock_path
from annotations.merge import Outcome, with_changes, with_known, without_contents
from annotations.sidecar import Page, dump, new_page, parse, written_out
from annotations.three_way import NO_PAGE, rejoined
from articles.clock import utc_now
from articles.leftovers import free_name, set_aside, sweep
from articles.locks import locked_if_possible
from articles.storage import ChangedError, Fingerprint, fingerprint, read_file, replace_file, update_file

if TYPE_CHECKING:
    from articles.clock import Clock

_MOST_TRIES: Final = 100
"""So often a save begins anew because another program has written meanwhile."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The changes are on the disk."""

    changes: tuple[Change, ...]
    """What was really changed, times and other programs' edits included: what undo has to take back."""


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The changes are kept in memory only; the next `apply` tries them again."""

    sentence: str
    """Why, for the reader."""
    changes: tuple[Change, ...]
    """As in `Saved`."""


class Store:
    """The annotations of one article, as they are in its sidecar and in other programs that write to it."""

    def __init__(
        self,
        path: Path,
        facts: ArticleFacts,
        *,
        clock: Clock = utc_now,
        new_id: NewId = new_id,
        creator: str = "",
        elsewhere: Elsewhere | None = None,
        makes_folder: bool = False,
        patience: float = 5.0,
        text_hash: Callable[[], str] = str,
    ) -> None:
        """Remember what to read; `load` reads.

        What is `elsewhere` is taken over while there is no sidecar at `path`, else joined to it. `makes_folder`
        is for one that is not beside its article. `patience` is for how many seconds a save waits for another
        program's. `text_hash` returns the hash of the article's text, and is asked when something is written.
        """
        self.path = path
        self.notice = ""
        """One sentence about what is wrong with the sidecar, empty when nothing is."""
        self.unreadable = False
        """Whether there is a sidecar that could not be read, as `notice` says."""
        self._facts, self._clock, self._creator, self._elsewhere = facts, clock, creator, elsewhere
        self._file = new_page(facts, new_id)
        """What the sidecar held when it was last read or written."""
        self._known = self._file
        """The same with what it held before, if that must not be lost."""
        self._page = self._file
        """The same with the changes that could not be saved."""
        self._pending: list[Change] = []
        self._originals: dict[str, Annotation | None] = {}
        """What the annotations that were changed here had been before, by id."""
        self._displaced: list[tuple[Page, Page]] = []
        """What others wrote while this program did, each with the page that they had seen before."""
        self._seen: Fingerprint | None = None
        self._broken = ""
        self._swept = False
        self._makes_folder, self._patience = makes_folder, patience
        self._text_hash = text_hash

    @property
    def annotations(self) -> Mapping[str, Annotation]:
        """The annotations by their ids, in the order of the sidecar, unsaved changes included."""
        return self._page.annotations

    @property
    def tombstones(self) -> Mapping[str, Tombstone]:
        """What is left of deleted annotations, by their ids."""
        return self._page.tombstones

    @property
    def source(self) -> str:
        """The IRI that annotations name as what they are about."""
        return self._page.facts.source

    @property
    def unsaved(self) -> bool:
        """Whether something is in memory that is not on the disk; `apply(())` tries to save it."""
        return bool(self._pending or self._displaced) or self._known is not self._file

    def load(self) -> None:
        """Read the sidecar; what is wrong with it is said in `notice`, and changes nothing on the disk."""
        there = self._found(self.path)
        if self._elsewhere is None:
            return
        if there:
            self._known = self._page = self._elsewhere.joined_to(self._file)
            return
        self._found(self._elsewhere.path)
        if not self._broken:
            self._elsewhere.took(self._seen, self._file)
        # It is another file's state, and another file's fault.
        self._seen, self._broken = None, ""

    def refresh(self) -> bool:
        """Take over what other programs have written; tell whether an annotation is another now.

        Costs one `stat` when nothing has changed. What another program has overwritten is written again.
        """
        before = self.annotations
        with suppress(OSError):
            # A sidecar that has gone or cannot be read now takes nothing from what is shown.
            if fingerprint(self.path) not in (None, self._seen):
                self._read(self.path)
                if self.unsaved:
                    self.apply(())
        return self.annotations != before

    def apply(
        self, changes: Iterable[Change], *, forget: Collection[str] = (), patience: float | None = None
    ) -> Saved | NotSaved:
        """Make the changes and write them through: they are on the disk when this returns `Saved`.

        What another program has written meanwhile is kept; see `reconciling.reconcile`. Of the deleted annotations
        in `forget`, ids, no content is left, and the previous version is not kept. Never raises OSError.
        """
        several = list(changes)
        try:
            with self._locked(self._patience if patience is None else patience):
                if forget:
                    self._kept.unlink(missing_ok=True)
                made = self._save(several, forget)
        except OSError as error:
            outcome = with_changes(self._page, several, self._clock(), self._creator)
            self._page = outcome.page
            self._pending += several
            return NotSaved(not_saved(error, self.path), tuple(filter(None, outcome.made)))
        if self._elsewhere is not None:
            self._elsewhere.remove()
        return Saved(tuple(filter(None, made)))

    def take_in(self, page: Page) -> Saved | NotSaved:
        """Merge another version of the sidecar into this one, and write that through."""
        ours = self._known
        self._displaced.append((NO_PAGE, replace(page, id=ours.id, facts=ours.facts, fields=ours.fields)))
        return self.apply(())

    def continue_with(self, facts: ArticleFacts, text_hash: Callable[[], str]) -> None:
        """Let the sidecar say, from the next change on, what another version of the article says of itself."""
        self._facts, self._text_hash = facts, text_hash

    def rescue(self, directory: Path) -> Path | None:
        """Write all annotations, the unsaved too, to a new file in `directory`; None when that fails."""
        path = directory / f"{self.path.name.removesuffix(SUFFIX)}-{self._clock():%Y%m%d-%H%M%S}{SUFFIX}"
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_file(path, dump(self._page))
        except OSError:
            return None
        return path

    def _found(self, path: Path) -> bool:
        """Read the file if there is one; tell whether there is."""
        try:
            self._read(path)
        except FileNotFoundError:
            return False
        except OSError as error:
            self.unreadable = True
            self.notice = f"The notes in {path.name} cannot be read: {reason_of(error)}."
        return True

    def _read(self, path: Path) -> None:
        """Take over the content of the file; raises OSError when it cannot be read."""
        state, data = read_file(path, limit=LARGEST)
        self._seen = state
        page = parse(data, self._file)
        if isinstance(page, Unusable):
            self._broken = page.sentence
            self.unreadable = True
            self.notice = f"The notes in {path.name} cannot be read: {page.sentence}. The file stays as it is."
            return
        self._broken = ""
        self.unreadable = False
        self.notice = page.problems[0] if page.problems else ""
        former, known = page.facts, self._facts
        source, digest = known.source or former.source, former.text_hash
        self._file = replace(page, facts=replace(known, source=source, text_hash=digest))
        self._known = with_known(self._file, self._known, self._originals)
        self._page = with_changes(self._known, self._pending, self._clock(), self._creator).page

    def _save(self, several: Sequence[Change], forget: Collection[str]) -> Sequence[Change | None]:
        """Write the pending changes and these; return what these came to. Raises OSError."""
        made: Sequence[Change | None] | None = None
        for _ in range(_MOST_TRIES):
            self._catch_up()
            page = self._known
            for before, theirs in self._displaced:
                page = rejoined(before, page, theirs)
            changes = [*self._pending, *several] if made is None else []
            outcome = with_changes(page, changes, self._clock(), self._creator)
            page = without_contents(outcome.page, forget)
            again = False
            try:
                if page is not self._file or self.unsaved or self._is_missing():
                    again = self._write(replace(outcome, page=page), keep=None if forget else self._kept)
            except ChangedError:
                # Where there are no locks that all programs heed.
                continue
            made = outcome.made[len(outcome.made) - len(several) :] if made is None else made
            self._pending.clear()
            if not again:
                return made
        raise TimeoutError(errno.ETIMEDOUT, "other programs write without end", str(self.path))

    def _is_missing(self) -> bool:
        """Tell whether there is no sidecar, though there is something to stand in it."""
        return self._seen is None and bool(self._file.annotations or self._file.tombstones)

    def _catch_up(self) -> None:
        """Read the sidecar again if another program has written to it; put it aside if it is broken."""
        state = fingerprint(self.path)
        if state is None:
            # It was removed: what it held is written anew.
            self._broken, self._seen = "", None
        elif state != self._seen:
            self._read(self.path)
        if self._broken:
            self._say_aside(set_aside(self.path), self._broken)
            self._broken, self._seen = "", None

    @property
    def _kept(self) -> Path:
        """Where the previous version is kept."""
        return Path(os.path.realpath(self.path) + "~")

    def _write(self, outcome: Outcome, keep: Path | None) -> bool:
        """Write the page; tell whether another program wrote at the same time, so that it has to be done again."""
        before, facts = self._file, outcome.page.facts
        self._facts = replace(self._facts, text_hash=self._facts.text_hash or self._text_hash())
        digest = self._facts.text_hash or facts.text_hash
        facts = replace(self._facts, source=facts.source, text_hash=digest)
        page, data = written_out(replace(outcome.page, facts=facts))
        updated = update_file(self.path, data, self._seen, keep=keep)
        self._seen = updated.state
        for change in filter(None, outcome.made):
            self._originals.setdefault(change.id, change.before)
        self._file = self._known = self._page = page
        self._displaced.clear()
        theirs = None if updated.displaced is None else parse(updated.displaced)
        if isinstance(theirs, Page):
            self._displaced.append((before, theirs))
        elif theirs is not None and updated.displaced is not None:
            aside = free_name(Path(os.path.realpath(self.path)))
            replace_file(aside, updated.displaced)
            self._say_aside(aside, theirs.sentence)
        return bool(self._displaced)

    def _say_aside(self, aside: Path, why: str) -> None:
        self.notice = f"The old notes were set aside as {aside.name}; nothing is lost. Their fault: {why}."

    @contextmanager
    def _locked(self, patience: float) -> Iterator[None]:
        """Hold the sidecar's lock, if there can be one."""
        if self._makes_folder:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked_if_possible(lock_path(self.path), timeout=patience):
            if not self._swept:
                sweep(self.path)
                self._swept = True
            yield
