"""The merge driver as the README sets it up, in a real repository with two people."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.annotation import Annotation
from annotations.validation import validate
from annotations.workbook import Workbook
from articles.article import Span
from tui.opening.article import open_source, workbook_for
from tui.settings import Directories

ROOT = Path(__file__).parents[2]
SIDECAR = "artikel.txt.annotations.json"
Git = Callable[..., str]

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Return a function that runs git in a repository with an article, set up by the lines of the README."""
    attributes, command = re.findall(
        r"^(\*\.annotations\.json .+|git config merge\..+)$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "lesart").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui "$@"\n')
    (programs / "lesart").chmod(0o755)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environment = {"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}

    def shell(*arguments: str) -> str:
        done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    def git(*arguments: str) -> str:
        return shell("git", *arguments)

    (tmp_path / "artikel.txt").write_text("Der Hund bellt.\n\nDie Katze schläft.\n", "utf-8")
    (tmp_path / ".gitattributes").write_text(attributes + "\n")
    git("init", "-q", "-b", "main")
    git("config", "user.name", "Ada")
    git("config", "user.email", "ada@example.org")
    shell("sh", "-c", command)
    git("add", ".gitattributes", "artikel.txt")
    git("commit", "-qm", "Artikel")
    return git


def notes_of(tmp_path: Path, creator: str = "") -> Workbook:
    article, origin = open_source(str(tmp_path / "artikel.txt"))
    directories = Directories(tmp_path / "config", tmp_path / "data", tmp_path / "cache")
    workbook = workbook_for(article, origin, directories, creator)
    workbook.open()
    return workbook


def the_note(workbook: Workbook) -> Annotation:
    return next(one for one in workbook.store.annotations.values() if one.selectors.exact == "Hund")


def test_two_people_who_change_the_same_note_lose_nothing(git: Git, tmp_path: Path) -> None:
    notes_of(tmp_path, "Ada").annotate(Span(4, 8), note="alt", tags=["t"])
    git("add", SIDECAR)
    git("commit", "-qm", "Notizen")
    git("branch", "bea")
    for branch, name, place in (("bea", "Bea", Span(21, 26)), ("main", "Ada", Span(17, 20))):
        git("checkout", "-q", branch)
        workbook = notes_of(tmp_path, name)
        workbook.edit(the_note(workbook), note=f"neu von {name}", tags=["t", name], colour="")
        workbook.annotate(place, note=f"auch von {name}")
        workbook.reply(the_note(workbook), note=f"Antwort von {name}")
        git("commit", "-qam", branch)
    git("merge", "-q", "--no-edit", "bea")
    assert git("status", "--porcelain", "--untracked-files=no") == ""
    assert validate((tmp_path / SIDECAR).read_bytes()) == []
    workbook = notes_of(tmp_path)
    note = the_note(workbook)
    assert (note.note, note.creator, note.editor) == ("neu von Ada", "Ada", "")
    assert [(one.note, one.tags, one.editor) for one in note.earlier] == [("neu von Bea", ("t", "Bea"), "Bea")]
    said = [(one.annotation.note, one.annotation.creator) for one in workbook.notebook.entries]
    assert said == [
        ("neu von Ada", "Ada"), ("Antwort von Bea", "Bea"), ("Antwort von Ada", "Ada"), ("auch von Ada", "Ada"),
        ("auch von Bea", "Bea"),
    ]  # fmt: skip


def test_sidecars_that_both_began_merge_without_an_ancestor(git: Git, tmp_path: Path) -> None:
    git("branch", "bea")
    for branch, name in (("bea", "Bea"), ("main", "Ada")):
        git("checkout", "-q", branch)
        notes_of(tmp_path, name).annotate(Span(4, 8), note=f"von {name}")
        git("add", SIDECAR)
        git("commit", "-qm", branch)
    git("merge", "-q", "--no-edit", "bea")
    assert sorted(one.note for one in notes_of(tmp_path).store.annotations.values()) == ["von Ada", "von Bea"]
