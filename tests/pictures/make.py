"""Draw the README's picture anew: `python tests/pictures/make.py` writes `.github/lesart.svg`."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from tui.app import LesartApp
from tui.opening.article import open_source
from tui.reading import Reading
from tui.settings import Directories, Settings

TARGET = Path(__file__).parents[2] / ".github" / "lesart.svg"
KEYS = (
    ["t", "j", "j", "s", "1", "j", *["w"] * 5, "5", "escape", "j", "s", "s", "a"],
    list("Also_doch_kein_Geldproblem?"),
    ["tab", *"Politik", "tab", "2", "ctrl+s"],
)


async def draw() -> str:
    """Return the picture of a reader who has annotated the bundled article and turned the English on."""
    os.environ["COLORTERM"] = "truecolor"
    root = Path(tempfile.mkdtemp())
    directories = Directories(root / "config", root / "data", root / "cache")
    settings = Settings(engine="none")
    reading = Reading(*open_source("bundled:kasachstan"), settings, directories)
    app = LesartApp(settings, directories, reading)
    async with app.run_test(size=(116, 32)) as pilot:
        await pilot.pause()
        for keys in KEYS:
            await pilot.press(*["space" if key == "_" else key for key in keys])
            await pilot.pause()
        await pilot.press("comma", "full_stop")
        await pilot.pause()
        return app.export_screenshot(title="lesart")


def without_remote_fonts(svg: str) -> str:
    """Return the picture so that looking at it fetches nothing."""
    return re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(without_remote_fonts(asyncio.run(draw())), "utf-8")
    print(TARGET)
