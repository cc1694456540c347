"""The JSON of a sidecar, taken apart into its page and the text of every item."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

DEEPEST: Final = 64
"""Items nested deeper than this are kept as they are and not read."""
LARGEST: Final = 256 * 1024 * 1024
"""Bytes of the largest sidecar that is read."""
_ITEMS: Final = re.compile(r'"items"\s*:\s*\[')
_PLACEHOLDER: Final = "lesart:items-stand-here"
_CONFLICT: Final = re.compile(r"^<{7} ", re.MULTILINE)
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_UNWRITABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Unusable:
    """A sidecar that cannot be read."""

    sentence: str
    """Why, for the reader; without the file's name."""


class Item(NamedTuple):
    """One element of `items`."""

    text: str
    """Its JSON on one line, as it stood where it did stand on one line."""
    value: Any
    fault: str
    """Why it cannot be taken apart and put together again without loss; empty when it can."""


class Document(NamedTuple):
    """A sidecar's JSON."""

    page: Mapping[str, Any]
    """The page's fields without its items; empty for a bare annotation or a list of them."""
    items: list[Item]


def read_document(data: bytes) -> Document | Unusable:
    """Take the bytes of a sidecar apart; never raises for what they hold."""
    if len(data) > LARGEST:
        return Unusable("it is too large to be a file of notes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Unusable("it is not UTF-8 text")
    if not text.strip():
        return Unusable("it is empty")
    try:
        document = _quickly(text) or _shaped(_Decoder().whole(text))
        if isinstance(document, Document) and _is_deep(document.page):
            return Unusable("it is nested too deeply")
        return document
    except RecursionError:
        return Unusable("it is nested too deeply")
    except json.JSONDecodeError as error:
        if _CONFLICT.search(text):
            return Unusable("it holds an unresolved merge conflict")
        return Unusable(f"it is not valid JSON (line {error.lineno}, column {error.colno})")
    except ValueError as error:
        return Unusable(str(error) if isinstance(error, _FaultError) else "it holds a number that is too long")


def to_line(value: object) -> str:
    """Return `value` as JSON on one line that UTF-8 can hold: what it cannot is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _FaultError(ValueError):
    """JSON that a reader accepts but that could not be written back the same; carries a sentence."""


class _Decoder:
    """Decodes JSON and notices keys that stand twice in one object, of which all but one would be lost."""

    def __init__(self) -> None:
        self.repeated = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_float=_finite, parse_constant=_no_constant
        )

    def whole(self, text: str) -> Any:
        value = self._decoder.decode(text)
        if self.repeated:
            raise _FaultError("the same key stands twice in one object")
        return value

    def item(self, text: str, at: int) -> tuple[Item, int]:
        self.repeated = False
        value, end = self._decoder.raw_decode(text, at)
        # A line break cannot stand inside a JSON string, so between tokens it may become a space.
        slice_ = text[at:end].replace("\r", "").replace("\n", " ")
        fault = "the same key stands twice in one object" if self.repeated else ""
        return Item(slice_, value, fault or _too_deep(value, slice_)), end

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(pairs)
        if len(result) != len(pairs):
            self.repeated = True
        return result


def _quickly(text: str) -> Document | None:
    """Take a page apart at its `items`; None when it is not a page or not valid."""
    begin = _ITEMS.search(text)
    if begin is None:
        return None
    try:
        items, end = _split(text, begin.end())
        page = _Decoder().whole(f'{text[: begin.end() - 1]}"{_PLACEHOLDER}"{text[end:]}')
    except ValueError:
        return None
    # Elsewhere than at the top the placeholder shows that these were the items of something else.
    if not isinstance(page, dict) or page.get("items") != _PLACEHOLDER:
        return None
    del page["items"]
    return Document(page, items)


def _split(text: str, at: int) -> tuple[list[Item], int]:
    """Return the elements of the array whose `[` ends at `at`, and the offset behind its `]`."""
    decoder = _Decoder()
    items: list[Item] = []
    at = _skip(text, at)
    while text[at : at + 1] != "]" or items:
        item, at = decoder.item(text, at)
        items.append(item)
        at = _skip(text, at)
        if text[at : at + 1] == "]":
            break
        if text[at : at + 1] != ",":
            raise ValueError
        at = _skip(text, at + 1)
    return items, at + 1


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _shaped(value: Any) -> Document | Unusable:
    """Find the annotations in other shapes: a collection with its first page, a list, a bare annotation."""
    if isinstance(value, dict) and isinstance(value.get("first"), dict) and "items" not in value:
        collection = {key: field for key, field in value.items() if key not in ("first", "@context")}
        outside = {"@context": value["@context"]} if "@context" in value else {}
        value = {**outside, "partOf": collection, **value["first"]}
    page: Mapping[str, Any] = {}
    if isinstance(value, dict) and ("items" in value or value.get("type") == "AnnotationPage"):
        page = {key: field for key, field in value.items() if key != "items"}
        several = value.get("items") or []
        several = several if isinstance(several, list) else [several]
    elif isinstance(value, dict) and "target" in value:
        several = [value]
    elif isinstance(value, list) and all(isinstance(one, dict) and "target" in one for one in value):
        several = value
    else:
        return Unusable("it holds no annotations")
    lines = ((to_line(one), one) for one in several)
    return Document(page, [Item(line, one, _too_deep(one, line)) for line, one in lines])


def _too_deep(value: object, text: str) -> str:
    # Counting brackets is quick and settles it for every annotation that is not strange.
    few = text.count("{") + text.count("[") <= DEEPEST
    return "" if few or not _is_deep(value) else "it is nested too deeply"


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _FaultError("it holds a number that is too large")
    return number


def _no_constant(name: str) -> float:
    raise _FaultError(f"it holds {name}, which is not valid JSON")
