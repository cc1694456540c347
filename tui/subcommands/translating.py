"""`lesart translate`."""

from __future__ import annotations

import os
import sys

import click

from articles.translation.translation import NeedsConsent, Translation
from tui.failing import WRONG_USE, fail, warn
from tui.opening import consent_key, make_translator, own_english
from tui.remembered import Remembered
from tui.settings import Directories, load_settings
from tui.subcommands.common import encoding_option, file_argument, open_file, say


@click.command()
@file_argument
@encoding_option
@click.option("--engine", metavar="NAME", help="google, libretranslate or mymemory.")
@click.option("--server", metavar="URL", help="Address of your own LibreTranslate server.")
@click.option("--yes", is_flag=True, help="Agree to send the text to the engine; remembered from then on.")
def translate(file: str, encoding: str | None, engine: str | None, server: str | None, yes: bool) -> None:
    """Store the English of a whole article, for reading offline; goes on where it was broken off."""
    directories = Directories.of_user()
    configuration = load_settings(directories, os.environ, {"engine": engine, "server": server})
    for problem in configuration.problems:
        if problem.startswith("option: "):
            fail(problem.removeprefix("option: "), WRONG_USE)
        warn(problem)
    article, origin = open_file(file, encoding)
    remembered = Remembered(directories.state_file)
    translator, problem = make_translator(
        article.language,
        own_english(article, origin),
        configuration.settings,
        directories,
        lambda key: yes or remembered.consented(key),
    )
    warn(problem)
    blocks = [(index, block.text) for index, block in enumerate(article.blocks)]
    missing = [text for index, text in blocks if translator.stored(text, index) is None]
    say(f"{len(blocks) - len(missing)} of {len(blocks)} paragraphs have their English already.")
    done = 0
    with click.progressbar(missing, label="Translating", file=sys.stderr) as bar:
        for text in bar:
            answer = translator.translate(text)
            if isinstance(answer, NeedsConsent):
                fail(
                    f"the text would be sent to {answer.label} ({answer.server}); if you agree, add --yes, "
                    "and it is remembered.",
                    WRONG_USE,
                )
            if not isinstance(answer, Translation):
                fail(f"{answer.sentence} {done} new paragraphs are stored; call it again to go on.")
            if yes and not done:
                _remember(remembered, answer)
            done += 1
    say(f"{done} new paragraphs are stored.")


def _remember(remembered: Remembered, answer: Translation) -> None:
    try:
        remembered.consent(consent_key(answer.engine, answer.server), answer.date)
    except OSError as error:
        warn(f"that you agreed could not be remembered: {error.strerror}.")
