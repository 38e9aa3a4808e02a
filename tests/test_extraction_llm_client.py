import socket
from pathlib import Path
from typing import get_args

import pytest

from contention.documents.files import document_from_text
from contention.extraction.llm.answer import ClaimAnswer
from contention.extraction.llm.answer_schema import answer_schema
from contention.extraction.llm.cache import AnswerCache
from contention.extraction.llm.client import Bounds, ChatClient
from contention.extraction.llm.deadline import Connections, within
from contention.extraction.llm.endpoint import EndpointError, endpoint
from contention.extraction.llm.prompt import marks, messages, pieces
from tests.chat_server import Answer, ChatServer, Say, claims, serving

MESSAGES = [{"role": "user", "content": "Tolls?"}]


def ask(say: Say, **bounds: float) -> tuple[bytes | EndpointError, ChatServer, list[float]]:
    pauses: list[float] = []
    with serving(say) as chat:
        client = ChatClient(
            endpoint(chat.url, "small"),
            Bounds(**{"seconds": 5, "tries": 3, **bounds}),  # type: ignore[arg-type]
            sleep=pauses.append,
        )
        try:
            return client.ask(MESSAGES), chat, pauses
        except EndpointError as error:
            return error, chat, pauses


def in_turn(*answers: Answer) -> Say:
    left = list(answers)
    return lambda _: left.pop(0)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_fault_is_tried_again(status: int) -> None:
    body, chat, pauses = ask(in_turn(Answer(status=status), Answer(b"yes")))
    assert (body, len(chat.requests), pauses) == (b"yes", 2, [0.5])


def test_the_tries_are_bounded_and_the_pauses_double() -> None:
    error, chat, pauses = ask(lambda _: Answer(b"secret words", 500), tries=4)
    assert isinstance(error, EndpointError)
    assert "status 500" in error.message
    assert "secret words" not in str(error)
    assert (len(chat.requests), pauses) == (4, [0.5, 1.0, 2.0])


@pytest.mark.parametrize(
    ("header", "pause"), [("3", 3.0), ("99999", 20.0), ("soon", 0.5), ("-4", 0.5), ("9" * 50, 0.5)]
)
def test_the_server_may_ask_for_a_pause_but_not_for_any(header: str, pause: float) -> None:
    busy = Answer(status=429, headers={"Retry-After": header})
    assert ask(in_turn(busy, Answer(b"yes")), seconds=60)[2] == [pause]


@pytest.mark.parametrize("status", [401, 403, 404, 418, 302, 204])
def test_a_lasting_fault_is_not_tried_again(status: int) -> None:
    error, chat, _ = ask(lambda _: Answer(status=status))
    assert isinstance(error, EndpointError)
    assert f"status {status}" in error.message
    assert error.hint
    assert len(chat.requests) == 1


def test_a_server_that_knows_no_options_is_asked_without_them() -> None:
    plain = {"model", "messages", "stream", "path"}
    body, chat, _ = ask(in_turn(*[Answer(status=400)] * 3, Answer(b"yes")), tries=1)
    assert body == b"yes"
    kinds = [each.get("response_format", {}).get("type") for each in chat.requests]
    assert kinds == ["json_schema", "json_schema", "json_object", None]
    assert set(chat.requests[3]) == plain
    assert len(ask(lambda _: Answer(status=400))[1].requests) == 4


def test_the_schema_that_is_sent_is_the_form_that_is_checked() -> None:
    claim = answer_schema(7)["properties"]["claims"]["items"]
    assert set(claim["properties"]) == set(claim["required"]) == set(ClaimAnswer.model_fields)
    for name in ("sign", "stance"):
        (said,) = (get_args(ClaimAnswer.model_fields[name].annotation),)
        assert tuple(claim["properties"][name]["enum"]) == said


ENDLESS = 1_000_000
CHUNKED = {"Transfer-Encoding": "chunked"}
HEAD = b"HTTP/1.1 200 OK\r\n"
LATE: dict[str, Answer] = {
    "a body that does not begin": Answer(b"late", wait=30),
    "a body drop by drop": Answer(b"x" * 1000, wait=0.05, drip=True),
    "a body that does not end": Answer(
        raw=HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * ENDLESS, drip=True,
        wait=0.05,
    ),
    "headers drop by drop": Answer(raw=HEAD + b"X-Slow: " + b"y" * 10_000, drip=True, wait=0.05),
    "headers line by line": Answer(raw=HEAD + b"A: b\r\n" * 10_000, drip=True, wait=0.02),
    "a status drop by drop": Answer(raw=b"HTTP/1.1 " + b"2" * 10_000, drip=True, wait=0.05),
    "one interim answer after the other": Answer(
        raw=b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000, drip=True, wait=0.01
    ),
    "nothing at all": Answer(raw=b"x", wait=30),
}  # fmt: skip


