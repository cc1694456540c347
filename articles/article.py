"""The model of what is read: one canonical text and its structure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from articles.normalisation import normal
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Literal, Protocol

    class Text(Protocol):
        """What a canonical text can be asked for, whether it is one string or not."""

        def __len__(self) -> int: ...
        def __getitem__(self, key: int | slice, /) -> str: ...
        def find(self, piece: str, start: int = ..., end: int | None = ..., /) -> int:
            """As `str.find`."""

        def rfind(self, piece: str, start: int = ..., end: int | None = ..., /) -> int:
            """As `str.rfind`."""

        def startswith(self, piece: str, start: int = ..., /) -> bool:
            """As `str.startswith`."""

    BlockKind = Literal["paragraph", "heading", "list-item", "quotation", "code"]
    MarkKind = Literal["emphasis", "strong", "code", "link", "subscript", "superscript", "deleted"]

SEPARATOR = "\n\n"
"""What stands between two blocks of the canonical text: one blank line."""


def fold(text: str) -> str:
    """Return `text` in NFC with every run of white space folded to one space and none at the ends."""
    return normal(" ".join(text.split()))


class Span(NamedTuple):
    """A half-open range `[start, end)` of code points of a canonical text."""

    start: int
    end: int

    def holds(self, offset: int) -> bool:
        """Tell whether the code point at `offset` belongs to the span."""
        return self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by `by` code points."""
        return Span(self.start + by, self.end + by)


class Mark(NamedTuple):
    """An inline property of a part of a block, such as emphasis or a link."""

    span: Span
    """Relative to the start of the block's text."""
    kind: MarkKind
    href: str = ""
    """Where a link leads; empty for the other kinds."""


class Block(NamedTuple):
    """A paragraph, heading, list item, quotation or code block: the unit of reading."""

    kind: BlockKind
    text: str
    """NFC, white space folded; only code keeps its line breaks and indentation."""
    level: int = 0
    """1-6 for headings, the depth from 1 for list items and quotations, else 0."""
    label: str = ""
    """What stands before a list item: `•` or `3.`; never part of the text."""
    marks: tuple[Mark, ...] = ()
    start: int = 0
    """Offset of the text in the canonical text."""

    @property
    def end(self) -> int:
        """Offset behind the last code point of the text."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """Where the block stands in the canonical text."""
        return Span(self.start, self.end)


class Part(NamedTuple):
    """What of a large article has been read, while the rest is still to come."""

    first: int = 0
    """Index, in the whole article, of the first block that was read; their offsets are those of the whole."""
    blocks: int = 0
    """How many blocks the whole article has, as far as is known."""
    length: int = 0
    """Code points of the whole canonical text, as far as is known."""


class Article:
    """One canonical text with a title, a language, a source and blocks. Never changes."""

    def __init__(
        self,
        title: str,
        blocks: Sequence[Block],
        language: str = "de",
        source: str = "",
        *,
        format: str = "plain",  # noqa: A002 - the field's own word, as in `show --json`
        encoding: str = "utf-8",
        notice: str = "",
        part: Part | None = None,
        state: tuple[int, int] | None = None,
    ) -> None:
        self.title = title
        self.blocks = blocks
        """In reading order, their `start` offsets filled in (see `compose`)."""
        self.language = language
        self.source = source
        """The absolute path or URL it was read from, or what else tells it from others; may be empty."""
        self.format = format
        self.encoding = encoding
        self.notice = notice
        """One sentence for the reader about how it was read (say, characters that had to be replaced)."""
        self.part = part
        """Which part of a large file this is; None when it is the whole article."""
        self.state = state
        """Size in bytes and time of change (ns) of a large file when it was read; else None."""
        self._text: str | None = None
        self._content: Text | None = None
        self._starts: Sequence[int] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Article) and self._facts() == other._facts()

    __hash__ = None  # type: ignore[assignment]

    def _facts(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    @property
    def complete(self) -> bool:
        """Whether this is the whole article."""
        return self.part is None

    @property
    def first(self) -> int:
        """The index, in the whole article, of the first of the blocks."""
        return 0 if self.part is None else self.part.first

    @property
    def count(self) -> int:
        """How many blocks the whole article has; of a part, how many that is as far as is known."""
        here = len(self.blocks)
        return here if self.part is None else max(self.part.blocks, self.part.first + here)

    @property
    def text(self) -> str:
        """The canonical text: the blocks' texts, joined by one blank line; made when it is first asked for."""
        if self._text is None:
            self._text = SEPARATOR.join(block.text for block in self.blocks)
        return self._text

    @property
    def content(self) -> Text:
        """The canonical text, of which no string is made where that would take up much memory."""
        if self._content is None:
            packed: Text | None = getattr(self.blocks, "text", None)
            self._content = self.text if packed is None else packed
        return self._content

    def encoded(self) -> Iterator[bytes | memoryview]:
        """Yield the canonical text in UTF-8, piece by piece."""
        whole: memoryview | None = getattr(self.blocks, "encoded", None)
        if whole is not None:
            yield whole
            return
        for number, block in enumerate(self.blocks):
            yield ((SEPARATOR if number else "") + block.text).encode("utf-8", "surrogatepass")

    @property
    def headings(self) -> list[tuple[int, Block]]:
        """The headings with their indexes."""
        found: list[tuple[int, Block]] | None = getattr(self.blocks, "headings", None)
        if found is None:
            found = [(index, block) for index, block in enumerate(self.blocks) if block.kind == "heading"]
        return found

    @property
    def length(self) -> int:
        """Code points of the canonical text; of a part, those of the whole as far as is known."""
        here = self.blocks[-1].end if self.blocks else 0
        return here if self.part is None else max(self.part.length, here)

    def index_at(self, offset: int) -> int:
        """Return the index of the block that holds `offset`.

        The blank line behind a block counts as its own; offsets outside the text give the first or last
        block. An article without blocks gives 0.
        """
        if self._starts is None:
            starts = getattr(self.blocks, "starts", None)
            self._starts = [block.start for block in self.blocks] if starts is None else starts
        return max(0, bisect_right(self._starts, offset) - 1)

    def quote(self, span: Span) -> str:
        """Return the canonical text of `span`, without building the whole text."""
        first, last = self.index_at(span.start), self.index_at(max(span.start, span.end - 1))
        piece = SEPARATOR.join(block.text for block in self.blocks[first : last + 1])
        base = self.blocks[first].start if self.blocks else 0
        return piece[span.start - base : span.end - base]


def compose(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks that have text, each with its `start` in the canonical text they make up."""
    placed: list[Block] = []
    start = 0
    for block in blocks:
        if block.text:
            placed.append(block._replace(start=start))
            start += len(block.text) + len(SEPARATOR)
    return tuple(placed)
