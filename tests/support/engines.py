"""An engine that says what a test wants, and a clock that a test moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Fake:
    """An engine that gives these answers in turn, the last one for good."""

    answers: Sequence[str | Exception] = field(default_factory=lambda: ["Good day."])
    name: str = "fake"
    label: str = "Fake"
    server: str = "fake.example.org"
    third_party: bool = False
    limit: int = 1000
    asked: list[str] = field(default_factory=list)

    def translate(self, text: str, until: float | None = None) -> str:
        self.asked.append(text)
        answer = self.answers[min(len(self.asked), len(self.answers)) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Time:
    """A clock that moves only when it is told to, or when somebody waits."""

    now: float = 100.0
    waited: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds
