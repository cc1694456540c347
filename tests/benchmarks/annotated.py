"""An article with many annotations, made as lesart makes them."""

from __future__ import annotations

from pathlib import Path

from annotations.anchoring import describe
from annotations.annotation import Annotation, new_id
from annotations.facts import facts_of
from annotations.history import Change
from annotations.store import NotSaved, Store
from articles.clock import timestamp, utc_now
from articles.formats.detect import read_article


def annotate(path: Path, count: int) -> None:
    """Write a sidecar with `count` annotations, spread evenly over the article. Raises OSError."""
    article = read_article(path)
    now = timestamp(utc_now())
    step = len(article.blocks) / count
    changes = []
    for index in range(count):
        block = article.blocks[int(index * step)]
        start = min(block.start + 20 + index % 200, block.end - 40)
        selectors = describe(article.text, start, start + 30)
        made = Annotation(new_id(), selectors, f"Notiz {index}", ("messung",), "yellow", now, now)
        changes.append(Change(None, made))
    store = Store(path.with_name(path.name + ".annotations.json"), facts_of(article))
    store.load()
    outcome = store.apply(changes)
    if isinstance(outcome, NotSaved):
        raise OSError(outcome.sentence)
