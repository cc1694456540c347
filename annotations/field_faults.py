"""What is wrong with the fields that annotations, bodies, targets and collections share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from annotations.terms import is_iri, listed, moment

_DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def is_time(value: object) -> bool:
    """Tell whether `value` is a date and time of RFC 3339 with its time zone."""
    return isinstance(value, str) and _DATE_TIME.fullmatch(value) is not None and moment(value).year > 1


def field_faults(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with them, each as what follows “has”."""
    for name, (sound, most, phrase) in _FIELDS.items():
        if name in fields:
            values = listed(fields[name])
            if not 0 < len(values) <= most or not all(map(sound, values)):
                yield phrase.format(name)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_agent(value: object) -> bool:
    return is_iri(value) or isinstance(value, Mapping)


def _is_direction(value: object) -> bool:
    return value in ("ltr", "rtl", "auto")


_MANY: Final = 2**31
_TIME: Final = (is_time, 1, "a time of another form than 2026-01-31T12:00:00Z in {}")
_IRIS: Final = (is_iri, _MANY, "something other than absolute IRIs in {}")
_AGENTS: Final = (_is_agent, _MANY, "something other than an object or an absolute IRI in {}")
_TEXTS: Final = (_is_text, _MANY, "something other than text in {}")
_FIELDS: Final[Mapping[str, tuple[Callable[[object], bool], int, str]]] = {
    "created": _TIME,
    "modified": _TIME,
    "generated": _TIME,
    "creator": _AGENTS,
    "generator": _AGENTS,
    "audience": _AGENTS,
    "rights": _IRIS,
    "via": _IRIS,
    "canonical": (is_iri, 1, "something other than one absolute IRI in {}"),
    "format": _TEXTS,
    "language": _TEXTS,
    "processingLanguage": (_is_text, 1, "something other than one text in {}"),
    "textDirection": (_is_direction, 1, "a {} other than ltr, rtl or auto"),
}
"""For each field what a value must be, how many there may be, and what is said of any other."""
