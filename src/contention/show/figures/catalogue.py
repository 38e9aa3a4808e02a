"""Every figure that reports and maps draw, as a picture of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contention.analysis.quotation import read_sentences
from contention.case.model import Case
from contention.case.titles import claim_title, holder_title
from contention.evidence.evidence import Evidence
from contention.judge.verdict import Judgement
from contention.maps.causal_map import CausalMap
from contention.runs.results import Course
from contention.show.contest.contest_figure import verdict_matrix
from contention.show.figures.sheet import Panel, PanelRow, Sheet, drawn, standalone
from contention.show.map.drawing import draw_map
from contention.show.map.view import MapOptions
from contention.show.report.account_evidence import accounts_section
from contention.show.report.claim_evidence import claims_section
from contention.show.report.contention_sections import AccountRow, account_rows
from contention.show.report.course_sections import ending, unit_in_words
from contention.show.report.fan_figures import fan_chart, fan_of, flat, shared_axis
from contention.show.report.figure_sections import figure_section
from contention.show.report.hinge_tables import HingeGroup, hinge_groups
from contention.show.svg import bar, element, figure, line, text
from contention.show.words.share_words import worded

FIGURES: Mapping[str, str] = {
    "map": "causal map of an account",
    "verdicts": "matrix of verdicts, contentions by accounts",
    "shares": "shares of draws, margins and horizons of a contention",
    "hinges": "what each claim changes in the verdicts on a contention",
    "courses": "courses of a factor as fans, by account and scenario",
    "timelines": "figures of the texts on the series that measure them",
    "effects": "effects of tests on claims, with intervals",
    "forecasts": "forecasts of accounts with what was observed",
}
"""name on the command line → what it shows"""


class NothingToDrawError(ValueError):
    """There is nothing to draw; the message says why."""


def map_figure(case: Case, causal_map: CausalMap, options: MapOptions) -> str:
    """A map with its legend."""
    return standalone(draw_map(causal_map, case, options=options))


def verdict_figure(case: Case, judgement: Judgement) -> str:
    """The matrix of verdicts."""
    if not judgement.verdicts:
        raise NothingToDrawError("there is no verdict: the case has no contention or no account")
    matrix = Panel(verdict_matrix(case, judgement))
    return drawn(Sheet(case.title, f"Verdicts; {_draws(judgement)}", (PanelRow("", (matrix,)),)))


def share_figure(case: Case, judgement: Judgement, contention: str) -> str:
    """Strips of one contention, a row for each account that answers it."""
    verdicts = [item for item in judgement.verdicts if item.contention == contention]
    asked = case.contentions[contention]
    told = account_rows(case, asked, [item for item in verdicts if item.support is not None])
    if not told:
        raise NothingToDrawError(f"no account can say anything about “{asked.title}”")
    silent = len(verdicts) - len(told)
    note = f"; {silent} cannot say" if silent else ""
    heads = ("shares of draws", "margin", "share by year")
    return drawn(
        Sheet(asked.title, f"{len(told)} accounts{note}; {_draws(judgement)}",
              tuple(_shares(row) for row in told), heading_width=230.0, heads=heads)
    )  # fmt: skip


def _shares(row: AccountRow) -> PanelRow:
    panels = tuple(Panel(str(each)) for each in (row.shares, row.margin, row.horizon))
    return PanelRow(f"{row.account.title}: {worded(row.verdict)}", panels)


def _draws(judgement: Judgement) -> str:
    return f"{judgement.draws} draws, seed {judgement.seed}"


def hinge_figure(case: Case, judgement: Judgement, contention: str) -> str:
    """Bars of the claims that move the verdicts on one contention."""
    title = case.contentions[contention].title
    groups = hinge_groups(case, judgement, read_sentences(case), contention)
    groups = tuple(group for group in groups if group.rows)
    if not groups:
        raise NothingToDrawError(f"no verdict on “{title}” moves without a single claim")
    return drawn(
        Sheet(f"Hinges: {title}",
              f"change of the share of draws without each claim, with two standard errors; "
              f"{judgement.hinge_draws} draws, seed {judgement.seed}",
              tuple(row for group in groups for row in _hinges(case, group)), heading_width=380.0)
    )  # fmt: skip


def _hinges(case: Case, group: HingeGroup) -> Iterator[PanelRow]:
    verdict = worded(group.verdict)
    yield PanelRow(f"{group.account.title}: {verdict}", ())
    for row in group.rows:
        claim = case.claims.get(row.hinge.claim)
        who = holder_title(case, claim.holder) if claim else "assumption"
        words = f"[{row.hinge.claim}] {claim_title(case, row.hinge.claim)} ({who})"
        turned = f", then {row.hinge.verdict_without}" if row.overturns else ""
        moved = f"{row.change} points, margin {row.margin_change}{turned}"
        yield PanelRow(words, (Panel(str(row.bar), right=moved),))


@dataclass(frozen=True)
class CourseFigure:
    """What a figure of courses shows."""

    factor: str
    courses: Mapping[str, Mapping[str, Course]]
    """account → scenario → recorded courses"""
    draws: int
    seed: int


def course_figure(case: Case, shown: CourseFigure) -> str:
    """Fans of one factor on one axis: a row for each account, a panel for each scenario."""
    factor = case.factors[shown.factor]
    fans = {
        (account, scenario): fan_of(course.times, course.values[factor.id])
        for account, found in shown.courses.items()
        for scenario, course in found.items()
        if factor.id in course.values
    }
    if not fans:
        raise NothingToDrawError(f"no account that was asked mentions “{factor.title}”")
    moving = [fan for fan in fans.values() if factor.observed or not flat(fan)]
    axis = shared_axis(moving or fans.values(), factor, case.times, factor.observed)
    rows = []
    for account in shown.courses:
        panels = []
        for scenario in case.scenarios:
            fan = fans.get((account, scenario))
            if fan is None:
                continue
            chart = fan_chart(fan, axis, case.times, "", factor.observed)
            panels.append(Panel(str(chart), (case.scenarios[scenario].title, ending(fan))))
        if panels:
            rows.append(PanelRow(case.accounts[account].title, tuple(panels)))
    scale = ", logarithmic scale" if axis.logarithmic else ""
    words = f"{unit_in_words(factor)}{scale}; {shown.draws} draws, seed {shown.seed}"
    return drawn(Sheet(factor.title, words, tuple(rows), key=str(_fan_key())))


def _fan_key() -> str:
    parts = [
        bar((0, 2), (26, 14), "band-90"), bar((0, 6), (26, 6), "band-50"),
        line((0, 9), (26, 9), "median"), text((33, 13), "median, 50 %, 90 %"),
        line((146, 9), (172, 9), "single"), text((179, 13), "one draw"),
        element("circle", cx=244, cy=9, r=2.4, class_="observed"), text((253, 13), "observed"),
    ]  # fmt: skip
    return str(figure(330, 18, "", parts))


def timeline_figure(case: Case, evidence: Evidence) -> str:
    """Every figure of the texts that data measure, on its series."""
    section = figure_section(case, evidence)
    charts = section.charts if section else ()
    if not charts:
        raise NothingToDrawError("no figure of the texts is on a series whose data are there")
    panels = [Panel(str(each.chart), (each.figure.subject, f"stated {each.stated}"))
              for each in charts]  # fmt: skip
    return drawn(_grid("Figures and what was measured", panels, 3))


def _grid(title: str, panels: Sequence[Panel], across: int) -> Sheet:
    rows = [PanelRow("", tuple(panels[first : first + across]))
            for first in range(0, len(panels), across)]  # fmt: skip
    return Sheet(title, "", tuple(rows), across=across)


def effect_figure(case: Case, evidence: Evidence) -> str:
    """Every test of claims on data: its effect with 90 % intervals."""
    section = claims_section(case, evidence)
    if section is None or not section.tests:
        raise NothingToDrawError("no claim is tested on data that are there")
    rows = [PanelRow(test.title, (Panel(str(test.strip), right=test.effect),))
            for test in section.tests]  # fmt: skip
    words = "effect, 90 % interval and the same widened; each on a scale of its own"
    return drawn(Sheet("Effects of tests on claims", words, tuple(rows), heading_width=330.0))


def forecast_figure(case: Case, evidence: Evidence) -> str:
    """Forecasts of every account with what was observed."""
    section = accounts_section(case, evidence)
    rows = [
        PanelRow(account.title, tuple(Panel(str(row.chart), (row.title,)) for row in account.rows))
        for account in (section.fans if section else ())
        if account.rows
    ]
    if not rows:
        raise NothingToDrawError("no account moves a factor that was observed")
    return drawn(Sheet("Forecasts and what was observed", "bands: 50 % and 90 %; dashes: 90 % of "
                       "persistence; rings: observed later", tuple(rows)))  # fmt: skip
