"""Where articles come from: the names by which the command line and the library know them."""

from __future__ import annotations

import os

TYPE_CHECKING = False

if TYPE_CHECKING:
    from pathlib import Path

BUNDLED = "bundled:"
"""What the sources of bundled articles begin with."""


class Origin:
    """Where an article comes from, beside its text."""

    def __init__(self, source: str, path: str | os.PathLike[str] | None, parallel: Path | None = None) -> None:
        self.source = source
        """By which the library knows it: an absolute path, an address, `bundled:NAME`, or `stdin:HASH`."""
        self.name = None if path is None else os.fspath(path)
        """The name of the reader's own file; None for pages, bundled articles and standard input."""
        self.parallel = parallel
        """An English text that came along, or that the reader named."""

    @property
    def path(self) -> Path | None:
        """The reader's own file; None for pages, bundled articles and standard input."""
        from pathlib import Path

        return None if self.name is None else Path(self.name)

    def take_english(self, parallel: str) -> None:
        """Let it have the English text that the reader named, if they did."""
        if parallel:
            from pathlib import Path

            self.parallel = Path(parallel)


def source_of(name: str) -> str:
    """Return by which name the library knows what the command line names. Raises UnreadableError."""
    if not name:
        from articles.formats.unreadable import UnreadableError

        raise UnreadableError("The name of the file is empty; give one, or none at all for the library.")
    if name.startswith(BUNDLED):
        return name
    if is_address(name):
        from articles.fetch import canonical_url

        return canonical_url(name)
    path = os.path.expanduser(name)
    if path.startswith("~") and name == path:
        from articles.formats.unreadable import UnreadableError

        user = name.partition("/")[0]
        raise UnreadableError(f"There is no user “{user}”, whose folder the name begins with.")
    return os.path.abspath(path)


def called(name: str) -> str:
    """Return what the reader knows the article by that the command line or the library names, on one line."""
    from articles.formats.unreadable import shown

    return "standard input" if name == "-" else shown(os.path.basename(name.rstrip("/")) or name)


def is_address(name: str) -> bool:
    """Tell whether what the command line names is an address of the web rather than a file."""
    if "://" not in name:
        return False
    from articles.fetch import is_url

    return is_url(name)
