"""Where the English of an open article comes from: what finds it, and the thread on which it is asked for."""

from __future__ import annotations

import os
from functools import partial

from articles.clock import timestamp, utc_now
from articles.values import NamedTuple
from tui.configuration.remembered import Remembered
from tui.english.setup import beside, consent_key, make_translator, own_english
from tui.origin import Origin
from tui.settings import Directories, Settings
from tui.watch import EnglishWatch

TYPE_CHECKING = False

if TYPE_CHECKING:  # each is imported where it is first used: the first page does without
    from collections.abc import Callable, Sequence

    from articles.article import Article
    from articles.translation.parallel import Mismatch, Parallel
    from articles.translation.translation import NeedsConsent
    from articles.translation.translator import Translator
    from tui.english.pane import EnglishPane
    from tui.english.translating import Answer, TranslationQueue


AT_ONCE = 60_000
"""Characters of a German text, and bytes of an English file, that are aligned before a reader would notice."""


class NewEnglish(NamedTuple):
    """What finds the English of an article, with the text beside it as it is now."""

    watch: EnglishWatch
    """Begun before that text was read."""
    translator: Translator
    problem: str
    """One sentence about English that is there but cannot be used, or an empty string."""


class EnglishSource:
    """Finds the English of one article for its pane; does nothing before it is asked to."""

    def __init__(
        self, origin: Origin, settings: Settings, directories: Directories, remembered: Remembered
    ) -> None:
        self.deliver: Callable[[int, int, Answer, str], None] | None = None
        """Takes, on the translation thread, the generation of the question and what `Deliver` takes."""
        self.read_aside: Callable[[], None] | None = None
        """Has `read` done on another thread and passes what it returned to `renew`."""
        self.watch: EnglishWatch | None = None
        """Tells whether the English text beside the article is still as it was read; None before that."""
        self._origin, self._settings, self._directories = origin, settings, directories
        self._remembered = remembered
        self._queue: TranslationQueue | None = None
        self._translator: Translator | None = None
        self._told: tuple[str, ...] = ()
        """What the reader knows of that is wrong now."""

    def read(self, article: Article, stopped: Callable[[], bool] = lambda: False) -> NewEnglish:
        """Read the reader's own English text and align it; for any thread.

        Once `stopped` is true, StoppedError is raised.
        """
        watch = EnglishWatch(lambda: beside(self._origin))
        return NewEnglish(watch, *self._make_translator(article.language, self._own(article, stopped)))

    def _own(self, article: Article, stopped: Callable[[], bool]) -> Parallel | Mismatch | None:
        from articles.translation.alignment import StoppedError
        from articles.translation.parallel import Mismatch

        try:
            return own_english(article, self._origin, stopped)
        except StoppedError:
            raise
        except Exception as error:  # else a reader would wait for ever for English that can be found elsewhere
            return Mismatch(f"Your English text could not be read ({type(error).__name__}).")

    def translator_for(self, pane: EnglishPane) -> Translator:
        """Return what finds the English of the pane's article, made now.

        Where aligning would hold up the screen, the pane has to wait until that has been done on another thread,
        which begins when the article is complete.
        """
        pane.waits = self.read_aside is not None and self._takes_long(pane.article)
        if self.read_aside is None or not pane.waits:
            self.watch, self._translator, pane.problem = self.read(pane.article)
            return self._translator
        if pane.article.complete:
            self.read_aside()
        self._translator, pane.problem = self._make_translator(pane.article.language, None)
        return self._translator

    def _make_translator(self, language: str, own: Parallel | Mismatch | None) -> tuple[Translator, str]:
        return make_translator(language, own, self._settings, self._directories, self._remembered.consented)

    def _takes_long(self, article: Article) -> bool:
        """Tell whether there is an English text and the two are long."""
        english = beside(self._origin)
        if english is None:
            return False
        try:
            return article.part is not None or max(len(article.content), os.stat(english).st_size) > AT_ONCE
        except OSError:
            return False

    def renew(self, pane: EnglishPane, english: NewEnglish) -> None:
        """Let the pane go on with what `read` returned."""
        self.watch, self._translator = english.watch, english.translator
        pane.go_on_with(english.translator, english.problem)
        self.close()

    def trouble(self, pane: EnglishPane) -> str:
        """Return what is wrong with English that is there, each sentence once as long as it holds."""
        notice = self._translator.notice if self._translator is not None else ""
        before, self._told = self._told, (pane.problem, notice)
        return " ".join(sentence for sentence in self._told if sentence and sentence not in before)

    def ask(self, pane: EnglishPane, indexes: Sequence[int], engine: str = "") -> None:
        """Ask for blocks' English on another thread, of one engine if it is named; `deliver` gets the answers.

        What is read now comes first, though it may have been asked for earlier; before it, what is to be compared.
        """
        from tui.english.translating import TranslationQueue

        if self._queue is None and self.deliver is not None:
            deliver = partial(self.deliver, pane.questions.generation)
            self._queue = TranslationQueue(pane.translator, deliver)
        if self._queue is not None:
            article = pane.article
            self._queue.ask(((article.first + index, article.blocks[index].text) for index in indexes), engine)
            if not engine:
                self.prefer(pane)

    def prefer(self, pane: EnglishPane) -> None:
        """Let what is read now, and what comes next, be answered before all else that was asked for."""
        if self._queue is not None:
            self._queue.prefer(pane.article.first + index for index in pane.near)

    def agree(self, consent: NeedsConsent) -> None:
        """Remember that text may go to this engine. Raises OSError."""
        self._remembered.consent(consent_key(consent.engine, consent.server), timestamp(utc_now()))

    def close(self) -> None:
        """End the thread, which delivers nothing more; the next question begins another."""
        if self._queue is not None:
            self._queue.close()
            self._queue = None
