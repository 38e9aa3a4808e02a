"""Designs in a sentence, for readers who do not know their names."""

from contention.case.evidence import DataSource, DataTest
from contention.language.dates import date_text

SCALES = {
    "value": "",
    "log": ", as a logarithm",
    "logit": ", as log odds",
    "change": ", change a year",
}
PERIODS = {"": "", "month": " by month", "quarter": " by quarter", "year": " by year"}


def design_sentence(test: DataTest, data: dict[str, DataSource] | None = None) -> str:
    """What a test does, in a sentence."""
    titles = {id_: source.title for id_, source in (data or {}).items()}
    return {
        "interrupted_time_series": _interrupted,
        "before_after": _compared,
        "group_difference": _groups,
        "survival_difference": _survival,
        "local_projection": _projection,
    }[test.design](test, titles)


def _title(titles: dict[str, str], id_: str) -> str:
    return f"“{titles.get(id_, id_)}”"


def _outcome(test: DataTest, titles: dict[str, str]) -> str:
    where = SCALES[test.outcome_scale] + PERIODS[test.every]
    column = "" if test.outcome == "value" or test.outcome_is else f", column {test.outcome}"
    return f"{_title(titles, test.data)}{column}{where}"


def _years(number: float) -> str:
    return "1 year" if number == 1 else f"{number:.3g} years"


def _window(test: DataTest) -> str:
    if test.window is None:
        return "all values before and after"
    before, after = test.window
    return f"{_years(before)} before and {after:.3g} after"


def _at(test: DataTest) -> str:
    return "an unknown date" if test.at is None else date_text(test.at) or f"{test.at:.2f}"


def _interrupted(test: DataTest, titles: dict[str, str]) -> str:
    what = "slope, a year," if test.part == "slope" else "level"
    later = f", measured {_years(test.horizon)} later" if test.horizon else ""
    return (
        f"Interrupted time series: change of the {what} of {_outcome(test, titles)}, at {_at(test)}"
        f"{later}, beyond its own trend, with correlated errors; {_window(test)}."
    )


def _compared(test: DataTest, titles: dict[str, str]) -> str:
    return (
        f"Before and after {_at(test)}: how much more {_outcome(test, titles)} changed than "
        f"{_title(titles, test.comparison)}, with correlated errors; {_window(test)}."
    )


def _sides(test: DataTest) -> str:
    if not test.exposed:
        scale = SCALES[test.exposure_scale]
        return f"per unit of {test.exposure}{scale}" if test.exposure else "for one more"
    other = test.compared or "the rest"
    return f"{test.exposed} against {other} ({test.exposure})"


def _clusters(test: DataTest) -> str:
    column = test.cluster or test.unit
    return f"errors by {column}" if column else "each row on its own"


def _held(test: DataTest) -> str:
    return f", with {', '.join(test.adjust)} held constant" if test.adjust else ""


def _event(test: DataTest) -> str:
    return f", points of {test.outcome} = {test.outcome_is}" if test.outcome_is else ""


def _groups(test: DataTest, titles: dict[str, str]) -> str:
    return (
        f"Difference between groups in {_outcome(test, titles)}{_event(test)}: {_sides(test)}"
        f"{_held(test)}; {_clusters(test)}."
    )


def _survival(test: DataTest, titles: dict[str, str]) -> str:
    if test.horizon:
        what = f"share with the event within {_years(test.horizon)}, in points"
    else:
        what = "log ratio of hazards"
    return (
        f"Survival in {_title(titles, test.data)}: {what}, {_sides(test)}{_held(test)}; "
        f"{_clusters(test)}."
    )


def _projection(test: DataTest, titles: dict[str, str]) -> str:
    source = f" of {_title(titles, test.exposure_data)}" if test.exposure_data else ""
    when = "in the same year" if not test.horizon else f"{_years(test.horizon)} on"
    return (
        f"Local projection: {_outcome(test, titles)}{_event(test)} {when}, {_sides(test)}{source}, "
        f"with the year before, each {test.unit} and each year held constant{_held(test)}; "
        f"{_clusters(test)}."
    )
