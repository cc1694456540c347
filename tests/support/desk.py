"""Workbooks on one sidecar and one journal, opened as often as a test starts the program anew."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotations.facts import facts_of
from annotations.journal import Journal
from annotations.store import Store
from annotations.workbook import Workbook
from articles.article import Article, Block, Span, compose

HUND = "Der Hund bellt laut vor dem alten Haus am Rand der kleinen Stadt."
KATZE = "Die Katze schläft den ganzen Tag auf der warmen Bank hinter dem Ofen."
REGEN = "Seit dem frühen Morgen regnet es, und niemand geht vor die Tür."


def article_of(*texts: str) -> Article:
    return Article("Titel", compose(Block("paragraph", text) for text in texts), source="/texte/a.txt")


class Desk:
    """A folder with a sidecar and a journal. Every reading of the clock is a second later."""

    def __init__(self, folder: Path, *texts: str) -> None:
        self.sidecar = folder / "a.txt.annotations.json"
        self.journal = folder / "undo.jsonl"
        self.article = article_of(*(texts or (HUND, KATZE, REGEN)))
        self._ids = (f"urn:uuid:{number}" for number in range(10**9))
        self._times = self._tick()

    def _tick(self) -> Iterator[datetime]:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        while True:
            now += timedelta(seconds=1)
            yield now

    def open(self, *texts: str, creator: str = "", journal: bool = True) -> Workbook:
        """Start the program, on another text if one is given; without a journal it is another's program."""
        if texts:
            self.article = article_of(*texts)
        store = Store(
            self.sidecar, facts_of(self.article), clock=self._times.__next__, new_id=self._ids.__next__,
            creator=creator,
        )  # fmt: skip
        kept = Journal(self.journal) if journal else None
        workbook = Workbook(self.article, store, kept, clock=self._times.__next__, new_id=self._ids.__next__)
        workbook.open()
        return workbook

    def span(self, quote: str) -> Span:
        start = self.article.text.index(quote)
        return Span(start, start + len(quote))
