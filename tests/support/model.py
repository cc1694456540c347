"""A tiny translation model with random weights, as the tests build it, in the layouts that lesart can load."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GERMAN = ("Der Hund bellt laut.", "Die Katze schläft auf der Straße.", "Es regnet heute, und morgen auch.") * 8
ENGLISH = ("The dog barks loudly.", "The cat sleeps in the street.", "It rains today, and tomorrow too.") * 8
_WIDTH = 8


def build_opus(folder: Path, *, adds_ends: bool = False) -> None:
    """Write a model as converted from OPUS-MT into a folder: model.bin, source.spm, target.spm, vocabularies."""
    _pieces(GERMAN, folder / "source.spm")
    _pieces(ENGLISH, folder / "target.spm")
    _model(folder, folder / "source.spm", folder / "target.spm", adds_ends=adds_ends)


def build_argos(folder: Path) -> None:
    """Write a model as it is in an unpacked .argosmodel: sentencepiece.model, model/, metadata.json."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metadata.json").write_text(json.dumps({"from_code": "de", "to_code": "en"}))
    pieces = folder / "sentencepiece.model"
    _pieces(GERMAN + ENGLISH, pieces)
    _model(folder / "model", pieces, pieces, adds_ends=False)


def _pieces(sentences: tuple[str, ...], path: Path) -> None:
    import sentencepiece

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(sentences),
            model_writer=file,
            vocab_size=50,
            hard_vocab_limit=False,
            model_type="bpe",
            minloglevel=2,
        )


def _model(folder: Path, source: Path, target: Path, *, adds_ends: bool) -> None:
    import ctranslate2

    vocabularies = _vocabulary(source), _vocabulary(target)
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=2)
    _fill(spec, len(vocabularies[0]), len(vocabularies[1]))
    spec.register_source_vocabulary(vocabularies[0])
    spec.register_target_vocabulary(vocabularies[1])
    spec.config.add_source_eos = adds_ends
    spec.validate()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _vocabulary(path: Path) -> list[str]:
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [pieces.id_to_piece(number) for number in range(len(pieces))]


def _fill(spec: Any, sources: int, targets: int) -> None:
    """Give every weight that a model must have random numbers, always the same."""
    import numpy as np

    random = np.random.default_rng(7)
    shapes = {
        "encoder/embeddings_0/weight": (sources, _WIDTH),
        "decoder/embeddings/weight": (targets, _WIDTH),
        "decoder/projection/weight": (targets, _WIDTH),
        "self_attention/linear_0/weight": (3 * _WIDTH, _WIDTH),
        "attention/linear_0/weight": (_WIDTH, _WIDTH),
        "attention/linear_1/weight": (2 * _WIDTH, _WIDTH),
        "ffn/linear_0/weight": (4 * _WIDTH, _WIDTH),
        "ffn/linear_1/weight": (_WIDTH, 4 * _WIDTH),
        "linear_2/weight": (_WIDTH, _WIDTH),
        "self_attention/linear_1/weight": (_WIDTH, _WIDTH),
    }
    for name in [name for name, value in spec.variables().items() if value is None]:
        shape = next(
            (shapes[end] for end in sorted(shapes, key=len, reverse=True) if name.endswith(end)), (_WIDTH,)
        )
        *path, last = name.split("/")
        part = spec
        for step in path:
            listed, _, number = step.rpartition("_")
            part = getattr(part, step) if hasattr(part, step) else getattr(part, listed)[int(number)]
        setattr(part, last, random.normal(size=shape).astype(np.float32))
