"""A web server on this machine that stands for the engines' servers, and what they answer when all is well."""

from __future__ import annotations

import html
import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from support.listening import Listening

from articles.translation.engines.deepl import deepl
from articles.translation.engines.engine import DEFAULTS, Engine, Setup
from articles.translation.engines.google import google
from articles.translation.engines.libretranslate import libretranslate
from articles.translation.engines.microsoft import microsoft
from articles.translation.engines.mymemory import mymemory

KEY = "a-key-of-the-reader:fx"


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict, compare=False)
    body: bytes = b""

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The text that was to be translated, whichever engine sent it."""
        if self.method == "GET":
            return self.query["q"]
        body = self.json
        return str(body[0]["text"] if isinstance(body, list) else body["text"][0] if "text" in body else body["q"])


@dataclass(frozen=True)
class Reply:
    body: str = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    manner: Literal["whole", "cut", "drip", "silent", "endless"] = "whole"


def page(translation: str) -> Reply:
    """Answer as Google's mobile page does."""
    return Reply(f'<html><body><div class="result-container">{html.escape(translation)}</div></body></html>')


def data(value: object) -> Reply:
    return Reply(json.dumps(value), content_type="application/json")


class Loopback(Listening):
    """A web server on this machine that answers as a test tells it to."""

    def __init__(self) -> None:
        self.reply: Callable[[Asked], Reply] = lambda asked: page("EN: " + asked.query["q"])
        self.asked: list[Asked] = []
        self._guard = threading.Lock()
        super().__init__(self._handler())

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def in_turn(self, *replies: Reply) -> None:
        """Give these answers one after the other, the last one for good."""
        self.reply = lambda asked: replies[min(len(self.asked), len(replies)) - 1]

    def _note(self, asked: Asked) -> None:
        with self._guard:
            self.asked.append(asked)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        loopback = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._answer()

            def do_POST(self) -> None:
                self._answer()

            do_HEAD = do_GET

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def _answer(self) -> None:
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                asked = Asked(self.command, parts.path, query, dict(self.headers), body)
                loopback._note(asked)
                with suppress(OSError):
                    self._send(loopback.reply(asked))

            def _send(self, reply: Reply) -> None:
                if reply.manner == "silent":
                    loopback.released.wait()
                    return
                body = reply.body.encode()
                length = {"whole": len(body), "endless": len(body) + 4_000_000}.get(reply.manner, 10_000)
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.content_type)
                self.send_header("Content-Length", str(length))
                for name, value in reply.headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                while reply.manner == "drip" and not loopback.released.wait(0.01):
                    self.wfile.write(b" ")
                if reply.manner == "endless":
                    self.wfile.write(b" " * 4_000_000)

        return Handler


def make(name: str, url: str, setup: Setup = DEFAULTS) -> Engine:
    """Return the engine of that name whose server is at `url`."""
    if name == "google":
        return google(url + "m", setup)
    if name == "mymemory":
        return mymemory(url + "get", setup)
    if name == "libretranslate":
        return libretranslate(url, key=KEY, setup=setup)
    if name == "deepl":
        return deepl(KEY, url + "v2/translate", setup)
    return microsoft(KEY, "westeurope", url + "translate?api-version=3.0", setup)


OVER_HTTP = ("google", "mymemory", "libretranslate", "deepl", "microsoft")


def answer(name: str, translation: object) -> Reply:
    """Return what the engine's server says when it has translated."""
    if name == "google":
        return page(str(translation))
    return data(
        {
            "mymemory": {"responseData": {"translatedText": translation}, "matches": []},
            "libretranslate": {"translatedText": translation},
            "deepl": {"translations": [{"detected_source_language": "DE", "text": translation}]},
            "microsoft": [{"translations": [{"text": translation, "to": "en"}]}],
        }[name]
    )
