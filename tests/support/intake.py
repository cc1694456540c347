"""Files of notes as other programs write them, about one article; all are made up."""

from __future__ import annotations

import json
from typing import Any

from annotations.annotation import Annotation
from annotations.intake.plan import Plan, Present, plan
from annotations.intake.registry import read_notes
from annotations.notebook import open_notebook
from articles.article import Article, Block, compose

ARTICLE = Article(
    "Die Brücke",
    compose(
        [
            Block("heading", "Die Brücke", 1),
            Block("paragraph", "Über die alte Brücke ging am Abend niemand mehr. „Wer auch?“, fragte der Wirt."),
            Block("paragraph", "Er öffnete das Fenster. Die Schifffahrt ruhte; nur der Fluss floss weiter."),
            Block("paragraph", "Am Morgen ging der Wirt über die Brücke. Am Abend kam er zurück."),
        ]
    ),
)

KOREADER_LUA = r"""-- we can read Lua syntax here!
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "Die Brücke",
            ["color"] = "olive",
            ["datetime"] = "2024-05-01 21:14:03",
            ["datetime_updated"] = "2024-05-02 08:00:00",
            ["drawer"] = "lighten",
            ["note"] = "Warum \"niemand\"?\
Zweite Zeile",
            ["page"] = "/body/DocFragment[2]/body/p[1]/text().0",
            ["pageno"] = 3,
            ["pos0"] = "/body/DocFragment[2]/body/p[1]/text().5",
            ["pos1"] = "/body/DocFragment[2]/body/p[1]/text().20",
            ["text"] = "die alte Br\195\188cke",
        },
        [2] = {
            ["color"] = "gray",
            ["datetime"] = "2024-05-01 21:20:00",
            ["drawer"] = "underscore",
            ["pos0"] = "x",
            ["text"] = "Die Schi\239\172\128fahrt ruh\194\173te;  nur\
der Fluss",
        },
        [3] = {
            ["datetime"] = "2024-05-01 21:30:00",
            ["page"] = "y",
            ["text"] = "in Die Brücke",
        },
    },
    ["doc_props"] = { ["title"] = "Die Brücke", ["authors"] = "N. N." },
    ["percent_finished"] = 0.25,
    ["stats"] = { ["title"] = "Die Brücke", ["performance_in_pages"] = {} },
}
"""
KOREADER_OLD = r"""-- comment
return { ["bookmarks"] = {
 [1] = { ["datetime"] = "2020-01-31 12:00:01", ["highlighted"] = true, ["notes"] = "am Abend",
         ["text"] = "Seite 3 am Abend @ 2020-01-31 12:00:01" },
 [2] = { ["datetime"] = "2020-01-31 12:00:02", ["highlighted"] = true, ["notes"] = "der Wirt", ["text"] = "Wer?" },
}, ["highlight"] = { [3] = {
 [1] = { ["datetime"] = "2020-01-31 12:00:01", ["drawer"] = "lighten", ["text"] = "am Abend" },
 [2] = { ["datetime"] = "2020-01-31 12:00:02", ["drawer"] = "lighten", ["text"] = "der Wirt" },
} } }
"""
KINDLE = """\ufeffDie Brücke (N. N.)
- Ihre Markierung auf Seite 3 | Position 12-14 | Hinzugefügt am Montag, 25. September 2023 22:42:15

die alte Brücke
==========
\ufeffDie Brücke (N. N.)
- Ihre Notiz auf Seite 3 | Position 14 | Hinzugefügt am Montag, 25. September 2023 22:43:00

Warum „alt“?
==========
\ufeffDie Brücke (N. N.)
- Ihr Lesezeichen auf Seite 4 | Position 20 | Hinzugefügt am Montag, 25. September 2023 22:44:00


==========
Another Book (Somebody)
- Your Highlight on page 12 | Location 345-47 | Added on Monday, April 21, 2014 10:08:07 PM

Something else
==========
kaputt
==========
""".replace("\n", "\r\n")


def planned(data: bytes | str, annotations: dict[str, Annotation] | None = None, **options: bool) -> Plan:
    format_, reading = read_notes(data if isinstance(data, bytes) else data.encode())
    return plan(reading, format_.name, Present(ARTICLE, annotations or {}, {}), **options)


def after(done: Plan, annotations: dict[str, Annotation] | None = None) -> dict[str, Annotation]:
    found = dict(annotations or {})
    for change in done.changes():
        assert change.after is not None
        found[change.id] = change.after
    return found


def states(done: Plan) -> list[str]:
    return [entry.state for entry in open_notebook(ARTICLE, done.new).entries]


def koreader_json(*texts: str, **more: object) -> dict[str, Any]:
    entries = [
        {"sort": "highlight", "page": 1, "time": 1714598043 + n, "text": text} for n, text in enumerate(texts)
    ]
    return {"title": "Die Brücke", "author": "N. N.", "entries": entries, "version": "json/1.0.0", **more}


SAMPLES = {
    "lua": KOREADER_LUA,
    "old lua": KOREADER_OLD,
    "json": json.dumps(koreader_json("am Abend", "nirgends zu finden", "Am Abend")),
    "kindle": KINDLE,
    "readwise": "Highlight,Title\nam Abend,x\nam Abend,x\n",
}
