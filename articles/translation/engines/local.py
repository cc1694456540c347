"""A model on this machine, run by CTranslate2 (`pip install 'lesart[offline]'`)."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, NamedTuple

from articles.translation.engines.engine import DEFAULTS, SOFT_HYPHEN, Setup
from articles.translation.failures import EngineError, timed_out
from articles.translation.results import accepted, has_letters
from articles.translation.splitting import split

LABEL: Final = "The model on this machine"
_LIMIT: Final = 600
"""Octets of a piece: models know sentences, and few of them have more."""
_AT_ONCE: Final = 8
"""Sentences in a batch; between two of them the time is looked at."""
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """A model in a folder; it is loaded when it is first asked, and shared by threads."""

    folder: str
    setup: Setup = DEFAULTS
    name: str = "local"
    label: str = LABEL
    limit: int = _LIMIT
    third_party: bool = False

    @property
    def server(self) -> str:
        """The folder's own name, by which translations of one model are told from those of another."""
        return os.path.basename(os.path.abspath(self.folder))

    def translate(self, text: str, until: float | None = None) -> str:
        """Return the translation of `text`, sentence by sentence."""
        text = text.replace(SOFT_HYPHEN, "")
        spans = self.setup.sentences(text)
        pieces = [piece for span in spans for piece in split(text[span.start : span.end], _LIMIT)]
        english = self._translated([piece for piece in pieces if has_letters(piece)], until)
        result = " ".join(next(english) if has_letters(piece) else piece for piece in pieces)
        return accepted(result, text, LABEL) if has_letters(text) else text

    def _translated(self, pieces: Sequence[str], until: float | None) -> Iterator[str]:
        with _loading:
            model = _model(self.folder)
        for first in range(0, len(pieces), _AT_ONCE):
            if until is not None and time.monotonic() >= until:
                raise timed_out(LABEL)
            english = _run(model, pieces[first : first + _AT_ONCE])
            if not all(english):
                # Joined with the others it would be missed by nobody.
                raise EngineError(f"{LABEL} left out a sentence of this paragraph.")
            yield from english


class _Model(NamedTuple):
    """A loaded model with what cuts text into its tokens and joins them again."""

    translator: Any
    source: Any
    target: Any
    end: tuple[str, ...]
    """What each sentence must end with."""


def local(folder: str, setup: Setup = DEFAULTS) -> LocalEngine:
    """Return the model in a folder; raises EngineError with a sentence when there is none that can be used."""
    if not folder:
        raise EngineError(f'{LABEL} needs a folder: model = "FOLDER" in the settings.')
    folder = os.path.expanduser(folder)
    missing_packages()
    _files(folder)
    return LocalEngine(folder, setup)


def missing_packages() -> None:
    """Raise EngineError unless what runs a model is installed; imports nothing."""
    from importlib.util import find_spec

    if not all(map(find_spec, ("ctranslate2", "sentencepiece"))):
        raise EngineError(
            f"{LABEL} needs more packages: pip install 'lesart[offline]' (in a copy of the repository pip install "
            "'.[offline]'), or with pipx: pipx inject lesart ctranslate2 sentencepiece."
        )


class _Files(NamedTuple):
    """Where the parts of a model are."""

    model: str
    """The folder of CTranslate2's own files."""
    source: str
    target: str
    ends: bool
    """Whether it learnt that sentences end with a token of their own."""


def _files(folder: str) -> _Files:
    """Tell which layout a folder has, by its files; raises EngineError when it is none of a model."""
    opus = _Files(folder, os.path.join(folder, "source.spm"), os.path.join(folder, "target.spm"), True)
    pieces = os.path.join(folder, "sentencepiece.model")
    argos = _Files(os.path.join(folder, "model"), pieces, pieces, False)
    for found in (opus, argos):
        if all(map(os.path.isfile, (os.path.join(found.model, "model.bin"), found.source, found.target))):
            return found
    if not os.path.isdir(folder):
        raise EngineError("The folder that model names in the settings is not there.")
    raise EngineError(
        "The folder that model names in the settings holds no model: it needs model.bin, source.spm and "
        "target.spm, or what is in an .argosmodel file."
    )


@lru_cache(maxsize=1)
def _model(folder: str) -> _Model:
    files = _files(folder)
    missing_packages()
    try:
        import ctranslate2
        import sentencepiece

        translator = ctranslate2.Translator(files.model, device="cpu", compute_type="int8", intra_threads=2)
        source, target = (
            sentencepiece.SentencePieceProcessor(model_file=name) for name in (files.source, files.target)
        )
    except (ImportError, OSError, RuntimeError, ValueError):
        # Their messages hold the path, and lines of C++.
        failure = EngineError(f"{LABEL} cannot be loaded: its files are damaged, or made for another version.")
    else:
        ends = files.ends and not _adds_ends(files.model)
        return _Model(translator, source, target, ("</s>",) if ends else ())
    raise failure


def _adds_ends(folder: str) -> bool:
    """Tell whether CTranslate2 itself ends the sentences for this model; the way of converting it decides that."""
    try:
        with open(os.path.join(folder, "config.json"), "rb") as file:
            config = json.load(file)
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(config, dict) and config.get("add_source_eos") is True


def _run(model: _Model, sentences: Sequence[str]) -> list[str]:
    tokens = [[*model.source.encode(sentence, out_type=str), *model.end] for sentence in sentences]
    # A model that has lost its way says one word for ever.
    longest = 3 * max(map(len, tokens)) + 20
    try:
        found = model.translator.translate_batch(
            tokens, beam_size=4, max_decoding_length=longest, replace_unknowns=True
        )
        return [model.target.decode(one.hypotheses[0]).strip() for one in found]
    except (RuntimeError, ValueError, IndexError):
        failure = EngineError(f"{LABEL} failed at this paragraph.")
    raise failure
