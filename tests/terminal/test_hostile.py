"""Whatever texts hold, in every place where a text can stand: only what the driver sends reaches the terminal."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from support.grammar import violations
from support.listening import Listening
from support.naughty import ALL, CONTROLS, ESCAPES, FORMATS, STACKS, WIDE, naughty_strings
from support.terminal import LESART, Terminal

from articles.article import Article, Span
from articles.formats.detect import read_article
from articles.known import KnownArticle
from articles.library import Library
from articles.places import Place
from articles.translation.memory import TranslationMemory
from articles.translation.translation import Translation, source_hash
from tui.opening.article import workbook_for
from tui.origin import Origin
from tui.settings import Directories

Start = Callable[..., Terminal]
NAME = os.fsdecode("böse\x1b]0;PWNED\x07\x1bc\n\u202e\u009b8m\u200b".encode() + b"\xff.md")
HARMLESS = "Ein ganz gewöhnlicher Satz über die Straße, damit es ein Text bleibt. " * 3
PIECES = [ALL, *ESCAPES, CONTROLS, FORMATS, STACKS, WIDE]


@pytest.fixture
def directories(home: Mapping[str, str]) -> Directories:
    places = [Path(home[f"XDG_{name}_HOME"]) / "lesart" for name in ("CONFIG", "DATA", "CACHE")]
    for place in places:
        place.mkdir(parents=True)
    return Directories(*places)


def write_article(folder: Path, name: str = NAME) -> Article:
    """Write an article of hostile headings, paragraphs and list items under a hostile name and title."""
    title = json.dumps(ALL.replace("\x00", ""))
    inline = [text.replace("\x85", "").replace("\u2028", "") for text in PIECES]
    blocks = [
        f"# {ALL}",
        HARMLESS,
        *naughty_strings(),
        *inline,
        *(f"- {text}\n- {text}" for text in inline),
        HARMLESS,
    ]
    text = f"---\ntitle: {title}\n---\n\n" + "\n\n".join(blocks)
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_article(folder / name, encoding="utf-8")


def annotate(article: Article, directories: Directories) -> None:
    """Put hostile notes and tags on some of the blocks, and one on text that is not there any more."""
    path = Path(article.source)
    workbook = workbook_for(article, Origin(article.source, path), directories, ALL)
    workbook.open()
    notes = ["\n".join(naughty_strings()), ALL, CONTROLS, FORMATS, STACKS, "\ud83d\x00" + WIDE]
    for number, note in enumerate(notes):
        block = article.blocks[number]
        colour = ("", "yellow", ALL)[number % 3]
        workbook.annotate(
            Span(block.start, block.end), note=note, tags=[note[:60], ESCAPES[number % 9]], colour=colour
        )


def quit_and_judge(terminal: Terminal, *, copies: bool = False) -> None:
    terminal.send("q")
    assert terminal.wait() == 0
    assert violations(terminal.output, copies=copies) == []
    assert "PWNED" not in terminal.screen.title


def through(terminal: Terminal, *steps: tuple[str, str]) -> None:
    """Press keys, each time until the screen shows what belongs to them."""
    for keys, shown in steps:
        terminal.send(keys)
        if shown:
            terminal.wait_for(shown)
        terminal.settle(0.05)


@pytest.mark.parametrize("size", [(150, 60), (40, 12)])
def test_articles_and_their_english_are_only_text(
    start: Start, tmp_path: Path, directories: Directories, size: tuple[int, int]
) -> None:
    write_article(tmp_path)
    write_article(tmp_path, NAME.replace(".md", ".en.md"))
    terminal = start(NAME, "--encoding", "utf-8", size=size)
    terminal.wait_for("¶ 1/")
    through(
        terminal, ("t", ""), *[(" ", "")] * 30, ("G", "100 %"), ("z", ""), ("kk", ""), ("zT", ""), ("g", "¶ 1/")
    )
    quit_and_judge(terminal)


def test_every_dialog_shows_only_text(start: Start, tmp_path: Path, directories: Directories) -> None:
    annotate(write_article(tmp_path), directories)
    for number, text in enumerate([ALL, CONTROLS, STACKS]):
        known = KnownArticle(f"/{number}{text}", text, 10, Place(0, text), "2026-01-01T00:00:00.000Z")
        Library(directories.data).remember(known)
    pasted = "".join(f"\x1b[200~{text}\x1b[201~" for text in (ALL.replace("\x1b[201~", ""), "rot"))
    terminal = start(NAME, "--encoding", "utf-8")
    terminal.wait_until_up()
    through(
        terminal,
        ("l", "Notes"), ("jjjjj", ""), ("GkkG", ""), ("t", "#"), ("0", ""), ("x", "u undo"), ("u", ""),
        ("/" + pasted, ""), ("\r", ""), ("q", "¶"),
        ("o", "Contents"), ("q", "¶"),
        ("L", "Library"), ("jjjj", ""), ("G", ""), ("g\r", "¶"),
    )  # fmt: skip
    through(
        terminal,
        ("g", "¶ 1/"), ("e", "Edit note"), (pasted, ""), ("\t" + pasted, ""), ("\x13", "Saved."),
        ("x", "leted"), ("u", ""), ("jjv", ""), ("ja", "Note"), (pasted + "\x13", "Saved."),
        ("/" + pasted + "\r", "found"), (":" + pasted, "No matches"), ("\x1b", ""),
    )  # fmt: skip
    terminal.wait_until_gone("No matches")
    through(terminal, ("?", "Keys"), ("GG", ""), ("q", ""))
    through(terminal, ("E", "Export notes"), ("jjjj", ""), ("\r", ""), (pasted + "\x1b", ""))
    terminal.wait_until_gone("Export notes")
    through(terminal, ("jy", "Copied"), ("mA", "Marked"))
    quit_and_judge(terminal, copies=True)


def test_stored_translations_are_only_text(start: Start, tmp_path: Path, directories: Directories) -> None:
    article = write_article(tmp_path)
    memory = TranslationMemory(directories.data / "translations.sqlite")
    texts = [block.text for block in article.blocks[:40]]
    for text, english in zip(texts, [*PIECES, *naughty_strings()], strict=False):
        english = english.encode("utf-8", "replace").decode()
        memory.put(Translation(english, "engine", ALL, ALL, ALL, source_hash(text)))
    terminal = start(NAME, "--encoding", "utf-8", size=(120, 60))
    terminal.wait_until_up()
    through(terminal, ("t", ""), *[(" ", "")] * 4)
    quit_and_judge(terminal)


class _Hostile(BaseHTTPRequestHandler):
    """A server for translations that answers with escape sequences everywhere."""

    answers = 0

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        type(self).answers += 1
        status = (200, 500, 403)[self.answers % 3]
        self.send_response(status, "\x1b]0;PWNED\x07\x1bc")
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"translatedText": ALL, "error": ALL}).encode())
        self.wfile.write(b"" if status == 200 else ALL.encode("utf-8", "surrogatepass"))

    def log_message(self, _: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def engine() -> Iterator[Mapping[str, str]]:
    """Return the environment in which a hostile server translates."""
    server = Listening(_Hostile)
    yield {"LESART_ENGINE": "libretranslate", "LESART_SERVER": f"http://127.0.0.1:{server.port}/"}
    server.close()


def test_an_engines_answers_and_errors_are_only_text(
    start: Start, tmp_path: Path, engine: Mapping[str, str]
) -> None:
    (tmp_path / "artikel.txt").write_text("\n\n".join(f"{n}. {HARMLESS}" for n in range(20)), "utf-8")
    terminal = start("artikel.txt", environment=engine, size=(120, 40))
    terminal.wait_until_up()
    through(terminal, ("t", "LibreTranslate"), ("\r", ""), ("jj", ""), ("\r", ""), ("jj\r", ""))
    assert _Hostile.answers
    quit_and_judge(terminal)


def test_what_the_command_line_prints_is_only_text(
    start: Start, tmp_path: Path, directories: Directories, engine: Mapping[str, str]
) -> None:
    annotate(write_article(tmp_path), directories)
    (tmp_path / "name").write_bytes(os.fsencode(NAME))
    directories.config_file.write_text(f"{json.dumps(ALL)} = 1\ntheme = {json.dumps(ESCAPES[0])}\n", "utf-8")
    name = '"$(cat name)"'
    file = f"{name} --encoding utf-8"
    commands = [
        *(f"export --format {kind} {file}" for kind in ("md", "html", "csv")), f"check {file}", "doctor",
        f"show {file}", f"show --json {file}", f"read --plain {file} --translate", f"notes {file}",
        f"notes --json {file}", "config", f"note {file} --quote {name}", f"{name}x", f"show {name}y",
        f"-{name}", f"show {file} --encoding {name}",
        f"export {file} --format {name}", f"notes {file} --colour {name}", f"read --theme {name}",
    ]  # fmt: skip
    script = "; ".join(f"{' '.join(LESART)} {command}" for command in commands)
    hostile = {**engine, "LESART_LAYOUT": ESCAPES[0], "COLORTERM": ESCAPES[1], "LANG": ESCAPES[2]}
    terminal = start(through=script.replace("{", "{{").replace("}", "}}"), environment=hostile, size=(100, 40))
    assert terminal.wait() is not None
    assert b"Traceback" not in terminal.output
    assert violations(terminal.output) == []


def test_what_is_pasted_is_text_and_no_keys(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "artikel.txt"
    path.write_text(HARMLESS, "utf-8")
    terminal = start("artikel.txt")
    terminal.wait_until_up()
    controls = CONTROLS.replace("\x1b", "")
    through(terminal, ("l", "Notes"), ("q", ""))  # the program is up, not only its first page
    terminal.wait_until_gone("Notes")
    terminal.press("\x1b[200~q1x\x1b[201~")
    terminal.send(f"a\x1b[200~eins\t{controls}\x1b[31m\x1b]52;c;eA==\x07\x00\r\nzwei \x1b[201~qx drei\x1b[201~")
    terminal.wait_for("drei")
    terminal.send("\x13")
    terminal.wait_for("Saved.")
    terminal.send("/\x1b[200~Um\x07stand\x9b q\x1b[201~qq\r")
    terminal.wait_for("was not found")
    quit_and_judge(terminal)
    items = json.loads(Path(f"{path}.annotations.json").read_text("utf-8"))["items"]
    notes = [item["body"][0]["value"] if "body" in item else "" for item in items]
    assert len(notes) == 1
    assert notes[0].startswith("eins\t")
    assert notes[0].endswith("zwei qx drei")
    assert not {sign for sign in notes[0] if ord(sign) < 32 or 127 <= ord(sign) < 160} - set("\t\n")
