"""How little goes over the wire, at 100x30 in true colour: reading over a slow link depends on it."""

from collections.abc import Callable
from pathlib import Path

import pyte
import pytest
from support.terminal import Terminal

Start = Callable[..., Terminal]
SENTENCE = "Der {}. Ausschuss räumte schließlich ein, dass die Züge über {} künftig schneller fahren. "


@pytest.fixture
def reader(start: Start, tmp_path: Path) -> Terminal:
    """Return lesart on an article of long paragraphs with their English, up and still."""
    numbers = range(1, 41)
    german = ["".join(SENTENCE.format(number, part) for part in range(number % 5 + 3)) for number in numbers]
    english = [text.replace("Der", "The").replace("Ausschuss räumte", "committee conceded") for text in german]
    (tmp_path / "lang.txt").write_text("\n\n".join(german) + "\n", "utf-8")
    (tmp_path / "lang.en.txt").write_text("\n\n".join(english) + "\n", "utf-8")
    terminal = start("lang.txt", size=(100, 30))
    terminal.wait_until_up()
    return terminal


def seen(screen: pyte.Screen) -> list[list[tuple[str, ...]]]:
    """Return character and colours of every cell but those of the line of messages, which the next key changes."""
    cells = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
    return [
        [(cell.data, cell.bg, cell.fg if cell.data != " " else "") for cell in row]
        for y, row in enumerate(cells)
        if y != screen.lines - 2
    ]


def drawn_anew(terminal: Terminal) -> list[list[tuple[str, ...]]]:
    """Return what is seen on an empty screen on which everything has been drawn anew."""
    fresh = pyte.Screen(terminal.screen.columns, terminal.screen.lines)
    pyte.ByteStream(fresh).feed(terminal.press("\x0c"))
    return seen(fresh)


def test_starting_sends_the_first_page_once(reader: Terminal) -> None:
    assert len(reader.output) <= 7000
    assert reader.output.count("Der 1. Ausschuss räumte schließlich ein, dass die Züge über 0 ".encode()) == 1
    assert reader.output.count(b"\x1b[?1049h") == 1


@pytest.mark.parametrize(("keys", "most"), [("w", 200), ("s", 700), ("j", 400), ("h", 900), ("v", 900)])
def test_a_key_that_changes_little_sends_little(reader: Terminal, keys: str, most: int) -> None:
    reader.press("j")
    assert 0 < len(reader.press(keys)) <= most


def test_a_paragraph_move_with_english_sends_little(reader: Terminal) -> None:
    reader.press("t")
    reader.wait_for("committee conceded")
    assert 0 < len(reader.press("j")) <= 1000


def test_a_scrolled_line_sends_that_line(reader: Terminal) -> None:
    sizes = [len(reader.press("\x05")) for _ in range(12)] + [len(reader.press("\x19")) for _ in range(12)]
    assert min(sizes) > 0
    assert max(sizes) <= 400
    assert sum(sizes) / len(sizes) <= 250


def test_another_page_is_sent_without_the_colours_of_every_row(reader: Terminal) -> None:
    assert all(0 < len(reader.press(" ")) <= 3000 for _ in range(4))


def test_half_a_page_is_scrolled(reader: Terminal) -> None:
    assert 0 < len(reader.press("\x04")) <= 1900


def test_many_keys_at_once_are_drawn_as_few_and_all_count(reader: Terminal) -> None:
    sent = reader.press("j" * 30)
    reader.wait_for("¶ 31/40")
    assert len(sent) <= 12000


def test_a_dialog_and_back_sends_what_it_covers(reader: Terminal) -> None:
    assert len(reader.press("?")) <= 6500
    assert len(reader.press("\x1b")) <= 4000
    assert "Der 1. Ausschuss" in reader.text


def test_what_the_screen_shows_is_what_a_full_repaint_shows(reader: Terminal) -> None:
    ways = [
        "jjw",
        "\x05\x05\x05",
        " ",
        "\x04",
        "sh",
        "t",
        "\x05",
        "k\x19",
        "?j",
        "\x1b",
        "a",
        "Wort\x1b",
        "zj",
        "z",
        "G",
        "c",
    ]
    for keys in ways:
        reader.press(keys)
        before = seen(reader.screen)
        if keys not in ("?j", "a"):
            assert before == drawn_anew(reader), keys


def test_drawing_anew_sends_the_whole_screen(reader: Terminal) -> None:
    reader.press("j")
    reader.screen.reset()
    assert "Ausschuss" not in reader.text
    reader.press("\x0c")
    assert sum("Ausschuss" in row for row in reader.screen.display) > 8
    assert "¶ 2/40" in reader.text


def test_a_changed_size_there_and_back_shows_everything(reader: Terminal) -> None:
    reader.resize(60, 20)
    reader.settle()
    reader.screen.reset()
    reader.resize(100, 30)
    reader.settle()
    assert "Der 1. Ausschuss" in reader.text
    assert seen(reader.screen) == drawn_anew(reader)


def test_a_focus_report_sends_nothing(reader: Terminal) -> None:
    assert reader.press("\x1b[O\x1b[I") == b""
