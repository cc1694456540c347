from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.article import Block, Mark, Span, compose, fold
from articles.formats import markdown
from articles.formats.html_text import html_blocks
from articles.formats.inline import RawMark, fold_marked
from articles.formats.markdown import markdown_blocks


def blocks(text: str) -> tuple[Block, ...]:
    found, notice = markdown_blocks(text)
    assert notice == ""
    return found


def outline(text: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, block.text) for block in blocks(text)]


def marks(text: str) -> list[tuple[str, str, str]]:
    [block] = blocks(text)
    return [(mark.kind, block.text[mark.span.start : mark.span.end], mark.href) for mark in block.marks]


def test_headings_have_levels() -> None:
    text = "# Eins\n\nZwei\n===\n\nDrei\n---\n\n###### Sechs ######\n"
    assert outline(text) == [
        ("heading", 1, "", "Eins"),
        ("heading", 1, "", "Zwei"),
        ("heading", 2, "", "Drei"),
        ("heading", 6, "", "Sechs"),
    ]


def test_lines_of_a_paragraph_are_joined_and_separators_dropped() -> None:
    assert outline("Ein  Absatz\nin drei \nZeilen  \nUnd\n\n***\n\nnoch einer.") == [
        ("paragraph", 0, "", "Ein Absatz in drei Zeilen"),
        ("paragraph", 0, "", "Und"),
        ("paragraph", 0, "", "noch einer."),
    ]


def test_lines_of_verse_are_paragraphs_with_their_marks() -> None:
    verse = "*Über den Dächern*  \nliegt **noch\\\nder Nebel** und\nschweigt."
    found = blocks(verse)
    assert [block.text for block in found] == ["Über den Dächern", "liegt noch", "der Nebel und schweigt."]
    assert [(mark.kind, tuple(mark.span)) for block in found for mark in block.marks] == [
        ("emphasis", (0, 16)), ("strong", (6, 10)), ("strong", (0, 9)),
    ]  # fmt: skip
    assert outline(f"- {verse}".replace("\n", "\n  "))[1:] == [
        ("list-item", 1, "", "liegt noch"), ("list-item", 1, "", "der Nebel und schweigt."),
    ]  # fmt: skip
    assert outline("# Eins  \nzwei")[0] == ("heading", 1, "", "Eins")


def test_a_hard_break_in_a_sentence_of_prose_is_a_blank() -> None:
    sentence = (
        "Die Gemeinde hat am Dienstag angekündigt, dass der Umbau des Bahnhofs frühestens im  \nFrühjahr beginnt."
    )
    assert outline(sentence) == [("paragraph", 0, "", " ".join(sentence.split()))]


def test_lists_have_labels_and_depths() -> None:
    text = "3. drei\n\n   noch drei\n4. vier\n   - tief\n     1) tiefer\n\n   zurück\n\n* Stern\n*\n* Stern\n"
    assert outline(text) == [
        ("list-item", 1, "3.", "drei"),
        ("list-item", 1, "", "noch drei"),
        ("list-item", 1, "4.", "vier"),
        ("list-item", 2, "•", "tief"),
        ("list-item", 3, "1)", "tiefer"),
        ("list-item", 1, "", "zurück"),
        ("list-item", 1, "•", "Stern"),
        ("list-item", 1, "•", "Stern"),
    ]


def test_list_may_begin_with_zero() -> None:
    assert outline("0. null\n1. eins\n")[0] == ("list-item", 1, "0.", "null")


def test_quotations_have_their_depth_and_may_hold_lists() -> None:
    assert outline("> eins\nweiter\n> > zwei\n>\n> - Punkt\n>\n> ## Titel\n") == [
        ("quotation", 1, "", "eins weiter"),
        ("quotation", 2, "", "zwei"),
        ("list-item", 1, "•", "Punkt"),
        ("heading", 2, "", "Titel"),
    ]


