"""Tells a translation from the error pages and refusals that engines return as if they were one."""

from __future__ import annotations

import html
import re

from articles.article import fold
from articles.translation.failures import QUOTA_PAUSE, EngineError, no_translation

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|script|\?xml)\b", re.IGNORECASE)
_GOOGLE_ERROR = re.compile(r"\s*Error \d{3} \(.{1,80}\)!!1")
_REFUSALS = ("QUERY LENGTH LIMIT", "INVALID LANGUAGE PAIR", "NO QUERY SPECIFIED", "PLEASE SELECT TWO DISTINCT")
_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IN_NAMES = _words("von van vom zu zum zur der den de da di del la le du al el bin ibn")
"""What stands between the words of names without a capital letter."""
_GERMAN = _words(
    "der die das den dem des ein eine einen einem einer und oder aber ist sind nicht auch sich mit für auf von im "
    "vom zum zur bei nach über aus es er sie wir ich"
)
_ENGLISH = _words(
    "the of and to is are be with for on that this it as by from not but have has you we they his her"
)
"""Words without which hardly a sentence is written, but for those that both languages have."""
_USED_UP = "MYMEMORY WARNING"


def accepted(result: object, source: str, label: str) -> str:
    """Return an engine's result for `source` as text, or raise EngineError when it is no translation."""
    if not isinstance(result, str) or not result.strip():
        raise no_translation(label)
    text = result.encode("utf-8", "replace").decode("utf-8").strip()
    if _USED_UP in text and _USED_UP not in source:
        raise EngineError(f"{label} has given all its free translations for today.", retry_after=QUOTA_PAUSE)
    if _GOOGLE_ERROR.match(text) and not _GOOGLE_ERROR.match(source):
        raise EngineError(f"{label} has a fault of its own.", retryable=True)
    if any(refusal in text and refusal not in source for refusal in _REFUSALS):
        raise EngineError(f"{label} did not accept the request.")
    if _PAGE.match(text) and not _PAGE.match(source):
        raise no_translation(label)
    if fold(text).casefold() == fold(source).casefold() and not stays_the_same(source):
        raise EngineError(f"{label} gave the text back untranslated; another engine may do better.")
    return _unescaped(text, source)


def stays_the_same(source: str) -> bool:
    """Tell whether a text may well be its own English: a few words, names only, or English already."""
    words = _WORD.findall(source)
    folded = [word.casefold() for word in words]
    if len(source.split()) <= 2 or sum(map(_ENGLISH.__contains__, folded)) > sum(
        map(_GERMAN.__contains__, folded)
    ):
        return True
    return all(
        word in _IN_NAMES or (word[0].isupper() and low not in _GERMAN)
        for word, low in zip(words, folded, strict=True)
    )


def has_letters(text: str) -> bool:
    """Tell whether there is anything to translate in `text`."""
    return any(character.isalpha() for character in text)


def _unescaped(text: str, source: str) -> str:
    """Resolve the HTML references that an engine put in; a source that has its own keeps them."""
    if _ENTITY.search(source):
        return text
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
