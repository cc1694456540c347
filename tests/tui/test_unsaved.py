"""Notes that could not be saved are saved as soon as that goes, without a key."""

import os
from pathlib import Path

import pytest
from support.reader import Open, Reader

from articles.locks import locked


async def saved(reader: Reader) -> None:
    for _ in range(500):
        if "not saved" not in reader.line("status"):
            return
        await reader.pilot.pause(0.01)
    pytest.fail(f"it was not saved: {reader.message}")


async def test_it_is_tried_again_by_itself(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.reader.screen.TRY_AGAIN", 0.02)
    async with open_reader() as reader:
        reader.sidecar.mkdir()
        await reader.press("h")
        assert reader.message.startswith("Not saved: ")
        await reader.pilot.pause(0.1)
        assert reader.message.startswith("Not saved: ")
        reader.sidecar.rmdir()
        await saved(reader)
        assert reader.message == "Saved."
        assert reader.sidecar.stat().st_size


async def test_nothing_is_written_where_all_is_saved(open_reader: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_reader() as reader:
        await reader.press("h")
        before = reader.sidecar.stat()
        assert not reader.screen.reading.workbook.try_again()
        assert reader.sidecar.stat() == before


async def test_no_key_waits_for_another_program_meanwhile(
    open_reader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_reader() as reader:
        reader.sidecar.mkdir()
        await reader.press("h")
        reader.sidecar.rmdir()
        monkeypatch.setattr("time.sleep", lambda _: pytest.fail("it waits"))
        with locked(reader.sidecar.with_name(f".{reader.sidecar.name}.lock")):
            reader.screen._try_again()
        assert "not saved" in reader.line("status")


async def test_a_folder_that_vanished_is_not_made_anew(open_reader: Open, tmp_path: Path) -> None:
    async with open_reader() as reader:
        folder = tmp_path / "ordner"
        folder.mkdir()
        article = folder / "a.txt"
        article.write_text("Ein Text.")
        reader.app._open(str(article), pytest.fail)
        await reader.pilot.pause()
        await reader.pilot.pause()
        article.unlink()
        os.rmdir(folder)
        await reader.press("h")
        assert reader.message.startswith("Not saved: its folder is gone")
        assert not folder.exists()
