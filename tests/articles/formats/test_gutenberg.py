from __future__ import annotations

from pathlib import Path

import pytest

from articles.formats.detect import open_article, read_article, read_bytes
from articles.formats.gutenberg import emphasised, frame_of
from articles.formats.large import bookmark
from articles.places import LeftOff, place_at

BODY = "Der alte Mann ging am Morgen hinaus, wie er es seit vierzig Jahren\ntat, und sah nach dem Wasser."
BEGIN = "*** START OF THE PROJECT GUTENBERG EBOOK DER TURM ***"
END = "*** END OF THE PROJECT GUTENBERG EBOOK DER TURM ***"


def texts(text: str) -> list[str]:
    return [block.text for block in read_bytes(text.encode(), name="a.txt").blocks]


def framed(head: str, *, behind: str = "", begin: str = BEGIN, end: str = END) -> str:
    return f"{head}\n\n{begin}\n\n{behind}\n\n\n{BODY}\n\n\n{end}\n\nThe licence.\n"


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (BEGIN, END),
        (
            "***START OF THE PROJECT GUTENBERG EBOOK DER TURM***",
            "***END OF THE PROJECT GUTENBERG EBOOK DER TURM***",
        ),
        ("*** START OF THIS PROJECT GUTENBERG EBOOK, DER TURM ***", "End of Project Gutenberg's Der Turm, by X"),
        ("*** START OF THE PROJECT GUTENBERG EBOOK DER TURM\nODER DAS LICHT ***", END),
        (
            "*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
            'Ende dieses Projekt Gutenberg Etextes "Der Turm"',
        ),
        (
            "*END THE SMALL PRINT! FOR PUBLIC DOMAIN EBOOKS*Ver.02/11/02*END*",
            "Ende dieses Project Gutenberg Etextes",
        ),
    ],
)
def test_what_stands_round_a_book_is_left_out(begin: str, end: str) -> None:
    assert texts(framed("The Project Gutenberg Etext of Der Turm", begin=begin, end=end)) == [
        BODY.replace("\n", " ")
    ]


@pytest.mark.parametrize(
    ("head", "title", "language"),
    [
        ("Title: Der Turm\n\nAuthor: Anna Brandt\n\nLanguage: German", "Anna Brandt: Der Turm", "de"),
        ("Title: The Tower\nLanguage: English", "The Tower", "en"),
        ("Title: Der Turm\nAuthor: Anonymous", "Der Turm", "de"),
        ("Title: Der Turm\n       und das Licht\nAuthor: Various\nLanguage: Klingon", "Der Turm", "de"),
        ('Project Gutenberg Etext "Der Turm", von Brandt\n#3 in our series', "Brandt: Der Turm", "de"),
        (
            "The Project Gutenberg EBook of Der Turm, by Anna Brandt #3 in our series",
            "Anna Brandt: Der Turm",
            "de",
        ),
        ("Project Gutenberg Etext Der Turm, Anna Brandt", "Anna Brandt: Der Turm", "de"),
        ("Something of Project Gutenberg", "a", "de"),
    ],
)
def test_title_and_language_are_those_of_the_header(head: str, title: str, language: str) -> None:
    article = read_bytes(framed(head).encode(), name="a.txt")
    assert (article.title, article.language) == (title, language)


@pytest.mark.parametrize(
    "credit",
    [
        "Produced by Anna Muster and the Online Distributed\nProofreading Team at https://www.pgdp.net",
        "E-text prepared by Anna Muster",
        "This eBook was produced by Anna Muster",
        "This Etext is in German.\n\nWe are releasing two versions of this Etext.",
        'Dieses Buch wurde uns freundlicherweise vom "Gutenberg Projekt-DE"\nzur Verfügung gestellt.',
        "An sich ist das Unsinn.\n\n[This file was produced from images]",
    ],
)
def test_who_made_the_text_is_left_out(credit: str) -> None:
    assert texts(framed("Title: Der Turm", behind=credit)) == [BODY.replace("\n", " ")]


def test_notes_of_the_transcription_stay() -> None:
    note = "Anmerkungen zur Transkription: Druckfehler wurden berichtigt."
    assert texts(framed("Title: Der Turm", behind=note))[0] == note


def test_text_that_only_speaks_of_project_gutenberg_is_whole() -> None:
    text = f"Project Gutenberg ist eine Sammlung.\n\n{BODY}\n\nEnd of Project Gutenberg, dachte er.\n"
    assert len(texts(text)) == 3
    assert frame_of(text) is None


@pytest.mark.parametrize(
    ("raw", "text", "found"),
    [
        (
            "_Ein_ Wort und\n_noch  eins_.",
            "Ein Wort und noch eins.",
            [("emphasis", "Ein"), ("emphasis", "noch eins")],
        ),
        ("=fett= und _kursiv_", "fett und kursiv", [("strong", "fett"), ("emphasis", "kursiv")]),
        ("ein_wort_mit a = b = c und _ nichts _", "ein_wort_mit a = b = c und _ nichts _", []),
        ("___ und ====", "___ und ====", []),
        ("»_Nein!_«", "»Nein!«", [("emphasis", "Nein!")]),
    ],
)
def test_low_lines_are_emphasis(raw: str, text: str, found: list[tuple[str, str]]) -> None:
    folded, marks = emphasised(raw)
    assert folded == text
    assert [(mark.kind, folded[slice(*mark.span)]) for mark in marks] == found


def test_low_lines_elsewhere_are_themselves() -> None:
    assert texts("Die Datei _neu_ heißt name_alt_neu, und mehr ist über sie nicht zu sagen.") == [
        "Die Datei _neu_ heißt name_alt_neu, und mehr ist über sie nicht zu sagen."
    ]


@pytest.mark.parametrize("head_lines", [3, 700])
def test_large_book_opens_where_the_reader_left_off(tmp_path: Path, head_lines: int) -> None:
    head = "Title: Der Turm\n" + "This header is long.\n" * head_lines
    paragraphs = "\n\n".join(f"Absatz {number}. {BODY}" for number in range(900))
    path = tmp_path / "a.txt"
    path.write_text(framed(head).replace(BODY, paragraphs), "utf-8")
    whole = read_article(path)
    assert [block.text[:9] for block in (whole.blocks[0], whole.blocks[-1])] == ["Absatz 0.", "Absatz 89"]
    for index in (0, 1, 30, 100, 450, 899):
        mark = bookmark(whole, index)
        assert mark is not None
        place = place_at(whole.text, whole.blocks[index].start)
        article = open_article(path, left_off=LeftOff(mark, place))
        assert article.first <= index < article.first + len(article.blocks)
        assert article.blocks == whole.blocks[article.first : article.first + len(article.blocks)]
        assert article.title == "Der Turm"
