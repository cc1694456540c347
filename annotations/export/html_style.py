"""How the exported page looks: its style sheet, in the page itself, as it may load nothing."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #23211d; --quiet: #6b665c; --line: #e2ddd2; --link: #1f5fa8;
  --yellow: #ffe98a; --green: #c4ecb4; --blue: #bfdffb; --pink: #fccfe0; --purple: #ddd0fa; --other: #e6e2d8;
  --yellow-edge: #d9a400; --green-edge: #4b9b31; --blue-edge: #3482c4; --pink-edge: #d1487f;
  --purple-edge: #7f5bd0; --other-edge: #a39c8c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1a18; --ink: #e5e1d8; --quiet: #a19b8e; --line: #38352f; --link: #8fbdf0;
    --yellow: #574a10; --green: #284a1e; --blue: #1d4262; --pink: #5c2740; --purple: #413066;
    --other: #3a372f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 42rem;
  background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Iowan Old Style", Georgia, "Noto Serif", serif;
  overflow-wrap: break-word; hyphens: auto;
}
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2.5rem 0 1rem; text-wrap: balance; break-after: avoid; }
h1 { font-size: 1.85rem; margin-top: 0; }
h2 { font-size: 1.35rem; }
h3 { font-size: 1.15rem; }
h4, h5, h6 { font-size: 1rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
p { margin: 0 0 0.75rem; }
article + article { margin-top: 4rem; padding-top: 3rem; border-top: 1px solid var(--line); }
.about, .label, .facts, nav {
  font: 0.875rem/1.5 system-ui, sans-serif; color: var(--quiet); hyphens: manual;
}
.about { margin-bottom: 2.5rem; }
.about p { margin: 0; }
nav { margin-bottom: 3rem; }
nav ul { margin: 0; padding-left: 1.25rem; }
.passage { margin: 0 0 2.25rem; }
.label { margin: 0 0 0.25rem; }
blockquote { margin: 0 0 0.75rem; padding: 0; }
blockquote > :last-child { margin-bottom: 0; }
blockquote .heading { font-weight: 600; }
blockquote .list-item, blockquote .quotation { margin-left: 1.25rem; }
blockquote .code { font: 0.875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; hyphens: manual; }
.lines { white-space: pre-wrap; }
mark { color: inherit; background: var(--other); border-radius: 0.15em; padding: 0.08em 0; }
mark, .lost { -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.yellow { background: var(--yellow); }
mark.green { background: var(--green); }
mark.blue { background: var(--blue); }
mark.pink { background: var(--pink); }
mark.purple { background: var(--purple); }
sup { font: 0.7rem/0 system-ui, sans-serif; margin-left: 0.15em; }
sup a, .number { text-decoration: none; }
.notes { list-style: none; margin: 0; padding: 0; }
.note, .lost {
  margin: 0 0 0.75rem; padding: 0.1rem 0 0.1rem 0.9rem; border-left: 0.25rem solid var(--other-edge);
}
.note > :last-child, .lost > :last-child { margin-bottom: 0; }
.note.yellow, .lost.yellow { border-color: var(--yellow-edge); }
.note.green, .lost.green { border-color: var(--green-edge); }
.note.blue, .lost.blue { border-color: var(--blue-edge); }
.note.pink, .lost.pink { border-color: var(--pink-edge); }
.note.purple, .lost.purple { border-color: var(--purple-edge); }
.note p, .lost p { margin-bottom: 0.35rem; }
.then { color: var(--quiet); }
.tag { color: var(--ink); }
.note:target { background: color-mix(in srgb, var(--other) 45%, transparent); }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; background: none; }
  mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .note, .lost, blockquote { break-inside: avoid; }
  article + article { break-before: page; border: 0; padding: 0; }
  nav { display: none; }
  a { color: inherit; text-decoration: none; }
}
"""
