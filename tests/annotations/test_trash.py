from typing import Any

from annotations.annotation import Annotation, Selectors, Tombstone
from annotations.trash import Discarded, discarded_json, find_discarded


def note(id_: str, modified: str = "", **fields: Any) -> Annotation:
    return Annotation(id_, Selectors("Wort"), modified=modified, **fields)


GONE = note("urn:gone", note="weg", tags=("t",), colour="pink", creator="Ada", created="2025-01-01T00:00:00Z")
LOSER = note("urn:there", "2026-01-02T00:00:00Z", note="verloren")
THERE = note("urn:there", "2026-01-05T00:00:00Z", earlier=(LOSER,))
STONES = {
    "urn:empty": Tombstone("2026-01-09T00:00:00Z"),
    "urn:gone": Tombstone("2026-01-03T00:00:00Z", GONE),
    "urn:odd": Tombstone("irgendwann", note("urn:odd")),
}


def test_deleted_annotations_and_earlier_versions_stand_together_the_latest_first() -> None:
    found = find_discarded([THERE, note("urn:other")], STONES)
    assert [(one.key, one.successor) for one in found] == [
        ("urn:gone", None), ("urn:there@2026-01-02T00:00:00Z", THERE), ("urn:odd", None),
    ]  # fmt: skip


def test_json_says_what_it_was_and_how_to_call_it() -> None:
    assert discarded_json(Discarded(GONE, "2026-01-03T00:00:00Z")) == {
        "id": "urn:gone",
        "kind": "deleted",
        "when": "2026-01-03T00:00:00Z",
        "quote": "Wort",
        "note": "weg",
        "tags": ["t"],
        "colour": "pink",
        "translation": "",
        "guess": "",
        "counterpart": "",
        "created": "2025-01-01T00:00:00Z",
        "modified": "",
        "creator": "Ada",
        "editor": "",
    }
    assert discarded_json(Discarded(LOSER, LOSER.modified, THERE))["kind"] == "earlier version"
