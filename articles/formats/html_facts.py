"""What a web page says of itself: its title, author, date and language, and where it is from."""

from __future__ import annotations

import logging
import re

from articles.article import fold
from articles.formats.html_links import link_target
from articles.formats.titles import sensible
from articles.values import NamedTuple

TYPE_CHECKING = False

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_PEOPLE = re.compile(r"[^\W\d_][^\d_<>|»«@/:]{1,80}")
"""Who has written a page is a name or several, and not what stands beside them."""
_BEFORE_AUTHOR = re.compile(
    r"\A(?:(?:view )?all posts by|(?:posted|article) by|geschrieben von|autor(?:in)?|von|by)\b[\s:]*+",
    re.IGNORECASE,
)
_SITE = re.compile(r"\S+\s(?:de|at|ch|com|net|org|eu|info)|user(?:name)?", re.IGNORECASE)
"""A site's address, of which trafilatura makes a name, or what stands for no name."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Facts(NamedTuple):
    """What a page says of itself; empty strings for what it does not say."""

    title: str = ""
    author: str = ""
    date: str = ""
    """As in `2024-05-03`."""
    description: str = ""
    cut: bool = False
    """Whether only the page's article is shown."""

    @property
    def notice(self) -> str:
        """A sentence about what is shown of the page, and whose it is."""
        by = ", ".join(filter(None, (self.author and f"by {self.author}", self.date)))
        if self.cut:
            return f"Of this page only the article is shown{by and f' ({by})'}."
        return f"{by[0].upper()}{by[1:]}." if self.author else ""


def own_facts(root: HtmlElement) -> Facts:
    """Return what the head of a page says, for a document that has nothing but its text."""
    named = _named(root)
    title = root.find(".//title")
    date = _DATE.match(named.get("dcterms.date") or named.get("date", ""))
    return Facts(
        sensible("" if title is None else title.text or ""),
        fold(named.get("author", "")),
        date[0] if date else "",
    )


def found_facts(root: HtmlElement) -> Facts:
    """Return what trafilatura finds out: from the head, from data for search engines, from the text."""
    from trafilatura import extract_metadata

    # Its warnings would go to the terminal.
    logging.getLogger("courlan").addHandler(logging.NullHandler())
    try:
        found = extract_metadata(root, extensive=False)
    except Exception:
        # Its heuristics meet whatever a page may say, so that no list of exceptions is possible; the head remains.
        return own_facts(root)
    facts = (found.title, found.sitename, found.author, found.date, found.description)
    title, site, author, date, description = (fold(fact or "") for fact in facts)
    return Facts(_without_site(title, site), _people(author), date, description)


def _without_site(title: str, site: str) -> str:
    """Return a page's title without the name of its site behind it."""
    before, _, name = title.rpartition(" | ")
    return before if before and name.lower() in (site.lower(), site.lower().rpartition("www.")[2]) else title


def _people(author: str) -> str:
    """Return the names of who has written a page, without what stands beside them."""
    names = (_BEFORE_AUTHOR.sub("", name, count=1) for name in author.split("; "))
    return "; ".join(name for name in names if _PEOPLE.fullmatch(name) and not _SITE.fullmatch(name))


def language_of(root: HtmlElement) -> str:
    """Return the language that a page says it is in, such as `de-AT`; `de` where it says none."""
    head = (root.get("lang"), root.get("xml:lang"), _named(root, "http-equiv").get("content-language"))
    return next(filter(None, (language_tag(language or "") for language in head)), "de")


def language_tag(said: str) -> str:
    """Return a language as tags have it, such as `de-AT`; empty for what is none."""
    said = fold(said).replace("_", "-")
    if not _LANGUAGE.fullmatch(said):
        return ""
    primary, dash, rest = said.partition("-")
    return primary.lower() + dash + rest


def base_of(root: HtmlElement, source: str) -> str:
    """Return the URL that the links of a page are relative to; empty when it cannot be told."""
    stated = [element.get("href", "") for element in root.iter("base")]
    stated += [element.get("href", "") for element in root.iter("link") if element.get("rel") == "canonical"]
    stated += [element.get("content", "") for element in root.iter("meta") if element.get("property") == "og:url"]
    return next(filter(None, map(link_target, [*stated, source])), "")


def _named(root: HtmlElement, attribute: str = "name") -> dict[str, str]:
    return {element.get(attribute, "").lower(): element.get("content", "") for element in root.iter("meta")}
