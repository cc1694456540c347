"""An article with many annotations, made as lesart makes them, and what it takes to change one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.program import now

from annotations.anchoring import describe
from annotations.annotation import Annotation, new_id
from annotations.facts import facts_of
from annotations.history import Change
from annotations.store import NotSaved, Store
from articles.article import Article
from articles.clock import timestamp, utc_now
from articles.formats.detect import read_article


def annotate(path: Path, count: int) -> None:
    """Write a sidecar with `count` annotations, spread evenly over the article. Raises OSError."""
    article = read_article(path)
    made_at = timestamp(utc_now())
    step = len(article.blocks) / count
    changes = []
    for index in range(count):
        block = article.blocks[int(index * step)]
        start = min(block.start + 20 + index % 200, block.end - 40)
        selectors = describe(article.text, start, start + 30)
        made = Annotation(new_id(), selectors, f"Notiz {index}", ("messung",), "yellow", made_at, made_at)
        changes.append(Change(None, made))
    _save(_opened(path, article), changes)


def save_times(path: Path, count: int) -> list[float]:
    """Return the milliseconds that `count` changes take until they are on the disk, each of another note.

    Raises OSError.
    """
    store = _opened(path, read_article(path))
    ids = list(store.annotations)
    measured = []
    for index in range(count):
        known = store.annotations[ids[index * len(ids) // count]]
        began = now()
        _save(store, [Change(known, replace(known, note=f"{known.note} anders"))])
        measured.append((now() - began) * 1000)
    return measured


def _opened(path: Path, article: Article) -> Store:
    store = Store(path.with_name(path.name + ".annotations.json"), facts_of(article))
    store.load()
    return store


def _save(store: Store, changes: list[Change]) -> None:
    outcome = store.apply(changes)
    if isinstance(outcome, NotSaved):
        raise OSError(outcome.sentence)
