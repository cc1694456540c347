from __future__ import annotations

import threading
from pathlib import Path

import pytest
from support.loopback import KEY, OVER_HTTP, Asked, Loopback, Reply, answer, data, make, page

from articles.translation.engines.deepl import deepl
from articles.translation.engines.engine import Setup
from articles.translation.engines.google import google
from articles.translation.engines.libretranslate import libretranslate
from articles.translation.engines.mymemory import mymemory
from articles.translation.translation import Languages


def test_google_translates(server: Loopback) -> None:
    assert google(server.url).translate("Schöne & <neue> Welt") == "EN: Schöne & <neue> Welt"
    assert server.asked[0].query == {"tl": "en", "sl": "de", "q": "Schöne & <neue> Welt"}


def test_mymemory_translates_between_regional_languages(server: Loopback) -> None:
    server.reply = lambda asked: data({"responseData": {"translatedText": "It&#39;s &quot;so&quot;"}})

    assert mymemory(server.url + "get").translate("Es ist so.") == 'It\'s "so"'
    assert server.asked[0].query["langpair"] == "de-DE|en-GB"


def test_libretranslate_is_asked_at_the_readers_own_address(server: Loopback) -> None:
    server.reply = lambda asked: data({"translatedText": "Good day."})
    engine = libretranslate(server.url + "sub", key="of-the-reader")

    assert engine.translate("Guten Tag.") == "Good day."
    asked = server.asked[0]
    assert (asked.method, asked.path, asked.query) == ("POST", "/sub/translate", {})
    assert asked.json == {
        "q": "Guten Tag.",
        "source": "de",
        "target": "en",
        "format": "text",
        "api_key": "of-the-reader",
    }


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("https://translate.example.org/", "translate.example.org"),
        ("http://translate.example.org:8080/", "http://translate.example.org:8080"),
        ("http://me:secret@translate.example.org/", "http://translate.example.org"),
        ("http://127.0.0.1:5000/", "127.0.0.1:5000"),
    ],
)
def test_consent_to_an_encrypted_connection_is_none_to_an_open_one(address: str, server: str) -> None:
    assert libretranslate(address).server == server


def test_libretranslate_without_a_key_sends_none(server: Loopback) -> None:
    server.reply = lambda asked: answer("libretranslate", "Good day.")

    libretranslate(server.url).translate("Guten Tag.")
    assert "api_key" not in server.asked[0].json


