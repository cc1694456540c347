"""What the terminal sends, parted into keys and pasted text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from tui.terminal.pasting import BEGIN, END, PasteParser

HOSTILE = "vor\x1bq\x1b[A\x1b]52;c;eA==\x07\x1b[1;2R\x1b[I\x1b[200~\x1b[20\x00\n\x9b2J\x03nach"


def said(tokens: list[Message]) -> list[str]:
    """Return keys by name, pasted texts in quotes."""
    return [
        f"“{token.text}”" if isinstance(token, Paste) else token.key
        for token in tokens
        if isinstance(token, Paste | Key)
    ]


def feed(*pieces: str) -> list[str]:
    parser = PasteParser()
    return said([token for piece in pieces for token in parser.feed(piece)])


def test_nothing_in_a_paste_is_a_key() -> None:
    assert feed(f"a{BEGIN}{HOSTILE}{END}b") == ["a", f"“{HOSTILE.replace(chr(0), '')}”", "b"]


def test_a_paste_ends_at_its_first_end() -> None:
    assert feed(f"{BEGIN}eins{END}q{END}w{BEGIN}zwei{END}") == ["“eins”", "q", "w", "“zwei”"]


@given(st.lists(st.integers(0, 100), max_size=12))
def test_it_does_not_matter_in_which_pieces_a_paste_arrives(cuts: list[int]) -> None:
    data = f"a\x1b[Bw{BEGIN}{HOSTILE}{END}b{BEGIN}{END}\x1b[A"
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    pieces = [data[start:end] for start, end in pairwise(edges) if start < end]
    assert feed(*pieces) == ["a", "down", "w", f"“{HOSTILE.replace(chr(0), '')}”", "b", "“”", "up"]


@pytest.mark.parametrize("keys", ["\x1b[A", "ä", "\x1b[1;5C", "\x13"])
def test_keys_are_what_they_were(keys: str) -> None:
    from textual._xterm_parser import XTermParser

    assert feed(keys) == said(list(XTermParser().feed(keys)))
