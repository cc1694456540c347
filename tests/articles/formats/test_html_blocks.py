from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.article import Block
from articles.formats.html_blocks import html_blocks
from articles.formats.html_tree import Tree, html_tree, xhtml_tree


def blocks(source: str, base: str = "") -> list[Block]:
    return html_blocks(html_tree(source).root, base=base)


def outline(source: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, block.text) for block in blocks(source)]


def texts(source: str) -> list[str]:
    return [block.text for block in blocks(source)]


def marks(source: str, base: str = "") -> list[tuple[str, str, str]]:
    [block] = blocks(source, base)
    return [(mark.kind, block.text[mark.span.start : mark.span.end], mark.href) for mark in block.marks]


def test_headings_have_levels_and_are_one_block_whatever_is_in_them() -> None:
    assert outline("<h1>Eins<br>und <span>mehr</span></h1><h6><div>Sechs</div><div>a</div></h6>") == [
        ("heading", 1, "", "Eins und mehr"),
        ("heading", 6, "", "Sechs a"),
    ]
    assert outline('<div role="heading" aria-level="3">Drei</div><p role=heading>Zwei') == [
        ("heading", 3, "", "Drei"),
        ("heading", 2, "", "Zwei"),
    ]


def test_text_outside_paragraphs_is_a_paragraph() -> None:
    assert texts("Lose<p>fest</p>lose <b>wieder</b><div>im Kasten<p>innen</p>danach</div>") == [
        "Lose", "fest", "lose wieder", "im Kasten", "innen", "danach",
    ]  # fmt: skip


def test_one_break_in_a_sentence_is_a_blank_and_two_end_a_paragraph() -> None:
    assert texts("<p>Eins<br>zwei<br/>\n<br>drei<br><br><br>vier<br>") == ["Eins zwei", "drei", "vier"]


VERSE = ["Über den Dächern der Stadt", "liegt noch der Nebel, und matt", "schimmert die Lampe am Tor."]


def test_lines_of_verse_and_of_an_address_are_paragraphs() -> None:
    assert texts(f"<p>{'<br>'.join(VERSE)}</p><p>{'<br> '.join(VERSE)}<br></p>") == VERSE * 2
    assert texts(f"<div>{''.join(f'<span>{line}<br></span>' for line in VERSE)}</div>") == VERSE
    assert texts("<p>Anna Beispiel<br>Am Tor 1<br>12345 Weidenau</p><p>Anna Beispiel<br>Weidenau") == [
        "Anna Beispiel", "Am Tor 1", "12345 Weidenau", "Anna Beispiel", "Weidenau",
    ]  # fmt: skip
    assert outline(f"<blockquote>{'<br>'.join(VERSE)}</blockquote>") == [
        ("quotation", 1, "", line) for line in VERSE
    ]
    [first, *_] = html_blocks(html_tree(f"<p><i>{'<br>'.join(VERSE)}</i>").root)
    assert [(mark.kind, mark.span) for mark in first.marks] == [("emphasis", (0, len(VERSE[0])))]


def test_breaks_in_prose_part_it_behind_sentences_only() -> None:
    prose = (
        "Die Gemeinde hat am Dienstag angekündigt, dass der Umbau des",
        "Bahnhofs frühestens im Frühjahr beginnt, weil die Behörden zu",
        "spät geantwortet haben und nun mehrere wichtige Gutachten fehlen.",
    )
    assert texts("<p>" + "<br>".join(prose)) == [" ".join(prose)]
    assert texts("<p>" + "<br>".join((" ".join(prose), "Das ist schade,", " ".join(prose)))) == [
        " ".join(prose), "Das ist schade, " + " ".join(prose),
    ]  # fmt: skip


def test_lists_have_labels_and_depths() -> None:
    source = "<ol start=3><li>drei<ul><li>tief<p>noch</ul><li value=7><p>sieben<p>auch</ol><ul><li>Punkt"
    assert outline(source) == [
        ("list-item", 1, "3.", "drei"),
        ("list-item", 2, "•", "tief"),
        ("list-item", 2, "", "noch"),
        ("list-item", 1, "7.", "sieben"),
        ("list-item", 1, "", "auch"),
        ("list-item", 1, "•", "Punkt"),
    ]


@pytest.mark.parametrize(
    ("attributes", "labels"),
    [
        ("type=a", ["a.", "b."]),
        ("type=I start=4", ["IV.", "V."]),
        ("reversed", ["2.", "1."]),
        ("start=-1", ["-1.", "0."]),
        ("start=99999999999999999999", ["1.", "2."]),
        ("start=٣", ["1.", "2."]),
    ],
)
def test_ordered_lists_count_as_they_say(attributes: str, labels: list[str]) -> None:
    assert [block.label for block in blocks(f"<ol {attributes}><li>x<li>y</ol>")] == labels


