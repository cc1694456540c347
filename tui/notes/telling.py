"""What an annotation's place has been through, in sentences. Without a terminal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC
from typing import Final

from annotations.anchoring import Anchored
from annotations.annotation import Annotation
from annotations.notebook import Entry
from annotations.terms import moment
from annotations.trash import Discarded
from articles.article import Article, fold
from tui.amounts import number_of
from tui.commands import Keymap
from tui.layout import shorten

EARLIER: Final = "±"
"""Stands where an annotation has earlier versions; every console font has it."""

_LONGEST_QUOTE: Final = 90
"""Cells."""
_LONGEST_NAME: Final = 30
"""Cells."""
_KINDS: Final = {
    "replying": "reply",
    "highlighting": "highlight",
    "editing": "correction",
    "describing": "guess",
}
"""What annotations that are no mere notes are called, by why they were made."""
STATES: Final = {"changed": "changed", "orphaned": "lost"}
"""A word for what has become of a note's place, where something has."""
LONG_STATES: Final = {"changed": "changed", "orphaned": "lost its place"}
"""The same after `it has`."""


def quoted(text: str) -> str:
    """Return words of the article between quotation marks, on one line, what is too long cut off."""
    return f"„{shorten(fold(text), _LONGEST_QUOTE)}“"


def story_of(entry: Entry, article: Article, keymap: Keymap) -> Iterator[str]:
    """Yield what the reader should know of a note beyond what it says: its former words, its other versions."""
    annotation, anchor = entry.annotation, entry.anchor
    if isinstance(anchor, Anchored) and entry.doubtful:
        yield f"was {quoted(annotation.quote)}, now {quoted(article.quote(anchor.span))}"
    elif entry.doubtful:
        yield f"It has lost its place; {keymap.shown('review')} looks for a new one."
    elif annotation.replies_to:
        yield from answered(entry)
    elif annotation.selectors.nowhere:
        yield "It is about the whole article."
    yield from past_of(annotation, keymap)


def answered(entry: Entry) -> Iterator[str]:
    """Yield what a reply answers, whose name stands before the words; nothing for what is none."""
    to = entry.answers
    if to is not None:
        name = f"{fold(to.creator)}: " if to.creator else ""
        yield f"reply to {name}{quoted(words_of(to))}{', which was deleted' if entry.answers_deleted else ''}"
    elif entry.annotation.replies_to:
        yield f"reply to a note that {'was deleted' if entry.answers_deleted else 'is not here'}"


def words_of(annotation: Annotation) -> str:
    """Return what tells an annotation from others in a sentence: its note, or else its words in the article."""
    return annotation.note or annotation.quote or " ".join(f"#{tag}" for tag in annotation.tags)


def named(annotation: Annotation) -> str:
    """Return what an annotation is and the beginning of its words, for the line of messages."""
    words = annotation.own_english[0][1] if annotation.is_rendering else words_of(annotation)
    return f"{_KINDS.get(annotation.motivation, 'note')} „{shorten(fold(words), _LONGEST_NAME)}“"


def replies(number: int) -> str:
    """Return how many replies there are, in words; empty when there are none."""
    return number_of(number, "reply", "replies") if number else ""


def authors_of(annotation: Annotation, own: str = "") -> Iterator[str]:
    """Yield who wrote an annotation and who changed it, unless the reader, by the name `own`, did it alone."""
    if annotation.writers(own):
        made = f"by {fold(annotation.creator)}" if annotation.creator else "by somebody without a name"
        yield f"{made}, changed by {fold(annotation.editor)}" if annotation.editor else made


def english_of(annotation: Annotation) -> Iterator[str]:
    """Yield the English that an annotation holds, the reader's own first."""
    yield from (f"{name}: {english}" for name, english in annotation.own_english)
    if annotation.counterpart:
        yield f"English: {annotation.counterpart}"


def past_of(annotation: Annotation, keymap: Keymap) -> Iterator[str]:
    """Yield what is kept of an annotation's past: the words it was first about, and versions that lost."""
    if annotation.original:
        yield f"{'first' if annotation.selectors.exact else 'once'} about {quoted(annotation.original)}"
    trash, number = keymap.shown("trash"), len(annotation.earlier)
    names = dict.fromkeys(fold(version.editor or version.creator) for version in annotation.earlier)
    by = f" by {' and '.join(names)}" if number and all(names) else ""
    if number == 1:
        yield f"{EARLIER} an earlier version{by} lost against a change made elsewhere; {trash} shows it."
    elif number:
        yield f"{EARLIER} {number} earlier versions{by} lost against changes made elsewhere; {trash} shows them."


def doubts(entries: Sequence[Entry], keymap: Keymap, width: int) -> str:
    """Return a sentence on how many notes have changed or lost their place; empty when none has.

    A short one where the other has more than `width` cells.
    """
    if not entries:
        return ""
    lost = sum(entry.state == "orphaned" for entry in entries)
    changed = len(entries) - lost
    said = [f"{_have(changed, 'note')} changed"] if changed else []
    if lost:
        places = "its place" if lost == 1 else "their places"
        said.append(f"{_have(lost, '' if changed else 'note')} lost {places}")
    reviews = f"{keymap.shown('review')} reviews {'it' if len(entries) == 1 else 'them'}."
    whole = f"{', '.join(said)}; {reviews}"
    short = f"{number_of(len(entries), 'note')} need{'s' if len(entries) == 1 else ''} a look; {reviews}"
    return whole if len(whole) <= width else short


def _have(number: int, noun: str) -> str:
    counted = number_of(number, noun) if noun else f"{number}"
    return f"{counted} {'has' if number == 1 else 'have'}"


def fate_of(discarded: Discarded) -> str:
    """Return how something came into the trash, and what it was about."""
    annotation, time = discarded.annotation, _time_of(discarded.when)
    about = f" It was about {quoted(annotation.quote)}." if annotation.quote else ""
    by = f" by {fold(annotation.creator)}" if annotation.creator else ""
    if discarded.successor is None:
        return f"Deleted {time}, a note{by}.{about}"
    lost = "it lost against a change made elsewhere."
    writer = f"by {fold(annotation.editor)} " if annotation.editor else ""
    return f"{EARLIER} An earlier version of a note{by}, written {writer}{time}; {lost}{about}"


def counted(discarded: Collection[Discarded]) -> str:
    """Return how many deleted notes and earlier versions there are, in words."""
    earlier = sum(one.successor is not None for one in discarded)
    parts = ((len(discarded) - earlier, "deleted note"), (earlier, "earlier version"))
    return " and ".join(number_of(number, noun) for number, noun in parts if number)


def day_of(time: str) -> str:
    """Return the day of a time as it stands in a sidecar."""
    found = moment(time)
    return f"{found.astimezone(UTC):%Y-%m-%d}" if found.year > 1 else "–"


def _time_of(time: str) -> str:
    found = moment(time)
    return f"on {found.astimezone(UTC):%Y-%m-%d at %H:%M} UTC" if found.year > 1 else "at an unknown time"
