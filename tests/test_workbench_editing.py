"""Edits through the API: one entry at a time, nothing overwritten, and all can be undone."""

import difflib
import random
from pathlib import Path
from typing import Any

import pytest

from contention.case.load import load_case
from contention.case.problem import errors
from contention.case.storage.lock import locked
from contention.workbench.editing import edit
from tests.workbench_client import CASE, Browser, browser_on, copied_case

FILE = "claims/brief.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_case(tmp_path)


@pytest.fixture
def browser(folder: Path) -> Browser:
    return browser_on(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """The visible files of a case."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".contention" not in file.parts
    }


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, int]:
    """Path → how many lines were taken out or put in."""
    found = {}
    for path in {*before, *after}:
        one, two = (each.get(path, b"").decode().split("\n") for each in (before, after))
        count = sum(line[:1] in "+-" for line in difflib.ndiff(one, two))
        if count:
            found[path] = count
    return found


def claim(browser: Browser, id_: str) -> Any:
    return next(e for e in browser.get(f"{CASE}/claims")["claims"] if e["id"] == id_)


def new_claim(browser: Browser, **extra: Any) -> Any:
    text = browser.get(f"{CASE}/documents/brief")["text"]
    start = text.index("People leave a bus") if "People leave a bus" in text else 484
    body = {
        "document": "brief", "start": start, "end": start + 20, "cause": {"factor": "charge"},
        "effect": {"new": "Shops that close"}, "sign": "raises", "stance": "hedged",
        "holder": "chamber",
    }  # fmt: skip
    return browser.done("POST", f"{CASE}/claims", {**body, **extra})


def test_a_claim_is_added_as_a_person_would_write_it(browser: Browser, folder: Path) -> None:
    before = contents(folder)
    reply = new_claim(browser, strength="strong", condition={"factor": "earmark", "is": "on"})
    made = reply["claim"]
    assert reply["created"] == ["shops_that_close"]
    assert (made["cause"], made["effect"]) == ("charge", "shops_that_close")
    assert (made["stance"], made["holder"], made["coder"]) == ("hedged", "chamber", "ana")
    assert made["condition"]["is"] == "on"
    lines = changed_lines(before, contents(folder))
    assert lines == {"factors.yaml": 1, FILE: 13}
    assert claim(browser, made["id"]) == made
    case, problems = load_case(folder)
    assert not errors(problems)
    assert case is not None
    assert made["id"] in case.claims


def test_a_change_touches_only_its_lines(browser: Browser, folder: Path) -> None:
    before = contents(folder)
    old = claim(browser, "no2_admissions")
    changes = {"stance": "hedged", "comment": "Is “more” a number?"}
    reply = browser.done(
        "PATCH", f"{CASE}/claims/no2_admissions", {"hash": old["hash"], "changes": changes}
    )
    now = reply["claim"]
    assert now["stance"] == "hedged"
    assert [(e["by"], e["text"]) for e in now["comments"]] == [("ana", "Is “more” a number?")]
    assert now["drafted"]
    after = contents(folder)
    assert set(changed_lines(before, after)) == {FILE}
    others = [e for e in browser.get(f"{CASE}/claims")["claims"] if e["id"] != "no2_admissions"]
    assert all(each["comments"] == [] for each in others)
    body = {"hash": now["hash"], "changes": {"comment": 'Yes: #7, "all"'}}
    reply = browser.done("PATCH", f"{CASE}/claims/no2_admissions", body)
    assert [e["text"] for e in reply["claim"]["comments"]] == ["Is “more” a number?",
                                                               'Yes: #7, "all"']  # fmt: skip


@pytest.mark.parametrize(("changes", "shown"), [
    ({"status": "rejected"}, {"status": "rejected", "coder": "rk; ana"}),
    ({"sign": "lowers"}, {"sign": "lowers"}),
    ({"cause": {"factor": "charge"}}, {"cause": "charge"}),
    ({"effect": {"new": "Asthma"}}, {"effect": "asthma"}),
    ({"strength": 0.3, "note": "a: b # c"}, {"strength": 0.3, "note": "a: b # c"}),
    ({"holder": {"new": "The Ministry"}}, {"holder": "the_ministry", "stance": "reported"}),
    ({"start": 562, "end": 570}, {"start": 562, "end": 570}),
    ({"condition": {"factor": "parking", "above": 1.5}}, {"stance": "asserted"}),
    ({"delay": "18 months"}, {"delay": "18 months"}),
    ({"paraphrase": "It does."}, {"paraphrase": "It does.", "drafted": False}),
])  # fmt: skip
def test_every_field_can_be_changed_and_taken_back(
    browser: Browser, folder: Path, changes: dict[str, Any], shown: dict[str, Any]
) -> None:
    before = contents(folder)
    old = claim(browser, "no2_admissions")
    now = browser.done("PATCH", f"{CASE}/claims/no2_admissions",
                       {"hash": old["hash"], "changes": changes})["claim"]  # fmt: skip
    assert {key: now[key] for key in shown} == shown
    after = contents(folder)
    assert after != before
    browser.done("POST", f"{CASE}/undo", {})
    assert contents(folder) == before
    browser.done("POST", f"{CASE}/redo", {})
    assert contents(folder) == after


@pytest.mark.parametrize(("body", "code"), [
    ({"cause": {"factor": "chrage"}}, "not_possible"), ({"holder": "nobody"}, "not_possible"),
    ({"start": 100, "end": 100}, "no_words"), ({"start": 99_999}, "no_such_place"),
    ({"sign": "+"}, "not_understood"), ({"cause": {"new": "a\x1bb"}}, "not_understood"),
    ({"effect": {"factor": "charge"}}, "not_possible"), ({"document": "other"}, "unknown_document"),
    ({"strength": "gigantic"}, "not_possible"), ({"more": 1}, "not_understood"),
    ({"cause": {"new": "\u202eabc"}}, "not_understood"), ({"start": -1}, "not_understood"),
    ({"condition": {"factor": "no2"}}, "not_understood"), ({"holder": "Bad Id"}, "not_understood"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    browser: Browser, folder: Path, body: dict[str, Any], code: str
) -> None:
    before = contents(folder)
    full = {"document": "brief", "start": 484, "end": 516, "cause": {"factor": "charge"},
            "effect": {"factor": "no2"}, "sign": "raises"}  # fmt: skip
    answer = browser.send("POST", f"{CASE}/claims", {**full, **body})
    assert answer.status_code in (404, 422), answer.text
    assert answer.json()["error"]["code"] == code
    assert contents(folder) == before
    assert browser.get(f"{CASE}/history")["done"] == []


def test_hostile_titles_stay_text(browser: Browser, folder: Path) -> None:
    title = "</script><b>\"x\" 'y' `z` {a: b} #c & \\u0041 %d ${e} <!--"
    made = new_claim(browser, effect={"new": title})["claim"]
    case, problems = load_case(folder)
    assert case is not None
    assert not errors(problems)
    assert case.factors[made["effect"]].title == title
    listed = browser.client.get(CASE)
    assert listed.headers["content-type"] == "application/json"


def test_a_stale_change_gets_the_claim_as_it_is(browser: Browser, folder: Path) -> None:
    old = claim(browser, "no2_admissions")
    file = folder / FILE
    file.write_text(file.read_text("utf-8").replace("more people with asthma", "MORE people"))
    saved = contents(folder)
    answer = browser.send("PATCH", f"{CASE}/claims/no2_admissions",
                          {"hash": old["hash"], "changes": {"stance": "hedged"}})  # fmt: skip
    assert answer.status_code == 409
    now = answer.json()["error"]["claim"]
    assert "MORE people" in now["paraphrase"]
    assert contents(folder) == saved
    browser.done("PATCH", f"{CASE}/claims/no2_admissions",
                 {"hash": now["hash"], "changes": {"stance": "hedged"}})  # fmt: skip
    assert (
        "MORE people" in claim(browser, "no2_admissions")["paraphrase"]
        or claim(browser, "no2_admissions")["drafted"]
    )


def test_two_windows_agree(browser: Browser, folder: Path) -> None:
    other = browser_on(folder)
    old = claim(browser, "no2_admissions")
    assert claim(other, "no2_admissions") == old
    body = {"hash": old["hash"], "changes": {"sign": "lowers"}}
    browser.done("PATCH", f"{CASE}/claims/no2_admissions", body)
    assert other.send("PATCH", f"{CASE}/claims/no2_admissions", body).status_code == 409
    assert other.get(f"{CASE}/claims") == browser.get(f"{CASE}/claims")
    assert other.done("POST", f"{CASE}/undo", {})["name"] == "Change sign of no2_admissions"
    assert claim(browser, "no2_admissions") == old
    assert browser.get(f"{CASE}/history") == other.get(f"{CASE}/history")


def test_only_ones_own_claims_are_deleted(browser: Browser, folder: Path) -> None:
    before = contents(folder)
    theirs = claim(browser, "no2_admissions")
    path = f"{CASE}/claims/no2_admissions?hash={theirs['hash']}"
    assert browser.send("DELETE", path).status_code == 422
    mine = new_claim(browser)["claim"]
    assert browser.send("DELETE", f"{CASE}/claims/{mine['id']}?hash={'0' * 64}").status_code == 409
    browser.done("DELETE", f"{CASE}/claims/{mine['id']}?hash={mine['hash']}")
    assert set(changed_lines(before, contents(folder))) == {"factors.yaml"}
    for _ in range(2):
        browser.done("POST", f"{CASE}/undo", {})
    assert contents(folder) == before


def test_undo_after_an_outside_change_elsewhere(browser: Browser, folder: Path) -> None:
    made = new_claim(browser)["claim"]
    file = folder / FILE
    file.write_text("# a remark from outside\n" + file.read_text("utf-8"), "utf-8")
    browser.done("POST", f"{CASE}/undo", {})
    assert made["id"] not in {e["id"] for e in browser.get(f"{CASE}/claims")["claims"]}
    assert file.read_text("utf-8").startswith("# a remark from outside\n")
    browser.done("POST", f"{CASE}/redo", {})
    assert claim(browser, made["id"])["cause"] == "charge"
    assert not errors(load_case(folder)[1])


def test_undo_of_lines_that_changed_outside_is_refused(browser: Browser, folder: Path) -> None:
    made = new_claim(browser)["claim"]
    file = folder / FILE
    head, tail = file.read_text("utf-8").split(f"id: {made['id']}")
    changed = tail.replace("stance: hedged", "stance: conceded")
    file.write_text(f"{head}id: {made['id']}{changed}", "utf-8")
    assert claim(browser, made["id"])["stance"] == "conceded"
    saved = contents(folder)
    answer = browser.send("POST", f"{CASE}/undo", {})
    assert answer.status_code == 409
    assert "changed since" in answer.json()["error"]["message"]
    assert contents(folder) == saved
    assert len(browser.get(f"{CASE}/history")["done"]) == 1


def random_edit(here: Browser, chance: random.Random, number: int) -> None:
    """One step of any kind."""
    kind = chance.choice(("add", "change", "factor", "merge", "rename", "place", "file"))
    factors = [e for e in here.get(CASE)["factors"] if not e["mergedInto"]]
    if kind == "add":
        new_claim(here, effect={"new": f"Thing {number}"})
    elif kind == "change":
        one = chance.choice(here.get(f"{CASE}/claims")["claims"])
        changes = {"note": f"note {number}", "status": chance.choice(["accepted", "rejected"])}
        body: dict[str, Any] = {"hash": one["hash"], "changes": changes}
        here.done("PATCH", f"{CASE}/claims/{one['id']}", body)
    elif kind == "factor":
        here.done("POST", f"{CASE}/factors", {"title": f"Twin {number}"})
    elif kind == "merge":
        one = next((e for e in factors if e["title"].startswith("Twin")), None)
        into = {"into": "no2"} if one else {"title": f"Twin {number}"}
        path = f"{CASE}/factors/{one['id']}/merge" if one else f"{CASE}/factors"
        here.done("POST", path, into)
    elif kind == "rename":
        one = chance.choice(factors)
        body = {"hash": one["hash"], "changes": {"title": f"Title {number}"}}
        here.done("PATCH", f"{CASE}/factors/{one['id']}", body)
    elif kind == "place":
        there = {chance.choice(factors)["id"]: [number, -1.5] for _ in range(3)}
        here.done("PUT", f"{CASE}/map/positions", {"positions": there})
    else:
        now = here.get(f"{CASE}/files/{FILE}")
        text = now["text"] + f"# line {number}\n"
        here.done("PUT", f"{CASE}/files/{FILE}", {"text": text, "hash": now["hash"]})


def test_any_walk_can_be_undone_to_the_first_byte(browser: Browser, folder: Path) -> None:
    """Random edits by two servers in turn, which are restarted in between."""
    chance = random.Random(7)
    first = contents(folder)
    servers = [browser, browser_on(folder)]
    for number in range(20):
        if number % 8 == 7:
            servers = [browser_on(folder), browser_on(folder)]
        random_edit(chance.choice(servers), chance, number)
    last = contents(folder)
    steps = len(browser.get(f"{CASE}/history")["done"])
    assert steps == 20
    for _ in range(steps):
        chance.choice(servers).done("POST", f"{CASE}/undo", {})
    now = contents(folder)
    left = {path: now.pop(path) for path in set(now) - set(first)}
    assert now == first
    assert set(left) <= {"merges.yaml", "map.yaml"}
    assert not any(text.strip() for text in left.values())
    assert browser.send("POST", f"{CASE}/undo", {}).status_code == 409
    for _ in range(steps):
        chance.choice(servers).done("POST", f"{CASE}/redo", {})
    assert contents(folder) == last


def test_merging_and_parting(browser: Browser) -> None:
    one, two = (browser.done("POST", f"{CASE}/factors", {"title": t})["id"] for t in "AB")
    browser.done("POST", f"{CASE}/factors/{one}/merge", {"into": two, "opposite": True})
    shown = {e["id"]: e for e in browser.get(CASE)["factors"]}
    assert (shown[one]["mergedInto"], shown[one]["turned"]) == (two, True)
    browser.done("DELETE", f"{CASE}/factors/{one}/merge")
    assert not {e["id"]: e for e in browser.get(CASE)["factors"]}[one]["mergedInto"]
    assert browser.send("DELETE", f"{CASE}/factors/{one}/merge").status_code == 422
    assert browser.send("POST", f"{CASE}/factors/none/merge", {"into": two}).status_code == 404


def test_a_case_with_faults_is_fixed_in_its_file(browser: Browser, folder: Path) -> None:
    file = folder / "contentions.yaml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("contentions:", "contentions: ["), "utf-8")
    shown = browser.get(f"{CASE}/files/contentions.yaml")
    assert shown["problems"]
    body = {"text": good, "hash": shown["hash"]}
    assert browser.done("PUT", f"{CASE}/files/contentions.yaml", body)["problems"] == []
    assert browser.get(CASE)["runs"]
    assert browser.send("PUT", f"{CASE}/files/contentions.yaml", body).status_code == 409


@pytest.mark.parametrize("path", ["../secret.yaml", "..%2fsecret.yaml", ".git/config",
                                  "/etc/passwd", ".contention/lock", "claims/../../x.yaml",
                                  "claims/.x.yaml",
                                  "link.yaml", "claims/link.yaml", "C:/x.yaml", "a\\b.yaml",
                                  "nolink/x.yaml"])  # fmt: skip
def test_no_file_outside_is_shown_or_written(browser: Browser, folder: Path, path: str) -> None:
    secret = folder.parent / "secret.yaml"
    secret.write_text("secret: 1\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("secret")
    (folder / "link.yaml").symlink_to(secret)
    (folder / "claims" / "link.yaml").symlink_to(secret)
    (folder / "nolink").symlink_to(folder.parent)
    shown = browser.client.get(f"{CASE}/files/{path}")
    assert shown.status_code in (404, 422)
    assert "secret: 1" not in shown.text
    for sha256 in ("", "0" * 64):
        body = {"text": "a: 1\n", "hash": sha256}
        assert browser.send("PUT", f"{CASE}/files/{path}", body).status_code in (404, 405, 409, 422)
    assert secret.read_text() == "secret: 1\n"
    listed = [e["path"] for e in browser.get(f"{CASE}/files")["files"]]
    assert not any(each.startswith(".") for each in listed)


def test_reading_only(folder: Path) -> None:
    browser = browser_on(folder, read_only=True)
    before = contents(folder)
    for method, path, body in (
        ("POST", f"{CASE}/undo", {}), ("PUT", f"{CASE}/map/positions", {"positions": {}}),
        ("POST", f"{CASE}/factors", {"title": "X"}),
    ):  # fmt: skip
        answer = browser.send(method, path, body)
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "read_only"
    assert contents(folder) == before
    assert not (folder / ".contention").exists()


def test_a_command_that_is_writing_is_waited_for_and_named(
    browser: Browser, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edit, "WAIT", 0.1)
    (folder / ".contention").mkdir()
    with locked(folder / ".contention" / "lock"):
        answer = browser.send("POST", f"{CASE}/factors", {"title": "X"})
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "busy"
    browser.done("POST", f"{CASE}/factors", {"title": "X"})


def test_a_text_is_attached_by_sending_it(browser: Browser, folder: Path) -> None:
    text = (folder / "texts" / "brief.txt").read_bytes()
    head = folder / "case.yaml"
    head.write_text(head.read_text("utf-8").replace("    file: texts/brief.txt\n", ""), "utf-8")
    (folder / "texts" / "brief.txt").unlink()
    assert browser.get(f"{CASE}/documents/brief")["text"] is None
    path = f"{CASE}/documents/brief/text"
    wrong = browser.send("PUT", f"{path}?name=other.txt", content=b"Something else. It is short.")
    assert wrong.status_code == 422
    assert "other.txt" in wrong.text or "hash differs" in wrong.text
    assert browser.send("PUT", path, content=b"").status_code == 422
    assert browser.send("PUT", path, content=b"\xff\xfe\x00").status_code == 422
    reply = browser.send("PUT", f"{path}?name=brief.txt", content=text).json()
    assert reply["exact"]
    assert browser.get(f"{CASE}/documents/brief")["text"]
    assert browser.get(f"{CASE}/claims")["claims"][0]["start"] is not None
