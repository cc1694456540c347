"""Cards as a package that Anki opens."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from annotations.export.anki_cards import Card, cards
from annotations.export.options import PLAIN, ExportError, ExportOptions
from annotations.notebook import Notebook

if TYPE_CHECKING:
    import genanki

_NOTE_TYPE: Final = 1_703_190_211
_CLOZE_TYPE: Final = 1_703_190_212
"""Random once, and the same for ever: by these Anki knows the note types again."""
_FIELDS: Final = ("Back", "Source")
_STYLE: Final = """
.card { font: 20px/1.5 serif; text-align: center; }
.source { font: 12px sans-serif; opacity: 0.6; margin-top: 2em; }
.cloze, b { font-weight: bold; }
"""
_ANSWER: Final = '<hr id=answer>{{Back}}<div class="source">{{Source}}</div>'
_MISSING: Final = (
    "Packages for Anki are made by genanki, which is not installed: pip install 'lesart[anki]' (in a copy of the "
    "repository pip install '.[anki]'), or with pipx: pipx inject lesart genanki. The format anki-tsv needs "
    "nothing."
)


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN) -> bytes:
    """Return an .apkg with a deck an article. Raises ExportError where genanki is missing."""
    try:
        import genanki
    except ImportError:
        raise ExportError(_MISSING) from None
    types = {"note": _note_type(), "cloze": _cloze_type()}
    decks: dict[str, genanki.Deck] = {}
    for card in cards(notebooks, options):
        deck = decks.setdefault(card.deck, genanki.Deck(_number(card.deck), card.deck))
        deck.add_note(_note(card, types[card.kind]))
    file = io.BytesIO()
    genanki.Package(list(decks.values())).write_to_file(file)
    return file.getvalue()


def _note(card: Card, note_type: genanki.Model) -> genanki.Note:
    import genanki

    return genanki.Note(note_type, [card.front, card.back, card.source], guid=card.guid, tags=list(card.tags))


def _note_type() -> genanki.Model:
    import genanki

    fields = [{"name": name} for name in ("Front", *_FIELDS)]
    template = {"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}" + _ANSWER}
    return genanki.Model(_NOTE_TYPE, "lesart", fields, [template], _STYLE)


def _cloze_type() -> genanki.Model:
    import genanki

    fields = [{"name": name} for name in ("Text", *_FIELDS)]
    template = {"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}" + _ANSWER}
    return genanki.Model(_CLOZE_TYPE, "lesart cloze", fields, [template], _STYLE, model_type=genanki.Model.CLOZE)


def _number(deck: str) -> int:
    """Return a deck's id, the same for the same name."""
    return int.from_bytes(hashlib.sha256(deck.encode()).digest()[:4], "big") | 1 << 31
