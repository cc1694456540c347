"""Counting the notes on many articles, from their sidecars alone."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from contextlib import suppress
from pathlib import Path

from annotations.document import LARGEST, Unusable
from annotations.faults import reason_of
from annotations.sidecar import parse
from annotations.tallies import Tally
from articles.storage import read_file
from tui.opening.catalogue import sidecar_of
from tui.settings import Directories


class Census:
    """Counts the notes on articles, one after the other. No article is read."""

    def __init__(self, sources: Iterable[str], directories: Directories) -> None:
        """Take the articles by their sources, as the library names them."""
        self._sources = sources
        self._directories = directories
        self.problems: list[str] = []
        """Sentences on sidecars that could not be read."""

    def tallies(self) -> Generator[Tally, None, None]:
        """Yield one tally for each article that has notes; a sidecar to which several names lead counts once."""
        seen: set[str] = set()
        for source in self._sources:
            with suppress(ValueError):  # no file can have this name; it was written into the library by hand
                sidecar = sidecar_of(source, self._directories)
                real = os.path.realpath(sidecar) if sidecar else ""
                if real and real not in seen:
                    seen.add(real)
                    yield self._read(source, Path(real))

    def _read(self, source: str, sidecar: Path) -> Tally:
        tally = Tally()
        try:
            page = parse(read_file(sidecar, limit=LARGEST)[1])
        except OSError as error:
            self.problems.append(f"The notes in {sidecar} cannot be read: {reason_of(error)}.")
            return tally
        if isinstance(page, Unusable):
            self.problems.append(f"The notes in {sidecar} cannot be read: {page.sentence}.")
        else:
            tally.add(source, page.facts.title or os.path.basename(source), page.annotations.values())
        return tally
