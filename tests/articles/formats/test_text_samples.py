"""Articles of every age and layout are read as a person would read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.samples import reading
from support.stored import SAMPLES, bytes_of, expectation_of

from articles.article import Article, compose, fold
from articles.formats.detect import open_article, read_article, read_bytes
from articles.formats.unreadable import UnreadableError


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_sample_is_read_as_expected(sample: Path) -> None:
    expectation = expectation_of(sample)
    expectation.pop("stored", None)
    article = read_bytes(bytes_of(sample), name=sample.name)
    assert {"encoding": article.encoding, **reading(article)} == expectation


PLAIN = [sample for sample in SAMPLES if sample.suffix == ".txt"]


@pytest.mark.parametrize("sample", PLAIN, ids=lambda sample: sample.name)
def test_sample_that_is_large_is_read_by_and_by_as_it_is_at_once(sample: Path, tmp_path: Path) -> None:
    data = bytes_of(sample)
    repeated = data * (80_000 // len(data) + 1)
    path = tmp_path / sample.name
    path.write_bytes(repeated)
    article, whole = open_article(path), read_article(path)
    at_once = read_bytes(repeated, name=sample.name, source=str(path))
    assert tuple(whole.blocks) == at_once.blocks
    assert (whole.title, whole.language, whole.encoding, whole.notice) == (
        at_once.title,
        at_once.language,
        at_once.encoding,
        at_once.notice,
    )
    assert article.blocks == whole.blocks[: len(article.blocks)]
    assert article.title == whole.title


def mutated(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return `data` with stretches of it replaced: `(start, length, what comes instead)`."""
    for start, length, piece in changes:
        at = start % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    return data


CHANGES = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.integers(0, 200),
        st.binary(max_size=8)
        | st.sampled_from([b"\n\n", b"\r", b"\x0c", b"> ", b"[^1]: ", b"~", b"^", b"|", b"***", b"<b", b"\x85"]),
    ),
    max_size=6,
)


@settings(max_examples=120)
@given(st.sampled_from([(sample.name, bytes_of(sample)) for sample in SAMPLES]), CHANGES, st.booleans())
def test_damaged_sample_gives_an_article_or_one_sentence(
    sample: tuple[str, bytes], changes: list[tuple[int, int, bytes]], as_markdown: bool
) -> None:
    name, data = sample
    article, sentence = Article("", ()), "."
    try:
        article = read_bytes(mutated(data, changes), name="a.md" if as_markdown else name)
    except UnreadableError as error:
        sentence = str(error)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert compose(article.blocks) == article.blocks
    for block in article.blocks:
        assert block.kind == "code" or block.text == fold(block.text)
        assert all(0 <= mark.span.start < mark.span.end <= len(block.text) for mark in block.marks)
