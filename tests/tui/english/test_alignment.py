"""Columns and frames stand where they should, however wide the characters of the texts are."""

import pytest
from support.naughty import STACKS, WIDE
from support.reader import Open, Reader
from wcwidth import wcwidth

from articles.article import Article, Block, compose, fold
from tui.settings import Settings

SENTENCE = f"{WIDE} mitten im Satz {STACKS}, "
TEXT = fold(SENTENCE * 4)
SIZES = [(130, 40), (41, 13)]


def article() -> Article:
    return Article(
        WIDE,
        compose(
            [
                Block("heading", TEXT, level=1),
                Block("paragraph", TEXT),
                Block("list-item", TEXT, level=2, label="•"),
                Block("quotation", TEXT, level=1),
                Block("code", f"{WIDE}\n\t{WIDE}"),
                *(Block("paragraph", f"{SENTENCE} {number}") for number in range(20)),
            ]
        ),
    )


def cells(row: str) -> list[str]:
    """Return what stands in each cell as a terminal places it: behind a wide character follows an empty one."""
    placed: list[str] = []
    for sign in row:
        width = wcwidth(sign)
        if width == 0 and placed:
            placed[-1] += sign
        placed += [sign, *[""] * (width - 1)] if width > 0 else []
    return placed


def assert_aligned(reader: Reader, size: tuple[int, int]) -> list[list[str]]:
    """Check that every row fills the screen exactly, and that the sides of a frame stand under its corners."""
    rows = [cells(row) for row in reader.rows()]
    assert {len(row) for row in rows} == {size[0]}
    tops = [y for y, row in enumerate(rows) if "╭" in row]
    for top in tops:
        left, right = rows[top].index("╭"), rows[top].index("╮")
        bottom = next(y for y in range(top, len(rows)) if rows[y][left] == "╰")
        assert rows[bottom][right] == "╯"
        # A mark that was parted from its letter may stand on top of a side.
        assert {row[left][:1] + row[right][:1] for row in rows[top + 1 : bottom]} == {"││"}
    return rows


async def annotate(reader: Reader) -> None:
    workbook = reader.screen.reading.workbook
    for block in reader.screen.reading.article.blocks[:4]:
        workbook.annotate(block.span, note=f"{TEXT}\n{WIDE}", tags=[WIDE, STACKS], colour="yellow")
    reader.knows_english(b0=TEXT, b1=TEXT)


SCREENS: list[list[str]] = [
    ["t"], ["T"], ["z", "j"], ["z", "v", "s", "w"], ["space", "space"], ["l"], ["escape", "g", "e"],
    ["escape", "a"], ["escape", "o"], ["escape", "L"], ["escape", "question_mark"], ["escape", "E"],
    ["escape", "slash"],
]  # fmt: skip
"""Keys that open one screen or dialog of the reader after the other."""


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_frames_and_rows_are_whole_on_every_screen(open_reader: Open, size: tuple[int, int]) -> None:
    async with open_reader(article=article(), size=size) as reader:
        await annotate(reader)
        assert_aligned(reader, size)
        for keys in SCREENS:
            await reader.press(*keys)
            assert_aligned(reader, size)


async def test_pasted_text_leaves_the_frame_whole(open_reader: Open) -> None:
    from textual.events import Paste

    async with open_reader(article=article()) as reader:
        for key in ("a", "tab"):
            await reader.press(key)
            reader.app.post_message(Paste(f"{WIDE}\n{STACKS}\x1b[31m\u202e{TEXT}"))
            await reader.pilot.pause()
            assert_aligned(reader, (80, 24))


async def test_gutter_and_english_begin_in_the_same_cell_on_every_row(open_reader: Open) -> None:
    size = (140, 50)
    async with open_reader(article=article(), size=size, settings=Settings(engine="none", width=50)) as reader:
        await annotate(reader)
        await reader.press("t")
        rows = assert_aligned(reader, size)
        viewport = reader.screen.view.viewport
        assert viewport is not None
        columns = viewport.pages.columns
        assert columns.english
        for line, row in zip(viewport.lines(), rows, strict=False):
            gutter = "".join(row[columns.left : columns.text])
            number = str(line.block + 1) if line.row == 0 and line.block >= 0 else ""
            assert gutter[1:].replace("◆", " ").strip() == number
            assert set(row[columns.beside - columns.gap : columns.beside]) == {" "}
            assert (row[columns.beside] != " ") == (line.english is not None)
