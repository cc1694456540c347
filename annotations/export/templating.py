"""Templates: what is put into one is escaped for its format, whatever the text is.

`{{ value }}` writes a value as one line that may stand anywhere in the format's text. Filters write it in other
ways and say so of what they return; only that, and what the template says itself, goes out as it is.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any, Final

from jinja2 import FunctionLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from annotations.export import markdown, markdown_text, obsidian, org_text
from annotations.export.cleaning import clean, lines_by_paragraph, one_line
from annotations.export.options import PLAIN, ExportOptions
from annotations.export.variables import Variables, variables
from annotations.notebook import Notebook

Write = Callable[[str], str]

FORMATS: Final = ("markdown", "obsidian", "org", "html", "text")
"""The formats that are templates."""


class _Language:
    """How a format's texts are written."""

    def __init__(self, inline: Write, **filters: Callable[..., str]) -> None:
        self.inline = inline
        self.filters = filters


def _html(text: str) -> str:
    return html.escape(clean(text))


def _html_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, each with its line breaks."""
    return [Markup("<br>".join(map(_html, lines))) for lines in lines_by_paragraph(clean(text))]


def _html_block(text: str) -> str:
    return _html(text).replace("\n", "<br>")


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _block(text).split("\n"))


def _block(text: str) -> str:
    return clean(text).strip("\n") if clean(text).strip() else ""


_LANGUAGES: Final[Mapping[str, _Language]] = {
    "markdown": _Language(
        markdown_text.inline,
        block=markdown_text.block,
        heading=markdown_text.heading_text,
        quotation=markdown_text.quotation,
        comment=markdown.comment,
        field=markdown.field,
        tags=markdown.tags,
    ),
    "obsidian": _Language(
        obsidian.inline,
        block=obsidian.block,
        heading=obsidian.heading,
        quotation=obsidian.quotation,
        tag=obsidian.tag,
        tags=obsidian.tags,
        yaml=obsidian.yaml,
    ),
    "org": _Language(
        org_text.inline,
        block=org_text.block,
        heading=org_text.headline,
        value=org_text.value,
        tags=org_text.tags,
    ),
    "html": _Language(_html, block=_html_block, sha256=_sha256),
    "text": _Language(one_line, block=_block, quotation=_quoted),
}
"""The filters are explained in `explained.FILTERS`."""


def render(notebooks: Sequence[Notebook], options: ExportOptions = PLAIN, *, format_name: str) -> str:
    """Return the notes in one of FORMATS, by the template that comes along."""
    values = variables(notebooks, options, blocks=format_name == "html")
    return fill(source_of(format_name), format_name, values)


def fill(template: str, format_name: str, values: Variables) -> str:
    """Return a template with the values put in, ending in one line feed; raises what jinja2 raises."""
    return "".join(environment(format_name).from_string(template).generate(values)).rstrip("\n") + "\n"


def source_of(format_name: str) -> str:
    """Return the template of one of FORMATS."""
    return (files("annotations.export") / "templates" / f"{format_name}.jinja").read_text("utf-8")


def environment(format_name: str) -> ImmutableSandboxedEnvironment:
    """Return what compiles templates of one of FORMATS; they may include and extend the one that comes along."""
    language = _LANGUAGES[format_name]
    made = ImmutableSandboxedEnvironment(
        autoescape=True,
        finalize=_finalizer(language.inline),
        loader=FunctionLoader(lambda name: source_of(name) if name == format_name else None),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {name: _written(write) for name, write in language.filters.items()}
    if format_name == "html":
        made.filters["paragraphs"] = _html_paragraphs
    return made


def _finalizer(inline: Write) -> Callable[..., Markup]:
    # Asking for the context keeps Jinja from escaping constants at compile time, as if all were HTML.
    @pass_context
    def finalize(_: Context, value: Any) -> Markup:
        if isinstance(value, Markup):
            return value
        return Markup("" if value is None else inline(str(value)))

    return finalize


def _written(write: Callable[..., str]) -> Callable[..., Markup]:
    """Return a filter whose result goes out as it is."""

    def apply(value: Any) -> Markup:
        return Markup(write(value if isinstance(value, list) else str(value)))

    return apply
