"""Questions that are asked in the workbench: lines of two files, and undone in one step."""

from pathlib import Path
from typing import Any

import pytest

from contention.case.load import load_case
from contention.case.problem import errors
from contention.workbench.editing.starting import SentText, start_from_texts
from tests.workbench_client import CASE, Browser, browser_on, copied_case

TEXT = "A longer quay brings larger ships. Larger ships create jobs."
NEW = {"title": "The charge: is doubled", "factor": "parking", "to": 2.0, "note": "a round number"}
TITLE = 'Then "buses" # are fuller'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_case(tmp_path)


@pytest.fixture
def browser(folder: Path) -> Browser:
    return browser_on(folder)


def _body(**more: Any) -> dict[str, Any]:
    return {"scenario": NEW, "factor": "ridership", "higher": True, "title": TITLE, **more}


def _files(folder: Path) -> tuple[str, str]:
    return tuple(  # type: ignore[return-value]
        (folder / name).read_text("utf-8") for name in ("scenarios.yaml", "contentions.yaml")
    )


def test_a_question_adds_its_lines_and_no_other(browser: Browser, folder: Path) -> None:
    before = _files(folder)
    holder = browser.get(CASE)["holders"][0]["id"]
    reply = browser.done("POST", f"{CASE}/questions", _body(holder=holder))
    assert reply["created"] == [reply["scenario"]]
    for old, new in zip(before, _files(folder), strict=True):
        kept = new.splitlines()
        assert [line for line in old.splitlines() if line not in kept] == []
    case, problems = load_case(folder)
    assert case is not None
    assert not errors(problems)
    assert case.contentions[reply["contention"]].title == TITLE
    scenario = case.scenarios[reply["scenario"]]
    assert (scenario.title, len(scenario.actions)) == (NEW["title"], 1)
    browser.done("POST", f"{CASE}/undo", {})
    assert _files(folder) == before


def test_a_scenario_of_the_case_is_asked_about_again(browser: Browser, folder: Path) -> None:
    scenarios = [each["id"] for each in browser.get(CASE)["scenarios"] if each["actions"]]
    before = _files(folder)
    body = _body(scenario={"scenario": scenarios[0]}, higher=False)
    reply = browser.done("POST", f"{CASE}/questions", body)
    again = browser.done("POST", f"{CASE}/questions", body)
    assert (reply["scenario"], reply["created"]) == (scenarios[0], [])
    assert again["contention"] != reply["contention"]
    assert _files(folder)[0] == before[0]
    asked = f"test: final(ridership @ {scenarios[0]}) < final(ridership @ no_charge)"
    assert _files(folder)[1].count(asked) == 2


@pytest.mark.parametrize(("scenarios", "created"), [
    (None, ["quay_is_doubled"]),
    ("scenarios: {}\n", ["everything_goes_on_as_it_is", "quay_is_doubled"]),
])  # fmt: skip
def test_a_new_case_gets_what_it_lacks(
    tmp_path: Path, scenarios: str | None, created: list[str]
) -> None:
    sent = SentText("quay.txt", TEXT.encode(), "Quay", "Ana", "2026-01-31")
    folder = start_from_texts(tmp_path, "Quay", "Jobs?", [sent])
    (folder / "factors.yaml").write_text("quay: {title: Quay}\njobs: {title: Jobs}\n", "utf-8")
    if scenarios is not None:
        (folder / "scenarios.yaml").write_text(scenarios, "utf-8")
    (folder / "contentions.yaml").write_text("contentions: []\n", "utf-8")
    browser = Browser([folder], folder.parent).enter()
    drawn = {"document": "quay", "start": 0, "end": 34}
    scenario = {"title": "Quay is doubled", "factor": "quay", "to": 2}
    body = {"scenario": scenario, "factor": "jobs", "higher": True, "title": "More jobs",
            "drawn": drawn}  # fmt: skip
    reply = browser.done("POST", f"/api/cases/{folder.name}/questions", body)
    assert reply["created"] == created
    case, problems = load_case(folder)
    assert case is not None, problems
    anchor = case.contentions["more_jobs"].anchor
    assert anchor is not None
    browser.done("POST", f"/api/cases/{folder.name}/undo", {})
    assert (folder / "contentions.yaml").read_text("utf-8") == "contentions: []\n"


@pytest.mark.parametrize(("wrong", "said"), [
    ({"factor": "riders"}, "unknown factor `riders`"),
    ({"scenario": {"scenario": "nowhere"}}, "unknown scenario `nowhere`"),
    ({"scenario": {**NEW, "factor": "prking"}}, "did you mean `parking`"),
    ({"scenario": {**NEW, "to": "on"}}, "to"),
    ({"holder": "nobody"}, "unknown holder `nobody`"),
    ({"title": " "}, "title"),
])  # fmt: skip
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(
    browser: Browser, folder: Path, wrong: dict[str, Any], said: str
) -> None:
    before = _files(folder)
    answer = browser.send("POST", f"{CASE}/questions", _body(**wrong))
    assert answer.status_code == 422, answer.text
    assert said in answer.json()["error"]["message"]
    assert _files(folder) == before
