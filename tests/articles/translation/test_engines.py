from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from articles.translation.engines import (
    ENGINES,
    Engine,
    Setup,
    describe_engines,
    engine_named,
    google,
    libretranslate,
    mymemory,
)
from articles.translation.failures import EngineError
from articles.translation.translation import Languages
from articles.translation.transport import Timeouts, parse_retry_after

# The classes of conftest.py, which a test module cannot import.
Asked: TypeAlias = Any
Loopback: TypeAlias = Any
Reply: TypeAlias = Any
Page = Callable[[str], Reply]
AsJson = Callable[[object], Reply]

SOURCE = "Der geheime Absatz steht hier."
HASTY = Setup(timeouts=Timeouts(0.5, 0.05))


def libre(server: Loopback) -> Engine:
    return libretranslate(server.url)


def failure(engine: Engine, text: str = SOURCE, until: float | None = None) -> EngineError:
    """Return the error, having looked that neither it nor what hangs on to it tells anything."""
    with pytest.raises(EngineError) as caught:
        engine.translate(text, until)
    error = caught.value
    assert error.sentence.endswith((".", "?"))
    for secret in (text, *(word for word in text.split() if len(word) > 5), "http", "127.0.0.1", "key="):
        assert secret not in error.sentence
    assert str(error) == error.sentence
    assert error.__cause__ is None
    assert error.__context__ is None
    return error


# Good answers


def test_google_translates(server: Loopback) -> None:
    assert google(server.url).translate("Schöne & <neue> Welt") == "EN: Schöne & <neue> Welt"
    assert server.asked[0].query == {"tl": "en", "sl": "de", "q": "Schöne & <neue> Welt"}


def test_mymemory_translates_between_regional_languages(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"responseData": {"translatedText": "It&#39;s &quot;so&quot;"}})

    assert mymemory(server.url + "get").translate("Es ist so.") == 'It\'s "so"'
    assert server.asked[0].query["langpair"] == "de-DE|en-GB"


def test_libretranslate_is_asked_at_the_readers_own_address(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"translatedText": "Good day."})
    engine = libretranslate(server.url + "sub", key="of-the-reader")

    assert engine.translate("Guten Tag.") == "Good day."
    asked = server.asked[0]
    assert (asked.method, asked.path) == ("POST", "/sub/translate")
    assert asked.query == {
        "q": "Guten Tag.",
        "source": "de",
        "target": "en",
        "format": "text",
        "api_key": "of-the-reader",
    }


def test_other_languages_are_passed_on(server: Loopback) -> None:
    google(server.url, Setup(Languages("nl", "fr"))).translate("Goede dag")

    assert (server.asked[0].query["sl"], server.asked[0].query["tl"]) == ("nl", "fr")


def test_long_text_goes_in_pieces_that_end_with_sentences(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"responseData": {"translatedText": asked.query["q"].upper()}})
    text = " ".join(f"Das ist der {number}te Satz über Äpfel." for number in range(60))

    assert mymemory(server.url).translate("nur kurz") == "NUR KURZ"
    server.reply = lambda asked: as_json({"responseData": {"translatedText": "<" + asked.query["q"] + ">"}})
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


@pytest.mark.parametrize("text", ["Angela Merkel", "Berlin"])
def test_names_may_come_back_unchanged(server: Loopback, google_page: Page, text: str) -> None:
    server.reply = lambda asked: google_page(asked.query["q"])

    assert google(server.url).translate(text) == text


def test_references_of_the_source_stay_as_they_are(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"translatedText": "One writes &amp; for this."})

    assert libre(server).translate("Dafür schreibt man &amp; hin.") == "One writes &amp; for this."


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


def test_other_users_of_deep_translator_notice_nothing(server: Loopback, google_page: Page) -> None:
    import deep_translator.google
    import requests

    seen: list[object] = []

    def reply(asked: Asked) -> Reply:
        seen.append(deep_translator.google.requests)
        return google_page("Good")

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


# Bad answers


