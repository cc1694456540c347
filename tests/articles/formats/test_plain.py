from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.article import Block, compose, fold
from articles.formats.detect import read_bytes
from articles.formats.layout import judge
from articles.formats.plain import beginning, plain_blocks
from articles.formats.units import LONGEST_LINE

PROSE = [
    "Die Gemeinde hat am Dienstag angekündigt, dass der Umbau des Bahnhofs frühestens im Frühjahr beginnt, "
    "weil die Behörden zu spät reagiert haben. Doch so einfach ist es nicht.",
    "Ein früherer Mitarbeiter räumte schließlich ein, dass die Prüfung aller Anträge noch aussteht, obwohl das "
    "Geld dafür im Haushalt bisher fehlt. „Wir haben es versucht“, sagt sie, „aber es hat nicht gereicht.“",
    "Der Wetterdienst warnte erneut davor, dass viele Häuser an der Küste nicht mehr versichert werden. Die "
    "Folgen sind bis heute spürbar, und genau darüber wird jetzt im ganzen Land gestritten.",
]


def texts(text: str) -> list[str]:
    return [block.text for block in plain_blocks(text)]


def headings(text: str) -> list[tuple[str, int]]:
    return [(block.text, block.level) for block in plain_blocks(text) if block.kind == "heading"]


def outline(text: str) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, block.text) for block in plain_blocks(text)]


def test_blank_lines_part_paragraphs_and_may_hold_spaces() -> None:
    assert texts("\n \n" + "\n \t \n\n".join(PROSE) + "\n\n") == PROSE


def test_paragraph_a_line_with_bare_headings_among_them() -> None:
    text = "\n".join(
        [PROSE[0], "Ein Bruch mit der Tradition", *PROSE[1:], "Freiheit oder neue Fesseln?", PROSE[0]]
    )
    assert texts(text) == text.split("\n")
    assert headings(text) == [("Ein Bruch mit der Tradition", 2), ("Freiheit oder neue Fesseln?", 2)]


@pytest.mark.parametrize("width", [50, 66, 72, 78])
def test_lines_wrapped_by_hand_are_joined(width: int) -> None:
    assert texts("\n\n".join(textwrap.fill(part, width) for part in PROSE)) == PROSE


def test_wrapped_text_keeps_headings_with_and_without_a_blank_line_behind_them() -> None:
    parts = [textwrap.fill(part, 72) for part in PROSE]
    text = (
        f"Streit um die Küste\n\n{parts[0]}\n\nWarten auf das Frühjahr\n\n{parts[1]}\n\nWer zahlt?\n{parts[2]}\n"
    )
    assert headings(text) == [("Streit um die Küste", 1), ("Warten auf das Frühjahr", 2), ("Wer zahlt?", 2)]
    assert [block.text for block in plain_blocks(text) if block.kind == "paragraph"] == PROSE


@pytest.mark.parametrize("indent", ["  ", "    ", "\t"])
def test_indented_lines_begin_paragraphs_where_no_blank_lines_do(indent: str) -> None:
    text = "\n".join(textwrap.fill(part, 72, initial_indent=indent) for part in PROSE * 2)
    assert texts(text) == PROSE * 2


def test_one_line_is_one_paragraph() -> None:
    assert outline(PROSE[0]) == [("paragraph", 0, "", PROSE[0])]


