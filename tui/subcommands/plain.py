"""Plain mode: an article as linear text with its English and its notes, without a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from annotations.notebook import Entry, open_notebook
from annotations.placement import Placement
from annotations.renderings import renderings
from articles.article import Article
from articles.formats.unreadable import UnreadableError
from articles.translation.translation import NeedsConsent, Translation, Untranslated
from tui.configuration.remembered import Remembered
from tui.english.setup import beside, make_translator, own_english, take_english_named
from tui.english.wording import EARLIER, YOURS, Wording, worded
from tui.failing import FOUND_WRONG, WRONG_USE, fail, warn
from tui.opening.article import notes_of, open_source, open_stdin, open_where, store_for
from tui.opening.waiting import while_reading
from tui.origin import Origin
from tui.settings import Configuration, Directories
from tui.subcommands.printing import Printer, note_lines


class PlainOptions(NamedTuple):
    """What is printed, and how."""

    width: int | None = None
    """Cells of a line; None: as wide as the terminal, and unbroken where there is none."""
    numbers: bool = True
    notes: bool = True
    translation: bool = True
    translate: bool = False
    """Whether engines are asked for English that is not stored."""
    first: int = 1
    last: int | None = None
    """The last paragraph; None is the end."""
    parallel: str | None = None
    """The absolute path of an English text, empty for none; None is the one that was named earlier."""

    @property
    def cells(self) -> int:
        """Cells of a line; 0 when lines are not broken."""
        if self.width is not None:
            return self.width
        return os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0


def print_articles(
    sources: Sequence[str],
    encoding: str | None,
    options: PlainOptions,
    configuration: Configuration,
    directories: Directories,
    problems: Sequence[str] = (),
) -> int:
    """Print articles one after the other, and say what could not be read, `problems` first; return the exit code.

    It is 1 when something could not be read, or English that was asked for is missing.
    """
    for problem in (*configuration.problems, *problems):
        warn(problem)
    well = not problems
    for source in sources:
        try:
            well = _print_article(source, encoding, options, configuration, directories) and well
        except UnreadableError as error:
            warn(str(error))
            well = False
    return 0 if well else FOUND_WRONG


def _print_article(
    source: str,
    encoding: str | None,
    options: PlainOptions,
    configuration: Configuration,
    directories: Directories,
) -> bool:
    """Print an article; return whether all English that was asked for is there. Raises UnreadableError."""
    article, origin = _open(source, encoding, options, directories)
    if options.first > max(1, len(article.blocks)):
        fail(f"there is no paragraph {options.first}; the article has {len(article.blocks)}.", WRONG_USE)
    printer = Printer(options.cells, options.numbers)
    printer.paragraph([article.title])
    written = options.notes or options.translation
    entries = _entries(article, origin, directories) if written and article.complete else ()
    notes = _notes(entries) if options.notes else {}
    english = _English(article, origin, entries, options, configuration, directories)
    done = _print_blocks(article, options.first, options.last, printer, english, notes)
    if not article.complete and (options.last is None or done < options.last):
        sys.stdout.flush()
        article, _ = open_source(source, encoding=encoding)
        done = _print_blocks(article, done + 1, options.last, printer, english, {})
    for place, heading in _APART.items():
        if notes.get(place) and done == len(article.blocks):
            printer.paragraph([heading])
            for entry in notes[place]:
                printer.paragraph(note_lines(entry, article, translation=options.translation))
    sys.stdout.flush()
    warn(article.notice)
    warn(english.notice)
    warn(english.problem)
    return not (options.translate and english.problem)


def _open(
    source: str, encoding: str | None, options: PlainOptions, directories: Directories
) -> tuple[Article, Origin]:
    """Open an article; of a large one the beginning, if that can be printed before the rest is known."""
    if source == "-":
        article, origin = open_stdin(sys.stdin.buffer.read(), encoding=encoding)
        take_english_named(origin, directories, options.parallel)
        return article, origin
    with while_reading(source) as waiting:
        article, origin = open_where(source, None, encoding=encoding, progress=waiting.page)
        take_english_named(origin, directories, options.parallel)
        needs_more = options.first > len(article.blocks) or _needs_whole(origin, options, directories)
        if needs_more and not article.complete:
            article, _ = open_source(source, encoding=encoding)
        return article, origin


def _needs_whole(origin: Origin, options: PlainOptions, directories: Directories) -> bool:
    """Tell whether there are annotations or a parallel text: where they belong, only the whole article tells."""
    from pathlib import Path

    wanted = options.notes or options.translation
    annotated = wanted and Path(notes_of(origin, directories)).exists()
    return annotated or (options.translation and beside(origin) is not None)


_WHOLE: Final = 0
_APART: Final = {_WHOLE: "Notes on the whole article", None: "Notes whose text is no longer in the article"}
"""The headings of annotations that stand at no paragraph."""
_Notes = Mapping[int | None, list[Entry]]
"""Annotations by the number of the paragraph in which they begin; see `_APART` for those without one."""


def _entries(article: Article, origin: Origin, directories: Directories) -> Sequence[Entry]:
    store = store_for(article, origin, directories)
    store.load()
    warn(store.notice)
    return open_notebook(article, store.annotations.values(), store.tombstones).entries


def _notes(entries: Sequence[Entry]) -> _Notes:
    notes: dict[int | None, list[Entry]] = {}
    for entry in entries:
        whole = entry.annotation.selectors.nowhere and not entry.thread
        place = _WHOLE if whole else entry.paragraph
        notes.setdefault(place, []).append(entry)
    return notes


def _print_blocks(
    article: Article, first: int, last: int | None, printer: Printer, english: _English, notes: _Notes
) -> int:
    """Print the blocks from number `first` to `last` with what belongs to them; return the last one's number."""
    last = min(last or len(article.blocks), len(article.blocks))
    for number in range(first, last + 1):
        lines = list(english.lines(article, number - 1))
        for entry in notes.get(number, ()):
            lines += note_lines(entry, article, translation=english.leaves_out(entry))
        printer.block(number, article.blocks[number - 1], lines)
    return last


