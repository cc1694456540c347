"""Several articles one after the other."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from support.reader import Reader

from articles.library import Library
from tui.app import LesartApp
from tui.opening.reading_list import ReadingList, gather
from tui.reading import Reading
from tui.screens.reader.screen import ReaderScreen
from tui.settings import Directories, Settings

OpenSeveral = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return three articles, A, B and C, of four paragraphs each."""
    paths = [tmp_path / f"{name}.txt" for name in "ABC"]
    for path in paths:
        path.write_text("\n\n".join(f"Absatz {number} von {path.stem}." for number in range(1, 5)), "utf-8")
    return list(map(str, paths))


@pytest.fixture
def open_several(directories: Directories) -> OpenSeveral:
    """Return a function that opens the app on the first of several articles."""

    @asynccontextmanager
    async def open_it(*sources: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Reader]:
        settings = Settings(engine="none")
        reading = Reading.open(sources[0], settings, directories)
        app = LesartApp(settings, directories, reading, reading_list=ReadingList(sources))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Reader(pilot, Path(sources[0]), directories)

    return open_it


async def test_keys_go_to_the_next_article_and_back(open_several: OpenSeveral, files: list[str]) -> None:
    async with open_several(*files) as reader:
        seen = []
        for key in ("J", "J", "J", "K", "K", "K"):
            await reader.press(key)
            seen.append(f"{reader.quote[-2]} {reader.line('status').split()[0]} {reader.message[:16]}".strip())
    hints = "j paragraph  s s"
    assert seen == [
        f"B 2/3 {hints}", f"C 3/3 {hints}", "C 3/3 This is the last",
        f"B 2/3 {hints}", f"A 1/3 {hints}", "A 1/3 This is the firs",
    ]  # fmt: skip


async def test_each_keeps_its_position_and_its_notes(
    open_several: OpenSeveral, files: list[str], directories: Directories
) -> None:
    async with open_several(*files) as reader:
        await reader.press("j", "h", "J", "j", "j", "K")
        assert reader.quote == "Absatz 2 von A."
        assert reader.notes == [("Absatz 2 von A.", "", (), "yellow")]
        await reader.press("J")
        assert reader.quote == "Absatz 3 von B."
        assert reader.notes == []
    assert {one.source for one in Library(directories.data).recent()} == set(files[:2])


async def test_keys_that_arrive_together_go_through_the_list(open_several: OpenSeveral, files: list[str]) -> None:
    async with open_several(*files) as reader:
        await reader.pilot.press("J", "j", "J", "j", "j")
        await reader.pilot.pause()
        assert reader.quote == "Absatz 3 von C."
        assert len(reader.app.screen_stack) == 1


async def test_what_cannot_be_read_is_said_and_skipped(open_several: OpenSeveral, files: list[str]) -> None:
    Path(files[1]).write_bytes(b"\x89PNG\r\n\x1a\n")
    async with open_several(*files) as reader:
        await reader.press("J")
        assert reader.quote == "Absatz 1 von C."
        assert "is a picture" in reader.message
        await reader.press("j", "K")
        assert reader.quote == "Absatz 1 von A."
        Path(files[2]).unlink()
        await reader.press("J")
        assert reader.quote == "Absatz 1 von A."
        assert "is a picture" in reader.message
        await reader.press("L", "escape", "j")
        assert "picture" not in reader.message


async def test_the_library_leads_away_from_the_list_and_the_keys_back_to_it(
    open_several: OpenSeveral, files: list[str]
) -> None:
    async with open_several(*files) as reader:
        for key, quote in (("K", "Absatz 1 von B."), ("J", "Absatz 1 von C.")):
            await reader.press("K", "J", "L", "slash", *"Brot", "enter")
            assert reader.screen.reading.origin.source == "bundled:brot"
            assert not reader.line("status").startswith("2/3")
            await reader.press(key)
            assert reader.quote == quote


async def test_without_a_list_the_keys_say_how_to_make_one(open_several: OpenSeveral, files: list[str]) -> None:
    async with open_several(files[0]) as reader:
        for key in "JK":
            await reader.press(key)
            assert reader.message.startswith("There is no list: `lesart a.md b.md`")
        assert "1/1" not in reader.line("status")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_place_in_the_list_has_room_on_every_screen(
    open_several: OpenSeveral, files: list[str], size: tuple[int, int]
) -> None:
    async with open_several(*files, size=size) as reader:
        assert reader.rows()[-1].startswith(" 1/3 ")
        assert isinstance(reader.app.screen, ReaderScreen)


def test_a_folder_stands_for_its_articles_by_name(tmp_path: Path, files: list[str]) -> None:
    (tmp_path / "notiz.docx.bak").touch()
    (tmp_path / "tief").mkdir()
    (tmp_path / "tief/D.txt").touch()
    assert gather([str(tmp_path)]) == (files, [])


def test_each_article_is_there_once_at_its_first_place(tmp_path: Path, files: list[str]) -> None:
    assert gather([files[1], str(tmp_path), f"{tmp_path}/./B.txt"]) == ([files[1], files[0], files[2]], [])


def test_what_is_not_there_is_said_and_the_rest_is_gathered(tmp_path: Path, files: list[str]) -> None:
    (tmp_path / "leer").mkdir()
    os.mkfifo(tmp_path / "rohr")
    names = ["weg.md", "~niemand-hier/a.md", f"{tmp_path}/leer", f"{tmp_path}/rohr", "bundled:brot", files[0]]
    sources, problems = gather(names)
    assert sources == ["bundled:brot", files[0]]
    said = ["There is no file", "There is no user", "There is nothing in the folder", "is a pipe"]
    assert [part in problem for part, problem in zip(said, problems, strict=True)] == [True] * 4


def test_one_name_alone_is_left_to_who_opens_it(tmp_path: Path) -> None:
    assert gather([f"{tmp_path}/weg.md"]) == ([f"{tmp_path}/weg.md"], [])
    assert gather(["-"]) == (["-"], [])
    assert gather([]) == ([], [])


def test_an_empty_name_is_no_folder(tmp_path: Path, files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sources, (problem,) = gather([""])
    assert sources == []
    assert problem == "The name of the file is empty; give one, or none at all for the library."
