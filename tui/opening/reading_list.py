"""The articles that were named together on the command line, one after the other."""

from __future__ import annotations

import os
from collections.abc import Sequence

from articles.formats.files import open_regular
from articles.formats.unreadable import UnreadableError, shown
from tui.origin import source_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class ReadingList:
    """Sources in their order, and how far the reader has come; empty where fewer than two were named."""

    def __init__(self, sources: Sequence[str] = ()) -> None:
        self.sources = sources if len(sources) > 1 else ()
        self._at = 0

    def come_to(self, source: str) -> str:
        """Go on from an article; return its place in the list, `2/3`, empty when it is not there."""
        if source not in self.sources:
            return ""
        self._at = self.sources.index(source)
        return f"{self._at + 1}/{len(self.sources)}"

    def onwards(self, source: str, step: int) -> Iterator[str]:
        """Yield the sources behind the one that is open (`step` 1) or before it (-1), the nearest first.

        From an article that is not in the list it goes back to where the reader left the list.
        """
        at = self._at if source in self.sources or step > 0 else self._at + 1
        while 0 <= (at := at + step) < len(self.sources):
            yield self.sources[at]


def gather(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the sources of what was named, each once, and sentences on what cannot be read.

    A folder stands for the articles in it, `-` for itself. One name alone is not looked at: who opens it does.
    """
    sources: dict[str, None] = {}
    problems: list[str] = []
    for name in names:
        try:
            source = name if name == "-" else source_of(name)
            if os.path.isdir(source):
                sources |= dict.fromkeys(_articles_in(source))
                continue
            if len(names) > 1 and os.path.isabs(source):
                open_regular(source)[0].close()
        except UnreadableError as error:
            problems.append(str(error))
        else:
            sources[source] = None
    return list(sources), problems


def _articles_in(folder: str) -> list[str]:
    from articles.folders import articles_in

    found = articles_in(folder)
    if not found:
        raise UnreadableError(f"There is nothing in the folder {shown(folder)} that lesart reads; name another.")
    return found
