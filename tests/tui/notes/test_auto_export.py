"""The file that is kept up to date with the notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.command_line import Run
from support.reader import Open, Reader

from annotations.workbook import Workbook
from articles.article import Article, Span
from tui.notes.auto_export import LOOKS, AutoExport, BadPatternError, path_of
from tui.notes.exports import Exports
from tui.settings import Directories, Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(engine="none", export=str(tmp_path / "aus" / "{title}.md"))


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "aus/Titel.md"


@pytest.fixture
def workbook(beside: Callable[..., Workbook]) -> Workbook:
    return beside()


def asked(export: AutoExport, workbook: Workbook, times: int) -> list[Callable[[], str]]:
    return [job for _ in range(times) if (job := export.due(workbook)) is not None]


@pytest.mark.parametrize(
    ("pattern", "title", "source", "expected"),
    [
        ("/n/{title}.md", "Die Lage", "/x/lage.txt", "/n/Die-Lage.md"),
        ("/n/{name}.md", "Die Lage", "/x/lage.txt", "/n/lage.md"),
        ("/n/{title}.md", "../../etc/passwd", "", "/n/etc-passwd.md"),
        ("/n/{name}.md", "", "", "/n/notes.md"),
        ("/n/alles.md", "Die Lage", "", "/n/alles.md"),
    ],
)
def test_the_path_is_made_of_safe_names(pattern: str, title: str, source: str, expected: str) -> None:
    assert str(path_of(pattern, Article(title, (), source=source))) == expected


@pytest.mark.parametrize("pattern", ["{titel}.md", "notizen/{title}.md", "/n/{}", "/n/a\0.md", "~niemand-da/x.md"])
def test_a_pattern_that_names_no_file_is_refused(pattern: str) -> None:
    with pytest.raises(BadPatternError):
        path_of(pattern, Article("Die Lage", ()))


def test_it_waits_until_the_notes_have_rested(
    workbook: Workbook, settings: Settings, directories: Directories, written: Path
) -> None:
    export = AutoExport(settings, directories)
    export.begin(workbook)
    assert asked(export, workbook, 20) == []
    workbook.annotate(Span(0, 3), note="eins")
    assert asked(export, workbook, LOOKS) == []
    workbook.annotate(Span(4, 10), note="zwei")
    assert asked(export, workbook, LOOKS) == []
    (job,) = asked(export, workbook, 20)
    workbook.annotate(Span(0, 10), note="drei")
    assert job() == ""
    text = written.read_text("utf-8")
    assert ("eins" in text, "zwei" in text, "drei" in text) == (True, True, False)


def test_without_the_setting_nothing_is_written(
    workbook: Workbook, directories: Directories, tmp_path: Path
) -> None:
    export = AutoExport(Settings(), directories)
    export.begin(workbook)
    workbook.annotate(Span(0, 3), note="eins")
    assert asked(export, workbook, 20) == []
    assert export.finish(workbook) == ""
    assert not (tmp_path / "aus").exists()


def test_leaving_writes_what_is_not_written_yet(
    workbook: Workbook, settings: Settings, directories: Directories, written: Path
) -> None:
    export = AutoExport(settings, directories)
    export.begin(workbook)
    assert export.finish(workbook) == ""
    assert not written.exists()
    workbook.annotate(Span(0, 3), note="eins")
    asked(export, workbook, LOOKS + 1)  # it is due, but its thread has not come to it
    assert export.finish(workbook) == ""
    assert "eins" in written.read_text("utf-8")


def test_what_is_not_its_own_is_left_alone_and_that_is_said_once(
    workbook: Workbook, settings: Settings, directories: Directories, written: Path
) -> None:
    written.parent.mkdir()
    written.write_text("meins")
    export = AutoExport(settings, directories)
    export.begin(workbook)
    said = []
    for number in range(3):
        workbook.annotate(Span(0, number + 1), note="x")
        said += [job() for job in asked(export, workbook, LOOKS + 1)]
    assert said[0] == f"The notes were not exported: {written} is there already and is not as lesart wrote it."
    assert said[1:] == ["", ""]
    assert written.read_text() == "meins"


def test_what_was_edited_by_hand_is_not_overwritten(
    workbook: Workbook, settings: Settings, directories: Directories, written: Path
) -> None:
    export = AutoExport(settings, directories)
    workbook.annotate(Span(0, 3), note="eins")
    assert export.write(workbook) == ""
    written.write_text(written.read_text("utf-8") + "von Hand", "utf-8")
    workbook.annotate(Span(4, 10), note="zwei")
    assert "is not as lesart wrote it" in export.write(workbook)
    assert written.read_text("utf-8").endswith("von Hand")


def test_the_notes_on_another_article_are_not_overwritten(directories: Directories, tmp_path: Path) -> None:
    exports = Exports(directories)
    exports.write(tmp_path / "a.md", b"eins", about="/x/a.txt")
    exports.write(tmp_path / "a.md", b"zwei", about="/x/a.txt")
    with pytest.raises(Exception, match="holds the notes on another article"):
        exports.write(tmp_path / "a.md", b"drei", about="/x/b.txt")
    assert (tmp_path / "a.md").read_bytes() == b"zwei"


@pytest.mark.parametrize(
    ("pattern", "missing"), [("{title}", "{name}"), ("alle", "{name}"), ("{name}", "{title}")]
)
def test_where_two_articles_share_a_file_it_is_said_what_gives_each_its_own(
    workbook: Workbook, directories: Directories, tmp_path: Path, pattern: str, missing: str
) -> None:
    workbook.article = Article("Titel", workbook.article.blocks, source="/x/one.txt")
    settings = Settings(export=str(tmp_path / pattern))
    path = path_of(settings.export, workbook.article)
    Exports(directories).write(path, b"eins", about="/x/other.txt")
    workbook.annotate(Span(0, 3), note="zwei")
    sentence = AutoExport(settings, directories).write(workbook)
    assert sentence == f"Not exported: without {missing} in the setting export two articles share {path}."
    assert path.read_bytes() == b"eins"


def test_where_title_and_name_are_alike_the_file_is_named(
    workbook: Workbook, directories: Directories, tmp_path: Path
) -> None:
    workbook.article = Article("Titel", workbook.article.blocks, source="/x/one.txt")
    settings = Settings(export=str(tmp_path / "{title}-{name}"))
    path = path_of(settings.export, workbook.article)
    Exports(directories).write(path, b"eins", about="/x/other.txt")
    workbook.annotate(Span(0, 3), note="zwei")
    sentence = AutoExport(settings, directories).write(workbook)
    assert sentence == f"The notes were not exported: {path} holds the notes on another article."


def test_the_same_content_is_nobodys_loss(directories: Directories, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"gleich")
    Exports(directories).write(tmp_path / "a.md", b"gleich")
    assert Exports(directories).foreign(tmp_path / "a.md") == ""


async def leave(reader: Reader) -> None:
    reader.app.leave()
    await reader.pilot.pause()


async def test_leaving_the_program_writes_the_file(open_reader: Open, settings: Settings, written: Path) -> None:
    async with open_reader(settings=settings) as reader:
        await reader.press("1")
        assert not written.exists()
        await leave(reader)
    assert "> Ein Anfang." in written.read_text("utf-8")


async def test_a_failure_is_said_in_the_line_of_messages(
    open_reader: Open, settings: Settings, written: Path
) -> None:
    written.parent.mkdir()
    written.write_text("meins")
    async with open_reader(settings=settings) as reader:
        await reader.press("1")
        for _ in range(LOOKS + 1):
            reader.screen.keep_export()
        await reader.pilot.pause()
        while "not exported" not in reader.message:
            await reader.pilot.pause(0.01)
    assert written.read_text() == "meins"


def test_a_note_from_the_command_line_is_exported_too(run: Run, tmp_path: Path) -> None:
    setting = {"LESART_EXPORT": str(tmp_path / "aus/{title}.org"), "LESART_EXPORT_FORMAT": "org"}
    assert run("note", "artikel.txt", "--quote", "Hund", "--text", "Notiz", environment=setting).err == ""
    assert "Notiz" in (tmp_path / "aus/Ein-Anfang.org").read_text("utf-8")
    (tmp_path / "aus/Ein-Anfang.org").write_text("meins")
    done = run("note", "artikel.txt", "--quote", "bellt", environment=setting)
    assert (done.code, "not exported" in done.err) == (0, True)
