"""Sidecars of earlier versions of the format, brought to today's one step at a time.

A step goes from one version to the next and takes the page's JSON without its items; annotations have been the
W3C's from the beginning, and what is new about them may be missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

VERSION: Final = "lesart:formatVersion"

Page = Mapping[str, Any]
Step = Callable[[Page], Page]


def version_of(page: Page) -> int:
    """Return the version of the format that a page names; 0 for one that another program has made."""
    version = page.get(VERSION)
    return version if type(version) is int and version > 0 else 0


def migrate(page: Page) -> Page:
    """Return the page as today's version has it; one of a newer version stays as it is."""
    steps = STEPS[version_of(page) :]
    for step in steps:
        page = step(page)
    return {**page, VERSION: len(STEPS)} if steps else page


def _from_0_to_1(page: Page) -> Page:
    """Change nothing: all that version 1 adds to a page of the W3C's model is made anew at every writing."""
    return page


def _from_1_to_2(page: Page) -> Page:
    """Change nothing: version 2 remembers what was deleted, and of earlier deletions that is not known."""
    return page


STEPS: Final[tuple[Step, ...]] = (_from_0_to_1, _from_1_to_2)
"""The step at index n goes from version n to n + 1."""
FORMAT_VERSION: Final = len(STEPS)
"""The version that is written."""
