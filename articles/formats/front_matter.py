"""What stands before a Markdown text: its title and language, as Jekyll, Hugo, Pandoc and MultiMarkdown have it.

Between `---` it is YAML and between `+++` TOML, of which nothing is parsed: of the lines at the margin, `title`,
`lang` and `language` are read when a scalar follows, and everything else is passed over. Pandoc has lines with
`%` as well, MultiMarkdown lines of keys without anything round them.
"""

from __future__ import annotations

import re
from itertools import takewhile

from articles.article import fold
from articles.values import NamedTuple

_LONGEST = 65536
"""Code points within which front matter has to end."""
_YAML_KEY = r"([A-Za-z_][\w.-]*)\s*:(?:\s+(.*))?$"
_TOML_KEY = r"([A-Za-z_][\w.-]*)\s*=\s*(.+)$"
_LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$"
_NO_SCALAR = tuple("\"'[{&*!|>%@`#")
_DOUBLE_QUOTED = r'"((?>(?:[^"\\]|\\.)*))"\s*(?:#.*)?$'
_SINGLE_QUOTED = r"'((?>(?:[^']|'')*))'\s*(?:#.*)?$"
_BLOCK_SCALAR = r"[|>][-+0-9]*\s*(?:#.*)?$"
_PERCENT = re.compile(r"% ?(.*(?:\n[ \t]+\S.*)*)\n(?:%.*(?:\n[ \t]+\S.*)*(?:\n|$)){0,2}")
"""Pandoc's title block: title, authors, date, each of which goes on in lines that are set in."""
_KEYS = re.compile(r"(?:[A-Za-z][\w -]*:[ \t]*\S.*\n(?:[ \t]+\S.*\n)*)+(?=\n|$)")
"""MultiMarkdown's metadata: keys and values up to the first blank line."""
_ESCAPE = r"\\(?:u([0-9A-Fa-f]{4})|(.))"
_OTHER = " \t#-[]{}'\")"
"""What begins lines that have no key: nested values, comments, lists, tables."""


class FrontMatter(NamedTuple):
    """What a text says of itself before it begins."""

    title: str = ""
    language: str = ""
    """A language tag such as `de` or `de-AT`, else empty."""


def split_front_matter(text: str, *, markdown: bool) -> tuple[FrontMatter | None, str]:
    """Return a text's front matter and its body; None and the whole text when it has none that is closed.

    Only in what is known to be `markdown` are lines front matter that nothing stands round.
    """
    fence, line_end, _ = text.partition("\n")
    fence = fence.rstrip()
    if markdown and fence[:1] == "%" and (block := _PERCENT.match(text)):
        return FrontMatter(fold(block[1])), text[block.end() :]
    if markdown and fence[:6].lower() == "title:" and (keys := _KEYS.match(text, 0, _LONGEST)):
        return _read(keys.group().split("\n"), _YAML_KEY), text[keys.end() :]
    if not line_end or fence not in ("---", "+++"):
        return None, text
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*$" if fence == "---" else r"^\+\+\+[ \t]*$", re.MULTILINE)
    match = closing.search(text, len(text.partition("\n")[0]) + 1, _LONGEST)
    if match is None:
        return None, text
    lines = text[: match.start()].split("\n")[1:]
    key = _YAML_KEY if fence == "---" else _TOML_KEY
    if not _looks_right(lines, key):
        return None, text
    return _read(lines, key), text[match.end() :]


def _looks_right(lines: list[str], key: str) -> bool:
    """Tell front matter from a text between two separators: its lines at the margin have keys."""
    margin = [line for line in lines if line.strip() and line[0] not in _OTHER]
    return all(re.match(key, line.rstrip()) for line in margin) and (
        bool(margin) or not any(map(str.strip, lines))
    )


def _read(lines: list[str], key: str) -> FrontMatter:
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if line.startswith("["):
            # A TOML table: what follows belongs to something else.
            break
        match = re.match(key, line.rstrip())
        if match and match[1].lower() in ("title", "lang", "language"):
            value, bare = match[2] or "", key == _YAML_KEY
            if bare and value:
                goes_on = takewhile(lambda line: line[:1] in (" ", "\t"), lines[number + 1 :])
                value = " ".join([re.sub(_BLOCK_SCALAR, "", value), *map(str.strip, goes_on)])
            found.setdefault(match[1].lower(), _scalar(value, bare=bare))
    language = found.get("lang") or found.get("language", "")
    return FrontMatter(found.get("title", ""), language if re.match(_LANGUAGE, language) else "")


def _scalar(value: str, *, bare: bool) -> str:
    """Return the string that a value stands for, in one line; empty when it is anything else."""
    value = value.strip()
    if match := re.match(_DOUBLE_QUOTED, value):
        value = re.sub(_ESCAPE, _unescaped, match[1])
    elif match := re.match(_SINGLE_QUOTED, value):
        value = match[1].replace("''", "'") if bare else match[1]
    elif not bare or value[:1] in _NO_SCALAR or value in ("~", "null"):
        return ""
    else:
        value = re.split(r"\s#", value, maxsplit=1)[0]
    return fold(value)


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return " " if escape[2] in "ntr" else escape[2]
    character = chr(int(escape[1], 16))
    return "\N{REPLACEMENT CHARACTER}" if "\ud800" <= character <= "\udfff" else character
