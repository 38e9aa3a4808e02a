"""The names of proposals in the workbench: listed, changed, joined, settled and undone."""

from pathlib import Path

import pytest

from tests.test_workbench_editing import contents
from tests.workbench_client import CASE, Browser, browser_on, copied_case

NAMES = f"{CASE}/documents/brief/names"


def propose(folder: Path) -> None:
    """Propose a claim on a factor of a reader in a copy of the congestion charge."""
    claims = folder / "claims" / "brief.yaml"
    text = claims.read_text("utf-8")
    at = text.index("claims:\n") + len("claims:\n")
    made = (
        "  - {id: brief_tolls, cause: tolls, effect: charge, sign: raises, status: proposed,\n"
        "     paraphrase: tolls raise the charge, drafted: true,\n"
        "     anchor: {start: 10, end: 60, cause: [10, 20], effect: [40, 60]}}\n"
    )
    claims.write_text(text[:at] + made + text[at:], "utf-8")
    factors = folder / "factors.yaml"
    written = factors.read_text("utf-8").rstrip("\n")
    note = "note: proposed by contention read"
    factors.write_text(f"{written}\ntolls: {{title: <b>Tolls</b>, {note}}}\n", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = copied_case(tmp_path)
    propose(folder)
    return folder


@pytest.fixture
def browser(folder: Path) -> Browser:
    return browser_on(folder)


def test_the_list_says_where_the_text_mentions_a_name(browser: Browser) -> None:
    reply = browser.get(NAMES)
    tolls = next(each for each in reply["names"] if each["id"] == "tolls")
    text = browser.get(f"{CASE}/documents/brief")["text"]
    mention = tolls["mentions"][0]
    assert (mention["start"], mention["end"]) == (10, 20)
    assert mention["words"] == " ".join(text[10:20].split())
    assert (tolls["title"], tolls["known"], tolls["settled"]) == ("<b>Tolls</b>", False, False)
    assert reply["waiting"] == 1


def test_names_are_changed_settled_and_undone(browser: Browser, folder: Path) -> None:
    before = contents(folder)
    assert browser.send("POST", f"{CASE}/names/tolls/rename", {"title": "Tolls"}).status_code == 200
    assert browser.get(NAMES)["waiting"] == 0
    claims = browser.get(f"{CASE}/claims")["claims"]
    said = next(each for each in claims if each["id"] == "brief_tolls")["paraphrase"]
    assert said.startswith("Tolls raises ")
    assert browser.send("POST", f"{CASE}/undo", {}).status_code == 200
    assert contents(folder) == before
    body = {"factors": ["tolls"]}
    assert browser.send("POST", f"{CASE}/names/settle", body).status_code == 200
    assert browser.get(NAMES)["waiting"] == 0
    assert browser.send("POST", f"{CASE}/undo", {}).status_code == 200
    assert contents(folder) == before


def test_names_are_joined_also_as_opposites(browser: Browser, folder: Path) -> None:
    before = contents(folder)
    into = next(e["id"] for e in browser.get(CASE)["factors"] if e["id"] not in ("tolls", "charge"))
    body = {"into": into, "opposite": True}
    assert browser.send("POST", f"{CASE}/names/tolls/join", body).status_code == 200
    claims = browser.get(f"{CASE}/claims")["claims"]
    joined = next(each for each in claims if each["id"] == "brief_tolls")
    assert (joined["cause"], joined["sign"]) == (into, "lowers")
    assert browser.send("POST", f"{CASE}/undo", {}).status_code == 200
    assert contents(folder) == {**before, "merges.yaml": b"\n"}


def test_what_cannot_be_done_is_refused_with_a_hint(browser: Browser, folder: Path) -> None:
    before = contents(folder)
    linked = browser.send("POST", f"{CASE}/names/tolls/join", {"into": "charge"})
    assert linked.status_code == 422
    assert "brief_tolls links the two" in linked.json()["error"]["message"]
    unknown = browser.send("POST", f"{CASE}/names/toll/rename", {"title": "Toll"})
    assert unknown.status_code == 404
    assert "did you mean `tolls`" in unknown.json()["error"]["message"]
    gone = browser.send("POST", f"{CASE}/names/settle", {"factors": ["toll"]})
    assert gone.status_code == 422
    assert contents(folder) == before
