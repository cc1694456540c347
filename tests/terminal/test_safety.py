"""What an article full of control characters makes a real terminal do: nothing."""

import re
from collections.abc import Callable
from pathlib import Path

from support.terminal import Terminal

Start = Callable[..., Terminal]
ALLOWED = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours
    rb"|\x1b\[(?:\d+;?)*H|\x1b\[\d*[A-D]"  # cursor
    rb"|\x1b\[\d*;\d+r|\x1b\[\d*[LM]|\x1b\[r"  # scrolling
    rb"|\x1b\[2J(?=\x1b\[1H)"  # once, before the first page
    rb"|\x1b\[\?(?:1049|25|7|1004|2004|2026|2048)[hl]"  # the modes of a full-screen program
    rb"|\x1b\[\?(?:2026|2048)\$p"  # questions about modes
    rb"|\x1b\[>\d+u|\x1b\[<u"  # keyboard protocol
    rb"|\x1b\]22;[a-z]+\x07"  # pointer
    rb"|\r\n"
)


def test_only_the_drivers_own_control_bytes_reach_the_terminal(start: Start, tmp_path: Path) -> None:
    control = "".join(map(chr, [*range(1, 9), 11, *range(14, 32), *range(127, 160)]))
    hostile = f"\x1b]0;PWNED\x07\x1b[5mblink\x1bP1$q\x1b\\\x1bc\x1b[?1000h {control} \u202e\u2066 Ende"
    name = "a\x1b]0;PWNED\x07b.txt"
    harmless = "Ein ganz gewöhnlicher Satz über die Straße, damit es ein Text bleibt. " * 20
    (tmp_path / name).write_text("\n\n".join([hostile] * 4 + [harmless] * 4), "utf-8")
    terminal = start(name)
    terminal.wait_until_up()
    for keys in ("j", "w", "3", "a", hostile, "\x13", "l", "\x1b", "?", "\x1b", "o", "t", "E", "\x1b", "y"):
        terminal.press(keys)
    written = re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x07", b"", terminal.output)
    rest = ALLOWED.sub(b"", written)
    assert re.findall(rb"[\x00-\x1f\x7f]", rest) == []
    assert re.findall("[\x80-\x9f\u202a-\u202e\u2066-\u2069]", rest.decode("utf-8")) == []
    assert "PWNED" not in terminal.screen.title
