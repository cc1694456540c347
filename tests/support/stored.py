"""Sample texts in tests/data/articles as their bytes are where they come from; all were made up for lesart."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from support.samples import FOLDER, expected

SAMPLES = sorted((*FOLDER.glob("plain/*.txt"), *FOLDER.glob("markdown/*.md")))


def expectation_of(sample: Path) -> dict[str, Any]:
    """Return how a sample is to be read, and how it is `stored` where it comes from."""
    return expected(sample.with_suffix(".json"))


def bytes_of(sample: Path) -> bytes:
    """Return a sample as it is met with."""
    return stored(sample.read_bytes().decode(), expectation_of(sample).get("stored", {}))


def stored(text: str, how: Mapping[str, Any]) -> bytes:
    """Return a text in another encoding, with other line ends, or with some lines in an encoding of their own."""
    codec, foreign = how.get("encoding", "utf-8"), how.get("foreign_lines", {})
    text = unicodedata.normalize(how.get("form", "NFC"), text) + how.get("behind", "")
    ends = how.get("line_ends", "\n")
    if not foreign:
        return text.replace("\n", ends).encode(codec)
    lines = text.split("\n")
    return b"\n".join(line.encode(foreign.get(str(number), codec)) for number, line in enumerate(lines))