def test_code_keeps_its_lines_and_indentation() -> None:
    text = "```python\ndef f():\n\n\treturn 1\n\n```\n\n    eingerückt\n      mehr\n\n~~~\n \n~~~\n"
    assert outline(text) == [
        ("code", 0, "", "def f():\n\n    return 1"),
        ("code", 0, "", "eingerückt\n  mehr"),
    ]


def test_marks_are_where_their_text_is_after_folding() -> None:
    text = 'Ein   *sehr\n  **wichtiger*** `Punkt  eins` und [ein\n*Link*](http://a.de/ü "t")'
    assert marks(text) == [
        ("emphasis", "sehr wichtiger", ""),
        ("strong", "wichtiger", ""),
        ("code", "Punkt eins", ""),
        ("link", "ein Link", "http://a.de/%C3%BC"),
        ("emphasis", "Link", ""),
    ]


def test_marks_are_right_where_accents_are_composed() -> None:
    assert marks("A\u0308pfel u\u0308ber *Go\u0308ttern* **a**\u0308b") == [
        ("emphasis", "Göttern", ""),
        ("strong", "ä", ""),
    ]


def test_autolinks_and_reference_links_are_links() -> None:
    text = "<https://a.de> <m@a.de> [Text][r]\n\n[r]: http://b.de\n"
    assert marks(text) == [
        ("link", "https://a.de", "https://a.de"),
        ("link", "m@a.de", "mailto:m@a.de"),
        ("link", "Text", "http://b.de"),
    ]


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "vbscript:x", "file:///etc/passwd", "data:text/html,x"])
def test_dangerous_links_are_text(scheme: str) -> None:
    assert marks(f"[Text]({scheme})") == []


def test_image_is_its_alternative_text() -> None:
    assert outline("Vor ![ein *Bild* ![darin](c)](b 't') nach\n\n![](leer)") == [
        ("paragraph", 0, "", "Vor ein Bild darin nach")
    ]


def test_entities_and_escapes_are_decoded_except_in_code() -> None:
    assert outline("AT&amp;T &uuml; \\*x\\* `&amp;`") == [("paragraph", 0, "", "AT&T ü *x* &amp;")]


