"""Importing Textual in less time: without what it brings along and lesart has no use for.

Of the time until the program is in charge most is spent on imports, and a third of that on four things: TLS for
asyncio, which lesart does not speak, one function of platformdirs, a module of names for type checkers that
brings in half of all widgets, and the garbage collector, which finds nothing to collect while modules load.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


def _names_for_type_checkers() -> ModuleType:
    module = ModuleType("textual.types")
    module.__getattr__ = lambda name: object  # type: ignore[method-assign]
    return module


def _platformdirs() -> ModuleType:
    def user_downloads_path(*args: Any, **options: Any) -> Any:
        from platformdirs import user_downloads_path as found

        return found(*args, **options)

    module = ModuleType("platformdirs")
    module.user_downloads_path = user_downloads_path  # type: ignore[attr-defined]
    return module


@contextmanager
def quick_import() -> Iterator[None]:
    """Import Textual inside this; what stood in for other modules is gone afterwards, and they can be imported.

    The garbage collector stays off: it is turned on when there is something to be read, and time.
    """
    stand_ins: dict[str, ModuleType | None] = {
        "ssl": None,  # asyncio then does without
        "textual.types": _names_for_type_checkers(),
        "platformdirs": _platformdirs(),
    }
    stand_ins = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    gc.disable()
    sys.modules.update(stand_ins)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
