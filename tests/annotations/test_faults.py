"""Whichever system call of a save fails, or is its last: nothing is lost, and what is said of it is true."""

import errno
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from support.faults import intercept

from annotations.annotation import Annotation, Selectors
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.sidecar import Page, parse
from annotations.store import NotSaved, Saved, Store

FACTS = ArticleFacts("Titel", "a.md", "sha256:0")
KNOWN = Annotation("urn:uuid:1", Selectors("eins", start=0, end=4), "Notiz")
NEW = replace(KNOWN, id="urn:uuid:2", note="neu")
THEIRS = replace(KNOWN, id="urn:uuid:3", note="ihre")
GARBAGE = b'{"items": [ meine Notizen'
SYNC = ("open", "fsync", "close")
"""What is called on the folder when the new is there: when it fails, a power cut may still bring back the old."""
ERRORS = ("ENOSPC", "EDQUOT", "EIO", "EROFS", "EACCES", "EINTR")


class Save(NamedTuple):
    """A save that is about to be made."""

    path: Path
    store: Store
    changes: tuple[Change, ...]
    wanted: dict[str, str]
    """What is on the disk afterwards: notes by their ids."""


def first(path: Path) -> Save:
    return Save(path, opened(path), (Change(None, NEW),), {NEW.id: "neu"})


def later(path: Path) -> Save:
    written(path, KNOWN)
    store = opened(path)
    known = store.annotations[KNOWN.id]
    changes = (Change(known, replace(known, note="anders")), Change(None, NEW))
    return Save(path, store, changes, {KNOWN.id: "anders", NEW.id: "neu"})


def behind_another(path: Path) -> Save:
    save = later(path)
    written(path, THEIRS)
    return save._replace(wanted={**save.wanted, THEIRS.id: "ihre"})


def over_garbage(path: Path) -> Save:
    path.write_bytes(GARBAGE)
    return Save(path, opened(path), (Change(None, NEW),), {NEW.id: "neu"})


SAVES = (first, later, behind_another, over_garbage)
Prepare = Callable[[Path], Save]


def opened(path: Path) -> Store:
    store = Store(path, FACTS)
    store.load()
    return store


def written(path: Path, annotation: Annotation) -> None:
    assert isinstance(opened(path).apply([Change(None, annotation)]), Saved)


def notes(path: Path) -> dict[str, str] | None:
    """Return the notes on the disk; None when there is no sidecar, or none that can be read."""
    page = parse(path.read_bytes()) if path.exists() else None
    return {one.id: one.note for one in page.annotations.values()} if isinstance(page, Page) else None


def content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def leftovers(path: Path) -> list[Path]:
    return list(path.parent.glob(".*.tmp"))


def calls_of(prepare: Prepare, directory: Path) -> list[str]:
    """Return the names of the system calls that the save makes when nothing fails."""
    save, calls = prepared(prepare, directory), list[str]()
    with pytest.MonkeyPatch.context() as patch:
        intercept(patch, lambda _, name: calls.append(name))
        assert isinstance(save.store.apply(save.changes), Saved)
    return calls


def prepared(prepare: Prepare, directory: Path) -> Save:
    directory.mkdir()
    return prepare(directory / "a.md.annotations.json")


def fails(save: Save, number: int, code: int) -> tuple[Saved | NotSaved, bool]:
    """Save while one call fails; return what is said of it, and whether it was on the disk already by then."""
    there_already = False

    def fail(current: int, _: str) -> None:
        nonlocal there_already
        if current == number:
            there_already = notes(save.path) == save.wanted
            raise OSError(code, os.strerror(code))

    with pytest.MonkeyPatch.context() as patch:
        intercept(patch, fail)
        return save.store.apply(save.changes), there_already


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("prepare", SAVES)
def test_whichever_call_fails_the_old_or_the_new_is_there_and_the_next_save_makes_up_for_it(
    prepare: Prepare, error: str, tmp_path: Path
) -> None:
    wrong = []
    for number, name in enumerate(calls_of(prepare, tmp_path / "calls")):
        save = prepared(prepare, tmp_path / str(number))
        before = content(save.path)
        result, there_already = fails(save, number, getattr(errno, error))
        certain = not (there_already and name in SYNC)
        faults = [*wrong_now(save, before), *wrong_answer(save, result, certain=certain)]
        left = leftovers(save.path) if name != "unlink" else []
        faults += [f"{one.name} is left" for one in left]
        faults += wrong_later(save, before)
        wrong += [f"call {number}, {name}: {fault}" for fault in faults]
    assert wrong == []


def wrong_now(save: Save, before: bytes | None) -> list[str]:
    """Return what is wrong when neither the old nor the new is on the disk."""
    aside = before == GARBAGE and not save.path.exists()
    there = notes(save.path) == save.wanted or content(save.path) == before or aside
    return [] if there else ["neither the old nor the new is there"]


