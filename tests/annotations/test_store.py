import errno
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.annotation import Annotation, Selectors
from annotations.elsewhere import Elsewhere
from annotations.facts import ArticleFacts, facts_of
from annotations.history import Change
from annotations.location import sidecar_path
from annotations.sidecar import Page, parse
from annotations.store import NotSaved, Saved, Store
from annotations.validation import validate
from articles.article import Article
from articles.locks import locked

FACTS = ArticleFacts("Titel", "a.md", "sha256:0")
ONE = Annotation("urn:uuid:1", Selectors("eins", start=0, end=4), "Notiz")


def opened(path: Path, **options: Any) -> Store:
    store = Store(path, FACTS, **options)
    store.load()
    return store


def added(store: Store, annotation: Annotation) -> Annotation:
    result = store.apply([Change(None, annotation)])
    assert isinstance(result, Saved)
    return store.annotations[annotation.id]


def on_disk(path: Path) -> dict[str, Annotation]:
    page = parse(path.read_bytes())
    assert isinstance(page, Page)
    return dict(page.annotations)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.md.annotations.json"


def test_change_is_on_the_disk_when_it_is_said_to_be_saved(path: Path) -> None:
    store = opened(path, creator="Anna")
    one = added(store, ONE)
    assert one.created == one.modified
    assert one.creator == "Anna"
    assert on_disk(path) == {ONE.id: one}
    assert validate(path.read_bytes()) == []
    assert not store.unsaved


def test_reading_writes_nothing(path: Path) -> None:
    opened(path)
    assert list(path.parent.iterdir()) == []


def test_previous_version_is_kept(path: Path) -> None:
    store = opened(path)
    one = added(store, ONE)
    store.apply([Change(one, replace(one, note="zwei"))])
    assert on_disk(path.with_name(path.name + "~")) == {ONE.id: one}


def test_nothing_is_left_of_what_is_forgotten_in_the_previous_version_either(path: Path) -> None:
    store = opened(path)
    one, two = added(store, ONE), added(store, replace(ONE, id="urn:uuid:2", note="bleibt"))
    store.apply([Change(one, None), Change(two, replace(two, note="neu"))])
    store.apply((), forget=[ONE.id])
    assert [file.name for file in path.parent.iterdir() if b"Notiz" in file.read_bytes()] == []
    added(store, replace(ONE, id="urn:uuid:3", note="drei"))
    assert set(on_disk(path.with_name(path.name + "~"))) == {"urn:uuid:2"}


def test_folder_of_an_article_is_not_made_anew(tmp_path: Path) -> None:
    store = opened(tmp_path / "weg" / "a.md.annotations.json")
    result = store.apply([Change(None, ONE)])
    assert isinstance(result, NotSaved)
    assert "its folder is gone" in result.sentence
    assert list(tmp_path.iterdir()) == []


def test_symbolic_link_and_mode_are_kept(path: Path) -> None:
    real = path.with_name("wirklich.json")
    added(opened(real), ONE)
    real.chmod(0o640)
    path.symlink_to(real)
    added(opened(path), replace(ONE, id="urn:uuid:2"))
    assert path.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert set(on_disk(real)) == {"urn:uuid:1", "urn:uuid:2"}


def test_what_another_session_wrote_is_kept_and_seen(path: Path) -> None:
    ours, theirs = opened(path), opened(path)
    added(ours, ONE)
    added(theirs, replace(ONE, id="urn:uuid:2"))
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}
    assert ours.refresh()
    assert set(ours.annotations) == {"urn:uuid:1", "urn:uuid:2"}
    assert not ours.refresh()


def test_deletion_is_not_undone_by_a_session_that_has_not_seen_it(path: Path) -> None:
    ours = opened(path)
    one = added(ours, ONE)
    theirs = opened(path)
    ours.apply([Change(one, None)])
    added(theirs, replace(ONE, id="urn:uuid:2"))
    assert set(on_disk(path)) == {"urn:uuid:2"}


def test_deletion_of_what_another_session_has_edited_keeps_the_edit(path: Path) -> None:
    ours = opened(path)
    one = added(ours, ONE)
    theirs = opened(path)
    theirs.apply([Change(one, replace(one, note="wichtig"))])
    result = ours.apply([Change(one, None)])
    assert result == Saved(())
    assert ours.annotations[ONE.id].note == "wichtig"


