"""Whether tmux agrees on how wide the characters are that are shown."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from unicodedata import unidata_version

import pytest

from tui.display import display

ASK = """
import re, os, sys, termios, tty

signs = open(sys.argv[1], encoding="utf-8", newline="").read()
before = termios.tcgetattr(0)
tty.setraw(0)
answers, widths = b"", []
for at in range(0, len(signs), 100):
    part = signs[at : at + 100]
    os.write(1, "".join("\\ra" + sign + "\\x1b[6n" for sign in part).encode())
    while len(found := re.findall(rb"\\x1b\\[\\d+;(\\d+)R", answers)) < len(part):
        answers += os.read(0, 4096)
    widths += [int(column) - 2 for column in found]
    answers = b""
open(sys.argv[2] + "~", "w").write(" ".join(map(str, widths)))
os.rename(sys.argv[2] + "~", sys.argv[2])
"""
"""Lets the terminal say how far the cursor moves at each sign."""


def some_shown() -> str:
    """Return the characters that are shown: of ideographs and syllables, which are all alike, a few."""
    many = (range(0x3400, 0xA000), range(0xAC00, 0xD7A4), range(0x12000, 0x1F000), range(0x20000, 0x110000))
    few = {code for codes in many for code in codes if code % 64}
    shown = {sign for code in range(0x20, 0x110000) if code not in few for sign in display(chr(code))}
    return "".join(sorted(shown))


@pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
@pytest.mark.skipif(unidata_version > "14.0.0", reason="Python knows younger characters than tmux")
def test_tmux_gives_every_shown_character_the_cells_it_is_laid_out_with(tmp_path: Path) -> None:
    from rich.cells import get_character_cell_size

    signs = some_shown()
    (tmp_path / "ask.py").write_text(ASK, "utf-8")
    (tmp_path / "signs").write_text(signs, "utf-8", newline="")
    answer = tmp_path / "widths"
    program = f"LC_ALL=C.UTF-8 {sys.executable} {tmp_path}/ask.py {tmp_path}/signs {answer}"
    tmux = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "socket")]
    subprocess.run([*tmux, "-u", "new-session", "-d", "-x", "80", "-y", "24", program], check=True)
    deadline = time.monotonic() + 30
    while not answer.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
    widths = [int(width) for width in answer.read_text().split()]
    wrong = [
        ascii(sign) for sign, cells in zip(signs, widths, strict=True) if cells != get_character_cell_size(sign)
    ]
    assert wrong == []
