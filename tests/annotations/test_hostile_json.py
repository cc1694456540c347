"""What is no annotation at all, as a sidecar and as one item of a good one: nothing raises, nothing is lost."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.naughty import ALL, naughty_strings

from annotations.annotation import Selectors
from annotations.document import Unusable
from annotations.sidecar import Page, dump, parse
from annotations.validation import validate

DATA = Path(__file__).parents[1] / "data"
SUITE: dict[str, str] = json.loads((DATA / "json-test-suite.json").read_text("utf-8"))["files"]
FILES = {name.rpartition("/")[2]: text.encode("latin-1") for name, text in SUITE.items()} | {
    "n_structure_100000_opening_arrays.json": b"[" * 100_000,
    "n_structure_open_array_object.json": b'[{"":' * 50_000 + b"\n",
    "y_structure_200000_nested_arrays.json": b"[" * 200_000 + b"]" * 200_000,
    "y_structure_200000_nested_objects.json": b'{"a":' * 200_000 + b"0" + b"}" * 200_000,
}
GOOD = '{"id": "urn:good", "type": "Annotation", "bodyValue": "gut", "target": "urn:t"}'


def read(data: bytes) -> Page:
    page = parse(data)
    assert isinstance(page, Page), page
    return page


@pytest.mark.parametrize("name", FILES)
def test_any_json_is_read_or_refused_in_a_sentence(name: str) -> None:
    page = parse(FILES[name])
    if isinstance(page, Unusable):
        assert page.sentence
        assert validate(FILES[name]) == [f"The file cannot be read: {page.sentence}."]
    else:
        assert validate(FILES[name])
        assert isinstance(parse(dump(page)), Page)


@pytest.mark.parametrize("name", FILES)
def test_any_json_as_an_item_is_kept_and_the_others_are_read(name: str) -> None:
    line = FILES[name].strip(b" \n")
    data = b'{"type": "AnnotationPage", "items": [\n' + line + b",\n" + GOOD.encode() + b"\n]}\n"
    page = parse(data)
    if isinstance(page, Unusable):
        # Only what makes the whole file no JSON: a break whose end cannot be seen, or bytes that are no text.
        assert name.startswith(("n_", "i_", "string_"))
        assert page.sentence.startswith(
            ("it is not valid JSON", "it is not UTF-8 text", "it is nested too deeply")
        )
        return
    assert page.annotations["urn:good"].note == "gut"
    written = dump(page)
    if page.strange and b"\n" not in line:
        assert line in [one.removesuffix(b",") for one in written.splitlines()]
    again = read(written)
    assert (again.strange, again.annotations) == (page.strange, page.annotations)
    assert len(again.strange) + len(again.annotations) == 2


@pytest.mark.parametrize(
    "position",
    [
        (10**9, 10**9 + 4),
        (2**53, 2**53),
        (-5, -1),
        (40, 4),
        (0, 0),
        (10**400, 10**400 + 1),
        (1.0, 2.0),
        ("0", "4"),
    ],
)
def test_position_outside_of_every_text_takes_nothing_from_the_quote(position: tuple[Any, Any]) -> None:
    selector = [
        {"type": "TextQuoteSelector", "exact": "Haus"},
        {"type": "TextPositionSelector", "start": position[0], "end": position[1]},
    ]
    item = {"id": "urn:a", "type": "Annotation", "target": {"source": "urn:t", "selector": selector}}
    page = read(json.dumps({"items": [item]}).encode())
    assert page.annotations["urn:a"].selectors.exact == "Haus"
    assert json.loads(dump(page))["items"] == [item]


HOSTILE = [
    ALL,
    *naughty_strings(),
    "\ud800",
    "[/]",
    "[@click=app.quit]x[/]",
    "\x00",
    '"}],\n{"id": "urn:forged"',
    "</script><script>alert(1)</script>",
    "=1+1",
    "${jndi:ldap://x}",
    "../../etc/passwd",
    "__class__",
]


def test_hostile_strings_stay_what_they_are_in_every_field() -> None:
    items = [
        {
            "id": f"urn:{number}",
            "type": "Annotation",
            "motivation": text,
            "created": text,
            "modified": text,
            "creator": {"type": "Person", "name": text},
            "body": [
                {"type": "TextualBody", "purpose": "commenting", "value": text},
                {"type": "TextualBody", "purpose": "tagging", "value": text},
                {"type": text, text: text},
            ],
            "target": {
                "source": text,
                "selector": {"type": "TextQuoteSelector", "exact": text, "prefix": text, "suffix": text},
                "styleClass": text,
            },
            "stylesheet": text,
            f"x:{text}": text,
        }
        for number, text in enumerate(HOSTILE)
    ]
    page = read(json.dumps({"@context": HOSTILE, "id": "urn:p", "items": items, "x:own": HOSTILE}).encode())
    for one, text in zip(page.annotations.values(), HOSTILE, strict=True):
        assert (one.note, one.tags, one.colour, one.creator) == (text, (text,), text, text)
        assert one.selectors == Selectors(text, text, text)
    touched = {id_: replace(one, tags=(*one.tags, "neu")) for id_, one in page.annotations.items()}
    for written in (page, replace(page, annotations=touched)):
        found = json.loads(dump(written))
        assert found["x:own"] == HOSTILE
        assert [one["target"] for one in found["items"]] == [one["target"] for one in items]
        assert [one[f"x:{text}"] for one, text in zip(found["items"], HOSTILE, strict=True)] == HOSTILE
    assert all(problem.isprintable() for problem in validate(dump(page)))
