"""Claims compared with data, in text, JSON, the report and explanations."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import contention as ct
from contention.cli.main import main
from contention.evidence.claims.claim_evidence import ClaimEvidence, NoEvidence
from contention.show.report.report import Materials, report_html

EVIDENCE = """\
data:
  floods_by_valley:
    title: Floods by valley
    publisher: the insurer
    source: floods.csv
    grade: usable
    caveat: small floods are not reported
  rains: {title: Rain, publisher: weather office, source: rains.csv}
tests:
  repairs_and_floods:
    title: Floods in valleys with and without <repairs>
    claims: [repairs_flood]
    opposed: [CLAIMS]
    design: group_difference
    data: floods_by_valley
    outcome: floods
    exposure: repaired
    exposed: "yes"
    cluster: valley
    expected: "-"
    effect_unit: floods a year
    confounders: rich valleys repair more
  rain_and_floods:
    title: Rain
    claims: [repairs_flood]
    design: interrupted_time_series
    data: rains
    expected: +
    at: 2019-01-01
    confounders: nothing known
no_data:
  - claims: [CLAIMS]
    reason: nobody counted
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def valley(small_case: Path, tmp_path: Path) -> Path:
    """A case with two tests, of which one has data."""
    other = next(id_ for id_ in ct.load(small_case).claims if id_ != "repairs_flood")
    (small_case / "evidence.yaml").write_text(EVIDENCE.replace("CLAIMS", other), "utf-8")
    folder = tmp_path / "files"
    folder.mkdir()
    rows = [
        f"v{valley},{['no', 'yes'][valley % 2]},{3 - 2 * (valley % 2) + (valley * year) % 3 / 4}"
        for valley in range(10)
        for year in range(5)
    ]
    (folder / "floods.csv").write_text("valley,repaired,floods\n" + "\n".join(rows) + "\n", "utf-8")
    done = run("data", str(small_case), "--folder", str(folder))
    assert done.exit_code == 0
    return small_case


def test_each_claim_gets_its_word_and_the_same_effect(valley: Path) -> None:
    found = ct.load(valley).evidence("claims").claims
    tested = [row for row in found if isinstance(row, ClaimEvidence)]
    assert [row.word for row in tested] == ["in line", "against"]
    assert tested[0].effect == tested[1].effect == pytest.approx(-2.0, abs=0.1)
    assert {row.tried for row in tested} == {1}
    absent = [row for row in found if isinstance(row, NoEvidence)]
    assert [row.word for row in absent] == ["not run", "no data"]
    assert [row.test is None for row in absent] == [False, True]


def test_the_command_shows_effects_words_and_cautions(valley: Path) -> None:
    done = run("evidence", str(valley), "--claims")
    words = " ".join(done.output.split())
    assert done.exit_code == 0
    assert "1 test on 2 claims: 1 in line and 1 against." in words
    assert "floods a year, n = 50, 10 clusters" in words
    assert "in line: repairs_flood (expects a fall)" in words
    assert "rich valleys repair more; Floods by valley (usable): small floods are not" in words
    assert "not run: repairs_flood rains.csv is not in" in words
    assert "nobody counted" in words
    assert "Figures" not in words


def test_json_has_the_keys_of_a_claim(valley: Path) -> None:
    told = json.loads(run("evidence", str(valley), "--claims", "--json").output)
    keys = ["claim", "design", "effect", "interval", "n", "word", "caveat"]
    assert all(list(row)[:7] == keys for row in told["claims"])
    first = told["claims"][0]
    assert first["interval"][0] < first["effect"] < first["interval"][1] < 0
    assert first["n"] == 50
    assert [row["word"] for row in told["claims"]] == ["in line", "against", "not run", "no data"]


def test_the_report_draws_the_effect_and_marks_the_claim(valley: Path) -> None:
    case = ct.load(valley)
    judgement = case.judge(draws=64, hinge_draws=64, workers=1, accounts="teacher")
    evidence = case.evidence("claims").value
    page = report_html(Materials(case.value, judgement.value, evidence=evidence))
    assert "Floods in valleys with and without &lt;repairs&gt;" in page
    assert 'class="range yes"' in page
    assert "No data can speak to 1 claim: nobody counted" in page
    assert 'Data: <span class="verdict yes">in line</span>' in page


def test_an_explanation_says_what_data_say(valley: Path) -> None:
    arguments = ["--contention", "stopping_ruins", "--account", "teacher", "--draws", "64"]
    words = " ".join(run("explain", str(valley), *arguments, "--workers", "1").output.split())
    assert "data: in line: Floods in valleys with and without <repairs>, −" in words
    told = json.loads(run("explain", str(valley), *arguments, "--workers", "1", "--json").output)
    claims = [each for path in told["paths"] for step in path["steps"] for each in step["claims"]]
    flood = next(each for each in claims if each["claim"] == "repairs_flood")
    assert [row["word"] for row in flood["evidence"]] == ["in line", "not run"]


WAR = Path(__file__).parent.parent / "cases" / "war-against-war"
DATA = Path(__file__).parent.parent.parent / "shared" / "data"


def test_every_claim_of_the_worked_case_is_tested_or_has_a_reason() -> None:
    case = ct.load(WAR).value
    tests, silent = case.evidence.tests.values(), case.evidence.no_data
    tested = {claim for test in tests for claim in (*test.claims, *test.opposed)}
    without = [claim for entry in silent for claim in entry.claims]
    accepted = {id_ for id_, claim in case.claims.items() if claim.status == "accepted"}
    assert accepted == tested | set(without)
    assert not tested & set(without)
    assert len(without) == len(set(without))


@pytest.mark.skipif(not DATA.is_dir(), reason="the data of the worked case are not in ../shared")
def test_every_test_of_the_worked_case_gives_an_effect() -> None:
    found = ct.load(WAR).evidence("claims", DATA, today="2026-11-30")
    assert not [row for row in found.claims if isinstance(row, NoEvidence) and row.test]
    assert [each.severity for each in found.problems if each.severity == "error"] == []
    words = {(row.claim, row.test.id): row.word for row in found.claims if row.test is not None}
    assert words["c24_kremlin_rally", "war_popularity"] == "in line"
    assert words["c24_no_rally", "war_popularity"] == "against"
    assert words["kre_arms_soldiers", "aid_gap_soldiers"] == "cannot tell"
