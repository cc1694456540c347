"""Notes that are being typed, kept so that a crash does not take them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args

from annotations.annotation import Annotation, Selectors
from articles.leftovers import sweep_folder
from articles.locks import locked, locked_if_possible
from articles.storage import read_file, replace_file

LARGEST: Final = 16 * 1024 * 1024
_STALE: Final = 24 * 3600.0
"""Seconds after which what a crash has left of a draft's saving is nobody's any more."""
_LEFT_OVER: Final = re.compile(r"\.[0-9a-f]{24}-[0-9a-f]{15}\.[^.]+\.tmp")
What = Literal["note", "translation", "guess"]
NOTE: Final = "note"


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that is not finished."""

    source: str
    """The article's source; for standard input something that tells its text from others."""
    selectors: Selectors
    """What the note is about, found again by `anchoring.find`."""
    text: str
    tags: tuple[str, ...] = ()
    colour: str = ""
    annotation_id: str = ""
    """The annotation whose note is edited; empty for a new one."""
    reply_to: str = ""
    """The annotation that a new one answers, whose `selectors` these are then."""
    saved: str = ""
    """When, as `timestamp` writes it."""
    what: What = NOTE
    """What of the annotation it is: its note, its `translation` or its `guess`."""

    def is_saved_as(self, annotation: Annotation) -> bool:
        """Tell whether this annotation, or one that was new at the same place, says all that the draft does."""
        here, there = self.selectors, annotation.selectors
        same_place = (here.prefix, here.exact, here.suffix) == (there.prefix, there.exact, there.suffix)
        if self.reply_to or annotation.replies_to:
            same_place = annotation.replies_to == self.reply_to
        says = (annotation.note, annotation.tags, annotation.colour) == (self.text, self.tags, self.colour)
        if self.what != NOTE:
            says = getattr(annotation, self.what) == self.text
        return says and (same_place or annotation.id == self.annotation_id)


class Drafts:
    """The drafts in one directory, a file each. Those that another program is writing are left to it.

    What a program writes it marks as its own by a lock; when it has ended, however that was, the lock is free.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._writer = os.urandom(6).hex()
        self._claim: ExitStack | None = None

    def save(self, draft: Draft) -> str:
        """Keep the draft in place of the one before; return why not in a sentence, or an empty string."""
        data = json.dumps(asdict(draft)).encode()
        try:
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._claim is None:
                sweep_folder(self._directory, lambda name: bool(_LEFT_OVER.fullmatch(name)), age=_STALE)
                self._claim = ExitStack()
                self._claim.enter_context(locked_if_possible(self._lock(self._writer)))
            replace_file(self._directory / f"{_name(draft)}-{self._writer}.json", data, mode=0o600)
        except OSError as error:
            return f"The draft of this note could not be kept: {error.strerror or 'unknown error'}."
        return ""

    def load(self, source: str) -> list[Draft]:
        """Return the article's drafts, the latest first; what cannot be read stays where it is."""
        found: list[Draft] = []
        for path in self._left(_digest(source)):
            draft = _read(path)
            if draft is not None and draft.source == source:
                found.append(draft)
        return sorted(found, key=lambda draft: draft.saved, reverse=True)

    def remove(self, draft: Draft) -> None:
        """Forget the draft, of which only source, annotation and target count; its note is saved or given up."""
        for path in self._left(_name(draft)):
            with suppress(OSError):
                # One that cannot be removed is offered once more.
                path.unlink(missing_ok=True)
        if not any(self._directory.glob(f"*-{self._writer}.json")):
            self.close()

    def close(self) -> None:
        """Leave what is here to whoever opens the article next."""
        if self._claim is not None:
            with suppress(OSError):
                # Without drafts, or with none that is being written, it tells nobody anything.
                self._lock(self._writer).unlink(missing_ok=True)
            self._claim.close()
            self._claim = None

    def _left(self, name: str) -> list[Path]:
        """Return the drafts whose names begin so and that no other program is writing."""
        with suppress(OSError):
            # Without the directory there are no drafts.
            return [path for path in self._directory.glob(f"{name}-*.json") if not self._in_use(path)]
        return []

    def _in_use(self, path: Path) -> bool:
        """Tell whether another program is writing this draft; the lock of one that has ended is removed."""
        writer = path.stem.rpartition("-")[2]
        lock = self._lock(writer)
        if writer == self._writer or not lock.exists():
            return False
        try:
            with locked(lock, timeout=0.0):
                lock.unlink()
        except TimeoutError:
            return True
        except OSError:
            # Where there are no locks, nobody knows.
            return False
        return False

    def _lock(self, writer: str) -> Path:
        return self._directory / f".{writer}.lock"


def _name(draft: Draft) -> str:
    """Return what the names of all drafts for the same annotation, or for the same place, begin with."""
    place = (draft.selectors.start, draft.selectors.end, draft.selectors.exact)
    target = ("reply", draft.reply_to) if draft.reply_to else place
    own = "" if draft.what == NOTE else draft.what
    return f"{_digest(draft.source)}-{_digest((draft.annotation_id or json.dumps(target)) + own)}"


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _read(path: Path) -> Draft | None:
    try:
        raw = json.loads(read_file(path, limit=LARGEST)[1])
    except (OSError, ValueError, RecursionError):
        return None
    selectors = raw.get("selectors") if isinstance(raw, dict) else None
    if not isinstance(selectors, dict):
        return None
    names = ("source", "text", "colour", "annotation_id", "reply_to", "saved")
    tags = raw.get("tags")
    if not all(isinstance(raw.get(name, ""), str) for name in names):
        return None
    fields = {name: raw.get(name, "") for name in names}
    known = tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else ()
    what: What = raw["what"] if raw.get("what") in get_args(What) else NOTE
    return Draft(selectors=_selectors(selectors), tags=known, what=what, **fields)


def _selectors(raw: Mapping[str, Any]) -> Selectors:
    texts = (raw.get(name) for name in ("exact", "prefix", "suffix"))
    exact, prefix, suffix = (text if isinstance(text, str) else "" for text in texts)
    start, end = raw.get("start"), raw.get("end")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end:
        start = end = None
    return Selectors(exact, prefix, suffix, start, end)
