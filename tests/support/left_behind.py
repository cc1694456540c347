"""Sidecars of articles that have moved on."""

from pathlib import Path

from annotations.annotation import Annotation, Selectors, new_id
from annotations.facts import facts_of, text_hash
from annotations.history import Change
from annotations.location import SUFFIX
from annotations.store import Saved, Store
from articles.article import Article, Block, compose


def beside(article: Path) -> Path:
    """Return where an article's sidecar belongs."""
    return article.with_name(article.name + SUFFIX)


def article_of(path: Path, *texts: str) -> Article:
    """Return an article with these paragraphs, whether there is a file or not."""
    return Article("Titel", compose(Block("paragraph", text) for text in texts), source=str(path))


def store_of(path: Path, article: Article) -> Store:
    """Return what reads and writes the sidecar `path` of an article."""
    store = Store(path, facts_of(article), text_hash=lambda: text_hash(article))
    store.load()
    return store


def leave_notes(article: Article, *, notes: int = 1, at: Path | None = None) -> Path:
    """Add notes on the word `Hund` to the sidecar of an article, which may have gone; return the sidecar."""
    path = at or beside(Path(article.source))
    path.parent.mkdir(parents=True, exist_ok=True)
    changes = [Change(None, Annotation(new_id(), Selectors("Hund"), f"Notiz {n}")) for n in range(notes)]
    assert isinstance(store_of(path, article).apply(changes), Saved)
    return path