class _English:
    """The English of an article's blocks: the reader's own, what is stored, and on request what an engine says."""

    def __init__(
        self,
        article: Article,
        origin: Origin,
        entries: Sequence[Entry],
        options: PlainOptions,
        configuration: Configuration,
        directories: Directories,
    ) -> None:
        """`entries` are the article's annotations, in which the reader's own English is."""
        self._shown = options.translation
        self._printed: set[str] = set()
        self._placement = Placement(article)
        for entry in entries:
            self._placement.put(entry.annotation, entry.anchor)
        self._asking = options.translate
        consented = Remembered(directories.state_file).consented
        self._translator, self.problem = make_translator(
            article.language, own_english(article, origin), configuration.settings, directories, consented
        )

    @property
    def notice(self) -> str:
        """One sentence when stored translations cannot be used, else empty."""
        return self._translator.notice

    def lines(self, article: Article, index: int) -> Iterator[str]:
        """Yield the English of the block `index`, marked as such, if there is any."""
        if not self._shown:
            return
        block = article.blocks[index]
        own = renderings(self._placement, article, index, "translation")
        self._printed |= {one.annotation.id for one in own}
        wording = worded(block, self._translator.stored(block.text, index), own)
        if wording is None or not wording.whole:
            wording = worded(block, self._asked(block.text), own)
        if wording is not None:
            yield f"{_called(wording)}: {wording.bare}"

    def leaves_out(self, entry: Entry) -> bool:
        """Tell whether an annotation's English is wanted, and none of the lines so far had it."""
        return self._shown and entry.annotation.id not in self._printed

    def _asked(self, text: str) -> Translation | None:
        """Return what an engine says; after one failure none is asked again, and `problem` says why."""
        if not self._asking:
            return None
        answer = self._translator.translate(text)
        if isinstance(answer, Translation):
            return answer
        self._asking = False
        self.problem = answer.sentence if isinstance(answer, Untranslated) else _how_to_agree(answer)
        return None


def _called(wording: Wording) -> str:
    """Return what stands before the English of a paragraph: whether it is all of it, and who made it."""
    own = [part.maker for part in wording.parts if part.maker in (YOURS, EARLIER)]
    others = [part.maker for part in wording.parts if part.maker not in (YOURS, EARLIER)]
    english = ", ".join(dict.fromkeys(["English" if wording.whole else "English of a part", *others]))
    if not own:
        return english
    corrected = "corrected in part" if others else "corrected"
    earlier = EARLIER in own
    return f"{english} ({corrected}{', for an earlier text' if earlier else ''})"


def _how_to_agree(needed: NeedsConsent) -> str:
    reason = f"{needed.reason} " if needed.reason else ""
    return (
        f"{reason}the text would be sent to {needed.label} ({needed.server}); if you agree, call "
        "`lesart translate FILE --yes` once, and it is remembered."
    )
