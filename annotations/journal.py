"""The history of one sidecar's changes on the disk, so that undo also reaches behind a restart.

A file of JSON lines to which every step is appended, and every undoing and redoing by the step's id. It is a
convenience beside the sidecar: a line lost to a crash takes nothing from the notes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from annotations.annotation import Annotation
from annotations.history import LONGEST, Change, History, Step
from annotations.jsonld import read_annotation, write_annotation
from articles.storage import read_file, replace_file

LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest journal that is read; a larger one is begun anew."""
MOST_LINES: Final = 4 * LONGEST
"""A journal with more lines is written anew when it is read, with what can still be undone and redone."""


class Journal:
    """The journal in one file; what cannot be read of it counts as not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        """One sentence about why the last change cannot be undone after a restart; else empty."""
        self._source = ""

    def load(self, source: str) -> History:
        """Return what can be undone and redone; `source` is the IRI that annotations without one are about."""
        self._source = source
        try:
            data = read_file(self.path, limit=LARGEST)[1]
        except OSError:
            # There is none yet, or none that is of any use.
            return History()
        history = History()
        lines = data.split(b"\n")
        for line in lines:
            history = _replayed(history, line)
        if len(lines) > MOST_LINES:
            self.write(history)
        return history

    def did(self, step: Step) -> None:
        """Write down a step."""
        self._append(_step_line("did", step, self._source))

    def undid(self, step: Step) -> None:
        """Write down that the step was taken back."""
        self._append({"undid": step.id})

    def redid(self, step: Step) -> None:
        """Write down that the step was made again."""
        self._append({"redid": step.id})

    def write(self, history: History) -> None:
        """Write the journal anew, with this history and nothing else."""
        done = [_step_line("did", step, self._source) for step in history.done]
        undone = [_step_line("undone", step, self._source) for step in history.undone]
        data = "".join(json.dumps(line) + "\n" for line in [*done, *undone]).encode()
        try:
            replace_file(self.path, data)
        except OSError as error:
            self._failed(error)

    def forget(self, ids: Collection[str]) -> None:
        """Leave nothing of these annotations in it."""
        if self.path.exists():
            self.write(without(self.load(self._source), ids))

    def _append(self, line: Mapping[str, Any]) -> None:
        self.notice = ""
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(self.path, flags, 0o600), "ab", buffering=0) as file:
                # A line break first ends what a crash may have left unfinished.
                file.write(b"\n" + json.dumps(line).encode() + b"\n")
        except OSError as error:
            self._failed(error)

    def _failed(self, error: OSError) -> None:
        reason = error.strerror or "unknown error"
        self.notice = f"Saved, but it cannot be undone after a restart: {self.path} cannot be written ({reason})."


def without(history: History, ids: Collection[str]) -> History:
    """Return the history without the steps that concern these annotations."""

    def kept(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(step for step in steps if not any(change.id in ids for change in step.changes))

    return History(kept(history.done), kept(history.undone))


def _step_line(key: str, step: Step, source: str) -> dict[str, Any]:
    changes = [
        {"before": _json(change.before, source), "after": _json(change.after, source)} for change in step.changes
    ]
    return {key: step.id, "label": step.label, "changes": changes}


def _json(annotation: Annotation | None, source: str) -> dict[str, Any] | None:
    return None if annotation is None else write_annotation(annotation, source)


def _replayed(history: History, line: bytes) -> History:
    """Return the history after one line; a line that says nothing leaves it as it is."""
    try:
        entry = json.loads(line) if line.strip() else None
    except (ValueError, RecursionError):
        return history
    if not isinstance(entry, dict):
        return history
    if isinstance(entry.get("did"), str):
        return history.record(_read_step(entry["did"], entry))
    if isinstance(entry.get("undone"), str):
        return replace(history, undone=(*history.undone, _read_step(entry["undone"], entry)))
    return history.undone_step(str(entry.get("undid"))).redone_step(str(entry.get("redid")))


def _read_step(id_: str, entry: Mapping[str, Any]) -> Step:
    label, changes = entry.get("label"), entry.get("changes")
    several = changes if isinstance(changes, list) else []
    return Step(tuple(_read_changes(several)), label if isinstance(label, str) else "", id_)


def _read_changes(several: list[Any]) -> Iterator[Change]:
    for one in several:
        if isinstance(one, Mapping):
            before, after = (_read(one.get(key)) for key in ("before", "after"))
            if before is not None or after is not None:
                yield Change(before, after)


def _read(raw: object) -> Annotation | None:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("id"), str):
        return None
    return read_annotation(raw, raw["id"])
