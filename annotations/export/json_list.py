"""Notes as JSON: everything there is, for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from annotations.notebook import Notebook, entry_json
from articles.clock import timestamp

# JSON may hold these as they are, but a terminal, a line-wise reader or UTF-8 may not.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render(notebooks: Sequence[Notebook], *, exported: datetime | None = None) -> str:
    """Return a list of articles, each `{"title", "source", "language", "notes"}`, the notes in reading order.

    A note is the object of `lesart notes --json`. `exported` stands before the notes when it is given. Nothing
    is replaced: what could do harm is written as a JSON escape.
    """
    text = json.dumps([_article(one, exported) for one in notebooks], ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _article(notebook: Notebook, exported: datetime | None) -> dict[str, Any]:
    article = notebook.article
    head = {"title": article.title, "source": article.source, "language": article.language}
    if exported:
        head["exported"] = timestamp(exported)
    return {**head, "notes": [entry_json(entry) for entry in notebook.entries]}
