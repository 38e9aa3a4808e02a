"""What `import contention` says of arguments that make no sense, and takes that do."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

import contention as ct

CONTENTION = "stopping_ruins"
FEW = {"draws": 16, "hinges": False, "reading_draws": 0}
Asked = Callable[[ct.Case], object]


@pytest.fixture
def case(small_case: Path) -> ct.Case:
    """The small case, loaded."""
    return ct.load(small_case)


WRONG: list[tuple[Callable[[Any], object], type[Exception], str]] = [
    (lambda case: case.judge("32"), TypeError, "draws is '32'; it must be a whole number"),
    (lambda case: case.judge(32.0), TypeError, "draws is 32.0; it must be a whole number"),
    (lambda case: case.judge(16, seed=1.5), TypeError, "seed is 1.5"),
    (lambda case: case.judge(16, seed=None), TypeError, "seed is None"),
    (lambda case: case.judge(16, workers=0), ValueError, "workers is 0; it must be at least 1"),
    (lambda case: case.judge(16, accounts=3), TypeError, "for each account, not 3"),
    (lambda case: case.judge(16, accounts=[case.account("miller")]), KeyError, "by its id"),
    (lambda case: case.run(None), KeyError, "give the account by its id, a string, not by None"),
    (lambda case: case.run("miller", points=2.5), TypeError, "points is 2.5"),
    (lambda case: case.run("miller", draws=1).quantiles([5, 50]), ValueError, "cannot be 5"),
    (lambda case: case.explain(CONTENTION, "teacher", 1.5), TypeError, "draw is 1.5"),
    (lambda case: case.hinges(CONTENTION, budget=-1), ValueError, "budget is -1"),
    (lambda case: case.hinges(CONTENTION, []), ValueError, "no account to ask"),
    (lambda case: case.with_strength("repairs_flood", True), TypeError, "not true or false"),
    (lambda case: ct.compare(case, cast("Any", "x")), TypeError, "give cases, as `load` opens"),
    (lambda case: case.account("miller").map().svg(direction="up"), ValueError, "LR or TB"),
    (lambda case: case.judge(**FEW).report_html(course_draws=0), ValueError, "at least 1"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "error", "words"), WRONG)
def test_a_wrong_argument_is_named(
    asked: Asked, error: type[Exception], words: str, case: ct.Case
) -> None:
    with pytest.raises(error) as raised:
        asked(case)
    assert words in str(raised.value)


def test_whole_numbers_may_be_those_of_numpy(case: ct.Case) -> None:
    drawn = case.run("miller", draws=cast("int", np.int64(2)), seed=cast("int", np.int64(3)))
    assert drawn.seed == 3
    assert type(drawn.seed) is int
    assert len(drawn.draws) == 2


def test_what_never_changes_can_be_a_key(case: ct.Case) -> None:
    judgement = case.judge(16, reading_draws=0)
    same = ct.load(case.folder)
    assert {case: "found"}[same] == "found"
    assert {same.account("miller"): "found"}[case.account("miller")] == "found"
    assert len({*judgement, *judgement}) == len(judgement)


def test_a_judgement_has_its_verdicts_and_their_ids(case: ct.Case) -> None:
    judgement: Any = case.judge(16, accounts="teacher", hinges=False, reading_draws=0)
    assert (CONTENTION, "teacher") in judgement
    assert judgement[0] in judgement
    assert (CONTENTION, "miller") not in judgement
    assert CONTENTION not in judgement


def test_a_report_is_not_mixed_from_two_cases(case: ct.Case) -> None:
    judgement = case.judge(16, hinges=False, reading_draws=0)
    changed = case.without("repairs_flood")
    found = changed.robustness("teacher", CONTENTION, draws=16)
    with pytest.raises(ValueError, match="of another case"):
        judgement.report_html(robustness=found)


def test_quantiles_near_each_other_keep_columns_of_their_own(case: ct.Case) -> None:
    found = case.run("miller", draws=4).quantiles([0.05, 0.5, 0.975, 0.9999, 1])
    columns = list(found.to_frame().columns)
    assert columns[4:-1] == ["q05", "q50", "q97.5", "q99.99", "q100"]


def test_one_of_a_kind_is_written_as_one(case: ct.Case) -> None:
    drawn = case.run("miller", draws=1)
    assert ", 1 draw>" in repr(drawn)
    explained = case.explain(CONTENTION, "teacher", draws=16)
    assert f"{len(explained.paths)} path" in repr(explained)


def test_a_reader_that_cannot_read_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("A cap on rents lowers construction.", encoding="utf-8")
    with pytest.raises(TypeError, match="a reader is a word"):
        ct.extract(text, reader=cast("Any", None))


@pytest.mark.parametrize("setting", ["draws", "hinge_draws", "reading_draws"])
def test_more_draws_than_there_is_room_for_are_refused(case: ct.Case, setting: str) -> None:
    many: dict[str, Any] = {setting: 10**12}
    with pytest.raises(ValueError, match=f"{setting} is 1000000000000; it must be at most 1000000"):
        case.judge(**many)


def test_more_courses_than_there_is_room_for_are_refused(case: ct.Case) -> None:
    account = next(iter(case.accounts))
    with pytest.raises(ValueError, match="draws is 1000000; it must be at most 100000"):
        case.run(account, draws=1_000_000)
    with pytest.raises(ValueError, match="draws is 1000001; it must be at most 1000000"):
        ct.compare(case, case, draws=1_000_001)
