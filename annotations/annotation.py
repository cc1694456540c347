"""The model of what the reader adds, after the W3C Web Annotation Data Model (2017)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

COLOURS: Final = ("yellow", "green", "blue", "pink", "purple")
"""The highlight colours in the order of the keys 1 to 5; `styleClass` in the sidecar."""

NewId = Callable[[], str]


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
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The JSON object it was read from: what lesart does not know is written back as it was."""

    @property
    def motivation(self) -> Literal["commenting", "tagging", "highlighting"]:
        """Why the annotation was made, in the W3C's words, judged by what it holds."""
        if self.note:
            return "commenting"
        return "tagging" if self.tags else "highlighting"
