"""The figures of the worked case: compared without any folder, and as its README says."""

import re
from pathlib import Path

import pytest

import contention as ct
from contention.api.evidence import Evidence

CASE = Path(__file__).parent.parent / "cases" / "war-against-war"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
ROW = re.compile(r"^\| `(f\d\d_\w+)` \|.*\| ([\w, +]+|–) \| ([a-z ]+) \|$", re.M)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    return ct.load(CASE).evidence("figures", tmp_path_factory.mktemp("none"), today="2026-11-01")


def test_every_figure_of_both_texts_has_a_verdict_or_a_reason(found: Evidence) -> None:
    case = ct.load(CASE).value
    assert {each.figure for each in found.figures} == {
        each.id for each in case.figures.values() if each.status == "accepted"
    }
    assert all(each.note for each in found.figures if each.verdict == "no data")
    assert [each for each in found.problems if each.severity == "error"] == []


def test_the_readme_says_what_is_found(found: Evidence) -> None:
    told = ROW.findall((CASE / "README.md").read_text("utf-8"))
    assert told == [(each.figure, each.series or "–", each.verdict) for each in found.figures]


def test_what_the_statements_got_wrong_is_found(found: Evidence) -> None:
    wrong = found.value.contradicted()
    assert set(wrong) == {"f24_detained", "f24_kazakhstan", "f23_russians_sent"}
    assert "lost digit" in wrong["f24_detained"].note
    assert wrong["f24_kazakhstan"].measured == 2022


@pytest.mark.skipif(not SHARED.is_dir(), reason="the data folder ../shared/data is not there")
def test_the_folder_of_data_is_read_as_a_whole() -> None:
    data = ct.load(CASE).data(SHARED, "2026-11-01", remember=False)
    assert {row.state for row in data} <= {"readable", "a panel"}
    assert [each for each in data.problems if each.severity == "error"] == []
    figures = ct.load(CASE).evidence("figures", SHARED, "2026-11-01").figures
    assert {each.series for each in figures} > {"protests_ukraine", "civilians_killed"}
