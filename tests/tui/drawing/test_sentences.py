"""Sentences in one line, with what matters of their paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.sentences import shorten_path, shorten_sentence
from tui.layout import cell_width

TEXT = st.text(st.sampled_from("ab/ „“”~.:東é\u0301👍🏽\x1b\u202e…"), max_size=120)


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("Exported 2 notes to /home/ada/a.md.", "Exported 2 notes to /home/ada/a.md."),
        ("Exported 2 to /home/ada/ein/langer/weg/lage-notiz.md.", "Exported 2 to ~/ein/langer/…/lage-notiz.md."),
        ("Exported 2 notes to /mnt/ein/sehr/langer/weg/lage.md.", "Exported 2 notes to /mnt/ein/…/lage.md."),
        ("“/mnt/Meine Texte/noch ein Ordner/lage.md” is a folder.", "“/mnt/Meine Texte/…/lage.md” is a folder."),
        ("/mnt/ein/langer/weg/a.md is /mnt/ein/langer/weg/b.md.", "/mnt/ein/…/a.md is /mnt/ein/langer/…/b.md."),
        ("A sentence / without paths, which has no room here.", "A sentence / without paths, which has no r…"),
    ],
)  # fmt: skip
def test_folders_go_before_the_end_of_the_sentence(sentence: str, shown: str) -> None:
    assert shorten_sentence(sentence, 43) == shown


def test_of_a_long_name_beginning_and_end_stay() -> None:
    assert shorten_path("/mnt/ein-langer-name-einer-datei.annotations.json", 20) == "…/ein-lan…tions.json"


@given(TEXT, st.integers(0, 90))
def test_shortened_sentences_fit(text: str, cells: int) -> None:
    assert cell_width(shorten_sentence(text, cells)) <= cells


@given(TEXT, st.integers(20, 90))
def test_shortened_paths_fit(text: str, cells: int) -> None:
    assert cell_width(shorten_path("/" + text, cells)) <= cells
