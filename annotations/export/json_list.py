"""Notes as JSON: everything there is, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from annotations.export.english import english_beside, is_uncertain
from annotations.export.options import PLAIN, ExportOptions
from annotations.notebook import Entry, Notebook, entry_json
from articles.article import Article
from articles.clock import timestamp

# JSON may hold these as they are, but a terminal, a line-wise reader or UTF-8 may not.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> str:
    """Return a list of articles, each `{"title", "source", "language", "notes"}`, the notes in reading order.

    A note is the object of `lesart notes --json`; where English is wanted, that of its paragraphs stands under
    `translation` of a note that the reader has not translated, and `uncertain` says whether it may belong to other
    German. The moment of the export stands before the notes
    when it is given. Nothing is replaced: what could do harm is written as a JSON escape.
    """
    return dumps([_article(one, options) for one in notebooks])


def dumps(value: object) -> str:
    """Return a value as JSON in which nothing controls a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _article(notebook: Notebook, options: ExportOptions) -> dict[str, Any]:
    article = notebook.article
    head = {"title": article.title, "source": article.source, "language": article.language}
    if options.exported:
        head["exported"] = timestamp(options.exported)
    return {**head, "notes": [_note(article, entry, options) for entry in notebook.entries]}


def _note(article: Article, entry: Entry, options: ExportOptions) -> dict[str, Any]:
    written = entry_json(entry)
    if not written["translation"]:
        written["translation"] = english_beside(article, entry, options)
    if options.english is not None:
        written["uncertain"] = is_uncertain(article, entry, options)
    return written
