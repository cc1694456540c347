"""Documents with any damage are read or refused with a sentence, and nothing else comes of them."""

from __future__ import annotations

import re
from contextlib import suppress
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.mutations import is_sound, mutated, mutated_tree
from support.pdf import pdf_of
from support.samples import FOLDER, packed

from articles.formats import docx, odt
from articles.formats.pdf_child import answer
from articles.formats.unreadable import UnreadableError

BRIEF = settings(max_examples=60)
DOCX, ODT = FOLDER / "docx/bericht", FOLDER / "odt/aufsatz"
FLAT = (FOLDER / "odt/rundbrief.fodt").read_bytes()
PDF = pdf_of((FOLDER / "pdf/roman.txt").read_text("utf-8"))
PDF_WORDS = re.findall(rb"/\w+|\d+ 0 R|<<|>>|\[|\]|endobj|stream|obj", PDF)


def damaged_part(folder: str, name: str, random: Random) -> bytes:
    path = FOLDER / folder / name
    data = path.read_bytes()
    if random.random() < 0.5:
        return packed(FOLDER / folder, {name: mutated_tree(data, random)})
    return packed(FOLDER / folder, {name: mutated(data, random, re.findall(rb"</?[\w:]+[^>]*>", data))})


@BRIEF
@given(
    st.integers(0, 2**64),
    st.sampled_from(["archive", "word/document.xml", "word/styles.xml", "word/numbering.xml"]),
)
def test_docx(seed: int, part: str) -> None:
    random = Random(seed)
    data = mutated(packed(DOCX), random) if part == "archive" else damaged_part("docx/bericht", part, random)
    with suppress(UnreadableError):
        is_sound(docx.read(data, name="a.docx", source="", encoding=None))


@BRIEF
@given(st.integers(0, 2**64), st.sampled_from(["archive", "flat", "content.xml", "styles.xml"]))
def test_odt(seed: int, part: str) -> None:
    random = Random(seed)
    if part == "archive":
        data = mutated(packed(ODT), random)
    elif part == "flat":
        data = mutated(FLAT, random, re.findall(rb"</?[\w:]+[^>]*>", FLAT))
    else:
        data = damaged_part("odt/aufsatz", part, random)
    with suppress(UnreadableError):
        is_sound(odt.read(data, name="a.odt", source="", encoding=None))


@BRIEF
@given(st.integers(0, 2**64))
@pytest.mark.filterwarnings("ignore")
def test_pdf(seed: int) -> None:
    found = answer(mutated(PDF, Random(seed), PDF_WORDS))
    assert set(found) in ({"refused"}, {"title", "language", "pages", "missing", "blocks"})
