"""What can be undone outlives the program, whatever the file has been through."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation import Annotation, Selectors
from annotations.history import LONGEST, Change, History, Step
from annotations.journal import LARGEST, MOST_LINES, Journal, without

SOURCE = "urn:uuid:source"
ONE = Annotation(
    "urn:uuid:1", Selectors("eins", "vor ", " nach", 4, 8), "Notiz\nzwei", ("t",), "green",
    created="2026-01-01T00:00:00.000Z", modified="2026-01-01T00:00:00.000Z", creator="Ada", original="einst",
)  # fmt: skip


def step(name: str, before: Annotation | None = None, after: Annotation | None = ONE) -> Step:
    return Step((Change(before, after),), f"label {name}", name)


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "undo" / "a.jsonl")


def loaded(journal: Journal) -> History:
    return Journal(journal.path).load(SOURCE)


def names(history: History) -> tuple[list[str], list[str]]:
    return [one.id for one in history.done], [one.id for one in history.undone]


def test_a_step_is_read_as_it_was_written(journal: Journal) -> None:
    earlier = replace(ONE, note="früher", original="")
    one = Step((Change(None, ONE), Change(ONE, replace(ONE, earlier=(earlier,))), Change(ONE, None)), "viel", "s")
    journal.did(one)
    assert loaded(journal) == History((one,))


def test_steps_are_undone_and_redone_by_their_ids(journal: Journal) -> None:
    for name in "abc":
        journal.did(step(name))
    journal.undid(step("c"))
    journal.undid(step("b"))
    journal.redid(step("b"))
    assert names(loaded(journal)) == (["a", "b"], ["c"])


def test_a_new_step_forgets_what_was_undone(journal: Journal) -> None:
    journal.did(step("a"))
    journal.undid(step("a"))
    journal.did(step("b"))
    assert names(loaded(journal)) == (["b"], [])


def test_no_journal_is_an_empty_history(journal: Journal) -> None:
    assert loaded(journal) == History()
    assert not journal.path.exists()


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_last_line_takes_nothing_from_the_others_and_the_next_step_is_whole(
    journal: Journal, cut: int
) -> None:
    for name in "ab":
        journal.did(step(name))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-cut])
    assert names(loaded(journal)) == (["a", "b"] if cut == 1 else ["a"], [])
    journal.did(step("c"))
    assert names(loaded(journal))[0][-1] == "c"
    assert len(loaded(journal).done) == (3 if cut == 1 else 2)


HOSTILE = (
    b"\x00\xff\xfe", b"null", b"[]", b'"did"', b"{}", b'{"did": 5, "changes": []}', b'{"did": "x"}',
    b'{"did": "x", "changes": {"before": 1}}', b'{"did": "x", "changes": [1, {"before": null, "after": null}]}',
    b'{"did": "x", "changes": [{"before": {"id": 7}, "after": "a"}]}', b'{"undid": ["a"]}', b'{"redid": {}}',
    b'{"undone": null}', b"[" * 100_000, b'{"did": "x", "label": [1], "changes": "abc"}', b'{"undid": "nobody"}',
)  # fmt: skip


def test_hostile_lines_say_nothing(journal: Journal) -> None:
    journal.did(step("a"))
    with journal.path.open("ab") as file:
        file.write(b"\n".join(HOSTILE) + b"\n")
    journal.did(step("b"))
    assert names(loaded(journal)) == (["a", "b"], [])


def test_hostile_annotations_are_read_as_far_as_they_can_be(journal: Journal) -> None:
    raw = {"id": "urn:x", "target": [5, {"selector": {"exact": ["a"]}}], "body": {"value": 7}, "created": {}}
    line = {"did": "s", "label": {"a": 1}, "changes": [{"before": None, "after": raw}, "x"]}
    journal.path.parent.mkdir()
    journal.path.write_text(json.dumps(line))
    (only,) = loaded(journal).done
    assert (only.label, only.changes[0].after) == ("", Annotation("urn:x", Selectors("")))


@given(st.lists(st.binary(max_size=40) | st.sampled_from(HOSTILE), max_size=6))
def test_whatever_the_file_holds_reading_it_never_fails(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    assert Journal(path).load(SOURCE) == History()


def test_lines_of_two_sessions_stand_between_each_other(journal: Journal) -> None:
    other = Journal(journal.path)
    journal.did(step("a"))
    other.did(step("b"))
    journal.undid(step("a"))
    other.did(step("c"))
    journal.redid(step("a"))
    assert names(loaded(journal)) == (["b", "c"], [])


def test_of_very_many_lines_only_what_can_be_undone_is_kept(journal: Journal) -> None:
    for number in range(MOST_LINES // 2 + 2):
        journal.did(step(str(number)))
    journal.undid(step(str(MOST_LINES // 2 + 1)))
    before = loaded(journal)
    assert journal.path.read_bytes().count(b"\n") == LONGEST
    assert len(before.done) + len(before.undone) == LONGEST
    assert loaded(journal) == before
    assert before.undone[-1].id == str(MOST_LINES // 2 + 1)


def test_a_journal_that_is_too_large_is_begun_anew(journal: Journal) -> None:
    journal.did(step("a"))
    with journal.path.open("r+b") as file:
        file.truncate(LARGEST + 1)
    assert loaded(journal) == History()


def test_a_journal_that_cannot_be_written_is_said_once_and_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "undo").write_text("a file where the folder should be")
    journal = Journal(tmp_path / "undo" / "a.jsonl")
    journal.did(step("a"))
    assert journal.notice.startswith("Saved, but it cannot be undone after a restart")
    (tmp_path / "undo").unlink()
    journal.did(step("b"))
    assert journal.notice == ""
    assert names(loaded(journal)) == (["b"], [])


def test_a_link_or_a_pipe_in_its_place_is_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / "link").symlink_to(other)
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        journal = Journal(tmp_path / name)
        journal.did(step("a"))
        assert journal.notice
        assert journal.load(SOURCE) == History()
    assert other.read_text() == "mine"


def test_only_its_owner_can_read_it(journal: Journal) -> None:
    journal.did(step("a"))
    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert journal.path.parent.stat().st_mode & 0o777 == 0o700


def test_what_is_forgotten_is_gone_also_from_what_could_not_be_redone_any_more(journal: Journal) -> None:
    secret = replace(ONE, id="urn:uuid:2", note="geheim")
    journal.did(step("a"))
    journal.did(step("secret", after=secret))
    journal.undid(step("secret"))
    journal.did(step("b"))
    journal.did(step("secret again", before=secret, after=None))
    journal.forget([secret.id])
    assert "geheim" not in journal.path.read_text("utf-8")
    assert names(loaded(journal)) == (["a", "b"], [])


def test_forgetting_makes_no_journal(journal: Journal) -> None:
    journal.forget(["urn:uuid:1"])
    assert not journal.path.parent.exists()
    assert journal.notice == ""


def test_a_step_goes_whole_when_one_of_its_annotations_is_forgotten() -> None:
    several = Step((Change(None, ONE), Change(None, replace(ONE, id="urn:uuid:2"))), "import", "i")
    assert without(History((several, step("a")), (several,)), ["urn:uuid:2"]) == History((step("a"),))
