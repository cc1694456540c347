"""Notes that were left behind by articles that moved: found, and taken along."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support import left_behind
from support.left_behind import article_of, beside, store_of

from annotations.adoption import Home, LeftBehind, adopt, examine, find_left_behind, take_along
from annotations.facts import text_hash
from annotations.history import Change
from annotations.location import SUFFIX, sidecar_name
from annotations.sidecar import Page, parse
from annotations.store import Store
from annotations.validation import validate
from articles import folders
from articles.article import Article
from articles.locks import locked

TEXT = ("Ein Anfang.", "Der Hund bellt.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder that the article has been moved to."""
    path = tmp_path / "neu"
    path.mkdir()
    return path


@pytest.fixture
def home(tmp_path: Path, folder: Path) -> Home:
    return home_of(folder / "neu.txt", tmp_path)


def home_of(article: Path, tmp_path: Path, *known: Path, to: Path | None = None) -> Home:
    return Home(article, to or beside(article), tmp_path / "data", lambda: map(str, known))


def in_data(article: Path, tmp_path: Path) -> Path:
    return Path(sidecar_name(None, str(article), str(tmp_path / "data")))


def article_at(path: Path, *texts: str) -> Article:
    return article_of(path, *(texts or TEXT))


def store_at(path: Path, article: Path) -> Store:
    return store_of(path, article_at(article))


def leave_notes(path: Path, *texts: str, notes: int = 1, at: Path | None = None) -> Path:
    """Write the sidecar of an article at a path at which there is none, and return its own path."""
    return left_behind.leave_notes(article_at(path, *texts), notes=notes, at=at)


def found(home: Home, *folders: Path) -> list[LeftBehind]:
    return find_left_behind(home, folders, lambda: text_hash(article_at(home.article)))


def page_of(path: Path) -> Page:
    assert validate(path.read_bytes()) == []
    page = parse(path.read_bytes())
    assert isinstance(page, Page)
    return page


def test_notes_of_a_renamed_article_are_found_and_taken_along(home: Home, folder: Path) -> None:
    before = leave_notes(folder / "alt.txt", notes=3).read_bytes()
    (one,) = found(home)
    assert (one.name, one.notes, one.stays) == ("alt.txt", 3, False)
    assert take_along(one, home.to) == ""
    assert home.to.read_bytes() == before
    assert not any("alt.txt" in path.name for path in folder.iterdir())
    assert found(home) == []


def test_the_previous_version_comes_along(home: Home, folder: Path) -> None:
    leave_notes(folder / "alt.txt")
    before = leave_notes(folder / "alt.txt").with_name(f"alt.txt{SUFFIX}~").read_bytes()
    assert take_along(found(home)[0], home.to) == ""
    assert home.to.with_name(home.to.name + "~").read_bytes() == before
    assert not any("alt.txt" in path.name for path in folder.iterdir())


def test_notes_of_a_copied_article_are_copied_under_an_id_of_their_own(home: Home, folder: Path) -> None:
    alt = leave_notes(folder / "alt.txt", notes=2)
    (folder / "alt.txt").touch()
    alt.chmod(0o640)
    (one,) = found(home)
    assert one.stays
    before = alt.read_bytes()
    assert take_along(one, home.to, new_id=lambda: "urn:uuid:kopie") == ""
    original, copy = page_of(alt), page_of(home.to)
    assert alt.read_bytes() == before
    assert home.to.stat().st_mode & 0o777 == 0o640
    assert copy.id == "urn:uuid:kopie"
    assert copy.fields["partOf"]["id"] != original.fields["partOf"]["id"]
    assert (copy.annotations, copy.facts) == (original.annotations, original.facts)


def test_the_next_save_writes_the_new_name(home: Home, folder: Path) -> None:
    leave_notes(folder / "alt.txt")
    take_along(found(home)[0], home.to)
    leave_notes(home.article)
    assert page_of(home.to).facts.file_name == "neu.txt"
    assert len(page_of(home.to).annotations) == 2


def test_named_folders_are_looked_through_but_not_what_is_hidden_or_linked(home: Home, tmp_path: Path) -> None:
    for name in ("texte/a/b/c/tief.txt", "texte/.git/verborgen.txt", "anderswo/fern.txt", "neu/unten/auch.txt"):
        leave_notes(tmp_path / name)
    (tmp_path / "texte/link").symlink_to(tmp_path / "anderswo")
    (tmp_path / "texte/kreis").symlink_to(tmp_path / "texte")
    assert found(home) == []
    assert [one.name for one in found(home, tmp_path / "texte")] == ["tief.txt"]
    (tmp_path / "benannt").symlink_to(tmp_path / "anderswo")
    assert [one.name for one in found(home, tmp_path / "benannt", tmp_path / "anderswo")] == ["fern.txt"]


