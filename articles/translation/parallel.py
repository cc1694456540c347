"""The reader's own English text beside the German one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.article import Article
from articles.translation.translation import Translation, source_hash

ENDINGS = (".md", ".txt", ".markdown")
"""The endings that a parallel text may have behind `.en`, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """A German article and its English text, paragraph by paragraph."""

    german: Article
    english: Article

    def translation(self, text: str, index: int) -> Translation | None:
        """Return the English of the German block `index`, or None when that block does not read `text`."""
        if not 0 <= index < len(self.german.blocks) or self.german.blocks[index].text != text:
            return None
        english = self.english.blocks[index].text
        return Translation(english, "parallel", _name(self.english), "", "", source_hash(text))


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The English text does not go with the German one and is not used."""

    sentence: str


def find_parallel(path: Path) -> Path | None:
    """Return the English text beside the article `path`: `roman.en.md` for `roman.md` or `roman.de.md`.

    An article that is itself such an English text has none. Anything that cannot be looked at counts as absent.
    """
    if Path(path.stem).suffix.lower() == ".en":
        return None
    return next((found for found in _candidates(path) if os.path.isfile(found)), None)


def _candidates(path: Path) -> Iterator[Path]:
    stems = [path.stem]
    if path.stem.lower().endswith(".de"):
        stems.append(path.stem[: -len(".de")])
    for stem in filter(None, stems):
        for ending in ENDINGS:
            yield path.parent / f"{stem}.en{ending}"


def pair(german: Article, english: Article) -> Parallel | Mismatch:
    """Pair the two texts block by block when they have equally many paragraphs, otherwise say why not."""
    if not (german.complete and english.complete):
        return Mismatch(f"{_name(english)} is not used: not all paragraphs have been read yet.")
    ours, theirs = len(german.blocks), len(english.blocks)
    if ours != theirs:
        noun = "paragraph" if theirs == 1 else "paragraphs"
        return Mismatch(f"{_name(english)} has {theirs} {noun}, the German {ours}: it is not used.")
    return Parallel(german, english)


def _name(english: Article) -> str:
    return os.path.basename(english.source) or "The English text"
