"""What trafilatura leaves out of the middle of an article, and the lead between its headline and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.formats.html_runs import HEADINGS, Weights
from articles.formats.html_side import is_named, is_said

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_runs import Run

_APART = frozenset(("address", "aside", "figure", "footer", "form", "nav", "table"))
_SIBLINGS = frozenset(("blockquote", "li", "p", *HEADINGS)) - {"h1"}
_SENTENCE = re.compile(r"""[.!?…]["“”«»‘’')]*+$""")
_SHORTEST_LEAD = 60
_MOST_LETTERS = 200_000
"""In longer articles nothing is looked for that stands there twice."""


def keep_gaps(runs: Sequence[Run]) -> None:
    """Keep what stands between kept paragraphs and is of their kind, and headings right above kept paragraphs."""
    between = [run for run in _between(runs) if not run.is_linked]
    kinds = {_kind(run) for run in between if run.kept}
    known = letters(" ".join(run.words for run in between if run.kept))
    for run in between:
        if not run.kept and run.block.tag in _SIBLINGS and _kind(run) in kinds and not _is_apart(run):
            # Sentences are set apart to be seen, too, and stand in the text once more.
            run.kept = len(known) < _MOST_LETTERS and letters(run.words) not in known
    weights = Weights(runs)
    for run, behind in pairwise(between):
        above = run.block.tag in HEADINGS and behind.kept and weights.of(run.block.getparent()) > 0
        run.kept = run.kept or (above and not _is_apart(run))


def leads(runs: Sequence[Run], headline: Run) -> Iterator[Run]:
    """Yield the sentences that stand between a headline and the first of the article's paragraphs."""
    weights = Weights(runs)
    for run in runs[runs.index(headline) + 1 :]:
        words = run.words
        if len(words) < _SHORTEST_LEAD or _is_apart(run):
            continue
        if run.kept:
            return
        if _SENTENCE.search(words) and not run.is_linked and not is_named(run, weights):
            yield run


def _between(runs: Sequence[Run]) -> Sequence[Run]:
    kept = [index for index, run in enumerate(runs) if run.kept]
    return runs[kept[0] : kept[-1] + 1] if kept else ()


def _kind(run: Run) -> tuple[HtmlElement | None, str, str]:
    return run.block.getparent(), run.block.tag, run.block.get("class", "")


def _is_apart(run: Run) -> bool:
    return run.stands_in(_APART) or is_said(run)


def letters(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text)).lower()
