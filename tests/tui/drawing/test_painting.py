"""What stands in the cells of a row."""

from collections.abc import Sequence

from articles.article import Article, Block, Mark, Span, compose
from tui import motions
from tui.drawing.page import NOTHING, English, Pages, Position
from tui.drawing.painting import Scene, paint
from tui.layout import columns
from tui.motions import Cursor
from tui.themes import Layer


def scene_of(
    article: Article,
    *,
    cursor: Cursor | None = None,
    layers: Sequence[Layer] = (),
    note: bool = False,
    english: English = NOTHING,
    screen: int = 60,
) -> Scene:
    where = columns(screen, 40, len(article.blocks), pane=english is not NOTHING)
    pages = Pages(article, where, lambda index: english)
    here = cursor or motions.at(article, 0)
    return Scene(pages, here, lambda index: layers, lambda index: note, lambda index: english)


def article_of(*blocks: Block) -> Article:
    return Article("T", compose(blocks))


def rows(scene: Scene, count: int) -> list[str]:
    lines = scene.pages.lines(Position(0, 0), count)
    return ["".join(piece.text for piece in paint(scene, line)).strip() for line in lines]


def names_of(scene: Scene, text: str) -> tuple[str, ...]:
    for line in scene.pages.lines(Position(0, 0), 20):
        for piece in paint(scene, line):
            if text in piece.text:
                return piece.names
    raise AssertionError(f"{text} is not on the screen")


def test_number_note_and_cursor_stand_in_the_gutter() -> None:
    scene = scene_of(article_of(Block("paragraph", "Eins.")), note=True)
    assert rows(scene, 1) == ["▌ 1 ◆ Eins."]


def test_only_the_current_block_has_the_bar() -> None:
    article = article_of(Block("paragraph", "Eins."), Block("paragraph", "Zwei."))
    scene = scene_of(article, cursor=motions.paragraph(article, 2))
    assert rows(scene, 3) == ["1   Eins.", "", "▌ 2   Zwei."]


def test_all_blocks_of_a_selection_have_the_bar() -> None:
    article = article_of(Block("paragraph", "Eins."), Block("paragraph", "Zwei."))
    cursor = Cursor(article.blocks[1].span, "paragraph", article.blocks[0].span)
    assert [row[:1] for row in rows(scene_of(article, cursor=cursor), 3)] == ["▌", "", "▌"]


def test_list_items_and_quotations_have_their_lead() -> None:
    article = article_of(
        Block("list-item", "außen", level=1, label="•"),
        Block("list-item", "innen", level=2, label="3."),
        Block("quotation", "Zitat", level=1),
    )
    assert [row.split(maxsplit=1)[1] if row else "" for row in rows(scene_of(article), 5)][1:] == [
        "3. innen", "", "▎ Zitat", "",
    ]  # fmt: skip


def test_words_sentences_highlights_and_matches_have_their_looks() -> None:
    article = article_of(Block("paragraph", "Eins zwei drei.", marks=(Mark(Span(5, 9), "emphasis"),)))
    layers = [Layer(Span(0, 4), "yellow"), Layer(Span(10, 14), "match")]
    scene = scene_of(article, layers=layers, cursor=motions.at(article, 10, "word"))
    assert "yellow" in names_of(scene, "Eins")
    assert "emphasis" in names_of(scene, "zwei")
    assert names_of(scene, "drei")[-2:] == ("match", "here")


def test_raised_and_lowered_figures_are_shown_small() -> None:
    marks = (Mark(Span(1, 2), "subscript"), Mark(Span(8, 10), "superscript"), Mark(Span(8, 10), "strong"))
    article = article_of(Block("paragraph", "H2O, 10 -3 Liter", marks=marks))
    scene = scene_of(article, layers=[Layer(Span(0, 3), "yellow")])
    assert rows(scene, 1)[0].endswith("H₂O, 10 ⁻³ Liter")
    assert names_of(scene, "H₂O") == ("text", "paragraph", "yellow")
    assert names_of(scene, "⁻³") == ("text", "paragraph", "strong")


def test_other_raised_text_stays_itself_with_a_look_of_its_own() -> None:
    article = article_of(Block("paragraph", "Satz[1]", marks=(Mark(Span(4, 7), "superscript"),)))
    assert rows(scene_of(article), 1)[0].endswith("Satz[1]")
    assert "superscript" in names_of(scene_of(article), "[1]")


def test_a_paragraph_under_the_cursor_is_not_coloured_over() -> None:
    scene = scene_of(article_of(Block("paragraph", "Eins.")))
    assert "here" not in names_of(scene, "Eins")


def test_masked_english_cannot_be_read() -> None:
    scene = scene_of(article_of(Block("paragraph", "Eins.")), english=English("One.", "masked"))
    assert "▒▒▒▒" in rows(scene, 2)[1]
    assert "One" not in "".join(rows(scene, 3))


def test_hostile_text_is_painted_harmlessly() -> None:
    article = article_of(Block("list-item", "a\x1b[2Jb\x9bc", level=1, label="\x1b]0;x\x07"))
    scene = scene_of(article, english=English("\x1b[31mred"), layers=[Layer(Span(0, 2), "yellow")])
    painted = "".join(rows(scene, 4))
    assert not [character for character in painted if ord(character) < 32 or 127 <= ord(character) < 160]
