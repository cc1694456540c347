"""Whatever an engine's server does wrong is one sentence, in which nothing of the reader's stands."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate

import pytest
from support.loopback import KEY, OVER_HTTP, Loopback, Reply, answer, data, make, page

from articles.translation.engines.engine import Engine, Setup
from articles.translation.engines.google import google
from articles.translation.engines.mymemory import mymemory
from articles.translation.failures import EngineError
from articles.translation.translation import Languages, Untranslated
from articles.translation.translator import Translator
from articles.translation.transport import Timeouts, parse_retry_after

SOURCE = "Der geheime Absatz steht hier."
HASTY = Setup(timeouts=Timeouts(0.5, 0.05))
LABELS = {
    "google": "Google",
    "mymemory": "MyMemory",
    "libretranslate": "LibreTranslate",
    "deepl": "DeepL",
    "microsoft": "Microsoft",
}
FIRST = "this network may want a login first."
LOGIN = "this network may want a login first, or the address may be wrong."
BETTER = "another engine may do better."
each_engine = pytest.mark.parametrize("name", OVER_HTTP)


def failure(engine: Engine, text: str = SOURCE, until: float | None = None) -> EngineError:
    """Return the error, having looked that neither it nor what hangs on to it tells anything."""
    with pytest.raises(EngineError) as caught:
        engine.translate(text, until)
    error = caught.value
    assert error.sentence.endswith((".", "?"))
    for secret in (text, *(word for word in text.split() if len(word) > 5), "http", "127.0.0.1", "key=", KEY):
        assert secret not in error.sentence
    assert KEY not in repr(engine)
    assert str(error) == error.sentence
    assert error.__cause__ is None
    assert error.__context__ is None
    return error


@pytest.fixture(autouse=True)
def nothing_is_logged_or_printed(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


# What the server says


@each_engine
@pytest.mark.parametrize("asks", ["17", "date"])
def test_too_many_requests_tell_how_long_to_wait(server: Loopback, name: str, asks: str) -> None:
    after = formatdate(time.time() + 1000, usegmt=True) if asks == "date" else asks
    server.reply = lambda asked: Reply(status=429, headers=(("Retry-After", after),))

    error = failure(make(name, server.url))

    assert error.retryable
    assert error.sentence == f"{LABELS[name]} has had too many requests and asks to wait."
    assert error.retry_after is not None
    assert error.retry_after == 17.0 or 900 < error.retry_after <= 1000


@each_engine
@pytest.mark.parametrize(
    ("status", "retryable", "words"),
    [
        (500, True, "has a fault of its own (error 500)"),
        (503, True, "has a fault of its own (error 503)"),
        (408, True, "has a fault of its own (error 408)"),
        (401, False, "refuses to translate for you (error 401)"),
        (403, False, "refuses to translate for you (error 403)"),
        (413, False, "finds this paragraph too long (error 413)"),
        (414, False, "finds this paragraph too long (error 414)"),
        (400, False, "did not accept the request (error 400)"),
        (456, False, "has translated all that your plan allows for now"),
    ],
)
def test_error_status_is_told(server: Loopback, name: str, status: int, retryable: bool, words: str) -> None:
    body = f'{{"error": {{"code": {status}001, "message": "{SOURCE} {KEY}"}}, "message": "{SOURCE}"}}'
    server.reply = lambda asked: Reply(body, status=status, content_type="application/json")

    error = failure(make(name, server.url))

    assert words in error.sentence
    assert error.retryable is retryable
    assert (error.retry_after == 3600.0) is (status == 456)


@each_engine
def test_translation_on_an_error_status_is_none(server: Loopback, name: str) -> None:
    good = answer(name, "Good day.")
    server.reply = lambda asked: Reply(good.body, status=500, content_type=good.content_type)

    assert "fault of its own" in failure(make(name, server.url)).sentence


@each_engine
def test_login_page_of_a_network_is_no_translation(server: Loopback, name: str) -> None:
    server.reply = lambda asked: Reply("<html><form>Please log in</form></html>")

    error = failure(make(name, server.url))

    assert error.sentence.endswith("answered without a translation; this network may want a login first.")
    assert (error.retryable, error.mendable) == (False, True)


@pytest.mark.parametrize("name", ["libretranslate", "deepl"])
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"error": "Quota\x1b[31m exceeded."}, "answered without a translation: “Quota [31m exceeded”."),
        ({"error": {"message": "n " * 200}}, f"answered without a translation: “{'n ' * 49}n…”."),
        ({"error": f"Bad: {SOURCE}"}, f"answered without a translation; {FIRST}"),
        ({"error": f"Invalid key {KEY}"}, f"answered without a translation; {FIRST}"),
        ({"error": ["odd"]}, f"answered without a translation; {FIRST}"),
    ],
)
def test_servers_own_word_on_an_error_is_told_without_text_or_key(
    server: Loopback, name: str, body: object, told: str
) -> None:
    server.reply = lambda asked: data(body)

    assert failure(make(name, server.url)).sentence == f"{LABELS[name]} {told}"


def test_servers_own_word_on_a_refusal_is_told(server: Loopback) -> None:
    server.reply = lambda asked: Reply(
        '{"error": "Visit the portal"}', status=403, content_type="application/json"
    )

    told = "LibreTranslate refuses to translate for you (error 403): “Visit the portal”."
    assert failure(make("libretranslate", server.url)).sentence == told


@pytest.mark.parametrize("name", ["libretranslate", "deepl", "microsoft"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_text_and_key_follow_no_redirection(server: Loopback, name: str, status: int) -> None:
    server.reply = lambda asked: Reply(status=status, headers=(("Location", "/elsewhere"),))

    error = failure(make(name, server.url))

    assert error.sentence == f"{LABELS[name]} points elsewhere (error {status}): {LOGIN}"
    assert len(server.asked) == 1


@pytest.mark.parametrize("name", ["google", "mymemory"])
def test_text_in_an_address_follows_no_redirection_to_another_host(server: Loopback, name: str) -> None:
    there = f"http://localhost:{server.port}/"
    server.reply = lambda asked: Reply(status=302, headers=(("Location", f"{there}?q={asked.text}"),))

    error = failure(make(name, server.url))

    assert error.sentence == f"{LABELS[name]} points elsewhere (error 302): {LOGIN}"
    assert len(server.asked) == 1


SHAPES: tuple[object, ...] = (
    None, [], {}, 7, "text", [[]], [{"translations": []}], {"translations": []}, {"translations": [{}]},
    {"translatedText": None}, {"translatedText": ["a"]}, {"error": "Der geheime"}, {"x": {}},
)  # fmt: skip


@pytest.mark.parametrize("name", ["mymemory", "libretranslate", "deepl", "microsoft"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_json_of_another_shape_is_no_translation(server: Loopback, name: str, shape: object) -> None:
    server.reply = lambda asked: data(shape)

    assert "without a translation" in failure(make(name, server.url)).sentence


@each_engine
@pytest.mark.parametrize("nothing", ["", "   ", None])
def test_empty_translation_is_none(server: Loopback, name: str, nothing: object) -> None:
    server.reply = lambda asked: answer(name, nothing) if name != "google" else page(str(nothing or ""))

    assert "without a translation" in failure(make(name, server.url)).sentence


@each_engine
@pytest.mark.parametrize(
    "text", [SOURCE, "DER GEHEIME ABSATZ", "Der geheime Absatz", "der Absatz und Angela Merkel"]
)
def test_sentence_that_comes_back_unchanged_is_no_translation(server: Loopback, name: str, text: str) -> None:
    server.reply = lambda asked: answer(name, asked.text)

    assert (
        failure(make(name, server.url), text).sentence
        == f"{LABELS[name]} gave the text back untranslated; {BETTER}"
    )


@each_engine
def test_error_page_on_status_200_is_no_translation(server: Loopback, name: str) -> None:
    server.reply = lambda asked: answer(name, "Error 500 (Server Error)!!1500.That’s an error.")

    error = failure(make(name, server.url))

    assert error.sentence == f"{LABELS[name]} has a fault of its own."
    assert error.retryable


@pytest.mark.parametrize("name", ["mymemory", "libretranslate", "deepl", "microsoft"])
def test_html_in_a_result_is_no_translation(server: Loopback, name: str) -> None:
    server.reply = lambda asked: answer(name, "<!DOCTYPE html><p>Oops</p>")

    assert "without a translation" in failure(make(name, server.url)).sentence


def test_mymemory_without_any_match_is_no_translation(server: Loopback) -> None:
    server.reply = lambda asked: data({"responseData": {"translatedText": ""}, "matches": []})

    assert "without a translation" in failure(mymemory(server.url)).sentence


def test_used_up_allowance_is_told_and_not_tried_again(server: Loopback) -> None:
    warning = "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    server.reply = lambda asked: answer("mymemory", warning)

    error = failure(mymemory(server.url))

    assert error.sentence == "MyMemory has given all its free translations for today."
    assert not error.retryable
    assert error.retry_after == 3600.0


def test_refusals_that_come_as_a_result_are_no_translation(server: Loopback) -> None:
    server.reply = lambda asked: answer("mymemory", "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS")

    assert failure(mymemory(server.url)).sentence == "MyMemory did not accept the request."


@pytest.mark.parametrize("name", ["mymemory", "libretranslate", "deepl", "microsoft"])
def test_result_that_is_no_unicode_text_is_mended(server: Loopback, name: str) -> None:
    server.reply = lambda asked: answer(name, "Good \ud800 day")

    assert make(name, server.url).translate("Guten Tag") == "Good ? day"


def test_unknown_charset_does_not_matter(server: Loopback) -> None:
    server.reply = lambda asked: Reply('<div class="t0">Größe</div>', content_type="text/html; charset=x-odd")

    assert google(server.url).translate("die Größe") == "Größe"


# What the connection does


@each_engine
def test_silent_server_is_a_timeout(server: Loopback, name: str) -> None:
    server.reply = lambda asked: Reply(manner="silent")

    error = failure(make(name, server.url, HASTY))

    assert error.sentence == f"{LABELS[name]} did not answer in time."
    assert error.retryable


@each_engine
def test_dripping_server_is_left_when_the_time_is_up(server: Loopback, name: str) -> None:
    server.reply = lambda asked: Reply("<html>", manner="drip")

    error = failure(make(name, server.url), until=time.monotonic() + 0.15)

    assert error.sentence == f"{LABELS[name]} did not answer in time."


@each_engine
def test_server_that_does_not_take_the_connection_is_no_network(name: str) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(full.getsockname())
        try:
            error = failure(
                make(
                    name, f"http://127.0.0.1:{full.getsockname()[1]}/", HASTY._replace(timeouts=Timeouts(0.1, 0.1))
                )
            )
        finally:
            for one in waiting:
                one.close()

    assert error.sentence == f"No network: {LABELS[name]} could not be reached."
    assert error.unreachable


@each_engine
def test_nothing_is_sent_when_the_time_is_up(server: Loopback, name: str) -> None:
    assert failure(make(name, server.url), until=time.monotonic() - 1).retryable
    assert server.asked == []


@each_engine
def test_endless_answer_is_not_swallowed(server: Loopback, name: str) -> None:
    good = answer(name, "Good day.")
    server.reply = lambda asked: Reply(good.body, content_type=good.content_type, manner="endless")

    assert "without a translation" in failure(make(name, server.url)).sentence


@each_engine
def test_cut_connection_is_told_and_may_be_tried_again(server: Loopback, name: str) -> None:
    server.reply = lambda asked: Reply('<div class="t0">Half a', manner="cut")

    error = failure(make(name, server.url))

    assert error.sentence == f"The connection to {LABELS[name]} broke off."
    assert error.retryable
    assert not error.unreachable


@each_engine
def test_refused_connection_is_no_network(refused: str, name: str) -> None:
    error = failure(make(name, refused))

    assert error.sentence == f"No network: {LABELS[name]} could not be reached."
    assert error.unreachable


@pytest.fixture
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@each_engine
def test_unknown_host_is_no_network(monkeypatch: pytest.MonkeyPatch, no_proxy: None, name: str) -> None:
    def unknown(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert failure(make(name, "https://translate.invalid/")).unreachable


@each_engine
def test_swallowed_questions_for_a_name_keep_nobody_beyond_the_deadline(
    monkeypatch: pytest.MonkeyPatch, no_proxy: None, name: str
) -> None:
    released = threading.Event()

    def silent(*args: object, **kwargs: object) -> None:
        released.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    engine = make(name, "https://translate.invalid/")
    translator = Translator([engine], consented=lambda engine: True, deadline=0.05)

    assert translator.translate(SOURCE) == Untranslated(f"{LABELS[name]} did not answer in time.", True)
    released.set()


@each_engine
def test_server_that_speaks_no_tls_is_not_secure(server: Loopback, name: str) -> None:
    error = failure(make(name, server.url.replace("http:", "https:")))

    assert error.sentence.startswith(f"The connection to {LABELS[name]} is not secure")


def test_unknown_language_is_told(server: Loopback) -> None:
    error = failure(google(server.url, Setup(Languages("tlh", "en"))))

    assert error.sentence == "Google does not know this pair of languages."
    assert server.asked == []


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
