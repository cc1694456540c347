"""Articles as they are met with, each beside what is to be read of it; all of them were made up for lesart."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "data/articles"


def stored_bytes(text: str, stored: Mapping[str, Any]) -> bytes:
    """Return the bytes of a sample, which lies here as UTF-8, as they would be `stored` where it comes from."""
    codec, foreign = stored.get("encoding", "utf-8"), stored.get("foreign_lines", {})
    text = unicodedata.normalize(stored.get("form", "NFC"), text) + stored.get("behind", "")
    ends = stored.get("line_ends", "\n")
    if not foreign:
        return text.replace("\n", ends).encode(codec)
    lines = text.split("\n")
    return b"\n".join(line.encode(foreign.get(str(number), codec)) for number, line in enumerate(lines))


def samples() -> list[Path]:
    """Return the samples of plain text and Markdown; beside each lies a file of JSON with what is expected."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md"))


def bytes_of(sample: Path) -> bytes:
    """Return a sample as it is met with."""
    return stored_bytes(sample.read_bytes().decode(), expected_of(sample).get("stored", {}))


def expected_of(sample: Path) -> Mapping[str, Any]:
    """Return what is to be read of a sample, and how it is stored where it comes from."""
    expected: Mapping[str, Any] = json.loads(sample.with_name(sample.name + ".json").read_bytes())
    return expected