def test_undo_loses_nothing_of_another_session(path: Path) -> None:
    ours = opened(path)
    one = added(ours, ONE)
    made = ours.apply([Change(one, replace(one, note="meine", colour="pink"))]).changes
    theirs = opened(path)
    now = theirs.annotations[ONE.id]
    theirs.apply([Change(now, replace(now, note="ihre"))])
    ours.apply([change.inverse for change in made])
    assert (ours.annotations[ONE.id].note, ours.annotations[ONE.id].colour) == ("ihre", "")


def test_deleted_annotation_comes_back_by_undo(path: Path) -> None:
    store = opened(path)
    one = added(store, ONE)
    made = store.apply([Change(one, None)]).changes
    assert on_disk(path) == {}
    store.apply([change.inverse for change in made])
    assert on_disk(path)[ONE.id].note == "Notiz"
    added(opened(path), replace(ONE, id="urn:uuid:2"))
    store.refresh()
    assert set(store.annotations) == {"urn:uuid:1", "urn:uuid:2"}


def test_note_that_a_careless_program_overwrote_is_written_again(path: Path) -> None:
    ours = opened(path)
    added(ours, ONE)
    before = path.read_bytes()
    added(ours, replace(ONE, id="urn:uuid:2"))
    path.write_bytes(before)
    ours.refresh()
    assert not ours.unsaved
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}


def test_annotation_that_a_careless_program_overwrote_can_still_be_deleted(path: Path) -> None:
    ours = opened(path)
    one = added(ours, ONE)
    path.write_bytes(path.read_bytes().replace(b"urn:uuid:1", b"urn:uuid:9"))
    assert len(ours.apply([Change(one, None)]).changes) == 1
    assert set(on_disk(path)) == {"urn:uuid:9"}


def test_sidecar_that_was_removed_is_written_again_with_all_its_notes(path: Path) -> None:
    store = opened(path)
    added(store, ONE)
    path.unlink()
    assert not store.refresh()
    added(store, replace(ONE, id="urn:uuid:2"))
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}


def test_broken_sidecar_is_set_aside_and_never_overwritten(path: Path) -> None:
    path.write_bytes(b'{"items": [ meine Notizen')
    store = opened(path)
    assert "not valid JSON" in store.notice
    assert path.read_bytes() == b'{"items": [ meine Notizen'
    added(store, ONE)
    assert path.with_name(path.name + ".broken-1").read_bytes() == b'{"items": [ meine Notizen'
    assert "set aside as a.md.annotations.json.broken-1" in store.notice
    path.write_bytes(b"wieder")
    added(store, replace(ONE, id="urn:uuid:2"))
    assert path.with_name(path.name + ".broken-2").read_bytes() == b"wieder"
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}


