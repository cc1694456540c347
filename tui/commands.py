"""Every command of the reading screen: one registry behind keys, footer, help, palette and the README."""

from __future__ import annotations

from collections.abc import Mapping

from articles.values import NamedTuple
from tui.keynames import SIGNS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final, Literal

    Group = Literal["Move", "Find", "Annotate", "English", "View", "Program"]
    Needs = Literal[
        "", "annotation here", "annotations", "doubts", "trash", "matches", "undo", "redo", "headings", "list",
        "file",
    ]  # fmt: skip


class Command(NamedTuple):
    """Something the reader can do, under a name that keys, keymaps and the palette share."""

    id: str
    """As keymaps name it; `action_` and this, with `_` for `-`, is the method that does it."""
    keys: tuple[str, ...]
    """Textual's names of the keys, the usual one first."""
    name: str
    """For the palette, in the imperative."""
    help: str
    """One sentence for the help screen and the README."""
    group: Group
    footer: str = ""
    """A word for the footer; empty for commands that are not shown there."""
    needs: Needs = ""
    """What must be there for the command to do anything."""

    @property
    def action(self) -> str:
        """The action that Textual runs."""
        return self.id.replace("-", "_")

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as they are printed on a keyboard."""
        return tuple(map(shown_key, self.keys))


_SHOWN: Final = {name: sign for sign, name in SIGNS.items()} | {
    "space": "space", "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "insert": "Ins", "delete": "Del",
}  # fmt: skip


def shown_key(key: str) -> str:
    """Return a key as the reader knows it: `Ctrl-r` for `ctrl+r`, `/` for `slash`."""
    *held, pressed = key.split("+")
    shown = pressed if len(pressed) == 1 else _SHOWN.get(pressed, pressed.capitalize())
    return "-".join([*(name.capitalize() for name in held), shown])


COMMANDS: Final[tuple[Command, ...]] = (
    Command("next-paragraph", ("j", "down"), "Next paragraph", "Go to the next paragraph.", "Move", "paragraph"),
    Command("previous-paragraph", ("k", "up"), "Previous paragraph", "Go to the previous paragraph.", "Move"),
    Command("next-sentence", ("s",), "Next sentence", "Go to the next sentence.", "Move", "sentence"),
    Command("previous-sentence", ("S",), "Previous sentence", "Go to the previous sentence.", "Move"),
    Command("next-word", ("w", "right"), "Next word", "Go to the next word.", "Move", "word"),
    Command("previous-word", ("b", "left"), "Previous word", "Go to the previous word.", "Move"),
    Command("page-down", ("space", "pagedown"), "Page down", "Go one page on.", "Move"),
    Command("page-up", ("pageup",), "Page up", "Go one page back.", "Move"),
    Command("half-page-down", ("ctrl+d",), "Half a page down", "Go half a page on.", "Move"),
    Command("half-page-up", ("ctrl+u",), "Half a page up", "Go half a page back.", "Move"),
    Command(
        "scroll-down", ("ctrl+e",), "Scroll down",
        "Go one line on; the cursor stays as long as it is on the screen.", "Move",
    ),
    Command(
        "scroll-up", ("ctrl+y",), "Scroll up",
        "Go one line back; the cursor stays as long as it is on the screen.", "Move",
    ),
    Command(
        "first-paragraph", ("g", "home"), "First paragraph",
        "Go to the first paragraph; with a number typed before, to that paragraph.", "Move",
    ),
    Command("last-paragraph", ("G", "end"), "Last paragraph", "Go to the last paragraph.", "Move"),
    Command("set-mark", ("m",), "Set a mark", "Remember this place under a letter, which is typed next.", "Move"),
    Command("go-to-mark", ("apostrophe",), "Go to a mark", "Go to the mark whose letter is typed next.", "Move"),
    Command("back", ("ctrl+o",), "Back", "Go back to where the last jump began.", "Move"),
    Command("search", ("slash",), "Search", "Find words; ä, ö, ü, ß and case do not matter.", "Find", "search"),
    Command("next-match", ("n",), "Next match", "Go to the next match.", "Find", needs="matches"),
    Command("previous-match", ("N",), "Previous match", "Go to the previous match.", "Find", needs="matches"),
    Command("contents", ("o",), "Contents", "Show the headings and go to one.", "Find", needs="headings"),
    Command("select", ("v",), "Select", "Begin or end a selection; moving extends it.", "Annotate", "select"),
    Command(
        "annotate", ("a",), "Write a note", "Write a note on the word, sentence, paragraph or selection.",
        "Annotate", "note",
    ),
    Command(
        "reply", ("A",), "Answer a note", "Write a reply to the annotation under the cursor.", "Annotate",
        needs="annotation here",
    ),
    Command("highlight", ("h",), "Highlight", "Highlight in the colour used last.", "Annotate", "highlight"),
    Command("highlight-yellow", ("1",), "Highlight in yellow", "Highlight in yellow.", "Annotate"),
    Command("highlight-green", ("2",), "Highlight in green", "Highlight in green.", "Annotate"),
    Command("highlight-blue", ("3",), "Highlight in blue", "Highlight in blue.", "Annotate"),
    Command("highlight-pink", ("4",), "Highlight in pink", "Highlight in pink.", "Annotate"),
    Command("highlight-purple", ("5",), "Highlight in purple", "Highlight in purple.", "Annotate"),
    Command(
        "next-annotation", ("full_stop",), "Next annotation", "Go to the next annotation.", "Annotate",
        needs="annotations",
    ),
    Command(
        "previous-annotation", ("comma",), "Previous annotation", "Go to the previous annotation.", "Annotate",
        needs="annotations",
    ),
    Command(
        "edit", ("e",), "Edit annotation", "Edit the annotation under the cursor.", "Annotate",
        needs="annotation here",
    ),
    Command(
        "delete", ("x",), "Delete annotation", "Delete the annotation under the cursor; undo brings it back.",
        "Annotate", needs="annotation here",
    ),
    Command("undo", ("u",), "Undo", "Take back the last change to the annotations.", "Annotate", needs="undo"),
    Command("redo", ("ctrl+r",), "Redo", "Make the change again that was taken back.", "Annotate", needs="redo"),
    Command("notes", ("l",), "List of notes", "List, search, filter and edit the notes.", "Annotate", "notes"),
    Command(
        "review", ("R",), "Review changed notes",
        "Go through the notes whose words have changed or are gone, and decide where each belongs.", "Annotate",
        needs="doubts",
    ),
    Command(
        "trash", ("X",), "Trash", "Bring back deleted notes and versions that were lost, or delete them for good.",
        "Annotate", needs="trash",
    ),
    Command(
        "overview", ("O",), "Overview of the notes",
        "Count the notes by day, tag, colour and person, and show where in the article they are.", "Annotate",
        needs="annotations",
    ),
    Command("toggle-english", ("t",), "English on or off", "Show or hide the English.", "English", "English"),
    Command(
        "toggle-mask", ("T",), "Mask the English", "Hide the English until it is asked for, or stop doing so.",
        "English",
    ),
    Command(
        "reveal", ("enter",), "Reveal the English",
        "Show the masked English of this sentence or paragraph; ask for it where it is missing.", "English",
    ),
    Command(
        "guess", ("i",), "Guess the English",
        "Write what the sentence or paragraph may mean, then see your guess beside the English.", "English",
    ),
    Command(
        "correct", ("C",), "Correct the English",
        "Write better English of the sentence or paragraph, which then stands in the pane.", "English",
    ),
    Command(
        "versions", ("V",), "Compare the English",
        "Show all English of the sentence or paragraph side by side; ask another engine, take one over.",
        "English",
    ),
    Command("focus-mode", ("z",), "Focus mode", "Show one paragraph at a time, or all again.", "View"),
    Command("wider", ("plus",), "Wider text", "Make the text column wider.", "View"),
    Command("narrower", ("minus",), "Narrower text", "Make the text column narrower.", "View"),
    Command("theme", ("c",), "Next theme", "Change the colours.", "View"),
    Command(
        "redraw", ("ctrl+l",), "Draw anew", "Draw the screen anew, when another program has written on it.",
        "View",
    ),
    Command("library", ("L",), "Library", "Open another article.", "Program"),
    Command(
        "next-article", ("J",), "Next article", "Open the next of the articles that were named together.",
        "Program", needs="list",
    ),
    Command(
        "previous-article", ("K",), "Previous article",
        "Open the article before this one, of those that were named together.", "Program", needs="list",
    ),
    Command(
        "reload", ("r",), "Read the file again", "Read the file again, when another program has changed it.",
        "Program", needs="file",
    ),
    Command("copy", ("y",), "Copy", "Copy the text under the cursor to the clipboard and to a file.", "Program"),
    Command("export", ("E",), "Export", "Write the notes to a file.", "Program"),
    Command(
        "palette", ("colon", "ctrl+p"), "Command palette", "Find a command by name, or a paragraph by number.",
        "Program",
    ),
    Command("help", ("question_mark",), "Help", "Show all keys.", "Program", "help"),
    Command("quit", ("q", "ctrl+q"), "Quit", "Leave; everything is saved already.", "Program", "quit"),
)  # fmt: skip
"""In the order of the help screen."""

BY_ID: Final = {command.id: command for command in COMMANDS}

ALWAYS_QUITS: Final = "ctrl+q"
"""The key that no keymap takes from `quit`."""


class Keymap(NamedTuple):
    """The commands with the keys in force."""

    commands: tuple[Command, ...] = COMMANDS
    """In the order of the help screen."""
    by_id: Mapping[str, Command] = BY_ID

    @staticmethod
    def of(keys: Mapping[str, tuple[str, ...]]) -> Keymap:
        """Return the keymap in which the commands with these ids have these keys; the others keep theirs."""
        commands = tuple(one._replace(keys=keys.get(one.id, one.keys)) for one in COMMANDS)
        return Keymap(commands, {command.id: command for command in commands})

    def command_of(self, key: str) -> Command | None:
        """Return the command of a key, by Textual's name of the key."""
        return next((command for command in self.commands if key in command.keys), None)

    def shown(self, command_id: str) -> str:
        """Return the usual key of a command as the reader knows it; the command's id when it has no key."""
        command = self.by_id[command_id]
        return shown_key(command.keys[0]) if command.keys else command.id

    def changed(self, command: Command) -> bool:
        """Tell whether a command has other keys than usual."""
        return command.keys != BY_ID[command.id].keys