def test_deepl_gets_the_key_in_a_header_and_the_text_in_the_body(server: Loopback) -> None:
    server.reply = lambda asked: answer("deepl", "Good day.")

    assert make("deepl", server.url).translate("Guten Tag.") == "Good day."
    asked = server.asked[0]
    assert (asked.method, asked.path, asked.query) == ("POST", "/v2/translate", {})
    assert asked.headers["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert asked.json == {"text": ["Guten Tag."], "source_lang": "DE", "target_lang": "EN-GB"}


def test_deepls_key_tells_the_plan_and_so_the_server() -> None:
    assert deepl("0123:fx").server == "api-free.deepl.com"
    assert deepl("0123").server == "api.deepl.com"


def test_microsoft_gets_one_request_with_key_and_region(server: Loopback) -> None:
    server.reply = lambda asked: answer("microsoft", "Good day.")

    assert make("microsoft", server.url).translate("Guten Tag.") == "Good day."
    [asked] = server.asked
    assert (asked.method, asked.path) == ("POST", "/translate")
    assert asked.query == {"api-version": "3.0", "from": "de", "to": "en"}
    assert asked.json == [{"text": "Guten Tag."}]
    assert asked.headers["Ocp-Apim-Subscription-Key"] == KEY
    assert asked.headers["Ocp-Apim-Subscription-Region"] == "westeurope"


def test_password_file_of_other_programs_does_not_replace_the_key(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("default login me password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.setenv("no_proxy", "")
    server.reply = lambda asked: answer("deepl", "Good day.")

    make("deepl", "http://translate.invalid/").translate("Guten Tag.")
    assert server.asked[0].headers["Authorization"] == f"DeepL-Auth-Key {KEY}"


@pytest.mark.parametrize("name", OVER_HTTP)
def test_every_engine_translates_long_texts_in_pieces(server: Loopback, name: str) -> None:
    server.reply = lambda asked: answer(name, "<" + asked.text + ">")
    text = " ".join(f"Das ist der {number}te Satz über Äpfel." for number in range(1200))
    engine = make(name, server.url)

    english = engine.translate(text)

    pieces = [asked.text for asked in server.asked]
    assert " ".join(pieces) == text
    assert english == " ".join(f"<{piece}>" for piece in pieces)
    assert max(len(piece.encode()) for piece in pieces) <= engine.limit < len(text.encode())
    assert max(len(asked.body) for asked in server.asked) < 128 * 1024


def test_other_languages_are_passed_on(server: Loopback) -> None:
    google(server.url, Setup(Languages("nl", "fr"))).translate("Goede dag")

    assert (server.asked[0].query["sl"], server.asked[0].query["tl"]) == ("nl", "fr")


@pytest.mark.parametrize(
    ("language", "pair"),
    [("fr", "fr-FR|en-GB"), ("nl", "nl-NL|en-GB"), ("da", "da-DK|en-GB"), ("de", "de-DE|en-GB")],
)
def test_mymemory_is_told_a_country_for_every_language(server: Loopback, language: str, pair: str) -> None:
    server.reply = lambda asked: answer("mymemory", "Good day.")

    mymemory(server.url, Setup(Languages(language))).translate("Goede dag")
    assert server.asked[0].query["langpair"] == pair


def test_long_text_goes_in_pieces_that_end_with_sentences(server: Loopback) -> None:
    server.reply = lambda asked: data({"responseData": {"translatedText": asked.query["q"].upper()}})
    text = " ".join(f"Das ist der {number}te Satz über Äpfel." for number in range(60))

    assert mymemory(server.url).translate("nur kurz") == "NUR KURZ"
    server.reply = lambda asked: data({"responseData": {"translatedText": "<" + asked.query["q"] + ">"}})
    result = mymemory(server.url).translate(text)

    pieces = [asked.query["q"] for asked in server.asked[1:]]
    assert " ".join(pieces) == text
    assert all(piece.endswith("Äpfel.") and len(piece.encode()) < 500 for piece in pieces)
    assert result == " ".join(f"<{piece}>" for piece in pieces)


def test_soft_hyphens_are_not_sent(server: Loopback) -> None:
    assert google(server.url).translate("Donau\u00addampf\u00adschiff") == "EN: Donaudampfschiff"


@pytest.mark.parametrize("text", ["* * *", "1990 – 1995", "…"])
def test_text_without_letters_is_its_own_translation(server: Loopback, text: str) -> None:
    assert google(server.url).translate(text) == text
    assert server.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "Angela Merkel",
        "Berlin",
        "Ursula von der Leyen, Manfred Weber",
        "Maria Müller, Jean-Luc Picard, Charles de Gaulle (Frankfurt)",
        "The most of what they said is not in this text.",
    ],
)
def test_names_and_english_may_come_back_unchanged(server: Loopback, text: str) -> None:
    server.reply = lambda asked: page(asked.query["q"])

    assert google(server.url).translate(text) == text


def test_references_of_the_source_stay_as_they_are(server: Loopback) -> None:
    server.reply = lambda asked: data({"translatedText": "One writes &amp; for this."})

    assert libretranslate(server.url).translate("Dafür schreibt man &amp; hin.") == "One writes &amp; for this."


def test_threads_that_share_an_engine_get_their_own_texts(server: Loopback) -> None:
    engine = google(server.url)
    got: dict[str, str] = {}

    def work(thread: int) -> None:
        for number in range(40):
            text = f"Text {number} aus Faden {thread}"
            got[text] = engine.translate(text)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(got) == 320
    assert all(english == "EN: " + text for text, english in got.items())


def test_other_users_of_deep_translator_notice_nothing(server: Loopback) -> None:
    import deep_translator.google
    import requests

    seen: list[object] = []

    def reply(asked: Asked) -> Reply:
        seen.append(deep_translator.google.requests)
        return page("Good")

    server.reply = reply
    original = deep_translator.google.GoogleTranslator.translate
    google(server.url).translate("Gut")

    assert seen == [requests]
    assert deep_translator.google.GoogleTranslator.translate is original


def test_proxy_of_the_environment_is_not_asked_for_this_machine(
    server: Loopback, refused: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, refused)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)

    assert google(server.url).translate("Gut") == "EN: Gut"


def test_proxy_of_the_environment_is_asked_for_other_hosts(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, server.url)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")

    assert google("http://translate.invalid/m").translate("Gut") == "EN: Gut"
    assert server.asked[0].headers["Host"] == "translate.invalid"
