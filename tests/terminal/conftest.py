"""Opens lesart in a pty, with directories of its own."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support.terminal import LESART, Terminal

Start = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """Return an environment in which nothing of the user's is read or written."""
    root = str(Path(__file__).parents[2])
    return {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "PYTHONPATH": root,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "LESART_ENGINE": "none",
    }


@pytest.fixture
def start(tmp_path: Path, home: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Return a function that starts `lesart` with arguments; whatever still runs at the end is ended."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    running: list[Terminal] = []

    def begin(
        *arguments: str,
        through: str = "",
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
    ) -> Terminal:
        command = ["sh", "-c", through.format(" ".join(LESART))] if through else [*LESART, *arguments]
        started = Terminal(command, cwd=tmp_path, environment={**home, **(environment or {})}, size=size)
        running.append(started)
        return started

    yield begin
    for one in running:
        one.close()


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return a file with a few paragraphs."""
    path = tmp_path / "artikel.txt"
    texts = [f"Absatz {number} steht hier. Er hat zwei Sätze über die Straße." for number in range(1, 31)]
    path.write_text("\n\n".join(texts) + "\n", "utf-8")
    return path
