"""What is sent in place of what is written makes a terminal show the same, in fewer bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.wire.screen_memory import ScreenMemory

WIDTH, HEIGHT = 32, 8
PENS = (
    "0", "", "1", "3;4", "0;31", "38;5;120", "38;2;200;100;50", "0;1;38;2;1;2;3;48;2;30;40;50", "48;5;17", "7",
    "22", "27;24", "39;49", "9;23", "0;44;92",
)  # fmt: skip
TEXTS = (
    "a",
    " ",
    "  ",
    "Straße",
    "„ja“ –",
    "▌ 12 ◆",
    "日本",
    "e\u0301t\u0301e",
    "👍",
    "x👍y",
    "Ein ganzer Satz.",
    "      ",
)
SEEN_ON_BLANKS = ("underscore", "reverse", "strikethrough")


class Glass:
    """A terminal fed with bytes as a tty hands them on."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self.sent = 0

    def feed(self, data: str) -> None:
        self.sent += len(data.encode())
        for y in range(self.screen.lines):  # pyte neither moves nor erases cells that were never drawn
            row = self.screen.buffer[y]
            for x in range(self.screen.columns):
                row[x] = row[x]
        self._stream.feed(data.replace("\r\n", "\n").replace("\n", "\r\n"))

    def looks(self) -> list[list[object]]:
        """Return what is seen: of a space only what shows on it."""
        rows = []
        for y in range(self.screen.lines):
            row = self.screen.buffer[y]
            rows.append([self._look(row[x]) for x in range(self.screen.columns)])
        return rows

    @staticmethod
    def _look(cell: pyte.screens.Char) -> object:
        if cell.data == " " and not any(getattr(cell, name) for name in SEEN_ON_BLANKS):
            return (" ", cell.bg)
        return cell

    @property
    def cursor(self) -> tuple[int, int]:
        return self.screen.cursor.y, self.screen.cursor.x


def both(*writes: str, width: int = WIDTH, height: int = HEIGHT) -> tuple[Glass, Glass, list[str]]:
    """Write to one terminal directly, to the other one through a memory; return them and what was sent."""
    plain, reduced, memory = Glass(width, height), Glass(width, height), ScreenMemory(width, height)
    sent = []
    for data in writes:
        plain.feed(data)
        sent.append(memory.write(data))
        reduced.feed(sent[-1])
    return plain, reduced, sent


def place(y: int, x: int = 0) -> str:
    return f"\x1b[{y + 1};{x + 1}H"


runs = st.tuples(
    st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), st.sampled_from(PENS), st.sampled_from(TEXTS)
)
TEXT = [chr(ord("a") + number) * (16 + number) for number in range(14)]
whole_rows = st.one_of(
    st.lists(st.sampled_from(("Zeile eins", "日本 drei", "", *TEXT)), min_size=1, max_size=HEIGHT),
    st.builds(
        lambda top, below: [*TEXT[top : top + HEIGHT - len(below)], *below],
        st.integers(0, 6),
        st.sampled_from(([], ["Fuß"], ["", "日本"])),
    ),
)


def run(y: int, x: int, pen: str, text: str) -> str:
    """Return a run of text as Textual writes it."""
    return f"{place(y, x)}\x1b[{pen}m{text}\x1b[0m"


def page(rows: Sequence[str], pen: str = "0;32;44") -> str:
    """Return rows from the top as Textual writes them."""
    width = [WIDTH - text.count("日本") * 2 for text in rows]
    return "\n".join(run(y, 0, pen, f"{text:<{width[y]}}") for y, text in enumerate(rows)) + place(0)


