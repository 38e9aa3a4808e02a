"""`contention compare`, and the comparisons in the report."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import contention as ct
from contention.analysis.quotation import read_sentences
from contention.cli.compare import command
from contention.show.report.compared_accounts import compared_accounts
from contention.show.report.report import Materials, report_html
from tests.test_show_report import Page

FEW = ("--draws", 16, "--workers", 1)
ACCOUNTS = """\
  miller:
    title: The miller, as reported
    holders: [miller]
    documents: [letter]
  miller_own:
    title: The miller <himself>
    holders: [miller]
    documents: [reply]
    reported_as: miller
"""
CARELESS = "  careless: {title: Less care, actions: [{shock: care, times: 0.5, at: 2021}]}\n"
TEST = "change(ruined @ careless) > change(ruined @ repairs_go_on)"
ASKED = f"  - {{id: care, title: Care matters, test: {TEST}}}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


@pytest.fixture
def twice(small_case: Path) -> Path:
    """The valley with two accounts of the miller, the first as the teacher reports him."""
    file = small_case / "case.yaml"
    text = file.read_text("utf-8")
    miller = "  miller:\n    title: The miller\n    holders: [miller]\n"
    assert text.count(miller) == 1
    file.write_text(text.replace(miller, ACCOUNTS), "utf-8")
    scenarios = small_case / "scenarios.yaml"
    text = scenarios.read_text("utf-8").replace("  unlucky:\n", f"{CARELESS}  unlucky:\n")
    scenarios.write_text(text, "utf-8")
    contentions = small_case / "contentions.yaml"
    contentions.write_text(f"{contentions.read_text('utf-8')}{ASKED}", "utf-8")
    return small_case


def test_two_accounts_as_json_and_text(twice: Path) -> None:
    done = run(twice, "--accounts", "miller", "miller_own", *FEW, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [side["account"] for side in (told["first"], told["second"])] == ["miller", "miller_own"]
    changes = {(pair["cause"], pair["effect"]): pair for pair in told["claims"]}
    assert changes["dam", "care"]["change"] == "strengthened"
    assert changes["dam", "care"]["after"]["claims"] == ["dam_careless"]
    assert changes["care", "ruined"]["before"] is None
    assert told["figures"] == []
    text = run(twice, "--accounts", "miller", "miller_own", *FEW)
    assert "STRONGER IN THE SECOND (1)" in text.stdout
    assert "(strength not stated → strong)" in " ".join(text.stdout.split())
    assert "ONLY IN THE SECOND (1)" in text.stdout


def test_two_texts_with_figures(twice: Path) -> None:
    done = run(twice, "--documents", "letter", "reply", *FEW)
    assert done.exit_code == 0, done.output
    assert "FIGURES NOT REPEATED (1)" in done.stdout
    assert "houses ruined: about 40 house (2020-01-01)" in done.stdout


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((), "Give --accounts FIRST SECOND or --documents FIRST SECOND."),
        (("--accounts", "miller", "miller_own", "--documents", "letter", "reply"), "Give --accou"),
        (("--accounts", "miller", "miller"), "These are the same: miller."),
        (("--accounts", "miller", "teachr"), "did you mean “teacher”?"),
        (("--documents", "letter", "replay"), "did you mean “reply”?"),
    ],
)
def test_what_cannot_be_compared(twice: Path, given: tuple[str, ...], message: str) -> None:
    done = run(twice, *given, *FEW)
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())


def test_the_api_compares_the_same(twice: Path) -> None:
    case = ct.load(twice)
    found = case.compare(accounts=("miller", "miller_own"), draws=16, workers=1)
    done = run(twice, "--accounts", "miller", "miller_own", *FEW, "--json")
    assert found.as_json() == json.loads(done.stdout)
    assert repr(found).startswith("<SideBySide The miller, as reported → The miller <himself>: 2 p")
    with pytest.raises(ValueError, match="two accounts or two documents"):
        case.compare()
    with pytest.raises(ValueError, match="give two different accounts, not 1 account"):
        case.compare(accounts=("miller", "miller"))


def test_the_report_shows_what_a_report_leaves_out(twice: Path) -> None:
    case = ct.load(twice)
    value = case.judge(16, hinge_draws=16, reading_draws=0, workers=1).value
    (group,) = compared_accounts(case.value, value, read_sentences(case.value))
    (found,) = group.rows
    assert (found.first, found.second) == ("The miller, as reported", "The miller <himself>")
    (row,) = [row for row in found.verdicts if row.contention == "care"]
    assert row.chain == "only in the second account: Carefulness → Houses ruined"
    html = report_html(Materials(case.value, value))
    assert "<himself>" not in html
    page = Page(html)
    assert "As reported, and at its strongest" in page.text
    assert row.chain in page.text
