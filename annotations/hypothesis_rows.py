"""Rows of the Hypothesis API as annotations of the W3C Web Annotation Data Model.

A row is what a search of the API answers with and what the Hypothesis client exports:
https://h.readthedocs.io/en/latest/api-reference/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from annotations.annotation import Annotation
from annotations.terms import is_iri, listed

Row = Mapping[str, Any]

REST: Final = "lesart:hypothesis"
"""The key under which an annotation keeps what its row says and the W3C's model has no word for."""
_ADDRESS: Final = "https://hypothes.is/a/"


def is_row(value: object) -> TypeGuard[Row]:
    """Tell whether a JSON value is an annotation as the Hypothesis API returns it."""
    if not isinstance(value, Mapping) or "type" in value:
        return False
    return isinstance(value.get("uri"), str) and ("target" in value or "text" in value)


def annotation_of(row: Row) -> dict[str, Any]:
    """Return the row as a W3C annotation, under the id that Hypothesis itself gives it in JSON-LD.

    Of the selectors only the quotes go into its targets. A position counts UTF-16 units of the whole web page,
    menus and all, and a range names elements of that page: neither says anything about the article's text,
    where the quote is found without them. All that is not taken over stays under `REST`.
    """
    rest = dict(row)
    id_, created, updated, user, uri, text = (
        _taken(rest, key) for key in ("id", "created", "updated", "user", "uri", "text")
    )
    tags = rest.pop("tags") if _is_texts(rest.get("tags")) else []
    references, targets = row.get("references"), _targets(row, uri)
    if any(target["source"] != uri for target in targets):
        rest["uri"] = uri
    if not any(_says_more(target) for target in listed(row.get("target"))):
        rest.pop("target", None)
    purpose = "replying" if references else "commenting"
    fields = {
        "id": _iri(id_) if id_ else "",
        "type": "Annotation",
        "motivation": purpose if text or references else "tagging" if tags else "highlighting",
        "created": created,
        "modified": updated,
        "creator": _creator(user, row.get("user_info")),
        "body": _bodies(text, purpose, tags),
        "target": targets[0] if len(targets) == 1 else targets,
        REST: rest,
    }
    return {key: field for key, field in fields.items() if field}


def row_of(annotation: Annotation) -> dict[str, Any]:
    """Return the row that an annotation was made from, with the text, tags and words that it has now."""
    from annotations.jsonld import read_annotation, write_annotation

    raw, rest = write_annotation(annotation, ""), dict(annotation.raw[REST])
    if annotation.selectors != read_annotation(annotation.raw, annotation.id).selectors:
        rest.pop("target", None)
    targets = [one for one in listed(raw["target"]) if isinstance(one, Mapping)]
    row = {
        "id": _own_id(annotation.id),
        "created": annotation.created,
        "updated": annotation.modified,
        "user": _account(raw.get("creator")),
        "uri": targets[0].get("source") if targets else "",
        "target": [_target(target, "") for target in targets],
    }
    if rest.get("references"):
        # What the annotation is about is what it answers; a row is about the page.
        row["target"] = [{"source": rest["uri"]}] if "uri" in rest else []
    written = {key: value for key, value in row.items() if value}
    return {**written, "text": annotation.note, "tags": list(annotation.tags), **rest}


def _targets(row: Row, uri: str) -> list[dict[str, Any]]:
    """Return what a row is about: what it answers, else words of the page `uri` or all of it."""
    references = row.get("references")
    if _is_texts(references) and references:
        # The thread from its beginning: the last one is what the row answers.
        return [{"source": _iri(references[-1])}]
    return [_target(target, uri) for target in listed(row.get("target"))] or [{"source": uri}]


def _own_id(id_: str) -> str:
    from urllib.parse import unquote

    own = id_.removeprefix(_ADDRESS)
    return unquote(own, errors="surrogatepass") if own != id_ else id_


def _account(creator: object) -> str:
    """Return the account or else the name of who wrote it."""
    for one in listed(creator):
        if isinstance(one, Mapping):
            return str(one.get("id") or one.get("name") or "")
    return ""


def _taken(rest: dict[str, Any], key: str) -> str:
    """Take a text out of what is left of a row; what is no text stays there."""
    return str(rest.pop(key)) if isinstance(rest.get(key), str) else ""


def _iri(id_: str) -> str:
    from urllib.parse import quote

    # Ids of other programs, which went to Hypothesis' format and come back, are what they were.
    return id_ if is_iri(id_) else _ADDRESS + quote(id_, safe="", errors="surrogatepass")


def _creator(user: str, info: object) -> dict[str, str]:
    """Return who wrote it: `user` is an account like `acct:anna@hypothes.is`."""
    shown = info.get("display_name") if isinstance(info, Mapping) else None
    name = shown if isinstance(shown, str) and shown else user.removeprefix("acct:").partition("@")[0]
    creator = {"id": user} if is_iri(user) else {}
    return {**creator, "type": "Person", "name": name} if name else {}


def _bodies(text: str, purpose: str, tags: list[str]) -> list[dict[str, str]]:
    note = {"type": "TextualBody", "purpose": purpose, "format": "text/markdown", "value": text}
    return ([note] if text else []) + [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]


def _target(target: object, uri: str) -> dict[str, Any]:
    if not isinstance(target, Mapping):
        return {"source": uri}
    source = target.get("source")
    quotes = [selector for selector in listed(target.get("selector")) if _is_quote(selector)]
    written = {"source": source if isinstance(source, str) and source else uri}
    return {**written, "selector": quotes} if quotes else written


def _says_more(target: object) -> bool:
    """Tell whether a row's target holds anything but its source and quotes."""
    if not isinstance(target, Mapping) or target.keys() - {"source", "selector"}:
        return True
    return not all(_is_quote(selector) for selector in listed(target.get("selector")))


def _is_quote(selector: object) -> bool:
    return (
        isinstance(selector, Mapping)
        and selector.get("type") == "TextQuoteSelector"
        and isinstance(selector.get("exact"), str)
    )


def _is_texts(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
