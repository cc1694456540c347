"""What is wrong with selectors and states, by sections 4.2 and 4.3 of the W3C Web Annotation Data Model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal

from annotations.field_faults import is_time
from annotations.terms import is_iri, is_offset, listed

Json = Mapping[str, Any]


def selector_faults(values: object, key: Literal["selector", "state", "refinedBy"]) -> Iterator[str]:
    """Yield what is wrong with the value of `key`, each as what follows “Annotation 3”."""
    if not listed(values):
        yield f"has an empty {key}"
    for value in listed(values):
        if isinstance(value, Mapping):
            yield from (f"has a {key} {fault}" for fault in _typed_faults(value))
            if "refinedBy" in value:
                yield from selector_faults(value["refinedBy"], "refinedBy")
        elif not is_iri(value):
            yield f"has a {key} that is neither an object nor an absolute IRI"


def _typed_faults(value: Json) -> Iterator[str]:
    kind = value.get("type")
    if isinstance(kind, str) and kind in _KINDS:
        yield from (f"of the type {kind} {fault}" for fault in _KINDS[kind](value))
    elif not is_iri(value.get("id")):
        yield "of a type that the standard does not know" if isinstance(kind, str) else "without one type"


def _value_faults(value: Json) -> Iterator[str]:
    if not isinstance(value.get("value"), str):
        yield "without one text as its value"
    if "conformsTo" in value and not is_iri(value["conformsTo"]):
        yield "that conforms to something other than an absolute IRI"


def _position_faults(selector: Json) -> Iterator[str]:
    start, end = selector.get("start"), selector.get("end")
    if not (is_offset(start) and is_offset(end) and start <= end):
        yield "whose start and end are no range"


def _quote_faults(selector: Json) -> Iterator[str]:
    if not isinstance(selector.get("exact"), str):
        yield "without one text as its quote"
    if not all(isinstance(selector.get(side, ""), str) for side in ("prefix", "suffix")):
        yield "whose prefix or suffix is not one text"


def _svg_faults(selector: Json) -> Iterator[str]:
    if isinstance(selector.get("value"), str) == is_iri(selector.get("id")):
        yield "without either a text as its value or an absolute IRI as its id"


def _range_faults(selector: Json) -> Iterator[str]:
    for side in ("startSelector", "endSelector"):
        end = selector.get(side)
        if not isinstance(end, Mapping):
            yield f"without a {side}"
        else:
            yield from (f"whose {side} is {fault}" for fault in _typed_faults(end))


def _time_faults(state: Json) -> Iterator[str]:
    dates = listed(state.get("sourceDate"))
    between = [state[side] for side in ("sourceDateStart", "sourceDateEnd") if side in state]
    if not all(map(is_time, dates + between)) or (len(between) != 2 if not dates else bool(between)):
        yield "without either a time as its sourceDate or two as its sourceDateStart and sourceDateEnd"
    if "cached" in state and not is_iri(state["cached"]):
        yield "that is cached at something other than an absolute IRI"


_KINDS: Final[Mapping[str, Callable[[Json], Iterator[str]]]] = {
    "FragmentSelector": _value_faults,
    "CssSelector": _value_faults,
    "XPathSelector": _value_faults,
    "TextQuoteSelector": _quote_faults,
    "TextPositionSelector": _position_faults,
    "DataPositionSelector": _position_faults,
    "SvgSelector": _svg_faults,
    "RangeSelector": _range_faults,
    "TimeState": _time_faults,
    "HttpRequestState": _value_faults,
}
