from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import articles.formats.detect
from articles.article import compose
from articles.formats.detect import open_article, read_article, read_bytes
from articles.formats.encoding import SAMPLE_BYTES
from articles.formats.large import bookmark
from articles.formats.units import LONGEST_LINE
from articles.formats.unreadable import READABLE, UnreadableError
from articles.places import LeftOff, place_at

PROSE = (
    "Die Gemeinde hat am Dienstag angekündigt, dass der Umbau des Bahnhofs frühestens im Frühjahr beginnt, "
    "weil die Behörden zu spät reagiert haben."
)
EACH = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(folder: Path, data: bytes | str, name: str = "artikel.txt") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_article(path)
    with pytest.raises(UnreadableError) as again:
        open_article(path)
    sentence = str(caught.value)
    assert str(again.value) == sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def test_plain_text_is_read_whole(tmp_path: Path) -> None:
    path = written(tmp_path, f"Ein Titel\n\n{PROSE}\n")
    article = read_article(path)
    assert article.text == f"Ein Titel\n\n{PROSE}"
    assert (article.title, article.language, article.format, article.encoding) == (
        "Ein Titel",
        "de",
        "plain",
        "utf-8",
    )
    assert (article.source, article.complete, article.notice) == (str(path), True, "")
    assert open_article(path) == article


def test_source_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, PROSE)
    monkeypatch.chdir(tmp_path)
    assert read_article(Path("artikel.txt")).source == str(tmp_path / "artikel.txt")


@pytest.mark.parametrize("name", ["a.md", "a.MD", "a.markdown", "a.mkd"])
def test_markdown_is_told_by_its_suffix(tmp_path: Path, name: str) -> None:
    article = open_article(written(tmp_path, "# Titel\n\n*Text*", name))
    assert (article.format, article.title, article.text) == ("markdown", "Titel", "Titel\n\nText")


@pytest.mark.parametrize("name", ["a.txt", "a", "-", "a.text", ""])
def test_everything_else_is_plain_text(name: str) -> None:
    article = read_bytes(b"# Titel\n\n*Text*", name=name)
    assert (article.format, article.text) == ("plain", "# Titel\n\n*Text*")


def test_front_matter_with_headings_is_markdown_whatever_its_name() -> None:
    article = read_bytes(f"---\ntitle: Titel\nlang: de-CH\n---\n\n# Kapitel\n\n{PROSE}".encode(), name="-")
    assert (article.format, article.title, article.language) == ("markdown", "Titel", "de-CH")
    assert [block.text for block in article.blocks] == ["Kapitel", PROSE]


def test_front_matter_without_headings_stays_in_a_plain_text() -> None:
    article = read_bytes(b"---\ntitle: Titel\n\n---\n", name="-")
    assert (article.format, article.text) == ("plain", "---\n\ntitle: Titel\n\n---")


@pytest.mark.parametrize(
    ("data", "name", "title"),
    [
        ("---\ntitle: Vorne\n---\n# Kopf\n", "name.md", "Vorne"),
        ("---\ndate: heute\n---\n# Kopf\n", "name.md", "Kopf"),
        ("## Kopf\n", "der name.md", "der name"),
        (PROSE, "ordner/name.neu.txt", "name.neu"),
        ("", "leer.txt", "leer"),
    ],
)
def test_title_is_the_given_one_or_the_first_heading_or_the_name(data: str, name: str, title: str) -> None:
    assert read_bytes(data.encode(), name=name).title == title


def test_empty_file_has_no_blocks(tmp_path: Path) -> None:
    article = open_article(written(tmp_path, ""))
    assert (list(article.blocks), article.text, article.length) == ([], "", 0)


def test_encoding_and_notice_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, "für".encode("cp850"))
    assert "--encoding cp850" in read_article(path).notice
    article = read_article(path, encoding="cp850")
    assert (article.text, article.encoding, article.notice) == ("für", "cp850", "")


def test_name_that_is_not_utf8_gives_a_title_that_is(tmp_path: Path) -> None:
    path = written(tmp_path, PROSE, os.fsdecode(b"B\xe4r.txt"))
    assert read_article(path).title == "B?r"


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "fehlt.txt").startswith("There is no file “")
    assert refusal(written(tmp_path, "x") / "darin").startswith("There is no file “")


