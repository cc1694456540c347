"""`lesart translate --list` and `--withdraw`: the engines, and what the reader has agreed to."""

from __future__ import annotations

import os

from articles.translation.engines.registry import ENGINES, EngineInfo, describe_engines
from tui.configuration.remembered import Remembered
from tui.english.setup import access_of
from tui.failing import WRONG_USE, fail
from tui.settings import Configuration, Directories
from tui.subcommands.common import say, say_json


def print_engines(configuration: Configuration, directories: Directories, *, as_json: bool) -> None:
    """Print what each engine needs, what it sends where, what it allows, and whether the reader agreed to it."""
    settings = configuration.settings
    remembered = Remembered(directories.state_file)
    engines = describe_engines(access_of(settings, os.environ))
    if as_json:
        say_json([_as_json(one, configuration, remembered) for one in engines])
        return
    for one in engines:
        say(f"{one.name:<15} {_state(one, configuration)}")
        said = {
            "sends": one.sends if one.ready else "",
            "to do": one.missing,
            "allows": one.limits,
            "agreed": _agreed(one, remembered),
        }
        for name, value in said.items():
            if value:
                say(f"  {name:<8} {value}")


def _state(engine: EngineInfo, configuration: Configuration) -> str:
    settings = configuration.settings
    if not engine.ready:
        return "not set up"
    if settings.offline and engine.third_party:
        return f"forbidden, being offline ({configuration.origins['offline']})"
    if engine.name not in settings.engines:
        return "set up, not in use"
    place = settings.engines.index(engine.name) + 1
    return "in use" if len(settings.engines) == 1 else f"in use, asked as number {place}"


def _agreed(engine: EngineInfo, remembered: Remembered) -> str:
    if not engine.third_party:
        return "not needed: the text stays on this machine"
    where = [f"to {server} on {date[:10]}" for server, date in remembered.agreed_to(engine.name).items()]
    back = f"; `lesart translate --withdraw {engine.name}` takes that back" if where else ""
    return (" and ".join(where) or "not yet; you are asked before the first text is sent") + back


def _as_json(engine: EngineInfo, configuration: Configuration, remembered: Remembered) -> dict[str, object]:
    settings = configuration.settings
    return {
        "name": engine.name,
        "label": engine.label,
        "ready": engine.ready,
        "missing": engine.missing,
        "server": engine.server,
        "third_party": engine.third_party,
        "order": settings.engines.index(engine.name) + 1 if engine.name in settings.engines else None,
        "forbidden": settings.offline and engine.third_party,
        "agreed": remembered.agreed_to(engine.name),
        "limits": engine.limits,
    }


def withdraw_consent(engine: str, directories: Directories) -> None:
    """Forget that the reader agreed to an engine, or exit with a sentence."""
    if engine not in ENGINES:
        fail(f"there is no engine “{engine}”; there are {', '.join(ENGINES)}.", WRONG_USE)
    try:
        had = Remembered(directories.state_file).withdraw(engine)
    except OSError as error:
        fail(f"that could not be written down: {error.strerror}.")
    say(f"You are asked again before text goes to {engine}." if had else f"You had not agreed to {engine}.")
