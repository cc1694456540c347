"""That the benchmarks measure; what they measure is nobody's test."""

import sys
from pathlib import Path

import pytest
from benchmarks.alignment import ALIGNERS, long_text, right_share, seconds
from benchmarks.annotated import annotate, save_times
from benchmarks.measuring import Plan, TooSlowError, measure, processor_time
from benchmarks.programs import LESART, ROOT, Contestant
from benchmarks.report import table
from benchmarks.texts import number, paragraphs, write_epub, write_text

from articles.formats.detect import read_article

PAGER = """
import sys, termios, tty
tty.setraw(0)
print(open(sys.argv[1]).read(300), end="", flush=True)
while key := sys.stdin.read(1):
    print("line " + key, end="", flush=True)
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "5k.txt"
    write_text(path, 5000)
    return path


def test_texts_are_the_same_each_time_and_count_their_paragraphs() -> None:
    texts = list(paragraphs(20_000))
    assert texts == list(paragraphs(20_000))
    assert [text.split()[0] for text in texts] == [number(index) for index in range(len(texts))]
    assert all(200 < len(text) < 2000 for text in texts)
    assert 20_000 <= sum(len(text.encode()) + 2 for text in texts) < 23_000


def test_the_english_has_as_many_paragraphs(text: Path) -> None:
    assert len(read_article(text).blocks) == len(read_article(text.with_suffix(".en.txt")).blocks)


def test_a_program_is_measured(text: Path) -> None:
    pager = Contestant("pager", [sys.executable, "-c", PAGER], {"line": (b"j", b"k")}, b"j")
    samples = measure(pager, text, Plan(presses=4, idle=0.1))
    assert samples["line bytes"] == [6] * 4
    assert samples["burst bytes"] == [200 * 6]
    assert samples["idle bytes"] == [0]
    assert 0 < samples["first content ms"][0] <= samples["in charge ms"][0]
    assert samples["peak MiB"][0] > 1
    shown = table({"5k": {"lesart": samples, "pager": samples}}, ["lesart", "pager"], ["5k"])
    assert "| a scrolled line: bytes | 6 | 6 (1×) |" in shown


def test_a_program_that_shows_nothing_is_given_up(text: Path) -> None:
    silent = Contestant("silent", [sys.executable, "-c", ""], {})
    with pytest.raises(TooSlowError):
        measure(silent, text, Plan())
    assert "over 60 s" in table(
        {"5k": {"silent": None, "lesart": {"first content ms": [1]}}}, ["lesart", "silent"], ["5k"]
    )


def test_commands_are_measured_in_an_annotated_article(text: Path) -> None:
    annotate(text, 10)
    assert len(text.with_name("5k.txt.annotations.json").read_text("utf-8").splitlines()) > 10
    assert processor_time([*LESART, "notes", str(text)], text.parent) > 0


def test_saves_are_measured(text: Path) -> None:
    annotate(text, 10)
    measured = save_times(text, 5)
    assert min(measured) > 0
    assert text.with_name("5k.txt.annotations.json").read_text("utf-8").count("anders") == 5
    shown = table({"saves": {"lesart": {"1m": measured}}}, ["lesart"], ["1m"])
    assert shown.count("a change saved among 1,000 notes") == 2


def test_an_epub_holds_the_text(tmp_path: Path) -> None:
    import zipfile

    write_epub(tmp_path / "a.epub", 300_000)
    with zipfile.ZipFile(tmp_path / "a.epub") as book:
        assert book.testzip() is None
        assert f"<p>{number(0)} ".encode() in book.read("kapitel1.xhtml")
        assert f"<p>{number(200)} ".encode() in book.read("kapitel2.xhtml")


def test_the_readme_has_a_place_for_the_table() -> None:
    from benchmarks.__main__ import ALIGNMENT, BEGIN, END

    readme = (ROOT / "README.md").read_text("utf-8")
    assert 0 < readme.index(BEGIN) < readme.index(END)
    assert 0 < readme.index(ALIGNMENT[0]) < readme.index(ALIGNMENT[1])


@pytest.mark.parametrize("name", ALIGNERS)
def test_alignments_are_measured(name: str) -> None:
    whole = long_text(blocks=4)
    assert len(whole) == 4
    assert seconds(ALIGNERS[name], whole) > 0
    assert 97 <= right_share(ALIGNERS[name], 0, 0) <= 100


def test_texts_to_align_have_at_least_so_many_sentences() -> None:
    assert 700 <= sum(map(len, long_text(sentences=700))) < 1000
