"""A chat-completions server on loopback, for tests: it answers as it is told to, and remembers."""

import json
import select
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """One answer; `wait` is waited for before the body (or between its bytes, if `drip`).

    `raw` is sent instead, headers and all, if it is given.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: bool = False
    raw: bytes | None = None


Request = dict[str, Any]
Say = Callable[[Request], Answer]


@dataclass
class ChatServer:
    """What was asked, and how the next answer is made."""

    say: Say
    url: str = ""
    requests: list[Request] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    cut_off: threading.Event = field(default_factory=threading.Event)
    """set when the other side closes the connection while an answer is being sent"""

    def data(self, number: int = -1) -> str:
        """The user's message of a request."""
        content: str = self.requests[number]["messages"][1]["content"]
        return content


def completion(content: str, finish_reason: str = "stop") -> Answer:
    """A well-formed chat completion that says `content`."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return Answer(json.dumps({"id": "x", "choices": [choice]}).encode())


def claim(sentence: int, cause: str, sign: str, effect: str, **others: object) -> dict[str, object]:
    """A claim as a model answers it."""
    given = {"sentence": sentence, "cause": cause, "effect": effect, "sign": sign}
    return {**given, "stance": "asserted", "holder": "author", "confidence": 0.9, **others}


def claims(*found: object) -> Answer:
    """A completion that lists claims."""
    return completion(json.dumps({"claims": found}))


@contextmanager
def serving(say: Say) -> Iterator[ChatServer]:
    """The server, while the block runs."""
    chat = ChatServer(say)

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            asked = json.loads(self.rfile.read(length))
            chat.requests.append({**asked, "path": self.path})
            chat.headers.append({name.lower(): value for name, value in self.headers.items()})
            _send(self, chat, chat.say(asked))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    chat.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield chat
    finally:
        chat.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, chat: ChatServer, answer: Answer) -> None:
    try:
        if answer.raw is None:
            handler.send_response(answer.status)
            handler.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers.items():
                handler.send_header(name, value)
            handler.end_headers()
        sent = answer.body if answer.raw is None else answer.raw
        step = 1 if answer.drip else max(1, len(sent))
        for at in range(0, len(sent), step):
            if answer.wait and _waited(handler, chat, answer.wait):
                return
            handler.wfile.write(sent[at : at + step])
            handler.wfile.flush()
    except (BrokenPipeError, ConnectionResetError):
        chat.cut_off.set()


def _waited(handler: BaseHTTPRequestHandler, chat: ChatServer, seconds: float) -> bool:
    """Wait; whether the server stops, or the other side has left, meanwhile."""
    ends = time.monotonic() + seconds
    while not chat.stopping.is_set():
        left = ends - time.monotonic()
        readable, _, _ = select.select([handler.connection], [], [], max(0.0, min(left, 0.05)))
        if readable:  # nothing more is asked on a connection: it was closed
            chat.cut_off.set()
            return True
        if left <= 0:
            return False
    return True
