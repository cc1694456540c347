"""The least that a Textual app can be: what every program made with it pays for."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Shows a line."""

    def compose(self) -> ComposeResult:
        yield Static("Absatz-000001")


if __name__ == "__main__":
    EmptyApp().run()
