"""The reader's own English text, aligned while the reader reads on."""

import threading
from pathlib import Path

import pytest
from support.reader import Open, Reader
from support.threads import ended

from articles.article import Article, Block, Part, compose
from tui.configuration.remembered import Remembered
from tui.english import setup
from tui.english import source as english_source
from tui.english.pane import EnglishPane
from tui.english.source import EnglishSource
from tui.origin import Origin
from tui.settings import Directories, Settings

ENGLISH = "The dog barks. The cat sleeps in the street.\n\nIn the end the sun shines. They all go out.\n"


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what lets the English text be aligned; until then that takes its time."""
    (tmp_path / "artikel.en.md").write_text(ENGLISH, "utf-8")
    monkeypatch.setattr(english_source, "AT_ONCE", 0)
    goes_on = threading.Event()
    own_english = setup.own_english

    def aligned(*given: object) -> object:
        goes_on.wait(30)
        return own_english(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(english_source, "own_english", aligned)
    return goes_on


async def aligned(reader: Reader, held: threading.Event) -> None:
    held.set()
    await ended(reader.pilot, "English")


async def test_long_english_appears_when_it_has_been_aligned(open_reader: Open, held: threading.Event) -> None:
    async with open_reader() as reader:
        pane = reader.screen.reading.pane
        await reader.pilot.press("t", "j")
        assert pane.english(1).kind == "notice"
        assert pane.english(1).text.startswith("Finding")
        assert pane.wanted() == []

        await aligned(reader, held)

        assert pane.english(1).text == "The dog barks. The cat sleeps in the street."
        assert pane.origin() == "parallel text"


async def test_english_that_cannot_be_aligned_is_said_and_other_english_is_found(
    open_reader: Open, held: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> object:
        raise RecursionError

    monkeypatch.setattr(english_source, "own_english", broken)
    async with open_reader() as reader:
        pane = reader.screen.reading.pane
        await reader.pilot.press("t")
        await aligned(reader, held)

        assert pane.english(0).text.startswith("Your English text could not be read (RecursionError).")
        assert "No engine" in pane.english(0).text


async def test_english_is_not_aligned_further_with_an_article_that_has_gone(
    open_reader: Open, held: threading.Event
) -> None:
    async with open_reader() as reader:
        reading = reader.screen.reading
        await reader.pilot.press("t")
        reading.session.continue_in(Article("", compose([Block("paragraph", "Neu.")])), lambda offset: 0)
        await aligned(reader, held)

        assert reading.pane.waits


def test_english_of_an_article_that_is_not_complete_is_waited_for(
    tmp_path: Path, directories: Directories
) -> None:
    (tmp_path / "artikel.en.md").write_text(ENGLISH, "utf-8")
    path = tmp_path / "artikel.md"
    begun: list[bool] = []
    source = EnglishSource(
        Origin(str(path), path), Settings(engine="none"), directories, Remembered(directories.state_file)
    )
    source.read_aside = lambda: begun.append(True)
    part = Article("", compose([Block("paragraph", "Der Hund bellt.")]), part=Part())
    pane = EnglishPane(part, lambda: source.translator_for(pane))
    pane.shown = True

    assert pane.wanted() == []
    assert pane.waits
    pane.continue_in(Article("", part.blocks))
    assert pane.english(0).text.startswith("≈ The dog barks.")
    assert begun == []
