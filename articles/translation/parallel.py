"""The reader's own English text beside the German one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from articles.article import Article, fold
from articles.formats.detect import read_article
from articles.formats.suffixes import FORMATS
from articles.formats.unreadable import UnreadableError, shown
from articles.translation.alignment import Counterpart, align
from articles.translation.results import stays_the_same
from articles.translation.translation import Translation, source_hash

ENDINGS = tuple(dict.fromkeys((".md", ".txt", *FORMATS)))
"""The endings that a parallel text may have behind `.en`, the preferred one first."""

_FAR = 3
"""Paragraphs are far too many or too few when they differ by more than one in so many."""
_NEAR, _NEAR_SHARE = 2, 20
"""Lines or stanzas are about as many when they differ by so many, and by one in so many."""

_SAMPLE = 300
"""Paragraphs of which it is seen whether a text is a translation at all."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """A German article and its English text, aligned."""

    german: Article
    english: Article
    counterparts: Sequence[Counterpart]
    """What of the English text belongs to each block of the German one."""

    def counterpart(self, text: str, index: int) -> Counterpart | None:
        """Return what belongs to the German block `index`, with the links between the sentences of both.

        None when that block does not read `text`, or when there is nothing in the English text for it.
        """
        if not 0 <= index < len(self.german.blocks) or self.german.blocks[index].text != text:
            return None
        found = self.counterparts[index]
        return found if found.text else None

    def translation(self, text: str, index: int) -> Translation | None:
        """Return the English of the German block `index`, or None as `counterpart` does."""
        found = self.counterpart(text, index)
        if found is None:
            return None
        name, key = _name(self.english), source_hash(text)
        return Translation(found.text, "parallel", name, "", "", key, found.certain, found.links)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The English text is not used."""

    sentence: str

    @staticmethod
    def of_unreadable(path: Path, error: UnreadableError) -> Mismatch:
        """Return what the reader is told of an English text that cannot be read."""
        # What follows a semicolon is advice on what to open instead.
        why = str(error).replace(shown(str(path)), shown(path.name)).partition(";")[0].rstrip(".")
        return Mismatch(f"{path.name} is not used. {why}.")


def find_parallel(path: Path) -> Path | None:
    """Return the English text beside the article `path`: `roman.en.md` for `roman.md` or `roman.de.epub`.

    It may have any format that can be read. What has such a name but is no file comes last: it cannot be read,
    and whoever tries is told so. An article that is itself such an English text has none. Anything that cannot be
    looked at counts as absent.
    """
    if Path(path.stem).suffix.lower() == ".en":
        return None
    present = [found for found in _candidates(path) if os.path.lexists(found)]
    return next(filter(os.path.isfile, present), next(iter(present), None))


def _candidates(path: Path) -> Iterator[Path]:
    stems = [path.stem]
    if path.stem.lower().endswith(".de"):
        stems.append(path.stem[: -len(".de")])
    for stem in filter(None, stems):
        for ending in ENDINGS:
            yield path.parent / f"{stem}.en{ending}"


def read_english(path: Path, german: Article) -> Article:
    """Return the English text at `path`, a plain one parted as the German is. Raises UnreadableError.

    Whether lines are verse or were wrapped by hand does not show alike in both: English verse often goes on in
    lower case. So where far more or far fewer paragraphs are found in as much text as the German has, but about
    as many lines or stanzas, these are taken.
    """
    english, count = read_article(path), len(german.blocks)
    likely = len(german.content) < 2 * len(english.content) < 4 * len(german.content)
    if english.format != "plain" or not likely or abs(len(english.blocks) - count) <= count / _FAR:
        return english
    others = [read_article(path, parting="line"), read_article(path, parting="blank line")]
    near = [one for one in others if abs(len(one.blocks) - count) <= _NEAR + count / _NEAR_SHARE]
    return min(near, key=lambda one: abs(len(one.blocks) - count), default=english)


def pair(german: Article, english: Article, stopped: Callable[[], bool] = lambda: False) -> Parallel | Mismatch:
    """Align the two texts, or say why not; takes as long as `align` does and can be stopped like it."""
    if not (german.complete and english.complete):
        return Mismatch(f"{_name(english)} is not used: not all paragraphs have been read yet.")
    if not english.blocks:
        return Mismatch(f"{_name(english)} is not used: it has no text.")
    if _is_untranslated(english, german):
        return Mismatch(f"{_name(english)} is not used: most of it is not translated.")
    ours, theirs = ([block.text for block in article.blocks] for article in (german, english))
    return Parallel(german, english, align(ours, theirs, stopped))


def _is_untranslated(english: Article, german: Article) -> bool:
    """Tell whether most sentences, or of a long text most in a sample, stand in the German text word for word."""
    from articles.sentences import sentences

    source = fold("\n".join(block.text for block in german.blocks)).casefold()
    same, other = 0, 0
    for block in english.blocks[:: 1 + len(english.blocks) // _SAMPLE]:
        for start, end in sentences(block.text) if block.kind != "code" else ():
            sentence = block.text[start:end]
            if fold(sentence).casefold() not in source:
                other += 1
            elif not stays_the_same(sentence):
                same += 1
    return same > other


def _name(english: Article) -> str:
    return os.path.basename(english.source) or "The English text"