USUAL_KEYMAP: Final = Keymap()
"""The keys as they are where nobody has changed them."""

FOOTER: Final = (
    "next-paragraph", "next-sentence", "next-word", "annotate", "highlight", "toggle-english", "help", "quit",
    "search", "notes", "select",
)  # fmt: skip
"""Whose hints stand under the text, as far as there is room: the most needed first."""


def keys_as_markdown() -> str:
    """Return the table of keys as the README shows it."""
    rows = ["| keys | command | what it does |", "|---|---|---|"]
    for command in COMMANDS:
        keys = " ".join(f"`{key}`" for key in command.shown_keys)
        rows.append(f"| {keys} | `{command.id}` | {command.help} |")
    return "\n".join(rows) + "\n"


def keys_as_text(keymap: Keymap = USUAL_KEYMAP) -> str:
    """Return the keys as `lesart keys` prints them, one command a line, in groups; `*` marks changed keys."""
    keys_width = max(len(" ".join(command.shown_keys)) for command in keymap.commands)
    ids_width = max(len(command.id) for command in keymap.commands)
    lines: list[str] = []
    group = ""
    for command in keymap.commands:
        if command.group != group:
            lines += ["", command.group] if lines else [command.group]
            group = command.group
        mark = "*" if keymap.changed(command) else " "
        keys = " ".join(command.shown_keys) or "(no key)"
        lines.append(f"{mark} {keys:<{keys_width}}  {command.id:<{ids_width}}  {command.help}")
    if any(map(keymap.changed, keymap.commands)):
        lines += ["", "* changed in your configuration"]
    return "\n".join(lines) + "\n"