def test_html_tags_and_comments_are_dropped_and_their_text_kept() -> None:
    text = "Ein <b class='x'>fetter</b><!-- weg --> Text<br/>hier.\n\n"
    text += "<div>\n<p>Erst &auml;</p><p>zweit <i>x</i></p>\n</div>"
    assert outline(text) == [
        ("paragraph", 0, "", "Ein fetter Text hier."),
        ("paragraph", 0, "", "Erst ä"),
        ("paragraph", 0, "", "zweit x"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a<!-- b -->c", ["ac"]),
        ("a <!-- b", ["a <!-- b"]),
        ("<script>var x = '<p>';</script>b<style>c", ["bc"]),
        ("<a title='x > y'>b</a>", ["b"]),
        ("1 < 2 und 3 > 2", ["1 < 2 und 3 > 2"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c", ["a | b", "c"]),
        ("&lt;b&gt;", ["<b>"]),
        ("<p", ["<p"]),
    ],
)
def test_html_becomes_paragraphs(source: str, expected: list[str]) -> None:
    assert [block.text for block in html_blocks(source)] == expected


@pytest.mark.parametrize("piece", ["<a ", "<!--", "<a '", '<a "<b"', "<script>", "</", "<?", "<a b='>"])
def test_html_of_unclosed_tags_ends(piece: str) -> None:
    assert "".join(block.text for block in html_blocks(piece * 20_000 + "Ende")).endswith("Ende")


@pytest.mark.parametrize("piece", ["> ", "- ", "- > ", ">", "1. "])
def test_what_is_nested_too_deeply_is_shown_as_plain_text(piece: str) -> None:
    text = piece * 50_000 + "Ende"
    found, notice = markdown_blocks(text)
    assert found[-1].text.endswith("Ende")
    assert notice == "Its lists or quotations are nested too deeply for Markdown, so it is shown as plain text."


def test_tables_with_drawn_borders_are_read_by_rows() -> None:
    text = (
        "Vorher\n\n+----+------+\n| A  | *B*  |\n+====+======+\n| 1  | zwei |\n|    | drei |\n"
        "+----+------+\n| 4         |\n+----+------+\n\nx\n"
    )
    assert [block.text for block in blocks(text)] == ["Vorher", "A | B", "1 | zwei drei", "4", "x"]
    assert [block.text for block in blocks("+---+\n+---+\n")] == ["+---+ +---+"]


def test_tables_set_in_columns_are_read_by_rows() -> None:
    text = "  Rechts Links   Mitte\n-------- ------- -----\n      12 *ab*       c\n       7\n\nx\n"
    assert [block.text for block in blocks(text)] == ["Rechts | Links | Mitte", "12 | ab | c", "7 | |", "x"]
    assert outline("Titel\n---\n\n--- ---\n\na\n-- --\n") == [
        ("heading", 2, "", "Titel"),
        ("paragraph", 0, "", "a"),
    ]


def test_verse_between_bars_is_a_paragraph() -> None:
    assert [
        block.text for block in blocks("| Erste Zeile\n|   *zweite*\n\n| a | b |\n|---|---|\n| c | d |\n")
    ] == [
        "Erste Zeile zweite",
        "a | b",
        "c | d",
    ]
    assert [block.text for block in blocks("| a | b |\n")] == ["| a | b |"]


def test_text_of_too_many_parts_is_shown_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "_MOST_TOKENS", 20)
    found, notice = markdown_blocks("* eins\n\n" * 9)
    assert [block.text for block in found] == ["eins"] * 9
    assert notice == "It has too many parts for Markdown, so it is shown as plain text."


def test_block_of_too_many_marks_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "_MOST_TOKENS_INLINE", 20)
    assert [block.text for block in blocks("*a* " * 9 + "\n\n*b*")] == [("*a* " * 9).strip(), "b"]


@pytest.mark.parametrize("depth", [5, 57, 58, 59, 60, 61])
def test_text_in_deep_quotations_is_never_lost(depth: int) -> None:
    found, _ = markdown_blocks(">" * depth + " Ende")
    assert [block.text for block in found] == ["Ende"]


@pytest.mark.parametrize("depth", [5, 28, 29, 30, 31])
def test_text_in_deep_lists_is_never_lost(depth: int) -> None:
    found, _ = markdown_blocks("- " * depth + "Ende")
    assert found[-1].text.endswith("Ende")


@pytest.mark.parametrize("piece", ["[", "![", "*a **b ", "[a](", "<", "`a", "_a", "[a\n", "\\", "&", "]("])
def test_text_of_markup_ends(piece: str) -> None:
    [block] = blocks(piece * 5_000 + "Ende")
    assert block.text.endswith("Ende")


@pytest.mark.parametrize(
    "piece", ["^[", "[^1]", "[^[", "~a", "^a^", "~~a", "{{<", "{: .a", "[a]{.b", "<sub>", "www.a("]
)
def test_text_of_more_markup_ends(piece: str) -> None:
    found = blocks(piece * 5_000 + "Ende\n\n~b~ ~~c~~ | ^d^\n\n[^1]: Note\n")
    assert any(block.text.endswith("Ende") for block in found)


def test_tables_are_a_paragraph_a_row() -> None:
    text = "| Stadt | Größe |\n|---|--:|\n| *Köln* | 1 |\n| | |\n\nKein | Strich\n"
    assert outline(text) == [
        ("paragraph", 0, "", "Stadt | Größe"),
        ("paragraph", 0, "", "Köln | 1"),
        ("paragraph", 0, "", "Kein | Strich"),
    ]
    assert blocks(text)[1].marks[0].span == Span(0, 4)


