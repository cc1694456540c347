from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.known import KnownArticle
from articles.library import Library, LibraryError
from articles.places import Place, locate, place_at

NOON = "2026-01-31T12:00:00.000Z"
KNOWN = KnownArticle(
    source="/texte/käfig.md",
    title="Der Käfig",
    length=1200,
    place=Place(7, "ging er nach Hause."),
    last_read=NOON,
    marks={"a": Place(3, "Anfang")},
    pane=True,
    masked=True,
)
WRITER = """
import sys
from pathlib import Path
from articles.known import KnownArticle
from articles.library import Library
library = Library(Path(sys.argv[1]))
for number in range(20):
    library.remember(KnownArticle(f"/{sys.argv[2]}/{number}"))
"""


def read_json(directory: Path) -> dict[str, object]:
    page = json.loads((directory / "library.json").read_text(encoding="utf-8"))
    assert isinstance(page, dict)
    return page


def write(directory: Path, content: object) -> None:
    (directory / "library.json").write_text(json.dumps(content), encoding="utf-8")


def raw_entry(**changes: object) -> dict[str, object]:
    entry: dict[str, object] = {
        "title": "Titel",
        "length": 5,
        "lastRead": NOON,
        "place": {"offset": 1, "context": "abc"},
        "marks": {},
        "pane": False,
        "masked": False,
    }
    return {**entry, **changes}


def test_remembered_article_is_known_to_a_later_session(tmp_path: Path) -> None:
    Library(tmp_path).remember(KNOWN)
    assert Library(tmp_path).get(KNOWN.source) == KNOWN


def test_how_far_an_article_was_read_is_remembered(tmp_path: Path) -> None:
    Library(tmp_path).remember(KNOWN._replace(read=1200))
    known = Library(tmp_path).get(KNOWN.source)
    assert known is not None
    assert (known.read, known.percent) == (1200, 100)
    Library(tmp_path).remember(KNOWN)
    assert Library(tmp_path).get(KNOWN.source) == KNOWN


@pytest.mark.parametrize("more", [{}, {"read": -1}, {"read": "all"}, {"read": True}])
def test_an_entry_that_does_not_say_how_far_was_read_is_read_to_its_place(
    tmp_path: Path, more: dict[str, object]
) -> None:
    write(tmp_path, {"articles": {"/alt.md": raw_entry(**more)}})
    known = Library(tmp_path).get("/alt.md")
    assert known is not None
    assert (known.place.offset, known.percent) == (1, 20)


def test_unknown_article_and_missing_directory_are_no_error(tmp_path: Path) -> None:
    library = Library(tmp_path / "none")
    assert library.get("/nie.md") is None
    assert library.recent() == []
    assert library.notice == ""
    assert not (tmp_path / "none").exists()


def test_directory_is_made_when_something_is_remembered(tmp_path: Path) -> None:
    Library(tmp_path / "a" / "b").remember(KNOWN)
    assert Library(tmp_path / "a" / "b").get(KNOWN.source) == KNOWN


def test_recent_lists_the_article_read_last_first(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for day in ("02", "30", "11"):
        library.remember(KNOWN._replace(source=f"/{day}.md", last_read=f"2026-01-{day}T08:00:00.000Z"))
    assert [known.source for known in library.recent()] == ["/30.md", "/11.md", "/02.md"]


def test_time_of_reading_is_filled_in_from_the_clock(tmp_path: Path) -> None:
    library = Library(tmp_path, clock=lambda: datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC))
    library.remember(KNOWN._replace(last_read=""))
    known = library.get(KNOWN.source)
    assert known is not None
    assert known.last_read == "2026-02-03T04:05:06.000Z"


