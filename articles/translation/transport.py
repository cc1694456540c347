"""What stands in for `requests` inside deep-translator: the same calls with bounds on time and size."""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import FunctionType
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from articles.article import fold
from articles.network import session_for

MAX_ANSWER = 1_000_000
"""Bytes of an answer that are read at most; a translated page has a tenth of that."""

MAX_SAID = 100
"""Characters of a server's own sentence that are shown at most."""
_WORD = re.compile(r"\w{4,}")


class Timeouts(NamedTuple):
    """Seconds to wait for a connection, and for the next bytes."""

    connect: float = 3.0
    read: float = 10.0


TIMEOUTS = Timeouts()


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, as far as deep-translator looks at one."""

    status_code: int
    text: str

    def json(self) -> Any:
        """Return the body as JSON; raises ValueError."""
        return json.loads(self.text)

    def close(self) -> None:
        """Do nothing: the connection is closed already."""


class _NothingCaught:
    """Stands for `requests.exceptions`, so that deep-translator neither swallows nor logs what happened."""

    RequestException = ()


class Transport:
    """One call's own `requests`: timeouts, a point in time when all must be done, and a size limit.

    Remembers the status and the Retry-After of the last answer, which deep-translator's errors do not carry.
    """

    exceptions = _NothingCaught

    def __init__(self, timeouts: Timeouts, until: float | None = None) -> None:
        self.timeouts = timeouts
        self.until = math.inf if until is None else until
        """`time.monotonic()` by which the answer must be there."""
        self.status = 0
        """Of the last answer; 0 before there is one."""
        self.retry_after: float | None = None
        self.said = ""
        """The last answer's own sentence on an error, as `complaint` returns it."""

    @property
    def refused(self) -> bool:
        """Whether the last answer has a status that is none of success."""
        return self.status != 0 and not 200 <= self.status < 300

    def get(self, url: str, params: Any = None, proxies: Any = None) -> Answer:
        """GET `url`; raises the exceptions of requests and urllib3, TimeoutError and ValueError.

        The text stands in the address: a redirection is followed only where it stays with the same host.
        """
        return self._request("GET", url, params=params, proxies=proxies)

    def post(
        self, url: str, params: Any = None, headers: Any = None, json: Any = None, proxies: Any = None
    ) -> Answer:
        """POST to `url`, with a body of JSON; raises as `get` does.

        No redirection is followed: it could take the text, and the key, to whom the reader never agreed to.
        """
        more = {"headers": headers, "json": json, "allow_redirects": False}
        return self._request("POST", url, params=params, proxies=proxies, **more)

    def _request(self, method: str, url: str, **more: Any) -> Answer:
        left = self._left()
        timeout = (min(self.timeouts.connect, left), min(self.timeouts.read, left))
        with (
            session_for(url, elsewhere=False) as session,
            session.request(method, url, timeout=timeout, stream=True, **more) as response,
        ):
            self.status = response.status_code
            self.retry_after = parse_retry_after(response.headers.get("Retry-After", ""))
            body = self._body(response.raw)
            charset = _charset(response.headers.get("Content-Type", ""))
        answer = Answer(self.status, _decoded(body, charset))
        login = urlsplit(url).netloc.rpartition("@")[0]
        self.said = complaint(answer, [login, more])
        return answer

    def _body(self, raw: Any) -> bytes:
        """Read what arrives as it arrives: waiting for a full buffer would let a dripping server hold us."""
        body = bytearray()
        while chunk := raw.read1(65536, decode_content=True):
            body += chunk
            if len(body) > MAX_ANSWER:
                raise ValueError("the answer is too long")
            self._left()
        return bytes(body)

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def with_transport(translator: type, transport: Transport, **methods: Callable[..., object]) -> Any:
    """Return a subclass of a deep-translator class that reaches the network through `transport` only.

    It has `methods` in place of the class's own. Its `translate` is the original code with another global name
    `requests`. The module itself stays as it is, so other threads and users of deep-translator notice nothing.
    """
    original: FunctionType = translator.__dict__["translate"]
    bounded = FunctionType(
        original.__code__,
        {**original.__globals__, "requests": transport},
        original.__name__,
        original.__defaults__,
        original.__closure__,
    )
    bounded.__kwdefaults__ = original.__kwdefaults__
    return type(translator.__name__, (translator,), {"translate": bounded, **methods})


def complaint(answer: Answer, sent: object) -> str:
    """Return what a server's JSON says of an error, shortened; empty when it has a word of what was `sent`.

    Among that are the text and the key, which are shown and logged nowhere.
    """
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        return ""
    if not isinstance(found, dict):
        return ""
    for name in ("error", "message"):
        found = found.get(name, found) if isinstance(found, dict) else found
    words = set(_WORD.findall(" ".join(_strings(sent)).casefold()))
    if not isinstance(found, str) or not words.isdisjoint(_WORD.findall(found.casefold())):
        return ""
    said = "".join(sign if sign.isprintable() else " " for sign in fold(found)).rstrip(". ")
    return said if len(said) <= MAX_SAID else said[: MAX_SAID - 1] + "…"


def _strings(value: object) -> Iterator[str]:
    """Yield the strings in a value as JSON has it, without the names of its members."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list, tuple)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


def parse_retry_after(value: str) -> float | None:
    """Return the seconds of a Retry-After header (a number or a date), or None when it says nothing."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _charset(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return "utf-8"


def _decoded(body: bytes, charset: str) -> str:
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")
