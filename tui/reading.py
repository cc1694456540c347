"""Everything that belongs to one article that is open: opened together, without Textual."""

from __future__ import annotations

import os
from functools import cached_property

from articles.article import Article
from articles.library import Library
from tui.configuration.remembered import Remembered
from tui.decorations import Decorations
from tui.drawing.last_page import LastPage, recall, remember
from tui.drawing.page import Pages
from tui.drawing.painting import Scene
from tui.drawing.viewport import Viewport
from tui.english.pane import EnglishPane
from tui.english.source import EnglishSource
from tui.layout import columns
from tui.opening.article import notes_of, open_source, open_where, workbook_for
from tui.origin import Origin, source_of
from tui.session import Session
from tui.settings import Directories, Settings
from tui.watch import Watch
from tui.whereabouts import Whereabouts

TYPE_CHECKING = False

if TYPE_CHECKING:  # each is imported where it is first used: the first page does without
    from pathlib import Path

    from annotations.store import Store
    from annotations.workbook import Workbook
    from articles.formats.files import Progress
    from tui.notes.auto_export import AutoExport
    from tui.notes.unfinished import Unfinished

AROUND = 60
"""How many blocks before and behind the cursor are remembered with the page: more than a screen has room for."""
MANY_NOTES = 256 * 1024
"""Bytes of a sidecar that is read on another thread, behind the first page."""


def _size(name: str) -> int:
    try:
        return os.stat(name).st_size
    except OSError:
        return 0


