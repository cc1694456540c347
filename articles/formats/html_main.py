"""Which text of a page is its article: what trafilatura finds, and what of the page goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from articles.formats.html_elements import is_data_table
from articles.formats.html_gaps import keep_gaps, leads, letters
from articles.formats.html_hidden import uncover_article
from articles.formats.html_notes import identifier_of, reference_mark
from articles.formats.html_posts import keep_posts
from articles.formats.html_runs import HEADINGS, Run, Text, runs_of
from articles.formats.html_side import drop_side, is_said

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from articles.formats.html_facts import Facts

_MOST_ELEMENTS = 30_000
_MOST_TEXTS = 15_000
_MOST_RUNS = 6_000
_MOST_CHARACTERS = 1_000_000
"""On larger pages trafilatura takes more than a few seconds."""
_LONGEST_SCRIPT = 300_000
_MOST_TAGS = 500
"""Of tags in the data for search engines: so many patterns look for that more take long."""
_FIRST_TAG = 0xF0000
"""Each text of a page gets a code point of the private planes of its own; this is the first."""
_TAG = re.compile("[\U000f0000-\U0010fffd]")
_HEADLINES = frozenset(("h1", "h2", "h3"))
_CAPTION = frozenset(("figcaption",))
_APART = frozenset(("aside", "footer", "nav"))
_CELLS = frozenset(("td", "th"))
_LONGEST_HEADLINE = 300
_SHORTEST_LEAD = 60
_SAME = 50
"""So many letters of a lead stand in the page's description too, or the other way round."""
_SHORTEST_MENU = 3
_HOME = re.compile(r"(?:https?://[^/]+)?/?")

_OF_SITES = ("nav", "aside", "footer", "form", "iframe", "button", "input", "menu")
"""Elements of pages that have more than a text."""
_SITE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|sidebar|footer|breadcrumbs?|pagination|cookies?|comments?|share|"
    r"sharing|social|related|teaser|widget|login|headerbar|linklist|posts?)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What the classes and ids of such elements say."""
_WRITERS = re.compile(
    r"libreoffice|openoffice|staroffice|microsoft word|pandoc|asciidoc|docbook|tex4ht|latex2html|org mode|typora",
    re.IGNORECASE,
)
"""Programs that turn documents into HTML."""


def is_document(root: HtmlElement) -> bool:
    """Tell a document that has nothing but its text from a page with a site round it."""
    named = (element for element in root.iter("meta") if element.get("name", "").lower() == "generator")
    if any(_WRITERS.search(element.get("content", "")) for element in named):
        return True
    if _has_site(root) or any(not is_data_table(table) for table in root.iter("table")):
        return False
    texts = [text for run in runs_of(root) for text in run.texts]
    linked = sum(len(text.text) for text in texts if text.link is not None)
    return 5 * linked <= sum(len(text.text) for text in texts)


