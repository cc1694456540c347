"""Sentence and word spans inside a block of German or English text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, Literal

from articles.article import Span
from articles.sentence_words import ENGLISH, GERMAN, SentenceWords, listed

_NAMES_WITH_MARK: Final = frozenset({"Yahoo!", "Jeopardy!", "Joop!", "Wham!"})
_UNITS: Final = listed("m g h l s t W V A K")

_CLOSERS = "”“»«’‘\"'›‹)\\]}"
_OPENERS = "„“”\"»«‚‘’'›‹(\\[{"
_SYMBOLS = "§$€£#@*•†+=~<\u2190-\u2bff\U0001f000-\U0001faff"

# The end marks, what closes behind them and, if a sentence could begin there, what follows the white space.
# What repeats is possessive or atomic, neighbouring classes are disjoint, and a run of end marks matches whatever
# follows it, so none of them is read twice: a million dots, quotes and spaces take one pass. Groups are bounded,
# since each turn of one takes memory, and atomic, since possessive ones match wrongly before Python 3.11.5:
# https://github.com/python/cpython/issues/106052
_CANDIDATE = re.compile(
    rf"""
    (?P<run> (?> [.!?…] [.!?…{_CLOSERS}]*+ (?: \s++ [.!?…] [.!?…{_CLOSERS}]*+ ){{0,999}} )
             (?> (?: \s [»«] (?=\s) )? ) (?> (?: \[\d{{1,3}}\] ){{0,9}} ) )
    (?P<next>
        (?: \s++ | (?=[„‚]) )
        (?= (?P<lead> (?> (?: [–—-]\s )? ) [{_OPENERS}]{{0,4}}+ )
            (?: (?P<word> [^\W\d_]{{1,24}}+ ) | (?P<digits> \d{{1,5}}+ ) | […{_SYMBOLS}] ) )
    )?
    | (?P<wide> [。！？｡]++ [」』”’）]*+ ) \s*+
    """,
    re.VERBOSE,
)
_QUOTES = "”“»«’‘\"'›‹"
_OPENING = "„“”\"»«‚‘’'›‹([{–—-/"
_NUMBER = re.compile(r"\d+(?:[.,:/–-]{1,2}\d+)*\Z")
_ROMAN = re.compile(r"[IVXLC]{2,}\Z")
_LOOK_BACK = 48
"""Code points before an end mark that are looked at; no abbreviation and no date is longer."""
_BRACKET = 400
"""Code points within which a closed bracket must have been opened to count."""


def sentences(text: str, language: Literal["de", "en"] = "de") -> list[Span]:
    """Return the sentences of one block's `text`, in order.

    Spans are relative to `text`, have no white space at their ends and leave nothing but white space between
    them. End marks, a list of the language's abbreviations and the word that follows tell where a sentence ends; a
    colon never does. Linear in the length of the text.
    """
    known = ENGLISH if language == "en" else GERMAN
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        if match["wide"]:
            spans.append(Span(start, match.end("wide")))
        elif match["next"] is not None and _ends_sentence(text, start, match, known):
            spans.append(Span(start, match.end("run")))
        else:
            continue
        start = match.end()
    end = len(text.rstrip())
    if start < end:
        spans.append(Span(start, end))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str], known: SentenceWords) -> bool:
    """Tell whether the end marks that `match` found end the sentence that began at `start`."""
    run, word = match["run"], match["word"]
    # A capital inside is that of iPhone or eBay, which begin a sentence as they are.
    if word and word[0].islower() and not word[1:2].isupper():
        return False
    if run.rstrip(_QUOTES).endswith(")") and _inside_bracket(text, start, match.start()):
        return False
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()].split()[-2:]
    left = before[-1].lstrip(_OPENING) if before else ""
    previous = before[0] if len(before) > 1 and before[1] == left else ""
    if "!" in run or "?" in run:
        return f"{left}{run}" not in _NAMES_WITH_MARK
    if "…" in run or run.count(".") > 1:
        return _ends_after_ellipsis(run, match, known)
    return _ends_after_dot(left, previous, match, known)


def _inside_bracket(text: str, start: int, position: int) -> bool:
    """Tell whether the bracket that closes behind `position` was opened in the midst of the sentence."""
    return text.rfind("(", max(start, position - _BRACKET), position) > start + 1


def _starts(match: re.Match[str], known: SentenceWords) -> bool:
    """Tell whether the next word can hardly be inside a sentence."""
    return (match["word"] or "").lower() in known.starters


def _ends_after_ellipsis(run: str, match: re.Match[str], known: SentenceWords) -> bool:
    """Judge several dots: a pause, words left out, or `usw.).`, which is neither and ends."""
    if "…" not in run and ".." not in run and ". ." not in run:
        return True
    return "…]" not in run and "...]" not in run and (_starts(match, known) or bool(match["lead"]))


def _ends_after_dot(left: str, previous: str, match: re.Match[str], known: SentenceWords) -> bool:
    """Judge one full stop by the word `left` of it, the one `previous` to that, and what follows.

    `previous` is empty when `left` is the first word of its sentence, quotation or bracket.
    """
    if _NUMBER.match(left):
        return _ends_after_number(left, previous, match, known)
    if len(left) == 1 and left.isalpha():
        return _ends_after_letter(left, previous, match, known)
    return _ends_after_word(left, match, known)


def _ends_after_number(left: str, previous: str, match: re.Match[str], known: SentenceWords) -> bool:
    """Judge a number: it may be an ordinal, part of a date, the number of a list item, or the last word."""
    if not previous or match["word"] in known.after_ordinal:
        return False
    if not known.ordinals or _starts(match, known):
        return True
    if match["digits"]:
        return len(left) > 3 and left.isdigit()
    if previous.lower() in known.determiners:
        return False
    if len(re.split(r"[.–-]", left)[-1]) > 2:
        return True
    # „Seite 12. Peter“, but not „Am 12. Spieltag“ or „Mozarts 40. Sinfonie“.
    names = previous[0].isupper() and previous[-1].isalpha() and previous[-1] != "s"
    return names and previous.lower() not in known.starters


def _ends_after_letter(left: str, previous: str, match: re.Match[str], known: SentenceWords) -> bool:
    """Judge a single letter: an initial, a part of `z. B.`, a unit, or a name such as `Plan B`."""
    if previous.endswith("."):
        pair = previous.lstrip(_OPENING) + left
        return pair not in known.never_end and _starts(match, known)
    if left in _UNITS and previous[-1:].isdigit():
        return True
    return _starts(match, known)


def _ends_after_word(left: str, match: re.Match[str], known: SentenceWords) -> bool:
    """Judge a word: most end the sentence, abbreviations do not or only before some words."""
    last = re.split(r"[-/]", left)[-1]
    if last in known.never_end:
        return False
    if match["digits"] and (
        last in known.before_number or last in known.mid_sentence or last.lower().endswith("str")
    ):
        return False
    if last in known.mid_sentence or _ROMAN.match(last) or _is_dotted_initials(last):
        return _starts(match, known)
    return True


def _is_dotted_initials(word: str) -> bool:
    """Tell whether `word` is made of single letters with dots between, such as `J.S`."""
    return len(word) < 8 and "." in word and all(len(part) == 1 for part in word.split("."))


def words(text: str) -> list[Span]:
    """Return the words of `text`, in order, without punctuation; spans are relative to `text`.

    A compound with hyphens, a word with an apostrophe inside, a form such as `Leser:innen` and a number such
    as 3,4 or 12.30 are one word each; combining marks stay with their letter. Scripts that put no spaces
    between words give one span a run.
    """
    return [Span(match.start(), match.end()) for match in _word_pattern().finditer(text)]


@cache
def _word_pattern() -> re.Pattern[str]:
    """Build the pattern when it is first needed: it takes some milliseconds to list the combining marks."""
    unit = rf"[^\W_]++(?:[{_marks()}]++[^\W_]*+){{0,999}}"
    joint = r"[-‐‑'’ʼ\u00ad\u200c\u200d]|(?<=\d)[.,:](?=\d)|[*:_](?=in(?:nen)?\b)"
    return re.compile(rf"{unit}(?:(?:{joint}){unit}){{0,999}}")


def _marks() -> str:
    """Return the combining marks of all scripts as the inside of a character class."""
    ranges: list[list[int]] = []
    for code in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me"):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
