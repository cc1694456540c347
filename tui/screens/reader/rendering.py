"""English of the reader's own: corrections and guesses; and comparing all there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.article import Span
from tui.screens.reader.pane import EnglishArrived, ShowingEnglish
from tui.screens.reader.writing import Writing

if TYPE_CHECKING:  # imported when they are first needed
    from annotations.annotation import Annotation
    from annotations.renderings import Own
    from articles.article import Article
    from articles.translation.engines.engine import Engine
    from articles.translation.translation import NeedsConsent
    from tui.english.versions import Version
    from tui.screens.versions import Versions, Wish


class RenderingEnglish(ShowingEnglish, Writing):
    """The commands for the English of the sentence, or of the paragraph, that is being read."""

    _awaited: tuple[Article, Span] | None = None
    """Where in which version of the article a guess stands that is compared when there is English for it."""
    _versions: Versions | None = None
    """The comparison that is open."""

    @property
    def _passage(self) -> Span:
        """What is rendered: the sentence with all that its English stands for, or the paragraph."""
        pane, block = self.reading.pane, self.reading.article.blocks[self.reading.session.index]
        if pane.sentence is None:
            return block.span
        germans = [part.german for part in pane.parts_here] or [pane.sentence]
        return Span(min(one.start for one in germans), max(one.end for one in germans)).shifted(block.start)

    def _reveal_here(self) -> None:
        """Show the English of what is being read, where it is hidden."""
        pane = self.reading.pane
        if pane.hidden_here and pane.reveal():
            self.english_changed(pane.current)

    def _rendered(self, span: Span, what: Own) -> Annotation | None:
        from annotations.renderings import rendering_at

        article, placement = self.reading.article, self.reading.workbook.placement
        return rendering_at(placement, article, article.index_at(span.start), span, what)

    def action_correct(self) -> None:
        """`C`: write English in place of what the pane shows."""
        from tui.english.versions import text_of

        pane = self.reading.pane
        if not pane.shown:
            self.say(f"The English is off; {self.shown_key('toggle-english')} shows it.")
        elif self.may_annotate():
            self._reveal_here()
            span = self._passage
            self.write_english(
                "translation", self._rendered(span, "translation"), span, shown=text_of(pane.parts_here)
            )

    def action_guess(self) -> None:
        """`i`: write what it may mean, then see how that compares; with the English in view, see it again."""
        if not self.may_annotate():
            return
        pane = self.reading.pane
        if not pane.shown:
            # Masked, so that the next paragraph can be guessed as well.
            self.action_toggle_mask()
        span = self._passage
        guess = self._rendered(span, "guess")
        if guess is not None and pane.parts_here and not pane.hidden_here:
            self._compare(span, of_guess=True)
        else:
            self._guess(span)

    def _guess(self, span: Span) -> None:
        def afterwards(written: bool) -> None:
            if written:
                self._show_guessed(span)

        self.write_english("guess", self._rendered(span, "guess"), span, afterwards=afterwards)

    def _show_guessed(self, span: Span) -> None:
        self._reveal_here()
        if self.reading.pane.parts_here:
            self._compare(span, of_guess=True)
        else:
            self._awaited = (self.reading.article, span)
            self.say("Your guess is kept; it is compared when there is English for it.")

    def english_arrived(self, message: EnglishArrived, index: int) -> None:
        """Compare a guess that has waited for it, or show it in the comparison that asked for it."""
        from articles.translation.translation import NeedsConsent, Untranslated

        if message.engine:
            # An answer about another paragraph is in the comparison of that when it is opened again.
            if self._versions is not None and index == self.reading.pane.current:
                said = message.answer.sentence if isinstance(message.answer, Untranslated) else ""
                self._versions.renew(self._all_versions(self._passage), said)
                if isinstance(message.answer, NeedsConsent):
                    self._ask_for_one(message.answer, index, self._versions)
        elif self._awaited is not None:
            self._compare_awaited(*self._awaited, index)

    def _compare_awaited(self, article: Article, span: Span, index: int) -> None:
        """Compare a guess if it is its English that has arrived and the reader is still there."""
        if article is not self.reading.article:
            self._awaited = None
        elif article.index_at(span.start) == index and not self.reading.pane.lacks(index):
            self._awaited = None
            # What a comparison is about must not change while it is open.
            if self.app.screen is self and self._passage == span and not self.reading.reads_on:
                self._compare(span, of_guess=True)

    def _ask_for_one(self, consent: NeedsConsent, index: int, versions: Versions) -> None:
        """Ask the reader whether a block may go to the engine that they want for comparison."""

        def agreed() -> None:
            versions.renew(self._all_versions(self._passage), _waiting_for(consent.label))
            self.reading.english.ask(self.reading.pane, [index], consent.engine)

        self.ask_for_consent(consent, agreed, for_one=True)

    def action_versions(self) -> None:
        """`V`: see all English that there is of it."""
        if not self.notes_at_hand() or not self.reading.article.blocks:
            return
        if self.reading.pane.shown:
            self._reveal_here()
        self._compare(self._passage)

    def _all_versions(self, span: Span) -> list[Version]:
        from annotations.renderings import renderings_at
        from tui.english.versions import all_versions, own_versions, stored_versions

        pane, article = self.reading.pane, self.reading.article
        index = pane.current
        block = article.blocks[index]
        stretch = None if pane.sentence is None else span.shifted(-block.start)
        guess = self._rendered(span, "guess")
        stored = stored_versions(pane.translator, block, index, stretch)
        corrections = renderings_at(self.reading.workbook.placement, article, index, span, "translation")
        own = own_versions(corrections, self.settings.creator)
        return all_versions(pane.parts_here, own, stored, guess.guess if guess else "")

    def _compare(self, span: Span, *, of_guess: bool = False) -> None:
        from tui.screens.versions import Versions

        def left(wish: Wish | None) -> None:
            self._versions = None
            if wish is not None and wish.what == "guess":
                self._guess(span)
            elif wish is not None:
                there = self._rendered(span, "translation")
                outcome = self.reading.workbook.render(span, wish.text, "translation", there=there)
                self.show_outcome(outcome, f"Kept as your English; {self.shown_key('undo')} takes it back.")

        versions = self._all_versions(span)
        first = len(versions) - 1 if of_guess else 0
        quote = self.reading.article.quote(span)
        asks = self._next_engine() is not None
        self._versions = Versions(quote, versions, self.looks, self._ask_another, asks=asks, first=first)
        self.app.push_screen(self._versions, left)

    def _next_engine(self) -> Engine | None:
        """Return the first engine that may be asked and of which nothing is stored for the paragraph."""
        pane = self.reading.pane
        have = {one.engine for one in self._all_versions(self._passage)}
        have.update(part.maker for part in pane.parts_here)
        return next((one for one in pane.translator.askable if one.name not in have), None)

    def _ask_another(self) -> str:
        """Ask the next engine; return what the reader is told."""
        from tui.english.setup import how_to_ask_more

        pane, engine = self.reading.pane, self._next_engine()
        if engine is None:
            return how_to_ask_more(self.settings)
        pane.translator.resume()
        self.reading.english.ask(pane, [pane.current], engine.name)
        return _waiting_for(engine.label)


def _waiting_for(engine: str) -> str:
    # Whether it may be asked at all, and when its turn is, turns out on another thread.
    return f"Waiting for {engine} …"
