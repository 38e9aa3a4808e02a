"""A chat-completions server on loopback, for tests: it answers as it is told to, and remembers."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """One answer; `wait` is waited for before the body (or between its bytes, where `drip`)."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: bool = False


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
        handler.send_response(answer.status)
        handler.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        pieces = [answer.body]
        if answer.drip:
            pieces = [answer.body[at : at + 1] for at in range(len(answer.body))]
        for piece in pieces:
            if answer.wait and chat.stopping.wait(answer.wait):
                return
            handler.wfile.write(piece)
            handler.wfile.flush()
    except (BrokenPipeError, ConnectionResetError):
        pass