def is_too_large(root: HtmlElement) -> bool:
    """Tell whether to look for a page's article would take too long."""
    if sum(1 for _ in islice(root.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        return True
    runs = list(runs_of(root))
    texts = [text for run in runs for text in run.texts]
    characters = sum(len(text.text) for text in texts)
    return len(runs) > _MOST_RUNS or len(texts) > _MOST_TEXTS or characters > _MOST_CHARACTERS


def drop_scripts(root: HtmlElement) -> None:
    """Take the programs out of a page: of its scripts, only data for search engines is left, and not too much."""
    for script in root.iter("script"):
        text = script.text or ""
        if "json" not in script.get("type", "") or len(text) > _LONGEST_SCRIPT or text.count("<") > _MOST_TAGS:
            script.text = None


def leave_article(root: HtmlElement, facts: Facts, base: str) -> str | None:
    """Take out of a page all text but its article's; return the headline, or an empty string when it has none.

    `facts` are what the page says of itself, `base` is its URL or empty. None for a page whose article cannot be
    told from the rest: it stays as it is.
    """
    runs = list(runs_of(root))
    texts = [text for run in runs for text in run.texts]
    for index in _found(root, texts):
        texts[index].belongs = True
    for run in runs:
        run.settle()
    if not any(run.kept for run in runs):
        return None
    if not _has_site(root) and _is_most(texts):
        for run in runs:
            run.kept = run.kept or not run.is_linked
    keep_posts(root, runs)
    _drop_menus(runs)
    keep_gaps(runs)
    drop_side(runs, base)
    headline = _keep_around(runs, facts.title, facts.description)
    _keep_notes(root, runs)
    uncover_article(runs)
    for run in runs:
        run.thin()
    return headline


def _has_site(root: HtmlElement) -> bool:
    if next(root.iter(*_OF_SITES), None) is not None:
        return True
    return any(
        _SITE_WORDS.search(f"{element.get('class', '')} {element.get('id', '')}") for element in root.iter()
    )


def _is_most(texts: Iterable[Text]) -> bool:
    return 3 * sum(len(text.text) for text in texts if text.belongs) >= 2 * sum(len(text.text) for text in texts)


def _found(root: HtmlElement, texts: Sequence[Text]) -> set[int]:
    """Return the indices of the texts that trafilatura takes for the article's.

    It returns text alone. Where that stood is told by a code point in each text, which to trafilatura is a letter.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    try:
        for index, text in enumerate(texts):
            text.put(_tagged(_TAG.sub("", text.text), chr(_FIRST_TAG + index)))
        found = bare_extraction(root, include_comments=False)
    except Exception:
        # Hundreds of heuristics meet whatever a page may be, so that no list of exceptions is possible; any says
        # only that nothing was found.
        return set()
    finally:
        for text in texts:
            text.put(text.text)
    if not isinstance(found, Document):
        return set()
    tags = (ord(tag) - _FIRST_TAG for piece in found.body.itertext() for tag in _TAG.findall(piece))
    return {tag for tag in tags if tag < len(texts)}


def _tagged(text: str, tag: str) -> str:
    """Return a text with its tag, in the place of its last blank where it has one: lengths are counted."""
    words = text.strip()
    if not any(map(str.isalnum, words)):
        return text
    before, blank, behind = words.rpartition(" ")
    return text.replace(words, f"{before}{tag}{behind}" if blank else tag + words)


def _drop_menus(runs: Iterable[Run]) -> None:
    """Drop the cells of tables that hold nothing but links, as old pages have them at their side."""
    cells: dict[HtmlElement, list[Run]] = {}
    for run in runs:
        cell = next((element for element in run.within if element.tag in _CELLS), None)
        if cell is not None:
            cells.setdefault(cell, []).append(run)
    for together in cells.values():
        if len(together) >= _SHORTEST_MENU and all(run.is_linked for run in together):
            for run in together:
                run.drop()


def _keep_around(runs: Sequence[Run], title: str, description: str) -> str:
    """Keep the headline, the lead that the page describes itself by, and the captions; return the headline."""
    last = max((index for index, run in enumerate(runs) if run.kept), default=-1)
    runs = runs[: last + 1]
    headline, begin = _headline(runs, title), 0
    if headline is not None:
        headline.kept = True
        _drop_above(runs, headline)
        _drop_copies(runs, headline)
        for run in list(leads(runs, headline)):
            run.kept = True
        begin = next(index for index, run in enumerate(runs) if run.kept)
    known, told = {letters(run.words)[:_SAME] for run in runs if run.kept}, letters(description)
    for run in runs[begin:]:
        if not run.kept and not run.stands_in(_APART):
            said = letters(run.words)
            is_lead = len(run.words) >= _SHORTEST_LEAD and _is_told(said, told)
            is_caption = run.stands_in(_CAPTION) and not is_said(run)
            run.kept = (is_lead or is_caption) and said[:_SAME] not in known
            if run.kept:
                known.add(said[:_SAME])
    return "" if headline is None else headline.words


def _drop_above(runs: Sequence[Run], headline: Run) -> None:
    """Drop what stands above the page's headline, if it is little: the site's name, a date, a menu."""
    above = [run for run in runs[: runs.index(headline)] if run.kept]
    kept = sum(len(run.words) for run in runs if run.kept)
    if headline.block.tag == "h1" and 10 * sum(len(run.words) for run in above) < kept:
        for run in above:
            run.drop()


def _drop_copies(runs: Iterable[Run], headline: Run) -> None:
    """Drop the headings that say the same as the headline."""
    said = letters(headline.words)
    for run in runs:
        if run.kept and run is not headline and run.block.tag in HEADINGS and letters(run.words) == said:
            run.drop()


def _headline(runs: Iterable[Run], title: str) -> Run | None:
    """Return the heading that is most like the page's title, if any is; of copies, the first."""
    wanted = _words(title)
    best, found = (0.0, False), None
    for run in runs:
        if not run.stands_in(_HEADLINES) or run.stands_in(_APART) or _leads_home(run):
            continue
        words = _words(run.words[:_LONGEST_HEADLINE])
        common = len(words & wanted)
        # A title may have the site's name too, or that of a section; a heading with that name has little else.
        if 5 * common >= 3 * len(words) and 10 * common >= 3 * len(wanted) > 0:
            rank = (common / len(words | wanted), run.kept)
            is_copy = found is not None and not found.is_linked and letters(run.words) == letters(found.words)
            if rank > best and not is_copy:
                best, found = rank, run
    return found


def _leads_home(run: Run) -> bool:
    """Tell whether a heading is a link to a site's first page, and so its name."""
    link = run.texts[0].link
    return link is not None and _HOME.fullmatch(link.get("href", "-")) is not None


def _is_told(lead: str, description: str) -> bool:
    """Tell whether a lead and a page's description are the same, as far as both go."""
    return bool(lead) and (
        lead[:_SAME] in description or (len(description) >= _SAME and description[:_SAME] in lead)
    )


def _keep_notes(root: HtmlElement, runs: Sequence[Run]) -> None:
    """Keep the footnotes that what is kept refers to, and a heading right above them."""
    links = {text.link for run in runs if run.kept for text in run.texts} - {None}
    targets = {
        link.get("href", "").partition("#")[2] for link in links if link is not None and reference_mark(link)
    }
    notes = {element for element in root.iter() if targets and identifier_of(element) in targets}
    for before, run in zip([None, *runs], runs, strict=False):
        if not run.kept and any(element in notes for element in run.within):
            run.kept = True
            if before is not None and before.stands_in(HEADINGS):
                before.kept = True


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
