"""What a template gets: notebooks as plain values, their texts as they are and not escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final, TypedDict

from annotations.anchoring import Anchored
from annotations.annotation import COLOURS
from annotations.export.cleaning import day_of, language_tag, link_to, source_label, summary, tag_names, title_of
from annotations.export.english import DOUBTFUL, english_of, is_uncertain
from annotations.export.highlights import Piece, pieces
from annotations.export.markdown import digests
from annotations.export.options import ExportOptions
from annotations.export.outline import placed, sections
from annotations.notebook import Entry, Notebook
from articles.article import Article, Block, Span

LONGEST_CHANGE: Final = 500
"""Code points of today's text that are shown beside a quote that has changed."""


class NoteVariables(TypedDict):
    """A note, or a mere highlight."""

    number: int
    """Counted through the article; 0 for a highlight that says nothing more."""
    id: str
    key: str
    digests: str
    place: str
    state: str
    paragraph: int
    start: int
    end: int
    quote: str
    original: str
    today: str
    english: str
    own_english: bool
    uncertain: bool
    text: str
    tags: list[str]
    tag_names: list[str]
    colour: str
    style: str
    reply: bool
    created: str
    modified: str
    day: str
    creator: str


class HeadingVariables(TypedDict):
    """A heading of the article."""

    depth: int
    text: str


class SectionVariables(TypedDict):
    """The notes under a heading."""

    headings: list[HeadingVariables]
    notes: list[NoteVariables]


class PieceVariables(TypedDict):
    """A stretch of a paragraph under the same highlight."""

    text: str
    style: str
    marks: list[str]
    link: str
    ending: list[int]


class BlockVariables(TypedDict):
    """A paragraph of the article."""

    number: int
    kind: str
    level: int
    label: str
    text: str
    pieces: list[PieceVariables]
    english: str
    notes: list[NoteVariables]


class ArticleVariables(TypedDict):
    """An article with its notes."""

    number: int
    title: str
    source: str
    link: str
    language: str
    summary: str
    tags: list[str]
    notes: list[NoteVariables]
    whole: list[NoteVariables]
    sections: list[SectionVariables]
    lost: list[NoteVariables]
    blocks: list[BlockVariables]


class Variables(TypedDict):
    """All that a template gets."""

    title: str
    exported: str
    translation: bool
    articles: list[ArticleVariables]


def variables(notebooks: Sequence[Notebook], options: ExportOptions, *, blocks: bool) -> Variables:
    """Return what a template gets; the articles' own paragraphs only with `blocks`."""
    several = len(notebooks) > 1
    title = (
        f"Notes on {len(notebooks)} articles" if several else title_of(notebooks[0].article) if notebooks else ""
    )
    return {
        "title": title or "Notes",
        "exported": options.exported.date().isoformat() if options.exported else "",
        "translation": options.english is not None,
        "articles": [_article(one, number, options, blocks) for number, one in enumerate(notebooks, 1)],
    }


def _article(notebook: Notebook, number: int, options: ExportOptions, blocks: bool) -> ArticleVariables:
    article = notebook.article
    whole, found, lost = placed(notebook)
    counted = count(1)
    in_order = (*whole, *(entry for _, entry in found), *lost)
    notes = {
        id(one): _note(one, article, options, counted, whole=number < len(whole))
        for number, one in enumerate(in_order)
    }
    divided = sections(article, [(article.index_at(span.start), entry) for span, entry in found])
    return {
        "number": number,
        "title": title_of(article),
        "source": source_label(article.source),
        "link": link_to(article.source),
        "language": language_tag(article),
        "summary": summary(notebook.entries, options.exported),
        "tags": list(dict.fromkeys(tag for one in notes.values() for tag in one["tags"])),
        "notes": list(notes.values()),
        "whole": [notes[id(one)] for one in whole],
        "sections": [
            {
                "headings": [{"depth": one.depth, "text": one.text} for one in section.headings],
                "notes": [notes[id(one)] for one in section.items],
            }
            for section in divided
        ],
        "lost": [notes[id(one)] for one in lost],
        "blocks": list(_blocks(article, found, notes, options)) if blocks else [],
    }


