"""What there is to use in a template, explained to who writes one."""

from __future__ import annotations

from typing import Final

VARIABLES: Final = {
    "title": "of the document: the article's, or “Notes on 3 articles”",
    "exported": "the day of the export, 2026-01-31; empty unless --dated asks for it",
    "translation": "whether --translation asks for the English",
    "articles": "the articles, each with:",
    "article.number": "counted from 1",
    "article.title": "",
    "article.source": "its address, of a file only the name",
    "article.link": "its address where it is http or https, else empty",
    "article.language": "such as de; empty where it is not known",
    "article.summary": "how many notes there are, and of which days",
    "article.tags": "all tags of its notes",
    "article.notes": "all notes in reading order, each with what stands below",
    "article.whole": "the notes on the whole article",
    "article.sections": "the notes that are found in the text, by its headings: section.headings (each with depth "
    "and text), section.notes",
    "article.lost": "the notes whose text is no longer there",
    "article.blocks": "the article's own paragraphs, each with: number, kind (paragraph, heading, list-item, "
    "quotation, code), level, label, text, english, notes (those that begin in it and say something), pieces",
    "block.pieces": "the text cut where highlights begin and end, each with: text, style (as note.style, empty "
    "where there is none), marks (emphasis, strong, code, subscript, superscript), link, ending (the numbers of "
    "the notes whose words end behind it)",
    "note.number": "counted through the article; 0 for a highlight that says nothing more",
    "note.id": "the annotation's own",
    "note.key": "twelve letters and digits that stay the same, for links and ids",
    "note.digests": "of note, tags and colour, by which an import tells what was edited where",
    "note.place": "paragraph, article (the whole) or lost",
    "note.state": "exact, moved, changed or orphaned",
    "note.paragraph": "counted from 1; 0 where there is none",
    "note.start": "offset in the article's text, as in `lesart notes --json`; -1 where there is none",
    "note.end": "as note.start",
    "note.quote": "the words it is about; empty for the whole article",
    "note.original": "the words it was first about, if those are others",
    "note.today": "what stands there now, if the text has changed",
    "note.english": "the reader's own English of the words; else, with --translation, that of its paragraphs",
    "note.own_english": "whether that is the reader's own",
    "note.uncertain": "whether note.english may belong to other words",
    "note.text": "the note; may have several lines",
    "note.tags": "as they were written",
    "note.tag_names": "the same with hyphens for white space",
    "note.colour": "yellow, green, blue, pink, purple, any other name, or empty",
    "note.style": "yellow, green, blue, pink, purple or other: for names of classes",
    "note.reply": "whether it answers the note before it, or one of that note's other answers",
    "note.created": "2026-01-31T12:00:00.000Z",
    "note.modified": "as note.created",
    "note.day": "the day on which it was created",
    "note.creator": "",
}
"""What a template gets, as `variables.Variables`."""

FILTERS: Final = {
    "block": "the text with its lines and paragraphs",
    "quotation": "the same as a quotation (markdown, obsidian, text)",
    "heading": "as the content of a heading (markdown, obsidian, org)",
    "paragraphs": "the list of the text's paragraphs (html)",
    "tags": "a list of tags as the format writes them (markdown, obsidian, org)",
    "tag": "one tag (obsidian)",
    "comment": "an id within a comment (markdown)",
    "field": "a field of the line over a note (markdown)",
    "yaml": "a string of the front matter (obsidian)",
    "value": "the value of a property (org)",
    "sha256": "the hash of a style sheet for the page's policy (html)",
    "safe": "as it is, unescaped (all); article.link and piece.link may be written so behind `<` in Markdown",
}
"""What writes a value in another way than as a line."""
