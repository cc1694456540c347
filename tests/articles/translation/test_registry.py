"""What engines there are, what each needs, and where its key comes from."""

from __future__ import annotations

import sys
import threading
import traceback
from types import SimpleNamespace

import pytest
from support.loopback import Loopback, answer

from articles.translation import keys
from articles.translation.engines import registry
from articles.translation.engines.deepl import deepl
from articles.translation.engines.late import LateEngine
from articles.translation.engines.libretranslate import libretranslate
from articles.translation.engines.registry import (
    ENGINES,
    Access,
    describe_engines,
    engine_addresses,
    engine_named,
    interval_of,
)
from articles.translation.failures import EngineError
from articles.translation.keys import Keys, keys_given

KEY = "a-secret-key:fx"
ALL = Access(
    "https://translate.example.org/", "westeurope", keys=Keys(deepl=KEY, microsoft=KEY, libretranslate=KEY)
)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No keyring is installed, whatever this machine has."""
    monkeypatch.setattr(registry, "has_keyring", lambda: False)


@pytest.fixture
def keyring_asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Install a keyring, and return what it is asked for; the key of DeepL is in it."""
    asked: list[tuple[str, str]] = []

    def get_password(service: str, name: str) -> str | None:
        asked.append((service, name))
        return KEY + "\n" if name == "deepl" else None

    monkeypatch.setattr(registry, "has_keyring", lambda: True)
    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=get_password))
    return asked


def test_engines_are_made_by_name() -> None:
    made = [engine_named(name, ALL) for name in ENGINES if name != "local"]

    assert [(engine.name, engine.server, engine.third_party) for engine in made] == [
        ("google", "translate.google.com", True),
        ("mymemory", "api.mymemory.translated.net", True),
        ("libretranslate", "translate.example.org", True),
        ("deepl", "api-free.deepl.com", True),
        ("microsoft", "api.cognitive.microsofttranslator.com", True),
    ]


def test_own_server_on_this_machine_is_no_third_party() -> None:
    assert not libretranslate("http://localhost:5000").third_party
    assert not libretranslate("http://[::1]:5000").third_party
    assert libretranslate("http://192.168.0.7:5000").third_party


def test_password_in_an_address_is_not_shown() -> None:
    engine = libretranslate("https://me:secret@example.org:8443/t")

    assert engine.server == "example.org:8443"
    assert "secret" not in repr(engine)


@pytest.mark.parametrize(
    "url", ["", "ftp://example.org/", "example.org", "http://", "http://[::1", "http://a b/", "http://a/?k=1"]
)
def test_impossible_address_is_told(url: str) -> None:
    with pytest.raises(EngineError, match=r"address") as caught:
        engine_named("libretranslate", Access(server=url))
    assert caught.value.sentence.endswith((".", "/."))


def test_unknown_engine_is_told_with_those_there_are() -> None:
    with pytest.raises(EngineError, match="google, mymemory, libretranslate, deepl, microsoft, local"):
        engine_named("babelfish")


def test_engines_are_listed_with_what_goes_where() -> None:
    without = {info.name: info for info in describe_engines()}
    with_all = {info.name: info for info in describe_engines(ALL)}

    assert list(without) == list(ENGINES)
    assert {name for name, info in without.items() if info.ready} == {"google", "mymemory"}
    assert {name for name, info in with_all.items() if info.ready} == set(ENGINES) - {"local"}
    assert "translate.google.com" in without["google"].sends
    assert with_all["libretranslate"].sends == "each paragraph to translate.example.org"
    assert with_all["deepl"].sends == "each paragraph to api-free.deepl.com"
    assert not without["local"].third_party
    assert all(info.limits for info in with_all.values())
    assert KEY not in repr(with_all)


def test_what_is_missing_is_said_with_what_to_do() -> None:
    missing = {info.name: info.missing for info in describe_engines()}

    assert "LESART_DEEPL_KEY" in missing["deepl"]
    assert "keyring set lesart microsoft" in missing["microsoft"]
    assert "address" in missing["libretranslate"]


def test_addresses_of_servers_have_no_password_in_them() -> None:
    addresses = engine_addresses(Access(server="https://me:secret@example.org:8443/t"))

    assert addresses["libretranslate"] == "https://example.org:8443/"
    assert addresses["google"] == "https://translate.google.com/"
    assert "libretranslate" not in engine_addresses(Access())


