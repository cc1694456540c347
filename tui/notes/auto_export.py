"""The file that the notes are written to after every change, if the settings ask for it. Without a terminal."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tui.settings import Directories, Settings

if TYPE_CHECKING:
    from annotations.annotation import Annotation
    from annotations.notebook import Notebook
    from annotations.workbook import Workbook
    from articles.article import Article
    from tui.notes.exports import OtherArticleError

LOOKS: Final = 4
"""So often the notes have been looked at and found unchanged before they are written."""
_PLACE: Final = re.compile(r"\{([^{}]*)\}")


class AutoExport:
    """Keeps a file up to date with the notes on an article."""

    def __init__(self, settings: Settings, directories: Directories) -> None:
        self._pattern, self._format = settings.export, settings.export_format
        self._directories = directories
        self._written: Mapping[str, Annotation] | None = None
        """The annotations that are in the file, or that were there when the article was opened."""
        self._waiting: Mapping[str, Annotation] | None = None
        self._looks = 0
        self._under_way = False
        """Whether another thread has been told to write and has not done so yet."""
        self._lock = threading.Lock()
        self._said = ""

    def begin(self, workbook: Workbook) -> None:
        """Take the notes as they are for written: the file is only touched after a change."""
        self._written = workbook.store.annotations

    def due(self, workbook: Workbook) -> Callable[[], str] | None:
        """Return what writes the file, for another thread, once notes have changed and then rested for a moment.

        To be asked now and then. What is returned returns a sentence when it failed in a way not said before.
        """
        now = workbook.store.annotations
        if not self._pattern or now is self._written:
            return None
        self._looks = self._looks + 1 if now is self._waiting else 0
        self._waiting = now
        if self._looks < LOOKS:
            return None
        self._written, self._under_way = now, True
        notebook = _copy(workbook)
        return lambda: self._once(self._write(notebook()))

    def finish(self, workbook: Workbook | None) -> str:
        """Write what has changed and is not written yet; return a sentence when that failed."""
        if workbook is None or not workbook.opened:
            return ""
        with self._lock:
            written = workbook.store.annotations is self._written and not self._under_way
        return "" if written else self._once(self.write(workbook))

    def write(self, workbook: Workbook) -> str:
        """Write the file now, if there is to be one; return a sentence when that failed."""
        if not self._pattern:
            return ""
        self._written = workbook.store.annotations
        return self._write(_copy(workbook)())

    def _shared(self, path: Path, error: OtherArticleError) -> str:
        """Return why a file is not written that another article has, and what gives each its own.

        The way out stands before the path, which may be longer than the status line.
        """
        missing = next((f"{{{name}}}" for name in ("name", "title") if f"{{{name}}}" not in self._pattern), "")
        if missing:
            return f"Not exported: without {missing} in the setting export two articles share {path}."
        return f"The notes were not exported: {path} {error}."

    def _once(self, sentence: str) -> str:
        before, self._said = self._said, sentence
        return sentence if sentence != before else ""

    def _write(self, notebook: Notebook) -> str:
        from annotations.export.options import ExportError
        from annotations.export.registry import export
        from tui.notes.exports import Exports, ForeignFileError, OtherArticleError

        article = notebook.article
        try:
            path = path_of(self._pattern, article)
            document = export([notebook], self._format)
            with self._lock:
                path.parent.mkdir(parents=True, exist_ok=True)
                Exports(self._directories).write(path, document, about=article.source)
                self._under_way = False
        except (ExportError, BadPatternError) as error:
            return f"The notes were not exported: {error}"
        except OtherArticleError as error:
            return self._shared(path, error)
        except ForeignFileError as error:
            return f"The notes were not exported: {path} {error}."
        except OSError as error:
            return f"The notes were not exported: {path} could not be written: {error.strerror}."
        return ""


class BadPatternError(ValueError):
    """The setting `export` names no file; the text is a sentence."""


def path_of(pattern: str, article: Article) -> Path:
    """Return the file that the setting `export` names for an article. Raises BadPatternError."""
    from annotations.export.cleaning import safe_stem, source_stem
    from annotations.export.registry import stem_of

    names = {"title": stem_of(article), "name": safe_stem(source_stem(article.source)) or stem_of(article)}
    unknown = [name for name in _PLACE.findall(pattern) if name not in names]
    if unknown:
        raise BadPatternError(f"the setting export may have {{title}} and {{name}} in it, not {{{unknown[0]}}}.")
    # The folders of the path are the reader's; what comes from the article has no separators in it.
    path = os.path.expanduser(_PLACE.sub(lambda found: names[found[1]] or "notes", pattern))
    if not os.path.isabs(path) or "\0" in path:
        raise BadPatternError("the setting export has to be an absolute path, or one that begins with ~/.")
    return Path(path)


def _copy(workbook: Workbook) -> Callable[[], Notebook]:
    """Return what makes the notebook as it is now, on any thread: cheap here, the sorting there."""
    from dataclasses import replace

    from annotations.notebook import arrange

    article, source = workbook.article, workbook.store.source
    annotations: list[Any] = list(workbook.placement.annotations.values())
    anchors, threads = dict(workbook.placement.anchors), workbook.threads
    return lambda: replace(arrange(article, annotations, anchors, threads), source=source)
