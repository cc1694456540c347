"""Valid files with damage: bytes changed, cut out, put in twice, put in from elsewhere, the end cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random
from xml.etree.ElementTree import fromstring, tostring

from articles.article import Article, compose

_NUMBERS = (b"0", b"-1", b"99999999999", b"1e999", b"0.0000001", b"\xff\xff\xff\xff", b"\x00")


def is_sound(article: Article) -> None:
    """Hold what is true of any article, whatever it was read from."""
    assert compose(article.blocks) == tuple(article.blocks)
    for block in article.blocks:
        assert 1 <= block.level <= 60 or block.kind in ("paragraph", "code")
        for mark in block.marks:
            assert 0 <= mark.span.start < mark.span.end <= len(block.text)


def mutated(data: bytes, random: Random, words: Sequence[bytes] = ()) -> bytes:
    """Return `data` with one to eight pieces of damage; `words` are put into it now and then."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        data = random.choice(_KINDS)(data, random, (*words, *_NUMBERS))
    return data


def _changed(data: bytes, random: Random, words: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(1) + data[at + 1 :]


def _cut(data: bytes, random: Random, words: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + data[at + random.choice((1, 4, 40, 400)) :]


def _doubled(data: bytes, random: Random, words: Sequence[bytes]) -> bytes:
    at, length = random.randrange(len(data) + 1), random.choice((1, 8, 80, 800))
    return data[: at + length] + data[at:]


def _moved(data: bytes, random: Random, words: Sequence[bytes]) -> bytes:
    at, other = random.randrange(len(data) + 1), random.randrange(len(data) + 1)
    return data[:at] + data[other : other + random.choice((4, 40, 400))] + data[at:]


def _ended(data: bytes, random: Random, words: Sequence[bytes]) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _spliced(data: bytes, random: Random, words: Sequence[bytes]) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.choice(words) + data[at + random.choice((0, 1, 4)) :]


_KINDS: tuple[Callable[[bytes, Random, Sequence[bytes]], bytes], ...] = (
    _changed, _changed, _cut, _doubled, _moved, _ended, _spliced, _spliced,
)  # fmt: skip


def mutated_tree(data: bytes, random: Random) -> bytes:
    """Return XML that is still well-formed: elements moved, doubled, renamed and cut out, values changed."""
    root = fromstring(data)
    for _ in range(random.choice((1, 2, 4, 12))):
        elements = list(root.iter())
        one, other = random.choice(elements), random.choice(elements)
        change = random.randrange(6)
        if change == 0 and not any(element is other for element in one.iter()):
            other.insert(random.randrange(len(other) + 1), one)
        elif change == 1:
            other.insert(0, deepcopy(one))
        elif change == 2:
            one.tag = other.tag
        elif change == 3:
            one.clear()
        elif change == 4:
            one.attrib.update({name: random.choice(_VALUES) for name in one.attrib})
        else:
            one.attrib.update(other.attrib)
            one.text, one.tail = other.tail, random.choice((other.text, "\u00ad\u0301 ", None))
    return tostring(root)


_VALUES = ("", "0", "-1", "9", "99999999999999999999", "none", "1e9", "\u0660", "a" * 500, "../x", "true")
