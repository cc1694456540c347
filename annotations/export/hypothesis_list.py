"""Notes as rows of the Hypothesis API.

https://h.readthedocs.io/en/latest/api-reference/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from annotations.annotation import Annotation
from annotations.export.cleaning import title_of
from annotations.export.json_list import dumps
from annotations.export.jsonld_page import source_of
from annotations.export.options import PLAIN, ExportOptions
from annotations.hypothesis_rows import REST, row_of
from annotations.notebook import Notebook

_CONTEXT: Final = 32
"""Code points before and behind a quote, as the Hypothesis client takes them."""


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> str:
    """Return `{"total", "rows"}` with a row an annotation; English beside a note has no place in it.

    What came from Hypothesis goes out as it came, with what was changed since. Of others the quote is given and
    no position, which would count the signs of a whole web page; they belong to no group yet.
    """
    rows = [_row(entry.annotation, one) for one in notebooks for entry in one.entries]
    _thread(rows, notebooks)
    return dumps({"total": len(rows), "rows": rows})


def _row(annotation: Annotation, notebook: Notebook) -> dict[str, Any]:
    if isinstance(annotation.raw.get(REST), Mapping):
        return row_of(annotation)
    uri = source_of(notebook)
    selectors = annotation.selectors
    quote = {
        "type": "TextQuoteSelector",
        "exact": selectors.exact,
        "prefix": selectors.prefix[-_CONTEXT:],
        "suffix": selectors.suffix[:_CONTEXT],
    }
    target = {"source": uri} if selectors.nowhere else {"source": uri, "selector": [quote]}
    return {
        "id": annotation.id,
        "created": annotation.created,
        "updated": annotation.modified or annotation.created,
        "uri": uri,
        "text": annotation.note or "\n\n".join(f"{name}: {english}" for name, english in annotation.own_english),
        "tags": list(annotation.tags),
        "target": [target],
        "document": {"title": [title_of(notebook.article)]},
    }


def _thread(rows: list[dict[str, Any]], notebooks: Sequence[Notebook]) -> None:
    """Give the rows of replies the ids of all that they answer, from the beginning of the thread."""
    above = {
        entry.annotation.id: entry.annotation.replies_to for notebook in notebooks for entry in notebook.entries
    }
    for row in rows:
        chain: list[str] = []
        id_ = above.get(row["id"], "")
        while id_ and id_ not in chain:
            chain.insert(0, id_)
            id_ = above.get(id_, "")
        if chain:
            row.setdefault("references", chain)
