"""All that is at hand of a passage's English: what the pane shows, what was stored, what the reader wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from articles.article import Block, Span, fold
from articles.translation.memory import MemoryFailure
from tui.english.wording import EARLIER, YOURS, Part, maker_of, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from annotations.renderings import Rendering
    from articles.translation.translation import Translation
    from articles.translation.translator import Translator

GUESS = "your guess"


class Version(NamedTuple):
    """One English text of a passage."""

    maker: str
    """Who made it, in a word or two."""
    text: str
    made: str = ""
    """The day on which it was made; empty where that is not known."""
    engine: str = ""
    """Name of the engine of which this text is stored; empty when it is of none."""


def stored_versions(translator: Translator, block: Block, index: int, german: Span | None) -> list[Version]:
    """Return parallel text and stored translations, newest first, of a block or a stretch of its text."""
    found = []
    for translation in _stored(translator, block.text, index):
        wording = worded(block, translation, (), apart=german is not None)
        parts = (wording.parts if german is None else wording.of(german)) if wording else ()
        engine = "" if translation.origin == "parallel" else translation.engine
        found.append(Version(maker_of(translation), text_of(parts), translation.date[:10], engine))
    return found


def _stored(translator: Translator, text: str, index: int) -> Iterator[Translation]:
    if translator.parallel is not None and (own := translator.parallel.translation(text, index)):
        yield own
    if translator.memory is not None:
        try:
            yield from translator.memory.get_all(text, translator.languages)
        except MemoryFailure as failure:
            translator.notice = failure.sentence


def text_of(parts: Sequence[Part]) -> str:
    """Return the English of parts on one line, without their signs."""
    return fold(" ".join(part.text for part in parts))


def own_versions(own: Iterable[Rendering], reader: str) -> list[Version]:
    """Return corrections of a passage, the latest last in `own`, as versions: each text once, the latest first.

    `reader` is the name that the reader writes by.
    """
    found: dict[str, Version] = {}
    for one in own:
        by = " and ".join(map(fold, one.annotation.writers(reader)))
        maker = f"English by {by}" if by else EARLIER if one.outdated else YOURS
        text = fold(one.annotation.translation)
        found.pop(text, None)
        found[text] = Version(maker, text, one.annotation.modified[:10])
    return list(found.values())[::-1]


def all_versions(
    shown: Sequence[Part], own: Sequence[Version], stored: Sequence[Version], guess: str
) -> list[Version]:
    """Return what the pane shows, then corrections, then whatever else there is, the reader's guess last."""
    makers, text = ", ".join(dict.fromkeys(part.maker for part in shown)), text_of(shown)
    first = next((one for one in own if one.text == text), Version(makers, text))
    same = next((one for one in stored if one.text == text), None)
    if same is not None and same.maker == first.maker:
        first = same
    elif same is not None:
        first = first._replace(maker=f"{first.maker}, as {same.maker}", engine=same.engine)
    others = [*(one for one in own if one.text != text), *(one for one in stored if one is not same)]
    return [*([first] if shown else []), *others, *([Version(GUESS, guess)] if guess else [])]
