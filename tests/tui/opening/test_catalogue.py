"""What there is to read, without a screen."""

import os
from pathlib import Path

import pytest
from support.left_behind import article_of, leave_notes

from annotations.location import sidecar_path
from articles import folders
from articles.known import KnownArticle
from articles.library import Library
from articles.places import Place
from tui.drawing.last_page import FOLDER, LastPage, remember
from tui.opening import catalogue
from tui.opening.catalogue import ORDERS, Catalogue, Entry, facts, in_order
from tui.origin import Origin
from tui.reading import Reading
from tui.settings import Directories, Settings

BUNDLED = ["bundled:kasachstan", "bundled:brot", "bundled:uebersetzen", "bundled:woerter"]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "texte"
    (path / "tief").mkdir(parents=True)
    (path / "eins.md").write_text("# Erstens\n\nText mit fünf Wörtern drin.", "utf-8")
    (path / "tief/zwei.txt").write_text("Der Hund bellt.", "utf-8")
    return path


def known(directories: Directories, source: Path | str, **facts: object) -> None:
    about = {"title": "Bekannt", "length": 7000, "place": Place(3500), "last_read": "2026-01-02T03:04:05.000Z"}
    Library(directories.data).remember(KnownArticle(str(source), **{**about, **facts}))  # type: ignore[arg-type]


def survey(directories: Directories, *folders: Path) -> dict[str, Entry]:
    return {entry.source: entry for entry in Catalogue(directories, [str(one) for one in folders]).survey()}


def test_what_lies_in_the_folders_is_listed_with_title_and_length(directories: Directories, texts: Path) -> None:
    found = survey(directories, texts)
    assert list(found)[:4] == BUNDLED
    assert found[f"{texts}/eins.md"] == Entry(f"{texts}/eins.md", "Erstens", "markdown", 7, notes=0)
    assert found[f"{texts}/tief/zwei.txt"] == Entry(f"{texts}/tief/zwei.txt", "zwei", "plain", 3, notes=0)


def test_what_was_opened_is_listed_with_how_far_it_was_read(directories: Directories, texts: Path) -> None:
    known(directories, texts / "eins.md")
    assert survey(directories, texts)[f"{texts}/eins.md"] == Entry(
        f"{texts}/eins.md", "Bekannt", "markdown", 1000, 50, 0, "2026-01-02T03:04:05.000Z"
    )


def test_an_article_that_was_read_to_its_end_is_read_whole_here_as_in_the_status_line(
    directories: Directories, texts: Path
) -> None:
    path = texts / "eins.md"
    reading = Reading.open(str(path), Settings(engine="none"), directories)
    for index, percent in ((0, 19), (1, 100)):
        reading.session.to_block(index)
        assert reading.whereabouts.save() == ""
        assert survey(directories, texts)[str(path)].percent == reading.session.percent == percent


def test_the_formats_follow_from_the_names(directories: Directories, texts: Path) -> None:
    sources = {
        str(texts / "ohne-endung"): "plain",
        "https://example.org/seite": "html",
        "https://example.org/datei.pdf?x=a.md": "pdf",
        "bundled:brot": "markdown",
    }
    for source in sources:
        known(directories, source)
    found = survey(directories)
    assert {source: found[source].format for source in sources} == sources


