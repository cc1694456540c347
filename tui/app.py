"""The Textual application: themes, screens, and which article is open."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Event, Key, Paste
from textual.theme import Theme

from articles.clock import utc_now
from tui.configuration.remembered import Remembered
from tui.desk import Desk
from tui.display import display
from tui.opening.reading_list import ReadingList
from tui.reading import Reading
from tui.screens.dialog import ONE_LINE_BELOW, Dialog
from tui.screens.reader.screen import ReaderScreen
from tui.screens.reader.viewing import SetWidth
from tui.settings import Directories, Settings
from tui.terminal.driver import LesartDriver
from tui.terminal.key_order import KeyOrder
from tui.terminal.modes import colour_depth
from tui.themes import PALETTES, Look, Palette, for_terminal, lacks_italics, looks, palette_for
from tui.widgets.drawing import SafeCells

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.driver import Driver
    from textual.screen import Screen

    from tui.terminal.line import Line


def _commands() -> type[Provider]:
    from tui.palette import Commands

    return Commands


class LesartApp(Desk, inherit_bindings=False):
    """The whole program. Its result is a sentence to print at the end."""

    CSS_PATH = "lesart.tcss"
    COMMANDS: ClassVar[Any] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+c", "interrupted", show=False),
        Binding("ctrl+z", "suspend_process", show=False),
    ]
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ALLOW_SELECT = False

    def __init__(
        self,
        settings: Settings,
        directories: Directories,
        reading: Reading | None = None,
        *,
        encoding: str | None = None,
        reading_list: ReadingList | None = None,
        problems: tuple[str, ...] = (),
        said: str = "",
        line: Line | None = None,
        painted: str = "",
        lasting: Mapping[str, str] | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """`painted` is what has been written to the terminal already, `said` what the reader should see first.

        `lasting` says where settings come from that are the same at each start, whatever is chosen here.
        """
        # Without colours only the terminal's own ones are left alone, so that bold and reverse stay.
        self._depth = colour_depth(os.environ)
        ansi_color = True if self._depth == "none" else None
        super().__init__(line=line, painted=painted, driver_class=driver_class, ansi_color=ansi_color)
        self._filters.append(SafeCells())
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (ONE_LINE_BELOW, "-high")]
        self.title = "lesart"
        self._keys = KeyOrder(self, super().on_event, self._only_moves)
        self.settings = settings
        self.directories = directories
        self.reading_list = reading_list or ReadingList()
        self.encoding = encoding
        self.to_say = " ".join(filter(None, [said, _summary(problems) if problems else ""]))
        self._reading = reading
        self._lasting = lasting or {}
        commands = settings.keymap.commands
        self._moving_keys = {key for command in commands if command.group == "Move" for key in command.keys}
        # The palette's keys come from the registry, with all others.
        self._bindings.key_to_bindings.pop(self.COMMAND_PALETTE_BINDING, None)
        for name in PALETTES:
            self.register_theme(_textual_theme(name, palette_for(name, self._depth)))
        self.theme = "terminal" if self.no_color else settings.theme

    @property
    def looks(self) -> Mapping[str, Look]:
        """How the parts of the text are drawn in the present theme."""
        drawn = looks(palette_for(self.theme, self._depth), colours=not self.no_color)
        return for_terminal(drawn, os.environ.get("TERM", ""))

    @property
    def keys_waiting(self) -> bool:
        """Whether what was typed has not all been done yet."""
        return self._keys.waiting

    def _only_moves(self, key: Key | Paste) -> bool:
        """Tell whether a key changes neither screen nor focus: of many such one frame is drawn."""
        return isinstance(key, Key) and isinstance(self.screen, ReaderScreen) and key.key in self._moving_keys

    async def on_event(self, event: Event) -> None:
        """Take keys and pasted text in their order, everything else as it comes."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self._keys.take(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Open the article, or the library."""
        self.set_class(lacks_italics(os.environ.get("TERM", "")), "-upright")
        if self._reading is None:
            gc.enable()
            self.on_open_library()

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen that is at the bottom of all others: the article's, if one is opened."""
        if self._reading is None:
            return super().get_default_screen()
        screen = self.reader_screen(self._reading, self.encoding)
        # As `push_screen` does: `switch_screen` takes it away again.
        screen._push_result_callback(screen, None)
        return screen

    def on_change_theme(self) -> None:
        """Take the next theme and remember it."""
        names = list(PALETTES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        if isinstance(self.screen, ReaderScreen):
            self.screen.set_looks(self.looks)
            self.screen.say(f"Theme {self.theme}.")
        self._remember(theme=self.theme)

    def on_draw_anew(self) -> None:
        """Send the whole screen again."""
        if isinstance(self._driver, LesartDriver):
            self._driver.forget()
        self.refresh(layout=True)

    def on_set_width(self, message: SetWidth) -> None:
        """Use and remember another width of the text."""
        self._remember(width=message.width)

    def _remember(self, **values: Any) -> None:
        """Keep a choice for what is opened next, now and, where nothing else decides that, at the next start."""
        self.settings = self.settings._replace(**values)
        origins = {self._lasting[name] for name in values if name in self._lasting}
        if origins and isinstance(self.screen, ReaderScreen):
            self.screen.say(f"{self.screen.said} The next start takes it from {' and '.join(origins)} again.")
        try:
            Remembered(self.directories.state_file).remember(**values)
        except OSError as error:
            if isinstance(self.screen, ReaderScreen):
                self.screen.say(f"This could not be remembered for the next start: {error.strerror}.")

    def _fatal_error(self) -> None:
        # Textual would print the variables of every frame, and with them what the reader reads and writes.
        from tui.terminal.crash import leave_report

        if self._exception is not None:
            notes = self.put_away() or "Your notes are saved."
            sentence = leave_report(self._exception, notes, self.directories.data, utc_now())
            self._exit_renderables.append(display(sentence))
        self._close_messages_no_wait()

    async def action_quit(self) -> None:
        """Leave the program, behind the keys that are still on their way to a field."""
        (self.focused or self.screen).call_later(self.leave)

    def action_interrupted(self) -> None:
        """Say how to leave to those who press Ctrl-c."""
        if isinstance(self.screen, ReaderScreen):
            self.screen.say(f"{self.screen.shown_key('quit')} leaves.")

    def leave(self, return_code: int = 0) -> None:
        """End, with everything put away."""
        self.exit(self.put_away(), return_code=return_code)

    def put_away(self) -> str:
        """Keep a note that is being typed as a draft, write the position; return a sentence when that failed."""
        sentence = ""
        # The topmost first: what a dialog keeps has to be kept before the article is let go of.
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Dialog):
                screen.put_away()
            elif isinstance(screen, ReaderScreen):
                screen.settle_digits()
                sentence = screen.reading.close()
        return sentence


