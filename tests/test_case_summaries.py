"""Summaries written for a case: what they must have, and that they are always shown as such."""

from pathlib import Path

import pytest

from contention.analysis.explanation import ExplanationSettings, explain
from contention.analysis.premise import premise_of
from contention.analysis.quotation import read_sentences
from contention.case.load import load_case
from contention.case.model import Case
from contention.maps.account_map import build_map
from contention.show.map.drawing import draw_map
from contention.show.report.ledger import document_ledgers
from contention.show.terminal.explanation_text import explanation_text
from tests.conftest import REPLY

FILE = "    file: texts/reply.txt\n"
WORKS = """\
    sums_up:
      - {author: A. Miller, title: Mills <and> floods, year: 1998}
      - {author: B. Miller, title: Against dams, year: 2004}
"""
SUMMARY = "    kind: summary\n"
SAID = (
    "Summary written for this case of the position in A. Miller, “Mills <and> floods” (1998); "
    "B. Miller, “Against dams” (2004)"
)


def valley(folder: Path, lines: str) -> Path:
    """The valley with further lines for the miller's reply, whose text it carries."""
    file = folder / "case.yaml"
    text = file.read_text("utf-8")
    at = text.index("common_ground:")
    file.write_text(text[:at] + lines + text[at:], "utf-8")
    (folder / "texts" / "reply.txt").write_text(REPLY, "utf-8")
    return folder


def summed_up(folder: Path) -> Case:
    """The valley, in which the miller's reply was written for the case."""
    found, problems = load_case(valley(folder, FILE + SUMMARY + WORKS))
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("lines", "at", "message"),
    [
        (FILE + SUMMARY, "summary", "the summary `reply` names no work"),
        (SUMMARY + WORKS, "summary", "the summary `reply` is not in the case"),
        (FILE + WORKS, "sums_up", "`reply` is not a summary, so it has no `sums_up`"),
        (FILE + SUMMARY + WORKS.replace("1998", "19.5"), "19.5", "`year` should be a whole number"),
        (FILE + SUMMARY.replace("summary", "summery"), "summery", "`kind` cannot be `summery`"),
    ],
)
def test_what_a_summary_must_have(small_case: Path, lines: str, at: str, message: str) -> None:
    folder = valley(small_case, lines)
    found, problems = load_case(folder)
    assert found is None
    (problem,) = problems
    written = (folder / "case.yaml").read_text("utf-8").splitlines()
    assert message in problem.message
    assert problem.hint
    assert written[problem.place.line - 1][problem.place.column - 1 :].startswith(at)


@pytest.mark.parametrize(
    ("name", "message"),
    [("millr", "unknown account `millr`"), ("teacher", "named as the report of itself")],
)
def test_an_account_is_reported_by_another(small_case: Path, name: str, message: str) -> None:
    file = small_case / "case.yaml"
    title = "    title: The teacher\n"
    text = file.read_text("utf-8").replace(title, f"{title}    reported_as: {name}\n")
    file.write_text(text, "utf-8")
    found, problems = load_case(small_case)
    assert found is None
    assert message in problems[0].message


def test_a_summary_is_shown_as_such_in_ledger_and_map(small_case: Path) -> None:
    case = summed_up(small_case)
    ledgers = {one.document.id: one for one in document_ledgers(case, read_sentences(case))}
    assert (ledgers["reply"].summary, ledgers["letter"].summary) == (SAID, "")
    premise = premise_of(case, read_sentences(case), "dam_careless")
    assert premise.holder == "The miller (summary written for this case)"
    assert premise.source is not None
    assert premise.source.title == "A reply from the mill (summary written for this case)"
    picture = draw_map(build_map(case, "miller"), case)
    assert "stated by: The miller, partly in a summary written for this case" in picture
    assert "Against dams" in picture
    assert "<and>" not in picture
    assert "written for this case" not in draw_map(build_map(case, "teacher"), case)


def test_a_summary_is_shown_as_such_in_explanations(small_case: Path) -> None:
    contentions = small_case / "contentions.yaml"
    test = "final(ruined @ unlucky) > final(ruined @ repairs_stop)"
    asked = f"  - {{id: luck, title: Luck ruins, test: {test}}}"
    contentions.write_text(contentions.read_text("utf-8") + f"{asked}\n", "utf-8")
    case = summed_up(small_case)
    settings = ExplanationSettings(draws=16, hinge_draws=16)
    lines = explanation_text(case, explain(case, "luck", "miller", settings))
    assert SAID in " ".join(lines.split())
    assert "asserted, The miller (summary written for this case)" in lines