@pytest.mark.parametrize("text", ["", "\n\n", " \t\n \u2003\n"])
def test_nothing_gives_no_blocks(text: str) -> None:
    assert plain_blocks(text) == ()


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("Donau-", "dampf", "Donaudampf"),
        ("Donau\u00ad", "dampf", "Donaudampf"),
        ("Nord-", "und Südsee", "Nord- und Südsee"),
        ("Ein-", "oder Ausgang", "Ein- oder Ausgang"),
        ("Vor-", "bzw. Nachteile", "Vor- bzw. Nachteile"),
        ("Hans-", "Böckler-Straße", "Hans-Böckler-Straße"),
        ("EU-", "weit", "EU-weit"),
        ("80-", "prozentig", "80-prozentig"),
        ("er –", "so hieß es", "er – so hieß es"),
        ("er -", "so hieß es", "er - so hieß es"),
        ("Zuk-", "ker", "Zucker"),
        ("Zuk-", "kerbäkker", "Zuckerbäkker"),
        ("Dek-", "kung", "Deckung"),
        ("Rück-", "kehr", "Rückkehr"),
        ("Werk-", "kette", "Werkkette"),
        ("Musik-", "kenner", "Musikkenner"),
        ("Ak-", "kord", "Akkord"),
        ("Tabak-", "kenner", "Tabakkenner"),
    ],
)
def test_word_parted_at_a_line_end_is_joined(line: str, following: str, joined: str) -> None:
    before = "Am Ende der langen Reise sahen die Leute noch einmal zurück auf"
    behind = "und alles andere, was sie in den vielen Jahren hinter sich gelassen"
    text = f"{before} {line}\n{following} {behind}\nhatten, ohne es je wieder zu vermissen."
    expected = f"{before} {joined} {behind} hatten, ohne es je wieder zu vermissen."
    assert texts(text) == [expected]


def test_dash_or_date_at_the_beginning_of_a_wrapped_line_begins_no_list() -> None:
    text = (
        "Als die Mauer fiel, ahnte noch niemand, dass das Land schon am\n"
        "3. Oktober des folgenden Jahres vereint sein würde, und viele\n"
        "- auch die Klügsten - hielten es für undenkbar, dass alles so\n"
        "schnell gehen könnte, wie es dann wirklich ging.\n"
    )
    assert texts(text) == [fold(text)]


def test_underlined_lines_are_headings() -> None:
    text = f"Der Titel\n=========\n\n{PROSE[0]}\n\nZweiter Teil\n---\n{PROSE[1]}\n"
    assert outline(text) == [
        ("heading", 1, "", "Der Titel"),
        ("paragraph", 0, "", PROSE[0]),
        ("heading", 2, "", "Zweiter Teil"),
        ("paragraph", 0, "", PROSE[1]),
    ]


def test_headings_of_wikis_have_their_levels() -> None:
    text = f"== Geschichte ==\n{PROSE[0]}\n=== Name ===\n{PROSE[1]}\n== a = b\n{PROSE[2]}"
    assert headings(text) == [("Geschichte", 2), ("Name", 3)]


def test_headings_with_numbers_have_the_levels_of_the_numbers() -> None:
    text = f"{PROSE[0]}\n\n1. Anfang\n\n{PROSE[1]}\n\n1.2 Mitte\n\n{PROSE[2]}\n\n1.2.3 Ende\n\n{PROSE[0]}"
    assert headings(text) == [("1. Anfang", 2), ("1.2 Mitte", 3), ("1.2.3 Ende", 4)]


@pytest.mark.parametrize(
    "line", ["ERSTER TEIL", "Drittes Kapitel.", "Kapitel 4: Der Weg", "III.", "Vorwort", "2. Akt"]
)
def test_line_that_says_it_begins_a_part_is_a_heading(line: str) -> None:
    assert headings(f"{PROSE[0]}\n\n{line}\n\n{PROSE[1]}") == [(line, 2)]


def test_line_with_more_space_before_it_than_paragraphs_have_is_a_heading() -> None:
    text = (
        f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n\n\n\nDie Ankunft.\n\n{PROSE[0]}\n\nSie schwieg.\n\n{PROSE[1]}"
    )
    assert headings(text) == [("Die Ankunft.", 2)]


def test_contents_are_a_paragraph_an_entry_and_no_headings() -> None:
    text = (
        f"Inhalt\n\nErstes Kapitel ............ 3\nZweites Kapitel . . . . . . 17\n  Der Weg          21\n\n"
        f"{textwrap.fill(PROSE[0], 60)}\n\n{textwrap.fill(PROSE[1], 60)}"
    )
    assert texts(text)[1:4] == ["Erstes Kapitel … 3", "Zweites Kapitel … 17", "Der Weg 21"]
    assert all(text != "Erstes Kapitel … 3" for text, _ in headings(text))


