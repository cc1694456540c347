"""Opens lesart in a pty, with directories of its own."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from support.terminal import LESART, Terminal, own_environment, write_article

Start = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path) -> Mapping[str, str]:
    """Return an environment in which nothing of the user's is read or written."""
    return own_environment(tmp_path)


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
    return write_article(tmp_path / "artikel.txt")
