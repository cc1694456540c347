"""How the command line says that something is wrong."""

from __future__ import annotations

import sys

from tui.display import display

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, NoReturn

FOUND_WRONG: Final = 1
WRONG_USE: Final = 2


def warn(sentence: str) -> None:
    """Say something on standard error, if there is something to say, and go on."""
    if sentence:
        print(f"lesart: {display(sentence, oneline=True)}", file=sys.stderr)


def fail(sentence: str, code: int = FOUND_WRONG) -> NoReturn:
    """Say what is wrong on standard error and exit."""
    warn(sentence)
    sys.exit(code)
