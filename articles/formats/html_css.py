"""Which classes of a document's style sheets make text italic, bold or struck out, as word processors write it."""

from __future__ import annotations

import re
from collections.abc import Mapping

TYPE_CHECKING = False

if TYPE_CHECKING:
    from articles.article import MarkKind

    Classes = Mapping[str, frozenset[MarkKind]]

_LONGEST = 500_000
_MOST_RULES = 5_000
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CLASS = re.compile(r"\s*+(?:span|i|b|em|strong|a)?\.([\w-]++)\s*+")
_ITALIC = re.compile(r"font-style\s*+:\s*+(?:italic|oblique)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*+:[^;]*?\bline-through", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*+:\s*+(?:bold|[6-9]00)", re.IGNORECASE)


def marks_of_style(style: str) -> list[MarkKind]:
    """Return the marks that declarations of CSS make."""
    found: list[MarkKind] = []
    if _ITALIC.search(style):
        found.append("emphasis")
    if _BOLD.search(style):
        found.append("strong")
    if _STRUCK.search(style):
        found.append("deleted")
    return found


def marks_of_classes(sheet: str) -> Classes:
    """Return the marks that the classes in a style sheet make, of those that are styled by themselves."""
    found: dict[str, frozenset[MarkKind]] = {}
    for rule in _COMMENT.sub("", sheet[:_LONGEST]).split("}", _MOST_RULES)[:-1]:
        selectors, _, declarations = rule.rpartition("{")
        kinds = frozenset(marks_of_style(declarations))
        # What stands before may be the rest of an at-rule, or the beginning of one round this rule.
        for selector in re.split("[{;]", selectors)[-1].split(",") if kinds else ():
            if match := _CLASS.fullmatch(selector):
                found[match[1]] = found.get(match[1], frozenset()) | kinds
    return found
