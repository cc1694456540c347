"""Cards as a table that Anki imports.

https://docs.ankiweb.net/importing/text-files.html
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Final

from annotations.export.anki_cards import cards
from annotations.export.options import PLAIN, ExportOptions
from annotations.notebook import Notebook

_HEADER: Final = (
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#notetype column:2",
    "#deck column:3",
    "#tags column:6",
)
_NOTETYPES: Final = {"note": "Basic", "cloze": "Cloze"}
"""Those that every profile of Anki begins with."""


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> str:
    """Return the header that Anki reads and one row a card: guid, note type, deck, front, back, tags."""
    table = io.StringIO(newline="")
    table.writelines(f"{line}\n" for line in _HEADER)
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    for card in cards(notebooks, options):
        back = "<br><br>".join(filter(None, (card.back, f"<small>{card.source}</small>")))
        writer.writerow((card.guid, _NOTETYPES[card.kind], card.deck, card.front, back, " ".join(card.tags)))
    return table.getvalue()
