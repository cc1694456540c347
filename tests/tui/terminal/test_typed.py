"""Keys as they come from the terminal."""

import pytest

from tui.terminal.typed import TypedDecoder


def decoded(*pieces: bytes) -> str:
    decoder = TypedDecoder()
    return "".join(decoder.decode(piece) for piece in pieces)


def test_keys_pass_as_they_are() -> None:
    assert decoded(b"j\x1b[B\x1b\r", "Straße".encode()) == "j\x1b[B\x1b\rStraße"


def test_a_letter_in_two_pieces_is_one() -> None:
    assert decoded(b"\xc3", b"\x9f") == "ß"


def test_what_is_no_text_is_replaced() -> None:
    assert decoded(b"\xffj") == "\ufffdj"


@pytest.mark.parametrize(
    "answer",
    [
        b"\x1b[?62;22c",
        b"\x1b[>0;276;0c",
        b"\x1b]11;rgb:0000/0000/0000\x1b\\",
        b"\x1b]10;rgb:1/3/5\x07",
        b"\x1bP>|tmux\x1b\\",
    ],
)
def test_answers_that_were_asked_for_by_another_program_press_no_keys(answer: bytes) -> None:
    assert decoded(b"j" + answer + b"k") == "jk"


@pytest.mark.parametrize("answer", [b"\x1b[?2026;2$y", b"\x1b[?2048;1$y", b"\x1b[48;24;80;0;0t", b"\x1b[<0;5;5M"])
def test_answers_that_the_driver_understands_pass(answer: bytes) -> None:
    assert decoded(answer) == answer.decode()
