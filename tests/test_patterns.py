"""Regular expressions mean the same in every Python that lesart runs on."""

import re
from pathlib import Path

import pytest

FOLDERS = ("articles", "annotations", "tui")
POSSESSIVE_GROUP = re.compile(r"\)\s?(?:[*+?]|\{+[\d,]*\}+)\+(?!,;=)")
"""The quantifier behind a group; but `()*+,;=` are the signs that may stand in an address."""


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_group_is_possessive(folder: str) -> None:
    # Before Python 3.11.5 they match wrongly: https://github.com/python/cpython/issues/106052
    root = Path(__file__).parents[1] / folder
    found = [
        f"{path.relative_to(root.parent)}:{number}"
        for path in root.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if POSSESSIVE_GROUP.search(line)
    ]
    assert not found


@pytest.mark.parametrize("pattern", ["(?:ab?)*+", "(a)?+", "(?:a|b)++", "(?:a){2,}+", "(?:a){{0,9}}+"])
def test_a_possessive_group_is_recognised(pattern: str) -> None:
    assert POSSESSIVE_GROUP.search(pattern)
