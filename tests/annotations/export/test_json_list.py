from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from support.exports import export

from annotations.annotation import Annotation
from annotations.notebook import Notebook, entry_json

Build = Callable[..., Notebook]
Mark = Callable[..., Annotation]


def test_every_text_comes_back_as_it_was(hostile: str, hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "json")
    (article,) = json.loads(text.encode())
    assert (article["title"], article["source"], article["language"]) == (hostile, hostile, hostile)
    assert article["notes"] == [entry_json(entry) for entry in hostile_notebook.entries]


def test_nothing_in_it_controls_a_terminal(hostile_notebook: Notebook) -> None:
    text = export([hostile_notebook], "json")
    assert all(sign == "\n" or (sign.isprintable() or sign in "\ufeff\uffff") for sign in text)


def test_umlauts_stay_readable_and_the_file_ends_with_a_line_feed(build: Build, mark: Mark) -> None:
    text = export([build(["Grüße."], [mark("Grüße", "süß")])], "json")
    assert '"note": "süß"' in text
    assert text.endswith("]\n")


def test_the_moment_is_named_only_when_it_is_passed(build: Build, mark: Mark) -> None:
    notebook = build(["Da."], [mark("Da")])
    assert list(json.loads(export([notebook], "json"))[0]) == ["title", "source", "language", "notes"]
    article = json.loads(export([notebook], "json", exported=datetime(2026, 1, 31, 12, tzinfo=UTC)))[0]
    assert list(article) == ["title", "source", "language", "exported", "notes"]
    assert article["exported"] == "2026-01-31T12:00:00.000Z"