def test_bare_contents_are_no_headings() -> None:
    parts = ["Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel"]
    text = "\n".join(["Inhalt", "", *parts, "", "", "Erstes Kapitel", "", PROSE[0]])
    assert headings(text)[-1] == ("Erstes Kapitel", 2)
    assert len(headings(text)) == 2


def test_paragraphs_set_in_are_quotations() -> None:
    quoted = textwrap.fill(PROSE[0], 66, initial_indent="    ", subsequent_indent="    ")
    parts = [textwrap.fill(part, 72) for part in PROSE[1:]]
    for between in ("\n\n", "\n"):
        text = f"{parts[0]}{between}{quoted}\n\n{parts[1]}\n"
        assert outline(text)[:3] == [
            ("paragraph", 0, "", PROSE[1]),
            ("quotation", 1, "", PROSE[0]),
            ("paragraph", 0, "", PROSE[2]),
        ]


def test_verse_among_prose_keeps_its_lines_and_joins_no_paragraph() -> None:
    verse = ["Das Meer ist tief, das Meer ist weit,", "und keiner zählt die Wellen,", "der eine fährt"]
    parts = [textwrap.fill(part, 72) for part in PROSE]
    text = f"{parts[0]}\n\n" + "".join(f"      {line}\n" for line in verse) + f"\n{parts[1]}\n\n{parts[2]}\n"
    assert texts(text) == [PROSE[0], *verse, PROSE[1], PROSE[2]]


@pytest.mark.parametrize("broken", ["\f", "\n\n\f", "\n\f\n\n"])
def test_page_break_in_mid_sentence_is_none(broken: str) -> None:
    lines = textwrap.fill(PROSE[0], 60).split("\n")
    text = f"{lines[0]}\n{broken}" + "\n".join(lines[1:]) + f"\n\n{textwrap.fill(PROSE[1], 60)}"
    assert texts(text) == [PROSE[0], PROSE[1]]


def test_page_break_behind_a_sentence_may_part_paragraphs() -> None:
    assert texts(f"{PROSE[0]}\n\n\f\n\n{PROSE[1]}") == PROSE[:2]


def test_lettered_and_other_bullets_are_lists() -> None:
    assert outline("a) eins\nb) zwei\n\n● drei\n▪ vier\n\nc) fünf")[:4] == [
        ("list-item", 1, "a)", "eins"),
        ("list-item", 1, "b)", "zwei"),
        ("list-item", 1, "•", "drei"),
        ("list-item", 1, "•", "vier"),
    ]
    assert outline("c) fünf")[0][0] == "paragraph"


def test_wrapped_text_of_lists_and_quotations_alone_is_joined_too() -> None:
    item = textwrap.fill(PROSE[0], 60, initial_indent="- ", subsequent_indent="  ")
    quoted = textwrap.indent(textwrap.fill(PROSE[1], 60), "> ")
    assert outline(f"{item}\n{item}\n\n{quoted}\n") == [
        ("list-item", 1, "•", PROSE[0]),
        ("list-item", 1, "•", PROSE[0]),
        ("quotation", 1, "", PROSE[1]),
    ]


@pytest.mark.parametrize("between", [" ", "\n"])
def test_very_long_text_is_parted(between: str) -> None:
    text = between.join([PROSE[0].replace(" ", between)] * 800)
    lengths = [len(part) for part in texts(text)]
    assert sum(lengths) > 100_000
    assert max(lengths) <= LONGEST_LINE


@pytest.mark.parametrize("separator", ["* * *", "-----", "***", "____"])
def test_separator_stays_as_a_paragraph(separator: str) -> None:
    assert outline(f"{PROSE[0]}\n\n{separator}\n\n{PROSE[1]}")[1] == ("paragraph", 0, "", separator)


