"""How the screens look: compared with pictures that someone has looked at.

`pytest --snapshot-update` takes new pictures.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tui.app import LesartApp
from tui.opening import open_source
from tui.reading import Reading
from tui.settings import Directories, Settings

Compare = Callable[..., bool]
ANNOTATE = ["j", "j", "s", "1", "j", "w", "w", "3", "j", "a", *"Stimmt", "tab", *"Politik", "ctrl+s"]

SCREENS = {
    "reading-80x24": ((80, 24), "night", "kasachstan", ANNOTATE),
    "english-below-80x24": ((80, 24), "paper", "kasachstan", ["t", *ANNOTATE]),
    "english-beside-120x40": ((120, 40), "sepia", "brot", ["t", "space", "w"]),
    "focus-40x12": ((40, 12), "forest", "woerter", ["z", "j", "j", "w"]),
    "notes-80x24": ((80, 24), "night", "kasachstan", [*ANNOTATE, "l"]),
    "editor-80x24": ((80, 24), "paper", "kasachstan", [*ANNOTATE, "e"]),
    "contents-80x24": ((80, 24), "terminal", "brot", ["o"]),
}


@pytest.mark.parametrize("name", SCREENS)
def test_screen(snap_compare: Compare, directories: Directories, name: str, tmp_path: Path) -> None:
    size, theme, article, keys = SCREENS[name]
    settings = Settings(theme=theme, engine="none")
    reading = Reading(*open_source(f"bundled:{article}"), settings, directories)
    app = LesartApp(settings, directories, reading)

    async def prepare(pilot: Pilot[str]) -> None:
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=prepare)
