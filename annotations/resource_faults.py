"""What is wrong with bodies and targets, by sections 3.2 and 4 of the W3C Web Annotation Data Model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

from annotations.field_faults import field_faults
from annotations.selector_faults import selector_faults
from annotations.terms import is_iri, listed

Role = Literal["body", "target"]

_SETS: Final = ("Choice", "Composite", "List", "Independents")
_SPECIFIC: Final = ("selector", "state", "styleClass")
"""What only a resource with a source can have."""


def resource_faults(resource: object, role: Role) -> Iterator[str]:
    """Yield what is wrong with a body or target, each as what follows “Annotation 3”."""
    if not isinstance(resource, Mapping):
        if not is_iri(resource):
            yield f"has a {role} that is neither an object nor an absolute IRI"
        return
    yield from (f"has a {role} with {fault}" for fault in field_faults(resource))
    kinds = listed(resource.get("type"))
    if "TextualBody" in kinds and not isinstance(resource.get("value"), str):
        yield "has a TextualBody without one text as its value"
    if any(kind in _SETS for kind in kinds):
        yield from _set_faults(resource, role)
    elif "items" in resource:
        yield f"has a {role} with items that is no {', '.join(_SETS[:-1])} or {_SETS[-1]}"
    elif "source" in resource:
        yield from _source_faults(resource, role)
    elif "SpecificResource" in kinds:
        yield "has a SpecificResource without a source"
    elif without := next((key for key in _SPECIFIC if key in resource), ""):
        yield f"has a {without} without a source"
    else:
        yield from _plain_faults(resource, role)
    yield from _specific_faults(resource)


def is_styled(resource: object) -> bool:
    """Tell whether a body or target, or one of its items, names a class of a stylesheet."""
    if not isinstance(resource, Mapping):
        return False
    return "styleClass" in resource or any(map(is_styled, listed(resource.get("items"))))


def _set_faults(resource: Mapping[str, Any], role: Role) -> Iterator[str]:
    kinds = listed(resource["type"])
    kind = next(one for one in kinds if one in _SETS)
    if len(kinds) > 1:
        yield f"has a {role} of several types, one of them {kind}"
    if not isinstance(resource.get("items"), list) or not resource["items"]:
        yield f"has a {kind} without items"
    for key in ("value", "source", "purpose"):
        if key in resource:
            yield f"has a {kind} with a {key} of its own"
    for item in listed(resource.get("items")):
        yield from resource_faults(item, role)


def _source_faults(resource: Mapping[str, Any], role: Role) -> Iterator[str]:
    source = resource["source"]
    if isinstance(source, Mapping):
        yield from (f"has a source with {fault}" for fault in field_faults(source))
        source = source.get("id")
    if not is_iri(source):
        yield "has a source that is not an absolute IRI"
    if "value" in resource:
        yield f"has a {role} with both a source and a value"


def _specific_faults(resource: Mapping[str, Any]) -> Iterator[str]:
    if "selector" in resource:
        yield from selector_faults(resource["selector"], "selector")
    if "state" in resource:
        yield from selector_faults(resource["state"], "state")
    styles = listed(resource.get("styleClass", "-"))
    if not styles or not all(isinstance(style, str) for style in styles):
        yield "has something other than text in styleClass"


def _plain_faults(resource: Mapping[str, Any], role: Role) -> Iterator[str]:
    textual = "TextualBody" in listed(resource.get("type"))
    if "id" in resource:
        if not is_iri(resource["id"]):
            yield f"has a {role} without an absolute IRI as its id"
        elif "purpose" in resource and not textual and "value" not in resource:
            yield f"has a {role} elsewhere with a purpose, which only a text or a source here can have"
    elif role == "target":
        yield "has a target without an id or a source"
    elif not textual and not isinstance(resource.get("value"), str):
        yield "has a body without a text as its value, an id or a source"
