"""A poem and its English, in plain text, stand line beside line."""

from pathlib import Path

import pytest

from articles.formats.detect import read_article
from articles.translation.parallel import Parallel, pair, read_english

GERMAN = """Der Abend kommt mit leisem Schritt,
Er bringt die ersten Sterne mit.

Der Vogel schweigt, der Wind schläft ein,
Am Fenster steht ein letzter Schein.

Die Mutter singt ein altes Lied,
Der Tag ist um, das Kind ist müd.

Nun schließt das Tor, nun löscht das Licht,
Die Nacht ist still, sie fürchtet nicht.
"""
CAPITALS = """The evening comes with quiet tread
And brings the early stars ahead.

The bird is mute, the wind lies down,
A last gleam lingers on the town.

The mother sings an ancient lay,
The child is weary of the day.

Now close the gate, put out the light
And have no fear: so still the night.
"""
SMALL = "\n".join(
    f"{line[:1].lower()}{line[1:]}" if at % 3 else line for at, line in enumerate(CAPITALS.split("\n"))
)


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def stanzas(text: str) -> list[str]:
    return text.strip().split("\n\n")


def aligned(directory: Path, german: str, english: str) -> list[tuple[str, str]]:
    (directory / "gedicht.txt").write_text(german, "utf-8")
    (directory / "gedicht.en.txt").write_text(english, "utf-8")
    article = read_article(directory / "gedicht.txt")
    parallel = pair(article, read_english(directory / "gedicht.en.txt", article))
    assert isinstance(parallel, Parallel)
    return [(block.text, one.text) for block, one in zip(article.blocks, parallel.counterparts, strict=True)]


@pytest.mark.parametrize("english", [CAPITALS, SMALL], ids=["capitals", "lower case"])
def test_each_line_has_its_english(tmp_path: Path, english: str) -> None:
    expected = list(zip(lines(GERMAN), lines(english), strict=True))

    assert aligned(tmp_path, GERMAN, english) == expected


def test_a_title_that_only_one_of_them_has_moves_no_line(tmp_path: Path) -> None:
    expected = [("Abendlied", ""), *zip(lines(GERMAN), lines(SMALL), strict=True)]

    assert aligned(tmp_path, f"Abendlied\n\n{GERMAN}", SMALL) == expected


def test_stanzas_have_their_english_where_lines_of_the_german_are_joined(tmp_path: Path) -> None:
    german = "\n\n".join(stanza.replace(",\nE", ",\ne").replace(",\nD", ",\nd") for stanza in stanzas(GERMAN))
    german = german.replace("\nA", "\na")

    found = aligned(tmp_path, german, CAPITALS)

    assert found == [
        (one.replace("\n", " "), other.replace("\n", " "))
        for one, other in zip(stanzas(german), stanzas(CAPITALS), strict=True)
    ]


def test_an_excerpt_of_prose_that_was_wrapped_by_hand_is_not_taken_for_verse(tmp_path: Path) -> None:
    sentence = "Es regnet schon so lange, dass sich niemand mehr an die Sonne oder an ein anderes Wetter erinnert."
    german = "\n\n".join(f"{number}. Absatz. {sentence} {sentence}" for number in range(30))
    wrapped = "It has been raining for so long that nobody\nremembers the sun, or any other weather."
    excerpt = "\n\n".join(f"Paragraph {number}. {wrapped}" for number in range(15))
    (tmp_path / "a.txt").write_text(german, "utf-8")
    (tmp_path / "a.en.txt").write_text(excerpt, "utf-8")

    assert len(read_english(tmp_path / "a.en.txt", read_article(tmp_path / "a.txt")).blocks) == 15
