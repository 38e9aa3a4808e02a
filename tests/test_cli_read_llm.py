import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contention.case.load import load_case
from contention.cli.main import main
from contention.extraction.llm.client import _certificates
from tests.chat_server import Answer, ChatServer, claim, claims, serving

TEXT = "The toll reduced traffic. Critics argue that the toll hurts shops.\n"
MIXED = claims(
    claim(1, "toll", "-", "traffic"),
    claim(2, "toll", "-", "shops", stance="reported", holder="Critics"),
    claim(1, "toll", "-", "noise"),
    {"cause": "toll"},
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    file = tmp_path / "tolls.txt"
    file.write_text(TEXT, "utf-8")
    return file


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments)])


def asked(text: Path, chat: ChatServer, *more: object) -> Result:
    cache = text.parent / "kept"
    named = ("--endpoint", chat.url, "--model", "small", "--cache", cache)
    return run(text, "--reader", "llm", *named, *more)


def test_json_holds_claims_and_counts_and_so_does_the_standard_error(text: Path) -> None:
    with serving(lambda _: MIXED) as chat:
        result = asked(text, chat, "--json")
        again = asked(text, chat, "--json")
    assert result.exit_code == 0, result.output
    read = json.loads(result.stdout)
    assert [(each["cause"], each["sign"], each["effect"]) for each in read["claims"]] == [
        ("toll", "-", "traffic"), ("toll", "-", "shops"),
    ]  # fmt: skip
    assert {each["found_by"] for each in read["claims"]} == {"llm"}
    counts = {"requests": 1, "kept": 0, "wrong_quotes": 1, "malformed": 1, "unread": 0}
    assert read["llm"] == counts
    assert "dropped: 1 claims with words that are not exactly in the text" in result.stderr
    assert len(chat.requests) == 1
    assert json.loads(again.stdout)["llm"] == counts | {"requests": 0, "kept": 1}


def test_the_answers_become_proposals_of_a_case(text: Path, tmp_path: Path) -> None:
    with serving(lambda _: MIXED) as chat:
        case = tmp_path / "case"
        result = asked(text, chat, "--into", case, "--author", "A. Ash", "--date", "2024-03-05")
    assert result.exit_code == 0, result.output
    loaded, problems = load_case(case)
    assert loaded is not None, problems
    assert [(each.status, each.coder) for each in loaded.claims.values()] == [
        ("proposed", "llm"), ("proposed", "llm"),
    ]  # fmt: skip


def test_a_server_that_refuses_is_said_with_the_file(text: Path) -> None:
    with serving(lambda _: Answer(status=401)) as chat:
        result = asked(text, chat)
        shown = asked(text, chat, "--json")
    assert result.exit_code == shown.exit_code == 2
    assert "tolls.txt" in result.stderr
    assert "--api-key-env" in result.stderr
    assert "401" in json.loads(shown.stdout)["problems"][0]["message"]


def test_nothing_is_asked_unless_endpoint_and_model_are_named(text: Path) -> None:
    with serving(lambda _: MIXED) as chat:
        for arguments in (
            ("--reader", "llm"),
            ("--reader", "llm", "--endpoint", chat.url),
            ("--reader", "llm", "--model", "small"),
            ("--endpoint", chat.url, "--model", "small"),
            ("--reader", "rules", "--api-key-env", "TOLL_KEY"),
        ):
            result = run(text, *arguments)
            assert result.exit_code == 2, arguments
            assert "--reader llm" in result.stderr
        assert run(text, "--reader", "rules").exit_code == 0
        assert chat.requests == []


def test_plain_http_to_another_machine_is_refused(text: Path) -> None:
    result = run(text, "--reader", "llm", "--endpoint", "http://a.example/v1", "--model", "small")
    assert result.exit_code == 2
    assert "plain http to a.example" in result.stderr


def test_a_cache_that_cannot_be_written_is_said(text: Path) -> None:
    with serving(lambda _: MIXED) as chat:
        named = ("--endpoint", chat.url, "--model", "small", "--cache", text / "below-a-file")
        result = run(text, "--reader", "llm", *named)
    assert result.exit_code == 2
    assert "--cache DIR" in result.stderr


def test_answers_are_kept_in_the_users_cache_folder(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: tmp_path / "mine")
    with serving(lambda _: MIXED) as chat:
        named = ("--endpoint", chat.url, "--model", "small")
        assert run(text, "--reader", "llm", *named).exit_code == 0
    assert len(list((tmp_path / "mine" / "llm").rglob("*.json"))) == 1


@pytest.mark.parametrize("package", ["httpx", "platformdirs"])
def test_without_the_extra_it_is_said_how_to_get_it(
    text: Path, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(text.parent))
    _certificates.cache_clear()
    with serving(lambda _: MIXED) as chat:
        result = run(text, "--reader", "llm", "--endpoint", chat.url, "--model", "small")
    assert result.exit_code == 2
    assert "pip install 'contention[llm]'" in result.stderr