def test_quotations_lists_and_code_stand_in_one_another() -> None:
    source = "<blockquote>a<blockquote><p>b</blockquote><ul><li>c<blockquote>d</blockquote></ul>e</blockquote>"
    assert outline(source + "<pre>\n  x\n\ty <b>z</b>\n\n</pre>") == [
        ("quotation", 1, "", "a"),
        ("quotation", 2, "", "b"),
        ("list-item", 1, "•", "c"),
        ("quotation", 2, "", "d"),
        ("quotation", 1, "", "e"),
        ("code", 0, "", "  x\n    y z"),
    ]


def test_whose_a_quotation_is_stands_on_a_line_of_its_own() -> None:
    assert texts("<blockquote><cite>Mila schrieb:</cite>So ist es.</blockquote>") == [
        "Mila schrieb:",
        "So ist es.",
    ]
    assert texts("<blockquote><p>So steht es <cite>dort</cite>.</blockquote>") == ["So steht es dort."]


def test_definitions_are_a_strong_term_and_what_is_set_in_below_it() -> None:
    assert outline("<dl><dt>Bult<dd>Erhebung<dd><p>aus Moos</dl>") == [
        ("paragraph", 0, "", "Bult"),
        ("list-item", 1, "", "Erhebung"),
        ("list-item", 1, "", "aus Moos"),
    ]
    assert marks("<dl><dt>Bult") == [("strong", "Bult", "")]


def test_a_row_of_a_table_of_data_is_a_paragraph() -> None:
    source = "<table><caption>Titel</caption><tr><th>A<th>B<tr><td><p>1</p><td>2<br>3<tr><td> <td></table>"
    assert texts(source) == ["Titel", "A | B", "1 | 2 3"]


def test_a_table_that_lays_out_a_page_is_read_cell_by_cell() -> None:
    assert texts("<table><tr><td><h2>Kopf</h2>Text<td><p>a<p>b</table>") == ["Kopf", "Text", "a", "b"]
    assert texts("<table role=presentation><tr><td>a<td>b</table>") == ["a", "b"]
    assert texts(f"<table><tr><td>kurz<td>{'lang ' * 100}</table>") == ["kurz", ("lang " * 100).strip()]


def test_what_nobody_sees_is_left_out_and_what_follows_it_is_not() -> None:
    source = (
        "<p>a<script>x</script>b<style>x</style>c<template>x</template>d<span hidden>x</span>e"
        "<span style='display: none'>x</span>f<i aria-hidden=true>x</i>g<svg><text>x</text></svg>h"
        "<button>x</button>i</p>j<nav>x</nav>k<span class='kopf sr-only'>x</span>l"
    )
    assert texts(source) == ["abcdefghi", "j", "kl"]


def test_page_numbers_and_the_licence_round_a_book_are_left_out() -> None:
    source = (
        "<section class='pg-boilerplate pgheader'><p>Licence</section><p>Da<span class=PageNumber>[12]</span>rum."
    )
    assert texts(source) == ["Darum."]


def test_a_page_that_is_hidden_until_a_script_shows_it_is_read() -> None:
    assert texts("<body style='visibility:hidden'><main hidden><p>da</main>") == ["da"]
    assert texts("<div aria-hidden=true><p>hinter einem Banner</div>") == ["hinter einem Banner"]


def test_words_are_whole_and_composed() -> None:
    assert texts("<p>Gu\u0308\u00adter&shy;zug\u200b lo&#173;ko<wbr>mo\ufefftive") == ["Güterzug lokomotive"]


@pytest.mark.parametrize("make", [html_tree, xhtml_tree])
def test_references_to_controls_are_those_of_windows(make: Callable[[str], Tree]) -> None:
    [block] = html_blocks(make("<p>&#132;So&#147; &#150; und&#133; so&#146;s 5 &#128;</p>").root)
    assert block.text == "„So“ – und… so’s 5 €"


def test_marks_are_kept_and_none_stands_on_nothing() -> None:
    source = (
        "<p><em>e <b>eb</b></em><i> </i> <code>c</code> x<sub>2</sub> y<sup>3</sup> "
        "<span style='font-style:italic'>k</span> <span style='font-weight:700'>f</span> <b><b>doppelt</b></b> "
        "<del>a</del> <s>b</s> <strike>c</strike> <ins>d</ins> "
        "<span style='text-decoration: underline line-through'>e</span>"
    )
    assert marks(source) == [
        ("emphasis", "e eb", ""), ("strong", "eb", ""), ("code", "c", ""), ("subscript", "2", ""),
        ("superscript", "3", ""), ("emphasis", "k", ""), ("strong", "f", ""), ("strong", "doppelt", ""),
        ("deleted", "a", ""), ("deleted", "b", ""), ("deleted", "c", ""), ("deleted", "e", ""),
    ]  # fmt: skip


