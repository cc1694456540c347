"""The articles shipped with lesart: German Markdown, each with its English beside it (CC0-1.0)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

NAMES = ("kasachstan", "brot", "uebersetzen", "woerter")
"""The articles in the order in which a new reader meets them."""


@dataclass(frozen=True, slots=True)
class Bundled:
    """An article shipped with lesart."""

    name: str
    """The file name without its suffix, such as `brot`."""
    title: str
    """The German title."""
    path: Path
    """The German Markdown file; part of the installation, so never written to."""
    parallel: Path
    """The English Markdown file: the same blocks in the same order."""
    description: str
    """One line in English that says what the article is about."""


def bundled_articles() -> tuple[Bundled, ...]:
    """Return the articles shipped with lesart, the one to read first in front.

    Reads only the front matter of each file. Raises OSError when the installation is incomplete.
    """
    return tuple(_bundled(name) for name in NAMES)


def _bundled(name: str) -> Bundled:
    directory = Path(__file__).parent
    path, parallel = directory / f"{name}.md", directory / f"{name}.en.md"
    return Bundled(
        name=name,
        title=_front_matter(path)["title"],
        path=path,
        parallel=parallel,
        description=_front_matter(parallel)["description"],
    )


def _front_matter(path: Path) -> dict[str, str]:
    """Return the fields between the first two `---` lines; the shipped files write them without quotes."""
    with path.open(encoding="utf-8") as file:
        next(file)
        return dict(_fields(takewhile(lambda line: line != "---\n", file)))


def _fields(lines: Iterable[str]) -> Iterable[tuple[str, str]]:
    for line in lines:
        key, _, value = line.partition(":")
        yield key, value.strip()
