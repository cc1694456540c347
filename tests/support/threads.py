"""Waiting for what an app does on other threads."""

import threading

from textual.pilot import Pilot


async def ended(pilot: Pilot[str], *names: str) -> None:
    """Return when all threads of these names have ended, and what they posted has been taken in."""
    for thread in threading.enumerate():
        if thread.name in names:
            thread.join()
    await pilot.pause()
    await pilot.pause()