def test_forgotten_article_is_gone_and_the_others_stay(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.remember(KNOWN)
    library.remember(KNOWN._replace(source="/zwei.md"))
    library.forget(KNOWN.source)
    library.forget("/nie.md")
    assert [known.source for known in Library(tmp_path).recent()] == ["/zwei.md"]


def test_sessions_side_by_side_keep_each_others_entries(tmp_path: Path) -> None:
    first, second = Library(tmp_path), Library(tmp_path)
    assert first.recent() == second.recent() == []
    first.remember(KNOWN._replace(source="/eins.md"))
    second.remember(KNOWN._replace(source="/zwei.md"))
    first.remember(KNOWN._replace(source="/drei.md"))
    assert {known.source for known in second.recent()} == {"/eins.md", "/zwei.md", "/drei.md"}


def test_two_processes_writing_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, name]) for name in ("links", "rechts")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    expected = {f"/{name}/{number}" for name in ("links", "rechts") for number in range(20)}
    assert {known.source for known in Library(tmp_path).recent()} == expected


def test_mark_set_by_another_session_survives(tmp_path: Path) -> None:
    mine, other = Library(tmp_path), Library(tmp_path)
    mine.remember(KNOWN)
    theirs = other.get(KNOWN.source)
    assert theirs is not None
    other.remember(theirs._replace(marks={**theirs.marks, "b": Place(9)}))
    for offset in (20, 30):
        mine.remember(KNOWN._replace(place=Place(offset)))
    known = mine.get(KNOWN.source)
    assert known is not None
    assert known.place == Place(30)
    assert dict(known.marks) == {"a": Place(3, "Anfang"), "b": Place(9)}


def test_mark_that_is_removed_or_moved_stays_so(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.remember(KNOWN._replace(marks={"a": Place(1), "b": Place(2)}))
    library.remember(KNOWN._replace(marks={"b": Place(5)}))
    known = library.get(KNOWN.source)
    assert known is not None
    assert dict(known.marks) == {"b": Place(5)}


def test_unknown_keys_are_kept(tmp_path: Path) -> None:
    place = {"offset": 1, "context": "abc", "page": 3}
    entry = raw_entry(shelf="Romane", place=place, marks={"a": {**place, "colour": "blue"}})
    write(tmp_path, {"version": 7, "theme": {"x": [1]}, "articles": {KNOWN.source: entry}})
    Library(tmp_path).remember(KNOWN)
    page = read_json(tmp_path)
    assert page["version"] == 7
    assert page["theme"] == {"x": [1]}
    assert page["articles"] == {
        KNOWN.source: {
            "title": KNOWN.title,
            "length": KNOWN.length,
            "lastRead": NOON,
            "place": {"offset": 7, "context": "ging er nach Hause.", "page": 3},
            "marks": {"a": {"offset": 3, "context": "Anfang", "page": 3, "colour": "blue"}},
            "pane": True,
            "masked": True,
            "shelf": "Romane",
        }
    }


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        "Text",
        raw_entry(title=5),
        raw_entry(length="5"),
        raw_entry(length=-1),
        raw_entry(length=True),
        raw_entry(lastRead="gestern"),
        raw_entry(lastRead="gesternZ"),
        raw_entry(lastRead="2026-01-31T12:00:00"),
        raw_entry(lastRead=None),
        raw_entry(place=None),
        raw_entry(place={"offset": 1.5, "context": ""}),
        raw_entry(place={"offset": 1, "context": None}),
        raw_entry(marks=[]),
        raw_entry(marks={"a": 7}),
        raw_entry(pane="ja"),
        raw_entry(masked=0),
    ],
)
def test_entry_with_a_wrong_type_is_skipped_but_stays_in_the_file(tmp_path: Path, entry: object) -> None:
    write(tmp_path, {"articles": {"/gut.md": raw_entry(), "/schlecht.md": entry}})
    library = Library(tmp_path)
    assert library.get("/schlecht.md") is None
    assert [known.source for known in library.recent()] == ["/gut.md"]
    library.remember(KNOWN)
    articles = read_json(tmp_path)["articles"]
    assert isinstance(articles, dict)
    assert articles["/schlecht.md"] == entry
    assert library.notice == ""


