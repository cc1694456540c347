"""Notes as cards to learn from: what both formats for Anki have in common."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from annotations.anchoring import Anchored
from annotations.export.cleaning import clean, one_line, source_label, title_of
from annotations.export.english import marked_english_of
from annotations.export.highlights import last_block
from annotations.export.options import ExportOptions
from annotations.notebook import Entry, Notebook
from articles.article import Article, Span
from articles.sentences import sentences

_SPECIAL: Final = str.maketrans({"{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "\n": "<br>"})
"""Braces make clozes, brackets sounds and LaTeX."""
_MATHS: Final = re.compile(r"\\(?=[(&])")
_NOT_IN_TAGS: Final = re.compile(r"[\s\"]+")


@dataclass(frozen=True, slots=True)
class Card:
    """A card, or in Anki's words a note that makes one. All texts are HTML."""

    guid: str
    """Stays the same, so that the card is updated when it is imported again."""
    kind: Literal["note", "cloze"]
    deck: str
    front: str
    """What is asked; of a cloze the sentence with the words that are left out as `{{c1::words}}`."""
    back: str
    source: str
    """The article and the paragraph."""
    tags: tuple[str, ...]


def cards(notebooks: Sequence[Notebook], options: ExportOptions) -> Iterator[Card]:
    """Yield the cards in reading order.

    A note makes a card that asks for it, and for what answers it, by its quote in its sentence. Words within a
    sentence make another one that asks for them, with the English of the paragraph and the note for its back.
    What has neither note nor English, nor stands within a sentence, has nothing to be asked for and makes none.
    """
    for notebook in notebooks:
        answers: dict[str, list[str]] = {}
        for entry in notebook.entries:
            answers.setdefault(entry.thread, []).append(entry.annotation.note)
        for entry in notebook.entries:
            if not entry.thread:
                yield from _cards(notebook.article, entry, answers.get(entry.annotation.id, ()), options)


def _cards(article: Article, entry: Entry, answers: Sequence[str], options: ExportOptions) -> Iterator[Card]:
    annotation = entry.annotation
    parts = _in_sentence(article, entry)
    english = marked_english_of(article, entry, options)
    note = "<br><br>".join(filter(None, (_field(one.strip()) for one in (annotation.note, *answers))))
    back = "<br><br>".join(filter(None, (note, _field(english))))
    digest = hashlib.sha256(annotation.id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    paragraph = f", paragraph {entry.paragraph}" if entry.paragraph else ""
    deck = f"lesart::{one_line(title_of(article)).replace('::', ':')}"
    source = _field(f"{source_label(article.source) or title_of(article)}{paragraph}")
    tags = tuple(filter(None, (_NOT_IN_TAGS.sub("-", clean(tag)).strip("-") for tag in annotation.tags)))
    if note or (english and not parts):
        before, words, behind = parts or ("", annotation.quote or title_of(article), "")
        asked = f"{_field(before)}<b>{_field(words)}</b>{_field(behind)}"
        yield Card(f"{digest}n", "note", deck, asked, back, source, tags)
    if parts:
        before, words, behind = map(_field, parts)
        yield Card(f"{digest}c", "cloze", deck, f"{before}{{{{c1::{words}}}}}{behind}", back, source, tags)


def _in_sentence(article: Article, entry: Entry) -> tuple[str, str, str] | None:
    """Return the quote as it stands today, between what is before and behind it in its sentence.

    None when it is not a part of one sentence.
    """
    if not isinstance(entry.anchor, Anchored) or not article.blocks:
        return None
    span = entry.anchor.span
    index = article.index_at(span.start)
    block = article.blocks[index]
    if index != last_block(article, span) or block.kind == "code":
        return None
    here = Span(span.start - block.start, min(span.end, block.end) - block.start)
    for sentence in sentences(block.text):
        if sentence.start <= here.start < here.end <= sentence.end and here != sentence:
            ends = (sentence.start, here.start, here.end, sentence.end)
            before, words, behind = (block.text[start:end] for start, end in pairwise(ends))
            return (before, words, behind) if re.search(r"\w", before + behind) else None
    return None


def _field(text: str) -> str:
    """Return text as HTML that Anki shows as it is."""
    written = html.escape(clean(text)).translate(_SPECIAL).replace("::", "&#58;&#58;")
    return _MATHS.sub(r"<span>\\</span>", written)
