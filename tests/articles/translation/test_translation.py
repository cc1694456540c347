from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from articles.clock import timestamp
from articles.translation.translation import languages_of, source_hash


def test_hash_is_that_of_the_folded_text() -> None:
    assert source_hash("Schöne  \n Welt") == source_hash(" Scho\u0308ne Welt ")
    assert source_hash("Schöne Welt") != source_hash("schöne Welt")


def test_hash_takes_what_is_no_unicode_text() -> None:
    assert source_hash("\ud800") != source_hash("\ud801")


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("nds", "nds"), (" fr-FR ", "fr"), ("", "de"),
        ("en-US", "de"), ("und", "de"), ("deutsch", "de"), ("d", "de"), ("ä1", "de"), ("<x>", "de"),
    ],
)  # fmt: skip
def test_language_of_the_article_is_that_of_the_source(said: str, source: str) -> None:
    assert languages_of(said) == (source, "en")


def test_date_has_its_zone() -> None:
    assert timestamp(datetime(2026, 1, 31, 12, tzinfo=UTC)) == "2026-01-31T12:00:00.000Z"


@pytest.mark.parametrize("module", ["translator", "engines.registry", "memory", "parallel"])
def test_importing_costs_no_heavy_package(module: str) -> None:
    code = f"""
import sys, articles.translation.{module}
print(*sorted({{"deep_translator", "requests", "sqlite3", "bs4", "textual"}} & set(sys.modules)))
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)

    assert (run.stdout.strip(), run.stderr) == ("", "")
