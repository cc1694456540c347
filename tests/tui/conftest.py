"""Articles, directories and a running app for the tests of the screen."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.command_line import Run, run_in
from support.reader import TEXT, Open, Reader

from annotations.workbook import Workbook
from articles.article import Article, Block, compose
from tui.app import LesartApp
from tui.opening.article import workbook_for
from tui.origin import Origin
from tui.reading import Reading
from tui.settings import Directories, Settings

Make = Callable[..., Article]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests may change what they see."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def directories(tmp_path: Path) -> Directories:
    return Directories(tmp_path / "config", tmp_path / "data", tmp_path / "cache")


@pytest.fixture
def make_article() -> Make:
    def make(*texts: str) -> Article:
        return Article("Titel", compose(Block("paragraph", text) for text in texts))

    return make


@pytest.fixture
def open_reader(tmp_path: Path, directories: Directories) -> Open:
    """Return a function that opens the app on paragraphs of text, or on an article."""

    @asynccontextmanager
    async def open_it(
        *texts: str,
        article: Article | None = None,
        size: tuple[int, int] = (80, 24),
        settings: Settings | None = None,
    ) -> AsyncIterator[Reader]:
        path = tmp_path / "artikel.txt"
        if article is None:
            article = Article("Titel", compose(Block("paragraph", text) for text in texts or TEXT))
        article = Article(
            article.title, article.blocks, source=str(path), notice=article.notice, part=article.part
        )
        path.write_bytes(article.text.encode("utf-8", "surrogatepass"))
        chosen = settings or Settings(engine="none")
        reading = Reading(article, Origin(str(path), path), chosen, directories)
        app = LesartApp(chosen, directories, reading)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Reader(pilot, path, directories)
            app.put_away()

    return open_it


@pytest.fixture
def beside(tmp_path: Path, directories: Directories, make_article: Make) -> Callable[..., Workbook]:
    """Return a function that opens the notes of the article which `open_reader` opens, as another program does."""

    def open_beside(*texts: str, creator: str = "") -> Workbook:
        path = tmp_path / "artikel.txt"
        workbook = workbook_for(make_article(*texts or TEXT), Origin(str(path), path), directories, creator)
        workbook.open()
        return workbook

    return open_beside


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs `lesart` in a folder with `artikel.txt`."""
    return run_in(tmp_path)