def test_too_many_requests_tell_how_long_to_wait(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw(status=429, headers=(("Retry-After", "17"),))

    error = failure(google(server.url))

    assert (error.retryable, error.retry_after) == (True, 17.0)
    assert error.sentence == "Google has had too many requests and asks to wait."


@pytest.mark.parametrize("make", [google, mymemory, libretranslate])
@pytest.mark.parametrize(("status", "retryable"), [(500, True), (503, True), (403, False), (414, False)])
def test_error_status_is_told(
    server: Loopback, raw: type[Reply], make: Callable[[str], Engine], status: int, retryable: bool
) -> None:
    server.reply = lambda asked: raw(f"error about {SOURCE}", status=status)

    error = failure(make(server.url))

    assert str(status) in error.sentence
    assert error.retryable is retryable


def test_silent_server_is_a_timeout(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw(manner="silent")

    error = failure(google(server.url, HASTY))

    assert error.sentence == "Google did not answer in time."
    assert error.retryable


def test_dripping_server_is_left_when_the_time_is_up(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw("<html>", manner="drip")

    error = failure(google(server.url), until=time.monotonic() + 0.2)

    assert error.sentence == "Google did not answer in time."


def test_nothing_is_sent_when_the_time_is_up(server: Loopback) -> None:
    assert failure(google(server.url), until=time.monotonic() - 1).retryable
    assert server.asked == []


def test_endless_answer_is_not_swallowed(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw('<div class="t0">Good</div>', manner="endless")

    assert "without a translation" in failure(google(server.url)).sentence


@pytest.mark.parametrize("make", [google, mymemory, libretranslate])
def test_login_page_of_a_network_is_no_translation(
    server: Loopback, raw: type[Reply], make: Callable[[str], Engine]
) -> None:
    server.reply = lambda asked: raw("<html><form>Please log in</form></html>")

    error = failure(make(server.url))

    assert error.sentence.endswith("answered without a translation; this network may want a login first.")
    assert not error.retryable


@pytest.mark.parametrize(
    "answer", [None, [], {}, 7, "text", {"translatedText": None}, {"translatedText": ["a"]}, {"x": {}}]
)
def test_json_of_another_shape_is_no_translation(server: Loopback, as_json: AsJson, answer: object) -> None:
    server.reply = lambda asked: as_json(answer)

    for engine in (libre(server), mymemory(server.url)):
        assert "without a translation" in failure(engine).sentence


def test_mymemory_without_any_match_is_no_translation(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"responseData": {"translatedText": ""}, "matches": []})

    assert "without a translation" in failure(mymemory(server.url)).sentence


@pytest.mark.parametrize("text", ["", "   "])
def test_empty_translation_is_none(server: Loopback, google_page: Page, text: str) -> None:
    server.reply = lambda asked: google_page(text)

    assert "without a translation" in failure(google(server.url)).sentence


def test_sentence_that_comes_back_unchanged_is_no_translation(server: Loopback, google_page: Page) -> None:
    server.reply = lambda asked: google_page(asked.query["q"])

    assert failure(google(server.url)).sentence == "Google gave the text back untranslated."


def test_googles_error_page_on_status_200_is_no_translation(server: Loopback, google_page: Page) -> None:
    server.reply = lambda asked: google_page("Error 500 (Server Error)!!1500.That’s an error.")

    error = failure(google(server.url))

    assert error.sentence == "Google has a fault of its own."
    assert error.retryable


def test_used_up_allowance_is_told_and_not_tried_again(server: Loopback, as_json: AsJson) -> None:
    warning = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    server.reply = lambda asked: as_json({"responseData": {"translatedText": warning}})

    error = failure(mymemory(server.url))

    assert error.sentence == "MyMemory has given all its free translations for today."
    assert not error.retryable
    assert error.retry_after == 3600.0


def test_refusals_that_come_as_a_result_are_no_translation(server: Loopback, as_json: AsJson) -> None:
    refusal = "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS"
    server.reply = lambda asked: as_json({"responseData": {"translatedText": refusal}})

    assert failure(mymemory(server.url)).sentence == "MyMemory did not accept the request."


def test_html_in_a_result_is_no_translation(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"translatedText": "<!DOCTYPE html><p>Oops</p>"})

    assert "without a translation" in failure(libre(server)).sentence


def test_result_that_is_no_unicode_text_is_mended(server: Loopback, as_json: AsJson) -> None:
    server.reply = lambda asked: as_json({"translatedText": "Good \ud800 day"})

    assert libre(server).translate("Guten Tag") == "Good ? day"


def test_unknown_charset_does_not_matter(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw('<div class="t0">Größe</div>', content_type="text/html; charset=x-odd")

    assert google(server.url).translate("die Größe") == "Größe"


def test_cut_connection_is_told_and_may_be_tried_again(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw('<div class="t0">Half a', manner="cut")

    error = failure(google(server.url))

    assert error.sentence == "The connection to Google broke off."
    assert error.retryable
    assert not error.unreachable


def test_refused_connection_is_no_network(refused: str) -> None:
    error = failure(google(refused))

    assert error.sentence == "No network: Google could not be reached."
    assert error.unreachable


def test_unknown_host_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)

    assert failure(google("https://translate.invalid/m")).unreachable


def test_server_that_speaks_no_tls_is_not_secure(server: Loopback) -> None:
    error = failure(google(server.url.replace("http:", "https:")))

    assert error.sentence.startswith("The connection to Google is not secure")


def test_unknown_language_is_told(server: Loopback) -> None:
    error = failure(google(server.url, Setup(Languages("tlh", "en"))))

    assert error.sentence == "Google does not know this pair of languages."
    assert server.asked == []


def test_endless_redirects_end(server: Loopback, raw: type[Reply]) -> None:
    server.reply = lambda asked: raw(status=302, headers=(("Location", "/again"),))

    assert "elsewhere" in failure(google(server.url)).sentence
    assert len(server.asked) < 10


# Setting up


def test_engines_are_made_by_name() -> None:
    made = [engine_named(name, url="https://translate.example.org/") for name in ENGINES]

    assert [(engine.name, engine.server, engine.third_party) for engine in made] == [
        ("google", "translate.google.com", True),
        ("mymemory", "api.mymemory.translated.net", True),
        ("libretranslate", "translate.example.org", True),
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
        engine_named("libretranslate", url=url)
    assert caught.value.sentence.endswith((".", "/."))


def test_unknown_engine_is_told_with_those_there_are() -> None:
    with pytest.raises(EngineError, match="google, mymemory, libretranslate"):
        engine_named("babelfish")


def test_engines_are_listed_with_what_goes_where() -> None:
    without, with_own = describe_engines(), describe_engines("http://localhost:5000")

    assert [info.name for info in without] == list(ENGINES)
    assert [info.ready for info in without] == [True, True, False]
    assert [info.ready for info in with_own] == [True, True, True]
    assert "translate.google.com" in without[0].sends
    assert with_own[2].sends == "each paragraph to localhost:5000"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_is_read(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value) == seconds
