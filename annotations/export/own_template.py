"""The reader's own templates: filled in by a process of its own, which ends when it takes too long or too much.

A template can ask for what no machine can give, by mistake or because it came from somebody else.
"""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from annotations.export.options import ExportOptions
from annotations.export.variables import variables
from annotations.notebook import Notebook

if TYPE_CHECKING:
    from jinja2 import TemplateError

SECONDS: Final = 10
"""How long it may take of a processor's time; thousands of notes take less than one."""
_ON_THE_CLOCK: Final = 5 * SECONDS
MEMORY: Final = 1024 * 1024 * 1024
"""How many bytes of memory it may take, besides some for the notes themselves."""
LARGEST: Final = 512 * 1024 * 1024
"""Code points of the longest document that is made."""
_RESERVE: Final = 64 * 1024 * 1024
"""Bytes of memory in which to say that all others are taken."""
_CHILD: Final = (
    "import sys; sys.path[:] = sys.argv[3:]; from annotations.export.own_template import main;"
    "main(int(sys.argv[1]), int(sys.argv[2]))"
)
_TOO_MUCH: Final = "it takes too much time or memory"


class TemplateRefusedError(ValueError):
    """A template could not be filled in; the text says why, to stand behind the template's name."""


def render(
    template: str,
    notebooks: Sequence[Notebook],
    format_name: str,
    options: ExportOptions,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> str:
    """Return the reader's template with the notes put in, escaped for a format. Raises TemplateRefusedError."""
    values = variables(notebooks, options, blocks=True)
    asked = json.dumps({"template": template, "format_name": format_name, "values": values})
    command = [sys.executable, "-I", "-c", _CHILD, str(seconds), str(memory), *sys.path]
    try:
        done = subprocess.run(
            command,
            input=asked.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_ON_THE_CLOCK,
        )
    except subprocess.TimeoutExpired:
        raise TemplateRefusedError(_TOO_MUCH) from None
    if done.returncode:
        killed = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        raise TemplateRefusedError(_TOO_MUCH if killed else "it could not be filled in")
    answer: dict[str, str] = json.loads(done.stdout)
    if "refused" in answer:
        raise TemplateRefusedError(answer["refused"])
    return answer["text"]


def main(seconds: int, memory: int) -> None:
    """Fill in the template on standard input, within so many seconds of processor time and bytes of memory."""
    data = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    memory += 12 * len(data)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory + _RESERVE))
    try:
        printed = json.dumps(_answer(**json.loads(data)))
    except MemoryError:
        resource.setrlimit(resource.RLIMIT_AS, (memory + _RESERVE, memory + _RESERVE))
        printed = json.dumps({"refused": _TOO_MUCH})
    sys.stdout.buffer.write(printed.encode())


def _answer(template: str, format_name: str, values: Any) -> dict[str, str]:
    """Return what is printed for a template: its `text`, or why it is `refused`."""
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    from annotations.export.templating import environment

    text: list[str] = []
    length = 0
    try:
        for piece in environment(format_name).from_string(template).generate(values):
            text.append(piece)
            length += len(piece)
            if length > LARGEST:
                return {"refused": _TOO_MUCH}
    except TemplateSyntaxError as error:
        return {"refused": f"line {error.lineno}: {_said(error)}"}
    except TemplateNotFound as error:
        return {"refused": f"{_line(error)}there is no “{error.name}” to include, only “{format_name}”"}
    except MemoryError:
        raise
    except TemplateError as error:
        return {"refused": f"{_line(error)}{_said(error)}"}
    except RecursionError:
        return {"refused": "it includes itself without end"}
    except Exception as error:  # what a template does to values can raise whatever Python can
        return {"refused": f"{_line(error)}what it does to a value fails ({type(error).__name__})"}
    return {"text": "".join(text).rstrip("\n") + "\n"}


def _said(error: TemplateError) -> str:
    return (error.message or type(error).__name__).rstrip(".")


def _line(error: BaseException) -> str:
    """Return where in the template it happened, as far as that can be told."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            lines.append(trace.tb_lineno)
        trace = trace.tb_next
    return f"line {lines[-1]}: " if lines else ""
