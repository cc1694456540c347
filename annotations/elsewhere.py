"""The other place where notes on an article can be: beside it, or in the data folder while that could not be."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from annotations.document import LARGEST
from annotations.location import lock_path
from annotations.merge import with_known
from annotations.sidecar import Page, parse
from articles.locks import locked_if_possible
from articles.storage import Fingerprint, fingerprint, read_file


class Elsewhere:
    """A sidecar in the other place. It is only read, and removed when it has become a copy."""

    def __init__(self, path: Path, *, passing: bool) -> None:
        """Take one that is `passing` for what was written because the usual place could not be."""
        self.path = path
        self._passing = passing
        self._taken: Fingerprint | None = None
        """The state in which all that it holds was taken over."""

    def joined_to(self, page: Page) -> Page:
        """Return the page with the annotations that are missing or newer here, if both are about one text."""
        with suppress(OSError):
            state, data = read_file(self.path, limit=LARGEST)
            here = parse(data, page)
            if isinstance(here, Page) and here.facts.source == page.facts.source:
                self.took(state, here)
                return with_known(page, here, {})
        return page

    def took(self, state: Fingerprint | None, here: Page) -> None:
        """Remember that all that stands here is known, but for what nobody understands."""
        self._taken = state if self._passing and not here.strange else None

    def remove(self) -> None:
        """Remove it now that all it holds is saved in the usual place, unless somebody has written to it since."""
        if self._taken is None:
            return
        with suppress(OSError), locked_if_possible(lock_path(self.path), timeout=0.0):
            # One that is in use, or cannot be removed, is joined once more the next time.
            if fingerprint(self.path) == self._taken:
                self.path.unlink()
                self.path.with_name(self.path.name + "~").unlink(missing_ok=True)
        self._taken = None
