"""The server as a process: killed at any moment, told of changes from outside, ended."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from contention.case.load import load_case
from contention.case.problem import errors
from tests.workbench_client import CASE, copied_case

SECONDS = 20


class Page:
    """A client of a server process, as the workbench's own page is."""

    def __init__(self, address: str) -> None:
        base = address.split("/?")[0]
        self.client = httpx.Client(base_url=base, timeout=SECONDS, trust_env=False)
        self.client.headers.update({"origin": base, "x-contention": "1"})
        assert self.client.get("/?" + address.split("/?")[1]).status_code == 200

    def send(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.client.request(method, path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()


@contextmanager
def served(*arguments: str, folder: Path) -> Iterator[tuple["subprocess.Popen[str]", Page]]:
    """A server process, and a page that has opened the address that it prints."""
    command = [sys.executable, "-m", "contention", "serve", "--no-browser", *arguments]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    page = None
    try:
        assert process.stdout is not None
        said = [process.stdout.readline(), process.stdout.readline()]
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", "".join(said))
        assert found, said
        page = Page(found[0])
        yield process, page
    finally:
        if page is not None:
            page.client.close()
        if process.poll() is None:
            process.kill()
        process.wait(SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def _edit_until_killed(page: Page, accepted: list[str], seed: int) -> None:
    chance = random.Random(seed)
    try:
        for number in range(10_000):
            if chance.random() < 0.3 and accepted:
                page.send("PUT", f"{CASE}/map/positions", {"positions": {"no2": [number, 1]}})
                continue
            body = {
                "document": "brief", "start": 484, "end": 516, "cause": {"factor": "charge"},
                "effect": {"new": f"Thing {seed} {number}"}, "sign": "raises",
            }  # fmt: skip
            accepted.append(page.send("POST", f"{CASE}/claims", body)["claim"]["id"])
    except httpx.HTTPError:
        return


def test_a_kill_at_any_moment_loses_no_accepted_edit(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    before = {path: (folder / path).read_bytes() for path in ("factors.yaml", "claims/brief.yaml")}
    accepted: list[str] = []
    for seed in range(2):
        with served(".", folder=folder) as (process, page):
            thread = threading.Thread(target=_edit_until_killed, args=(page, accepted, seed))
            thread.start()
            until, wanted = time.monotonic() + SECONDS, len(accepted) + 2
            while len(accepted) < wanted and time.monotonic() < until:
                time.sleep(0.005)
            time.sleep(random.Random(seed).random() / 5)
            process.send_signal(signal.SIGKILL)
            process.wait(SECONDS)
            thread.join(SECONDS)
        case, problems = load_case(folder)
        assert case is not None, errors(problems)
        assert set(accepted) <= set(case.claims)
        assert case.factors.keys() >= {case.claims[id_].relation.effect for id_ in accepted}
    assert len(accepted) >= 4
    with served(".", folder=folder) as (_, page):
        steps = page.send("GET", f"{CASE}/history")
        assert len(steps["done"]) + steps["more"] >= len(accepted)
        for _ in range(len(steps["done"]) + steps["more"]):
            page.send("POST", f"{CASE}/undo", {})
        left = set(load_case(folder)[0].claims)  # type: ignore[union-attr]
        assert not left & set(accepted)
        for path, content in before.items():
            assert (folder / path).read_bytes() == content


def _events(
    page: Page, case: str, found: list[tuple[str, Any, float]], ready: threading.Event
) -> None:
    with page.client.stream("GET", "/api/events", params={"case": case}) as stream:
        name = ""
        for line in stream.iter_lines():
            ready.set()
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                found.append((name, json.loads(line[6:]), time.monotonic()))


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_changes_are_told_within_a_second_and_the_end_too(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    with served(".", folder=folder) as (process, page):
        found: list[tuple[str, Any, float]] = []
        ready = threading.Event()
        thread = threading.Thread(target=_events, args=(page, "congestion-charge", found, ready))
        thread.start()
        assert ready.wait(SECONDS)
        time.sleep(0.7)
        head = folder / "case.yaml"
        saved = time.monotonic()
        head.write_text(head.read_text("utf-8") + "# from outside\n", "utf-8")
        assert [told["paths"] for _, told, _ in found] == [[]], "what the files are, to begin with"
        while len(found) == 1 and time.monotonic() < saved + 5:
            time.sleep(0.02)
        name, told, at = found[1]
        assert (name, told["paths"]) == ("changed", ["case.yaml"])
        assert at - saved < 1
        assert page.send("GET", CASE)["revision"] == told["revision"]
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS)
        thread.join(SECONDS)
        assert found[-1][0] == "bye"
        assert process.returncode == 0


def test_a_second_server_and_a_command_share_a_case(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    with served(".", folder=folder) as (_, one), served(".", folder=folder) as (_, two):
        pages = [one, two]
        made = [
            page.send("POST", f"{CASE}/factors", {"title": f"Of {number}"})["id"]
            for number in range(3)
            for page in pages
        ]
        known = {e["id"] for e in pages[0].send("GET", CASE)["factors"]}
        assert set(made) <= known
        assert pages[0].send("GET", f"{CASE}/history") == pages[1].send("GET", f"{CASE}/history")
        for number in range(2):
            pages[number].send("POST", f"{CASE}/undo", {})
        left = {e["id"] for e in pages[1].send("GET", CASE)["factors"]}
        assert left == known - {"of_1", "of_2"}


def test_what_cannot_be_served_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "contention", "serve", "--no-browser"]
    for arguments, said in (
        (["nowhere"], "there is no such folder"),
        (["--port", "70000"], "70000"),
        (["--coder", "a;b"], "without"),
    ):
        found = subprocess.run(
            [*command, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS
        )
        assert found.returncode == 2
        assert said in found.stderr


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    with served(".", folder=folder) as (_, page):
        port = str(page.client.base_url.port)
        command = [sys.executable, "-m", "contention", "serve", "--no-browser", "--port", port]
        found = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS)
        assert found.returncode == 2
        assert "is taken" in found.stderr
