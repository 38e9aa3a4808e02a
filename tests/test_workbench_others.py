"""Jobs, git, agreement, pages to print and new cases in the workbench."""

import shutil
import subprocess
import time
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from contention.case.load import load_case
from contention.case.problem import errors
from tests.workbench_client import CASE, Browser, browser_on, copied_case

SECONDS = 300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_case(tmp_path)


@pytest.fixture
def browser(folder: Path) -> Browser:
    return browser_on(folder)


def finished(browser: Browser, started: Any) -> Any:
    """A job at its end."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        job = browser.get(f"/api/jobs/{started['id']}")
        if job["state"] != "running":
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_reading_a_text_proposes_and_can_be_undone(browser: Browser, folder: Path) -> None:
    before = (folder / "claims" / "brief.yaml").read_bytes()
    job = finished(browser, browser.done("POST", f"{CASE}/read", {"document": "brief"}))
    assert job["state"] == "done", job
    assert job["result"]["claims"] > 3
    claims = browser.get(f"{CASE}/claims")["claims"]
    proposed = [each for each in claims if each["status"] == "proposed"]
    assert len(proposed) == job["result"]["claims"]
    assert all(each["confidence"] for each in proposed)
    assert browser.done("POST", f"{CASE}/undo", {})["name"] == "Read brief"
    assert (folder / "claims" / "brief.yaml").read_bytes() == before


def test_hinges_and_robustness_are_as_the_commands_give_them(browser: Browser) -> None:
    body = {"account": "transport_office", "contention": "faster_buses", "draws": 64, "budget": 20}
    job = finished(browser, browser.done("POST", f"{CASE}/hinges", body))
    assert job["state"] == "done", job
    found = {each["claim"]: each for each in job["result"]["hinges"]}
    assert found["office_charge_cars"]["overturns"]
    assert job["result"]["claims"]["office_charge_cars"]
    few = {"account": "transport_office", "contentions": ["faster_buses"], "draws": 32}
    job = finished(browser, browser.done("POST", f"{CASE}/robustness", few))
    assert job["state"] == "done", job
    assert job["result"]["choices"]
    assert job["done"] == job["total"] > 0


def test_a_job_is_stopped(browser: Browser) -> None:
    body = {"account": "transport_office", "draws": 512}
    started = browser.done("POST", f"{CASE}/robustness", body)
    waiting = browser.done("POST", f"{CASE}/robustness", body)
    for each in (waiting, started):
        browser.done("DELETE", f"/api/jobs/{each['id']}")
    assert finished(browser, started)["state"] == "stopped"
    assert finished(browser, waiting)["state"] == "stopped"
    assert browser.client.get("/api/jobs/99").status_code == 404


def test_what_a_case_lacks_is_named(browser: Browser, folder: Path) -> None:
    body = {"account": "transport_ofice", "contention": "faster_buses"}
    answer = browser.send("POST", f"{CASE}/hinges", body)
    assert answer.status_code == 404
    assert "transport_office" in answer.text
    (folder / "contentions.yaml").write_text("contentions: [\n", "utf-8")
    for path in ("brief", "report"):
        refused = browser.client.get(f"{CASE}/{path}")
        assert refused.status_code == 409
        assert refused.json()["error"]["problems"]


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    command = ["git", *settings, "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for key in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{key}_NAME", "Ana")
        monkeypatch.setenv(f"GIT_{key}_EMAIL", "ana@example.org")
    (folder.parent / "other.txt").write_text("one\n")
    git(folder.parent, "init", "--quiet")
    git(folder.parent, "add", ".")
    git(folder.parent, "commit", "--quiet", "-m", "first")
    return folder.parent


def test_without_a_repository(browser: Browser) -> None:
    assert not browser.get(f"{CASE}/git")["repository"]
    assert browser.send("POST", f"{CASE}/git/commit", {"message": "x"}).status_code == 422


def test_what_changed_is_shown_and_only_the_case_is_committed(
    browser: Browser, repository: Path
) -> None:
    assert browser.get(f"{CASE}/git")["changed"] == []
    old = next(e for e in browser.get(f"{CASE}/claims")["claims"] if e["id"] == "no2_admissions")
    changes = {"stance": "hedged", "comment": "Tonnes?"}
    browser.done("PATCH", f"{CASE}/claims/{old['id']}", {"hash": old["hash"], "changes": changes})
    browser.done("PUT", f"{CASE}/map/positions", {"positions": {"no2": [1, 2]}})
    (repository / "other.txt").write_text("two\n")
    git(repository, "add", "other.txt")
    shown = browser.get(f"{CASE}/git")
    states = {each["path"]: each["state"] for each in shown["changed"]}
    assert states == {"claims/brief.yaml": "changed", "map.yaml": "added"}
    assert shown["staged"]
    query = {"path": "claims/brief.yaml"}
    whole = browser.get(f"{CASE}/git/diff", **query)["lines"]
    of_claim = browser.get(f"{CASE}/git/diff", **query, claim="no2_admissions")["lines"]
    assert [e for e in whole if e["kind"] != "same"] == [e for e in of_claim if e["kind"] != "same"]
    assert any("Tonnes?" in e["text"] for e in of_claim if e["kind"] == "added")
    other = browser.get(f"{CASE}/git/diff", **query, claim="speed_fills_buses")["lines"]
    assert all(e["kind"] == "same" for e in other)
    added = browser.get(f"{CASE}/git/diff", path="map.yaml")["lines"]
    assert [e["kind"] for e in added] == ["added", "added"]
    browser.done("POST", f"{CASE}/git/commit", {"message": "Doubt a claim"})
    assert browser.get(f"{CASE}/git")["changed"] == []
    assert git(repository, "show", "--name-only", "--format=%s").split() == [
        "Doubt", "a", "claim", "congestion-charge/claims/brief.yaml", "congestion-charge/map.yaml",
    ]  # fmt: skip
    assert git(repository, "status", "--porcelain").strip() == "M  other.txt"
    assert browser.send("POST", f"{CASE}/git/commit", {"message": "x"}).status_code == 422


def test_a_repository_cannot_run_anything(
    browser: Browser, folder: Path, repository: Path, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    script.chmod(0o755)
    hooks = repository / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("pre-commit", "post-commit", "commit-msg", "post-index-change"):
        shutil.copy(script, hooks / hook)
    for key in ("core.fsmonitor", "diff.external", "core.pager", "core.editor", "gpg.program"):
        git(repository, "config", key, str(script))
    git(repository, "config", "commit.gpgSign", "true")
    browser.done("PUT", f"{CASE}/map/positions", {"positions": {"no2": [1, 2]}})
    head = folder / "case.yaml"
    head.write_text(head.read_text("utf-8") + "# x\n", "utf-8")
    browser.get(f"{CASE}/git")
    browser.get(f"{CASE}/git/diff", path="case.yaml")
    browser.done("POST", f"{CASE}/git/commit", {"message": "--amend"})
    git(repository, "config", "filter.evil.clean", str(script))
    (repository / ".gitattributes").write_text("* filter=evil\n")
    for path in ("git", "git/diff?path=case.yaml"):
        answer = browser.client.get(f"{CASE}/{path}")
        assert answer.status_code == 422
        assert "filter.evil.clean" in answer.text
    assert not ran.exists()


@pytest.mark.parametrize("path", ["../other.txt", "/etc/passwd", "--output=x", ".git/config",
                                  "nothing.yaml"])  # fmt: skip
def test_no_difference_outside_the_case(browser: Browser, repository: Path, path: str) -> None:
    answer = browser.client.get(f"{CASE}/git/diff", params={"path": path})
    assert answer.status_code in (404, 422)
    assert not list(repository.glob("x*"))


def test_two_coders(browser: Browser) -> None:
    empty = browser.get(f"{CASE}/agreement", other="rk")
    assert (empty["shared"], empty["claims"][0]) == (0, 0)
    theirs = next(e for e in browser.get(f"{CASE}/claims")["claims"] if e["id"] == "no2_admissions")
    body = {"document": "brief", "start": theirs["start"], "end": theirs["end"],
            "cause": {"factor": "no2"}, "effect": {"factor": "admissions"},
            "sign": "lowers"}  # fmt: skip
    mine = browser.done("POST", f"{CASE}/claims", body)["claim"]
    found = browser.get(f"{CASE}/agreement", other="rk")
    assert (found["coder"], found["other"], found["shared"]) == ("ana", "rk", 1)
    assert [(e["field"], e["values"]) for e in found["differences"]] == [
        ("sign", ["lowers", "raises"])
    ]
    assert found["differences"][0]["claims"] == [mine["id"], "no2_admissions"]
    assert {e["id"] for e in browser.get(f"{CASE}/claims", coder_of="ana")["claims"]} == {
        mine["id"]
    }


@pytest.mark.slow
def test_brief_and_report_are_pages_without_scripts(browser: Browser) -> None:
    for path in ("brief", "brief?contention=faster_buses", "report"):
        answer = browser.client.get(f"{CASE}/{path}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"].startswith("text/html")
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "<script" not in answer.text
    assert browser.client.get(f"{CASE}/brief?contention=none").status_code == 404


def test_a_case_is_started_from_two_texts(browser: Browser, folder: Path) -> None:
    texts = [
        {"name": "for.txt", "text": "Trams help. More trams lead to less traffic.\n",
         "title": "For trams", "author": "Ana", "date": "2024"},
        {"name": "against.md", "text": "# Against\n\nTrams are dear. Costs raise taxes.\n"},
    ]  # fmt: skip
    body = {"title": "Trams: yes or no?", "question": 'Are "trams" worth it?', "files": texts}
    made = browser.done("POST", "/api/cases/new", body)
    path = f"/api/cases/{made['id']}"
    shown = browser.get(path)
    assert (shown["title"], shown["question"]) == ("Trams: yes or no?", 'Are "trams" worth it?')
    assert shown["problems"] == [] or not [e for e in shown["problems"] if e["severity"] == "error"]
    assert [each["hasText"] for each in shown["documents"]] == [True, True]
    document = shown["documents"][1]
    text = browser.get(f"{path}/documents/{document['id']}")["text"]
    start = text.index("Costs")
    browser.done("POST", f"{path}/claims", {
        "document": document["id"], "start": start, "end": start + 18,
        "cause": {"new": "Costs"}, "effect": {"new": "Taxes"}, "sign": "raises",
    })  # fmt: skip
    assert not errors(load_case(folder.parent / made["id"])[1])
    page = b"<html><body><p>Trams help. More trams lead to less traffic.</p></body></html>"
    sent = {"name": "page.html", "file": b64encode(page).decode()}
    other = browser.done("POST", "/api/cases/new", {"title": "A page", "files": [sent]})["id"]
    (document,) = browser.get(f"/api/cases/{other}")["documents"]
    text = browser.get(f"/api/cases/{other}/documents/{document['id']}")["text"]
    assert text.strip() == "Trams help. More trams lead to less traffic."
    again = browser.done("POST", "/api/cases/new", body)
    assert again["id"] != made["id"]
    before = sorted(folder.parent.iterdir())
    for files in (
        [{"name": "a.txt", "text": " "}],
        [{"name": "a.docx", "file": "%%"}],
        [{"name": "a.txt", "text": "\0"}],
        [],
    ):
        refused = browser.send("POST", "/api/cases/new", {**body, "files": files})
        assert refused.status_code == 422
    assert sorted(folder.parent.iterdir()) == before