def _summary(problems: tuple[str, ...]) -> str:
    """Return what is wrong with the settings, behind where all of it is if a line has no room for it."""
    if len(problems) > 1:
        return f"{len(problems)} settings cannot be used; see `lesart config`. {problems[0]}"
    columns = get_terminal_size().columns
    return problems[0] if len(problems[0]) < columns else f"See `lesart config`. {problems[0]}"


def _textual_theme(name: str, palette: Palette) -> Theme:
    def colour(value: str) -> str:
        return f"ansi_{value}" if palette.native else value

    variables = {f"hl-{name}": colour(value) for name, value in palette.colours.items()}
    return Theme(
        name=name,
        primary=colour(palette.accent),
        secondary=colour(palette.muted),
        accent=colour(palette.accent),
        warning=colour(palette.accent),
        error=colour(palette.accent),
        success=colour(palette.accent),
        foreground=colour(palette.text),
        background=colour(palette.background),
        surface=colour(palette.surface),
        panel=colour(palette.surface),
        boost=colour(palette.surface),
        dark=palette.dark,
        ansi=palette.native,
        variables=variables
        | {
            "ansi-background": colour(palette.background),
            "ansi-foreground": colour(palette.text),
            "muted": colour(palette.muted),
            "here": colour(palette.here),
            "block-cursor-background": colour(palette.here),
            "block-cursor-foreground": colour(palette.text),
            "input-selection-background": colour(palette.selected),
        },
    )