def test_broken_sidecar_that_is_mended_meanwhile_is_read(path: Path) -> None:
    added(opened(path), ONE)
    good = path.read_bytes()
    path.write_bytes(b"<<<<<<< HEAD\n" + good)
    store = opened(path)
    assert "merge conflict" in store.notice
    path.write_bytes(good)
    assert store.refresh()
    assert store.notice == ""
    added(store, replace(ONE, id="urn:uuid:2"))
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}
    assert not list(path.parent.glob("*broken*"))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_sidecar_that_is_no_file_loses_no_note(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    store = opened(path)
    assert store.notice.endswith("is not a regular file.")
    result = store.apply([Change(None, ONE)])
    assert isinstance(result, NotSaved)
    assert "is not a regular file" in result.sentence
    assert set(store.annotations) == {ONE.id}
    assert store.unsaved
    path.rename(path.with_name("weg"))
    assert isinstance(store.apply(()), Saved)
    assert set(on_disk(path)) == {ONE.id}


def test_full_disk_keeps_the_old_file_and_the_new_note(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(path)
    one = added(store, ONE)
    before = path.read_bytes()

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        result = store.apply([Change(one, replace(one, note="neu")), Change(None, replace(ONE, id="urn:uuid:2"))])
    assert isinstance(result, NotSaved)
    assert "the disk is full" in result.sentence
    assert len(result.changes) == 2
    assert path.read_bytes() == before
    assert store.annotations[ONE.id].note == "neu"
    added(store, replace(ONE, id="urn:uuid:3"))
    assert {one.id: one.note for one in on_disk(path).values()} == {
        "urn:uuid:1": "neu",
        "urn:uuid:2": "Notiz",
        "urn:uuid:3": "Notiz",
    }
    assert not store.unsaved


def test_unsaved_change_joins_what_another_session_wrote(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = opened(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda *_: (_ for _ in ()).throw(OSError(errno.EROFS, "read-only")))
        assert isinstance(store.apply([Change(None, ONE)]), NotSaved)
    added(opened(path), replace(ONE, id="urn:uuid:2"))
    store.refresh()
    assert set(store.annotations) == {"urn:uuid:1", "urn:uuid:2"}
    assert isinstance(store.apply(()), Saved)
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}


def test_lock_that_cannot_be_made_keeps_no_note_from_being_saved(path: Path) -> None:
    path.with_name(f".{path.name}.lock").mkdir()
    added(opened(path), ONE)
    assert set(on_disk(path)) == {ONE.id}


def test_lock_that_is_held_is_named(path: Path) -> None:
    store = opened(path, patience=0.0)
    with locked(path.with_name(f".{path.name}.lock")):
        result = store.apply([Change(None, ONE)])
    assert isinstance(result, NotSaved)
    assert "another program is writing the notes" in result.sentence


@pytest.mark.parametrize("name", ["fchmod", "fchown"])
def test_a_disk_without_permissions_keeps_no_note_from_being_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, name, refuse)
    store = opened(path)
    added(store, ONE)
    added(store, replace(ONE, id="urn:uuid:2"))
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2"}


def test_old_leftovers_of_killed_saves_are_swept(path: Path) -> None:
    old, fresh = (path.with_name(f".{path.name[:40]}.{name}.tmp") for name in ("alt", "neu"))
    for leftover in (old, fresh):
        leftover.touch()
    os.utime(old, (0, 0))
    added(opened(path), ONE)
    assert not old.exists()
    assert fresh.exists()


def test_inherited_annotations_are_taken_over(path: Path, tmp_path: Path) -> None:
    added(opened(path), ONE)
    own = tmp_path / "data" / "annotations" / "a.json"
    store = opened(own, elsewhere=Elsewhere(path, passing=False), makes_folder=True)
    assert set(store.annotations) == {ONE.id}
    added(store, replace(ONE, id="urn:uuid:2"))
    assert set(on_disk(own)) == {"urn:uuid:1", "urn:uuid:2"}
    assert set(on_disk(path)) == {"urn:uuid:1"}
    assert stat.S_IMODE(own.parent.stat().st_mode) == 0o700


@pytest.fixture
def copied(path: Path, tmp_path: Path) -> Path:
    """Return a copy of a sidecar with a note, in the other place."""
    added(opened(path), ONE)
    other = tmp_path / "data" / "a.json"
    other.parent.mkdir()
    other.write_bytes(path.read_bytes())
    return other


def usual(path: Path, other: Path) -> Store:
    return opened(path, elsewhere=Elsewhere(other, passing=True))


def test_what_was_written_elsewhere_meanwhile_is_joined_and_the_copy_goes(path: Path, copied: Path) -> None:
    there, here = opened(copied), opened(path)
    there.apply(
        [Change(there.annotations[ONE.id], replace(ONE, note="dort")), Change(None, replace(ONE, id="urn:uuid:2"))]
    )
    added(here, replace(ONE, id="urn:uuid:3"))
    store = usual(path, copied)
    assert {one.note for one in store.annotations.values()} == {"dort", "Notiz"}
    assert copied.exists()
    assert isinstance(store.apply(()), Saved)
    assert set(on_disk(path)) == {"urn:uuid:1", "urn:uuid:2", "urn:uuid:3"}
    assert on_disk(path)[ONE.id].note == "dort"
    assert not list(copied.parent.glob("a.json*"))


def test_a_copy_that_has_become_old_takes_nothing_back(path: Path, copied: Path) -> None:
    here = opened(path)
    two = added(here, replace(ONE, id="urn:uuid:2", note="neu"))
    here.apply([Change(here.annotations[ONE.id], None)])
    store = usual(path, copied)
    assert dict(store.annotations) == {two.id: two}
    added(store, replace(ONE, id="urn:uuid:3"))
    assert not copied.exists()


def test_a_copy_stays_until_what_it_holds_is_saved(
    path: Path, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    store = usual(path, copied)
    assert set(store.annotations) == {ONE.id}
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda *_: (_ for _ in ()).throw(OSError(errno.EROFS, "read-only")))
        assert isinstance(store.apply(()), NotSaved)
    assert copied.exists()
    assert isinstance(store.apply(()), Saved)
    assert set(on_disk(path)) == {ONE.id}
    assert not copied.exists()


def test_a_copy_that_another_program_writes_to_stays(path: Path, copied: Path) -> None:
    store = usual(path, copied)
    added(opened(copied), replace(ONE, id="urn:uuid:2"))
    added(store, replace(ONE, id="urn:uuid:3"))
    assert set(on_disk(copied)) == {"urn:uuid:1", "urn:uuid:2"}


@pytest.mark.parametrize("content", [b"kaputt", b'{"items": [{"id": "urn:uuid:9", "target": "https://a.b/c"}]}'])
@pytest.mark.parametrize("beside", [True, False])
def test_what_does_not_belong_to_the_sidecar_or_cannot_be_read_stays(
    path: Path, copied: Path, content: bytes, beside: bool
) -> None:
    copied.write_bytes(content)
    if not beside:
        path.unlink()
    store = usual(path, copied)
    added(store, replace(ONE, id="urn:uuid:3"))
    assert copied.exists() == (beside or content == b"kaputt")
    assert ("urn:uuid:9" in on_disk(path)) == (not copied.exists())


def test_sidecar_stands_beside_the_article(tmp_path: Path) -> None:
    article = tmp_path / "Über uns.md"
    assert sidecar_path(article, "", tmp_path / "data") == tmp_path / "Über uns.md.annotations.json"


def test_sidecar_lives_in_the_data_directory_where_it_cannot_stand_beside(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for article in (tmp_path / "fehlt" / "a.md", tmp_path / ("ä" * 120 + ".md")):
        assert sidecar_path(article, str(article), data).parent == data / "annotations"
    urls = [sidecar_path(None, f"https://example.org/x/artikel?{n}", data) for n in (1, 2)]
    assert urls[0] != urls[1]
    assert urls[0].name.startswith("artikel-1-")
    odd = sidecar_path(None, "https://example.org/../\x00\ud800" + "/" * 999, data)
    assert odd.parent == data / "annotations"
    assert odd.name.isprintable()


def test_sidecar_keeps_its_source_and_learns_the_articles_new_name(path: Path) -> None:
    added(opened(path), ONE)
    before = parse(path.read_bytes())
    renamed = Store(path, replace(FACTS, title="Neu", file_name="b.md"))
    renamed.load()
    added(renamed, replace(ONE, id="urn:uuid:2"))
    after = parse(path.read_bytes())
    assert isinstance(before, Page)
    assert isinstance(after, Page)
    assert after.id == before.id
    assert after.facts == replace(before.facts, title="Neu", file_name="b.md")
    assert before.facts.source.startswith("urn:uuid:")


def test_source_of_a_page_on_the_web_is_an_iri() -> None:
    article = Article("T", (), source="https://example.org/straße?a=ü b")
    facts = facts_of(article)
    assert (facts.source, facts.file_name) == ("https://example.org/stra%C3%9Fe?a=%C3%BC%20b", "")
    local = facts_of(Article("T", (), source="/tmp/a.md"))
    assert (local.source, local.file_name) == ("", "a.md")


def test_sidecar_says_of_the_next_version_of_the_article_what_that_is_from_the_next_change_on(path: Path) -> None:
    store = opened(path, text_hash=lambda: "sha256:0")
    added(store, ONE)
    source, before = store.source, path.read_bytes()
    store.continue_with(ArticleFacts("Neuer Titel", "a.md"), lambda: "sha256:1")
    assert (path.read_bytes(), store.unsaved) == (before, False)
    added(store, replace(ONE, id="urn:uuid:2"))
    page = parse(path.read_bytes())
    assert isinstance(page, Page)
    assert page.facts == ArticleFacts("Neuer Titel", "a.md", "sha256:1", source)
    assert set(page.annotations) == {ONE.id, "urn:uuid:2"}


def test_what_could_not_be_saved_of_one_version_is_saved_with_the_next(path: Path) -> None:
    store = opened(path)
    path.mkdir()
    assert isinstance(store.apply([Change(None, ONE)]), NotSaved)
    store.continue_with(ArticleFacts("Neuer Titel", "a.md"), lambda: "sha256:1")
    assert store.unsaved
    path.rmdir()
    assert isinstance(store.apply(()), Saved)
    page = parse(path.read_bytes())
    assert isinstance(page, Page)
    assert page.facts.title == "Neuer Titel"
    assert set(page.annotations) == {ONE.id}
