"""Tests of a case, from a file to an effect; and everything that may be wrong with them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from contention.case.evidence import DataSource, DataTest
from contention.evidence.claims.claim_evidence import widened, word_of
from contention.evidence.claims.estimated import Estimated
from contention.evidence.claims.run_tests import DESIGNS
from contention.evidence.designs.groups import group_difference
from contention.evidence.sources.library import DataLibrary
from tests.simulated_panels import autocorrelated

SERIES = DataTest("asked", "A question", ("claim",), "interrupted_time_series", "one", "value", "+",
                  at=2014.0)  # fmt: skip
PANEL = replace(SERIES, design="group_difference", outcome="fell", exposure="ended", exposed="lost",
                cluster="war", at=None)  # fmt: skip


def run(test: DataTest, folder: Path, one: str, two: str = "date,value\n2014,1\n") -> Estimated:
    (folder / "one.csv").write_text(one)
    (folder / "two.csv").write_text(two)
    sources = {
        name: DataSource(name, name.title(), "an office", source=f"{name}.csv")
        for name in ("one", "two")
    }
    return DESIGNS[test.design](test, DataLibrary(sources, folder / "case", folder, 2026.0))


def monthly(values: np.ndarray, year: int = 2012) -> str:
    rows = [f"{year + i // 12}-{i % 12 + 1:02},{value:.6f}" for i, value in enumerate(values)]
    return "\n".join(["date,value", *rows]) + "\n"


JUMP = 0.5 + 0.05 * autocorrelated(np.random.default_rng(0), 48, 0.3) + 0.2 * (np.arange(48) >= 24)
WARS = "war,state,ended,fell,army,before\n" + "".join(
    f"{war},s{war % 5},{'lost' if war % 2 else 'won'},{'yes' if war % 2 or war % 5 == 0 else 'no'},"
    f"{war % 7},{'king' if war % 3 else 'council'}\n"
    for war in range(24)
)


def messages(found: Estimated) -> str:
    return "\n".join(str(problem) for problem in found.problems)


def test_a_series_is_looked_at_in_its_window_and_on_its_scale(tmp_path: Path) -> None:
    test = replace(SERIES, window=(1.0, 1.0), outcome_scale="logit")
    found = run(test, tmp_path, monthly(JUMP))
    assert found.estimate is not None
    assert found.estimate.n == 25
    low, high = found.estimate.interval()
    assert 0 < low < found.estimate.effect < high
    whole = run(replace(test, window=None, every="quarter"), tmp_path, monthly(JUMP))
    assert whole.estimate is not None
    assert whole.estimate.n == 16


def test_of_a_total_the_change_is_looked_at(tmp_path: Path) -> None:
    random = np.random.default_rng(8)
    total = np.cumsum(3 + 2 * (np.arange(48) >= 24) + 0.3 * random.normal(size=48))
    found = run(replace(SERIES, outcome_scale="change"), tmp_path, monthly(total))
    assert found.estimate is not None
    assert found.estimate.n == 47
    low, high = found.estimate.interval()
    assert 12 < low < 24 < high
    refused = run(replace(PANEL, outcome="army", outcome_scale="change"), tmp_path, WARS)
    assert refused.estimate is None
    assert "`change` is for series" in messages(refused)


def test_a_comparison_is_taken_off(tmp_path: Path) -> None:
    test = replace(SERIES, design="before_after", comparison="two")
    found = run(test, tmp_path, monthly(JUMP), monthly(JUMP - 0.1 * (np.arange(48) >= 24) + 0.003 *
                np.random.default_rng(1).normal(size=48)))  # fmt: skip
    assert found.estimate is not None
    assert found.estimate.effect == pytest.approx(0.1, abs=0.01)


def test_groups_are_told_by_words_and_events_are_points(tmp_path: Path) -> None:
    test = replace(PANEL, outcome_is="yes", adjust=("army", "before"), cluster="state")
    found = run(test, tmp_path, WARS)
    rows = [line.split(",") for line in WARS.splitlines()[1:]]
    fell = np.array([100.0 * (row[3] == "yes") for row in rows])
    lost = np.array([float(row[2] == "lost") for row in rows])
    held = np.array([[float(row[4]), float(row[5] == "king")] for row in rows])
    states = np.unique([row[1] for row in rows], return_inverse=True)[1]
    direct = group_difference(fell, lost, held, states)
    assert found.estimate is not None
    assert found.estimate.effect == pytest.approx(direct.effect)
    assert found.estimate.interval() == pytest.approx(direct.interval())
    assert found.problems == ()


def test_spells_may_end_with_the_next_row_of_a_unit(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    rows = ["state,ended,began,how"]
    for state in range(20):
        year = 1900.0 + random.uniform(0, 5)
        while year < 1990:
            how = "draw" if random.uniform() < 0.5 else "win"
            rows.append(f"s{state},{int(year) + 1}-01-01,{int(year)}-01-01,{how}")
            year += 2 + random.exponential(6 if how == "draw" else 20)
    test = replace(PANEL, design="survival_difference", recurs=True, unit="state", cluster="",
                   start="ended", time="began", exposure="how", exposed="draw", compared="win",
                   until=1990.0, horizon=10.0)  # fmt: skip
    found = run(test, tmp_path, "\n".join(rows) + "\n")
    assert found.estimate is not None
    low, high = found.estimate.interval()
    assert low < 100 * (np.exp(-9 / 20) - np.exp(-9 / 6)) < high
    assert low > 10
    ratio = run(replace(test, horizon=0.0), tmp_path, "\n".join(rows) + "\n")
    assert ratio.estimate is not None
    assert ratio.estimate.effect == pytest.approx(np.log(20 / 6), abs=0.6)


def two_panels() -> tuple[str, str]:
    random = np.random.default_rng(3)
    outcomes, exposures = ["who,year,score"], ["name,when,size"]
    for unit in range(25):
        level = 0.0
        for year in range(1980, 2000):
            strike = random.uniform() < 0.3
            level = 0.5 * level + 2.0 * strike + random.normal()
            outcomes.append(f"u{unit},{year},{level:.5f}")
            exposures += [f"u{unit},{year}-05-01,7", f"u{unit},{year}-07-01,7"] * strike
    return "\n".join(outcomes) + "\n", "\n".join(exposures) + "\n"


def test_an_exposure_may_come_from_another_table(tmp_path: Path) -> None:
    outcomes, exposures = two_panels()
    test = replace(SERIES, design="local_projection", outcome="score", unit="who", time="year",
                   exposure_data="two", exposure_unit="name", exposure_time="when",
                   horizon=1.0)  # fmt: skip
    found = run(test, tmp_path, outcomes, exposures)
    assert found.estimate is not None
    low, high = found.estimate.interval()
    assert low < 0.5 < high
    sizes = replace(test, exposure="size", absent_is_zero=("exposure",))
    summed = run(sizes, tmp_path, outcomes, exposures)
    assert summed.estimate is not None
    assert summed.estimate.effect == pytest.approx(found.estimate.effect / 7)


def test_units_and_years_without_a_row_may_count_as_none(tmp_path: Path) -> None:
    _, exposures = two_panels()
    test = replace(SERIES, design="local_projection", outcome="size", unit="name", time="when",
                   exposure="size", absent_is_zero=("outcome", "exposure"),
                   outcome_scale="log")  # fmt: skip
    once = "\n".join(dict.fromkeys(exposures.replace("-05-01", "").replace("-07-01", "").split()))
    found = run(test, tmp_path, once + "\n")
    assert found.estimate is not None
    assert found.estimate.n == 25 * 19


SHORT = monthly(JUMP[:26])
BAD = {
    "no date": (replace(SERIES, at=None), SHORT, "the test has no `at`"),
    "outside": (replace(SERIES, at=2020.0), SHORT, "is outside of"),
    "one point": (SERIES, "date,value\n2014-01,1\n", "outside of 2014.00 to 2014.00"),
    "all missing": (SERIES, "date,value\n2014-01,\n2014-02,NA\n", "no row has a date and a value"),
    "constant": (SERIES, monthly(np.full(48, 0.5)), "the outcome is 0.5 in every row"),
    "short": (SERIES, SHORT, "24 values before the intervention and 2 after it"),
    "column": (replace(SERIES, outcome="valeu"), SHORT, "did you mean `value`"),
    "below 0": (replace(SERIES, outcome_scale="log"), monthly(JUMP - 0.5), "have no log"),
    "doubled": (SERIES, SHORT + "2014-01,9\n", "occurs twice with different values"),
    "no comparison": (replace(SERIES, design="before_after"), SHORT, "needs `at` and `comparison`"),
    "empty group": (replace(PANEL, exposed="los"), WARS, "did you mean `lost`"),
    "empty where": (replace(PANEL, where={"state": "s9"}), WARS, "no row has `s9`"),
    "never together": (
        replace(PANEL, where={"state": "s0", "army": "6", "war": "0"}), WARS, "all that `where`",
    ),
    "no outcome column": (replace(PANEL, outcome="felt"), WARS, "did you mean `fell`"),
    "no cluster column": (replace(PANEL, outcome_is="yes", cluster="wra"), WARS, "mean `war`"),
    "no control": (replace(PANEL, outcome_is="yes", adjust=("amry",)), WARS, "mean `army`"),
    "unknown cluster": (
        replace(PANEL, outcome_is="yes"), WARS + ",s1,lost,no,1,king\n", "1 rows have no value in",
    ),
    "words": (PANEL, WARS, "`no` in column `fell` is not a number"),
    "always": (replace(PANEL, outcome_is="yes", where={"ended": "lost"}), WARS, "is 100 in every"),
    "no exposure": (replace(PANEL, outcome_is="yes", exposure=""), WARS, "has no `exposure`"),
    "no unit": (replace(PANEL, design="local_projection"), WARS, "has no `unit`"),
    "half a year": (
        replace(PANEL, design="local_projection", unit="war", horizon=0.5), WARS, "cannot be used",
    ),
    "no dates": (replace(PANEL, since=1990.0), WARS, "there is no column `date`"),
    "survival of nobody": (
        replace(PANEL, design="survival_difference", outcome_is="yes", time="army", exposed=""),
        WARS, "has no `exposed`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_problem(name: str, tmp_path: Path) -> None:
    test, table, message = BAD[name]
    found = run(test, tmp_path, table)
    assert found.estimate is None
    assert message in messages(found)
    assert all(problem.message for problem in found.problems)


def test_a_gap_is_a_warning_and_the_test_still_runs(tmp_path: Path) -> None:
    lines = monthly(JUMP).splitlines()
    found = run(SERIES, tmp_path, "\n".join([*lines[:6], *lines[14:]]) + "\n")
    assert found.estimate is not None
    assert "warning: `asked`: 8 values are missing in between" in messages(found)


def test_a_break_in_the_window_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text(monthly(JUMP))
    source = DataSource("one", "One", "an office", source="one.csv", breaks=(2014.3,))
    library = DataLibrary({"one": source}, tmp_path / "case", tmp_path, 2026.0)
    found = DESIGNS[SERIES.design](replace(SERIES, window=(1.0, 1.0)), library)
    assert found.estimate is None
    assert "changes at 2014.30, inside the window" in messages(found)


def test_data_that_are_not_there_are_no_fault(tmp_path: Path) -> None:
    source = DataSource("one", "One", "an office", source="elsewhere.csv")
    found = DESIGNS[SERIES.design](SERIES, DataLibrary({"one": source}, tmp_path, tmp_path, 2026.0))
    assert (found.estimate, found.problems) == (None, ())
    assert found.missing == "elsewhere.csv is not in the folder with the data"
    found = DESIGNS[SERIES.design](SERIES, DataLibrary({"one": source}, tmp_path, None, 2026.0))
    assert found.missing.startswith("no data folder is set")


@pytest.mark.parametrize(
    ("interval", "expected", "negligible", "word"),
    [
        ((0.1, 0.5), "+", 0.0, "in line"),
        ((0.1, 0.5), "-", 0.0, "against"),
        ((-0.1, 0.5), "-", 0.0, "cannot tell"),
        ((-0.5, -0.1), "-", 0.0, "in line"),
        ((0.1, 0.5), "+", 1.0, "against"),
        ((0.1, 0.5), "not +", 1.0, "in line"),
        ((0.1, 0.5), "not +", 0.0, "against"),
        ((0.1, 0.5), "not +", 0.2, "cannot tell"),
        ((-0.1, 0.5), "not +", 0.0, "cannot tell"),
        ((0.3, 0.5), "not +", 0.2, "against"),
        ((0.3, 0.5), "not -", 0.2, "in line"),
        ((-0.3, -0.1), "not -", 0.0, "against"),
        ((-0.3, -0.1), "not +", 0.0, "in line"),
        ((0.1, 2.0), "+", 1.0, "in line"),
    ],
)
def test_words_go_by_the_interval(
    interval: tuple[float, float], expected: str, negligible: float, word: str
) -> None:
    assert word_of(interval, expected, negligible) == word  # type: ignore[arg-type]


def test_intervals_widen_with_the_tests_tried() -> None:
    assert widened(1) == pytest.approx(0.9)
    assert widened(20) == pytest.approx(0.995)
