"""Notes as an AnnotationPage of the W3C Web Annotation Data Model: what any program that knows it can read."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from annotations.annotation import Annotation
from annotations.export.options import PLAIN, ExportOptions
from annotations.facts import ArticleFacts, facts_of
from annotations.jsonld import write_annotation
from annotations.notebook import Notebook
from annotations.sidecar import Page, dump

_IDS: Final = uuid.UUID("0b7f6ad2-9c0e-4f7d-8f0b-6a1f6d1f3c55")


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> bytes:
    """Return one page with all annotations, one a line, as a sidecar has them; what was deleted is not in it.

    The page's id depends only on what it is about. A page has no place for the moment of its export, and for
    English only in other people's annotations.
    """
    sources = [source_of(one) for one in notebooks]
    annotations: dict[str, Annotation] = {}
    for notebook, source in zip(notebooks, sources, strict=True):
        for entry in notebook.entries:
            id_ = _free(entry.annotation.id, annotations)
            one = replace(entry.annotation, id=id_)
            annotations[id_] = replace(one, raw=write_annotation(one, source))
    page = _urn(*sources)
    if len(notebooks) == 1:
        facts = replace(facts_of(notebooks[0].article), source=sources[0])
    else:
        facts = ArticleFacts(f"Notes on {len(notebooks)} articles", source=page)
    return dump(Page(page, facts, annotations))


def _free(id_: str, taken: Mapping[str, Annotation]) -> str:
    """Return an id that is not taken; two articles have the same ones when notes were copied with the file."""
    while id_ in taken:
        id_ = _urn(id_, str(len(taken)))
    return id_


def _urn(*names: str) -> str:
    text = "\n".join(names).encode("utf-8", "backslashreplace").decode()
    return uuid.uuid5(_IDS, text).urn


def source_of(notebook: Notebook) -> str:
    """Return the IRI that a notebook's annotations name as what they are about."""
    article = notebook.article
    named = notebook.source or facts_of(article).source
    # The folders of the reader's machine are nobody's business.
    return named or _urn(article.title, article.source.rpartition("/")[2])