@pytest.mark.parametrize("name", LATE)
def test_a_server_has_one_deadline_however_little_it_sends(name: str) -> None:
    """The server would go on for minutes: that the call comes back is what is tested."""
    error, chat, _ = ask(lambda _: LATE[name], seconds=0.3, tries=4)
    assert isinstance(error, EndpointError)
    assert "gave no answer: none within 0.3 s" in error.message
    assert len(chat.requests) == 1
    assert chat.cut_off.wait(10), "the connection is still open"


def test_the_deadline_holds_for_all_tries_together() -> None:
    busy = Answer(status=503, headers={"Retry-After": "2"})
    error, chat, pauses = ask(lambda _: busy, seconds=1, tries=4)
    assert isinstance(error, EndpointError)
    assert "status 503" in error.message
    assert (len(chat.requests), pauses) == (1, [])
    late = in_turn(Answer(status=503), Answer(b"late", wait=30))
    error, chat, _ = ask(late, seconds=0.9, tries=4)
    assert isinstance(error, EndpointError)
    assert "none within 0.9 s (status 503)" in error.message
    assert len(chat.requests) == 2


def test_a_server_that_takes_no_connection_has_the_same_deadline() -> None:
    with socket.socket() as full:  # nobody accepts, and there is no room to wait
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        url = f"http://127.0.0.1:{full.getsockname()[1]}/v1"
        client = ChatClient(endpoint(url, "small"), Bounds(seconds=0.3, tries=3))
        with pytest.raises(EndpointError, match=r"none within 0\.3 s"):
            client.ask(MESSAGES)


def test_what_fails_within_a_deadline_is_raised_and_what_succeeds_is_given() -> None:
    assert within(5, lambda _: 7) == 7

    def fails(_: Connections) -> int:
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        within(5, fails)


@pytest.mark.parametrize("kind", ["text/html", "text/event-stream", "image/png", "nonsense"])
def test_what_the_body_is_said_to_be_does_not_matter(kind: str) -> None:
    body, _, _ = ask(lambda _: Answer(b"yes", headers={"Content-Type": kind}))
    assert body == b"yes"


def test_too_long_a_header_is_a_failed_connection() -> None:
    error, _, _ = ask(lambda _: Answer(raw=HEAD + b"X: " + b"y" * 1_000_000), tries=1)
    assert isinstance(error, EndpointError)
    assert "the connection failed" in error.message


def test_a_huge_answer_is_cut_off() -> None:
    error, chat, _ = ask(lambda _: Answer(b"x" * 5_000_000), answer_bytes=100_000)
    assert isinstance(error, EndpointError)
    assert "100,000 bytes" in error.message
    assert len(chat.requests) == 1


def test_a_packed_answer_is_refused_unopened() -> None:
    packed = Answer(b"\x1f\x8b" + b"\x00" * 50, headers={"Content-Encoding": "gzip"})
    error, chat, _ = ask(lambda _: packed)
    assert isinstance(error, EndpointError)
    assert "packed" in error.message
    assert chat.headers[0]["accept-encoding"] == "identity"


def test_an_answer_that_breaks_off_is_tried_again() -> None:
    def say(_: object) -> Answer:
        return Answer(b"half", headers={"Transfer-Encoding": "chunked"})

    error, chat, _ = ask(say)
    assert isinstance(error, EndpointError)
    assert "connection failed" in error.message
    assert len(chat.requests) == 3


def test_nobody_there_is_said() -> None:
    with serving(lambda _: claims()) as chat:
        url = chat.url
    client = ChatClient(endpoint(url, "small"), Bounds(tries=2), sleep=lambda _: None)
    with pytest.raises(EndpointError, match=r"connection failed .* — check that the server runs"):
        client.ask(MESSAGES)


