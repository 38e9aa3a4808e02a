"""The map, verdicts and courses that the workbench shows."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from contention.case.load import load_case
from contention.maps.account_map import build_map
from tests.workbench_client import CASE, CHARGE, Browser, browser_on, copied_case

ACCOUNT = "chamber"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return browser_on(copied_case(tmp_path_factory.mktemp("runs")))


def _judged(browser: Browser, **more: Any) -> dict[str, dict[str, Any]]:
    reply = browser.done("POST", f"{CASE}/judge", {"account": ACCOUNT, "draws": 128, **more})
    assert (reply["account"], reply["draws"]) == (ACCOUNT, 128)
    return {each["contention"]: each for each in reply["verdicts"]}


@pytest.mark.parametrize("account", ["chamber", "transport_office", "clean_air"])
def test_the_map_has_every_link_of_the_account(browser: Browser, account: str) -> None:
    case = load_case(CHARGE)[0]
    assert case is not None
    built = build_map(case, account)
    reply = browser.get(f"{CASE}/map", account=account)
    links = {each["id"]: each for each in reply["edges"] if each["kind"] == "link"}
    assert set(links) == {one.id for one in built.links}
    for one in built.links:
        shown = links[one.id]
        backing = {item.id for item in one.backing}
        assert backing <= {*shown["claims"], *shown["assumptions"]}
        assert set(shown["holders"]) == {
            case.claims[id_].holder for id_ in backing if id_ in case.claims
        }
        assert shown["delay"] == (one.relation.delay is not None)
    names = {each["id"] for each in reply["nodes"]}
    assert all({each["cause"], each["effect"]} <= names for each in reply["edges"])
    assert len({each["id"] for each in reply["edges"]}) == len(reply["edges"])


def test_between_lever_and_outcome(browser: Browser) -> None:
    whole = browser.get(f"{CASE}/map", account=ACCOUNT)
    part = browser.get(f"{CASE}/map", account=ACCOUNT, contention="fewer_cars")
    assert part["levers"] == ["charge"]
    assert part["outcomes"]
    assert {each["id"] for each in part["edges"]} < {each["id"] for each in whole["edges"]}
    assert whole["levers"] == []


def test_what_a_person_placed_stays(tmp_path: Path) -> None:
    browser = browser_on(copied_case(tmp_path))
    browser.done("PUT", f"{CASE}/map/positions", {"positions": {"charge": [10.0, -4.5]}})
    reply = browser.get(f"{CASE}/map", account=ACCOUNT)
    at = {each["id"]: (each["x"], each["y"], each["placed"]) for each in reply["nodes"]}
    assert at.pop("charge") == (10.0, -4.5, True)
    assert set(at.values()) == {(None, None, False)}


def test_what_falls_when_a_claim_is_off(browser: Browser) -> None:
    base = _judged(browser)
    assert not any(each["moved"] or each["turned"] for each in base.values())
    carried = next(each for each in base.values() if each["verdict"] == "supported")
    gone = _judged(browser, off=carried["claims"])[carried["contention"]]
    assert (gone["verdict"], gone["turned"]) == ("does not follow", True)
    assert gone["before"]["verdict"] == "supported"
    assert gone["before"]["shares"] == carried["shares"]
    assert gone["sentence"] != carried["sentence"]
    assert carried["numbers"]["support"] == carried["shares"]["yes"]


def test_sliders_have_bounds_and_move_courses(browser: Browser) -> None:
    view = browser.get(CASE)
    actions = [one for each in view["scenarios"] for one in each["actions"]]
    slider = next(one for one in actions if one["id"] == "more_parking/0")
    assert slider["low"] < slider["value"] < slider["high"]
    assert slider["words"]
    asked = {"accounts": [ACCOUNT], "scenarios": ["more_parking"], "factor": "parking"}
    courses = [
        browser.done("POST", f"{CASE}/courses", {**asked, "draws": 32, "actions": moved})
        for moved in ({}, {slider["id"]: slider["high"]})
    ]
    (end, higher) = (each["series"][0]["median"][-1] for each in courses)
    assert higher > end > 100
    fan = courses[0]["series"][0]
    assert fan["p5"][-1] <= fan["median"][-1] <= fan["p95"][-1]
    assert len(fan["times"]) == len(fan["median"])


@pytest.mark.parametrize(
    ("path", "body", "status", "said"),
    [
        ("judge", {"account": "chambre"}, 422, "chamber"),
        ("judge", {"account": ACCOUNT, "strengths": {"a": 99.0}}, 422, "strengths"),
        ("judge", {"account": ACCOUNT, "off": ["no_such_claim"]}, 422, "no_such_claim"),
        ("judge", {"account": ACCOUNT, "draws": 10**9}, 422, "draws"),
        ("judge", {"account": ACCOUNT, "actions": {"more_parking/0": 1e9}}, 422, "from 0 to"),
        ("courses", {"accounts": [ACCOUNT], "scenarios": ["x"], "factor": "charge"}, 422, "x"),
        ("courses", {"accounts": [], "scenarios": ["x"], "factor": "charge"}, 422, "accounts"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_refused(
    browser: Browser, path: str, body: dict[str, Any], status: int, said: str
) -> None:
    reply = browser.send("POST", f"{CASE}/{path}", body)
    assert reply.status_code == status
    assert said in json.dumps(reply.json()["error"])


def test_unknown_names_in_the_address_of_a_map(browser: Browser) -> None:
    for query, said in (
        ({"account": "chambers"}, "chamber"),
        ({"account": ACCOUNT, "contention": "fewer_car"}, "fewer_cars"),
    ):
        reply = browser.client.get(f"{CASE}/map", params=query)
        assert reply.status_code == 404
        assert said in reply.json()["error"]["message"]


def test_a_case_with_faults_is_not_run(tmp_path: Path) -> None:
    folder = copied_case(tmp_path)
    claims = folder / "claims" / "brief.yaml"
    claims.write_text(claims.read_text("utf-8").replace("cause: charge\n", "cause: chrage\n", 1))
    browser = browser_on(folder)
    reply = browser.send("POST", f"{CASE}/judge", {"account": ACCOUNT})
    assert reply.status_code == 409
    assert reply.json()["error"]["problems"]


def test_two_requests_at_once_give_the_same(browser: Browser) -> None:
    found: list[dict[str, dict[str, Any]]] = []
    threads = [threading.Thread(target=lambda: found.append(_judged(browser))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found[0] == found[1] == found[2]
