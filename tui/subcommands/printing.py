"""How an article is printed: as linear text, for pipes, plain terminals and screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from articles.article import Article, Block, fold
from tui.amounts import number_of
from tui.display import display
from tui.layout import wrap

if TYPE_CHECKING:
    from annotations.notebook import Entry


def print_structure(article: Article) -> None:
    """Print what was understood of an article: its format and its blocks."""
    printer = Printer()
    length = number_of(len(article.blocks), "paragraph")
    printer.paragraph([article.title, f"{article.format}, {article.encoding}, {length}"])
    for number, block in enumerate(article.blocks, 1):
        printer.block(number, block)


def article_json(article: Article) -> dict[str, object]:
    """Return an article as `lesart show --json` prints it."""
    return {
        "title": article.title,
        "language": article.language,
        "source": article.source,
        "format": article.format,
        "encoding": article.encoding,
        "blocks": [
            {"kind": block.kind, "level": block.level, "start": block.start, "end": block.end, "text": block.text}
            for block in article.blocks
        ],
    }


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints paragraphs of text, each parted from the next by a blank line."""

    width: int = 0
    """Cells of a line; 0 leaves long lines to the terminal."""
    numbers: bool = True
    """Whether blocks are printed with their numbers."""

    def block(self, number: int, block: Block, more: Iterable[str] = ()) -> None:
        """Print a block, said in words what it is, and what belongs to it."""
        label = f"{number}: " if self.numbers else ""
        self.paragraph([label + spoken(block), *more])

    def paragraph(self, lines: Iterable[str]) -> None:
        """Print lines of text from outside, sanitised, and a blank line."""
        for text in lines:
            for line in text.split("\n"):
                rows = wrap(line, self.width) if self.width else [(0, len(line))]
                for start, end in rows:
                    print(display(line[start:end], oneline=True))
        print()


def spoken(block: Block) -> str:
    """Return a block's text with the words that say what it is: nothing here is told by layout alone."""
    if block.kind == "heading":
        return f"Heading {block.level}: {block.text}"
    if block.kind == "quotation":
        return f"Quotation: {block.text}"
    if block.kind == "list-item":
        deeper = f" (level {block.level})" if block.level > 1 else ""
        return f"{block.label or '•'}{deeper} {block.text}"
    return f"Code:\n{block.text}" if block.kind == "code" else block.text


_OWN: Final = {"Translation": "English of", "Guess": "Guess at"}
"""What is said before the reader's own English and the words it is for."""


def note_lines(entry: Entry, article: Article, *, translation: bool = True) -> Iterator[str]:
    """Yield what an annotation says: the words it is about, tags and colour in words, the note, its English.

    Without `translation`, what it says in place of other English is left out.
    """
    from tui.notes.telling import answered, authors_of

    annotation = entry.annotation
    details = [f"colour {annotation.colour}" if annotation.colour else ""]
    details += [f"tags {', '.join(annotation.tags)}" if annotation.tags else ""]
    details += authors_of(annotation)
    details += ["the text has changed" if entry.state == "changed" else ""]
    details += [f"once on „{fold(annotation.original)}“" if annotation.original else ""]
    said = "; ".join(filter(None, details))
    reply = next(answered(entry), "")
    subject = reply[:1].upper() + reply[1:] or _subject(entry, article)
    bracketed = f" ({said})" if said else ""
    if not annotation.is_rendering:
        yield f"{subject}{bracketed}{':' if annotation.note else '.'}"
        yield from annotation.note.splitlines()
        bracketed = ""
    for name, english in annotation.own_english:
        if translation or name != "Translation":
            yield f"{_OWN[name]} {_about(entry, article)}{bracketed}: {english}"


def _subject(entry: Entry, article: Article) -> str:
    what = {"commenting": "Note", "tagging": "Tags"}.get(entry.annotation.motivation, "Highlight")
    return f"{what} on {_about(entry, article)}"


def _about(entry: Entry, article: Article) -> str:
    annotation = entry.annotation
    whole = entry.paragraph and annotation.quote == article.blocks[entry.paragraph - 1].text
    about = "the whole paragraph" if whole else f"„{fold(annotation.quote)}“"
    return "the whole article" if annotation.selectors.nowhere else about
