"""What the pages that were left showed beside the article's text, so that the first page shows it at once.

Highlights and English take longer to find than the first page may take. Nothing depends on this file: where it
does not fit what is on the disk today, it is passed over, and all appears when the program is up.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from articles.article import Span
from articles.values import NamedTuple
from tui.drawing.page import SIGN, English
from tui.themes import Layer

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from tui.origin import Origin

FOLDER = "last-pages"
_MOST_BYTES = 1_000_000
_MOST_FILES = 100
_A_PRIME = 2**61 - 1


class LastPage(NamedTuple):
    """What stood on the screen last, by the indexes of the blocks in the whole article."""

    layers: Mapping[int, tuple[Layer, ...]] = {}
    """Highlights."""
    noted: frozenset[int] = frozenset()
    """Blocks with a note."""
    english: Mapping[int, English] = {}
    made_by: str = ""
    """Where the English of the current block comes from."""
    note: tuple[str, tuple[str, ...]] = ("", ())
    """Note and tags of the annotation under the cursor."""


def file_name(origin: Origin) -> str:
    """Return the name of the file in FOLDER for this article."""
    # Two articles of the same number would only take this from one another.
    return f"{int.from_bytes(origin.source.encode('utf-8', 'surrogatepass')) % _A_PRIME:016x}.json"


def _states(origin: Origin, sidecar: str) -> list[list[int]]:
    """Return size and time of change of the article and of its notes, zeros for what is not there."""
    states = []
    for path in (origin.name, sidecar):
        try:
            status = os.stat(path) if path is not None else None
        except OSError:
            status = None
        states.append([status.st_size, status.st_mtime_ns] if status else [0, 0])
    return states


def recall(directory: str, origin: Origin, sidecar: str) -> LastPage:
    """Return what was remembered of this article, nothing when it was another or anything has changed since."""
    path = os.path.join(directory, FOLDER, file_name(origin))
    if not os.path.isfile(path) or os.path.getsize(path) > _MOST_BYTES:
        return LastPage()
    import json

    try:
        with open(path, encoding="utf-8") as file:
            raw = json.load(file)
        if raw["source"] != origin.source or raw["states"] != _states(origin, sidecar):
            return LastPage()
        return _understood(raw)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # Whatever is wrong with it, it is only a memory of what can be found again.
        return LastPage()


def _understood(raw: dict[str, Any]) -> LastPage:
    layers = {
        int(index): tuple(Layer(Span(int(start), int(end)), str(name)) for start, end, name in found)
        for index, found in raw["layers"].items()
    }
    english = {int(index): _english(*found) for index, found in raw["english"].items()}
    note, tags = raw["note"]
    noted, made_by = frozenset(map(int, raw["noted"])), str(raw["madeBy"])
    return LastPage(layers, noted, english, made_by, (str(note), tuple(map(str, tags))))


def remember(directory: str, origin: Origin, sidecar: str, page: LastPage) -> None:
    """Write down what the page shows. Raises OSError."""
    import json
    from pathlib import Path

    from articles.storage import replace_file

    raw = {
        "source": origin.source,
        "states": _states(origin, sidecar),
        "layers": {index: [[*layer.span, layer.name] for layer in found] for index, found in page.layers.items()},
        "noted": sorted(page.noted),
        "english": {index: _remembered(english) for index, english in page.english.items()},
        "madeBy": page.made_by,
        "note": [page.note[0], list(page.note[1])],
    }
    folder = Path(directory, FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(folder / file_name(origin), json.dumps(raw).encode())
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
    for old in files[:-_MOST_FILES]:
        old.unlink(missing_ok=True)


def _english(text: object, kind: object, signs: list[list[int]]) -> English:
    if kind not in ("text", "masked", "notice"):
        raise ValueError(kind)
    layers = (Layer(Span(int(start), int(end)), SIGN) for start, end in signs)
    return English(str(text), kind, tuple(layers))


def _remembered(english: English) -> list[object]:
    """Return text, kind and signs; where a part was hidden, all is."""
    hidden = any(layer.name == "hidden" for layer in english.layers)
    signs = [list(layer.span) for layer in english.layers if layer.name == SIGN]
    return [english.text, "masked" if hidden else english.kind, signs]


def forget(directory: str, origin: Origin) -> None:
    """Remove what was remembered of this article. Raises OSError."""
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(directory, FOLDER, file_name(origin)))
