"""Notes exported as text."""

from collections.abc import Sequence
from typing import Any

from annotations.export import registry
from annotations.export.options import ExportOptions
from annotations.notebook import Notebook


def export(notebooks: Sequence[Notebook], format_name: str, **options: Any) -> str:
    """Return the notes in a text format; `options` are those of `ExportOptions`."""
    return registry.export(notebooks, format_name, ExportOptions(**options)).decode("utf-8")


def notes_only(markdown: str) -> str:
    """Return exported Markdown without the comments that part the notes."""
    lines = [line for line in markdown.split("\n") if not line.startswith(("<!-- lesart", "<!-- /lesart"))]
    return "\n".join(line for at, line in enumerate(lines) if line or lines[at - 1])
