"""`lesart import`: notes of other programs, and lesart's own Markdown after somebody edited it."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.command_line import Run
from support.samples import FOLDER, packed

from annotations.validation import validate

TABLE = (
    'Highlight,Title,Note,Tags,Color\nDer Hund bellt.,Ein Anfang,Tier,"a,b",red\nDer Wal singt.,Ein Anfang,,,\n'
)


def listed(run: Run, name: str = "artikel.txt") -> list[dict[str, Any]]:
    found = run("notes", name, "--json").json
    assert isinstance(found, list)
    return found


def test_what_is_there_already_is_counted_in_the_number_that_belongs_to_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("Highlight,Note\nDer Hund bellt.,Tier\n", "utf-8")
    assert run("import", "artikel.txt", "notes.csv").out == "Imported 1 annotation.\n"
    again = run("import", "artikel.txt", "notes.csv")
    assert again.out == "Imported 0 annotations; 1 of those given is there already.\n"


def test_a_dry_run_shows_what_is_new_changed_and_lost(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text(TABLE, "utf-8")
    shown = run("import", "artikel.txt", "notes.csv", "--dry-run")
    assert shown.out.splitlines() == [
        "Would import 2 annotations.",
        "New:",
        "¶ 2  „Der Hund bellt.“  pink #a #b",
        "    Tier",
        "1 annotation without a place in the article:",
        "no longer in the text  „Der Wal singt.“",
    ]
    assert listed(run) == []
    assert run("import", "artikel.txt", "notes.csv").code == 0
    again = run("import", "artikel.txt", "notes.csv")
    assert again.out == "Imported 0 annotations; 2 of those given are there already.\n"
    (tmp_path / "notes.csv").write_text(TABLE.replace("Tier", "Haustier"), "utf-8")
    changed = run("import", "artikel.txt", "notes.csv", "--dry-run")
    assert changed.out.splitlines()[1:] == [
        "Would change 1 annotation:",
        "  - „Der Hund bellt.“  pink #a #b",
        "  -     Tier",
        "  + „Der Hund bellt.“  pink #a #b",
        "  +     Haustier",
    ]
    assert run("import", "artikel.txt", "notes.csv").code == 0
    assert [note["note"] for note in listed(run)] == ["Haustier", ""]
    assert validate((tmp_path / "artikel.txt.annotations.json").read_bytes()) == []


def test_of_several_books_the_article_s_is_taken_or_the_one_that_is_named(run: Run) -> None:
    clipping = "{} (N. N.)\r\n- Your Highlight on page 1 | Location 1-2 | Added on {}\r\n\r\n{}\r\n==========\r\n"
    when = "Friday, 1 March 2024 10:30:45"
    two = clipping.format("Ein Anfang", when, "Der Hund bellt.") + clipping.format("Anders", when, "Straße")
    assert run("import", "artikel.txt", "-", given=two.encode()).out == "Imported 1 annotation.\n"
    refused = run("import", "artikel.txt", "-", "--book", "nirgends", given=two.encode())
    assert refused.code == 1
    assert "no book in - is called nirgends; say --book TITLE. There are: Ein Anfang; Anders." in refused.err
    assert run("import", "artikel.txt", "-", "--book", "anders", given=two.encode()).code == 0
    assert {note["quote"] for note in listed(run)} == {"Der Hund bellt.", "Straße"}


def test_markdown_comes_back_edited_and_deletes_only_when_told(run: Run, tmp_path: Path) -> None:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Tier", "--tag", "t")
    run("note", "artikel.txt", "--quote", "Katze", "--paragraph", "2", "--text", "weg")
    path = tmp_path / "notes.md"
    run("export", "artikel.txt", "--format", "markdown", "-o", str(path))
    assert run("import", "artikel.txt", "notes.md").out.startswith("Imported 0 annotations; 2 of those given")
    text = path.read_text("utf-8")
    at = text.index("<!-- lesart", text.index("<!-- /lesart"))
    path.write_text(text[:at].replace("Tier", "Haustier") + "> bellt\n\nlaut\n", "utf-8")
    done = run("import", "artikel.txt", "notes.md")
    assert "1 annotation not in the file any more (--delete-missing deletes them):" in done.out
    assert [(note["quote"], note["note"]) for note in listed(run)] == [
        ("Hund", "Haustier"), ("bellt", "laut"), ("Katze", "weg"),
    ]  # fmt: skip
    assert run("import", "artikel.txt", "notes.md", "--delete-missing").code == 0
    assert [note["quote"] for note in listed(run)] == ["Hund", "bellt"]


def test_notes_that_koreader_made_in_a_book_stand_at_their_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "buch.epub").write_bytes(packed(FOLDER / "epub/neu", {"mimetype": b"application/epub+zip"}))
    blocks = json.loads(run("show", "buch.epub", "--json").out)["blocks"]
    texts = [block["text"] for block in blocks if block["kind"] == "paragraph" and len(block["text"]) > 40]
    broken = [text[:9] + "\u00ad" + text[9:30].replace(" ", "\n  ") + "-\n" + text[30:] for text in texts]
    place = next(at for at, block in enumerate(blocks) if block["text"] == texts[0])
    across = f"{blocks[place]['text'][-20:]}\n{blocks[place + 1]['text']}"
    marks = [
        {"sort": "highlight", "time": 1714598000 + at, "text": one} for at, one in enumerate([*broken, across])
    ]
    (tmp_path / "x.json").write_text(json.dumps({"title": "Ganz anders", "entries": marks}), "utf-8")
    assert run("import", "buch.epub", "x.json").out == f"Imported {len(marks)} annotations.\n"
    assert [note["state"] for note in listed(run, "buch.epub")] == ["exact"] * len(marks)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"<xml/>", b"return { f() }", b"{" * 3000])
def test_what_nobody_understands_is_refused_in_one_sentence(run: Run, data: bytes) -> None:
    done = run("import", "artikel.txt", "-", given=data)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "lesart reads KOReader's" in done.err
