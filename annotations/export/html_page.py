"""Notes as a web page in one file, for screens, phones and paper."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

from annotations.annotation import COLOURS
from annotations.export.cleaning import (
    clean,
    day_of,
    language_tag,
    lines_by_paragraph,
    link_to,
    one_line,
    source_label,
    summary,
    tag_names,
    title_of,
)
from annotations.export.html_style import STYLE
from annotations.export.outline import ORPHANS, WHOLE, placed, sections
from annotations.export.passages import Passage, Piece, passages, pieces
from annotations.notebook import Entry, Notebook
from articles.article import Article, Block


def render(notebooks: Sequence[Notebook], *, exported: datetime | None = None) -> str:
    """Return one page that needs nothing else: no script, no image, no request.

    Each quote is marked within its paragraph, of which long stretches without quotes are left out; the notes
    stand below it. A policy in the page forbids scripts and requests even if something slipped through. All
    that came from outside is escaped; the source is linked when it is `http` or `https`.
    """
    several = len(notebooks) > 1
    title = f"Notes on {len(notebooks)} articles" if several else _page_title(notebooks)
    body = [*(_contents(notebooks) if several else ())]
    for number, notebook in enumerate(notebooks, 1):
        body += _article(notebook, number, exported)
    return "\n".join((*_head(title), *(body or ["<p>No notes.</p>"]), "</body>", "</html>", ""))


def _page_title(notebooks: Sequence[Notebook]) -> str:
    return f"Notes on {title_of(notebooks[0].article)}" if notebooks else "Notes"


def _head(title: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{_text(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"


def _policy() -> str:
    """Return a policy that allows the page's own style sheet, by its hash, and nothing else."""
    import base64
    import hashlib

    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _contents(notebooks: Sequence[Notebook]) -> Iterator[str]:
    yield "<nav><ul>"
    for number, notebook in enumerate(notebooks, 1):
        title = f'<a href="#article-{number}"{_lang(notebook.article)}>{_text(title_of(notebook.article))}</a>'
        yield f"<li>{title} ({len(notebook.entries)})</li>"
    yield "</ul></nav>"


def _article(notebook: Notebook, number: int, exported: datetime | None) -> Iterator[str]:
    article = notebook.article
    whole, found, orphans = placed(notebook)
    yield f'<article id="article-{number}">'
    yield f'<h1 dir="auto"{_lang(article)}>{_text(title_of(article))}</h1>'
    yield from _about(notebook, exported)
    yield from _apart(WHOLE, article, whole)
    numbers = count(1)
    for section in sections(article, [(one.first, one) for one in passages(article, found)]):
        yield "<section>"
        for heading in section.headings:
            rank = min(heading.depth + 1, 6)
            yield f'<h{rank} dir="auto"{_lang(article)}>{_text(heading.text)}</h{rank}>'
        for passage in section.items:
            names = [f"{number}-{next(numbers)}" if _speaks(entry) else "" for _, entry in passage.quotes]
            yield from _passage(article, passage, names)
        yield "</section>"
    yield from _apart(ORPHANS, article, orphans)
    yield "</article>"


def _about(notebook: Notebook, exported: datetime | None) -> Iterator[str]:
    source = notebook.article.source
    label = _text(source_label(source))
    where = f'<a href="{_text(source)}" rel="noreferrer noopener">{label}</a>' if link_to(source) else label
    yield '<div class="about">'
    if where:
        yield f"<p>{where}</p>"
    yield f"<p>{summary(notebook.entries, exported)}</p>"
    yield "</div>"


def _speaks(entry: Entry) -> bool:
    """Tell whether there is more to show than the marked quote itself."""
    annotation = entry.annotation
    return bool(annotation.note or annotation.tags or entry.anchor.state == "changed" or _foreign(entry))


def _passage(article: Article, passage: Passage, names: list[str]) -> Iterator[str]:
    first, last = passage.first + 1, passage.last + 1
    yield '<div class="passage">'
    yield f'<p class="label">{f"Paragraph {first}" if first == last else f"Paragraphs {first}–{last}"}</p>'
    yield f"<blockquote{_lang(article)}>"
    for block, row in pieces(article, passage):
        yield _block(block, "".join(_piece(piece, passage, names) for piece in row))
    yield "</blockquote>"
    notes = [(name, entry) for name, (_, entry) in zip(names, passage.quotes, strict=True) if name]
    if notes:
        yield '<ol class="notes">'
        for name, entry in notes:
            yield from _note(name, entry, article)
        yield "</ol>"
    yield "</div>"


def _block(block: Block, content: str) -> str:
    label = f"{_text(block.label)} " if block.label else ""
    return f'<p class="{block.kind}" dir="auto">{label}{content}</p>'


def _piece(piece: Piece, passage: Passage, names: list[str]) -> str:
    text = _text(piece.text)
    if piece.quote is not None:
        text = f'<mark class="{_colour(passage.quotes[piece.quote][1])}">{text}</mark>'
    return text + "".join(_reference(names[index]) for index in piece.ending if names[index])


def _reference(name: str) -> str:
    return f'<sup><a id="quote-{name}" href="#note-{name}">{name.partition("-")[2]}</a></sup>'


def _note(name: str, entry: Entry, article: Article) -> Iterator[str]:
    yield f'<li class="note {_colour(entry)}" id="note-{name}">'
    if entry.anchor.state == "changed":
        quote = f"<q{_lang(article)}>{_lines(entry.annotation.quote)}</q>"
        yield f'<p class="then" dir="auto">The text has changed; the quote was {quote}</p>'
    yield from _own_words(entry)
    number = f'<a class="number" href="#quote-{name}">{name.partition("-")[2]}</a>'
    yield _facts(entry, number)
    yield "</li>"


def _apart(heading: str, article: Article, entries: list[Entry]) -> Iterator[str]:
    """Yield the notes that stand at no place in the text, under a heading of their own."""
    if not entries:
        return
    yield "<section>"
    yield f"<h2>{heading}</h2>"
    for entry in entries:
        yield f'<div class="lost {_colour(entry)}">'
        if quote := _lines(entry.annotation.quote):
            yield f'<blockquote{_lang(article)}><p class="lines" dir="auto">{quote}</p></blockquote>'
        yield from _own_words(entry)
        yield _facts(entry)
        yield "</div>"
    yield "</section>"


def _own_words(entry: Entry) -> Iterator[str]:
    for lines in lines_by_paragraph(clean(entry.annotation.note)):
        words = "<br>".join(map(_text, lines))
        yield f'<p class="lines" dir="auto" lang="">{words}</p>'


def _facts(entry: Entry, number: str = "") -> str:
    annotation = entry.annotation
    tags = (f'<span class="tag">#{_text(tag)}</span>' for tag in tag_names(entry))
    day = day_of(annotation.created)
    date = f'<time datetime="{day}">{day}</time>' if day else ""
    facts = filter(None, (number, " ".join(tags), _text(one_line(annotation.colour)), date))
    return f'<p class="facts">{" · ".join(facts)}</p>'


def _colour(entry: Entry) -> str:
    """Return the class of the annotation's colour; a name from elsewhere never enters the page's structure."""
    return "other" if _foreign(entry) or not entry.annotation.colour else entry.annotation.colour


def _foreign(entry: Entry) -> bool:
    return entry.annotation.colour not in (*COLOURS, "")


def _lang(article: Article) -> str:
    return f' lang="{language_tag(article)}"'


def _lines(text: str) -> str:
    return _text(text).replace("\n", "<br>")


def _text(text: str) -> str:
    return html.escape(clean(text))
