r"""Notes as Markdown that can be edited by hand and read back: how its parts are written.

A note stands between two comments, which no renderer shows:

    <!-- lesart urn:uuid:5d0c3a7e-6a53-4c55-9f0e-0f4cf3a1b6d2 9f86d081884c7d659a2feaa0 -->

    > The quote, a block quote; a note on the whole article has none.

    *Now:* what stands there today, if the text has changed since

    *English:* the English of its paragraph, if that was asked for

    **Paragraph 3** · yellow · *changed since* · #question #two words

    The note, as many paragraphs as it likes. Nothing of it need be there.

    <!-- /lesart -->

*Id.* Behind `<!-- lesart `, percent-encoded as `urllib.parse.quote` does it, `comment` here;
`urllib.parse.unquote` decodes it. A note that is added by hand has none: `<!-- lesart -->`. Behind the id stand
the `digests` of note, tags and colour as they were written: they tell what was edited here and what in lesart.

*Quote.* The lines that begin with `>`, each without that and one blank, read by `markdown_text.plain`.

*Facts.* The one line that begins with `**Paragraph N**`, `**Whole article**` or `**Not found**`. Its fields are
parted by ` · `, a dot within a field is `&middot;`. The field that begins with `#` has the tags, each behind an
unescaped `#` at the beginning of the line or behind white space; within a tag there may be white space, and
every `#` is `\#`. A field in `*…*` says something more, such as `*answer by Anna*` (to the note before it); what
is left is the colour.

*Note.* All lines between the facts and `<!-- /lesart -->`, without the blank lines at both ends, read by
`markdown_text.plain`. That gives back any text that `clean` leaves as it is; a note of nothing but white space
is written as none. The lines that begin with `*Now:*` and `*English:*` stand before the facts and are no part
of it.

Headings and whatever stands outside the comments are for people alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote

from annotations.export.cleaning import clean
from annotations.export.markdown_text import inline, plain, within
from annotations.terms import RESERVED

_TAG: Final = re.compile(r"(?:^|(?<=\s))#")


def comment(text: str) -> str:
    """Return an id so that it can stand within an HTML comment; `urllib.parse.unquote` reads it back."""
    return quote(text, safe=RESERVED, errors="surrogatepass").replace("--", "-%2D")


def field(text: str) -> str:
    """Return a text as a field of the facts."""
    return inline(text).replace("·", "&middot;")


def tags(names: Iterable[str]) -> str:
    """Return tags as a field of the facts; `plain_tags` reads them back."""
    written = (within(name).replace("#", "\\#").replace("·", "&middot;") for name in names)
    return " ".join(f"#{name}" for name in written if name)


def plain_tags(written: str) -> list[str]:
    """Return the tags that `tags` wrote, or that were typed in their place."""
    return [plain(tag.strip()) for tag in _TAG.split(written)[1:]]


def as_read(note: str, tag_names: Iterable[str], colour: str) -> tuple[str, list[str], str]:
    """Return a note, its tags and its colour as they are read back from where they were written."""
    cleaned = clean(note)
    return cleaned if cleaned.strip() else "", plain_tags(tags(tag_names)), plain(field(colour)).strip()


def digests(note: str, tag_names: Iterable[str], colour: str) -> str:
    """Return three digests in a row, eight digits each: of a note, of its tags and of its colour."""
    return digests_of(as_read(note, tag_names, colour))


def digests_of(said: tuple[str, list[str], str]) -> str:
    """Return the same of a note, its tags and its colour as they are read back."""
    text, names, name = said
    return "".join(map(digest, (text, "\n".join(names), name)))


def digest(text: str) -> str:
    """Return eight digits that another text hardly has."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def plain_comment(written: str) -> str:
    """Return the id that `comment` wrote."""
    return unquote(written, errors="surrogatepass")
