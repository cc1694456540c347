"""Notes that could not be saved, when the reader leaves: saved after all, or kept elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

from annotations.store import NotSaved, Store


def save_or_rescue(store: Store, directory: Path) -> str:
    """Try once more to save, else write all notes to a new file in `directory`; return a sentence unless saved.

    Where nothing can be written there either, the file is among the machine's temporary ones, for its owner alone.
    """
    outcome = store.apply(())
    if not isinstance(outcome, NotSaved):
        return ""
    rescued = store.rescue(directory) or _rescued_for_now(store)
    if rescued is None:
        return f"{outcome.sentence} They could not be kept elsewhere either."
    return f"{outcome.sentence} All notes are kept in {rescued} instead."


def _rescued_for_now(store: Store) -> Path | None:
    try:
        return store.rescue(Path(tempfile.mkdtemp(prefix="lesart-")))
    except OSError:
        return None
