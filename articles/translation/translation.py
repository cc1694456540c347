"""A translation and where it came from, and what the reader gets when there is none."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from articles.article import Span, fold

Origin = Literal["parallel", "memory", "engine"]


class Languages(NamedTuple):
    """From which language into which, as ISO 639 codes."""

    source: str = "de"
    target: str = "en"


GERMAN_ENGLISH = Languages()


def languages_of(said: str) -> Languages:
    """Return from which language an article is translated into English, given the tag it has, such as `de-AT`.

    What is no tag, and English, which pages say of themselves that never thought about it, count as German.
    """
    source = said.strip().replace("_", "-").partition("-")[0].lower()
    known = 2 <= len(source) <= 3 and source.isascii() and source.isalpha()
    return Languages(source) if known and source not in ("en", "eng", "und", "mul") else GERMAN_ENGLISH


class Link(NamedTuple):
    """Sentences of a German text and of its English that say the same, one or several of each."""

    german: Span
    """From the first to the last; empty, behind the sentence before, where nothing in the German says it."""
    english: Span


@dataclass(frozen=True, slots=True)
class Translation:
    """The English of one text, with its provenance."""

    text: str
    origin: Origin
    """The reader's own parallel text, the translation memory, or an engine just asked."""
    engine: str
    """Name of the engine that made it; for a parallel text the name of its file."""
    server: str
    """Host (and port) that the text was sent to; empty for a parallel text."""
    date: str
    """When it was made: RFC 3339 with `Z`; empty where that is not known."""
    source_hash: str
    """`source_hash` of the text it translates."""
    certain: bool = True
    """Whether it is known to translate that text; of a parallel text it may only seem so."""
    links: tuple[Link, ...] = ()
    """Which of its sentences say what, as far as that is known; they hold all of it, in its order."""


@dataclass(frozen=True, slots=True)
class Untranslated:
    """There is no translation: one quiet sentence for the reader says why."""

    sentence: str
    """Holds neither the text, nor an address, nor a key."""
    retryable: bool
    """Whether asking again later may help."""
    wait: float | None = field(default=None, compare=False)
    """Seconds for which the server wants to be left alone, if it does."""
    again: float | None = field(default=None, compare=False)
    """Seconds after which asking again would reach an engine that is left alone until then, if one is."""


@dataclass(frozen=True, slots=True)
class NeedsConsent:
    """Nothing was sent: the reader has not yet allowed texts to go to this engine."""

    engine: str
    """Name of the engine, which `consented` is asked about."""
    server: str
    """Host that the text would be sent to."""
    label: str
    """Name of the engine as the reader knows it."""
    reason: str = ""
    """One sentence on why an engine that the reader prefers gave nothing, if that is why this one is needed."""


def source_hash(text: str) -> str:
    """Return what identifies `text` as the source of a translation: hex SHA-256 of its folded UTF-8."""
    return hashlib.sha256(fold(text).encode("utf-8", "surrogatepass")).hexdigest()
