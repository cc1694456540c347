"""A web server on this machine that answers as a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TypeAlias

from support.listening import Listening

Answer: TypeAlias = "Callable[[BaseHTTPRequestHandler, Server], None]"


class Server(Listening):
    """Answers each path as `answers` says."""

    def __init__(self, answers: Mapping[str, Answer], *, certificate: Path | None = None) -> None:
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                answers[self.path.partition("?")[0]](self, server)

            def log_message(self, *_: object) -> None:
                return

        super().__init__(Handler, certificate=certificate)
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.port}"


def answer(body: bytes, status: int = 200, **headers: str) -> Answer:
    def reply(handler: BaseHTTPRequestHandler, _: Server) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def redirect(to: str) -> Answer:
    return answer(b"", 302, Location=to)


def silent(handler: BaseHTTPRequestHandler, server: Server) -> None:
    server.released.wait(20)


def drip(handler: BaseHTTPRequestHandler, server: Server) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while not server.released.wait(0.05):
        try:
            handler.wfile.write(b"x")
        except OSError:
            return


def cut(handler: BaseHTTPRequestHandler, _: Server) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"nur ein Anfang")


def garbage(handler: BaseHTTPRequestHandler, _: Server) -> None:
    handler.wfile.write(b"\x00\x01\x02 no http\r\n\r\n")