def test_lists_have_labels_and_levels() -> None:
    text = f"{PROSE[0]}\n\n- Mehl\n- Zucker\n  * weiß\n  * braun\n- Eier\n\n{PROSE[1]}\n\n2. Zwei\n3. Drei\n"
    assert [row for row in outline(text) if row[0] == "list-item"] == [
        ("list-item", 1, "•", "Mehl"),
        ("list-item", 1, "•", "Zucker"),
        ("list-item", 2, "•", "weiß"),
        ("list-item", 2, "•", "braun"),
        ("list-item", 1, "•", "Eier"),
        ("list-item", 1, "2.", "Zwei"),
        ("list-item", 1, "3.", "Drei"),
    ]


def test_wrapped_list_item_is_one_block() -> None:
    item = "die Gemeinde, die am Dienstag angekündigt hat, dass der Umbau des Bahnhofs beginnt"
    wrapped = textwrap.fill(f"- {item}", 60, subsequent_indent="  ")
    text = "\n\n".join(textwrap.fill(part, 60) for part in PROSE) + f"\n\n{wrapped}\n{wrapped}\n"
    assert outline(text)[-2:] == [("list-item", 1, "•", item)] * 2


def test_lone_number_or_dash_is_no_list() -> None:
    text = f"1. Einleitung\n\n{PROSE[0]}\n\n- {PROSE[1]}\n"
    assert [row[0] for row in outline(text)] == ["heading", "paragraph", "paragraph"]
    assert texts(text)[2] == f"- {PROSE[1]}"


def test_dates_are_no_numbered_list() -> None:
    assert texts("1. Mai Berlin\n2. Mai Bonn\n") == ["1. Mai Berlin", "2. Mai Bonn"]


def test_quotations_have_their_depth() -> None:
    text = f"{PROSE[0]}\n\n> Das ist neu.\n> > Das war alt.\n>\n> Schluss.\n\n{PROSE[1]}"
    assert outline(text)[1:4] == [
        ("quotation", 1, "", "Das ist neu."),
        ("quotation", 2, "", "Das war alt."),
        ("quotation", 1, "", "Schluss."),
    ]


def test_words_in_pointed_brackets_are_no_quotation() -> None:
    lines = (
        ">Das<, sagte er, als er am Abend endlich wieder im Hause\n>sass<, wie er es nannte, obwohl er doch nur"
    )
    text = f"{lines}\nherumstand und auf den Regen wartete, der nicht kam.\n"
    assert outline(text) == [("paragraph", 0, "", fold(text))]


def test_wrapped_quotation_is_one_block() -> None:
    quoted = textwrap.indent(textwrap.fill(PROSE[0], 70), "> ")
    text = f"{textwrap.fill(PROSE[1], 72)}\n\n{quoted}\n\n{textwrap.fill(PROSE[2], 72)}"
    assert outline(text)[1] == ("quotation", 1, "", PROSE[0])


def test_first_line_that_is_a_heading_is_the_title() -> None:
    text = f"Der lange Weg\n\nVon Anna Schmidt\n\nBerlin, im Mai\n\n{PROSE[0]}\n\nDas Ende\n\n{PROSE[1]}"
    assert headings(text) == [("Der lange Weg", 1), ("Das Ende", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "„Ja“",
        "Ja, ja, ja, nein",
        "Von Hans Meier",
        "Von Hans Meier und Anna von der Heide, Berlin",
        "Berlin, im Mai",
        "Hamburg, den 3. Mai 2024",
        "12.05.2024, 14:30 Uhr",
        "Stand: heute",
        "redaktion@example.org",
        "https://example.org/artikel",
        "Das war alles.",
        "Und dann:",
        "und so weiter",
        "Ende!",
        "Dürfen die Angestellten ihre religiösen Symbole am Arbeitsplatz tragen?",
    ],
)
def test_short_line_in_prose_that_is_no_heading(line: str) -> None:
    assert headings(f"{PROSE[0]}\n{line}\n{PROSE[1]}") == []


def test_short_lines_of_a_dialogue_are_no_headings() -> None:
    lines = ["„Kommst du?“", "„Ja“", "Hans ging", "„Und du“", "Sie blieb"]
    assert headings("\n".join([PROSE[0], *lines, PROSE[1]])) == []


