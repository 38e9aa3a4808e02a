"""Asking an OpenAI-compatible server for a chat completion: bounded in time, tries and size."""

import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from contention.extraction.llm.answer_schema import LONGEST, answer_schema
from contention.extraction.llm.deadline import Connections, DeadlineError, within
from contention.extraction.llm.endpoint import Endpoint, EndpointError
from contention.extraction.llm.prompt import Message

if TYPE_CHECKING:
    import httpx

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which a retry may succeed."""
_NOT_KNOWN = frozenset({400, 422})
"""Statuses of servers that do not know an optional setting."""


@dataclass(frozen=True)
class AnswerSize:
    """How much a model may answer: small ones go round in circles."""

    tokens: int = 4_096
    claims: int = 100


@dataclass(frozen=True)
class Bounds:
    """How long, how often and for how much a server is asked."""

    seconds: float = 120.0
    """for one question: connecting, sending, all tries and pauses, to the last byte read"""
    tries: int = 4
    answer_bytes: int = 2_000_000
    pause: float = 0.5
    """seconds before the second try; doubled before each further one"""
    longest_pause: float = 20.0


class _PassingError(Exception):
    """A retry may succeed."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class _OptionsRefusedError(Exception):
    """The server does not take the request as it is."""


@dataclass(frozen=True)
class ChatClient:
    """Asks one endpoint; every call opens and closes its own connection."""

    endpoint: Endpoint
    bounds: Bounds = Bounds()
    sleep: Callable[[float], None] = time.sleep
    _refused: list[int] = field(default_factory=lambda: [0], compare=False, repr=False)
    """how many forms of a request the server has refused: they are not sent again"""

    def ask(self, messages: list[Message], size: AnswerSize = AnswerSize()) -> bytes:
        """The body of the server's answer; raises EndpointError after the last try.

        A server that refuses what holds the answer to its form is asked with less of that.
        """
        forms = list(_forms(size))[self._refused[0] :]
        options = forms.pop(0)
        last = ""
        ends = time.monotonic() + self.bounds.seconds
        number = 0
        while number < self.bounds.tries:
            try:
                return within(ends - time.monotonic(), partial(self._once, messages, options))
            except DeadlineError:
                last = f"none within {self.bounds.seconds:g} s" + (f" ({last})" if last else "")
                break
            except _OptionsRefusedError as error:
                last = str(error)
                if not forms:
                    break
                self._refused[0] += 1
                options = forms.pop(0)
            except _PassingError as error:
                last = str(error)
                pause = max(self.bounds.pause * 2.0**number, error.wait)
                pause = min(pause, self.bounds.longest_pause)
                number += 1
                if number < self.bounds.tries:
                    if pause > ends - time.monotonic():
                        break
                    self.sleep(pause)
        raise EndpointError(
            f"{self.endpoint.url} gave no answer: {last}",
            "check that the server runs and knows the model; earlier answers are kept",
        )

    def _once(
        self, messages: list[Message], options: dict[str, Any], connections: Connections
    ) -> bytes:
        httpx = _httpx()
        sent = {"model": self.endpoint.model, "messages": messages, "stream": False, **options}
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self.endpoint.key is not None:
            headers["Authorization"] = f"Bearer {self.endpoint.key}"
        traced = {"trace": connections.trace}
        try:
            with (
                httpx.Client(
                    timeout=self.bounds.seconds,
                    follow_redirects=False,  # the text goes where the user said, and nowhere else
                    trust_env=not self.endpoint.loopback,
                    verify=_certificates(),
                ) as client,
                client.stream(
                    "POST", self.endpoint.url, json=sent, headers=headers, extensions=traced
                ) as answer,
            ):
                self._check(answer)
                return self._body(answer)
        except httpx.TimeoutException as error:
            # Each wait may take as long as the whole exchange: whichever of the two ends first.
            raise DeadlineError from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise EndpointError(
                f"{self.endpoint.url} cannot be asked: its host name is not valid",
                "check the spelling of the address",
            ) from error
        except httpx.TransportError as error:
            raise _PassingError(f"the connection failed ({type(error).__name__})") from error

    def _check(self, answer: "httpx.Response") -> None:
        status = answer.status_code
        if status == 200:
            return
        message = f"status {status}"
        if status in _PASSING:
            raise _PassingError(message, _seconds(answer.headers.get("retry-after", "")))
        if status in _NOT_KNOWN:
            raise _OptionsRefusedError(message)
        hints = {
            401: "name the variable that holds the key: --api-key-env VAR",
            403: "check that the key may use this model",
            404: "check the end of the address (often /v1), and the model",
        }
        hint = "redirections are not followed: name the address itself"
        hint = hint if 300 <= status < 400 else hints.get(status, "see what the server's log says")
        raise EndpointError(f"{self.endpoint.url} refused: {message}", hint)

    def _body(self, answer: "httpx.Response") -> bytes:
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise EndpointError(
                f"{self.endpoint.url} sent a packed answer that was not asked for",
                "let the server answer without compression",
            )
        body = bytearray()
        for chunk in answer.iter_raw():  # as it comes: chunks of a size would wait
            body += chunk
            if len(body) > self.bounds.answer_bytes:
                raise EndpointError(
                    f"{self.endpoint.url} answered with more than "
                    f"{self.bounds.answer_bytes:,} bytes",
                    "no list of claims is that long: check what the server sends",
                )
        return bytes(body)


def _forms(size: AnswerSize) -> Iterator[dict[str, Any]]:
    """Options that hold an answer to its form: all of them first, none at last."""
    short = {"temperature": 0, "max_tokens": size.tokens}
    for longest in (LONGEST, None):
        schema = answer_schema(size.claims, longest)
        form = {"name": "claims", "strict": True, "schema": schema}
        yield {**short, "response_format": {"type": "json_schema", "json_schema": form}}
    yield {**short, "response_format": {"type": "json_object"}}
    yield {}


def _seconds(text: str) -> float:
    """Seconds of a Retry-After header; 0 if it has another form."""
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0.0


@cache
def _certificates() -> ssl.SSLContext:
    """The trusted certificate authorities; read once, because that takes long."""
    context: ssl.SSLContext = _httpx().create_ssl_context()
    return context


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise EndpointError(
            "the reader `llm` needs the package httpx", "pip install 'contention[llm]'"
        ) from error
    return httpx
