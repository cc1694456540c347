"""The English pane: what it shows for each block and what it still has to ask for. Without a terminal."""

from __future__ import annotations

from tui.page import NOTHING, English

TYPE_CHECKING = False

if TYPE_CHECKING:  # imported when the English is first needed
    from collections.abc import Callable, Mapping

    from articles.article import Article
    from articles.translation.translation import NeedsConsent, Translation, Untranslated
    from articles.translation.translator import Translator

PREFETCHED = 2
"""Paragraphs behind the current one that are asked for while the reader reads it."""


class EnglishPane:
    """Holds what is known of the English; asks nothing by itself."""

    def __init__(
        self, article: Article, make_translator: Callable[[], Translator], *, reveal_key: str = "Enter"
    ) -> None:
        """`make_translator` is called when the English is first needed; sentences name the `reveal_key`."""
        self.article = article
        self.shown = False
        """Whether the pane is on."""
        self.masked = False
        """Whether the English is hidden until it is asked for."""
        self.current = 0
        """The block being read: the only one for which failures are shown."""
        self.problem = ""
        """One sentence about English that is there but cannot be used."""
        self.waits = False
        """Whether the reader's own English has not been found yet: nothing else is shown or asked meanwhile."""
        self.early: Mapping[int, English] | None = None
        """What the last page showed, by the blocks' indexes in the whole article, until English is looked up."""
        self.early_origin = ""
        """As `origin` returned it then."""
        self._make_translator = make_translator
        self._reveal_key = reveal_key
        self._translator: Translator | None = None
        self._revealed: set[int] = set()
        self._known: dict[int, Translation] = {}
        self._failed: dict[int, Untranslated | NeedsConsent] = {}
        self._missing: set[int] = set()
        """Blocks for which nothing was stored when they were looked up."""
        self._asked: set[int] = set()

    @property
    def translator(self) -> Translator:
        """What finds the English."""
        if self._translator is None:
            self._translator = self._make_translator()
        return self._translator

    def english(self, index: int) -> English:
        """Return what the pane shows for a block: its English, or for the current block why there is none."""
        if self.early is not None:
            return self.early.get(self.article.first + index, NOTHING)
        translation = self._translation(index)
        if translation is not None:
            hidden = self.masked and index not in self._revealed
            return English(translation.text, "masked" if hidden else "text")
        if index != self.current:
            return NOTHING
        return English(" ".join(filter(None, (self.problem, self._sentence(index)))), "notice")

    def at_hand(self, index: int) -> English:
        """Return what the pane shows for a block as far as it has been looked up."""
        return self.english(index) if index in self._known else NOTHING

    def _translation(self, index: int) -> Translation | None:
        translator = self.translator
        if self.waits:
            return None
        if index not in self._known and index not in self._missing and index < len(self.article.blocks):
            stored = translator.stored(self.article.blocks[index].text, index)
            if stored is None:
                self._missing.add(index)
            else:
                self._known[index] = stored
        return self._known.get(index)

    def _sentence(self, index: int) -> str:
        from articles.translation.translation import NeedsConsent, Untranslated

        if self.waits:
            return "Finding what of your English text belongs here …"
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

    def wanted(self) -> list[int]:
        """Return the blocks to be asked for now, the current one first, and count them as asked."""
        if not self.shown or self.current in self._failed:
            return []
        last = min(self.current + PREFETCHED, len(self.article.blocks) - 1)
        unknown = [
            index
            for index in range(self.current, last + 1)
            if index not in self._asked and index not in self._failed and self._translation(index) is None
        ]
        if self.waits:
            return []
        self._asked.update(unknown)
        return unknown

    def continue_in(self, article: Article) -> None:
        """Go on in another version of the article, of which nothing is known yet."""
        self.article = article
        self.early = None
        self.go_on_with(None)
        self._revealed.clear()

    def go_on_with(self, translator: Translator | None, problem: str = "") -> None:
        """Look all English up anew, with another translator or one that is yet to be made."""
        self.problem = problem
        self.waits = False
        self._translator = translator
        self._known.clear()
        self._failed.clear()
        self._missing.clear()
        self._asked.clear()

    def answered(self, index: int, answer: Translation | Untranslated | NeedsConsent) -> None:
        """Take in what came of asking for a block, unless that was in another version of the article."""
        from articles.translation.translation import Translation, source_hash

        self._asked.discard(index)
        if not 0 <= index < len(self.article.blocks):
            return
        if isinstance(answer, Translation):
            if answer.source_hash not in ("", source_hash(self.article.blocks[index].text)):
                return
            self._known[index] = answer
            self._failed.pop(index, None)
        else:
            self._failed[index] = answer

    def consent_needed(self) -> NeedsConsent | None:
        """Return what the reader would have to agree to before the current block can be asked for."""
        from articles.translation.translation import NeedsConsent

        failure = self._failed.get(self.current)
        return failure if isinstance(failure, NeedsConsent) else None

    def reveal(self) -> bool:
        """Show the current block's English in masked mode; return whether it was hidden."""
        hidden = self.masked and self.current not in self._revealed and self._translation(self.current) is not None
        self._revealed.add(self.current)
        return hidden

    def retry(self) -> bool:
        """Forget failures, so that they are asked for again; return whether the current block has one."""
        failed = self.current in self._failed
        self._failed.clear()
        self.translator.resume()
        return failed

    def origin(self) -> str:
        """Return a word on where the current block's English comes from; empty when there is none."""
        if self.early is not None:
            return self.early_origin
        translation = self._known.get(self.current)
        if translation is None:
            return ""
        return "own English" if translation.origin == "parallel" else translation.engine
