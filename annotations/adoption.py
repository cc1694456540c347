"""Notes that an article left behind when it was moved or renamed: found by its text, and taken along."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from annotations.annotation import NewId, new_id
from annotations.document import LARGEST, Unusable
from annotations.heads import Head, head_of
from annotations.history import Change
from annotations.location import FOLDER, SUFFIX, lock_path, sidecar_name
from annotations.sidecar import Page, dump, parse
from annotations.store import NotSaved, Store
from articles.folders import entries_in
from articles.locks import locked_if_possible
from articles.storage import create_file, move_file, read_file


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A sidecar that was made for an article at another place."""

    path: Path
    """The sidecar."""
    name: str
    """The file name of that article, or its title."""
    notes: int | None
    """How many annotations there are, if it says so."""
    stays: bool
    """Whether it stays where it is and is copied: that article is, or may be, still there."""
    modified_ns: int
    """When it was last written."""
    text_hash: str = ""
    """Of the text its annotations are on, as `facts.text_hash` returns it; empty if that is not said at once."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where an article and its notes belong now, and where those may be that it left behind."""

    article: Path
    to: Path
    """The article's own sidecar, whether there is one or not."""
    data_dir: Path
    """Its sidecars are of articles in folders that cannot be written."""
    known: Callable[[], Iterable[str]] = tuple
    """Returns the sources of the articles that the library knows."""

    @property
    def beside(self) -> Path:
        """Where the sidecar is, or would be, if the article's folder can be written."""
        return self.article.with_name(self.article.name + SUFFIX)

    @property
    def has_notes(self) -> bool:
        """Whether the article has a sidecar."""
        return os.path.lexists(self.to) or os.path.lexists(self.beside)


def find_left_behind(
    home: Home, folders: Iterable[str | os.PathLike[str]], text_hash: Callable[[], str]
) -> list[LeftBehind]:
    """Return the sidecars elsewhere that are about the article's text, those first that belong to nothing else.

    Looks in the article's folder, in the data directory, and in `folders` and all that is below them, but for
    hidden ones and symbolic links. Reads the sidecars' heads only, and asks for the article's hash only when
    there is one to compare it to. What cannot be read is passed over.
    """
    wanted = ""
    found: dict[str, LeftBehind] = {}
    for path in _sidecars(home, folders):
        head = head_of(path)
        if head is None or not head.text_hash or head.notes == 0:
            continue
        wanted = wanted or text_hash()
        if head.text_hash == wanted:
            one, real = _left_behind(path, head, home), os.path.realpath(path)
            # What a symbolic link leads to stays if it does by either name.
            if one.stays or real not in found:
                found[real] = one
    return sorted(found.values(), key=lambda one: (one.stays, -one.modified_ns, one.path))


def examine(path: Path, home: Home) -> LeftBehind | None:
    """Return a sidecar as one that was left behind, whichever text it is about; None when it cannot be read."""
    path = Path(os.path.realpath(path.parent), path.name)
    head = head_of(path)
    return None if head is None else _left_behind(path, head, home)


def adopt(one: LeftBehind, store: Store, *, new_id: NewId = new_id) -> str:
    """Bring the notes that were left behind to the article; return why not in a sentence, or an empty string.

    Where the article has none of its own, their file is taken along. Else they are added to those that are
    there, and the file stays.
    """
    if not store.annotations and not os.path.lexists(store.path):
        sentence = take_along(one, store.path, new_id=new_id)
        store.refresh()
        return sentence
    try:
        page = _page(one)
    except OSError as error:
        return _failed(one, error)
    if isinstance(page, Unusable):
        return _unusable(one, page)
    changes = [Change(None, note) for id_, note in page.annotations.items() if id_ not in store.annotations]
    if not changes:
        return f"The article has all the notes in {one.path} already."
    outcome = store.apply(changes)
    return outcome.sentence if isinstance(outcome, NotSaved) else ""


