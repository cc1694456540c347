"""Cuts a text into pieces that an engine accepts, at sentence ends where it can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from articles.article import Span

Sentences = Callable[[str], list[Span]]

_CLAUSE_ENDS = (";", ":", ",", "–", "—", ")")


def article_sentences(text: str) -> list[Span]:
    """Return the sentence spans of `text` as lesart finds them everywhere else."""
    from articles.sentences import sentences

    return sentences(text)


def octets(text: str) -> int:
    """Return the length of `text` in UTF-8, in which the strictest engine counts."""
    return len(text.encode("utf-8", "surrogatepass"))


def split(text: str, limit: int, sentences: Sentences = article_sentences) -> list[str]:
    """Return `text` as pieces of at most `limit` octets, whole sentences wherever one fits.

    Joined by spaces the pieces are the text again, but for white space between them. A sentence beyond the
    limit is cut behind a clause, else at white space, else between two characters. `limit` is at least 4.
    """
    if octets(text) <= limit:
        return [text] if text.strip() else []
    parts = (part for span in sentences(text) for part in _fitting(text[span.start : span.end], limit))
    return list(_packed(parts, limit))


def _packed(parts: Iterable[str], limit: int) -> Iterator[str]:
    """Put as many parts into a piece as fit, so that few requests are made."""
    piece = ""
    for part in parts:
        longer = f"{piece} {part}" if piece else part
        if piece and octets(longer) > limit:
            yield piece
            longer = part
        piece = longer
    if piece:
        yield piece


def _fitting(sentence: str, limit: int) -> Iterator[str]:
    rest = sentence.strip()
    while octets(rest) > limit:
        cut = _cut(rest, limit)
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _cut(text: str, limit: int) -> int:
    """Return where to cut `text`, which is too long and has no white space at its ends."""
    head = text.encode("utf-8", "surrogatepass")[:limit].decode("utf-8", "ignore")
    spaces = [at for at, character in enumerate(head) if character.isspace()]
    clauses = [at for at in spaces if head[:at].endswith(_CLAUSE_ENDS)]
    for places in (clauses, spaces):
        if places and places[-1] > len(head) // 3:
            return places[-1]
    return spaces[-1] if spaces else max(1, len(head))
