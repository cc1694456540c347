import json
from pathlib import Path
from typing import Any

import pytest

from annotations.document import Document, read_document
from annotations.migrations import FORMAT_VERSION, STEPS, VERSION, migrate, version_of
from annotations.sidecar import Page, parse
from annotations.validation import validate

DATA = Path(__file__).parents[1] / "data/sidecars"


def page_in(name: str) -> dict[str, Any]:
    found = read_document((DATA / name).read_bytes())
    assert isinstance(found, Document)
    return dict(found.page)


@pytest.mark.parametrize("version", [None, "1", 1.0, True, -1, [1], 0])
def test_page_that_names_no_version_is_of_the_zeroth(version: Any) -> None:
    assert version_of({VERSION: version}) == version_of({}) == 0


@pytest.mark.parametrize("version", range(len(STEPS)))
def test_every_earlier_page_comes_to_today_s_version_and_keeps_what_it_had(version: int) -> None:
    page = {"id": "urn:p", VERSION: version, "x:own": [1], "lesart:tombstones": [{"id": "urn:a"}]}
    assert migrate(page) == {**page, VERSION: FORMAT_VERSION}
    assert page[VERSION] == version


@pytest.mark.parametrize("version", [FORMAT_VERSION, FORMAT_VERSION + 1, 10**30])
def test_page_of_today_or_of_a_newer_lesart_stays_as_it_is(version: int) -> None:
    page = {VERSION: version, "x:own": 1}
    assert migrate(page) is page


def test_steps_are_taken_in_order_from_the_page_s_own_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def step(name: str) -> Any:
        return lambda page: {**page, "taken": page.get("taken", "") + name}

    monkeypatch.setattr("annotations.migrations.STEPS", tuple(map(step, "abc")))
    assert migrate({}) == {"taken": "abc", VERSION: 3}
    assert migrate({VERSION: 1}) == {"taken": "bc", VERSION: 3}
    assert migrate({VERSION: 3}) == {VERSION: 3}


def test_sidecar_of_version_1_is_read_with_its_notes_and_deletions() -> None:
    data = (DATA / "version-1.json").read_bytes()
    page = parse(data)
    assert isinstance(page, Page)
    assert [one.note for one in page.annotations.values()] == [
        "Welche Brücke?\nDie am Markt.",
        "",
        "Wiederholt den Anfang.",
    ]
    assert [one.colour for one in page.annotations.values()] == ["green", "yellow", ""]
    assert list(page.tombstones) == ["urn:uuid:00000000-0000-4000-8000-000000000006"]
    assert page.problems == ()
    assert validate(data) == []


def test_page_of_version_1_keeps_its_deletions_in_today_s() -> None:
    page = page_in("version-1.json")
    assert version_of(page) == 1
    assert (
        migrate(page)["lesart:tombstones"]
        == json.loads((DATA / "version-1.json").read_bytes())["lesart:tombstones"]
    )


def test_page_of_another_program_becomes_one_of_today() -> None:
    page = page_in("collection.json")
    assert migrate(page) == {**page, VERSION: FORMAT_VERSION}