def take_along(one: LeftBehind, to: Path, *, new_id: NewId = new_id, patience: float = 5.0) -> str:
    """Make a sidecar the one at `to`, where there must be none; return why not in a sentence, or an empty string.

    It is moved with its previous version, or copied if it `stays`: the copy gets an id of its own, while its
    annotations are the same. Waits `patience` seconds for programs that are writing to either of them.
    """
    try:
        to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked_if_possible(lock_path(one.path), lock_path(to), timeout=patience):
            page = _page(one)
            if isinstance(page, Unusable):
                return _unusable(one, page)
            if one.stays:
                create_file(to, dump(_copy(page, new_id)), mode=one.path.stat().st_mode & 0o777)
            else:
                _move(one.path, to)
    except FileExistsError:
        return f"There is something at {to} already; it stays as it is, and so do the notes in {one.path}."
    except OSError as error:
        return _failed(one, error)
    return ""


def _move(old: Path, new: Path) -> None:
    """Move a sidecar with what belongs to it; for who holds its lock."""
    lock = None if old.is_symlink() else lock_path(old)
    move_file(old, new, limit=LARGEST)
    with suppress(OSError):
        # Without its previous version, or with one of another sidecar's in the way, it is whole all the same.
        move_file(old.with_name(old.name + "~"), new.with_name(new.name + "~"), limit=LARGEST)
    if lock is not None:
        with suppress(OSError):
            lock.unlink()


def _copy(page: Page, new_id: NewId) -> Page:
    """Return the page under another id, and so in another collection; its source stays, being the same text."""
    collection = page.fields.get("partOf")
    own = (
        {key: value for key, value in collection.items() if key != "id"} if isinstance(collection, Mapping) else {}
    )
    return replace(page, id=new_id(), fields={**page.fields, "partOf": own})


def _page(one: LeftBehind) -> Page | Unusable:
    """Read the whole sidecar; raises OSError."""
    page = parse(read_file(one.path, limit=LARGEST)[1])
    if isinstance(page, Page) and one.text_hash not in ("", page.facts.text_hash):
        return Unusable("it is about another text than its beginning says")
    return page


def _failed(one: LeftBehind, error: OSError) -> str:
    return f"The notes in {one.path} could not be taken along: {error.strerror or 'unknown error'}."


def _unusable(one: LeftBehind, page: Unusable) -> str:
    return f"The notes in {one.path} cannot be read: {page.sentence}. The file stays where it is."


def _left_behind(path: Path, head: Head, home: Home) -> LeftBehind:
    own = path.name.removesuffix(SUFFIX)
    if path.parent == Path(os.path.realpath(home.data_dir / FOLDER)):
        former = _source(path, home)
        stays = former != str(home.article) and not _is_gone(former)
        own = os.path.basename(former) if os.path.isabs(former) else head.title or head.file_name or own
    else:
        stays = own == path.name or os.path.exists(path.with_name(own))
    stays = stays or not os.access(path.parent, os.W_OK | os.X_OK)
    return LeftBehind(path, own, head.notes, stays, head.modified_ns, head.text_hash)


def _source(path: Path, home: Home) -> str:
    """Return which article a sidecar in the data directory was made for; empty when nobody knows."""
    sources = (source for source in (str(home.article), *home.known()))
    return next((one for one in sources if os.path.basename(sidecar_name(None, one, "")) == path.name), "")


def _is_gone(source: str) -> bool:
    return os.path.isabs(source) and not os.path.exists(source)


def _sidecars(home: Home, folders: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Yield the sidecars of other articles, each once."""
    near = [os.path.realpath(one) for one in (home.article.parent, home.data_dir / FOLDER)]
    seen = {os.path.join(os.path.realpath(one.parent), one.name) for one in (home.to, home.beside)}
    seen |= {os.path.realpath(one) for one in (home.to, home.beside)}
    for entry in entries_in(near, map(os.path.realpath, folders)):
        if entry.name.endswith(SUFFIX) and entry.path not in seen:
            seen.add(entry.path)
            yield Path(entry.path)
