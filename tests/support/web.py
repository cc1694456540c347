"""A web server on this machine that answers as a test tells it to."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

Answer: TypeAlias = "Callable[[BaseHTTPRequestHandler, Server], None]"


class Server:
    """Answers each path as `answers` says."""

    def __init__(self, answers: Mapping[str, Answer], *, certificate: Path | None = None) -> None:
        self.released = threading.Event()
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                answers[self.path.partition("?")[0]](self, server)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


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
