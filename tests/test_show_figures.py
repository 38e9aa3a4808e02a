"""Figures in the report and in explanations: the table, the timelines, and the marks."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import contention as ct
from contention.analysis.contradicted import contradicted, figures_compared
from contention.case.evidence import DataSource
from contention.case.model import Case
from contention.evidence.evidence import Evidence, Part
from contention.evidence.figures.figure_verdict import FigureVerdict, MeasuredLine
from contention.show.report.figure_sections import figure_section
from contention.show.report.figure_timelines import timeline
from contention.show.report.report import Materials, report_html
from tests.show_example import EVIL, example_case, example_courses, example_judgement

EVIDENCE = """\
data:
  ruins:
    title: Houses ruined <b>
    publisher: the insurer
    definition: insured houses only
    unit: house
    file: data/ruins.csv
    caveat: others are not counted
figures:
  ruined_2020: {data: [ruins]}
"""


@pytest.fixture
def valley(small_case: Path) -> Path:
    (small_case / "evidence.yaml").write_text(EVIDENCE, "utf-8")
    rows = "date,value\n2017-01-01,310\n2018-01-01,330\n2019-06-01,390\n2019-12-01,404\n"
    (small_case / "data" / "ruins.csv").write_text(rows, "utf-8")
    return small_case


@pytest.fixture
def case(valley: Path) -> Case:
    return ct.load(valley).value


def compared(case: Case) -> Evidence:
    found = figures_compared(case)
    assert found is not None
    return found


def test_contradicted_numbers_are_known_where_they_appear(case: Case) -> None:
    wrong = contradicted(case, compared(case))
    assert set(wrong.figures) == {"ruined_2020"}
    assert wrong.factors == {"ruined": ("ruined_2020",)}
    # the claim whose sentence holds the number, and no claim of the other document
    assert wrong.claims == {"flood_ruins": ("ruined_2020",)}
    assert [each.figure for each in wrong.among(["flood_ruins"], ["ruined"])] == ["ruined_2020"]
    assert contradicted(case, None).figures == {}


def test_an_explanation_marks_them(valley: Path) -> None:
    explained = ct.load(valley).explain("stopping_ruins", "teacher", draws=32, workers=1)
    words = " ".join(explained.text().split())
    assert "houses ruined: about 40 house. Data contradict this number: measured 404" in words
    told = explained.as_json()["contradicted"]
    assert isinstance(told, list)
    assert [each["figure"] for each in told] == ["ruined_2020"]


def test_the_section_puts_contradictions_first_and_escapes(case: Case) -> None:
    section = figure_section(case, compared(case))
    assert section is not None
    (row,) = section.compared
    assert (row.stated, row.measured, row.date) == ("about 40 house", "404", "2019-12-01")
    assert row.verdict.contradicted
    assert row.chart is not None
    page = report_html(
        Materials(example_case(), example_judgement(), evidence=_in_example(example_case()))
    )
    assert 'id="figures"' in page
    assert page.count("data contradict this number") >= 3  # table, timeline, ledger
    assert EVIL not in page


def _in_example(case: Case) -> Evidence:
    figure = next(iter(case.figures.values()))
    source = DataSource("killed", EVIL, EVIL, caveat=EVIL, definition=EVIL, file="data/x.csv")
    line = MeasuredLine(source, (2022.5, 2023.0, 2024.0), (10.0, 20.0, 30.0))
    verdict = FigureVerdict(
        figure.id, "disagrees by a factor", source.id, figure.value, 30.0, 3.0, "2024", EVIL, EVIL,
        lines=(line,), when=2024.0,
    )  # fmt: skip
    return Evidence({"figures": Part((verdict,))})


def test_a_report_without_evidence_has_nothing_of_it() -> None:
    case, judgement = example_case(), example_judgement()
    page = report_html(Materials(case, judgement, courses=example_courses(), course_draws=60))
    for trace in ('id="figures"', "#figures", "timeline", "data contradict"):
        assert trace not in page


def test_a_timeline_shows_texts_series_and_the_number(case: Case) -> None:
    (verdict,) = compared(case).figures
    figure = case.figures["ruined_2020"]
    drawn = timeline(case, figure, verdict)
    assert drawn is not None
    root = ET.fromstring(str(drawn))
    classes = [each.get("class", "") for each in root.iter()]
    assert classes.count("timeline") == 1
    assert classes.count("measured") == 4
    assert classes.count("stated wrong") == 1
    assert classes.count("present") == 2  # the letter and the reply
    assert "stated about 40 house, measured 404 at 2019-12-01" in str(drawn)
    xs = [float(each.get("x1", "0")) for each in root.iter() if each.get("class") == "present"]
    assert all(44 <= x <= 292 for x in xs)


def test_breaks_divide_the_line_and_some_figures_have_no_chart(case: Case) -> None:
    (verdict,) = compared(case).figures
    (line,) = verdict.lines
    broken = replace(line, source=replace(line.source, breaks=(2018.5,)))
    drawn = str(timeline(case, case.figures["ruined_2020"], replace(verdict, lines=(broken,))))
    assert len(re.findall('class="timeline"', drawn)) == 2
    assert timeline(case, case.figures["ruined_2020"], replace(verdict, lines=())) is None
