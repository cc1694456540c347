"""Which of the books in a file of notes is the article's."""

from __future__ import annotations

from dataclasses import replace

from annotations.intake.item import Reading
from annotations.intake.placing import squeezed
from articles.article import Article


def of_article(reading: Reading, article: Article) -> Reading | None:
    """Return the part of a file that is about the article, by title or address; None when it is about others.

    A file about one thing only is taken at its reader's word.
    """
    if len(reading.books) < 2:
        return reading
    mine = [
        item for item in reading.items if _fits(item.book, article) or (item.url and item.url == article.source)
    ]
    return replace(reading, items=tuple(mine)) if mine else None


def of_title(reading: Reading, title: str) -> Reading | None:
    """Return the part of a file about the books whose titles hold `title`; None when there is no such book."""
    wanted = squeezed(title)
    mine = [item for item in reading.items if wanted in squeezed(item.book)]
    return replace(reading, items=tuple(mine)) if mine and wanted else None


def _fits(book: str, article: Article) -> bool:
    """Tell whether a title is the article's; one of the two may have a subtitle that the other has not."""
    one, other = squeezed(book), squeezed(article.title)
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and (shorter == longer or (len(shorter) > 5 and longer.startswith(shorter)))
