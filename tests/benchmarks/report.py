"""From samples to medians and a Markdown table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median, quantiles
from typing import NamedTuple

from benchmarks.measuring import Samples

Results = Mapping[str, Mapping[str, Samples | None]]
"""By text and program; None where the program showed nothing in time."""


class Row(NamedTuple):
    """A line of the table."""

    text: str
    label: str
    sample: str
    share: int = 50
    """Which percentile."""


_KINDS = {
    "paragraph": "`j`, the page stays",
    "word": "`w`",
    "page": "a page",
    "line": "a scrolled line",
    "paragraph, English open": "`j`, English open",
}


def rows(texts: Sequence[str]) -> list[Row]:
    """Return what the table shows."""
    found = [Row(text, f"first content, {text}, ms", "first content ms") for text in texts]
    found += [Row(text, f"in charge, {text}, ms", "in charge ms") for text in texts]
    found += [Row(text, f"key typed at once answered, {text}, ms", "key at once ms") for text in texts]
    main = "1m" if "1m" in texts else texts[0]
    found.append(Row(main, "start, bytes", "start bytes"))
    for kind, label in _KINDS.items():
        found += [Row(main, f"{label}: p50 ms", f"{kind} ms"), Row(main, f"{label}: p95 ms", f"{kind} ms", 95)]
        found.append(Row(main, f"{label}: bytes", f"{kind} bytes"))
    found += [Row(main, "200 keys at once, ms", "burst ms"), Row(main, "200 keys at once, bytes", "burst bytes")]
    found.append(Row(main, "200 keys at once, steps counted", "burst steps"))
    found += [Row(main, f"{name}, bytes", f"{name} bytes") for name in ("idle", "focus lost", "focus gained")]
    found += [Row(text, f"peak memory, {text}, MiB", "peak MiB") for text in texts]
    for kind in ("paragraph", "page"):
        found.append(
            Row("annotated", f"{kind} in 10 MB with 10,000 annotations: p95 ms", f"{kind}, annotated ms", 95)
        )
    found.append(Row("annotated", "the same, peak memory, MiB", "peak MiB, annotated"))
    for text, count in (("1m", "1,000"), ("10m", "10,000")):
        label = f"a change saved among {count} notes"
        found += [Row("saves", f"{label}: p50 ms", text), Row("saves", f"{label}: p95 ms", text, 95)]
    found += [Row("commands", f"`lesart {name}`, CPU ms", name) for name in ("--help", "show", "notes", "export")]
    return found


def value(samples: Samples | None, row: Row) -> float | None:
    """Return the median, or the percentile, of what was measured."""
    measured = (samples or {}).get(row.sample)
    if not measured:
        return None
    if row.share == 50 or len(measured) < 2:
        return median(measured)
    return quantiles(measured, n=100, method="inclusive")[row.share - 1]


def table(results: Results, programs: Sequence[str], texts: Sequence[str]) -> str:
    """Return the figures as Markdown; behind a peer's, how many times that lesart's is."""
    lines = [f"| | {' | '.join(programs)} |", "|---|" + "---:|" * len(programs)]
    for row in rows(texts):
        by_program = results.get(row.text, {})
        values = [value(by_program.get(name), row) for name in programs]
        if any(one is not None for one in values):
            first = values[0] if programs[0] == "lesart" else None
            cells = [
                "over 60 s" if row.sample == "first content ms" and name in by_program and by_program[name] is None
                else cell(one, None if name == "lesart" else first)
                for name, one in zip(programs, values, strict=True)
            ]  # fmt: skip
            lines.append(f"| {row.label} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def cell(one: float | None, lesart: float | None) -> str:
    """Return a figure; given lesart's, with how many times it that is."""
    if one is None:
        return "–"
    ratio = f" ({_figure(lesart / one, 2)}×)" if lesart is not None and one else ""
    return f"{_figure(one)}{ratio}"


def _figure(one: float, places: int = 1) -> str:
    """Return a number with `places` decimals where it is small and not whole."""
    return f"{one:,.{places}f}" if one < 10 and one != int(one) else f"{one:,.0f}"