def test_notes_that_belong_to_nothing_else_come_first_and_of_these_the_latest(home: Home, folder: Path) -> None:
    for age, name in enumerate(("neuer.txt", "da.txt", "älter.txt")):
        os.utime(leave_notes(folder / name), (1e9 - age, 1e9 - age))
    (folder / "da.txt").touch()
    assert [one.name for one in found(home)] == ["neuer.txt", "älter.txt", "da.txt"]


def test_notes_on_another_text_and_files_without_notes_are_not_found(home: Home, folder: Path) -> None:
    leave_notes(folder / "anders.txt", "Ein anderer Anfang.")
    store = store_at(leave_notes(folder / "leer.txt"), folder / "leer.txt")
    store.apply([Change(one, None) for one in store.annotations.values()])
    assert found(home) == []


def test_the_articles_own_notes_are_not_found(home: Home, folder: Path, tmp_path: Path) -> None:
    leave_notes(home.article, at=tmp_path / "anderswo/notizen.annotations.json")
    home.to.symlink_to(tmp_path / "anderswo/notizen.annotations.json")
    assert found(home, tmp_path) == []


def test_the_hash_is_asked_for_once_and_only_when_there_is_something_to_compare(home: Home, folder: Path) -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("once")
        return text_hash(article_at(home.article))

    (folder / f"fremd{SUFFIX}").write_text("{}")
    assert find_left_behind(home, [], ask) == []
    assert asked == []
    leave_notes(folder / "a.txt")
    leave_notes(folder / "b.txt")
    assert len(find_left_behind(home, [], ask)) == 2
    assert asked == ["once"]


class TestDataDirectory:
    """Articles in folders that cannot be written have their notes there."""

    @pytest.mark.parametrize(
        ("known", "there", "stays", "name"),
        [
            (True, False, False, "alt.txt"),
            (True, True, True, "alt.txt"),
            (False, False, True, "Titel"),
        ],
        ids=["gone", "there", "unknown"],
    )
    def test_they_are_moved_if_the_article_is_known_to_be_gone(
        self, folder: Path, tmp_path: Path, known: bool, there: bool, stays: bool, name: str
    ) -> None:
        alt = tmp_path / "alt.txt"
        leave_notes(alt, at=in_data(alt, tmp_path))
        if there:
            alt.touch()
        home = home_of(folder / "neu.txt", tmp_path, *([alt] if known else []))
        (one,) = found(home)
        assert (one.stays, one.name) == (stays, name)
        assert take_along(one, home.to) == ""
        assert in_data(alt, tmp_path).exists() == stays

    def test_they_come_along_when_the_articles_own_folder_can_be_written_again(
        self, home: Home, tmp_path: Path
    ) -> None:
        home.article.touch()
        leave_notes(home.article, at=in_data(home.article, tmp_path))
        (one,) = found(home)
        assert not one.stays
        assert take_along(one, home.to) == ""
        assert not in_data(home.article, tmp_path).exists()

    def test_they_are_taken_there_when_the_new_folder_cannot_be_written(
        self, folder: Path, tmp_path: Path
    ) -> None:
        to = in_data(folder / "neu.txt", tmp_path)
        leave_notes(folder / "alt.txt")
        (one,) = found(home_of(folder / "neu.txt", tmp_path, to=to))
        assert take_along(one, to) == ""
        assert len(page_of(to).annotations) == 1


