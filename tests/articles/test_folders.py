"""What lies in the reader's folders, and which of it are articles."""

import os
import socket
from pathlib import Path

import pytest

from articles import folders
from articles.folders import articles_among, articles_in, entries_in


@pytest.fixture
def root(tmp_path: Path) -> Path:
    path = tmp_path / "texte"
    path.mkdir()
    return path


def make(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.")


def below(*roots: Path) -> list[str]:
    found = articles_among(entries_in((), map(str, roots)))
    return sorted(os.path.relpath(one.path, roots[0]) for one in found)


def test_what_can_be_read_is_found_at_any_depth(root: Path) -> None:
    names = ["a.txt", "b.md", "c.MARKDOWN", "d.html", "e.htm", "f.epub", "g.pdf", "h.docx", "i.odt"]
    make(*(root / f"{depth * 'x/'}{name}" for depth, name in enumerate(names)))
    assert below(root) == sorted(f"{depth * 'x/'}{name}" for depth, name in enumerate(names))


@pytest.mark.parametrize(
    "name",
    [
        "a.txt.annotations.json", "a.txt.annotations.json~", ".a.txt.annotations.json.lock", "a.en.md", "A.EN.txt",
        ".versteckt.md", ".git/a.md", "x/.cache/y/a.md", "bild.png", "README", "md", "a.md~",
    ],
)  # fmt: skip
def test_what_is_no_article_or_hidden_is_left_out(root: Path, name: str) -> None:
    make(root / "a.txt", root / name)
    assert below(root) == ["a.txt"]


def test_only_regular_files_count(root: Path) -> None:
    make(root / "echt.md")
    (root / "ordner.md").mkdir()
    os.mkfifo(root / "rohr.md")
    (root / "kreis.md").symlink_to(root / "kreis.md")
    (root / "ins-leere.md").symlink_to(root / "nirgends")
    (root / "null.md").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(root / "dose.md"))
    assert below(root) == ["echt.md"]


def test_a_link_to_a_file_is_followed_and_one_to_a_folder_is_not(root: Path) -> None:
    make(root / "hier/a.md")
    (root / "link.md").symlink_to(root / "hier/a.md")
    (root / "hier/kreis").symlink_to(root)
    assert below(root) == ["hier/a.md", "link.md"]
    assert len({one.identity for one in articles_among(entries_in((), [str(root)]))}) == 1


def test_a_folder_that_is_a_link_itself_is_looked_through_under_its_name(root: Path, tmp_path: Path) -> None:
    make(root / "a.md")
    (tmp_path / "link").symlink_to(root)
    assert [one.path for one in articles_among(entries_in((), [str(tmp_path / "link")]))] == [
        str(tmp_path / "link/a.md")
    ]


def test_folders_that_cannot_be_listed_are_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(root / "a.md", root / "zu/b.md")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("zu"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert below(root) == ["a.md"]
    assert below(root, root / "gibt-es-nicht") == ["a.md"]


def test_names_that_are_not_utf8_are_found(root: Path) -> None:
    Path(os.fsdecode(os.fsencode(root) + b"/gr\xfc\xdfe.md")).write_text("Text.")
    assert below(root) == ["gr\udcfc\udcdfe.md"]


def test_there_is_an_end_to_what_is_looked_at(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(*(root / f"{number}.md" for number in range(9)))
    monkeypatch.setattr(folders, "MOST_ENTRIES", 5)
    assert len(below(root)) == 5


def test_a_folder_is_read_in_the_order_of_its_names_and_numbers(root: Path) -> None:
    make(*(root / f"{name}.md" for name in ("Kapitel 10", "kapitel 2", "Anfang", "Kapitel 1", "tief/er")))
    names = [os.path.basename(path) for path in articles_in(str(root))]
    assert names == ["Anfang.md", "Kapitel 1.md", "kapitel 2.md", "Kapitel 10.md"]
    assert articles_in(str(root / "gibt-es-nicht")) == []
