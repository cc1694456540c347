"""What a sidecar says about the article it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from annotations.terms import RESERVED, is_iri
from articles.article import Article


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What a sidecar says about the article it belongs to."""

    title: str = ""
    file_name: str = ""
    """Without its folder; empty for what is not a file."""
    text_hash: str = ""
    """As `text_hash` returns it."""
    source: str = ""
    """The absolute IRI that annotations name as their source; empty for a file, which gets a `urn:uuid:`."""


def facts_of(article: Article) -> ArticleFacts:
    """Return what a sidecar says about `article`, but for the hash of its text (see `text_hash`)."""
    from urllib.parse import quote

    is_url = re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", article.source) is not None
    iri = quote(article.source, safe="%" + RESERVED, errors="replace") if is_url else ""
    name = "" if is_url else Path(article.source).name
    return ArticleFacts(article.title, name, "", iri if is_iri(iri) else "")


def text_hash(article: Article) -> str:
    """Return the hash of an article's canonical text as the sidecar writes it: `sha256:` and 64 hex digits.

    Empty for an article that has been read in part. No string is made of the whole text.
    """
    if not article.complete:
        return ""
    import hashlib

    digest = hashlib.sha256()
    for piece in article.encoded():
        digest.update(piece)
    return "sha256:" + digest.hexdigest()