pages = st.builds(page, whole_rows, st.sampled_from(PENS[:8]))
textual_writes = st.one_of(
    pages,
    st.lists(runs, min_size=1, max_size=6).map(lambda found: "".join(run(*one) for one in found) + place(0)),
    st.sampled_from(("\x1b[?2026h", "\x1b[?2026l", "\x1b[?25l", "\x1b[?2004h", "\x1b]22;default\x07")),
    st.sampled_from(("\x1b[0m\x1b[2J", "\x1b[41m\x1b[2J\x1b[0m", "\x1b[H")),
)
strange_writes = st.sampled_from(
    ("\x1b[K", "\x1b[3P", "x" * (WIDTH + 3), "\u0301", "\n", "\r\nneu", "\x1b[2;6r", "\x1b[r", "\x1b[95m", "日",
     "\b", "\x1b[s", "\x1b[4h", "\x1b[L", "❤\ufe0f", "\x1b[0;58;5;3mx")
)  # fmt: skip
BEGIN = "\x1b[m\x1b[2J\x1b[H"


@settings(max_examples=300)
@given(st.lists(st.one_of(textual_writes, strange_writes), max_size=12))
def test_the_terminal_shows_the_same_whatever_is_written(writes: list[str]) -> None:
    plain, reduced, _ = both(*writes)
    assert reduced.looks() == plain.looks()
    assert reduced.cursor == plain.cursor


@settings(max_examples=300)
@given(st.lists(textual_writes, max_size=12))
def test_no_more_bytes_are_sent_than_textual_writes(writes: list[str]) -> None:
    plain, reduced, _ = both(BEGIN, *writes)
    assert reduced.looks() == plain.looks()
    assert reduced.cursor == plain.cursor
    assert reduced.sent <= plain.sent


@settings(max_examples=100)
@given(st.lists(st.one_of(textual_writes, st.integers(4, 30), strange_writes), max_size=12))
def test_after_another_size_a_full_repaint_shows_everything(writes: list[str | int]) -> None:
    glass, memory = Glass(), ScreenMemory(WIDTH, HEIGHT)
    for one in writes:
        if isinstance(one, int):
            glass.screen.resize(HEIGHT, one)
            memory.forget(one, HEIGHT)
        else:
            glass.feed(memory.write(one))
    glass.screen.reset()
    memory.forget(WIDTH, HEIGHT)
    glass.screen.resize(HEIGHT, WIDTH)
    whole = "\x1b[m" + page([f"Zeile {y}" for y in range(HEIGHT)])
    fresh = Glass()
    fresh.feed(whole)
    glass.feed(memory.write(whole))
    assert glass.looks() == fresh.looks()


def test_what_is_shown_already_is_not_sent_again() -> None:
    _, _, sent = both(page(TEXT[:8]), page(TEXT[:8]))
    assert sent[1] == ""


def test_another_spelling_of_the_same_colours_is_the_same() -> None:
    _, _, sent = both(
        run(1, 0, "0;1;38;5;3;44", "Wort") + place(0), run(1, 0, "44;38;5;3;22;1", "Wort") + place(0)
    )
    assert sent[1] == ""


def test_only_the_cells_that_change_are_sent() -> None:
    _, _, sent = both(BEGIN, page(["Der Hund bellt laut."]), run(0, 4, "0;32;44", "Hahn kräht") + place(0))
    assert sent[2] == "\x1b[5Cahn kräh\x1b[H"


def test_of_an_empty_cell_only_the_background_counts() -> None:
    first, other, underlined = (run(0, 0, pen, "   ") + place(0) for pen in ("31;44", "1;33;44", "31;44;4"))
    _, _, sent = both(BEGIN, first, other, underlined)
    assert sent[2] == ""
    assert sent[3].endswith("   \x1b[H")


def test_only_what_changes_of_a_colour_is_sent() -> None:
    _, _, sent = both(BEGIN, run(0, 0, "38;5;1;48;5;17", "a") + run(1, 0, "38;5;2;48;5;17", "b"))
    assert sent[1] == "\x1b[38;5;1;48;5;17ma\x1b[2H\x1b[38;5;2mb"


