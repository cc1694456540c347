"""JSON decoded item by item, so that each can be written back as it stood."""

from __future__ import annotations

import gc
import json
import math
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

DEEPEST: Final = 64
"""Items nested deeper than this are kept as they are and not read."""
MOST_BROKEN: Final = 20
"""A text with more broken lines than this is broken as a whole."""
MOST_PARTS: Final = 250_000
"""A text with more items than this is no file of notes, and reading it would take its reader's time."""
TOO_DEEP: Final = "it is nested too deeply"
TOO_MUCH: Final = "it holds too much to be a file of notes"
_TWICE: Final = "the same key stands twice in one object"
_LONG: Final = "it holds a number that is too long"
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_UNWRITABLE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Item(NamedTuple):
    """One element of an array."""

    text: str
    """Its JSON on one line, as it stood where it did stand on one line."""
    value: Any
    """What it decodes to; None where `fault` says that it does not."""
    fault: str
    """Why it cannot be taken apart and put together again without loss; empty when it can."""


class Unsound(ValueError):
    """JSON that a reader accepts but that could not be written back the same; carries a sentence."""


class Opened(NamedTuple):
    """An object, taken apart."""

    fields: dict[str, Any]
    """Its values but for `items`."""
    items: list[Item] | None
    """The elements of `items`; None when it has no such key."""
    places: Mapping[str, int]
    """Where each value begins."""
    end: int
    """The offset behind it."""


