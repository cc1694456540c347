"""Titles and lengths from a few bytes of a file."""

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.samples import FOLDER
from support.samples import packed as packed_folder

from articles.formats.detect import read_article
from articles.formats.glance import Glance, glance

PROSE = "Der Hund bellt. Die Katze schläft auf der Straße, und es regnet seit Tagen in Strömen.\n"
CORE = "<?xml version='1.0'?><cp:coreProperties><dc:title>Der &amp; der</dc:title></cp:coreProperties>"
OPF = "<package><metadata><dc:title id='t'>Das  Buch</dc:title></metadata></package>"
META = "<office:document-meta><office:meta><dc:title>Das Blatt</dc:title></office:meta></office:document-meta>"


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def packed(path: Path, *parts: tuple[str, str], compression: int = zipfile.ZIP_DEFLATED) -> str:
    with zipfile.ZipFile(path, "w", compression) as package:
        for name, content in parts:
            package.writestr(name, content)
    return str(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"---\ntitle: 'Aus dem Kopf'\n---\n\n# Nicht dies\n\n{PROSE}"),
        ("b.md", f"# Der *große* Tag [am See](https://a.b)\n{PROSE}"),
        ("c.md", f"\n\nUnterstrichen\n=====\n\n{PROSE}"),
        ("d.md", f"{PROSE}\n# Später\n\n{PROSE}"),
        ("e.md", "## Zweiter Rang\n\nText."),
        ("z.txt", f"Title: Der Turm\nAuthor: X\n\n*** START OF THE PROJECT GUTENBERG EBOOK T ***\n\n{PROSE}"),
        ("f.txt", f"Ein Titel\n\n{PROSE * 3}"),
        ("g.txt", PROSE),
        ("h.txt", ""),
        ("i.txt", f"Grüße\n\n{PROSE}"),
        ("j.txt", f"---\ntitle: Kein Kopf\n---\n\n{PROSE}"),
        ("k.txt", f"---\ntitle: Ein Kopf\n---\n\n# Markdown\n\n{PROSE}"),
        ("l.txt", f"---\nauthor: X\n---\n\n# Markdown\n\n{PROSE}"),
    ],
)
def test_a_text_has_the_title_that_it_has_when_it_is_opened(tmp_path: Path, name: str, text: str) -> None:
    path = written(tmp_path / name, text)
    assert glance(path).title == read_article(path).title


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_titles_are_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path / "a.md", f"# Grüße aus Köln\n\n{PROSE}".encode(encoding))
    assert glance(path).title == "Grüße aus Köln"


def test_a_web_page_has_the_title_of_its_head(tmp_path: Path) -> None:
    page = "<!doctype html><html><head><title lang='de'>\n Brot &amp;\n Spiele </title></head><body>Text"
    assert glance(written(tmp_path / "a.html", page)) == Glance("Brot & Spiele")
    assert glance(written(tmp_path / "b.htm", "<p>Text")) == Glance("b")


def test_packages_say_their_titles_themselves(tmp_path: Path) -> None:
    assert glance(packed(tmp_path / "a.docx", ("docProps/core.xml", CORE))) == Glance("Der & der")
    assert glance(packed(tmp_path / "a.odt", ("meta.xml", META))) == Glance("Das Blatt")
    chapter = f"<p>{PROSE * 100}</p>"
    book = packed(tmp_path / "a.epub", ("OEBPS/b.opf", OPF), ("OEBPS/1.xhtml", chapter), ("2.xhtml", chapter))
    assert glance(book).title == "Das Buch"
    assert 0.7 < glance(book).words / (200 * len(PROSE.split())) < 1.3


