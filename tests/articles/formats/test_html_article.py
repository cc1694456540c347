"""Which text of a page is its article: what stands in it without belonging to it, and what is easily lost."""

from __future__ import annotations

import pytest

from articles.article import Article
from articles.formats.detect import read_bytes
from articles.formats.html_gaps import keep_gaps
from articles.formats.html_runs import runs_of
from articles.formats.html_side import drop_side
from articles.formats.html_tree import html_tree

PARAGRAPHS = [
    f"Die Gemeinde hat am {day} angekündigt, dass der Umbau des Bahnhofs frühestens im Frühjahr beginnt, weil die "
    f"Behörden zu spät geantwortet haben und nun {number} Gutachten fehlen."
    for number, day in enumerate(("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"), 2)
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEASER = "Bürgermeisterin verteidigt den teuren Umbau"


def site(article: str, head: str = "") -> Article:
    menu = "".join(f"<li><a href='/{number}'>Rubrik {number}</a></li>" for number in range(9))
    body = f"<nav><ul>{menu}</ul></nav><main>{article}</main><footer>Impressum</footer>"
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name="seite.html")


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def with_inside(inside: str) -> list[str]:
    """Return what is read of six paragraphs with something in their middle, without the paragraphs."""
    before, behind = ("".join(f"<p>{text}</p>" for text in part) for part in (PARAGRAPHS[:3], PARAGRAPHS[3:]))
    found = texts(site(f"<div class=text>{before}{inside}{behind}</div>", "<title>Umbau</title>"))
    assert [text for text in found if text in PARAGRAPHS] == PARAGRAPHS
    return [text for text in found if text not in PARAGRAPHS]


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>Auch interessant: <a href=/b>{TEASER}</a></p>",
        f"<h3>Mehr zum Umbau</h3><ul><li><a href=/b>{TEASER}</a></li><li>Kosten: <a href=c>{TEASER}</a></li></ul>",
        f"<article><h3><a href=/b>{TEASER}</a></h3><p>Sie sagt, er sei jeden Cent wert.</p></article>",
        f"<div class='box newsletter'><p>{TEASER}: jeden Morgen im Postfach, kostenlos und kündbar.</p></div>",
        "<div><p>Empfohlener redaktioneller Inhalt</p><p>An dieser Stelle finden Sie einen externen Inhalt.</p>"
        "<p>Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.</p></div>",
        "<h2>Anzeige</h2>",
    ],
    ids=["see-also", "links", "article-in-article", "newsletter", "consent", "advertisement"],
)
def test_what_stands_in_an_article_and_is_something_else_is_left_out(inside: str) -> None:
    assert with_inside(inside) == []


def kept(body: str, base: str, *, found: str = "") -> list[str]:
    """Return what is kept of runs of which all, or those that begin like `found`, were."""
    runs = list(runs_of(html_tree(body).root))
    for run in runs:
        run.kept = run.words.startswith(found)
    keep_gaps(runs)
    drop_side(runs, base)
    return [run.words for run in runs if run.kept]


def test_only_links_to_pages_of_the_same_site_are_teasers() -> None:
    def links(address: str) -> str:
        return "".join(
            f"<li><a href='{address}{n}'>Bericht {n} über den Umbau des Bahnhofs</a></li>" for n in "abc"
        )

    assert kept(f"{BODY}<ul>{links('https://bote.example/')}</ul>", "https://bote.example/umbau") == PARAGRAPHS
    for other in ("https://amt.example/", "#", "mailto:"):
        assert len(kept(f"{BODY}<ul>{links(other)}</ul>", "https://bote.example/umbau")) == 9


def test_ids_that_are_made_of_headings_name_no_part() -> None:
    text = "Die Werbung der Bahn verspricht seit Jahren einen Umbau, von dem niemand etwas Genaues weiß."
    for name, number in (("teaser-und-werbung-im-netz", 7), ("teaser-3", 6), ("werbung-box", 6)):
        part = f"<section id={name}><p>{text}</p></section>"
        assert len(kept(f"<div>{BODY}{part}</div>", "")) == number


def test_captions_that_stand_there_twice_are_read_once() -> None:
    caption = "Die Bürgermeisterin steht am Dienstag vor dem alten Bahnhof und zeigt auf das Dach."
    images = f"<ul><li>{caption}</li><li>{caption}</li></ul>"
    assert kept(f"{BODY}{images}<p>{PARAGRAPHS[0]}</p>", "", found="Die Gem").count(caption) == 1


