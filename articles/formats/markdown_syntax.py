"""Which Markdown a text is written in: a parser with the rules and plugins that it needs, and no others."""

from __future__ import annotations

import re

TYPE_CHECKING = False

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

DEEPEST = 60
"""How deep lists (two steps each) and quotations may stand in one another; markdown-it-py recurses."""

_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:|\^\[", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,1000})\]")
_DEFINITION = re.compile(r"^ {0,3}[:~] +\S", re.MULTILINE)
_OF_PANDOC = re.compile(r"^[ >]*+(?:\+[-=:]|-{2,} +-{2}|\| +\S)", re.MULTILINE)
_LOWERED = re.compile(r"~[^~\s]+~")
_RAISED = re.compile(r"\^[^^\s]+\^")


def parser_for(text: str) -> MarkdownIt:
    """Return a parser of CommonMark and of what else is in the text: tables, footnotes, definitions, H~2~O, x^2^.

    It leaves the insides of blocks alone (see its `inline`).
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).disable("inline")
    if "|" in text:
        parser.enable("table")
    if _OF_PANDOC.search(text):
        from articles.formats.markdown_pandoc import grid_table, line_block, simple_table

        for rule in (grid_table, simple_table, line_block):
            parser.block.ruler.before("code", rule.__name__, rule)
    if "~~" in text:
        parser.enable("strikethrough")
    if _FOOTNOTE.search(text):
        from mdit_py_plugins.footnote.index import footnote_def, footnote_inline

        parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
        parser.inline.ruler.after("image", "footnote_inline", footnote_inline)
        parser.inline.ruler.after("footnote_inline", "footnote_ref", _footnote_reference)
    if _DEFINITION.search(text):
        from mdit_py_plugins.deflist import deflist_plugin

        deflist_plugin(parser)
    if _LOWERED.search(text):
        from mdit_py_plugins.subscript import sub_plugin

        sub_plugin(parser)
    if _RAISED.search(text):
        from mdit_py_plugins.superscript import superscript_plugin

        superscript_plugin(parser)
    return parser


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    """Take in a reference to a footnote; with the plugin's own rule a hostile text would take forever."""
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    notes = state.env.get("footnotes", {})
    if found is None or f":{found[1]}" not in notes.get("refs", {}):
        return False
    if not silent:
        listed = notes["list"]
        number = notes["refs"][f":{found[1]}"]
        if number < 0:
            number = notes["refs"][f":{found[1]}"] = len(listed)
            listed[number] = {"label": found[1]}
        state.push("footnote_ref", "", 0).meta = {"id": number}
    state.pos = found.end()
    return True