def test_public_services_are_asked_less_often_than_ones_own() -> None:
    assert interval_of("google") > interval_of("deepl") > interval_of("local") == 0


# Keys


def test_key_of_the_environment_goes_before_that_of_the_configuration() -> None:
    given = keys_given({"LESART_DEEPL_KEY": " one "}, {"deepl": "two", "microsoft": "three"})

    assert dict(given) == {"deepl": "one", "microsoft": "three"}


@pytest.mark.parametrize(
    "variable",
    ["LESART_DEEPL_KEY", "DEEPL_API_KEY", "DEEPL_AUTH_KEY", "LESART_MICROSOFT_KEY", "LESART_LIBRETRANSLATE_KEY"],
)
def test_each_variable_gives_a_key(variable: str) -> None:
    assert list(keys_given({variable: "x"}, {}).values()) == ["x"]


def test_own_variable_goes_before_those_of_others() -> None:
    assert keys_given({"DEEPL_API_KEY": "theirs", "LESART_DEEPL_KEY": "ours"}, {})["deepl"] == "ours"
    assert keys_given({"DEEPL_API_KEY": "theirs", "LESART_DEEPL_KEY": ""}, {})["deepl"] == "theirs"


def test_keys_are_not_shown_where_they_are_printed() -> None:
    assert KEY not in f"{ALL} {ALL.keys} {ALL!r} {deepl(KEY)!r} {engine_named('microsoft', ALL)!r}"


@pytest.mark.parametrize("key", ["two words", "ümlaut", "line\nbreak", "\x1b[31m", "x" * 2000])
def test_impossible_key_is_told_and_not_shown(key: str) -> None:
    with pytest.raises(EngineError, match="key for DeepL cannot be right") as caught:
        engine_named("deepl", Access(keys=Keys(deepl=key)))
    assert key not in "".join(traceback.format_exception(caught.value))


def test_keyring_is_asked_only_when_the_engine_is_used(
    keyring_asked: list[tuple[str, str]], server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.translation.engines.deepl.FREE_URL", server.url + "v2/translate")
    server.reply = lambda asked: answer("deepl", "Good day.")
    engine = engine_named("deepl")
    [info] = [info for info in describe_engines() if info.name == "deepl"]
    assert info.sends == "each paragraph to DeepL, if the system's keyring has a key for it"

    assert keyring_asked == []
    assert engine.translate("Guten Tag.") == engine.translate("Guten Tag.") == "Good day."
    assert keyring_asked == [("lesart", "deepl")]
    assert server.asked[0].headers["Authorization"] == f"DeepL-Auth-Key {KEY}"


def test_keyring_is_not_asked_where_there_is_a_key(keyring_asked: list[tuple[str, str]]) -> None:
    assert engine_named("deepl", ALL).server == "api-free.deepl.com"
    assert keyring_asked == []


def test_key_that_is_not_in_the_keyring_is_missed_when_it_is_needed(keyring_asked: list[tuple[str, str]]) -> None:
    engine = engine_named("microsoft")

    with pytest.raises(EngineError, match="Microsoft needs a key"):
        engine.translate("Guten Tag.")


def test_fault_of_the_keyring_counts_as_no_key(
    monkeypatch: pytest.MonkeyPatch, keyring_asked: list[object]
) -> None:
    def broken(service: str, name: str) -> None:
        raise RuntimeError("no backend")

    monkeypatch.setattr(sys.modules["keyring"], "get_password", broken)

    assert keys.from_keyring("deepl") == ""


def test_keyring_that_does_not_answer_is_left(
    monkeypatch: pytest.MonkeyPatch, keyring_asked: list[object]
) -> None:
    released = threading.Event()
    monkeypatch.setattr(sys.modules["keyring"], "get_password", lambda service, name: released.wait() and None)
    monkeypatch.setattr(keys, "PATIENCE", 0.02)

    with pytest.raises(EngineError, match="keyring did not answer") as caught:
        engine_named("deepl").translate("Guten Tag.")
    assert caught.value.retryable
    released.set()


def test_engine_whose_key_is_looked_for_can_be_described_before(keyring_asked: list[object]) -> None:
    engine = engine_named("deepl")

    assert isinstance(engine, LateEngine)
    assert (engine.name, engine.label, engine.third_party) == ("deepl", "DeepL", True)
    assert keyring_asked == []