@pytest.mark.parametrize("name", ["docx/bericht", "docx/interview", "odt/aufsatz"])
def test_a_document_is_about_as_long_as_when_it_is_opened(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a.{name.partition('/')[0]}"
    path.write_bytes(packed_folder(FOLDER / name))
    assert glance(str(path)).words == pytest.approx(len(read_article(path).text.split()), rel=0.2)


def test_of_a_long_document_only_the_beginning_is_counted(tmp_path: Path) -> None:
    text = "".join(f"<w:p><w:r><w:t>{PROSE}</w:t></w:r></w:p>" for _ in range(9000))
    path = packed(tmp_path / "a.docx", ("word/document.xml", f"<w:document><w:body>{text}</w:body></w:document>"))
    assert glance(path).words == pytest.approx(9000 * len(PROSE.split()), rel=0.05)


def test_a_document_that_claims_to_be_endless_is_not_believed(tmp_path: Path) -> None:
    text = f"<w:body><w:p><w:t>{'eins zwei ' * 7000}</w:t></w:p></w:body>"
    path = Path(packed(tmp_path / "a.docx", ("word/document.xml", text)))
    path.write_bytes(path.read_bytes().replace(len(text).to_bytes(4, "little"), b"\xfe\xff\xff\xff"))
    assert glance(str(path)).words <= 99_999_999


def test_titles_that_programs_make_up_do_not_count(tmp_path: Path) -> None:
    made_up = CORE.replace("Der &amp; der", "Microsoft Word - brief.doc")
    assert glance(packed(tmp_path / "brief.docx", ("docProps/core.xml", made_up))) == Glance("brief")


def test_the_length_of_a_text_is_known_exactly_or_about(tmp_path: Path) -> None:
    assert glance(written(tmp_path / "a.txt", PROSE * 10)).words == 10 * len(PROSE.split())
    words = 5000 * len(PROSE.split())
    assert glance(written(tmp_path / "b.txt", PROSE * 5000)).words == pytest.approx(words, rel=0.01)
    assert glance(written(tmp_path / "c.pdf", b"%PDF-1.7")) == Glance("c")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.epub", "a.docx", "a.html", "a.pdf"])
def test_what_cannot_be_read_has_its_name(tmp_path: Path, name: str) -> None:
    assert glance(str(tmp_path / name)) == Glance("a")
    assert glance(written(tmp_path / name, bytes(range(256)) * 9)).title == "a"
    (tmp_path / "ordner.md").mkdir()
    assert glance(str(tmp_path / "ordner.md")) == Glance("ordner")


def test_names_that_are_not_utf8_can_be_shown(tmp_path: Path) -> None:
    assert glance(str(tmp_path / "gr\udcfc\udcdfe.txt")) == Glance("gr??e")


def test_a_title_is_one_line_and_not_endless(tmp_path: Path) -> None:
    long = "sehr " * 1000
    assert len(glance(written(tmp_path / "a.html", f"<title>{long}</title>")).title) == 300
    assert glance(written(tmp_path / "a.md", '---\ntitle: "a\\nb"\n---\n')).title == "a b"


def test_no_package_makes_it_read_much(tmp_path: Path) -> None:
    many = packed(
        tmp_path / "a.epub", *((f"{number}{'x' * 200}.css", "") for number in range(5000)), ("b.opf", OPF)
    )
    assert glance(many) == Glance("a")
    bomb = packed(tmp_path / "b.odt", ("meta.xml", META.replace("Das", "Das " * 100_000)))
    assert len(glance(bomb).title) <= 300
    other = packed(tmp_path / "c.odt", ("meta.xml", META), compression=zipfile.ZIP_LZMA)
    assert glance(other) == Glance("c")


def test_a_chapter_that_claims_to_be_endless_is_not_believed(tmp_path: Path) -> None:
    path = Path(packed(tmp_path / "a.epub", ("b.opf", OPF), ("1.xhtml", "x" * 70_000)))
    path.write_bytes(path.read_bytes().replace((70_000).to_bytes(4, "little"), b"\xfe\xff\xff\xff"))
    assert glance(str(path)).words == 99_999_999


SEEDS = {
    "a.epub": (("b.opf", OPF), ("1.xhtml", PROSE)),
    "a.docx": (("docProps/core.xml", CORE),),
    "a.odt": (("meta.xml", META),),
}


@settings(max_examples=60)
@given(name=st.sampled_from([*SEEDS, "a.html", "a.md", "a.txt"]), seed=st.integers(0, 2**32))
def test_damaged_files_have_some_title(tmp_path_factory: pytest.TempPathFactory, name: str, seed: int) -> None:
    path = tmp_path_factory.mktemp("glance") / name
    if name in SEEDS:
        packed(path, *SEEDS[name])
    else:
        written(path, f"---\ntitle: x\n---\n<title>Titel</title>\n# Titel\n\n{PROSE}")
    chance, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 12)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    written(path, bytes(data[: chance.randrange(len(data))] if chance.random() < 0.3 else data))
    assert "\n" not in glance(str(path)).title
