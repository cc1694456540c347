"""Sentence and word spans inside a block of German text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from articles.article import Span


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


# All lists are of what stands before the full stop, compared as written unless said otherwise.
NEVER_END: Final = _listed(
    """
    Dr Dres Prof Hr Hrn Frl St Ing Dipl Lic Mr Mrs Ms Msgr Gebr Hl hl Ew Exz Hbf Abt Bhf Bj Ffm
    Nr Nrn Kto Bst Mt Pfr Med Kfm Lt Ltn Hptm Maj Univ Vgl vgl Ca ca Bzw bzw sog
    Inkl inkl Exkl exkl Zzgl zzgl Evtl evtl Ggf ggf Insb insb Bes bes Bsp bspw Bspw Einschl einschl gem
    lt mind Zit zit Hrsg hrsg Hg Verf ehem Ehem eigtl gegr geb gest gesch allg Allg
    Abk Bde bezgl bzgl Bzgl d.h D.h z.B Z.B i.e e.g d.i z.T Z.T z.Zt Z.Zt m.a.W v.a V.a u.U U.U
    i.Allg i.d.R I.d.R i.S vs Vs resp Resp zzt Zzt urspr Urspr engl franz frz lat griech dt Dt österr
    schweiz amerik brit russ ital span jap chin südl nördl westl östl ev kath röm
    """
)
"""Abbreviations that stand before something else: a full stop behind them ends no sentence."""

BEFORE_NUMBER: Final = _listed(
    """
    Abb Abs Abschn Anh Anl Anm Art Aufl Ausg Az Bd Bez Bl Buchst Fig Fn Fr Hs Jg Kap Lfg Par Pos Rdnr Rn Rz
    Sp Str Tab Taf Tz Vol Ziff Zi Kl Ch Op op Ms Pl al Max max Min min
    """
)
"""Abbreviations that count when a number follows; with a word behind them they are the end."""

MID_SENTENCE: Final = _listed(
    """
    Mio Mrd Bio Tsd Jr Sr jun sen Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So
    Gem Gen Mag Mind No Ps Sen Sog Tel Std Sek Hd Jh Jhd Jhdt Jhs Co KG phil rer nat pol iur jur med theol
    habil oec mult techn Dtschl
    u.a U.a u.ä u.Ä o.ä o.Ä s.o s.u a.a.O a.D e.V h.c i.R i.V i.A p.a v.H U.S u.v.a u.v.m e.h
    """
)
"""Abbreviations that end a sentence only before a word that hardly stands capitalised inside one."""

AFTER_ORDINAL: Final = _listed(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jahrhundert
    Jahrhunderts Jahrhunderte Jahrtausend Auflage Aufl Jh Jhd Jan Feb Apr Aug Sept Sep Okt Nov Dez
    """
)
"""What follows an ordinal, whatever stands before it."""

DETERMINERS: Final = _listed(
    """
    der die das dem den des am im zum zur vom beim ans ins ein eine einen einem einer eines sein seine seinen
    seinem seiner seines ihr ihre ihren ihrem ihrer ihres mein meine meinen meinem unser unsere unseren
    unserem jeder jede jedes jeden jedem dieser diese dieses diesen diesem
    """
)
"""Lower-case words that make the number behind them an ordinal."""

STARTERS: Final = _listed(
    """
    der die das den dem des ein eine einen einem einer eines er sie es wir ihr ich du man dies diese dieser
    dieses diesen diesem jene jener jenes sein seine seinen seinem seiner ihre ihren ihrem ihrer mein meine
    meinen unser unsere kein keine keiner keinen wer was wo wie wann warum weshalb wieso woher wohin welche
    welcher welches und oder aber doch denn sondern auch noch nur schon sogar nicht nichts niemand nie alle
    alles allerdings als also am an auf aus außer außerdem bei beim bereits bis bisher da dabei dadurch dafür
    dagegen daher damals damit danach daneben dann daran darauf daraus darin darüber darum darunter davon
    davor dazu deshalb deswegen dennoch derzeit dort durch ebenso eigentlich endlich ferner für früher gegen
    gestern gleichzeitig heute hier hierbei hinter im immer in insgesamt inzwischen ist ja jedoch jeder jede
    jedes jemand jetzt kurz laut leider manche mehr mit morgen nach nachdem natürlich neben nein nun ob obwohl
    ohne seit seitdem sind so sobald sofern solange somit sonst später statt stattdessen trotz trotzdem über
    um unter viele vielen vielleicht vom von vor vorher während war waren warum weder wegen weil weiter
    weitere weiterhin wenn wenige wird wurde wurden zu zudem zuerst zuletzt zum zunächst zur zwar zwischen
    einige einst einmal etwa etwas beide beiden gar ganz genau anschließend andere anders ab dazu
    """
)
"""Words, in lower case, whose capital says that a sentence begins."""

_NAMES_WITH_MARK: Final = frozenset({"Yahoo!", "Jeopardy!", "Joop!", "Wham!"})
_UNITS: Final = _listed("m g h l s t W V A K")

