"""Conflict copies beside the notes: offered when an article is opened, and merged by `lesart merge --copies`."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.command_line import Run
from support.naughty import ALL
from support.reader import Open, Reader
from support.threads import ended

from annotations.conflicts import ConflictCopy, find_copies
from annotations.workbook import Workbook
from articles.article import Span
from tui.configuration.remembered import Remembered
from tui.notes import conflicts
from tui.screens.dialog import Offer
from tui.screens.reader.screen import ReaderScreen

Beside = Callable[..., Workbook]
TAG = ".sync-conflict-20240102-030405-ABCDEFG"


@pytest.fixture
def leave(tmp_path: Path, beside: Beside) -> Callable[..., Path]:
    """Return a function that leaves a conflict copy with notes that the sidecar lacks."""

    def leave_copy(tag: str = TAG, notes: int = 1) -> Path:
        workbook = beside()
        sidecar = workbook.store.path
        before = sidecar.read_bytes() if sidecar.exists() else None
        for _ in range(notes):
            workbook.annotate(Span(0, 3), note="von drüben")
        copy = sidecar.with_name(f"artikel.txt.annotations{tag}.json")
        copy.write_bytes(sidecar.read_bytes())
        sidecar.unlink()
        sidecar.with_name(f"{sidecar.name}~").unlink(missing_ok=True)
        if before is not None:
            sidecar.write_bytes(before)
        return copy

    return leave_copy


async def looked(reader: Reader) -> None:
    """Return when it has been looked for copies, and what was found has been taken in."""
    await ended(reader.pilot, "conflict copies", "notes left behind")


def asked(reader: Reader) -> str:
    assert isinstance(reader.app.screen, Offer)
    return reader.words()


async def test_yes_merges_the_copy_and_keeps_it_in_the_data_folder(
    open_reader: Open, beside: Beside, leave: Callable[..., Path]
) -> None:
    beside().annotate(Span(4, 10), note="von hier")
    copy = leave(notes=2)
    async with open_reader() as reader:
        await looked(reader)
        assert "Another version of these notes" in asked(reader)
        assert "“….sync-conflict-20240102-030405-ABCDEFG.json” holds 3 notes. Merge it?" in asked(reader)
        await reader.press("y")
        assert reader.message == "Merged: 2 notes are new."
        assert sorted(note for _, note, *_ in reader.notes) == ["von drüben", "von drüben", "von hier"]
        assert not copy.exists()
        assert (reader.directories.data / "merged" / copy.name).exists()
    assert len(beside().store.annotations) == 3


async def test_a_version_that_lost_is_said_to_be_in_the_trash(
    open_reader: Open, beside: Beside, leave: Callable[..., Path]
) -> None:
    beside().annotate(Span(4, 10), note="alt")
    copy = leave()
    copy.write_bytes(copy.read_bytes().replace(b'"alt"', b'"anders"'))
    async with open_reader() as reader:
        await looked(reader)
        await reader.press("y")
        assert reader.message == "Merged: 1 note is new; 1 version that differs is in the trash."


async def test_no_is_remembered_until_the_copy_is_another(open_reader: Open, leave: Callable[..., Path]) -> None:
    copy = leave()
    async with open_reader() as reader:
        await looked(reader)
        await reader.press("n")
        assert reader.message == "They stay as they are; `lesart merge --copies` can still merge them."
        assert copy.exists()
    async with open_reader() as reader:
        await looked(reader)
        assert isinstance(reader.app.screen, ReaderScreen)
    leave(notes=2)
    async with open_reader() as reader:
        await looked(reader)
        assert "holds 2 notes" in asked(reader)
        await reader.press("escape")
        assert copy.exists()


async def test_several_copies_are_one_question(open_reader: Open, leave: Callable[..., Path]) -> None:
    for tag in (" (1)", " (conflicted copy 2024-01-02)", "-LAPTOP"):
        leave(tag)
    async with open_reader() as reader:
        await looked(reader)
        assert "holds 1 note, and so do 2 other files. Merge them?" in asked(reader)
        await reader.press("y")
        assert len(reader.notes) == 3
        assert len(list((reader.directories.data / "merged").iterdir())) == 3


async def test_a_copy_is_offered_behind_what_is_asked_already(
    open_reader: Open, leave: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    may_look = threading.Event()

    def find(*arguments: Any) -> list[ConflictCopy]:
        may_look.wait(10.0)
        return find_copies(*arguments)

    leave()
    monkeypatch.setattr(conflicts, "find_copies", find)
    async with open_reader() as reader:
        await reader.press("question_mark")
        may_look.set()
        await looked(reader)
        assert not isinstance(reader.app.screen, Offer)
        await reader.press("escape")
        assert "Another version of these notes" in asked(reader)
        await reader.press("j", "enter")
        assert isinstance(reader.app.screen, Offer)


async def test_what_fails_is_said(open_reader: Open, leave: Callable[..., Path]) -> None:
    copy = leave()
    async with open_reader() as reader:
        await looked(reader)
        copy.write_text("{")
        await reader.press("y")
        assert reader.message.startswith("The notes in ")
        assert reader.notes == []


async def test_an_answer_that_cannot_be_remembered_is_said(
    open_reader: Open, leave: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    leave()
    async with open_reader() as reader:
        await looked(reader)
        monkeypatch.setattr(Remembered, "enter", refuse)
        await reader.press("n")
        assert reader.message == "Your answer could not be remembered: No space left on device."


async def test_a_copys_name_is_only_text(open_reader: Open, leave: Callable[..., Path]) -> None:
    leave(f" (conflict {ALL.replace('(', '').replace(')', '').replace('/', '')[:60]})")
    async with open_reader(size=(40, 12)) as reader:
        await looked(reader)
        assert "y merge · n no" in asked(reader)
        assert all(sign.isprintable() or sign in "\xa0\u202f" for row in reader.rows() for sign in row)


def test_a_copy_that_cannot_be_put_away_is_found_wrong(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.txt", "--quote", "Hund")
    sidecar = tmp_path / "artikel.txt.annotations.json"
    sidecar.with_name(f"artikel.txt.annotations{TAG}.json").write_bytes(sidecar.read_bytes())
    (tmp_path / "DATA/lesart").mkdir(parents=True, exist_ok=True)
    (tmp_path / "DATA/lesart/merged").write_text("im Weg")
    done = run("merge", "--copies", "artikel.txt")
    assert done.code == 1
    assert "artikel.txt: Its notes are merged, but " in done.out


def test_copies_are_merged_without_a_screen(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "eins")
    sidecar = tmp_path / "artikel.txt.annotations.json"
    before = sidecar.read_bytes()
    run("note", "artikel.txt", "--quote", "Straße", "--text", "zwei")
    copy = tmp_path / f"artikel.txt.annotations{TAG}.json"
    copy.write_bytes(sidecar.read_bytes())
    sidecar.write_bytes(before)
    done = run("merge", "--copies", "artikel.txt")
    assert (done.code, done.out) == (0, f"{copy}\nartikel.txt: Merged: 1 note is new.\n")
    assert "zwei" in run("notes", "artikel.txt").out
    assert (tmp_path / "DATA/lesart/merged" / copy.name).exists()
    assert run("merge", "--copies", "artikel.txt").out == "artikel.txt: there are no conflict copies.\n"


@pytest.mark.parametrize(
    "arguments", [[], ["a", "b"], ["--copies"], ["a", "b", "c", "d"], ["--copies", "-o", "x", "artikel.txt"]]
)
def test_a_merge_of_something_else_is_wrong_use(run: Run, arguments: list[str]) -> None:
    assert run("merge", *arguments).code == 2