def test_verse_is_neither_joined_nor_headings() -> None:
    poem = (
        "Wer reitet so spät durch Nacht und Wind?\nEs ist der Vater mit seinem Kind\n"
        "Er hat den Knaben wohl in dem Arm\nEr faßt ihn sicher, er hält ihn warm\n\n"
        "Mein Sohn, was birgst du so bang dein Gesicht?\nSiehst Vater du den Erlkönig nicht?\n"
        "Den Erlenkönig mit Kron und Schweif\nMein Sohn, es ist ein Nebelstreif"
    )
    assert texts(poem) == [line for line in poem.split("\n") if line]
    assert headings(poem) == []
    assert headings(f"Erlkönig\n\n{poem}") == [("Erlkönig", 1)]


def test_every_character_of_prose_is_kept() -> None:
    text = "\n".join([PROSE[0], "Ein Bruch", PROSE[1], "* * *", "#1 – (a) [b] {c} \u00a0x\u200by\u00ad", PROSE[2]])
    assert "".join("".join(texts(text)).split()) == "".join(text.split())


def test_text_is_composed_and_folded() -> None:
    assert texts("A\u0308pfel\u00a0 und\tBirnen") == ["Äpfel und Birnen"]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_accents_without_end_are_read_in_time(name: str) -> None:
    # To put so many in order as they are would take half an hour.
    text = "*a" + "\u0308\u0323" * 200_000 + "* Ende"
    article = read_bytes(text.encode(), name=name)
    assert article.text.endswith("Ende")
    assert all(block.text == fold(block.text) for block in article.blocks)


LINES = st.sampled_from(
    [
        *PROSE,
        *(line for part in PROSE for line in textwrap.wrap(part, 60)),
        "Ein Bruch mit der Tradition",
        "Kapitel 3",
        "II.",
        "„Ja“",
        "Hans ging",
        "- Mehl",
        "  - braun",
        "1. Eins",
        "2. Zwei",
        "> Zitat",
        ">> tiefer",
        ">",
        "=====",
        "---",
        "* * *",
        "   eingerückt und kurz",
        "Von Hans Meier",
        "Donau-",
        "dampf",
        "",
        "",
        " ",
    ]
)


@given(st.lists(LINES, max_size=60).map("\n".join))
def test_blocks_are_placed_folded_and_within_the_model(text: str) -> None:
    blocks = plain_blocks(text)
    assert compose(blocks) == blocks
    assert all(block.text == fold(block.text) != "" for block in blocks)
    assert all((block.level > 0) == (block.kind != "paragraph") for block in blocks)


@given(st.text(max_size=200) | st.lists(st.text(max_size=20), max_size=10).map("\n".join))
def test_any_text_gives_placed_blocks(text: str) -> None:
    blocks = plain_blocks(text)
    assert compose(blocks) == blocks


@given(st.lists(LINES, min_size=20, max_size=80).map("\n".join), st.floats(0, 1))
def test_beginning_is_what_the_whole_begins_with(text: str, part: float) -> None:
    known = text[: int(len(text) * part)]
    blocks = beginning(known, judge(text))
    assert blocks == plain_blocks(text)[: len(blocks)]


def test_beginning_of_a_long_text_has_nearly_all_of_it() -> None:
    text = "\n\n".join(PROSE * 20)
    assert len(beginning(text, judge(text))) >= 55


@given(st.lists(LINES, max_size=200).map("\n".join), st.text(max_size=50))
def test_layout_is_judged_by_the_sample_alone(text: str, more: str) -> None:
    padded = text + "\n" + "x" * 16000
    assert judge(padded) == judge(padded + more)


def test_hostile_depths_stay_within_bounds() -> None:
    blocks: list[Block] = [
        *plain_blocks(">" * 100_000 + " x"),
        *plain_blocks("\n".join(" " * i + "- x" for i in range(500))),
    ]
    assert max(block.level for block in blocks) == 60
