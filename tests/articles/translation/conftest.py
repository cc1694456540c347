from __future__ import annotations

import html
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass(frozen=True)
class Asked:
    """A request as the server saw it."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict, compare=False)


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


class Loopback:
    """A web server on this machine that answers as a test tells it to."""

    def __init__(self) -> None:
        self.reply: Callable[[Asked], Reply] = lambda asked: page("EN: " + asked.query["q"])
        self.asked: list[Asked] = []
        self.released = threading.Event()
        self._guard = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def in_turn(self, *replies: Reply) -> None:
        """Give these answers one after the other, the last one for good."""
        self.reply = lambda asked: replies[min(len(self.asked), len(replies)) - 1]

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

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

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def _answer(self) -> None:
                parts = urlsplit(self.path)
                query = {key: values[0] for key, values in parse_qs(parts.query).items()}
                asked = Asked(self.command, parts.path, query, dict(self.headers))
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


@pytest.fixture
def server() -> Iterator[Loopback]:
    loopback = Loopback()
    yield loopback
    loopback.close()


@pytest.fixture
def refused() -> str:
    """Return an address where nobody listens."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{reserved.getsockname()[1]}/"


@pytest.fixture
def google_page() -> Callable[[str], Reply]:
    return page


@pytest.fixture
def as_json() -> Callable[[object], Reply]:
    return data


@pytest.fixture
def raw() -> type[Reply]:
    return Reply
