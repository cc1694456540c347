"""The model of what the reader adds, after the W3C Web Annotation Data Model (2017)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

COLOURS: Final = ("yellow", "green", "blue", "pink", "purple")
"""The highlight colours in the order of the keys 1 to 5; `styleClass` in the sidecar."""

NewId = Callable[[], str]
Motivation = Literal["replying", "commenting", "tagging", "highlighting", "editing", "describing"]


def new_id() -> str:
    """Return a new absolute IRI, `urn:uuid:…`."""
    import uuid

    return uuid.uuid4().urn


_NOT_WRITTEN: Final = {
    code: None for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if chr(code) not in "\t\n"
}


def clean_note(typed: str) -> str:
    """Return text as it is written into notes: lines end in line feeds, other control characters are left out.

    Nobody means to write them, and programs that show a note may act on them.
    """
    return typed.replace("\r\n", "\n").replace("\r", "\n").translate(_NOT_WRITTEN)


def clean_tags(typed: Iterable[str]) -> tuple[str, ...]:
    """Return tags as they are kept: clean, without white space and `#` around them, each once, none empty."""
    return tuple(dict.fromkeys(filter(None, (clean_note(tag).strip().lstrip("#").strip() for tag in typed))))


@dataclass(frozen=True, slots=True)
class Selectors:
    """How an annotation's target is described, so that it is found again when the article changes."""

    exact: str
    """The quoted text (TextQuoteSelector)."""
    prefix: str = ""
    """At most 64 code points before the quote."""
    suffix: str = ""
    """At most 64 code points behind the quote."""
    start: int | None = None
    """Offset in the canonical text when the quote was taken (TextPositionSelector), if known."""
    end: int | None = None

    @property
    def nowhere(self) -> bool:
        """Whether they name no place at all: the annotation is about the whole article."""
        return not self.exact and self.start is None


@dataclass(frozen=True, slots=True)
class Annotation:
    """A target in the text with, optionally, a note, tags and a colour."""

    id: str
    """An absolute IRI, `urn:uuid:…` for those made here."""
    selectors: Selectors
    note: str = ""
    """The reader's own text (TextualBody, purpose `commenting`); may have several lines."""
    tags: tuple[str, ...] = ()
    """Each a TextualBody with purpose `tagging`."""
    colour: str = ""
    """One of COLOURS, any other name that a sidecar brought along, or empty."""
    created: str = ""
    """RFC 3339 with `Z`, as `timestamp` writes it."""
    modified: str = ""
    creator: str = ""
    """The name of who made it."""
    editor: str = ""
    """The name of who changed it last, where that was another."""
    replies_to: str = ""
    """The id of the annotation that it answers; such an annotation has no place of its own."""
    translation: str = ""
    """The reader's own English of the words, which stands in place of any other (purpose `editing`)."""
    guess: str = ""
    """The English that the reader thought of before they saw any (purpose `describing`)."""
    counterpart: str = ""
    """The English that stood beside the words when the note was written (purpose `linking`)."""
    original: str = ""
    """The quote as it was first marked, once the annotation stands on other words or on none; else empty."""
    earlier: tuple[Annotation, ...] = ()
    """Versions that lost against another program's later one, the oldest first; each without `earlier`."""
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The JSON object it was read from: what lesart does not know is written back as it was."""

    @property
    def quote(self) -> str:
        """The words it is about, or once was."""
        return self.selectors.exact or self.original

    @property
    def first_quote(self) -> str:
        """The words that it was first about."""
        return self.original or self.selectors.exact

    def writers(self, own: str = "") -> tuple[str, ...]:
        """Return the names of who made it and who changed it last, without the reader's `own`."""
        return tuple(name for name in dict.fromkeys((self.creator, self.editor)) if name not in ("", own))

    @property
    def motivation(self) -> Motivation:
        """Why the annotation was made, in the W3C's words, judged by what it holds."""
        if self.replies_to:
            return "replying"
        if self.note:
            return "commenting"
        if self.tags:
            return "tagging"
        if self.colour:
            return "highlighting"
        return "editing" if self.translation else "describing" if self.guess else "highlighting"

    @property
    def own_english(self) -> tuple[tuple[str, str], ...]:
        """The reader's own English, each text behind a word for what it is."""
        named = (("Translation", self.translation), ("Guess", self.guess))
        return tuple((name, english) for name, english in named if english)

    @property
    def is_rendering(self) -> bool:
        """Whether it holds the reader's own English, a translation or a guess, and no note, tag or colour."""
        return self.motivation in ("editing", "describing")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a deleted annotation."""

    deleted: str
    """When, as `timestamp` writes it."""
    was: Annotation | None = None
    """The annotation as it was, to be restored; None when only the deletion is known."""