def _note(
    entry: Entry, article: Article, options: ExportOptions, counted: Iterator[int], *, whole: bool
) -> NoteVariables:
    annotation, anchor = entry.annotation, entry.anchor
    nowhere = annotation.selectors.nowhere
    span = anchor.span if isinstance(anchor, Anchored) and article.blocks else None
    return {
        "number": next(counted) if _speaks(entry) else 0,
        "id": annotation.id,
        "key": hashlib.sha256(annotation.id.encode("utf-8", "surrogatepass")).hexdigest()[:12],
        "digests": digests(annotation.note, annotation.tags, annotation.colour),
        "place": "paragraph" if span else "article" if whole else "lost",
        "state": entry.state,
        "paragraph": entry.paragraph or 0,
        "start": span.start if span else -1,
        "end": span.end if span else -1,
        "quote": "" if nowhere else annotation.quote,
        "original": "" if annotation.original == annotation.selectors.exact else annotation.original,
        "today": _today(article, entry, span) if span else "",
        "english": english_of(article, entry, options),
        "own_english": bool(annotation.own_english),
        "uncertain": is_uncertain(article, entry, options),
        "text": annotation.note,
        "tags": list(annotation.tags),
        "tag_names": tag_names(entry),
        "colour": annotation.colour,
        "style": style_of(entry),
        "reply": bool(entry.thread),
        "created": annotation.created,
        "modified": annotation.modified,
        "day": day_of(annotation.created),
        "creator": annotation.creator,
    }


def _speaks(entry: Entry) -> bool:
    """Tell whether there is more to show than the marked quote itself."""
    annotation = entry.annotation
    foreign = annotation.colour not in (*COLOURS, "")
    said = annotation.note or annotation.tags or annotation.own_english or annotation.original
    return bool(said or foreign or entry.doubtful or entry.thread)


def style_of(entry: Entry) -> str:
    """Return the name of the annotation's colour; one from elsewhere is `other`."""
    return entry.annotation.colour if entry.annotation.colour in COLOURS else "other"


def _today(article: Article, entry: Entry, span: Span) -> str:
    """Return the beginning of what stands now where the quote stood, when that is something else."""
    if entry.anchor.state != "changed":
        return ""
    short = Span(span.start, min(span.end, span.start + LONGEST_CHANGE))
    return article.quote(short) + ("…" if short != span else "")


def _blocks(
    article: Article,
    found: Sequence[tuple[Span, Entry]],
    notes: dict[int, NoteVariables],
    options: ExportOptions,
) -> Iterator[BlockVariables]:
    # A reply has the place of what it answers, whose words are marked already.
    quotes = [(span, entry) for span, entry in found if not entry.thread]
    quoted = [notes[id(entry)] for _, entry in quotes]
    here: dict[int, list[NoteVariables]] = {}
    for note in (notes[id(entry)] for _, entry in found):
        if note["number"]:
            here.setdefault(note["paragraph"], []).append(note)
    own = {span: entry.annotation.translation for span, entry in quotes if entry.annotation.translation}
    for number, (block, row) in enumerate(pieces(article, quotes), 1):
        yield {
            "number": number,
            "kind": block.kind,
            "level": block.level,
            "label": block.label,
            "text": block.text,
            "pieces": [_piece(piece, quoted) for piece in row],
            "english": (own.get(block.span) or _english(block, options)) if options.english else "",
            "notes": here.get(number, []),
        }


def _english(block: Block, options: ExportOptions) -> str:
    english = options.english(block) if options.english else ""
    return english if not english or options.certain(block) else f"{DOUBTFUL} {english}"


def _piece(piece: Piece, quoted: Sequence[NoteVariables]) -> PieceVariables:
    numbers = (quoted[index]["number"] for index in piece.ending)
    return {
        "text": piece.text,
        "style": "" if piece.quote is None else quoted[piece.quote]["style"],
        "marks": list(piece.marks),
        "link": link_to(piece.href),
        "ending": [number for number in numbers if number],
    }
