"""A browser without a window, where there is one on this machine."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import lxml.html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Shown(NamedTuple):
    """What a browser made of a page."""

    document: lxml.html.HtmlElement
    console: list[str]
    """What it said about the page: errors, refusals, what scripts wrote."""


def show(address: str, folder: Path) -> Shown:
    """Return what the browser makes of a page when it has loaded it and run all that it runs."""
    assert BROWSER is not None
    done = subprocess.run(
        [
            BROWSER,
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
            "--enable-logging=stderr", f"--user-data-dir={folder}", "--dump-dom", address,
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )  # fmt: skip
    console = re.findall(r"CONSOLE.*", done.stderr.decode("utf-8", "replace"))
    return Shown(lxml.html.document_fromstring(done.stdout.decode("utf-8")), console)