_CLOSERS = "”“»«’‘\"'›‹)\\]}"
_OPENERS = "„“”\"»«‚‘’'›‹(\\[{"
_SYMBOLS = "§$€£#@*•†+=~<\u2190-\u2bff\U0001f000-\U0001faff"

# The end marks, what closes behind them and, if a sentence could begin there, what follows the white space.
# All that repeats is possessive, neighbouring classes are disjoint, and a run of end marks matches whatever
# follows it, so none of them is read twice: a million dots, quotes and spaces take one pass.
_CANDIDATE = re.compile(
    rf"""
    (?P<run> (?: [.!?…]++ [{_CLOSERS}]*+ (?: \s++ (?=[.!?…]) )?+ )++
             (?: \s [»«] (?=\s) )?+ (?: \[\d{{1,3}}\] ){{0,9}}+ )
    (?P<next>
        (?: \s++ | (?=[„‚]) )
        (?= (?P<lead> (?: [–—-]\s )?+ [{_OPENERS}]{{0,4}}+ )
            (?: (?P<word> [^\W\d_]{{1,24}}+ ) | (?P<digits> \d{{1,5}}+ ) | […{_SYMBOLS}] ) )
    )?+
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


def sentences(text: str) -> list[Span]:
    """Return the sentences of one block's `text`, in order.

    Spans are relative to `text`, have no white space at their ends and leave nothing but white space between
    them. End marks, a list of German abbreviations and the word that follows tell where a sentence ends; a
    colon never does. Linear in the length of the text.
    """
    spans: list[Span] = []
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        if match["wide"]:
            spans.append(Span(start, match.end("wide")))
        elif match["next"] is not None and _ends_sentence(text, start, match):
            spans.append(Span(start, match.end("run")))
        else:
            continue
        start = match.end()
    end = len(text.rstrip())
    if start < end:
        spans.append(Span(start, end))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
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
        return _ends_after_ellipsis(run, match)
    return _ends_after_dot(left, previous, match)


def _inside_bracket(text: str, start: int, position: int) -> bool:
    """Tell whether the bracket that closes behind `position` was opened in the midst of the sentence."""
    return text.rfind("(", max(start, position - _BRACKET), position) > start + 1


def _starts(match: re.Match[str]) -> bool:
    """Tell whether the next word can hardly be inside a sentence."""
    return (match["word"] or "").lower() in STARTERS


def _ends_after_ellipsis(run: str, match: re.Match[str]) -> bool:
    """Judge several dots: a pause, words left out, or `usw.).`, which is neither and ends."""
    if "…" not in run and ".." not in run and ". ." not in run:
        return True
    return "…]" not in run and "...]" not in run and (_starts(match) or bool(match["lead"]))


def _ends_after_dot(left: str, previous: str, match: re.Match[str]) -> bool:
    """Judge one full stop by the word `left` of it, the one `previous` to that, and what follows.

    `previous` is empty when `left` is the first word of its sentence, quotation or bracket.
    """
    if _NUMBER.match(left):
        return _ends_after_number(left, previous, match)
    if len(left) == 1 and left.isalpha():
        return _ends_after_letter(left, previous, match)
    return _ends_after_word(left, match)


def _ends_after_number(left: str, previous: str, match: re.Match[str]) -> bool:
    """Judge a number: it may be an ordinal, part of a date, the number of a list item, or the last word."""
    if not previous or match["word"] in AFTER_ORDINAL:
        return False
    if _starts(match):
        return True
    if match["digits"]:
        return len(left) > 3 and left.isdigit()
    if previous.lower() in DETERMINERS:
        return False
    if len(re.split(r"[.–-]", left)[-1]) > 2:
        return True
    # „Seite 12. Peter“, but not „Am 12. Spieltag“ or „Mozarts 40. Sinfonie“.
    names = previous[0].isupper() and previous[-1].isalpha() and previous[-1] != "s"
    return names and previous.lower() not in STARTERS


def _ends_after_letter(left: str, previous: str, match: re.Match[str]) -> bool:
    """Judge a single letter: an initial, a part of `z. B.`, a unit, or a name such as `Plan B`."""
    if previous.endswith("."):
        pair = previous.lstrip(_OPENING) + left
        return pair not in NEVER_END and _starts(match)
    if left in _UNITS and previous[-1:].isdigit():
        return True
    return _starts(match)


def _ends_after_word(left: str, match: re.Match[str]) -> bool:
    """Judge a word: most end the sentence, abbreviations do not or only before some words."""
    last = re.split(r"[-/]", left)[-1]
    if last in NEVER_END:
        return False
    if match["digits"] and (last in BEFORE_NUMBER or last in MID_SENTENCE or last.lower().endswith("str")):
        return False
    if last in MID_SENTENCE or _ROMAN.match(last) or _is_dotted_initials(last):
        return _starts(match)
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
    unit = rf"[^\W_]++(?:[{_marks()}]++[^\W_]*+)*+"
    joint = r"[-‐‑'’ʼ\u00ad\u200c\u200d]|(?<=\d)[.,:](?=\d)|[*:_](?=in(?:nen)?\b)"
    return re.compile(rf"{unit}(?:(?:{joint}){unit})*+")


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