BROKEN = {
    "empty": b"",
    "garbage": b"{]",
    "not UTF-8": b'{"articles": {"\xff": 1}}',
    "list": b"[]",
    "foreign": b'{"books": []}',
    "wrong articles": b'{"articles": []}',
    "deep": b"[" * 100_000,
    "huge number": b'{"articles": {"a": ' + b"9" * 10_000 + b"}}",
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_broken_file_is_set_aside_whole(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.json").write_bytes(content)
    library = Library(tmp_path)
    assert library.recent() == []
    assert "library.json.broken-1" in library.notice
    library.remember(KNOWN)
    assert (tmp_path / "library.json.broken-1").read_bytes() == content
    assert library.get(KNOWN.source) == KNOWN


def test_broken_file_found_while_writing_is_set_aside_under_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "library.json.broken-1").write_bytes(b"older")
    (tmp_path / "library.json").write_bytes(b"newer")
    library = Library(tmp_path)
    library.remember(KNOWN)
    assert (tmp_path / "library.json.broken-1").read_bytes() == b"older"
    assert (tmp_path / "library.json.broken-2").read_bytes() == b"newer"
    assert "broken-2" in library.notice
    assert library.recent() == [KNOWN]


def test_what_is_no_file_is_neither_waited_for_nor_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "library.json")
    library = Library(tmp_path)
    assert library.get(KNOWN.source) is None
    assert "not a regular file" in library.notice
    with pytest.raises(LibraryError, match="could not be written"):
        library.remember(KNOWN)
    assert (tmp_path / "library.json").is_fifo()


def test_directory_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "datei").write_bytes(b"")
    library = Library(tmp_path / "datei")
    assert library.recent() == []
    assert library.notice.endswith(".")
    with pytest.raises(LibraryError, match=r"could not be written: .+\.$"):
        library.remember(KNOWN)
    with pytest.raises(LibraryError, match=r"could not be written: .+\.$"):
        library.forget(KNOWN.source)


@pytest.mark.parametrize("depth", range(300, 1100, 20))
def test_deeply_nested_entry_is_never_lost(tmp_path: Path, depth: int) -> None:
    # Where reading or writing gives up depends on the stack: whatever happens, the entry is still in a file.
    nest = "[" * depth + "]" * depth
    (tmp_path / "library.json").write_text('{"articles": {"/tief.md": ' + nest + "}}", encoding="utf-8")
    with contextlib.suppress(LibraryError):
        Library(tmp_path).remember(KNOWN)
    files = [path.read_text(encoding="utf-8") for path in tmp_path.glob("library.json*")]
    assert any(nest in "".join(content.split()) for content in files)


def test_source_that_is_not_utf8_comes_back(tmp_path: Path) -> None:
    source = os.fsdecode(b"/texte/m\xe4rz.txt")
    Library(tmp_path).remember(KNOWN._replace(source=source))
    assert [known.source for known in Library(tmp_path).recent()] == [source]
    assert b"K\xc3\xa4fig" in (tmp_path / "library.json").read_bytes()


TEXT = (
    "Der Anfang ist schwer. " * 5 + "Gregor Samsa erwachte eines Morgens aus unruhigen Träumen. Dann schlief er."
)
SAMSA = TEXT.index("Gregor")


def test_place_is_where_it_was_in_the_same_text() -> None:
    for offset in (0, 23, 46, SAMSA, len(TEXT) - 3, len(TEXT)):
        assert locate(TEXT, place_at(TEXT, offset)) == offset


def test_place_keeps_64_characters() -> None:
    assert place_at(TEXT, SAMSA) == Place(SAMSA, TEXT[SAMSA : SAMSA + 64])
    assert place_at(TEXT, -5).offset == 0
    assert place_at(TEXT, 10**9) == Place(len(TEXT), "")


@pytest.mark.parametrize("kept", [64, 40, 20])
def test_place_survives_edits_before_and_behind_it(kept: int) -> None:
    edited = "Neu davor. " + TEXT[: SAMSA + kept] + "#" * 70
    assert locate(edited, place_at(TEXT, SAMSA)) == SAMSA + 11


def test_place_in_repeated_text_goes_to_the_nearest() -> None:
    text = "Tor! Kein Tor, sagt der Schiedsrichter. " * 9
    assert locate(text, Place(121, text[120:184])) == 120
    assert locate(text, Place(159, text[120:184])) == 160


def test_place_without_trace_stays_inside_the_text() -> None:
    assert locate("kurz", Place(900, "etwas ganz anderes")) == 4
    assert locate("kurz", Place(2, "etwas ganz anderes")) == 2
    assert locate("", Place(2, "")) == 0
