"""The English pane: what it shows for each block and what it still has to ask for. Without a terminal."""

from __future__ import annotations

from articles.article import Span
from tui.drawing.page import NOTHING, English
from tui.english.questions import Questions
from tui.english.wording import UNCERTAIN, Part, Wording, worded
from tui.themes import Layer

TYPE_CHECKING = False

if TYPE_CHECKING:  # imported when the English is first needed
    from collections.abc import Callable, Mapping, Sequence

    from annotations.renderings import Rendering
    from articles.article import Article
    from articles.translation.translation import NeedsConsent, Translation, Untranslated
    from articles.translation.translator import Translator
    from tui.drawing.page import EnglishKind

PREFETCHED = 2
"""Paragraphs behind the current one that are asked for while the reader reads it."""
_MOST_COUNTERPARTS = 10
"""A note on more paragraphs does not keep their English."""
_WAITS = "Finding what of your English text belongs here …"


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
        self.sentence: Span | None = None
        """The stretch of its text that is being read; None for all of it."""
        self.own: Callable[[int], Sequence[Rendering]] = lambda index: ()
        """Returns how the reader translated a block or parts of it, the latest last."""
        self.problem = ""
        """One sentence about English that is there but cannot be used."""
        self.waits = False
        """Whether the reader's own English has not been found yet: nothing else is shown or asked meanwhile."""
        self.early: Mapping[int, English] | None = None
        """What the last page showed, by the blocks' indexes in the whole article, until English is looked up."""
        self.early_origin = ""
        """As `origin` returned it then."""
        self.questions = Questions(reveal_key)
        """What of it engines were asked for."""
        self._make_translator = make_translator
        self._translator: Translator | None = None
        self._wordings: dict[int, Wording | None] = {}
        self._apart: set[int] = set()
        """Blocks whose sentences are told apart."""
        self._revealed: dict[tuple[int, str], list[Span]] = {}
        """Stretches whose English is shown in masked mode, by the blocks' indexes in the whole article and texts:
        so they stay revealed in another version that reads the same."""
        self._known: dict[int, Translation] = {}
        self._missing: set[int] = set()
        """Blocks for which nothing was stored when they were looked up."""

    @property
    def translator(self) -> Translator:
        """What finds the English."""
        if self._translator is None:
            self._translator = self._make_translator()
        return self._translator

    def _found(self) -> Translator | None:
        """Return what finds the English; None while the pane has to wait, which is known once that is made."""
        translator = self.translator
        return None if self.waits else translator

    def english(self, index: int) -> English:
        """Return what the pane shows for a block: its English, or for the current block why there is none."""
        if self.early is not None:
            return self.early.get(self.article.first + index, NOTHING)
        wording = self.wording(index)
        if wording is not None:
            return self._shown(index, wording)
        if index != self.current:
            return NOTHING
        said = _WAITS if self.waits else self.questions.sentence(index)
        return English(" ".join(filter(None, (self.problem, said))), "notice")

    def at_hand(self, index: int) -> English:
        """Return what the pane shows for a block as far as it has been looked up."""
        return self.english(index) if self._wordings.get(index) else NOTHING

    def wording(self, index: int) -> Wording | None:
        """Return the English of a block with who made what of it, as far as it is at hand."""
        if index not in self._wordings:
            inside = index < len(self.article.blocks)
            self._wordings[index] = self._worded(index) if inside else None
        return self._wordings[index]

    def _worded(self, index: int) -> Wording | None:
        apart = index in self._apart
        return worded(self.article.blocks[index], self._translation(index), self.own(index), apart=apart)

    def read(self, index: int, sentence: Span | None) -> None:
        """Say which block is being read, and which sentence of its text, if it is no more than one."""
        self.current, self.sentence = index, sentence
        if sentence is not None:
            self._tell_apart(index)

    def _tell_apart(self, index: int) -> None:
        """Look which English belongs to which sentence of a block; what it says stays the same."""
        if index not in self._apart:
            self._apart.add(index)
            self._wordings.pop(index, None)

    def renew(self, *indexes: int) -> None:
        """Look again at what the reader wrote, in these blocks or in all."""
        for index in indexes or tuple(self._wordings):
            self._wordings.pop(index, None)

    def _shown(self, index: int, wording: Wording) -> English:
        hidden = [Layer(span, "hidden") for part, span in wording.placed() if self._is_hidden(index, part)]
        kind: EnglishKind = "masked" if len(hidden) == len(wording.parts) else "text"
        linked = self._linked(wording) if index == self.current else []
        return English(wording.text, kind, (*wording.signs(), *linked, *hidden))

    def _linked(self, wording: Wording) -> list[Layer]:
        """Return the look of the English of the sentence that is being read."""
        if self.sentence is None:
            return []
        here = self._of(wording)
        return [Layer(span, "linked") for part, span in wording.placed() if part in here]

    @property
    def german_here(self) -> Span | None:
        """What the English of the sentence that is being read stands for, in the canonical text; None for all."""
        if not self.shown or self.sentence is None or self.early is not None:
            return None
        parts = self.parts_here
        if not parts:
            return None
        start = self.article.blocks[self.current].start
        return Span(min(one.german.start for one in parts), max(one.german.end for one in parts)).shifted(start)

    def _is_hidden(self, index: int, part: Part) -> bool:
        shown = self._revealed.get(self._named(index), ())
        return self.masked and not any(
            one.start <= part.german.start and part.german.end <= one.end for one in shown
        )

    def _named(self, index: int) -> tuple[int, str]:
        return self.article.first + index, self.article.blocks[index].text

    def _translation(self, index: int) -> Translation | None:
        translator = self._found()
        if translator is None:
            return None
        if index not in self._known and index not in self._missing and index < len(self.article.blocks):
            stored = translator.stored(self.article.blocks[index].text, index)
            if stored is None:
                self._missing.add(index)
            else:
                self._known[index] = stored
        return self._known.get(index)

    @property
    def near(self) -> range:
        """The block that is read and those whose English will be wanted next."""
        return range(self.current, min(self.current + PREFETCHED + 1, len(self.article.blocks)))

    def wanted(self) -> list[int]:
        """Return the blocks to be asked for now, the current one first, and count them as asked."""
        if not self.shown or self.questions.has_failed(self.current):
            return []
        if self._found() is None:
            return []
        wanted = [index for index in self.near if self.questions.may_be_asked(index) and self.lacks(index)]
        self.questions.ask(wanted)
        return wanted

    def lacks(self, index: int) -> bool:
        """Tell whether English of the block, or of a part of it, is missing."""
        wording = self.wording(index)
        return wording is None or not wording.whole

    def continue_in(self, article: Article) -> None:
        """Go on in another version of the article, whose English is not known yet."""
        self.article = article
        self.early = None
        self.go_on_with(None)

    def go_on_with(self, translator: Translator | None, problem: str = "") -> None:
        """Look all English up anew, with another translator or one that is yet to be made."""
        self.problem = problem
        self.waits = False
        self._translator = translator
        self._known.clear()
        self._wordings.clear()
        self._apart.clear()
        self._missing.clear()
        self.questions.begin_anew()

    def answered(self, index: int, answer: Translation | Untranslated | NeedsConsent) -> None:
        """Take in what came of asking for a block."""
        from articles.translation.translation import Translation

        if isinstance(answer, Translation):
            self._known[index] = answer
            self._wordings.pop(index, None)
        self.questions.answered(index, answer)

    @property
    def hidden_here(self) -> bool:
        """Whether some English of the sentence, or of the block, that is being read is hidden."""
        return any(self._is_hidden(self.current, part) for part in self.parts_here)

    def reveal(self) -> bool:
        """Show the current block's English in masked mode; return whether some of it was hidden.

        While a sentence is read, its English alone; where that is shown already, that of the next one.
        """
        wording = self.wording(self.current)
        hidden = [part for part in wording.parts if self._is_hidden(self.current, part)] if wording else []
        chosen = hidden
        if self.sentence is not None:
            onwards = (part for part in hidden if part.german.end > self.sentence.start)
            chosen = [next(onwards, hidden[0])] if hidden else []
        if chosen:
            revealed = self._revealed.setdefault(self._named(self.current), [])
            revealed.extend(part.german for part in chosen)
        return bool(chosen)

    def counterpart(self, span: Span) -> str:
        """Return the English that is shown beside a stretch of the article, in whole sentences.

        Empty when some of it is missing, hidden or uncertain, or when it is far too much.
        """
        first, last = self.article.index_at(span.start), self.article.index_at(max(span.start, span.end - 1))
        if not self.shown or last - first >= _MOST_COUNTERPARTS:
            return ""
        found = []
        for index in range(first, last + 1):
            block = self.article.blocks[index]
            whole = span.start <= block.start and block.end <= span.end
            if not whole:
                self._tell_apart(index)
            wording = self.wording(index)
            inside = span.shifted(-block.start)
            parts = () if wording is None else wording.parts if whole else wording.of(inside)
            if not parts or any(part.maker == UNCERTAIN or self._is_hidden(index, part) for part in parts):
                return ""
            found.append(" ".join(part.text for part in parts))
        return "\n".join(found)

    def retry(self) -> bool:
        """Forget failures, so that they are asked for again; return whether the current block has one."""
        self.translator.resume()
        return self.questions.retry(self.current)

    def origin(self) -> str:
        """Return a word on where the English comes from that is being read; empty when there is none."""
        if self.early is not None:
            return self.early_origin
        wording = self._wordings.get(self.current)
        return ", ".join(dict.fromkeys(part.maker for part in self._of(wording))) if wording else ""

    @property
    def parts_here(self) -> tuple[Part, ...]:
        """The English of the sentence, or of the block, that is being read."""
        wording = self.wording(self.current)
        return self._of(wording) if wording else ()

    def _of(self, wording: Wording) -> tuple[Part, ...]:
        return wording.parts if self.sentence is None else wording.of(self.sentence)