def test_notes_in_a_folder_that_cannot_be_written_are_copied(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_notes(folder / "alt.txt")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert [one.stays for one in found(home)] == [True]


@pytest.mark.parametrize(("link", "real"), [("neu", "texte"), ("texte", "neu")])
def test_what_a_link_beside_an_article_leads_to_stays(home: Home, tmp_path: Path, link: str, real: str) -> None:
    alt = tmp_path / link / "alt.txt"
    notes = leave_notes(alt, at=tmp_path / real / "ablage.annotations.json")
    alt.parent.mkdir(exist_ok=True)
    alt.touch()
    beside(alt).symlink_to(notes)
    assert [one.stays for one in found(home, tmp_path / "texte")] == [True]


HASH = text_hash(article_at(Path("a")))
LINE = f'"lesart:textHash": "{HASH}",\n'
HOSTILE = {
    "in-an-annotation": '{\n"items": [\n{"body": "\n' + LINE + '"}]}',
    "behind-tombstones": '{\n"lesart:tombstones": [\n' + LINE + "]}",
    "not-on-a-line": '{"x": 1, ' + LINE,
    "too-far": '{\n"x": "' + "x" * 100_000 + '",\n' + LINE,
    "too-long": '{\n"lesart:textHash": "' + HASH + "0" * 99_999 + '",\n',
    "other-letters": LINE.upper(),
    "empty": "",
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hash_at_a_wrong_place_is_none(home: Home, folder: Path, content: str) -> None:
    (folder / f"böse{SUFFIX}").write_text(content)
    assert found(home) == []


HEADS = {
    "none": "",
    "escapes": '"partOf": {"label": "\\u001b[2J", "total": "\\u001b[2J"},\n',
    "deep": f'"partOf": {"[" * 30_000},\n',
    "huge": f'"partOf": {{"total": {"9" * 9_999}}},\n',
    "large": '"partOf": {"total": 1e99},\n',
    "negative": '"partOf": {"total": -1},\n',
    "truth": '"partOf": {"total": true},\n',
    "list": '"partOf": [3],\n',
    "no-utf8": '"partOf": {"total": "\udcff"},\n',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_forged_head_does_no_harm(home: Home, folder: Path, head: str) -> None:
    (folder / f"böse{SUFFIX}").write_bytes(("{\n" + head + LINE).encode("utf-8", "surrogateescape"))
    (one,) = found(home)
    assert (one.notes, one.name) == (None, "böse")
    assert "cannot be read" in take_along(one, home.to)
    assert not home.to.exists()
    assert one.path.exists()


def test_a_sidecar_whose_hash_is_not_where_it_seems_stays_where_it_is(home: Home, folder: Path) -> None:
    path = leave_notes(folder / "alt.txt")
    text = path.read_text("utf-8").replace("{\n", '{\n"x": {\n' + LINE.rstrip(",\n") + "\n},\n", 1)
    path.write_text(text.replace(LINE, '"lesart:textHash": "sha256:0",\n'), "utf-8")
    (one,) = found(home)
    assert "another text" in take_along(one, home.to)
    assert path.exists()
    assert not home.to.exists()


def test_what_is_no_file_or_too_large_to_be_one_of_notes_is_passed_over(home: Home, folder: Path) -> None:
    os.mkfifo(folder / f"rohr{SUFFIX}")
    (folder / f"ordner{SUFFIX}").mkdir()
    (folder / f"kreis{SUFFIX}").symlink_to(f"kreis{SUFFIX}")
    (folder / f"null{SUFFIX}").symlink_to("/dev/zero")
    with leave_notes(folder / "riesig.txt").open("r+b") as file:
        file.truncate(10**12)
    assert found(home) == []
    assert examine(folder / f"rohr{SUFFIX}", home) is None


def test_a_pipe_is_not_even_opened(home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(folder / f"rohr{SUFFIX}")
    leave_notes(folder / "alt.txt")
    opened: list[str] = []
    real_open = os.open

    def record(path: Path, *arguments: int) -> int:
        opened.append(path.name)
        return real_open(path, *arguments)

    monkeypatch.setattr(os, "open", record)
    assert len(found(home)) == 1
    assert opened == [f"alt.txt{SUFFIX}"]


def test_folders_that_cannot_be_listed_are_passed_over(
    home: Home, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_notes(folder / "alt.txt")
    leave_notes(tmp_path / "texte/zu/alt.txt")
    leave_notes(tmp_path / "texte/offen/alt.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("zu"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert len(found(home, tmp_path / "nirgends", beside(folder / "alt.txt"), tmp_path / "texte")) == 2


def test_no_more_than_so_many_files_are_looked_at_the_nearest_first(
    home: Home, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_notes(folder / "nah.txt")
    leave_notes(tmp_path / "texte/fern.txt")
    for number in range(20):
        (tmp_path / f"texte/{number}").touch()
    monkeypatch.setattr(folders, "MOST_ENTRIES", 5)
    monkeypatch.setattr(os, "scandir", in_order(os.scandir))
    assert [one.name for one in found(home, tmp_path / "texte")] == ["nah.txt"]


def in_order(scandir: Callable[[str], "os._ScandirIterator[str]"]) -> object:
    """Return what lists folders by name, whatever order the file system has."""

    class Sorted:
        def __init__(self, path: str) -> None:
            with scandir(path) as entries:
                self._entries = sorted(entries, key=lambda entry: entry.name)

        def __enter__(self) -> "list[os.DirEntry[str]]":
            return self._entries

        def __exit__(self, *_: object) -> None:
            pass

    return Sorted


def test_nothing_is_replaced_and_nothing_taken_away_then(home: Home, folder: Path) -> None:
    alt = leave_notes(folder / "alt.txt")
    (one,) = found(home)
    home.to.write_text("etwas anderes")
    assert "stays as it is" in take_along(one, home.to)
    assert home.to.read_text() == "etwas anderes"
    assert alt.exists()


@pytest.mark.parametrize("whose", ["alt.txt", "neu.txt"])
def test_another_program_that_is_writing_is_waited_for(home: Home, folder: Path, whose: str) -> None:
    alt = leave_notes(folder / "alt.txt")
    (one,) = found(home)
    with locked(folder / f".{whose}{SUFFIX}.lock"):
        assert "another program holds the lock" in take_along(one, home.to, patience=0.0)
    assert alt.exists()
    assert take_along(one, home.to, patience=0.0) == ""


def test_notes_come_along_to_another_disk(home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    before = leave_notes(folder / "alt.txt").read_bytes()
    (one,) = found(home)
    monkeypatch.setattr(os, "link", refuse)
    assert take_along(one, home.to) == ""
    assert home.to.read_bytes() == before
    assert not one.path.exists()


def test_notes_that_have_gone_meanwhile_get_a_sentence(home: Home, folder: Path) -> None:
    alt = leave_notes(folder / "alt.txt")
    (one,) = found(home)
    alt.unlink()
    assert "could not be taken along: No such file" in take_along(one, home.to)
    assert "could not be taken along: No such file" in adopt(one, store_at(home.to, home.article))


def test_a_full_disk_takes_nothing_away(home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alt = leave_notes(folder / "alt.txt")
    (folder / "alt.txt").touch()
    (one,) = found(home)

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    assert "No space left" in take_along(one, home.to)
    assert alt.exists()
    assert not home.to.exists()


class TestAdopt:
    def test_the_file_is_taken_along_where_there_are_no_notes(self, home: Home, folder: Path) -> None:
        alt = leave_notes(folder / "alt.txt", notes=2)
        store = store_at(home.to, home.article)
        assert adopt(found(home)[0], store) == ""
        assert len(store.annotations) == 2
        assert not alt.exists()

    def test_notes_are_added_to_those_that_are_there_and_their_file_stays(self, home: Home, folder: Path) -> None:
        alt = leave_notes(folder / "alt.txt", notes=2)
        own = page_of(leave_notes(home.article)).annotations
        store = store_at(home.to, home.article)
        before = alt.read_bytes()
        assert adopt(found(home)[0], store) == ""
        assert page_of(home.to).annotations == {**own, **page_of(alt).annotations}
        assert alt.read_bytes() == before

    def test_a_note_that_is_there_stays_as_it_is(self, home: Home, folder: Path) -> None:
        alt = leave_notes(folder / "alt.txt")
        (folder / "alt.txt").touch()
        take_along(found(home)[0], home.to)
        now = page_of(home.to).annotations
        assert "already" in adopt(LeftBehind(alt, "alt", 1, True, 0, HASH), store_at(home.to, home.article))
        assert page_of(home.to).annotations == now

    def test_what_cannot_be_read_gets_a_sentence(self, home: Home, folder: Path) -> None:
        alt = leave_notes(folder / "alt.txt")
        leave_notes(home.article)
        (one,) = found(home)
        alt.write_text("<<<<<<< x")
        assert "cannot be read" in adopt(one, store_at(home.to, home.article))

    def test_what_cannot_be_saved_gets_a_sentence(
        self, home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        leave_notes(folder / "alt.txt")
        leave_notes(home.article)
        store = store_at(home.to, home.article)

        def refuse(*_: object) -> None:
            raise OSError(errno.ENOSPC, "")

        monkeypatch.setattr(os, "fsync", refuse)
        assert adopt(found(home)[0], store).startswith("Not saved: the disk is full")


def test_a_file_that_is_named_is_taken_whichever_text_it_is_about(home: Home, folder: Path) -> None:
    alt = leave_notes(folder / "alt.txt", "Ein früherer Anfang.")
    one = examine(alt, home)
    assert one is not None
    assert (one.stays, one.notes) == (False, 1)
    assert take_along(one, home.to) == ""
    assert not alt.exists()


def test_a_file_that_was_laid_out_anew_is_taken_when_it_is_named(home: Home, folder: Path) -> None:
    alt = leave_notes(folder / "alt.txt")
    alt.write_text(json.dumps(json.loads(alt.read_text("utf-8")), indent=2), "utf-8")
    assert found(home) == []
    one = examine(alt, home)
    assert one is not None
    assert take_along(one, home.to) == ""
    assert len(page_of(home.to).annotations) == 1


def test_a_file_with_another_name_than_sidecars_have_is_copied(home: Home, folder: Path, tmp_path: Path) -> None:
    other = leave_notes(folder / "alt.txt", at=tmp_path / "notizen.json")
    one = examine(other, home)
    assert one is not None
    assert one.stays
    assert take_along(one, home.to) == ""
    assert other.exists()
