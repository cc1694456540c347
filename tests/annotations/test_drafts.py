import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.drafts import Draft, Drafts

DRAFT = Draft("/a.md", Selectors("eins", "vor", "nach", 3, 7), "halb fert\ud83d\n", saved="2026-01-01")


def test_draft_is_kept_until_it_is_removed(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    assert drafts.save(DRAFT) == ""
    assert drafts.save(replace(DRAFT, text="halb fertig")) == ""
    drafts.close()
    assert Drafts(tmp_path / "drafts").load("/a.md") == [replace(DRAFT, text="halb fertig")]
    drafts.remove(DRAFT)
    assert drafts.load("/a.md") == []


def test_drafts_of_other_targets_annotations_and_articles_are_kept_apart(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    several = [
        replace(DRAFT, saved="4"),
        replace(DRAFT, selectors=Selectors("zwei", start=9, end=13), saved="3"),
        replace(DRAFT, annotation_id="urn:1", saved="2"),
        replace(DRAFT, source="/b.md"),
    ]
    assert [drafts.save(draft) for draft in several] == [""] * 4
    assert drafts.load("/a.md") == several[:3]


def test_what_crashes_left_of_saving_drafts_is_swept_when_it_is_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Path] = []

    def crash(temporary: Path, target: Path) -> None:
        kept.append(temporary.rename(tmp_path / f"{temporary.name[:-4]}x.tmp"))
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("articles.storage.os.replace", crash)
        for source in ("/a.md", "/b.md"):
            Drafts(tmp_path).save(replace(DRAFT, source=source))
    old, fresh = kept
    others = tmp_path / "sitzung.tmp", tmp_path / ".fremd-datei.tmp"
    for other in others:
        other.touch()
    for path in (old, *others):
        os.utime(path, (0, 0))
    Drafts(tmp_path).save(DRAFT)
    assert not old.exists()
    assert [path.exists() for path in (fresh, *others)] == [True] * 3


def test_draft_is_for_its_writer_alone(tmp_path: Path) -> None:
    directory = tmp_path / "drafts"
    Drafts(directory).save(DRAFT)
    (file,) = directory.glob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700


def test_drafts_that_two_programs_write_of_one_note_are_both_kept(tmp_path: Path) -> None:
    ours, theirs = Drafts(tmp_path), Drafts(tmp_path)
    other = replace(DRAFT, text="ganz anders", saved="2026-01-02")
    ours.save(DRAFT)
    theirs.save(other)
    assert (ours.load("/a.md"), theirs.load("/a.md")) == ([DRAFT], [other])
    ours.remove(DRAFT)
    assert (ours.load("/a.md"), theirs.load("/a.md")) == ([], [other])
    theirs.close()
    assert ours.load("/a.md") == [other]


def test_a_draft_that_goes_on_takes_the_place_of_the_one_that_was_left(tmp_path: Path) -> None:
    left, now = Drafts(tmp_path), Drafts(tmp_path)
    left.save(DRAFT)
    left.close()
    (draft,) = now.load("/a.md")
    now.save(replace(draft, text="fertig", saved="2026-01-02"))
    assert now.load("/a.md")[0].text == "fertig"
    now.remove(draft)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"3",
        b"{}",
        b"[" * 99_999,
        b'{"selectors": {}, "text": 3}',
        b'{"source": "/a.md", "text": "x", "annotation_id": "", "saved": null, "selectors": {}}',
    ],
)
def test_draft_that_cannot_be_read_is_passed_over(tmp_path: Path, content: bytes) -> None:
    drafts = Drafts(tmp_path)
    drafts.save(DRAFT)
    (file,) = tmp_path.glob("*.json")
    file.write_bytes(content)
    assert drafts.load("/a.md") == []
    assert file.read_bytes() == content


def test_without_a_directory_there_are_no_drafts_and_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    drafts = Drafts(tmp_path / "file" / "drafts")
    assert drafts.save(DRAFT).startswith("The draft of this note could not be kept: ")
    assert drafts.load("/a.md") == []
    drafts.remove(DRAFT)


def test_a_draft_of_english_is_none_of_the_note_at_the_same_place(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    note = Draft("/a.md", Selectors("die Brücke", start=5, end=15), "Wo?")
    guess = replace(note, text="the bridge", what="guess")
    assert drafts.save(note) == drafts.save(guess) == ""
    assert {(one.what, one.text) for one in drafts.load("/a.md")} == {("note", "Wo?"), ("guess", "the bridge")}
    drafts.remove(note)
    assert drafts.load("/a.md") == [guess]


@pytest.mark.parametrize(("text", "saved"), [("the bridge", True), ("a bridge", False)])
def test_a_draft_of_english_is_saved_once_an_annotation_has_it(text: str, saved: bool) -> None:
    where = Selectors("die Brücke", start=5, end=15)
    draft = Draft("/a.md", where, "the bridge", what="translation")
    assert draft.is_saved_as(Annotation("urn:a", where, translation=text)) is saved
