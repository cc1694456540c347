from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from annotations.anchoring import Anchored, Orphan
from annotations.annotation import Annotation, Selectors
from annotations.notebook import Entry, Notebook
from articles.article import Article, Block, Span, compose

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></blockquote></mark><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x="',
    "<!-- <![CDATA[ <?php ?> -->",
    "[klick](javascript:alert(1)) ![bild](https://example.org/spy.png)",
    "[klick]: https://example.org\n\n[klick] [[wiki]] [^1]\n[^1]: Fußnote",
    "<https://example.org> <a@example.org> &#106;avascript: &lt;b&gt;",
    "# Kopf\n> Zitat\n- Punkt\n+ Punkt\n* Punkt\n1. Eins\n2) Zwei\n---\n***\n===",
    "Titel\n===\nTitel\n---\n  - - -\n    Code\n\tCode",
    "```\nCode\n```\n~~~\n`Code` ``x``",
    "| a | b |\n|---|---|\n| 1 | 2 |\na\n:-\n-:",
    "*eins* _zwei_ **drei** __vier__ ~~fünf~~ ==sechs== $x$ %%weg%%",
    "\\*nicht\\* \\\\ Ende\\",
    '=HYPERLINK("https://example.org";"klick")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1", "-1", "=1", "@x", "＝1", "\t=1", "\n=1", " =1",
    "harmlos;=cmd|'/C calc'!A0;\"\"=cmd|'x'!A0\n=cmd|'x'!A0\n- Punkt",
    "null\x00 esc\x1b[31m csi\x9b nel\x85 del\x7f",
    "einsam \ud800 und \udfff",
    "um\u202egekehrt\u2066 \u2028 \u2029 \ufeff\uffff",
    "eins\r\nzwei\rdrei\n\n\nvier\v\f",
    "„Früher“ – Grüße, Straße, Ärger & Söhne, 5 < 6 > 4",
    "../../etc/passwd",
    " \t\n ",
    "",
)  # fmt: skip


@pytest.fixture(params=HOSTILE, ids=[f"hostile-{number}" for number in range(len(HOSTILE))])
def hostile(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text


@pytest.fixture
def build() -> Callable[..., Notebook]:
    """Return what makes a notebook: an article of blocks, and annotations on quotes that stand in it or do not."""

    def notebook(
        blocks: Sequence[Block | str],
        annotations: Sequence[Annotation],
        *,
        title: str = "Die Lage",
        language: str = "de",
        source: str = "",
    ) -> Notebook:
        made = (Block("paragraph", one) if isinstance(one, str) else one for one in blocks)
        read = Article(title, compose(made), language, source)
        return Notebook(read, tuple(_entry(read, one) for one in annotations))

    return notebook


def _entry(article: Article, annotation: Annotation) -> Entry:
    quote = annotation.selectors.exact
    start = article.text.find(quote)
    if start < 0 or not quote:
        return Entry(annotation, Orphan(), None)
    anchor = Anchored(Span(start, start + len(quote)), "exact", 1.0)
    return Entry(annotation, anchor, article.index_at(start) + 1)


@pytest.fixture
def mark() -> Callable[..., Annotation]:
    """Return what makes an annotation on a quote."""

    def annotation(
        quote: str, note: str = "", tags: Sequence[str] = (), *, colour: str = "", modified: str = ""
    ) -> Annotation:
        created = "2026-01-31T12:00:00Z"
        return Annotation(f"urn:uuid:{quote[:8]}", Selectors(quote), note, tuple(tags), colour, created, modified)

    return annotation


@pytest.fixture
def hostile_notebook(hostile: str) -> Notebook:
    """A notebook in which every text that comes from outside is the hostile one."""
    text = hostile or "x"
    kinds = (Block("heading", text, 1), Block("paragraph", f"vorher {text} nachher"), Block("code", text))
    blocks = compose((*kinds, Block("list-item", text, 1, label=hostile)))
    article = Article(hostile, blocks, language=hostile, source=hostile)
    annotation = Annotation(
        hostile or "x",
        Selectors(hostile, hostile, hostile),
        note=hostile,
        tags=(hostile, hostile),
        colour=hostile,
        created=hostile,
        modified=hostile,
        creator=hostile,
    )
    spans = [block.span for block in blocks]
    states = (
        Entry(annotation, Anchored(spans[1], "exact", 1.0), 2),
        Entry(annotation, Anchored(Span(spans[1].start + 2, spans[2].end), "changed", 0.7), 2),
        Entry(annotation, Anchored(spans[3], "moved", 0.9), 4),
        Entry(annotation, Orphan(), None),
    )
    return Notebook(article, states)
