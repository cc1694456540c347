"""What the program remembers between runs."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    StrPath = str | os.PathLike[str]
    Change = Callable[[dict[str, Any]], dict[str, Any]]


class Remembered:
    """What the program remembers between runs; a file that cannot be read counts as empty."""

    def __init__(self, path: StrPath) -> None:
        self._name = os.fspath(path)
        self._unwritten: list[Change] = []
        """What could not be written holds in memory, and is written with the next change."""
        self.values: dict[str, Any] = self._read()

    def refresh(self) -> None:
        """Read the file again."""
        self.values = self._now()

    def _read(self) -> dict[str, Any]:
        try:
            with open(self._name, "rb") as file:
                data = file.read()
        except OSError:
            return {}
        import json

        try:
            values = json.loads(data)
        except (ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}

    def remember(self, **values: object) -> None:
        """Write these values through, leaving the others as they are now.

        Raises OSError when they cannot be written; they hold in memory then.
        """
        self._change(lambda _: values)

    def _now(self) -> dict[str, Any]:
        # Taken before the file is read: what another thread writes meanwhile is in one of the two.
        unwritten = tuple(self._unwritten)
        values = self._read()
        for change in unwritten:
            values = values | change(values)
        return values

    def _change(self, change: Change) -> None:
        import json
        from pathlib import Path

        from articles.locks import locked
        from articles.storage import replace_file

        self._unwritten.append(change)
        self.refresh()
        path = Path(self._name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.with_name(f".{path.name}.lock")):
            self.refresh()
            # Half surrogate pairs, from file names that are not UTF-8, are written as the escapes that JSON has.
            text = json.dumps(self.values, ensure_ascii=False, indent=1) + "\n"
            replace_file(path, text.encode("utf-8", "backslashreplace"))
        self._unwritten.clear()

    @property
    def consents(self) -> dict[str, Any]:
        """When the reader agreed to send text to which engine, by engine and server."""
        return self.entries("consents")

    def consented(self, engine: str) -> bool:
        """Tell whether the reader has agreed to send text to this engine, as the file is now; for any thread."""
        return engine in _dictionary(self._now().get("consents"))

    def consent(self, engine: str, date: str) -> None:
        """Remember that the reader agreed, and when. Raises OSError as `remember` does."""
        self.enter("consents", engine, date)

    def agreed_to(self, engine: str) -> dict[str, str]:
        """Return when the reader agreed to send text to an engine, by its servers."""
        split = [(*name.partition(" "), str(date)) for name, date in sorted(self.consents.items())]
        return {server: date for name, _, server, date in split if name == engine}

    def withdraw(self, engine: str) -> bool:
        """Forget that the reader agreed to an engine on any server; return whether they had.

        Raises OSError as `remember` does.
        """
        had = False

        def without(values: dict[str, Any]) -> dict[str, Any]:
            nonlocal had
            consents = _dictionary(values.get("consents"))
            kept = {name: date for name, date in consents.items() if name.partition(" ")[0] != engine}
            had = kept != consents
            return {"consents": kept}

        self._change(without)
        return had

    def entries(self, name: str) -> dict[str, Any]:
        """Return what was entered under a name."""
        return _dictionary(self.values.get(name))

    def enter(self, name: str, key: str, value: str) -> None:
        """Write one more entry through under a name. Raises OSError as `remember` does."""
        self._change(lambda values: {name: _dictionary(values.get(name)) | {key: value}})


def _dictionary(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
