"""The posts of a forum's page: where trafilatura finds the text of one, that of the others belongs too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.formats.html_runs import Weights

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_runs import Run

_POST = re.compile(r"(?:js-)?(?:p|pid|post|post_message|msg|message|beitrag|elcomment)[_-]?\d+", re.IGNORECASE)
"""The ids that forums' programs give to posts."""
_SIGNATURE = re.compile("signatur", re.IGNORECASE)


def keep_posts(root: HtmlElement, runs: Sequence[Run]) -> None:
    """Keep the text of all posts of a page when that of one is kept; other pages stay as they are."""
    posts = [element for element in root.iter() if _POST.fullmatch(element.get("id", ""))]
    if len(posts) < 2:
        return
    weights = Weights(runs)
    model = max(posts, key=weights.of)
    if weights.of(model):
        bodies = _bodies(posts, _body(model, weights))
        for run in runs:
            run.kept = run.kept or (not bodies.isdisjoint(run.within) and not _is_signature(run))


def _body(post: HtmlElement, weights: Weights) -> HtmlElement:
    """Return the innermost element of a post that has most of its text and a class to tell it by."""
    element = body = post
    while len(element):
        heaviest = max(element, key=weights.of)
        if 5 * weights.of(heaviest) < 4 * weights.of(element):
            break
        element = heaviest
        if element.get("class"):
            body = element
    return body


def _bodies(posts: Sequence[HtmlElement], model: HtmlElement) -> set[HtmlElement]:
    """Return the elements of all posts that are of the model's kind."""
    kind = model.get("class")
    if model in posts:
        return {post for post in posts if (post.tag, post.get("class")) == (model.tag, kind)}
    return {element for post in posts for element in post.iter(model.tag) if element.get("class") == kind}


def _is_signature(run: Run) -> bool:
    return any(_SIGNATURE.search(element.get("class", "")) for element in run.within)