def test_footnotes_stand_at_the_end_in_the_order_of_their_references() -> None:
    text = (
        "[^b]: Zweite.\n\nEins[^a], zwei^[*Innen*] und drei[^b], wieder[^a].\n\n"
        "[^a]: ```\n    Code\n    ```\n\n[^a]: - Punkt[^c]\n\n[^c]: Tief.\n\n[^nie]: Ungenannt.\n"
    )
    assert [row[3] for row in outline(text)] == [
        "Eins[1], zwei[2] und drei[3], wieder[1].",
        "[1]", "Code", "Punkt[4]",
        "[2] Innen",
        "[3] Zweite.",
        "[4] Tief.",
        "[5] Ungenannt.",
    ]  # fmt: skip
    [first, *_] = blocks(text)
    assert [(mark.kind, first.text[slice(*mark.span)]) for mark in first.marks] == [
        ("superscript", label) for label in ("[1]", "[2]", "[3]", "[1]")
    ]
    assert blocks(text)[4].marks == (Mark(Span(4, 9), "emphasis"),)


def test_reference_to_no_footnote_is_text() -> None:
    assert outline("Ein Satz[^1].") == [("paragraph", 0, "", "Ein Satz[^1].")]


def test_raised_and_lowered_text_has_marks() -> None:
    assert marks("H~2~O, x^2^, <sub>a</sub><sup>*b*</sup> und ~ nicht ~ das ^ da") == [
        ("subscript", "2", ""),
        ("superscript", "2", ""),
        ("subscript", "a", ""),
        ("emphasis", "b", ""),
        ("superscript", "b", ""),
    ]


def test_struck_out_text_has_a_mark() -> None:
    assert marks("Um ~~acht~~ *~~neun~~* <del>zehn</del> <s>elf</s> ~~ zwölf ~~ H~2~O") == [
        ("deleted", "acht", ""), ("deleted", "neun", ""), ("emphasis", "neun", ""), ("deleted", "zehn", ""),
        ("deleted", "elf", ""), ("subscript", "2", ""),
    ]  # fmt: skip


def test_definitions_are_set_in_below_their_term() -> None:
    assert outline("Apfel\n: Frucht\n: *Firma*\n\nBirne\n\n:   Auch Frucht\n") == [
        ("paragraph", 0, "", "Apfel"),
        ("list-item", 1, "", "Frucht"),
        ("list-item", 1, "", "Firma"),
        ("paragraph", 0, "", "Birne"),
        ("list-item", 1, "", "Auch Frucht"),
    ]


def test_tasks_have_boxes_for_labels() -> None:
    assert outline("- [ ] offen\n- [x] fertig\n- [y] keins\n1. [ ] Nummer\n") == [
        ("list-item", 1, "☐", "offen"),
        ("list-item", 1, "☑", "fertig"),
        ("list-item", 1, "•", "[y] keins"),
        ("list-item", 1, "1.", "[ ] Nummer"),
    ]


def test_bare_addresses_are_links() -> None:
    assert marks("Siehe https://a.de/b_c_d?e=f, (www.b.de/(x)) und `https://c.de`, nicht xhttp://d.de.") == [
        ("link", "https://a.de/b_c_d?e=f", "https://a.de/b_c_d?e=f"),
        ("link", "www.b.de/(x)", "http://www.b.de/(x)"),
        ("code", "https://c.de", ""),
    ]


