from __future__ import annotations

import importlib.util
import io
import subprocess
import sys
import zlib

import pytest
from pypdf import PdfReader, PdfWriter
from support.pdf import pdf_of, written

from articles.article import Article
from articles.formats import pdf
from articles.formats.pdf_child import answer
from articles.formats.pdf_pieces import cleaned
from articles.formats.unreadable import UnreadableError

SENTENCE = "Die Brücke über den Mühlbach ist seit gestern wieder offen."
PAGE = f"===\n@72,700 11\n{SENTENCE}\n"


def article(data: bytes) -> Article:
    return pdf.read(data, name="bericht.pdf", source="", encoding=None)


def texts(source: str) -> list[str]:
    """Return the texts of the blocks of a document, read without a process of its own."""
    found = answer(pdf_of(source))["blocks"]
    assert isinstance(found, list)
    return [block[1] for block in found]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        article(data)
    sentence = str(caught.value)
    assert sentence.startswith("“bericht.pdf” ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf_of(PAGE))))
    writer.encrypt(password, "geheim", algorithm=algorithm)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def compressed(content: bytes, title: str = "") -> bytes:
    """Return a document whose only page has this content, which is packed already."""
    plain = b"<< /Length %d >>\nstream\n%s" % (len(content), content)
    packed = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s" % (len(content), content)
    return written([content], title).replace(plain, packed)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_document_without_a_password_to_open_it_is_read(algorithm: str) -> None:
    assert [block.text for block in article(encrypted("", algorithm)).blocks] == [SENTENCE]


@pytest.mark.parametrize("algorithm", ["RC4-40", "AES-256"])
def test_document_that_takes_a_password_is_refused(algorithm: str) -> None:
    assert "protected by a password" in refusal(encrypted("wort", algorithm))


def test_pictures_of_pages_are_refused_with_what_to_run() -> None:
    assert "run ocrmypdf" in refusal(written([b"q 500 0 0 700 0 0 cm /Im1 Do Q"]))


def test_fonts_that_do_not_name_their_letters_are_refused_with_what_to_run() -> None:
    shown = b"BT /F9 10 Tf 72 700 Td (" + bytes(range(65, 91)) * 3 + b") Tj ET"
    assert "ocrmypdf --force-ocr" in refusal(written([shown]))


def test_missing_library_is_named_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    sentence = refusal(pdf_of(PAGE))
    assert "pip install 'lesart[pdf]'" in sentence
    assert "pip install '.[pdf]'" in sentence
    assert "pipx inject lesart pypdf" in sentence


def test_title_that_a_program_made_up_is_passed_over() -> None:
    assert article(pdf_of(f"title: Microsoft Word - Dokument1.docx\n{PAGE}")).title == "bericht"
    assert article(pdf_of(f"title: Über die Brücke\nlanguage: de-CH\n{PAGE}")).title == "Über die Brücke"


def test_page_that_cannot_be_read_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf_of(PAGE + PAGE.replace("gestern", "heute"))
    broken = data.replace(b"/Contents 4 0 R", b"/Contents 2 0 R", 1)
    found = article(broken)
    assert [block.text for block in found.blocks] == [SENTENCE.replace("gestern", "heute")]
    assert found.notice == "Of its 2 pages, 1 could not be read."


def test_document_without_its_end_is_read() -> None:
    data = pdf_of(PAGE)
    blocks = answer(data[: data.rindex(b"startxref")])["blocks"]
    assert isinstance(blocks, list)
    assert [block[1] for block in blocks] == [SENTENCE]


@pytest.mark.parametrize("data", [b"%PDF-1.7", pdf_of(PAGE)[:300], b"%PDF-1.4\n" + b"<<" * 5000])
def test_damaged_document_is_refused(data: bytes) -> None:
    assert "is damaged" in refusal(data)


def test_document_whose_table_of_objects_is_elsewhere_is_read() -> None:
    data = pdf_of(PAGE).replace(b"\nxref\n0", b"\n\n\nxref\n0")
    assert [block.text for block in article(data).blocks] == [SENTENCE]


def test_time_that_is_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 1)
    content = zlib.compress(b"BT /F0 9 Tf " + b"(a) Tj 1 0 Td " * 3_000_000 + b"ET")
    assert "takes too much time" in refusal(compressed(content))


def test_clock_that_runs_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "ON_THE_CLOCK", 1)
    content = zlib.compress(b"BT /F0 9 Tf " + b"(a) Tj 1 0 Td " * 3_000_000 + b"ET")
    assert "takes too much time" in refusal(compressed(content))


def test_it_is_told_how_many_pages_have_been_read() -> None:
    told: list[tuple[int, int]] = []
    pdf.read(pdf_of(3 * PAGE), name="a.pdf", source="", encoding=None, progress=lambda *pages: told.append(pages))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_reading_ends_with_what_progress_raises() -> None:
    def give_up(page: int, pages: int) -> None:
        raise InterruptedError(page)

    with pytest.raises(InterruptedError, match=r"^1$"):
        pdf.read(pdf_of(3 * PAGE), name="a.pdf", source="", encoding=None, progress=give_up)


def test_the_process_ends_when_nobody_listens() -> None:
    def tell(page: int, pages: int) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        answer(pdf_of(PAGE), tell)