def test_no_file_is_listed_twice(directories: Directories, texts: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(texts)
    (texts / "auch-eins.md").symlink_to(texts / "eins.md")
    known(directories, tmp_path / "link/eins.md")
    found = survey(directories, texts, texts / "tief", tmp_path / "link")
    assert sorted(set(found) - set(BUNDLED)) == [f"{tmp_path}/link/eins.md", f"{texts}/tief/zwei.txt"]


def test_notes_are_counted_wherever_they_are_kept(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_notes(article_of(texts / "eins.md", "Der Hund bellt."), notes=3)
    zwei = article_of(texts / "tief/zwei.txt", "Der Hund bellt.")
    leave_notes(zwei, notes=2, at=sidecar_path(None, zwei.source, directories.data))
    brot = article_of(Path("brot"), "Hund")
    leave_notes(brot, notes=1, at=sidecar_path(None, "bundled:brot", directories.data))
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: str(path) != f"{texts}/tief" and access(path, mode))
    found = survey(directories, texts)
    assert found[f"{texts}/eins.md"].notes == 3
    assert found[f"{texts}/tief/zwei.txt"].notes == 2
    assert found["bundled:brot"].notes == 1


def test_notes_beside_an_article_count_where_nothing_can_be_written(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_notes(article_of(texts / "eins.md", "Der Hund bellt."), notes=3)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert survey(directories, texts)[f"{texts}/eins.md"].notes == 3


@pytest.mark.parametrize("content", ["", '{"items": []}', "\x00" * 100, '"partOf": {"total": -1}'])
def test_how_many_notes_there_are_is_unknown_where_a_sidecar_does_not_say(
    directories: Directories, texts: Path, content: str
) -> None:
    (texts / "eins.md.annotations.json").write_text(content)
    assert survey(directories, texts)[f"{texts}/eins.md"].notes is None


def test_a_file_that_is_gone_is_said_to_be(directories: Directories, texts: Path) -> None:
    known(directories, texts / "weg.md")
    known(directories, "https://example.org/")
    known(directories, "stdin:0123456789abcdef")
    found = survey(directories, texts)
    assert found[f"{texts}/weg.md"].gone
    assert "the file is gone" in facts(found[f"{texts}/weg.md"])
    assert not found["https://example.org/"].gone
    assert not any(source.startswith("stdin") for source in found)


@pytest.mark.parametrize(
    "source", ["/a\0b/c.md", "/\ud800/c.md", "http://[x", "", "relativ.md", "https://a/\ud800"]
)
def test_names_that_no_file_can_have_are_listed_all_the_same(directories: Directories, source: str) -> None:
    known(directories, source, last_read="20260101\x1b000000Z")
    assert survey(directories)[source].title == "Bekannt"


def test_articles_that_were_named_are_at_hand_with_their_titles_later(
    directories: Directories, texts: Path
) -> None:
    named = Catalogue(directories, (), [f"{texts}/eins.md", "https://example.org/a"])
    assert [one.title for one in named.at_hand() if not one.description] == ["eins", "a"]
    assert {one.source: one.title for one in named.survey()}[f"{texts}/eins.md"] == "Erstens"


def test_at_hand_is_what_needs_no_look_at_the_files(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(directories, texts / "eins.md")
    monkeypatch.setattr(catalogue, "found_at", None)
    assert [one.source for one in Catalogue(directories, [str(texts)]).at_hand()] == [*BUNDLED, f"{texts}/eins.md"]


def test_a_survey_that_is_broken_off_keeps_what_it_has_found(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking = Catalogue(directories, [str(texts)]).survey()
    for _ in range(len(BUNDLED) + 1):
        next(looking)
    looking.close()
    assert "Erstens" in (directories.cache / "glances.json").read_text("utf-8")


def test_without_a_cache_it_works_all_the_same(directories: Directories, texts: Path) -> None:
    directories.cache.write_text("no folder")
    assert survey(directories, texts)[f"{texts}/eins.md"].title == "Erstens"


def test_folders_that_cannot_be_read_are_said(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    found = Catalogue(directories, [str(texts), "/nirgends"])
    list(found.survey())
    assert found.problems() == [f"The folder {texts} cannot be read.", "There is no folder /nirgends."]


def test_it_is_said_when_there_was_too_much_to_look_at(
    directories: Directories, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (catalogue, folders):
        monkeypatch.setattr(module, "MOST_ENTRIES", 2)
    found = Catalogue(directories, [str(texts)])
    list(found.survey())
    assert found.problems() == ["Only the nearest 2 files and folders in your folders were looked at."]


def test_forgetting_leaves_what_lies_in_a_folder_or_comes_with_lesart(
    directories: Directories, texts: Path
) -> None:
    for source in (f"{texts}/eins.md", "bundled:brot", f"{texts}/weg.md", "https://example.org/"):
        known(directories, source)
    found = Catalogue(directories, [str(texts)])
    entries = {entry.source: entry for entry in found.survey()}
    left = {source: found.forget(entries[source]) for source in entries if entries[source].last_read}
    assert left == {
        f"{texts}/eins.md": entries[f"{texts}/eins.md"]._replace(percent=None, last_read=""),
        "bundled:brot": survey(directories)["bundled:brot"],
        f"{texts}/weg.md": None,
        "https://example.org/": None,
    }
    assert Library(directories.data).recent() == []
    assert (texts / "eins.md").exists()


def test_forgetting_also_takes_what_last_stood_on_the_screen(directories: Directories, texts: Path) -> None:
    origin = Origin(f"{texts}/eins.md", None)
    known(directories, origin.source)
    remember(directories.data_name, origin, "", LastPage(note=("geheim", ())))
    entry = survey(directories)[origin.source]
    Catalogue(directories, ()).forget(entry)
    assert list((directories.data / FOLDER).iterdir()) == []
    Catalogue(directories, ()).forget(entry)


ONE, TWO, THREE = (
    Entry("/b/1.md", "„Öl“ und Wasser", "markdown", 100, 10, 5, "2026-01-01T00:00:00.000Z"),
    Entry("/a/2.md", "Ofen", "markdown", 0, 90, None, "2026-02-01T00:00:00.000Z"),
    Entry("/c/3.md", "anfang", "markdown", 200),
)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("last read", [TWO, ONE, THREE]),
        ("title", [THREE, TWO, ONE]),
        ("place", [TWO, ONE, THREE]),
        ("length", [THREE, ONE, TWO]),
        ("progress", [TWO, ONE, THREE]),
        ("notes", [ONE, THREE, TWO]),
    ],
)
def test_entries_are_sorted(order: str, expected: list[Entry]) -> None:
    assert in_order([ONE, TWO, THREE], order) == expected


def test_every_order_is_tested() -> None:
    assert set(ORDERS) == {"last read", "title", "place", "length", "progress", "notes"}


def test_a_new_reader_meets_the_bundled_articles_first_and_in_their_order(
    directories: Directories, texts: Path
) -> None:
    entries = survey(directories, texts).values()
    assert [entry.source for entry in in_order(entries, "last read")][:4] == BUNDLED


def test_facts_say_in_words_what_is_known() -> None:
    assert facts(ONE) == ["about 100 words", "10 % read", "5 notes", "last read 2026-01-01"]
    assert facts(THREE._replace(words=12_345, notes=1)) == ["about 12,000 words", "not read yet", "1 note"]