@pytest.mark.parametrize(
    "target", ["kapitel.html", "#anker", "ftp://a.de", "tel:110", "//a.de", "mailto:", "HTTP:x"]
)
def test_links_that_lead_to_no_page_are_text(target: str) -> None:
    assert [found for found in marks(f"[Text]({target})") if found[2][:7] != "mailto:"] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Text\n{: .klasse #id}", ["Text"]),
        ("{:.klasse}\nText", ["Text"]),
        ("# Titel {#id .klasse}\n\n## Zwei {-}", ["Titel", "Zwei"]),
        ('*a*{.b} [c](http://d.de){:target="_blank"} `e`{.f}', ["a c e"]),
        ("[klein]{.smallcaps} und {nicht} {das}", ["klein und {nicht} {das}"]),
        ("* Inhalt\n{:toc}\n\nText", ["Text"]),
        (":::: {.a}\n::: b\nText\n:::\n::::", ["Text"]),
        ('{{< bild src="a" >}}\n\nText {% include b %} hier', ["Text hier"]),
        ("```\n{: .a}\n::: x\n```", ["{: .a}\n::: x"]),
    ],
)
def test_what_says_how_text_is_to_look_is_left_out(source: str, expected: list[str]) -> None:
    assert [block.text for block in blocks(source)] == expected


def test_html_has_its_structure() -> None:
    source = (
        "<h2>Titel</h2><ol><li>eins<li>zwei<ul><li>drei</ul></ol><blockquote><blockquote>vier</blockquote>"
        "</blockquote><pre>\n a\n  b</pre><p>fünf <a href='http://a.de'>hier</a> <img alt='Bild' src=x></p>"
        "<a href=javascript:x>da</a></i></ul></blockquote>"
    )
    found = [*html_blocks(source)]
    assert [(block.kind, block.level, block.label, block.text) for block in found] == [
        ("heading", 2, "", "Titel"),
        ("list-item", 1, "1.", "eins"),
        ("list-item", 1, "2.", "zwei"),
        ("list-item", 2, "•", "drei"),
        ("quotation", 2, "", "vier"),
        ("code", 0, "", " a\n  b"),
        ("paragraph", 0, "", "fünf hier Bild"),
        ("paragraph", 0, "", "da"),
    ]
    assert found[6].marks == (Mark(Span(5, 9), "link", "http://a.de"),)
    assert found[7].marks == ()


def test_comment_in_mid_sentence_leaves_the_sentence_whole() -> None:
    assert outline("Ein Satz <!-- mit\nKommentar --> geht weiter.") == [
        ("paragraph", 0, "", "Ein Satz geht weiter.")
    ]


MARKUP = st.lists(
    st.sampled_from(
        [
            *"*_`[]()<>!#-+1.|~\\&\"' \t\n",
            "**",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "    ",
            "```\n",
            "äu\u0308ß",
            "Wort",
            "](x)",
            "[^1]",
            "[^1]: ",
            "^[",
            "~",
            "^",
            "|",
            "|-|\n",
            "~~",
            ": ",
            "{: .a}",
            "</b>",
            "www.a.de",
            "<b>",
        ]
    ),
    max_size=60,
).map("".join)


@given(MARKUP)
@example("a *b\u0308* \u00a0**\u0308** c")
def test_blocks_are_placed_and_folded_and_marks_lie_within(text: str) -> None:
    found, _ = markdown_blocks(text)
    assert compose(found) == found
    for block in found:
        assert block.kind == "code" or block.text == fold(block.text)
        assert all(0 <= mark.span.start < mark.span.end <= len(block.text) for mark in block.marks)
        assert all(one.span.start <= two.span.start for one, two in pairwise(block.marks))


@given(
    st.text(st.sampled_from("ab \n\u00a0\u0308\u0323e\u1100\u1161"), max_size=20),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_marked_text_is_folded_as_it_is_without_marks(raw: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(raw)), min(two, len(raw))))
    text, found = fold_marked(raw, [RawMark(start, end, "emphasis")])
    assert text == fold(raw)
    for mark in found:
        assert not text[mark.span.start].isspace()
        assert not text[mark.span.end - 1].isspace()


@given(st.text(st.sampled_from("ab \n\u00a0"), max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_mark_covers_the_same_words_after_folding(raw: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(raw)), min(two, len(raw))))
    text, found = fold_marked(raw, [RawMark(start, end, "link", "x")])
    covered = [text[mark.span.start : mark.span.end] for mark in found]
    assert covered == [words for words in [fold(raw[start:end])] if words]
