from __future__ import annotations

from pathlib import Path

import pytest

from articles.article import Article, Block, Part, compose
from articles.formats.detect import read_bytes
from articles.formats.unreadable import UnreadableError, shown
from articles.translation.parallel import Mismatch, Parallel, find_parallel, pair
from articles.translation.translation import source_hash


def article(*texts: str, source: str = "", complete: bool = True) -> Article:
    blocks = compose(Block("paragraph", text) for text in texts)
    return Article("", blocks, source=source, part=None if complete else Part())


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("roman.md", "roman.en.md"),
        ("roman.md", "roman.en.txt"),
        ("roman.epub", "roman.en.epub"),
        ("roman.md", "roman.en.pdf"),
        ("roman.de.docx", "roman.en.odt"),
        ("roman.html", "roman.en.markdown"),
        ("roman", "roman.en.txt"),
        ("roman.de.md", "roman.en.md"),
        ("roman.de.md", "roman.de.en.md"),
        ("kapitel.1.md", "kapitel.1.en.md"),
    ],
)
def test_english_text_beside_the_article_is_found(tmp_path: Path, german: str, english: str) -> None:
    (tmp_path / english).write_text("One.")

    assert find_parallel(tmp_path / german) == tmp_path / english


@pytest.mark.parametrize("present", ["roman.en.png", "romanen.md", "roman.fr.md", "roman.en.md.bak"])
def test_other_files_are_no_english_text(tmp_path: Path, present: str) -> None:
    (tmp_path / present).write_text("One.")

    assert find_parallel(tmp_path / "roman.md") is None


def test_english_text_has_no_english_text_itself(tmp_path: Path) -> None:
    (tmp_path / "roman.en.md").write_text("One.")
    (tmp_path / "roman.en.txt").write_text("One.")

    assert find_parallel(tmp_path / "roman.en.md") is None


def test_directory_of_that_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "roman.en.md").mkdir()
    (tmp_path / "roman.en.txt").write_text("One.")

    assert find_parallel(tmp_path / "roman.md") == tmp_path / "roman.en.txt"


def test_what_is_no_file_is_found_where_there_is_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "roman.en.txt").symlink_to("gone")

    assert find_parallel(tmp_path / "roman.md") == tmp_path / "roman.en.txt"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{path} is a folder; name a file.", "roman.en.md is not used. “roman.en.md” is a folder."),
        ("This is not text; lesart reads text.", "roman.en.md is not used. This is not text."),
        ("There is no file {path}; check it.", "roman.en.md is not used. There is no file “roman.en.md”."),
    ],
)
def test_english_text_that_cannot_be_read_is_told_of_by_its_name(tmp_path: Path, sentence: str, told: str) -> None:
    path = tmp_path / "roman.en.md"

    assert Mismatch.of_unreadable(path, UnreadableError(sentence.format(path=shown(str(path))))) == Mismatch(told)


@pytest.mark.parametrize("name", ["x" * 300, "nul\0byte"])
def test_impossible_names_have_no_english_text(tmp_path: Path, name: str) -> None:
    assert find_parallel(tmp_path / name) is None


def test_equally_many_paragraphs_are_paired_one_by_one() -> None:
    parallel = pair(article("Eins.", "Zwei."), article("One.", "Two.", source="/a/roman.en.txt"))

    assert isinstance(parallel, Parallel)
    second = parallel.translation("Zwei.", 1)
    assert second is not None
    assert (second.text, second.origin, second.engine) == ("Two.", "parallel", "roman.en.txt")
    assert second.source_hash == source_hash("Zwei.")


def test_paragraph_that_has_changed_gets_no_english_of_another() -> None:
    parallel = pair(article("Eins."), article("One."))

    assert isinstance(parallel, Parallel)
    assert parallel.translation("Eins, neu.", 0) is None
    assert parallel.translation("Eins.", 1) is None
    assert parallel.translation("Eins.", -1) is None


def test_other_paragraphs_are_aligned_and_what_is_missing_has_no_english() -> None:
    german = article(
        "Einleitung der Redaktion", "Der Hund bellt im Garten.", "Am 3. Mai 1999 regnete es in Berlin."
    )

    parallel = pair(german, article("On 3 May 1999 it rained in Berlin.", source="/a/roman.en.txt"))

    assert isinstance(parallel, Parallel)
    assert parallel.translation("Der Hund bellt im Garten.", 1) is None
    found = parallel.translation("Am 3. Mai 1999 regnete es in Berlin.", 2)
    assert found is not None
    assert found.text == "On 3 May 1999 it rained in Berlin."
    assert found.certain is parallel.counterparts[2].certain


def test_sentences_of_a_paragraph_are_linked_with_their_english() -> None:
    text = "Der Hund bellt. Am 3. Mai regnete es in Berlin."
    parallel = pair(article(text), article("The dog barks. On 3 May it rained in Berlin."))

    assert isinstance(parallel, Parallel)
    counterpart = parallel.counterpart(text, 0)
    assert counterpart is not None
    assert [(text[slice(*one.german)], counterpart.text[slice(*one.english)]) for one in counterpart.links] == [
        ("Der Hund bellt.", "The dog barks."),
        ("Am 3. Mai regnete es in Berlin.", "On 3 May it rained in Berlin."),
    ]
    translation = parallel.translation(text, 0)
    assert translation is not None
    assert translation.links == counterpart.links


def test_english_text_without_any_text_is_not_used() -> None:
    assert pair(article("Eins."), article(source="/a/roman.en.txt")) == Mismatch(
        "roman.en.txt is not used: it has no text."
    )


@pytest.mark.parametrize("parted", ["\n\n", "\n"])
def test_the_german_text_itself_is_no_english_text(parted: str) -> None:
    german = ("# Ein Anfang", "Der Hund bellt im Garten. Die Katze schläft.", "Am Ende scheint die Sonne.")
    english = read_bytes(parted.join(german).encode(), name="/a/roman.en.md", source="/a/roman.en.md")

    assert pair(article(*german), english) == Mismatch("roman.en.md is not used: most of it is not translated.")


def test_what_is_alike_in_both_languages_is_taken_for_a_translation() -> None:
    alike = ("Berlin 1999", "Anna Seghers und Bertolt Brecht", "The Economist says that this is the end of it.")
    code = Block("code", "für jeden Hund im Garten:\n    belle()")
    german = Article("", compose([*(Block("paragraph", text) for text in (*alike, "Der Hund bellt.")), code]))
    english = Article("", compose([*(Block("paragraph", text) for text in (*alike, "The dog barks.")), code]))

    assert isinstance(pair(german, english), Parallel)
    assert isinstance(pair(article(*alike[::2]), article(*alike[::2])), Parallel)


def test_quotations_left_in_german_are_taken_for_a_translation() -> None:
    german = ("Er sagt: Der Hund bellt im Garten.", "Der Hund bellt im Garten.", "Sie lacht.")

    assert isinstance(pair(article(*german), article("He says:", german[1], "She laughs.")), Parallel)


def test_texts_read_only_in_part_are_not_paired() -> None:
    outcome = pair(article("Eins.", complete=False), article("One.", source="/a/roman.en.txt"))

    assert isinstance(outcome, Mismatch)
    assert outcome.sentence.startswith("roman.en.txt is not used")
