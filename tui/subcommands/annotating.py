"""`lesart notes` and `note`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import click

from annotations.annotation import COLOURS, clean_note, clean_tags
from annotations.notebook import entry_json
from annotations.store import NotSaved
from articles.article import Article, Span, fold
from articles.search import spans_of
from tui.failing import WRONG_USE, fail, warn
from tui.subcommands.common import (
    encoding_option,
    export_by_settings,
    file_argument,
    files_argument,
    make_workbook,
    open_file,
    open_notes,
    say,
    say_json,
    say_note,
    warn_of_notes_elsewhere,
)

if TYPE_CHECKING:
    from annotations.annotation import Annotation
    from annotations.workbook import Workbook
    from articles.article import Text

_MOST_COMPARED: Final = 2_000_000
"""Code points of the longest article that is looked through for words that resemble a quote."""


def colour_named(value: str) -> str:
    """Return a colour given by name or by the digit of its key, or exit with a sentence."""
    if value in COLOURS or not value:
        return value
    if value.isdecimal() and 1 <= int(value[:3]) <= len(COLOURS):
        return COLOURS[int(value) - 1]
    fail(f"there is no colour “{value}”; there are {', '.join(COLOURS)} (or 1 to {len(COLOURS)}).", WRONG_USE)


@click.command()
@files_argument
@encoding_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--search", default="", metavar="TEXT", help="Only notes whose quote, note or tags hold TEXT.")
@click.option("--tag", default="", metavar="TAG", help="Only notes with this tag.")
@click.option("--colour", "--color", default="", metavar="COLOUR", help="Only notes in this colour.")
@click.option("--creator", default="", metavar="NAME", help="Only notes that this person made.")
def notes(
    files: tuple[str, ...], encoding: str | None, as_json: bool, search: str, tag: str, colour: str, creator: str
) -> None:
    """Print the notes on articles."""
    wanted = colour_named(colour)
    found: list[object] = []
    for file in files:
        notebook, _ = open_notes(file, encoding)
        entries = notebook.filtered(search, tag.lstrip("#"), wanted, creator).entries
        found += [entry_json(entry) for entry in entries]
        if not as_json:
            if len(files) > 1:
                say(f"# {notebook.article.title}\n")
            for entry in entries:
                say_note(entry)
    if as_json:
        say_json(found)


@click.command()
@file_argument
@encoding_option
@click.option("--quote", metavar="TEXT", help="The words in the article that the note is about.")
@click.option("--paragraph", type=int, metavar="N", help="The paragraph it stands in, counted from 1.")
@click.option("--reply-to", metavar="ID", help="Answer the note with this id, as `lesart notes --json` prints it.")
@click.option("--text", default="", metavar="NOTE", help="The note.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be given several times.")
@click.option("--colour", "--color", default="", metavar="COLOUR", help="Highlight in this colour.")
@click.option("--creator", metavar="NAME", help="Who makes the note; usually `creator` of the configuration.")
def note(
    file: str,
    encoding: str | None,
    quote: str | None,
    paragraph: int | None,
    reply_to: str | None,
    text: str,
    tags: tuple[str, ...],
    colour: str,
    creator: str | None,
) -> None:
    """Annotate an article without opening it, or answer a note."""
    wanted = colour_named(colour)
    if (quote is None) == (reply_to is None):
        fail("give either --quote, the words that the note is about, or --reply-to.", WRONG_USE)
    text, clean = clean_note(text), clean_tags(part for tag in tags for part in tag.split(","))
    plain = not (text or clean or wanted)
    if plain and reply_to is not None:
        fail("a reply needs a --text.", WRONG_USE)
    article, origin = open_file(file, encoding)
    span = None if quote is None else _place(article, quote, paragraph)
    workbook = make_workbook(article, origin, creator)
    warn(workbook.store.notice)
    warn_of_notes_elsewhere(article, origin, workbook.store)
    if span is None:
        outcome = workbook.reply(_answered(workbook, reply_to), note=text, tags=clean, colour=wanted)
    else:
        outcome = workbook.annotate(span, note=text, tags=clean, colour=COLOURS[0] if plain else wanted)
    if isinstance(outcome, NotSaved):
        fail(outcome.sentence)
    warn(workbook.notice)
    say(f"Saved in {workbook.store.path}.")
    warn(export_by_settings(workbook))


def _answered(workbook: Workbook, id_: str | None) -> Annotation:
    """Return the annotation with this id, or exit with a sentence."""
    if workbook.store.unreadable:
        fail(workbook.store.notice)
    found = workbook.store.annotations.get(id_ or "")
    if found is None:
        fail("there is no note with this id; `lesart notes FILE --json` prints the ids.")
    return found


def _place(article: Article, quote: str, paragraph: int | None) -> Span:
    """Return where the quote stands, or exit with a sentence that says how to tell where."""
    wanted = fold(quote)
    if not wanted:
        fail("--quote is empty; give the words that the note is about.", WRONG_USE)
    if paragraph is not None and not 1 <= paragraph <= len(article.blocks):
        fail(f"there is no paragraph {paragraph}; the article has {len(article.blocks)}.", WRONG_USE)
    spans = list(_occurrences(article, wanted))
    inside = [span for span in spans if paragraph in (None, article.index_at(span.start) + 1)]
    if len(inside) == 1 or (inside and paragraph is not None):
        return inside[0]
    numbers = ", ".join(str(number) for number in sorted({article.index_at(span.start) + 1 for span in spans}))
    if inside:
        fail(f"the quote occurs {len(inside)} times, in the paragraphs {numbers}; add --paragraph N.")
    if spans:
        fail(f"the quote is not in paragraph {paragraph}, but in {numbers}.")
    fail(f"the quote does not occur in the article. {_nearest(article, wanted)}".strip())


def _occurrences(article: Article, wanted: str) -> list[Span]:
    # Between words any white space will do: line breaks in code, the blank line between paragraphs.
    pattern = re.compile(r"\s+".join(map(re.escape, wanted.split())))
    found = list(spans_of(article, pattern, 2 * len(wanted) + 1000))
    whole = [span for span in found if _whole_words(article.content, span)]
    return whole or found


def _whole_words(text: Text, span: Span) -> bool:
    """Tell whether the span begins and ends where words do: `Russland` in `Russlands` does not."""
    edges = (text[at - 1 : at + 1] for at in (span.start, span.end) if at > 0)
    return not any(len(edge) == 2 and edge.isalnum() for edge in edges)


def _nearest(article: Article, wanted: str) -> str:
    """Return a sentence with the words of the article that resemble the quote most."""
    from annotations.approximate import closest

    if not article.length:
        return "The article has no text."
    if article.length > _MOST_COMPARED:
        return ""
    text = article.text
    found = closest(wanted.lower(), text.lower() if len(text.lower()) == len(text) else text)
    if found.distance > len(wanted) * 2 // 3:
        return "Nothing in it resembles the quote."
    start, end = found.start, found.end
    while start > 0 and text[start - 1 : start + 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1 : end + 1].isalnum():
        end += 1
    return f"Nearest is „{fold(text[start:end])}“ in paragraph {article.index_at(start) + 1}."
