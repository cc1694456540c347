"""What engines were asked for, and what came of it where that is no English. Without a terminal."""

from __future__ import annotations

import math
import time

TYPE_CHECKING = False

if TYPE_CHECKING:  # imported when the English is first needed
    from collections.abc import Callable, Iterable

    from articles.translation.translation import NeedsConsent, Translation, Untranslated


class Questions:
    """Which blocks of an article were asked for, and why there is no English of some."""

    def __init__(self, reveal_key: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Sentences name the `reveal_key`."""
        self.generation = 0
        """Rises when all is asked for anew: answers to earlier questions may be about another text."""
        self._reveal_key = reveal_key
        self._asked: set[int] = set()
        self._failed: dict[int, Untranslated | NeedsConsent] = {}
        self._monotonic = monotonic
        self._until: dict[int, float] = {}
        """When blocks that failed may be asked for again without being told to."""

    def begin_anew(self) -> None:
        """Forget what was asked for and what failed."""
        self.generation += 1
        self._asked.clear()
        self._failed.clear()

    def has_failed(self, index: int) -> bool:
        """Tell whether the block was asked for in vain, and asking again would be, too, as far as is known."""
        return index in self._failed and self._monotonic() < self._until[index]

    def may_be_asked(self, index: int) -> bool:
        """Tell whether the block may be asked for."""
        return index not in self._asked and not self.has_failed(index)

    def ask(self, indexes: Iterable[int]) -> None:
        """Count blocks as asked for."""
        for index in indexes:
            self._asked.add(index)
            self._failed.pop(index, None)

    def answered(self, index: int, answer: Translation | Untranslated | NeedsConsent) -> None:
        """Take in what came of asking for a block."""
        from articles.translation.translation import NeedsConsent, Translation

        self._asked.discard(index)
        self._failed.pop(index, None)
        if not isinstance(answer, Translation):
            again = None if isinstance(answer, NeedsConsent) else answer.again
            self._failed[index] = answer
            self._until[index] = math.inf if again is None else self._monotonic() + again

    def retry(self, index: int) -> bool:
        """Forget what failed, so that it is asked for again; return whether the block was asked for in vain."""
        failed = index in self._failed
        self._failed.clear()
        return failed

    def consent_needed(self, index: int) -> NeedsConsent | None:
        """Return what the reader would have to agree to before the block can be asked for."""
        from articles.translation.translation import NeedsConsent

        failure = self._failed.get(index)
        return failure if isinstance(failure, NeedsConsent) else None

    def sentence(self, index: int) -> str:
        """Return what the reader is told in place of the block's English; empty when it was not asked for."""
        from articles.translation.translation import NeedsConsent, Untranslated

        failure = self._failed.get(index)
        if isinstance(failure, NeedsConsent):
            reason = f"{failure.reason} " if failure.reason else ""
            return (
                f"{reason}No English is stored for this paragraph. {self._reveal_key} asks {failure.label} "
                f"({failure.server}) for it: the text then leaves this machine."
            )
        if isinstance(failure, Untranslated):
            again = f" {self._reveal_key} tries again." if failure.retryable else ""
            return failure.sentence + again
        return "Asking for the English …" if index in self._asked else ""
