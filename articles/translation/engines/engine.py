"""What an engine is, and the one kind that reaches a server over HTTP."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from articles.translation.failures import EngineError, from_exception, from_status, no_translation, timed_out
from articles.translation.results import accepted, has_letters
from articles.translation.splitting import Sentences, article_sentences, split
from articles.translation.translation import GERMAN_ENGLISH, Languages
from articles.translation.transport import TIMEOUTS, Timeouts, Transport

SOFT_HYPHEN = "\u00ad"


class Engine(Protocol):
    """A service or model that translates."""

    @property
    def name(self) -> str:
        """Short lower-case name, as in the settings and in the translation memory."""

    @property
    def label(self) -> str:
        """Name as the reader knows it."""

    @property
    def server(self) -> str:
        """Host (and port) that texts are sent to, or the model on this machine, for the reader.

        With `http://` before it where everybody on the way could read them.
        May raise EngineError where that takes a key which cannot be had.
        """

    @property
    def third_party(self) -> bool:
        """Whether texts leave this machine, which takes the reader's consent."""

    @property
    def limit(self) -> int:
        """Octets of UTF-8 in one request; longer texts are sent in pieces."""

    def translate(self, text: str, until: float | None = None) -> str:
        """Return the translation, or raise EngineError; blocks, and ends soon after `until` (monotonic)."""


class Setup(NamedTuple):
    """What all engines are set up with."""

    languages: Languages = GERMAN_ENGLISH
    timeouts: Timeouts = TIMEOUTS
    sentences: Sentences = article_sentences


DEFAULTS = Setup()


@dataclass(frozen=True, slots=True)
class HttpEngine:
    """An engine on a server; it may be shared by threads, as every request has a transport of its own."""

    name: str
    label: str
    server: str
    limit: int
    ask: Callable[[Transport, str], object] = field(repr=False)
    """Sends a text through a transport and returns the translation; may raise whatever it likes."""
    third_party: bool = True
    setup: Setup = DEFAULTS
    _finished: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The translations of the pieces of texts that could not be translated to their end yet."""

    def translate(self, text: str, until: float | None = None) -> str:
        """Return the translation of `text`; what has no letters comes back as it is, without a request.

        What was translated before a failure is not sent again the next time.
        """
        pieces = split(text.replace(SOFT_HYPHEN, ""), self.limit, self.setup.sentences)
        english = [self._finished.get(piece) or self._translated(piece, until) for piece in pieces]
        for piece in pieces:
            self._finished.pop(piece, None)
        return " ".join(english)

    def _translated(self, piece: str, until: float | None) -> str:
        if not has_letters(piece):
            return piece
        self._finished[piece] = english = self._piece(piece, until)
        return english

    def _piece(self, piece: str, until: float | None) -> str:
        if until is not None and time.monotonic() >= until:
            raise timed_out(self.label)
        transport = Transport(self.setup.timeouts, until)
        try:
            result = self.ask(transport, piece)
        except Exception as error:
            # deep-translator raises what it likes, KeyError and StopIteration among them.
            failure = self._failure(error, transport)
        else:
            if not transport.refused:
                return accepted(result, piece, self.label)
            failure = from_status(self.label, transport.status, transport.retry_after, transport.said)
        # Raised out here, so that no exception with the text, the address or a key hangs on to this one.
        raise failure

    def _failure(self, error: Exception, transport: Transport) -> EngineError:
        if transport.refused:
            return from_status(self.label, transport.status, transport.retry_after, transport.said)
        if transport.said:
            return no_translation(self.label, transport.said)
        return from_exception(self.label, error)


def host_of(url: str) -> str:
    """Return host and port of `url`, without a user name or password that it may hold."""
    return urlsplit(url).netloc.rpartition("@")[2]


def without_login(url: str) -> str:
    """Return `url` to be shown: an ellipsis stands for a user name or password that it may hold."""
    return re.sub(r"//[^/?#]*@", "//…@", url, count=1)
