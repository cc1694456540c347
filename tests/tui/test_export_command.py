"""`lesart export` without a screen."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from support.command_line import Run
from support.disks import fill, small_disk

from annotations.export.registry import FORMATS
from tui.settings import EXPORT_FORMATS

TEXTS = [one.name for one in FORMATS if not one.binary]


@pytest.fixture
def noted(run: Run) -> Run:
    run("note", "artikel.txt", "--quote", "Hund", "--text", "Notiz ß", "--tag", "frage", "--colour", "green")
    run("note", "artikel.txt", "--quote", "Straße", "--text", "Zweite")
    return run


def test_the_settings_know_all_formats() -> None:
    assert tuple(one.name for one in FORMATS) == EXPORT_FORMATS


@pytest.mark.parametrize("name", [*TEXTS, "md"])
def test_every_text_goes_to_standard_output(noted: Run, name: str) -> None:
    assert "Notiz ß" in noted("export", "artikel.txt", "--format", name).out


def test_the_format_is_told_by_the_file_name(noted: Run, tmp_path: Path) -> None:
    assert noted("export", "artikel.txt", "-o", "aus.html").code == 0
    assert (tmp_path / "aus.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    done = noted("export", "artikel.txt", "-o", "aus")
    assert (done.code, "--format" in done.err) == (2, True)


def test_a_package_for_anki_is_written(noted: Run, tmp_path: Path) -> None:
    pytest.importorskip("genanki", reason="genanki is not installed")
    assert noted("export", "artikel.txt", "--format", "anki", "-o", "karten.apkg").code == 0
    assert (tmp_path / "karten.apkg").read_bytes().startswith(b"PK")


def test_notes_are_chosen_by_tag_colour_words_and_date(noted: Run) -> None:
    for arguments, quotes in (
        (["--tag", "#frage"], ["Hund"]),
        (["--colour", "2"], ["Hund"]),
        (["--search", "zweite"], ["Straße"]),
        (["--since", "2020-01-31"], ["Hund", "Straße"]),
        (["--since", "2999-01-31T12:00"], []),
    ):
        (article,) = json.loads(noted("export", "artikel.txt", "--format", "json", *arguments).out)
        assert [note["quote"] for note in article["notes"]] == quotes
    done = noted("export", "artikel.txt", "--format", "json", "--since", "gestern")
    assert (done.code, "write 2026-01-31" in done.err) == (2, True)


def test_the_same_notes_make_the_same_file_unless_it_is_dated(noted: Run) -> None:
    first = noted("export", "artikel.txt", "--format", "markdown").out
    assert noted("export", "artikel.txt", "--format", "markdown").out == first
    assert "exported" not in first
    assert "exported 2" in noted("export", "artikel.txt", "--format", "markdown", "--dated").out


def test_the_stored_english_comes_along_when_it_is_wanted(noted: Run, tmp_path: Path) -> None:
    english = "A beginning\n\nThe dog barks. The cat sleeps in the street.\n\nThe cat wakes up.\n"
    (tmp_path / "artikel.en.txt").write_text(english, "utf-8")
    plain = noted("export", "artikel.txt", "--format", "markdown").out
    assert "The dog barks" not in plain
    done = noted("export", "artikel.txt", "--format", "markdown", "--translation")
    assert "*English:* The cat sleeps in the street." in done.out


def test_folders_become_one_document_or_one_file_an_article(noted: Run, tmp_path: Path) -> None:
    for name in ("eins", "zwei", "drei"):
        path = tmp_path / "texte" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# Gleicher Titel\n\nAbsatz {name}.\n", "utf-8")
        if name != "drei":
            noted("note", f"texte/{name}.md", "--quote", f"Absatz {name}", "--text", f"Notiz {name}")
    one = noted("export", "texte", "artikel.txt", "--format", "markdown").out
    assert one.count("\n# ") + one.startswith("# ") == 3
    assert noted("export", "texte", "--format", "markdown", "-o", "aus/").code == 0
    written = {path.name: path.read_text("utf-8") for path in (tmp_path / "aus").iterdir()}
    assert sorted(written) == ["Gleicher-Titel-notes-2.md", "Gleicher-Titel-notes.md"]
    assert {text.count("Notiz eins") + text.count("Notiz zwei") for text in written.values()} == {1}


def test_what_cannot_be_read_is_said_and_the_rest_exported(noted: Run) -> None:
    done = noted("export", "artikel.txt", "fehlt.txt", "--format", "text")
    assert (done.code, "fehlt.txt" in done.err, "Notiz ß" in done.out) == (1, True, True)


def test_only_what_lesart_wrote_is_replaced(noted: Run, tmp_path: Path) -> None:
    path = tmp_path / "aus.md"
    path.write_text("meins")
    done = noted("export", "artikel.txt", "-o", "aus.md")
    assert (done.code, "--force" in done.err, path.read_text()) == (1, True, "meins")
    assert noted("export", "artikel.txt", "-o", "aus.md", "--force").code == 0
    noted("note", "artikel.txt", "--quote", "bellt", "--text", "Dritte")
    assert noted("export", "artikel.txt", "-o", "aus.md").code == 0
    assert "Dritte" in path.read_text("utf-8")
    edited = path.read_text("utf-8") + "von Hand\n"
    path.write_text(edited, "utf-8")
    assert noted("export", "artikel.txt", "-o", "aus.md").code == 1
    assert path.read_text("utf-8") == edited


def test_nothing_is_written_through_a_link_that_was_not_expected(noted: Run, tmp_path: Path) -> None:
    (tmp_path / "ziel.md").write_text("meins")
    (tmp_path / "aus.md").symlink_to("ziel.md")
    assert "symbolic link" in noted("export", "artikel.txt", "-o", "aus.md").err
    assert (tmp_path / "ziel.md").read_text() == "meins"
    (tmp_path / "leer.md").symlink_to("nirgends.md")
    assert noted("export", "artikel.txt", "-o", "leer.md").code == 1
    assert not (tmp_path / "nirgends.md").exists()
    assert noted("export", "artikel.txt", "-o", "aus.md", "--force").code == 0
    assert "Notiz ß" in (tmp_path / "ziel.md").read_text("utf-8")
    assert (tmp_path / "aus.md").is_symlink()


def test_a_full_disk_leaves_the_old_file(noted: Run, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "size=256k"):
        noted("export", "artikel.txt", "-o", "disk/aus.md")
        before = (tmp_path / "disk/aus.md").read_bytes()
        fill(tmp_path / "disk")
        noted("note", "artikel.txt", "--quote", "bellt", "--text", "lang " * 2000)
        done = noted("export", "artikel.txt", "-o", "disk/aus.md")
        assert (done.code, "could not be written" in done.err) == (1, True)
        assert (tmp_path / "disk/aus.md").read_bytes() == before
        assert sorted(path.name for path in (tmp_path / "disk").iterdir()) == ["aus.md", "voll"]


def test_what_is_no_file_is_not_written_to(noted: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rohr.md")
    assert "could not be written" in noted("export", "artikel.txt", "-o", "rohr.md").err
    assert "could not be written" in noted("export", "artikel.txt", "-o", "fehlt/aus.md").err


def test_a_template_of_ones_own_is_filled_in(noted: Run, tmp_path: Path) -> None:
    (tmp_path / "mein.jinja").write_text(
        "{% for a in articles %}{{ a.title }}: {{ a.notes | length }}{% endfor %}"
    )
    done = noted("export", "artikel.txt", "--format", "text", "--template", "mein.jinja")
    assert done.out == "Ein Anfang: 2\n"
    (tmp_path / "mein.jinja").write_text("{{ nichts }}")
    done = noted("export", "artikel.txt", "--format", "text", "--template", "mein.jinja")
    assert done.code == 1
    assert done.err == "lesart: The template cannot be used: line 1: 'nichts' is undefined.\n"
    for arguments in (
        ["--format", "csv", "--template", "mein.jinja"],
        ["--format", "text", "--template", "fehlt"],
    ):
        assert noted("export", "artikel.txt", *arguments).code in (1, 2)


def test_a_built_in_template_is_shown_to_start_from(noted: Run, tmp_path: Path) -> None:
    (tmp_path / "mein.jinja").write_text(noted("export", "--show-template", "markdown").out, "utf-8")
    done = noted("export", "artikel.txt", "--format", "markdown", "--template", "mein.jinja")
    assert done.out == noted("export", "artikel.txt", "--format", "markdown").out
    assert noted("export", "--show-template", "csv").code == 2


def test_the_list_explains_formats_and_variables(run: Run) -> None:
    listed = run("export", "--list").out
    assert all(f"{one.name} " in listed for one in FORMATS)
    assert "note.paragraph" in listed


def test_without_a_file_it_says_what_is_missing(run: Run) -> None:
    assert run("export", "--format", "csv").code == 2


def test_the_readme_lists_every_format() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    table = readme.partition("<!-- formats -->\n")[2].partition("\n\n")[0]
    rows = [row.split(" | ") for row in table.split("\n")[2:]]
    assert [row[0].strip("| `") for row in rows] == [one.name for one in FORMATS]
