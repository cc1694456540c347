"""Anchoring on real revisions of German laws: see tests/data/anchoring/README.md."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.anchoring import Anchor, Anchored, anchor_all, describe, find
from annotations.annotation import Annotation
from articles.article import Span

LAWS = Path(__file__).parents[1] / "data/anchoring/laws.jsonl"
KEPT, EDITED = ("same", "shifted", "moved"), ("edited", "moved-edited")


def pairs() -> Iterator[dict[str, Any]]:
    return map(json.loads, LAWS.read_text("utf-8").splitlines())


def alone(pair: dict[str, Any]) -> list[Anchor]:
    return [find(pair["new"], describe(pair["old"], quote["s"], quote["e"])) for quote in pair["quotes"]]


def together(pair: dict[str, Any]) -> list[Anchor]:
    several = [
        Annotation(str(number), describe(pair["old"], quote["s"], quote["e"]))
        for number, quote in enumerate(pair["quotes"])
    ]
    return list(anchor_all(pair["new"], several).values())


def overlap(span: Span, place: Span) -> float:
    """Return the share of both that is common to them."""
    inside = min(span.end, place.end) - max(span.start, place.start)
    return max(0, inside) / (max(span.end, place.end) - min(span.start, place.start))


def verdict(quote: dict[str, Any], anchor: Anchor) -> str:
    """Return `right`, `wrong` or `missed`; whether what was rewritten is found is a matter of taste."""
    if not isinstance(anchor, Anchored):
        return "right" if quote["label"] in ("deleted", "rewritten") else "missed"
    if quote["gs"] is None:
        return "wrong"
    place, (first, last) = Span(quote["gs"], quote["ge"]), quote["gap"] or (0, 0)
    if quote["label"] in KEPT:
        return "right" if anchor.span == place else "wrong"
    if quote["label"] in EDITED:
        return "right" if overlap(anchor.span, place) >= 0.5 else "wrong"
    near = overlap(anchor.span, place) > 0 or (first <= anchor.span.start and anchor.span.end <= last)
    return "right" if near else "wrong"


@pytest.mark.parametrize("method", [alone, together])
def test_notes_on_laws_stay_where_they_belong_when_the_laws_are_amended(method: Any) -> None:
    counted = Counter(
        (quote["label"], verdict(quote, anchor))
        for pair in pairs()
        for quote, anchor in zip(pair["quotes"], method(pair), strict=True)
    )
    total = sum(counted.values())
    wrong = sum(count for (_, what), count in counted.items() if what == "wrong")
    missed = sum(count for (label, what), count in counted.items() if what == "missed" and label in KEPT + EDITED)
    assert total > 150
    assert wrong <= 0.04 * total, counted
    assert missed <= 0.03 * total, counted
