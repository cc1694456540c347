"""The model on this machine: loading what the reader has in a folder, and asking it sentence by sentence."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.model import build_argos, build_opus

from articles.translation.engines import local as module
from articles.translation.engines.engine import Setup
from articles.translation.engines.local import LocalEngine, local
from articles.translation.engines.registry import Access, describe_engines, engine_named
from articles.translation.failures import EngineError
from articles.translation.translation import Translation
from articles.translation.translator import Translator

needs_packages = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, ("ctranslate2", "sentencepiece"))),
    reason="needs the extra: pip install 'lesart[offline]'",
)
TEXT = "Der Hund bellt laut. Die Katze schläft auf der Straße."


@pytest.fixture(autouse=True)
def forgotten() -> None:
    module._model.cache_clear()


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages count as installed, whether they are or not."""
    monkeypatch.setattr(module, "missing_packages", lambda: None)


# With the packages


@needs_packages
@pytest.mark.parametrize("build", [build_opus, build_argos])
def test_model_of_either_layout_translates(tmp_path: Path, build: Any) -> None:
    build(tmp_path / "de-en")
    engine = local(str(tmp_path / "de-en"))

    english = engine.translate(TEXT)

    assert english.strip()
    assert english != TEXT
    assert (engine.name, engine.server, engine.third_party) == ("local", "de-en", False)


@needs_packages
@pytest.mark.parametrize(
    ("build", "options", "end"),
    [(build_opus, {}, ("</s>",)), (build_opus, {"adds_ends": True}, ()), (build_argos, {}, ())],
)
def test_sentences_end_as_the_model_has_learnt(
    tmp_path: Path, build: Any, options: dict[str, bool], end: tuple[str, ...]
) -> None:
    build(tmp_path, **options)

    assert module._model(str(tmp_path)).end == end


@needs_packages
def test_model_is_loaded_once(tmp_path: Path) -> None:
    build_opus(tmp_path)
    for _ in range(2):
        local(str(tmp_path)).translate(TEXT)

    assert (module._model.cache_info().misses, module._model.cache_info().hits) == (1, 1)


@needs_packages
@pytest.mark.parametrize("name", ["model.bin", "source.spm", "target.spm", "source_vocabulary.json"])
@pytest.mark.parametrize("content", [b"", b"no model at all " * 100], ids=len)
def test_damaged_model_is_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    build_opus(tmp_path / "geheim")
    (tmp_path / "geheim" / name).write_bytes(content)

    with pytest.raises(EngineError) as caught:
        local(str(tmp_path / "geheim")).translate(TEXT)
    assert caught.value.sentence.startswith("The model on this machine cannot be loaded")
    assert caught.value.__context__ is None


@needs_packages
def test_translation_says_which_model_made_it(tmp_path: Path) -> None:
    build_opus(tmp_path / "opus-mt-de-en")
    engine = engine_named("local", Access(model=str(tmp_path / "opus-mt-de-en")))

    answer = Translator([engine], offline=True).translate(TEXT)

    assert isinstance(answer, Translation)
    assert (answer.engine, answer.server) == ("local", "opus-mt-de-en")


# Without them


def test_missing_packages_are_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)

    with pytest.raises(EngineError, match=r"pip install 'lesart\[offline\]'"):
        local(str(tmp_path))


def test_folder_that_is_not_set_is_told() -> None:
    with pytest.raises(EngineError, match='needs a folder: model = "FOLDER"'):
        local("")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (None, "is not there"),
        ([], "holds no model"),
        (["model.bin"], "holds no model"),
        (["model.bin", "source.spm"], "holds no model"),
        (["sentencepiece.model"], "holds no model"),
        (["model.bin", "sentencepiece.model"], "holds no model"),
    ],
)
def test_folder_without_a_model_is_told(
    tmp_path: Path, installed: None, files: list[str] | None, words: str
) -> None:
    folder = tmp_path / "geheim"
    if files is not None:
        folder.mkdir()
        for name in files:
            (folder / name).write_bytes(b"x")

    with pytest.raises(EngineError, match=words) as caught:
        local(str(folder))
    assert "geheim" not in caught.value.sentence


def test_listing_says_what_the_model_lacks(tmp_path: Path, installed: None) -> None:
    [info] = [info for info in describe_engines(Access(model=str(tmp_path))) if info.name == "local"]

    assert "holds no model" in info.missing
    assert not info.third_party


class FakeTranslator:
    """Stands for CTranslate2's: gives the words back, each from its end."""

    def __init__(self) -> None:
        self.batches: list[list[list[str]]] = []
        self.fault: Exception | None = None
        self.silent = ""
        """A word to whose sentences nothing is said."""

    def translate_batch(self, batch: list[list[str]], **options: object) -> list[object]:
        self.batches.append(batch)
        if self.fault:
            raise self.fault
        said = [[] if self.silent in tokens else [token[::-1] for token in tokens[:-1]] for tokens in batch]
        return [SimpleNamespace(hypotheses=[one]) for one in said]


class FakePieces:
    """Stands for SentencePiece: words are tokens."""

    def encode(self, text: str, out_type: type) -> list[str]:
        return text.split()

    def decode(self, tokens: Sequence[str]) -> str:
        return " ".join(tokens)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeTranslator:
    translator = FakeTranslator()
    model = module._Model(translator, FakePieces(), FakePieces(), ("</s>",))
    monkeypatch.setattr(module, "_model", lambda folder: model)
    return translator


def turned(text: str) -> str:
    return " ".join(word[::-1] for word in text.split())


def engine() -> LocalEngine:
    return LocalEngine("/models/de-en", Setup())


def test_sentences_go_in_batches_each_with_its_end(fake: FakeTranslator) -> None:
    text = " ".join(f"Das ist Satz Nummer {number} vom Baum." for number in range(20))

    assert engine().translate(text) == turned(text)
    assert [len(batch) for batch in fake.batches] == [8, 8, 4]
    assert {sentence[-1] for batch in fake.batches for sentence in batch} == {"</s>"}


def test_what_has_no_letters_is_not_given_to_the_model(fake: FakeTranslator) -> None:
    assert engine().translate("* * *") == "* * *"
    assert fake.batches == []


def test_soft_hyphens_are_left_out(fake: FakeTranslator) -> None:
    assert engine().translate("Ein Donau\u00addampf\u00adschiff fährt.") == turned("Ein Donaudampfschiff fährt.")


def test_sentence_without_an_end_is_cut(fake: FakeTranslator) -> None:
    text = "und immer weiter " * 100

    assert engine().translate(text) == turned(text)
    assert max(len(" ".join(sentence)) for batch in fake.batches for sentence in batch) < 700


def test_model_is_left_between_two_batches_when_the_time_is_up(fake: FakeTranslator) -> None:
    with pytest.raises(EngineError, match="did not answer in time"):
        engine().translate(TEXT, time.monotonic() - 1)
    assert fake.batches == []


def test_sentence_to_which_the_model_says_nothing_is_not_lost_unnoticed(fake: FakeTranslator) -> None:
    fake.silent = "Katze"

    with pytest.raises(EngineError, match="left out a sentence of this paragraph"):
        engine().translate(TEXT)


def test_fault_of_the_model_is_a_sentence(fake: FakeTranslator) -> None:
    fake.fault = RuntimeError(TEXT)

    with pytest.raises(EngineError, match="failed at this paragraph") as caught:
        engine().translate(TEXT)
    assert caught.value.__context__ is None