def test_name_in_a_sentence_is_of_one_line_and_printable(tmp_path: Path) -> None:
    assert "böse\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}.txt" in refusal(
        tmp_path / "böse\x1b[31m\n.txt"
    )


def test_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path).endswith("is a folder; name a file in it.")


def test_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rohr")
    assert "is a pipe" in refusal(tmp_path / "rohr")


def test_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("dose")
        assert "is a socket" in refusal(tmp_path / "dose")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/tty"])
def test_device_is_refused(device: str) -> None:
    assert "is a device" in refusal(Path(device))


def test_symbolic_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    assert "leads in a circle" in refusal(tmp_path / "a.txt")


def test_symbolic_link_is_followed(tmp_path: Path) -> None:
    written(tmp_path, PROSE)
    (tmp_path / "link.txt").symlink_to("artikel.txt")
    article = read_article(tmp_path / "link.txt")
    assert (article.text, article.source) == (PROSE, str(tmp_path / "link.txt"))


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert "too long" in refusal(tmp_path / ("x" * 5000))
    assert "NUL" in refusal(tmp_path / "a\0b")


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, PROSE)

    def refuse(*arguments: object, **options: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    # As root every file can be read, so the system's answer is played.
    monkeypatch.setattr(os, "open", refuse)
    assert refusal(path).startswith("You are not allowed to read")


@pytest.mark.parametrize(
    ("data", "kind", "advice"),
    [
        (b"PK\x03\x04" + bytes(26) + b"a.txt", "a ZIP archive", "unpack"),
        (b"{\\rtf1 x}", "an RTF document", "as plain text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document", "as plain text"),
        (b"\x1f\x8b\x08", "a compressed file", "gunzip"),
        (b"\x89PNG\r\n\x1a\n", "a picture", "text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "data",
)
def test_known_formats_are_named_with_what_to_do(tmp_path: Path, data: bytes, kind: str, advice: str) -> None:
    sentence = refusal(written(tmp_path, data, "datei.txt"))
    assert sentence.startswith("“datei.txt” is ")
    assert kind in sentence
    assert READABLE in sentence
    assert advice in sentence
    with pytest.raises(UnreadableError):
        read_bytes(data, name="-")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3",
        b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
        b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text",
    ],
)
def test_only_the_beginning_of_a_document_is_damaged(tmp_path: Path, data: bytes) -> None:
    assert refusal(written(tmp_path, data, "datei.txt")).startswith("“datei.txt” is damaged; ")


@pytest.mark.parametrize(
    ("name", "inside", "kind"),
    [
        ("brief.docx", "", "protected by a password"),
        ("brief", "EncryptedPackage", "protected by a password"),
        ("brief.doc", "WordDocument", "an old Office document"),
    ],
)
def test_document_that_takes_a_password_is_told_from_an_old_one(
    tmp_path: Path, name: str, inside: str, kind: str
) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + inside.encode("utf-16-le")
    assert kind in refusal(written(tmp_path, data, name))


def test_other_binary_data_is_refused(tmp_path: Path) -> None:
    assert "binary data" in refusal(written(tmp_path, bytes(100_000)))


def test_sparse_file_beyond_memory_is_refused_by_its_beginning(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    os.truncate(path, 1 << 40)
    assert "binary data" in refusal(path)


def test_what_was_never_written_of_a_file_costs_neither_memory_nor_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(b"Ein Satz.\n\n" * 10_000)
        file.seek(3_000_000_000)
        file.write(b"Ende.\n")
    article = read_article(path)
    assert [block.text.strip("\0") for block in article.blocks[-2:]] == ["Ein Satz.", "Ende."]


def test_large_text_is_opened_by_its_beginning(tmp_path: Path) -> None:
    path = written(tmp_path, "\n\n".join([PROSE] * 4000))
    article, whole = open_article(path), read_article(path)
    assert not article.complete
    assert whole.complete
    assert 100 < len(article.blocks) < len(whole.blocks) == 4000
    assert (article.title, article.source) == (whole.title, whole.source)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("codec", ["cp1252", "cp850", "mac-roman", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_large_text_of_another_encoding_is_opened_by_its_beginning(tmp_path: Path, codec: str, told: bool) -> None:
    path = written(tmp_path, "\n\n".join([PROSE] * 2500).encode(codec))
    encoding = codec if told else None
    article, whole = open_article(path, encoding=encoding), read_article(path, encoding=encoding)
    assert (article.complete, article.encoding) == (False, codec)
    assert article.blocks == whole.blocks[: len(article.blocks)]
    assert tuple(whole.blocks) == read_bytes(path.read_bytes(), name="-", encoding=encoding).blocks


def test_large_utf16_of_ascii_alone_is_told_by_its_zeros(tmp_path: Path) -> None:
    article = read_article(written(tmp_path, ("Haus und Hof\n\n" * 20_000).encode("utf-16-le")))
    assert (article.complete, article.encoding, len(article.blocks)) == (True, "utf-16-le", 20_000)


@pytest.mark.parametrize("codec", ["gb18030", "utf-7", "cp500"])
def test_large_text_of_a_named_encoding_that_has_no_beginning_is_read_whole(tmp_path: Path, codec: str) -> None:
    path = written(tmp_path, "\n\n".join([PROSE] * 1000).encode(codec))
    assert len(open_article(path, encoding=codec).blocks) == 1000


def test_large_markdown_is_read_whole(tmp_path: Path) -> None:
    text = f"---\ntitle: T\n---\n# K\n\n{PROSE}" + "\n\nText" * 15_000
    assert open_article(written(tmp_path, text)).format == "markdown"
    assert open_article(written(tmp_path, text, "a.md")).complete


def test_line_that_no_person_wrote_is_parted_where_sentences_end(tmp_path: Path) -> None:
    path = written(tmp_path, " ".join([PROSE] * 10_000))
    article, whole = open_article(path), read_article(path)
    assert not article.complete
    assert article.blocks == whole.blocks[: len(article.blocks)]
    assert whole.text.replace("\n\n", " ") == " ".join([PROSE] * 10_000)
    assert {block.text[-1] for block in whole.blocks} == {"."}
    assert max(len(block.text) for block in whole.blocks) <= LONGEST_LINE


def test_beginning_grows_until_it_holds_paragraphs(tmp_path: Path) -> None:
    path = written(tmp_path, "\n\n".join([PROSE * 100] * 200))
    article, whole = open_article(path), read_article(path)
    assert not article.complete
    assert article.blocks == whole.blocks[: len(article.blocks)]


ASCII = "Das Haus am See steht leer, und niemand weiss, wem es eigentlich noch gehoert."
PARTS = st.sampled_from(
    [
        *(PROSE, ASCII, "Ein Bruch", "„Ja“", "- Mehl", "> Zitat", "---", "* * *", "1. Eins", "2. Zwei", ""),
        *("\r\n", "\r", "\ufeff", "\N{REPLACEMENT CHARACTER}"),
        "Die Donau-\r\ndampfschifffahrt ist\nlange vorbei, sagte\nman uns damals.",
    ]
)


@EACH
@given(
    parts=st.lists(PARTS, min_size=1, max_size=12),
    lead=st.sampled_from([b"", b"\xef\xbb\xbf", b"x" * 70_000 + b"\n"]),
    end=st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\r\n\r\n"]),
    tail=st.sampled_from([b"", b"\xff\xfe\xff", b"\xc3", "größer".encode("cp1252") * 5000]),
    encoding=st.sampled_from([None, None, "utf-8", "cp1252"]),
)
def test_opened_blocks_are_the_first_of_the_whole(
    tmp_path: Path, parts: list[str], lead: bytes, end: str, tail: bytes, encoding: str | None
) -> None:
    once = end.join(parts) + end
    path = written(tmp_path, lead + (once * (150_000 // len(once) + 1)).encode() + tail)
    article, whole = open_article(path, encoding=encoding), read_article(path, encoding=encoding)
    assert article.blocks == whole.blocks[: len(article.blocks)]
    assert article.title == whole.title
    assert whole.complete
    assert article.complete == (len(article.blocks) == len(whole.blocks))
    assert compose(whole.blocks) == tuple(whole.blocks)


@EACH
@given(
    parts=st.lists(PARTS, min_size=1, max_size=12),
    end=st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\r\n\r\n"]),
    share=st.floats(0, 1),
)
def test_article_opens_where_the_reader_left_off(tmp_path: Path, parts: list[str], end: str, share: float) -> None:
    once = end.join(parts) + end
    numbered = (
        f"{once}Absatz {number} ist keinem anderen gleich.{end}" for number in range(150_000 // (len(once) + 40))
    )
    path = written(tmp_path, "".join(numbered).encode())
    whole = read_article(path)
    index = int(share * (len(whole.blocks) - 1))
    mark = bookmark(whole, index)
    assert mark is not None
    place = place_at(whole.text, whole.blocks[index].start)
    article = open_article(path, left_off=LeftOff(mark, place))
    assert article.blocks == whole.blocks[article.first : article.first + len(article.blocks)]
    assert (article.title, article.count) == (whole.title, whole.count) or not article.first
    if "keinem anderen gleich" in place.context:
        assert article.first <= index < article.first + len(article.blocks)
        assert article.complete or article.length == whole.length


def test_bookmark_of_another_state_of_the_file_is_not_used(tmp_path: Path) -> None:
    path = written(tmp_path, "\n\n".join(f"Absatz {number}. {PROSE}" for number in range(4000)))
    whole = read_article(path)
    mark = bookmark(whole, 3000)
    assert mark is not None
    place = place_at(whole.text, whole.blocks[3000].start)
    assert open_article(path, left_off=LeftOff(mark, place)).first > 2000
    written(tmp_path, "\n\n".join(f"Absatz {number}! {PROSE}" for number in range(1, 4001)))
    assert open_article(path, left_off=LeftOff(mark, place)).first == 0
    assert bookmark(open_article(path), 3) is None


@pytest.mark.parametrize(("codec", "notice"), [("cp1252", ""), ("cp850", "DOS")])
def test_bytes_beyond_ascii_only_behind_the_sample_decide_for_the_whole(
    tmp_path: Path, codec: str, notice: str
) -> None:
    lines = (ASCII + "\n") * (SAMPLE_BYTES // len(ASCII) + 10)
    path = written(tmp_path, lines.encode() + (PROSE + "\n").encode(codec) * 3000)
    article, whole = open_article(path), read_article(path)
    assert (whole.encoding, notice in whole.notice) == (codec, True)
    assert PROSE in whole.text
    assert article.blocks == whole.blocks[: len(article.blocks)]


def test_large_patchwork_of_encodings_is_read_as_what_each_piece_is(tmp_path: Path) -> None:
    path = written(tmp_path, ((PROSE + "\n").encode() * 20 + (PROSE + "\n").encode("cp1252")) * 200)
    article, whole = open_article(path), read_article(path)
    assert article.blocks == whole.blocks[: len(article.blocks)]
    assert {block.text for block in whole.blocks} == {PROSE}
    assert whole.notice == "1000 bytes that are not UTF-8 were read as Windows-1252."


@pytest.mark.parametrize(("name", "size"), [("a.txt", 200_000), ("a.md", 50_000)])
def test_file_beyond_the_memory_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, size: int
) -> None:
    path = written(tmp_path, (PROSE + "\n\n") * (size // len(PROSE)), name)
    monkeypatch.setattr(articles.formats.detect, "memory", lambda: size)
    with pytest.raises(UnreadableError, match=f"“{name}” is too large for this machine's memory; split it"):
        read_article(path)


def test_reading_that_runs_out_of_memory_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(articles.formats.detect, "decode", fail)
    with pytest.raises(UnreadableError, match="too large for this machine's memory"):
        read_article(written(tmp_path, PROSE))


def test_reading_plain_text_loads_nothing_heavy() -> None:
    code = (
        "import sys; from articles.formats.detect import read_bytes; read_bytes(b'Text', name='a.txt');"
        "heavy = 'markdown_it', 'typing_extensions', 'json', 'asyncio', 'logging', 'html', 'xml', 'zipfile';"
        "print(*(name for name in heavy if name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


@pytest.mark.parametrize(("parting", "blocks"), [(None, 1000), ("line", 2000), ("blank line", 1000)])
def test_what_parts_paragraphs_can_be_told_of_a_long_text_too(
    tmp_path: Path, parting: Literal["line", "blank line"] | None, blocks: int
) -> None:
    path = tmp_path / "gedicht.txt"
    path.write_text(
        "Der Tag geht still und langsam durch das Land\nund alle Vögel schweigen in der Nacht.\n\n" * 1000
    )
    assert path.stat().st_size > SAMPLE_BYTES
    assert len(read_article(path, parting=parting).blocks) == blocks