def test_memory_that_is_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEMORY", 150_000_000)
    assert article(pdf_of(PAGE)).blocks
    content = zlib.compress(b"BT /F0 9 Tf " + b"(a) Tj " * 400_000 + b"ET")
    assert "time or memory" in refusal(compressed(content))


def test_reading_happens_in_a_process_of_its_own() -> None:
    code = (
        "import sys; from articles.formats.pdf import read; from support.pdf import pdf_of;"
        f"read(pdf_of({PAGE!r}), name='a.pdf', source='', encoding=None);"
        "print(*(name for name in ('pypdf', 'cryptography') if name in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == ""


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("Der Bau der neuen Straßen-", "bahn beginnt im Mai."), "Der Bau der neuen Straßenbahn beginnt im Mai."),
        (("Das sagt die große SPD-", "Fraktion im Rat."), "Das sagt die große SPD-Fraktion im Rat."),
        (("Eine Linie von Nord-", "Süd gibt es nicht."), "Eine Linie von Nord-Süd gibt es nicht."),
        (("Hier sind alle Ein- und", "Ausgänge noch zu."), "Hier sind alle Ein- und Ausgänge noch zu."),
        (("Wir kennen die Ein-", "und Ausgänge gut."), "Wir kennen die Ein- und Ausgänge gut."),
        (("Das gilt für Hunde so-", "wie für alle Katzen."), "Das gilt für Hunde sowie für alle Katzen."),
        (("Sie war eine 80-", "jährige Frau und froh."), "Sie war eine 80-jährige Frau und froh."),
        (("Der Plan – so hieß es hier", "– war alt."), "Der Plan – so hieß es hier – war alt."),
    ],
)
def test_hyphen_at_a_line_end_goes_unless_it_belongs_to_the_word(lines: tuple[str, str], text: str) -> None:
    assert texts("===\n@72,700 11\n" + "\n".join(lines) + "\n") == [text]


def test_text_that_is_drawn_twice_to_look_bold_comes_once() -> None:
    assert texts(PAGE + PAGE.replace("===\n@72", "@72.4")) == [SENTENCE]


def test_text_that_is_turned_is_left_out_unless_all_of_it_is() -> None:
    turned = b"BT /F0 11 Tf 0 1 -1 0 500 100 Tm (Ein Stempel am Rand) Tj ET\n"
    text = b"BT /F0 11 Tf 72 700 Td (Der Satz steht aufrecht auf der Seite.) Tj ET"
    assert [block.text for block in article(written([turned + text])).blocks] == [
        "Der Satz steht aufrecht auf der Seite."
    ]
    assert [block.text for block in article(written([turned])).blocks] == ["Ein Stempel am Rand"]


def test_lines_of_a_table_of_contents_stand_alone() -> None:
    lines = ["Wie alles begann .................... 3", "Wie es weiterging . . . . . . . . . . . . . 17"]
    source = "===\n@72,700 11\n" + "\n".join(lines) + "\n"
    assert texts(source) == ["Wie alles begann | 3", "Wie es weiterging | 17"]


def test_date_at_the_beginning_of_a_line_begins_no_item() -> None:
    lines = "Sie kam nach vielen Jahren erst am Abend des\n3. Oktober zurück und blieb."
    assert texts(f"===\n@72,700 11\n{lines}\n") == [lines.replace("\n", " ")]


def test_line_of_a_footnote_may_begin_with_a_number() -> None:
    body = "\n".join([f"{SENTENCE}^1"] * 4)
    note = "^1 Gezählt wurden im letzten Sommer an einem einzigen Tage mehr als\n900 Menschen.\n^2 Und\n"
    found = texts(f"===\n@72,700 11\n{body}\n@72,80 8\n{note}")
    assert found[-2:] == [
        "[1] Gezählt wurden im letzten Sommer an einem einzigen Tage mehr als 900 Menschen.",
        "[2] Und",
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufb01nden und o\ufb00en, Ka\ufb00ee", "finden und offen, Kaffee"),
        ("\u00a8uber Gr\u00a8o\u00dfe", "u\u0308ber Gro\u0308\u00dfe"),
        (" zwei   Worte\x00\n", "zwei Worte"),
    ],
)
def test_text_is_cleaned_of_what_printers_made_of_it(raw: str, text: str) -> None:
    assert cleaned(raw) == text


def test_running_heads_are_told_by_their_place_whatever_numbers_they_have() -> None:
    lines = [f"Seite {number} hat einen eigenen Satz von {number} Wörtern." for number in range(3, 6)]
    pages = "".join(f"===\n@72,800 9\nDer Bote Nr. {len(line)}\n@72,700 11\n{line}\n" for line in lines)
    assert texts(pages) == lines


def test_same_words_in_the_text_of_several_pages_stay() -> None:
    line = "Und dann sagte sie wieder, was sie immer sagte."
    pages = "".join(
        f"===\n@72,700 11\nAm {day} kam sie früh.\nSie blieb nicht lange.\nNiemand fragte, warum.\n{line}\n"
        "Danach war es still.\nBis zum Abend.\nUnd auch die Nacht war still.\n"
        for day in ("Montag", "Dienstag")
    )
    assert sum(line in text for text in texts(pages)) == 2
