"""Says in one sentence what went wrong with an engine, without the text, the address or a key."""

from __future__ import annotations

from typing import Final

QUOTA_PAUSE: Final = 3600.0
"""Seconds for which an engine is left alone that has translated all it will for now."""


class EngineError(Exception):
    """An engine gave no translation; `sentence` tells the reader why."""

    def __init__(
        self,
        sentence: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        busy: bool = False,
        unreachable: bool = False,
        mendable: bool = False,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.retryable = retryable
        """Whether the same request may succeed later."""
        self.retry_after = retry_after
        """Seconds for which the server wants to be left alone, if it said so."""
        self.busy = busy or retry_after is not None
        """Whether the server wants to be left alone for a while, whether it says for how long or not."""
        self.unreachable = unreachable
        """No connection at all: trying again at once is quick, and waiting longer hardly helps."""
        self.mendable = mendable
        """Whether the same request may succeed once the reader has done something, such as to log in."""


def from_status(label: str, status: int, retry_after: float | None, said: str = "") -> EngineError:
    """Return what an HTTP status outside 2xx means; `said` is the server's own word on it."""
    if status == 429:
        sentence = f"{label} has had too many requests and asks to wait."
        return EngineError(sentence, retryable=True, retry_after=retry_after, busy=True)
    if status == 456:
        # DeepL's own: the free plan counts by the month, a paid one up to a limit that its owner sets.
        return EngineError(f"{label} has translated all that your plan allows for now.", retry_after=QUOTA_PAUSE)
    if status == 408 or status >= 500:
        sentence = f"{label} has a fault of its own (error {status})."
        return EngineError(sentence, retryable=True, retry_after=retry_after)
    if status in (401, 403):
        why = "; it may want a key, another key, or the key's allowance may be used up"
        return EngineError(f"{label} refuses to translate for you (error {status}){_saying(said) or why}.")
    if status in (413, 414):
        return EngineError(f"{label} finds this paragraph too long (error {status}).")
    if 300 <= status < 400:
        return _points_elsewhere(label, f" (error {status})")
    return EngineError(f"{label} did not accept the request (error {status}){_saying(said)}.")


def _saying(said: str) -> str:
    return f": “{said}”" if said else ""


def _points_elsewhere(label: str, how: str = "") -> EngineError:
    why = "this network may want a login first, or the address may be wrong"
    return EngineError(f"{label} points elsewhere{how}: {why}.", mendable=True)


def from_exception(label: str, error: Exception) -> EngineError:
    """Return what an exception out of the network or out of deep-translator means."""
    import requests.exceptions as http
    from urllib3.exceptions import LocationParseError, ProtocolError
    from urllib3.exceptions import TimeoutError as LateError

    if isinstance(error, http.ConnectTimeout) or _never_connected(error):
        sentence = f"No network: {label} could not be reached."
        return EngineError(sentence, retryable=True, unreachable=True)
    if isinstance(error, http.TooManyRedirects):
        return _points_elsewhere(label)
    if isinstance(error, (http.InvalidURL, http.InvalidSchema, http.MissingSchema, LocationParseError)):
        return EngineError(f"The address of {label} is not valid.")
    if isinstance(error, http.SSLError):
        why = "this network's login page or a wrong clock may be why"
        return EngineError(f"The connection to {label} is not secure: {why}.", mendable=True)
    if isinstance(error, http.ProxyError):
        return EngineError(f"The proxy on the way to {label} did not let it through.", retryable=True)
    if isinstance(error, (http.Timeout, TimeoutError, LateError)):
        return timed_out(label)
    if isinstance(error, (http.ConnectionError, ProtocolError, ConnectionError)):
        return EngineError(f"The connection to {label} broke off.", retryable=True)
    if type(error).__name__ == "LanguageNotSupportedException":
        return EngineError(f"{label} does not know this pair of languages.")
    return no_translation(label)


def _never_connected(error: Exception) -> bool:
    """Tell a refused connection or an unknown host from one that broke off later."""
    from requests.exceptions import ConnectionError as RequestsConnectionError
    from urllib3.exceptions import NewConnectionError

    if not isinstance(error, RequestsConnectionError):
        return False
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)


def timed_out(label: str) -> EngineError:
    """Return the failure of an engine that took too long."""
    return EngineError(f"{label} did not answer in time.", retryable=True)


def no_translation(label: str, said: str = "") -> EngineError:
    """Return the failure of an answer in which no translation was found; `said` is the server's own word on it."""
    why = _saying(said) or "; this network may want a login first"
    return EngineError(f"{label} answered without a translation{why}.", mendable=True)