class Reading:
    """One open article: its text, the cursor, the annotations, the English, its entry in the library.

    Made with as little as the first page needs; what is asked of `workbook` and `pane` brings in the rest.
    """

    @staticmethod
    def open(
        name: str,
        settings: Settings,
        directories: Directories,
        *,
        encoding: str | None = None,
        parallel: str | None = None,
        progress: Progress | None = None,
    ) -> Reading:
        """Open what the command line or the library names, where the reader left off. Raises UnreadableError.

        `parallel` is as for a new Reading; `progress` is told how many pages have been read.
        """
        source = source_of(name)
        known = Library(directories.data_name).get(source)
        left_off = None if known is None else known.left_off
        watch = Watch(source if os.path.isabs(source) else None)
        article, origin = open_where(name, left_off, encoding=encoding, directories=directories, progress=progress)
        return Reading(article, origin, settings, directories, watch, parallel=parallel)

    def __init__(
        self,
        article: Article,
        origin: Origin,
        settings: Settings,
        directories: Directories,
        watch: Watch | None = None,
        *,
        parallel: str | None = None,
    ) -> None:
        """`parallel` is the absolute path of an English text, empty for none; None is what was named earlier."""
        self.origin = origin
        self.watch = watch or Watch(origin.name)
        """Tells whether the file is still as it was read."""
        self.reads_again = False
        """Whether the file is being read once more."""
        self.settings = settings
        self.directories = directories
        self.remembered = Remembered(directories.state_file)
        self.library = Library(directories.data_name)
        self.session = Session(article)
        self.english = EnglishSource(origin, settings, directories, self.remembered)
        self.pane = EnglishPane(
            article, lambda: self.english.translator_for(self.pane), reveal_key=settings.keymap.shown("reveal")
        )
        self.listed = ""
        """Its place in the reading list, `2/3`; empty when it is in none."""
        self._drafts: Unfinished | None = None
        self.whereabouts = Whereabouts(self.library, origin.source, self.session, self.pane)
        if parallel is not None:
            self.whereabouts.parallel = parallel
        origin.take_english(self.whereabouts.parallel)
        self._most_blocks = 0
        self._taken_up = self.whereabouts.take_up()
        self._sidecar = notes_of(origin, directories)
        self._notes_pending = _size(self._sidecar) > MANY_NOTES
        last = recall(directories.data_name, origin, self._sidecar)
        self.pane.early, self.pane.early_origin = last.english, last.made_by
        self.decorations = Decorations(self.session, last, settings.creator)
        self.pane.own = self.decorations.translations
        self.decorations.masked = lambda: self.pane.hidden_here

    @property
    def article(self) -> Article:
        """What is read."""
        return self.session.article

    @property
    def workbook(self) -> Workbook:
        """The annotations, read when they are first asked for; of a large article not before it is complete."""
        if self.decorations.workbook is None:
            self.decorations.workbook = self._make_workbook(self.article, self.origin)
        return self.decorations.workbook

    @property
    def notice(self) -> str:
        """One sentence about opening it that the reader should see, or an empty string."""
        notes = self.decorations.workbook.store.notice if self.decorations.workbook else ""
        empty = "" if self.article.blocks else "This article has no text."
        return notes or self.article.notice or self.library.notice or empty

    @property
    def drafts(self) -> Unfinished:
        """Notes that were not finished."""
        if self._drafts is None:
            from tui.notes.unfinished import Unfinished

            self._drafts = Unfinished(self.directories.data / "drafts", self.origin.source)
        return self._drafts

    @cached_property
    def auto_export(self) -> AutoExport:
        """Keeps the file that the settings ask for up to date."""
        from tui.notes.auto_export import AutoExport

        return AutoExport(self.settings, self.directories)

    @property
    def saved_state(self) -> str:
        """`saved` or `not saved`."""
        return self.decorations.workbook.state if self.decorations.workbook else "saved"

    @property
    def notes_beside(self) -> bool:
        """Whether the sidecar lies beside the article, as it usually does."""
        return self.origin.name is not None and self._sidecar.startswith(self.origin.name)

    @property
    def where_notes_are(self) -> str:
        """Where the sidecar lies, in a few words."""
        return "beside the article" if self.notes_beside else "in the data folder"

    @property
    def own_files(self) -> list[Path]:
        """The files that nothing else may be written over: the article's and its notes'."""
        paths = (self.origin.path, self.origin.parallel, self.workbook.store.path)
        return [path for path in paths if path is not None]

    @property
    def reads_on(self) -> bool:
        """Whether something is being read aside: the rest of a large article, many notes, the file once more."""
        return self._notes_pending or self.reads_again or not self.article.complete

    def open_notes(self) -> bool:
        """Read the annotations and find the English from now on; return whether that is new.

        Nothing of it can be done before the whole article is there.
        """
        if self.reads_on or (self.decorations.workbook is not None and self.pane.early is None):
            return False
        self.decorations.workbook = self.workbook
        self.pane.early = None
        return True

    def _make_workbook(self, article: Article, origin: Origin) -> Workbook:
        workbook = workbook_for(article, origin, self.directories, self.settings.creator)
        if not self.reads_on:
            workbook.open()
            self.auto_export.begin(workbook)
        return workbook

    def read_whole(self, encoding: str | None = None) -> tuple[Article, Workbook]:
        """Read what is left to read, and find the annotations' places; for a thread. Raises UnreadableError."""
        article, origin = self.article, self.origin
        if not article.complete:
            article, origin = open_source(origin.source, encoding=encoding)
        workbook = workbook_for(article, origin, self.directories, self.settings.creator)
        workbook.open()
        workbook.find_places()
        return article, workbook

    def complete(self, article: Article, workbook: Workbook) -> bool:
        """Go on in the whole article; return whether the cursor stays where it is.

        It goes to where the reader left off if the part that was shown did not have that, and they have not
        moved meanwhile.
        """
        stays = self._taken_up or self.session.cursor.span.start > 0
        self.continue_in(article)
        self.session.continue_in(article, lambda offset: offset)
        self.decorations.workbook = workbook
        self.auto_export.begin(workbook)
        self._notes_pending = False
        self._taken_up = self.whereabouts.take_up(stay=stays)
        return stays

    def continue_in(self, article: Article) -> None:
        """Show another version of the article, whose English has to be found anew."""
        self.pane.continue_in(article)
        self.english.close()

    def move_notes(self, store: Store) -> None:
        """Keep the notes in another sidecar, which holds them all already."""
        self.workbook.keep_in(store)
        self._sidecar = str(store.path)

    def pages(self, width: int, text_width: int) -> Pages:
        """Return the article wrapped for a screen of `width` cells and a text column of `text_width`."""
        article, layout = self.article, self.settings.layout
        # Room for the numbers of the whole article once and for all: the text stays where it is.
        self._most_blocks = max(self._most_blocks, article.count)
        where = columns(width, text_width, self._most_blocks, pane=self.pane.shown, layout=layout)
        return Pages(article, where, self.pane.english)

    def viewport(self, pages: Pages, height: int, row: int | None = None) -> Viewport:
        """Return a window whose cursor stands on screen row `row`, or where it does when an article is opened."""
        viewport = Viewport(pages, height)
        if self.article.blocks:
            first, _ = viewport.rows_of(self.session.cursor.span)
            viewport.hold(first, min(viewport.height // 4 if row is None else row, viewport.height - 1))
        return viewport

    def scene(self, pages: Pages) -> Scene:
        """Return what is to be painted."""
        shown = self.decorations
        linked = self.pane.german_here
        return Scene(pages, self.session.cursor, shown.layers, shown.has_note, self.pane.english, linked)

    def close(self) -> str:
        """Write what is not written yet and let go of everything; return a sentence when that failed."""
        self.english.close()
        if self._drafts is not None:
            self._drafts.close()
        self._remember_page()
        exported = self.auto_export.finish(self.decorations.workbook)
        return " ".join(filter(None, [self.save_notes(), exported, self.whereabouts.save()]))

    def _remember_page(self) -> None:
        """Write down what stands round the cursor beside the text, for the first page of the next time."""
        if self.decorations.placement is None or not self.article.blocks:
            return
        here, last = self.session.index, len(self.article.blocks)
        near = range(max(0, here - AROUND), min(here + AROUND, last))
        page = LastPage(
            {index: tuple(found) for index in near if (found := self.decorations.highlights(index))},
            frozenset(filter(self.decorations.has_note, near)),
            {index: english for index in near if (english := self.pane.at_hand(index)).text},
            self.pane.origin(),
            self.decorations.note_at(self.article.blocks[here].span),
        )
        try:
            remember(self.directories.data_name, self.origin, self._sidecar, page)
        except OSError:
            # Where nothing can be written, the place is not kept either, and that is said.
            return

    def save_notes(self) -> str:
        """Try once more to save notes that could not be saved; return a sentence on what became of them."""
        store = self.decorations.workbook.store if self.decorations.workbook else None
        if store is None or not store.unsaved:
            return ""
        from tui.notes.rescuing import save_or_rescue

        return save_or_rescue(store, self.directories.data / "rescued")
