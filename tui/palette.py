"""The command palette: every command by name, and paragraphs by number."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.screens.reader.screen import ReaderScreen


class Commands(Provider):
    """Offers the registry's commands that can do something now, and “Go to paragraph 12” for `12`."""

    async def discover(self) -> Hits:
        """Offer everything."""
        if isinstance(self.screen, ReaderScreen):
            for command in self.screen.settings.keymap.commands:
                if command.id != "palette" and self.screen.can(command):
                    yield DiscoveryHit(
                        "  ".join([command.name, *(f"({key})" for key in command.shown_keys[:1])]),
                        partial(self.screen.run_action, command.action),
                        help=command.help,
                    )

    async def search(self, query: str) -> Hits:
        """Offer what resembles the query."""
        if not isinstance(self.screen, ReaderScreen):
            return
        if query.strip().isdecimal():
            number = int(query.strip()[:9])
            yield Hit(1.0, f"Go to paragraph {number}", partial(self.screen.go_to_paragraph, number))
        matcher = self.matcher(query)
        for command in self.screen.settings.keymap.commands:
            score = matcher.match(command.name)
            if score and command.id != "palette" and self.screen.can(command):
                yield Hit(
                    score,
                    matcher.highlight(command.name),
                    partial(self.screen.run_action, command.action),
                    help=command.help,
                )
