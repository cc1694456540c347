"""Titles are looked up once."""

import json
import os
from pathlib import Path

import pytest

from articles import glances
from articles.folders import Found, articles_among, entries_in
from articles.formats.glance import Glance, glance
from articles.glances import Glances


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the files that are opened."""
    opened: list[str] = []

    def look(path: str) -> Glance:
        opened.append(os.path.basename(path))
        return glance(path)

    monkeypatch.setattr(glances, "glance", look)
    return opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "texte"
    path.mkdir()
    for name in ("a", "b"):
        (path / f"{name}.md").write_text(f"# Titel {name}\n\nText.")
    return path


def all_in(folder: Path) -> list[Found]:
    return sorted(articles_among(entries_in([str(folder)], ())))


def titles(cache: Path, folder: Path) -> list[str]:
    known = Glances(cache)
    found = [known.at(one).title for one in all_in(folder)]
    known.keep()
    return found


def test_a_file_that_stays_as_it_is_is_opened_once(tmp_path: Path, folder: Path, looked_up: list[str]) -> None:
    for _ in range(3):
        assert titles(tmp_path / "cache/heads.json", folder) == ["Titel a", "Titel b"]
    assert sorted(looked_up) == ["a.md", "b.md"]


def test_a_file_that_has_changed_is_opened_again(tmp_path: Path, folder: Path, looked_up: list[str]) -> None:
    titles(tmp_path / "heads.json", folder)
    (folder / "a.md").write_text("# Ein anderer\n\nText.")
    assert titles(tmp_path / "heads.json", folder) == ["Ein anderer", "Titel b"]
    os.utime(folder / "b.md", ns=(1, 1))
    titles(tmp_path / "heads.json", folder)
    assert looked_up[2:] == ["a.md", "b.md"]


def test_what_is_known_of_other_folders_is_kept(tmp_path: Path, folder: Path, looked_up: list[str]) -> None:
    other = tmp_path / "mehr"
    other.mkdir()
    (other / "c.md").write_text("# Titel c")
    for _ in range(2):
        titles(tmp_path / "heads.json", folder)
        titles(tmp_path / "heads.json", other)
    assert sorted(looked_up) == ["a.md", "b.md", "c.md"]


def test_what_was_not_seen_last_goes_first_when_there_is_too_much(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glances, "MOST_ENTRIES", 1)
    titles(tmp_path / "heads.json", folder)
    (folder / "c.md").write_text("# Titel c")
    (folder / "a.md").unlink()
    titles(tmp_path / "heads.json", folder)
    files = json.loads((tmp_path / "heads.json").read_text())["files"]
    assert [os.path.basename(path) for path in files] == ["b.md", "c.md"]


@pytest.mark.parametrize(
    "content",
    [
        "", "[", "[]", "{}", '{"version": 2, "files": []}', '{"version": 1, "files": {}}', "\x00", "[" * 100_000,
        '{"version": 2, "files": {"PATH": [1]}}', '{"version": 2, "files": {"PATH": [SIZE, TIME, 5, 5]}}',
        '{"version": 2, "files": {"PATH": {"a": 1}}}',
    ],
)  # fmt: skip
def test_a_broken_file_counts_as_empty(tmp_path: Path, folder: Path, content: str) -> None:
    first = all_in(folder)[0]
    for sign, value in (("PATH", first.path), ("SIZE", first.size), ("TIME", first.modified_ns)):
        content = content.replace(sign, str(value))
    (tmp_path / "heads.json").write_text(content)
    assert titles(tmp_path / "heads.json", folder) == ["Titel a", "Titel b"]


def test_names_that_are_not_utf8_are_remembered(tmp_path: Path, folder: Path, looked_up: list[str]) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/gr\xfcn.md")).write_text("# Farben")
    for _ in range(2):
        assert titles(tmp_path / "heads.json", folder)[2] == "Farben"
    assert len(looked_up) == 3
