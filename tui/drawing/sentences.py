"""Sentences in one line: of what is too long, the middle of the paths goes before the end of the sentence."""

from __future__ import annotations

import re
from typing import Final

from tui.display import display, without_home
from tui.layout import cell_width, fitting, shorten

_PATH: Final = re.compile(r"(?<=“)~?/[^”\n]+(?=”)|(?:(?<=[\s(`])|^)~?/[^\s“”`]*[^\s“”`.,:;)]")
"""A path in quotation marks, else one without blanks and without the mark that ends the sentence."""
_SHORTEST: Final = 20
"""Cells that a path keeps."""


def shorten_sentence(text: str, cells: int) -> str:
    """Return `text` for one line of at most `cells` cells, sanitised; see above."""
    text = display(text, oneline=True)
    for path in _PATH.findall(text):
        too_many = max(0, cell_width(text) - cells)
        text = text.replace(path, shorten_path(path, max(_SHORTEST, cell_width(path) - too_many)), 1)
    return shorten(text, cells)


def shorten_path(path: str, cells: int) -> str:
    """Return a path that is longer with `~` for home, and with `…` for folders, or else for a part of its name."""
    if cell_width(path) <= cells:
        return path
    path = without_home(path)
    *folders, name = path.split("/")
    for kept in range(len(folders), -1, -1):
        shown = path if kept == len(folders) else "/".join([*folders[:kept], "…", name])
        if cell_width(shown) <= cells:
            return shown
    end = name[-(cells // 2) :]
    while cell_width(end) > cells // 2:
        end = end[1:]
    return f"…/{name[: fitting(name, 0, cells - 3 - cell_width(end))]}…{end}"
