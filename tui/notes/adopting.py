"""Notes that an article left behind when it was moved: what is offered and said of them."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from annotations.adoption import Home, LeftBehind, find_left_behind
from annotations.facts import text_hash
from annotations.location import FOLDER
from articles.article import Article
from articles.clock import timestamp, utc_now
from articles.library import Library
from tui.amounts import number_of
from tui.configuration.loading import load_settings
from tui.configuration.remembered import Remembered
from tui.display import without_home
from tui.layout import shorten
from tui.opening.article import notes_of
from tui.origin import Origin
from tui.settings import Directories

_REFUSED: Final = "leftBehind"
"""Under this name is remembered what the reader did not want."""
_LONGEST: Final = 60
"""Cells of a name."""


def home_of(origin: Origin, directories: Directories) -> Home | None:
    """Return where an article and its notes belong; None for what is not a file of the reader's."""
    if origin.path is None:
        return None

    def known() -> Iterable[str]:
        return (one.source for one in Library(directories.data_name).recent())

    return Home(origin.path, Path(notes_of(origin, directories)), directories.data, known)


def left_behind(article: Article, home: Home, folders: Iterable[str]) -> list[LeftBehind]:
    """Return the notes elsewhere on the text of an article, which must be complete, the most likely first."""
    return find_left_behind(home, folders, lambda: text_hash(article)) if article.blocks else []


def to_offer(article: Article, home: Home, folders: Iterable[str], remembered: Remembered) -> list[LeftBehind]:
    """Return of these what the reader has not refused, and nothing when the article has notes of its own."""
    if home.has_notes:
        return []
    refused = remembered.entries(_REFUSED)
    return [one for one in left_behind(article, home, folders) if _pair(one, home) not in refused]


def refuse(one: LeftBehind, home: Home, remembered: Remembered) -> None:
    """Remember that the reader does not want these notes for this article. Raises OSError."""
    remembered.enter(_REFUSED, _pair(one, home), timestamp(utc_now()))


def _pair(one: LeftBehind, home: Home) -> str:
    return f"{one.path} → {home.article}"


def question(found: Sequence[LeftBehind], home: Home) -> str:
    """Return what the reader is asked about the first of what was found."""
    best, more = found[0], len(found) - 1
    sentences = [f"{described(best, home)} {_belong(best)} to this text."]
    if best.stays:
        sentences.append("What is there stays; this article gets a copy.")
    sentences.append(f"Take {'it' if best.notes == 1 else 'them'} along?")
    if more:
        files = "1 other file has" if more == 1 else f"{more} other files have"
        sentences.append(f"({files} notes on it, too: `lesart adopt` lists them.)")
    return " ".join(sentences)


def hint(article: Article, origin: Origin, directories: Directories) -> str:
    """Return a sentence for the command line on notes that could be taken along, empty when there are none."""
    home = home_of(origin, directories)
    if home is None:
        return ""
    folders = load_settings(directories, os.environ, {}).settings.folders
    found = to_offer(article, home, folders, Remembered(directories.state_file))
    if not found:
        return ""
    name = os.path.relpath(home.article)
    said = f"{described(found[0], home)} {_belong(found[0])} to the text of {name}"
    return f"{said}: see `lesart adopt {shlex.quote(name)}`."


def described(one: LeftBehind, home: Home) -> str:
    """Return in a few words what was found and where, sanitised."""
    count = "Notes" if one.notes is None else number_of(one.notes, "note")
    return f"{count} from “{shorten(one.name, _LONGEST)}” {_where(one.path.parent, home)}"


def _where(folder: Path, home: Home) -> str:
    if folder == Path(os.path.realpath(home.data_dir / FOLDER)):
        return "in the data folder"
    if folder == Path(os.path.realpath(home.article.parent)):
        return "beside it"
    return f"in {shorten(without_home(folder), _LONGEST)}"


def _belong(one: LeftBehind) -> str:
    return "belongs" if one.notes == 1 else "belong"