def test_a_mark_over_several_blocks_is_on_each() -> None:
    found = html_blocks(html_tree("<div style='font-style:italic'><p>a<p>b</div><p>c").root)
    assert [[mark.kind for mark in block.marks] for block in found] == [["emphasis"], ["emphasis"], []]


@pytest.mark.parametrize(
    ("href", "base", "target"),
    [
        ("https://a.example/x?y=1&amp;z#t", "", "https://a.example/x?y=1&z#t"),
        ("mailto:a@b.example", "", "mailto:a@b.example"),
        ("../b", "https://a.example/x/y", "https://a.example/b"),
        ("//c.example/", "", "https://c.example/"),
        ("  http://a.example/ ", "", "http://a.example/"),
        ("b.html", "", ""),
        ("b.html", "file:///etc/", ""),
        ("//[x", "https://a.example/", ""),
        ("#unten", "https://a.example/", ""),
        ("javascript:alert(1)", "https://a.example/", ""),
        ("JAVA&#10;SCRIPT:alert(1)", "https://a.example/", ""),
        ("data:text/html,x", "", ""),
        ("file:///etc/passwd", "", ""),
        ("vbscript:x", "", ""),
        ("https://a.example/" + "x" * 3000, "", ""),
    ],
)
def test_only_links_of_the_web_and_of_mail_are_marks(href: str, base: str, target: str) -> None:
    assert marks(f'<p><a href="{href}">Wort</a>', base) == ([("link", "Wort", target)] if target else [])


def test_quotation_marks_are_put_round_q_unless_it_has_its_own() -> None:
    assert texts("<p>Er sagte <q>sie sagte <q>ja</q></q>.") == ["Er sagte „sie sagte ‚ja‘“."]
    assert texts("<p><q>„Ja“</q> <q></q>") == ["„Ja“"]


def test_pictures_of_letters_are_read_and_others_not() -> None:
    assert texts('<p><img alt="D">as <img alt="🙂"> Bild <img alt="Ein Haus"></p><img alt="🙂">') == [
        "Das 🙂 Bild"
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            '<p>Satz.<sup><a href="#f1" id=r1>1</a></sup><ol><li id=f1>Note. <a href="#r1">↩︎</a><p>Zweiter.</ol>',
            ["Satz.[1]", "[1] Note.", "Zweiter."],
        ),
        (
            '<p>Satz.<a href="#_ftn1" name="_ftnref1">[1]</a><p><a href="#_ftnref1" name="_ftn1">[1]</a> Note.',
            ["Satz.[1]", "[1] Note."],
        ),
        (
            '<p>Satz<a epub:type="noteref" href="#n">*</a>.<aside epub:type="footnote" id=n>* Note.</aside>',
            ["Satz[*].", "[*] Note."],
        ),
        ('<p>Satz.<a class=fnref href="#x">²</a><p id=x>² Note.', ["Satz.[2]", "[2] Note."]),
        ('<p>Satz.<sup><a href="#weg">3</a></sup>', ["Satz.[3]"]),
        ('<p>Siehe <a href="#k2">Kapitel 2</a>.<h2 id=k2>Zwei</h2>', ["Siehe Kapitel 2.", "Zwei"]),
        ('<p><a href="#k2">2</a><p id=k2>Zwei', ["2", "Zwei"]),
        ('<p>a<sup><a href="#n">1</a></sup> b<sup><a href="#n">2</a></sup><p id=n>Alle.', ["a[1] b[2]", "Alle."]),
    ],
)  # fmt: skip
def test_footnotes_and_references_to_them_have_the_same_mark(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_marks_on_a_footnote_move_with_its_text() -> None:
    [_, note] = blocks('<p>a<sup><a href="#n">12</a></sup><p id=n><b>12.</b> <i>Ebenda</i>, S. 3')
    assert note.text == "[12] Ebenda, S. 3"
    assert [(mark.kind, note.text[mark.span.start : mark.span.end]) for mark in note.marks] == [
        ("emphasis", "Ebenda")
    ]


def test_nothing_is_nested_deeper_than_can_be_shown() -> None:
    assert {block.level for block in blocks("<ul><li>x" * 90)} == set(range(1, 61))
