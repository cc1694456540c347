"""The dialog that exports the notes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.reader import Open, Reader

from annotations.export.registry import FORMATS
from tui.screens.dialog import Confirm
from tui.screens.export_dialog import ExportDialog


async def previewed(reader: Reader, text: str) -> list[str]:
    """Wait until the dialog shows a text, and return the screen."""
    for _ in range(1000):
        await reader.pilot.pause()
        if any(text in row for row in reader.rows()):
            break
    return reader.rows()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_preview_shows_the_beginning_of_what_would_be_written(
    open_reader: Open, size: tuple[int, int]
) -> None:
    async with open_reader(size=size) as reader:
        await reader.press("1", "E")
        assert isinstance(reader.app.screen, ExportDialog)
        assert any("# Titel" in row for row in await previewed(reader, "# Titel"))
        await reader.press("j")
        assert any('title: "Titel"' in row for row in await previewed(reader, 'title: "Titel"'))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_list_scrolls_to_every_format(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(size=size) as reader:
        await reader.press("1", "E")
        for one in FORMATS:
            assert any(f"▌{one.name}" in row for row in reader.rows())
            await reader.press("j")
        await reader.press("g")
        assert any("▌markdown" in row for row in reader.rows())
        assert any("Titel-notes.md" in row or "/" in row for row in reader.rows())


async def test_of_a_long_path_the_file_name_is_in_view(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ("ein langer Ordner " * 8).strip()
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with open_reader() as reader:
        await reader.press("h", "E")
        assert any("Titel-notes.md" in row for row in await previewed(reader, "Titel-notes.md"))
        await reader.press("j", "j")
        assert any("Titel-notes.org" in row for row in await previewed(reader, "Titel-notes.org"))


async def test_a_package_shows_its_cards(open_reader: Open) -> None:
    pytest.importorskip("genanki", reason="genanki is not installed")
    async with open_reader(size=(100, 30)) as reader:
        await reader.press("j", "w", "1", "E", "G")
        assert any("{{c1::Der}}" in row for row in await previewed(reader, "{{c1::"))


async def test_every_format_is_written_under_its_name(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader() as reader:
        await reader.press("j", "w", "1")
        for number, one in enumerate(FORMATS):
            if one.name == "anki":
                continue
            await reader.press("E", *["j"] * number, "enter", "enter")
            if isinstance(reader.app.screen, Confirm):
                await reader.press("y")
            assert reader.message.startswith("Exported 1 note to “"), one.name
    assert {path.suffix for path in tmp_path.glob("Titel-notes.*")} == {
        *(".md", ".org", ".html", ".txt", ".json", ".jsonld", ".csv"),
    }


async def test_what_lesart_wrote_is_replaced_without_a_question(
    open_reader: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_reader() as reader:
        await reader.press("1", "E", "enter", "enter")
        await reader.press("j", "2", "E", "enter", "enter")
        assert reader.message.startswith("Exported 2 notes to “")
