"""Writes annotations as fast as it can: `writer.py SIDECAR NAME COUNT [without-locks]`."""

import fcntl
import sys
from pathlib import Path

from annotations.annotation import Annotation, Selectors, new_id
from annotations.facts import ArticleFacts
from annotations.history import Change
from annotations.store import Saved, Store


def main(sidecar: Path, name: str, count: int) -> None:
    """Say `ready`, wait, and print a number for every annotation that is saved, and why another is not."""
    store = Store(sidecar, ArticleFacts())
    store.load()
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        made = Annotation(new_id(), Selectors("Wort"), f"{name} {number}")
        result = store.apply([Change(None, made)])
        print(number if isinstance(result, Saved) else result.sentence, flush=True)


if __name__ == "__main__":
    if sys.argv[4:] == ["without-locks"]:
        # As on a file system that knows none, or between two machines.
        fcntl.flock = lambda *_: None
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
