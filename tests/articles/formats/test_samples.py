"""Real-shaped documents, whose expected reading was written by hand, stand in tests/data/articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.pdf import pdf_of
from support.samples import FOLDER, expected, packed, reading

from articles.formats.detect import open_article, read_article

SAMPLES = sorted(path for kind in ("docx", "odt", "pdf") for path in FOLDER.glob(f"{kind}/*.json"))


def built(expectation: Path) -> tuple[bytes, str]:
    """Return the sample that an expectation belongs to, and its suffix."""
    source = expectation.with_suffix("")
    if source.is_dir():
        return packed(source), source.parent.name
    if source.with_suffix(".txt").exists():
        return pdf_of(source.with_suffix(".txt").read_text("utf-8")), "pdf"
    return source.with_suffix(".fodt").read_bytes(), "fodt"


@pytest.mark.parametrize("expectation", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_sample_is_read_as_expected(tmp_path: Path, expectation: Path) -> None:
    data, suffix = built(expectation)
    path = tmp_path / f"{expectation.stem}.{suffix}"
    path.write_bytes(data)
    article = read_article(path)
    assert reading(article) == expected(expectation)
    assert article.source == str(path)
    assert open_article(path) == article


def test_there_are_samples_of_every_kind() -> None:
    assert len(SAMPLES) >= 9
