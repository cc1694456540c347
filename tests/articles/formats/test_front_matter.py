from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.formats.front_matter import FrontMatter, split_front_matter


def title(value: str) -> str:
    meta, body = split_front_matter(f"---\ntitle: {value}\n---\nText\n", markdown=False)
    assert meta is not None
    assert body.strip() == "Text"
    return meta.title


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Der Titel", "Der Titel"),
        ("Der Titel # nicht mehr", "Der Titel"),
        ("C#-Kurs: eins", "C#-Kurs: eins"),
        ('"Der \\"gute\\" Titel" # nicht mehr', 'Der "gute" Titel'),
        ('"Gr\\u00f6\\u00dfe \\ud800"', "Größe \N{REPLACEMENT CHARACTER}"),
        ("'Geht''s noch?'", "Geht's noch?"),
        ("A\u0308pfel   und\tBirnen", "Äpfel und Birnen"),
        ("", ""),
        ("[eins, zwei]", ""),
        ("{a: b}", ""),
        ("|", ""),
        (">-", ""),
        ("&anker x", ""),
        ('"nicht zu', ""),
        ("null", ""),
    ],
)
def test_title_is_a_quoted_or_bare_scalar(value: str, expected: str) -> None:
    assert title(value) == expected


def test_yaml_is_read_at_the_margin_only() -> None:
    text = (
        "---\n# Bemerkung\nauthor:\n  title: Dr.\n  name: X\ntags:\n- eins\n- zwei\n\n"
        "lang: de-AT\ndate: 2024-05-09\n...\n\nText\n"
    )
    assert split_front_matter(text, markdown=True) == (FrontMatter("", "de-AT"), "\n\nText\n")


def test_toml_is_read_before_its_first_table() -> None:
    text = "+++\ndate = 2024-05-09\ntitle = nackt\nlanguage = \"de\" # ja\n[extra]\nlang = 'en'\n+++\nText"
    assert split_front_matter(text, markdown=True) == (FrontMatter("", "de"), "\nText")
    assert split_front_matter('+++\ntitle = "Ein Titel"\n+++\n', markdown=False)[0] == FrontMatter("Ein Titel")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (">-\n  Ein gefalteter\n  Titel", "Ein gefalteter Titel"),
        ("|\n  Zeilen\n  Titel", "Zeilen Titel"),
        ("Ein langer\n  Titel", "Ein langer Titel"),
        ('"Ein\n  langer"', "Ein langer"),
        ("\n  haupt: Titel", ""),
    ],
)
def test_title_may_go_on_in_lines_that_are_set_in(value: str, expected: str) -> None:
    assert title(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% Ein Titel\n% Eine Autorin\n% 2024\n\nText", ("Ein Titel", "\nText")),
        ("% Ein Titel,\n  der weitergeht\nText", ("Ein Titel, der weitergeht", "Text")),
        ("%\n% Autorin\n\nText", ("", "\nText")),
        ("Title: Ein Titel\nAuthor: Wer\nlanguage: de\n\nText", ("Ein Titel", "\nText")),
        ("title: Ein\n  Titel\n\nText", ("Ein Titel", "\nText")),
    ],
)
def test_pandoc_and_multimarkdown_have_title_blocks(text: str, expected: tuple[str, str]) -> None:
    meta, body = split_front_matter(text, markdown=True)
    assert meta is not None
    assert (meta.title, body) == expected


@pytest.mark.parametrize(
    "text", ["Title: Ein Titel\nText\n", "Titel: x\n\n", "Title:\n\n", "50 % mehr\n", "title"]
)
def test_other_beginnings_are_text(text: str) -> None:
    assert split_front_matter(text, markdown=True) == (None, text)


@pytest.mark.parametrize("language", ["Deutsch und Englisch", "d", "[de]", "../de", "de\u202e"])
def test_language_that_is_no_tag_is_passed_over(language: str) -> None:
    assert split_front_matter(f"---\nlang: {language}\n---\n", markdown=True)[0] == FrontMatter()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---",
        "---\n",
        "---\ntitle: Titel\n\nText ohne Ende",
        "---\nEin Absatz zwischen zwei Linien.\n---\nText",
        "---\ntitle: Titel\nEin Absatz, der kein Schlüssel ist.\n---\nText",
        "---\n# Überschrift\n---\nText",
        "+++\ntitle: Titel\n+++\nText",
        "----\ntitle: Titel\n----\n",
        " ---\ntitle: Titel\n---\n",
        "---\n" + "a: b\n" * 20_000 + "---\n",
    ],
)
def test_body_is_whole_when_there_is_no_front_matter_or_it_is_malformed(text: str) -> None:
    assert split_front_matter(text, markdown=True) == (None, text)


@given(st.text(alphabet="-+. \n:=\"'\\[]#atile", max_size=80))
def test_body_is_the_end_of_the_text(text: str) -> None:
    meta, body = split_front_matter(text, markdown=True)
    assert text.endswith(body)
    assert meta is not None or body == text
