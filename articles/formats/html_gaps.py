"""What trafilatura leaves out of the middle of an article, and the lead between its headline and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from articles.formats.html_runs import HEADINGS, Weights
from articles.formats.html_side import is_named, is_said

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_runs import Run

_APART = frozenset(("address", "aside", "footer", "form", "nav", "table"))
_FIGURE, _QUOTATION = frozenset(("figure",)), frozenset(("blockquote",))
_CELLS = frozenset(("td", "th"))
_NEAR = 5
"""So many elements round a sentence are looked at, its own among them."""
_SENTENCE = re.compile(r"""[.!?…]["“”«»‘’')]*+$""")
_SHORTEST_LEAD = 60
_MOST_LETTERS = 200_000
"""In longer articles nothing is looked for that stands there twice."""


def keep_gaps(runs: Sequence[Run]) -> None:
    """Keep what stands between kept paragraphs and belongs to them.

    These are paragraphs of the same kind, whole sentences and headings close by, and the other cells of a row.
    """
    weights = Weights(runs)
    between = [run for run in _between(runs) if not run.is_linked]
    kinds = {_kind(run) for run in between if run.kept}
    known = letters(" ".join(run.words for run in between if run.kept))
    if len(known) > _MOST_LETTERS:
        return
    found: set[str] = set()
    for run in between:
        if not run.kept and not _is_apart(run) and (_kind(run) in kinds or _is_near(run, weights)):
            # Sentences are set apart to be seen, too, and stand in the text once more.
            run.kept = letters(run.words) not in known and letters(run.words) not in found
            found.add(letters(run.words))
    for run, behind in reversed(list(pairwise(between))):
        if not run.kept and run.block.tag in HEADINGS and not _is_apart(run):
            is_above = behind.kept and (behind.block.tag not in HEADINGS or behind.block.tag > run.block.tag)
            run.kept = is_above and weights.of(run.block.getparent()) > 0
    _fill_rows(between, weights)


def _is_near(run: Run, weights: Weights) -> bool:
    """Tell whether a run is a sentence that stands few elements deep in the one with most of the article."""
    if len(run.words) < _SHORTEST_LEAD or not _SENTENCE.search(run.words) or is_named(run, weights):
        return False
    return any(2 * weights.of(element) > weights.total for element in islice(run.within, _NEAR))


def _fill_rows(runs: Sequence[Run], weights: Weights) -> None:
    for run in runs:
        if not run.kept and run.block.tag in _CELLS:
            row = run.block.getparent()
            run.kept = weights.of(row) > len(run.words)


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
    if is_said(run) or run.stands_in(_APART):
        return True
    return run.stands_in(_FIGURE) and not run.stands_in(_QUOTATION)


def letters(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return "".join(filter(str.isalnum, text)).lower()