def to_line(value: object) -> str:
    """Return `value` as JSON on one line that UTF-8 can hold: what it cannot is escaped."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def is_deep(value: object) -> bool:
    """Tell whether a JSON value is nested deeper than `DEEPEST`."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles from running: JSON has none, and looking for them is half of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Decoder:
    """Takes a JSON text apart from its beginning; every `at` is an offset in it.

    Raises JSONDecodeError for what is not JSON, RecursionError for what is nested too deeply to be decoded,
    and Unsound.
    """

    def __init__(self, text: str, known: Mapping[str, Any]) -> None:
        """Begin with a text; `known` are values of items by their lines, from an earlier reading."""
        self.text = text
        self._known = known
        self._parts = self._broken = 0

    def skip(self, at: int) -> int:
        """Return where the white space at `at` ends."""
        if self.text[at : at + 1] > " ":
            return at
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def finish(self, end: int) -> None:
        """Make sure that nothing but white space follows."""
        if self.skip(end) != len(self.text):
            raise json.JSONDecodeError("Extra data", self.text, self.skip(end))

    def value(self, at: int) -> tuple[Any, int]:
        """Return the value at `at` and the offset behind it."""
        try:
            return _STRICT(self.text, at)
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            raise Unsound(_sentence(error)) from None

    def item(self, at: int) -> tuple[Item, int]:
        """Return the value at `at` as an item, and the offset behind it; what is unsound becomes its fault."""
        text, fault = self.text, ""
        try:
            value, end = _STRICT(text, at)
        except json.JSONDecodeError:
            raise
        except ValueError as error:
            value, end = _LENIENT(text, at)
            fault = _sentence(error)
        line = text[at:end]
        if "\n" in line or "\r" in line:
            # A line break cannot stand inside a JSON string, so between tokens it may become a space.
            line = line.replace("\r", "").replace("\n", " ")
        return Item(line, value, fault or _depth_fault(value, line)), end

    def array(self, at: int) -> tuple[list[Item], int]:
        """Return the elements of the array whose `[` stands at `at`, and the offset behind its `]`.

        A line that is broken is an item too, so that it costs no other its reader.
        """
        text = self.text
        items: list[Item] = []
        at = self.skip(at + 1)
        while items or not text.startswith("]", at):
            item, at = (self._known and self._known_item(at)) or self._any_item(at)
            items.append(item)
            at = self.skip(at)
            if text.startswith("]", at):
                break
            at = self._behind(",", at)
        return items, at + 1

    def object(self, at: int) -> Opened:
        """Return the object whose `{` stands at `at`."""
        text = self.text
        fields: dict[str, Any] = {}
        items: list[Item] | None = None
        places: dict[str, int] = {}
        at = self.skip(at + 1)
        while places or not text.startswith("}", at):
            if not text.startswith('"', at):
                raise json.JSONDecodeError("Expecting property name", text, at)
            key, at = self.value(at)
            if key in places:
                raise Unsound(_TWICE)
            at = places[key] = self._behind(":", self.skip(at))
            if key == "items":
                items, at = self._items(at)
            else:
                fields[key], at = self.value(at)
            at = self.skip(at)
            if text.startswith("}", at):
                break
            at = self._behind(",", at)
        return Opened(fields, items, places, at + 1)

    def _items(self, at: int) -> tuple[list[Item], int]:
        if self.text.startswith("[", at):
            return self.array(at)
        # JSON-LD may write an array of one as the one, and an empty one as null.
        item, end = self.item(at)
        return [] if item.text == "null" else [item], end

    def _behind(self, sign: str, at: int) -> int:
        if not self.text.startswith(sign, at):
            raise json.JSONDecodeError(f"Expecting '{sign}'", self.text, at)
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise Unsound(TOO_MUCH)
        return self.skip(at + 1)

    def _known_item(self, at: int) -> tuple[Item, int] | None:
        """Return the item on the line at `at` if it has been read before."""
        text = self.text
        # Looked up once a line: a text on one line alone would be copied for each of its items.
        if text[at - 1] != "\n":
            return None
        end = text.find("\n", at)
        line = text[at : end - 1 if text[end - 1] == "," else end]
        value = self._known.get(line)
        return None if value is None else (Item(line, value, ""), at + len(line))

    def _any_item(self, at: int) -> tuple[Item, int]:
        try:
            return self.item(at)
        except RecursionError:
            found = self._line(at, TOO_DEEP)
            if found is None:
                raise
        except json.JSONDecodeError as error:
            found = self._line(at, not_json(error))
            # A fault behind the line shows that the item did not end there.
            if found is None or error.pos > found[1]:
                raise
        return found

    def _line(self, at: int, fault: str) -> tuple[Item, int] | None:
        """Return the line at `at` as an item that is left as it is; None when it may not be one whole item."""
        text = self.text
        stop = text.find("\n", at)
        whole = text[at : stop if stop >= 0 else None].rstrip(" \t\r")
        line = whole.removesuffix(",").rstrip(" \t\r")
        alone = not text[text.rfind("\n", 0, at) + 1 : at].strip()
        ended = whole.endswith(",") or text.startswith("]", self.skip(at + len(whole)))
        closed = line.count("{") == line.count("}") and line.count("[") == line.count("]")
        self._broken += 1
        if not (line and alone and ended and closed) or self._broken > MOST_BROKEN:
            return None
        return Item(line, None, fault), at + len(line)


def not_json(error: json.JSONDecodeError) -> str:
    """Return the sentence for a text that is not JSON."""
    return f"it is not valid JSON (line {error.lineno}, column {error.colno})"


def _sentence(error: ValueError) -> str:
    """Return what is wrong with a value that was decoded only in part: Python itself refuses only long numbers."""
    return str(error) if isinstance(error, Unsound) else _LONG


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Unsound(_TWICE)
    return result


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Unsound("it holds a number that is too large")
    return number


def _no_constant(name: str) -> float:
    raise Unsound(f"it holds {name}, which is not valid JSON")


def _depth_fault(value: object, text: str) -> str:
    # Counting brackets is quick and settles it for every annotation that is not strange.
    if text.count("{") + text.count("[") <= DEEPEST:
        return ""
    return TOO_DEEP if is_deep(value) else ""


_STRICT: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_finite, parse_constant=_no_constant
).raw_decode
_LENIENT: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str).raw_decode