def wrong_answer(save: Save, result: Saved | NotSaved, *, certain: bool) -> list[str]:
    """Return what is wrong with what is said of a save; where that is not `certain`, it may be either."""
    if isinstance(result, Saved):
        return [] if notes(save.path) == save.wanted else ["it is said to be saved, and is not"]
    true = not certain or notes(save.path) != save.wanted
    understandable = result.sentence.startswith("Not saved: ") and save.store.unsaved
    return ["it is saved, and said not to be"] * (not true) + [result.sentence] * (not understandable)


def wrong_later(save: Save, before: bytes | None) -> list[str]:
    """Save again without a fault, and return what is wrong then."""
    saved = save.store.apply(()) == Saved(()) and not save.store.unsaved and notes(save.path) == save.wanted
    aside = [data for file in save.path.parent.glob("*.broken-*") if (data := file.read_bytes())]
    whole = aside == [GARBAGE] * (before == GARBAGE)
    return ["the next save does not make up for it"] * (not saved) + ["garbage is lost"] * (not whole)


@pytest.mark.parametrize("error", ERRORS)
def test_a_folder_that_cannot_be_synced_is_said_to_be_not_saved(error: str, tmp_path: Path) -> None:
    save = prepared(later, tmp_path / "later")
    synced = 0

    def fail(_: int, name: str) -> None:
        nonlocal synced
        synced += name == "fsync"
        if name == "fsync" and synced == 2:
            raise OSError(getattr(errno, error), "")

    with pytest.MonkeyPatch.context() as patch:
        intercept(patch, fail)
        result = save.store.apply(save.changes)
    # Some file systems forbid it, and the rename is done.
    assert isinstance(result, Saved if error == "EACCES" else NotSaved)


def test_what_another_writes_at_the_very_last_moment_outlives_whatever_fails_then(tmp_path: Path) -> None:
    lost = []
    for number in range(20):
        save = prepared(later, tmp_path / str(number))
        theirs = save.path.with_name("theirs")
        shutil.copy(save.path, theirs)
        written(theirs, THEIRS)
        name = fails_behind_the_swap(save, theirs, number)
        assert isinstance(save.store.apply(()), Saved)
        if THEIRS.id not in (notes(save.path) or {}):
            lost.append(f"call {number} behind the swap, {name}")
    assert lost == []


def fails_behind_the_swap(save: Save, theirs: Path, number: int) -> str:
    """Save while `theirs` comes in just before the swap, and one call behind that fails; return its name."""
    behind = 0
    failed = ""

    def meddle(_: int, name: str) -> None:
        nonlocal behind, failed
        if name == "exchange" and not behind:
            theirs.replace(save.path)
        behind += bool(behind) or name == "exchange"
        if behind == number + 2:
            failed = name
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.MonkeyPatch.context() as patch:
        intercept(patch, meddle)
        save.store.apply(save.changes)
    return failed


@pytest.mark.parametrize("prepare", SAVES)
def test_killed_at_whichever_call_the_old_or_the_new_is_there_and_the_rest_is_swept(
    prepare: Prepare, tmp_path: Path
) -> None:
    wrong = []
    for number, name in enumerate(calls_of(prepare, tmp_path / "calls")):
        save = prepared(prepare, tmp_path / str(number))
        before = content(save.path)
        child = os.fork()
        if child == 0:
            die_at(number, save)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        faults = [*wrong_now(save, before), *wrong_afterwards(save)]
        wrong += [f"call {number}, {name}: {fault}" for fault in faults]
    assert wrong == []


def wrong_afterwards(save: Save) -> list[str]:
    """Make the change again in another session, later, and return what is wrong then."""
    for leftover in leftovers(save.path):
        os.utime(leftover, (0, 0))
    again = opened(save.path)
    changes = [Change(None, replace(NEW, id="urn:uuid:9")), *save.changes]
    saved = isinstance(again.apply(changes), Saved) and (notes(save.path) or {}).items() >= save.wanted.items()
    left = [f"{one.name} is not swept" for one in leftovers(save.path)]
    return ["what follows cannot be saved"] * (not saved) + left


def die_at(number: int, save: Save) -> None:
    """Save, in a process of its own, and be killed at one call."""

    def die(current: int, _: str) -> None:
        if current == number:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        intercept(pytest.MonkeyPatch(), die)
        save.store.apply(save.changes)
    finally:
        os._exit(1)


@pytest.mark.parametrize("most", [1, 100])
def test_what_is_written_in_pieces_is_written_whole(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = prepared(later, tmp_path / "later")
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:most]))
        assert isinstance(save.store.apply(save.changes), Saved)
    assert notes(save.path) == save.wanted
