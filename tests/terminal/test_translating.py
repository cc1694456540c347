"""English in a real terminal: engines that hang, fail and stand in for one another, and a long run broken off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.loopback import Loopback, Reply, answer
from support.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def server() -> Iterator[Loopback]:
    loopback = Loopback()
    loopback.reply = lambda asked: answer("libretranslate", "English of it.")
    yield loopback
    loopback.close()


@pytest.mark.parametrize("manner", ["silent", "drip"])
def test_leaving_does_not_wait_for_a_call_that_hangs(
    start: Start, article: Path, server: Loopback, manner: str
) -> None:
    # Three paragraphs are asked for, and each call would take its twenty seconds.
    server.reply = lambda asked: Reply("{", manner="drip") if manner == "drip" else Reply(manner="silent")
    terminal = start("artikel.txt", environment={"LESART_ENGINE": "libretranslate", "LESART_SERVER": server.url})
    terminal.wait_until_up()
    terminal.send("t")
    terminal.wait_for("Asking for the English")
    terminal.wait_until(lambda: len(server.asked) == 1)
    terminal.send("q")
    assert terminal.wait() == 0
    assert terminal.processes == set()


def test_next_engine_asks_for_consent_and_says_why(start: Start, article: Path, server: Loopback) -> None:
    server.reply = lambda asked: Reply(status=403)
    engines = {"LESART_ENGINE": "libretranslate,google", "LESART_SERVER": server.url}
    terminal = start("artikel.txt", environment=engines, size=(120, 30))
    terminal.wait_until_up()
    terminal.send("t")
    terminal.wait_for("LibreTranslate refuses to translate")
    terminal.wait_for("asks Google")
    terminal.send("q")
    assert terminal.wait() == 0


def test_a_wait_that_the_server_asks_for_is_counted_down(start: Start, article: Path, server: Loopback) -> None:
    server.reply = lambda asked: Reply(status=429, headers=(("Retry-After", "30"),))
    environment = {"LESART_ENGINE": "libretranslate", "LESART_SERVER": server.url}
    terminal = start("translate", "artikel.txt", environment=environment, size=(120, 30))
    terminal.wait_for("Waiting for 30 s")
    terminal.wait_for("29 s left")
    terminal.send("\x03")
    assert terminal.wait() == 130


def test_long_run_has_a_bar_and_can_be_broken_off(start: Start, article: Path, server: Loopback) -> None:
    server.reply = lambda asked: (
        Reply(manner="silent")
        if len(server.asked) == 4
        else answer("libretranslate", f"English {len(server.asked)}")
    )
    environment = {"LESART_ENGINE": "libretranslate", "LESART_SERVER": server.url}
    terminal = start("translate", "artikel.txt", environment=environment)
    terminal.wait_for("3/30")
    terminal.wait_until(lambda: len(server.asked) == 4)
    terminal.send("\x03")
    assert terminal.wait() == 130
    terminal.wait_for("3 new paragraphs stored. Call it again to go on.")
