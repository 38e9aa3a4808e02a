"""Fan charts: one block per outcome, one row per account, one panel per scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from contention.analysis.outcomes import charted
from contention.case.factor_kinds import traits
from contention.case.model import AccountSpec, Case, Factor, Scenario, Series
from contention.runs.results import Course
from contention.show.report.fan_figures import Fan, FanAxis, fan_chart, fan_of, flat, shared_axis
from contention.show.words.numbers import listed, quantity

Courses = Mapping[str, Mapping[str, Course]]
"""account → scenario → recorded courses"""


@dataclass(frozen=True)
class CoursePanel:
    """One fan chart."""

    scenario: Scenario
    chart: Markup
    ending: str
    """median and 90 % range at the end, in words"""


@dataclass(frozen=True)
class CoursePanelRow:
    """The panels of one account."""

    account: AccountSpec
    panels: tuple[CoursePanel, ...]
    constant: str
    """scenarios in which it is constant and nothing is drawn; else empty"""


@dataclass(frozen=True)
class OutcomeSection:
    """All fan charts of one outcome, on one axis."""

    factor: Factor
    unit: str
    axis: str
    """note on the vertical axis, if it needs one; else empty"""
    observed: Series | None
    rows: tuple[CoursePanelRow, ...]
    absent: tuple[AccountSpec, ...]
    """accounts that do not contain this outcome"""


def outcome_sections(case: Case, courses: Courses) -> tuple[OutcomeSection, ...]:
    """The sections of every outcome that a contention asks about."""
    sections = (
        _section(case, case.factors[outcome], scenarios, courses)
        for outcome, scenarios in charted(case).items()
    )
    return tuple(section for section in sections if section.rows)


def _section(
    case: Case, factor: Factor, scenarios: tuple[str, ...], courses: Courses
) -> OutcomeSection:
    fans = {
        (account, scenario): fan_of(found[scenario].times, found[scenario].values[factor.id])
        for account, found in courses.items()
        for scenario in scenarios
        if scenario in found and factor.id in found[scenario].values
    }
    moving = [fan for fan in fans.values() if factor.observed or not flat(fan)]
    axis = shared_axis(moving or fans.values(), factor, case.times, factor.observed)
    present = dict.fromkeys(account for account, _ in fans)
    rows = tuple(
        _row(case, factor, case.accounts[account], fans, axis)
        for account in case.accounts
        if account in present
    )
    absent = tuple(case.accounts[id_] for id_ in courses if id_ not in present)
    return OutcomeSection(
        factor, unit_in_words(factor), _axis_in_words(axis), factor.observed, rows, absent
    )


def _row(
    case: Case,
    factor: Factor,
    spec: AccountSpec,
    fans: Mapping[tuple[str, str], Fan],
    axis: FanAxis,
) -> CoursePanelRow:
    known = [scenario for scenario in case.scenarios if (spec.id, scenario) in fans]
    still = [one for one in known if not factor.observed and flat(fans[spec.id, one])]
    panels = tuple(
        _panel(case, factor, spec, case.scenarios[scenario], fans[spec.id, scenario], axis)
        for scenario in known
        if scenario not in still
    )
    return CoursePanelRow(
        spec, panels, _constant(case, [fans[spec.id, one] for one in still], still, not panels)
    )


def _constant(case: Case, fans: Sequence[Fan], scenarios: Sequence[str], whole: bool) -> str:
    """`Stays at 1 in Aid goes on; Aid ends.`; `whole` if these are all the scenarios."""
    by_value: dict[str, list[str]] = {}
    for fan, scenario in zip(fans, scenarios, strict=True):
        value = quantity(float(fan.quantiles[-1, 2]))
        by_value.setdefault(value, []).append(case.scenarios[scenario].title)
    if whole and len(by_value) == 1:
        return f"Stays at {next(iter(by_value))} in all scenarios."
    said = [f"stays at {value} in {'; '.join(titles)}" for value, titles in by_value.items()]
    return f"S{listed(said)[1:]}." if said else ""


def _axis_in_words(axis: FanAxis) -> str:
    if axis.logarithmic:
        return "logarithmic scale"
    return "axis does not begin at 0" if axis.cut else ""


def _panel(
    case: Case, factor: Factor, spec: AccountSpec, scenario: Scenario, fan: Fan, axis: FanAxis
) -> CoursePanel:
    words = ending(fan)
    label = f"{factor.title}, {spec.title}, {scenario.title}: {words}"
    chart = fan_chart(fan, axis, case.times, label, factor.observed)
    return CoursePanel(scenario, chart, words)


def ending(fan: Fan) -> str:
    """Median and 90 % range at the end, in words."""
    if len(fan.times) == 0:
        return "no draw ran to the end"
    low, _, middle, _, high = (quantity(float(value)) for value in fan.quantiles[-1])
    return f"{middle} at the end ({low} to {high})"


def unit_in_words(factor: Factor) -> str:
    """Unit of the vertical axis."""
    if traits(factor).scale == "probability":
        return "probability that it has happened since the present"
    if traits(factor).scale == "share":
        return factor.unit or "share, 0 to 1"
    if traits(factor).bounds_relative and factor.unit in ("", "relative"):
        return "relative to the present (1)"
    return factor.unit or "no unit"
