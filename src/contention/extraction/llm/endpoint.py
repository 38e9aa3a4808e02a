"""Where a language model is asked: an address that the user names, checked before it is used."""

import ipaddress
import os
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit, urlunsplit

_PATH = "/chat/completions"


class EndpointError(Exception):
    """The endpoint cannot be used, or gave no usable answer; with the reason and a fix."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} — {hint}")
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Endpoint:
    """One model at one address; made by `endpoint`, which checks all of it."""

    url: str
    """of the chat completions themselves"""
    model: str
    loopback: bool
    """on this machine: proxies are then left out"""
    key: str | None = field(default=None, repr=False)


def endpoint(url: str, model: str, key_variable: str | None = None) -> Endpoint:
    """The endpoint of an address, a model and the variable that holds its key.

    `url` is a server's base (`http://localhost:8080/v1`) or its chat completions. Plain http is
    for loopback only. Raises EndpointError.
    """
    parts = _parts(url)
    loopback = is_loopback(parts.hostname or "")
    if parts.scheme == "http" and not loopback:
        raise EndpointError(
            f"plain http to {parts.hostname} would expose the text on the network",
            "name an https address, or a server on this machine",
        )
    if not model.strip():
        raise EndpointError("the model's name is empty", "give --model NAME, as on the server")
    path = parts.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    address = urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
    return Endpoint(address, model.strip(), loopback, _key(key_variable))


def _parts(url: str) -> SplitResult:
    hint = "write it as https://HOST/v1 or http://localhost:PORT/v1"
    try:
        parts = urlsplit(url.strip())
        known = parts.scheme in ("http", "https") and bool(parts.hostname)
        port_known = parts.port is None or parts.port > 0
    except ValueError:
        known = port_known = False
    if not (known and port_known) or any(c.isspace() or ord(c) < 32 for c in url.strip()):
        raise EndpointError("the endpoint is not a valid URL", hint)
    if "@" in parts.netloc:
        raise EndpointError(
            "the endpoint's address holds a name or a password",
            "leave it out, and name a variable with the key: --api-key-env VAR",
        )
    return parts


def is_loopback(host: str) -> bool:
    """Whether a host is this machine: `localhost`, 127.0.0.0/8 or ::1."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key(variable: str | None) -> str | None:
    if variable is None:
        return None
    key = os.environ.get(variable, "").strip()
    if not key:
        raise EndpointError(
            f"the variable {variable} is empty or not set", "set it to the key before the call"
        )
    if not (key.isascii() and key.isprintable()):
        raise EndpointError(
            f"the variable {variable} holds characters that no key has", "set it to the key alone"
        )
    return key