def test_a_frame_in_which_nothing_changes_is_not_even_begun() -> None:
    begin, end = "\x1b[?2026h", "\x1b[?2026l"
    _, _, sent = both(page(TEXT[:8]), begin, page(TEXT[:8]), end)
    assert sent[1:] == ["", "", ""]
    _, _, sent = both(page(TEXT[:8]), begin, page(TEXT[1:9]), end)
    assert sent[1] == ""
    assert sent[2].startswith(begin)
    assert sent[3] == end


@pytest.mark.parametrize("lines", [1, 2, -1, -2])
def test_text_that_has_only_moved_is_scrolled(lines: int) -> None:
    before, after = page([*TEXT[4:11], "Fuß"]), page([*TEXT[4 + lines : 11 + lines], "Fuß"])
    plain, reduced, sent = both(BEGIN, before, after)
    assert reduced.looks() == plain.looks()
    assert re.match(r"\x1b\[;7r\x1b\[H\x1b\[\d*[LM]\x1b\[r", sent[2])
    assert len(sent[2]) < 40 + 38 * abs(lines)


def test_nothing_unknown_is_scrolled() -> None:
    moved = "".join(run(y, 0, "32", f"{text:<{WIDTH}}") for y, text in enumerate(TEXT[1:8]))
    _, _, sent = both("\x1b[m" + "".join(run(y, 0, "32", text) for y, text in enumerate(TEXT[:7])), moved)
    assert not re.search(r"\x1b\[[\d;]*[rLM]", sent[1])


def test_a_doubtful_width_leaves_nothing_behind_it_in_doubt() -> None:
    _, _, sent = both(BEGIN, *(run(0, 0, "32", f"Ein 👍 und {word}") + place(0) for word in ("Wort", "wort")))
    assert "👍 und wort" in sent[2]


def test_half_of_a_wide_character_is_never_reckoned_with() -> None:
    memory = ScreenMemory(WIDTH, HEIGHT)
    memory.write("\x1b[m" + page(["日本"]))
    memory.write(run(0, 1, "31", "x") + place(0))
    assert "日本" in memory.write(page(["日本"]))


def test_the_alternate_screen_is_entered_once() -> None:
    memory = ScreenMemory(WIDTH, HEIGHT)
    assert "\x1b[?1049h" in memory.write("\x1b[?1049h\x1b[m" + page(TEXT[:8]))
    assert memory.write("\x1b[?1049h" + page(TEXT[:8])) == ""
    assert memory.write("\x1b[?1049l") == "\x1b[?1049l"
    assert len(memory.write("\x1b[?1049h" + page(TEXT[:8]))) > 100


def test_what_is_forgotten_is_sent_again() -> None:
    memory = ScreenMemory(WIDTH, HEIGHT)
    first = memory.write("\x1b[m" + page(TEXT[:8]))
    memory.forget(WIDTH, HEIGHT)
    assert memory.write(page(TEXT[:8])) == first


def test_a_cleared_screen_is_not_trusted_to_have_a_background() -> None:
    memory = ScreenMemory(WIDTH, HEIGHT)
    memory.write("\x1b[m\x1b[44m\x1b[2J")
    assert memory.write(run(0, 0, "44", " " * WIDTH)).count(" ") == WIDTH
    memory.write(BEGIN)
    assert memory.write(run(0, 0, "31", " " * WIDTH) + place(0)) == ""


def test_a_sequence_may_come_in_parts() -> None:
    memory = ScreenMemory(WIDTH, HEIGHT)
    memory.write(BEGIN)
    assert memory.write("\x1b[38;5;") == ""
    assert memory.write("9mrot") == "\x1b[38;5;9mrot"


def test_what_changes_the_meaning_of_later_sequences_ends_all_following() -> None:
    written = page(TEXT[:8])
    _, _, sent = both(BEGIN, written, "\x1b[2;5r", written, written)
    assert sent[2:] == ["\x1b[m\x1b[2;5r", written, written]