@pytest.mark.parametrize("host", ["a..b", "-".join(["long"] * 20), "xn--ü"])
def test_a_host_that_can_be_none_is_said(host: str) -> None:
    client = ChatClient(endpoint(f"https://{host}/v1", "small"), Bounds(seconds=1, tries=1))
    with pytest.raises(EndpointError, match="host name is not valid"):
        client.ask(MESSAGES)


def test_no_redirection_and_no_proxy_takes_the_text_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(lambda _: claims()) as other:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, other.url.removesuffix("/v1"))
        error, chat, _ = ask(lambda _: Answer(status=307, headers={"Location": other.url}))
        assert isinstance(error, EndpointError)
        assert "redirections are not followed" in error.hint
        assert (len(chat.requests), len(other.requests)) == (1, 0)


def test_the_key_goes_to_the_server_and_into_no_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLL_KEY", "k-123")
    with serving(lambda _: Answer(status=401)) as chat:
        place = endpoint(chat.url, "small", "TOLL_KEY")
        with pytest.raises(EndpointError) as caught:
            ChatClient(place).ask(MESSAGES)
        assert chat.headers[0]["authorization"] == "Bearer k-123"
    assert "k-123" not in f"{caught.value} {place!r}"
    assert "authorization" not in ask(lambda _: Answer(b"yes"))[1].headers[0]


@pytest.mark.parametrize(
    ("url", "whole"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1/chat/completions"),
        ("http://127.8.9.1/v1/", "http://127.8.9.1/v1/chat/completions"),
        ("http://[::1]:80", "http://[::1]:80/chat/completions"),
        ("https://a.example/v1/chat/completions", "https://a.example/v1/chat/completions"),
        ("https://a.example/d?version=2", "https://a.example/d/chat/completions?version=2"),
    ],
)
def test_addresses_of_servers(url: str, whole: str) -> None:
    assert endpoint(url, "small").url == whole


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://a.example/v1", "plain http"), ("http://10.0.0.1/v1", "plain http"),
        ("http://localhost.a.example/v1", "plain http"), ("http://127.0.0.1.a.example", "plain"),
        ("https://127.0.0.1@a.example", "password"), ("http://0.0.0.0/v1", "plain http"),
        ("https://me:word@a.example/v1", "password"), ("http://u@localhost", "password"),
        ("file:///etc/hosts", "not a valid URL"), ("localhost:8080", "not a valid URL"),
        ("", "not a valid URL"), ("https://", "not a valid URL"),
        ("https://a.example:port", "not a valid URL"), ("https://[::1", "not a valid URL"),
        ("https://a.example/v1\nHost: b", "not a valid URL"),
    ],
)  # fmt: skip
def test_addresses_that_are_refused(url: str, why: str) -> None:
    with pytest.raises(EndpointError, match=why):
        endpoint(url, "small")


def test_a_model_and_a_key_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EndpointError, match="model's name"):
        endpoint("https://a.example", " ")
    monkeypatch.delenv("TOLL_KEY", raising=False)
    with pytest.raises(EndpointError, match="TOLL_KEY is empty"):
        endpoint("https://a.example", "small", "TOLL_KEY")
    monkeypatch.setenv("TOLL_KEY", "a\nb")
    with pytest.raises(EndpointError, match="no key has"):
        endpoint("https://a.example", "small", "TOLL_KEY")


def test_marks_differ_with_the_data_and_are_the_same_for_the_same() -> None:
    assert marks("a") == marks("a")
    assert marks("a")[1] != marks("b")[1]
    begin, end = marks("a")
    assert marks(f"a {begin} {end}")[1] != end


def test_every_sentence_is_shown_once_outside_the_context() -> None:
    text = "\n\n".join("The toll of some road reduced its traffic. " * 9 for _ in range(60))
    document = document_from_text(text)
    shown = list(pieces(document))
    assert len(shown) > 3
    own = [each for piece in shown for each in piece.sentences[piece.context :]]
    assert own == list(document.sentences)
    assert all(len(messages(piece)[1]["content"]) < 12_000 for piece in shown)
    for piece in shown:
        assert [len(each) for each in piece.texts] == [
            end - start for start, end in piece.sentences
        ]


def test_what_is_kept_is_for_the_user_alone(tmp_path: Path) -> None:
    cache = AnswerCache(tmp_path / "kept")
    cache.put("ab12", "words")
    assert cache.get("ab12") == "words"
    assert cache.get("ab13") is None
    (file,) = (tmp_path / "kept").rglob("*.json")
    assert file.stat().st_mode & 0o077 == 0