def test_links_and_pages_with_impossible_addresses_do_no_harm() -> None:
    link = "<a href='http://[/'>Ein Bericht über den Umbau des Bahnhofs</a>"
    article = site(BODY + f"<p>{link}</p>" * 2, "<link rel=canonical href='http://[/'>")
    assert set(PARAGRAPHS) <= set(texts(article))


def test_what_is_most_of_an_article_is_no_teaser() -> None:
    links = "".join(f"<li><a href=/{n}>Bericht {n} über den Umbau des Bahnhofs</a></li>" for n in range(40))
    assert len(kept(f"{BODY}<ul>{links}</ul>", "")) == 46


def test_headings_and_sentences_between_paragraphs_are_read_whatever_they_stand_in() -> None:
    key = "Das Wichtigste ist, dass der Zug vorerst nur am Nachmittag in Weidenau hält."
    inside = f"<h2>In Kürze</h2><div class=x1><ul><li>{key}</li></ul></div><h2>Mittwoch</h2><h3>9 Uhr</h3>"
    assert with_inside(inside) == ["In Kürze", key, "Mittwoch", "9 Uhr"]


def test_a_sentence_that_is_set_apart_to_be_seen_is_not_read_twice() -> None:
    shown = PARAGRAPHS[4][4:]
    assert kept(f"{BODY}<p>{shown}</p><p>{PARAGRAPHS[0]}!</p>", "", found="Die") == [
        *PARAGRAPHS,
        PARAGRAPHS[0] + "!",
    ]


def test_the_lead_is_read_without_a_description_and_the_headline_once() -> None:
    lead = "Seit Jahren wird in Weidenau über den Umbau gestritten; nun gibt es einen Plan."
    article = site(
        f"<div><h1><span>Weidenau</span> <span>Umbau beginnt</span></h1><div><div>{lead}</div></div></div>"
        f"<div class=text><h1>Weidenau Umbau beginnt</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</div>",
        "<title>Weidenau Umbau beginnt | Bote</title>",
    )
    assert texts(article) == ["Weidenau Umbau beginnt", lead, *PARAGRAPHS]
    assert article.title == "Weidenau Umbau beginnt"


def test_a_caption_is_a_paragraph_and_its_credit_is_left_out() -> None:
    figure = "<figure><figcaption><h2>Der Bahnhof von 1911</h2><p>Foto: A. Beispiel</p></figcaption></figure>"
    article = site(
        f"<h1>Umbau</h1><p>{PARAGRAPHS[0]}</p>{figure}" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])
    )
    found = [(block.kind, block.text) for block in article.blocks]
    assert ("paragraph", "Der Bahnhof von 1911") in found
    assert "Foto: A. Beispiel" not in texts(article)


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><div>Menü</div></body></html><main>{BODY}</main>",
        f"<body><noscript><div></noscript><main>{BODY}</main>",
        f"<body><a href=/>Start</a><noscript>{BODY}</noscript>",
        f"<body><nav><a href=/>Start</a><main>{BODY}</main>",
        f"<body><nav><a href=/>Start</a></nav><div style='display:none'><main>{BODY}</main></div>",
    ],
    ids=["behind-the-end", "in-open-noscript", "in-noscript", "in-open-nav", "hidden-by-style"],
)
def test_an_article_is_read_wherever_a_page_hides_it(page: str) -> None:
    found = texts(read_bytes(page.encode(), name="seite.html"))
    assert [text for text in found if text in PARAGRAPHS] == PARAGRAPHS


@pytest.mark.parametrize(
    ("said", "notice"),
    [
        ("Autorin: Anna Beispiel", "Anna Beispiel"),
        ("View all posts by Anna Beispiel", "Anna Beispiel"),
        ("bote.de, Anna Beispiel", "Anna Beispiel"),
        ("bote.de", ""),
    ],
)
def test_of_an_author_the_name_is_told(said: str, notice: str) -> None:
    article = site(BODY, f"<meta name=author content='{said}'>")
    by = f" (by {notice})" if notice else ""
    assert article.notice == f"Of this page only the article is shown{by}."


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = "<title>Umbau beginnt | Bote</title><meta property=og:title content='Umbau beginnt | Bote'>"
    assert site(BODY, f"{head}<meta property=og:site_name content=Bote>").title == "Umbau beginnt"
