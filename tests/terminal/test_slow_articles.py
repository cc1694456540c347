"""Articles that take their time to be read: that is said, and `q` and Ctrl-c do not have to wait for them."""

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support.pdf import written
from support.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def slow(tmp_path: Path) -> str:
    """Return the name of a document of three pages: one is read at once, the others take many seconds each."""
    quick, endless = (b"BT /F0 9 Tf " + b"(a) Tj 1 0 Td " * times + b"ET" for times in (1, 3_000_000))
    packed = zlib.compress(endless)
    data = written([quick, packed, packed], "").replace(
        b"<< /Length %d >>" % len(packed), b"<< /Filter /FlateDecode /Length %d >>" % len(packed)
    )
    (tmp_path / "lang.pdf").write_bytes(data)
    return "lang.pdf"


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x03", 130)])
def test_what_is_being_read_is_said_until_the_reader_leaves(start: Start, slow: str, key: str, code: int) -> None:
    terminal = start(slow)
    terminal.wait_for("Reading “lang.pdf” … page 1 of 3 · q leaves")
    terminal.send("jj" + key)
    assert terminal.wait() == code
    assert terminal.left_over == set()
    assert terminal.text.strip() == ""
    terminal.wait_until(lambda: not terminal.processes)


def test_what_ends_the_program_meanwhile_restores_the_terminal(start: Start, slow: str) -> None:
    terminal = start(slow)
    terminal.wait_for("Reading “lang.pdf”")
    terminal.kill(15)
    assert terminal.wait() == 143
    assert terminal.left_over == set()


def test_commands_say_it_where_somebody_sees_it(start: Start, slow: str) -> None:
    terminal = start("show", slow, "--json", through="exec {} show lang.pdf >ausgabe")
    terminal.wait_for("Reading “lang.pdf” … page 1 of 3")
    assert "leaves" not in terminal.text
    terminal.send("\x03")
    assert terminal.wait() == 1
    assert "Reading" not in terminal.text
