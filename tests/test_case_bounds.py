"""Every number of the schema is bounded: at its extremes it is refused with a place, or it runs."""

import math
import types
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import numpy as np
import pytest
import yaml
from pydantic import BaseModel, RootModel

from contention.case.load import load_case
from contention.case.model import Case
from contention.case.problem import Problem, errors
from contention.case.schema.files import FILES as MODELS
from contention.case.schema.files import whole_schema
from contention.case.storage.remembered import remembering
from contention.case.storage.yaml_text import read_yaml
from contention.judge.judge import judge
from contention.runs.plan import prepare
from contention.runs.simulate import run_courses
from tests.conftest import FILES

Keys = tuple[str | int, ...]
EXTREMES: list[Any] = [
    math.nan, math.inf, -math.inf, 1e308, -1e308, 1e30, -1e30, 1e31, 50, -1, 0, -0.0, 10**39,
    -(10**39), 5e-324, -5e-324, 2.3e-308, 1e-31, 1e-30, 0.9999999999999999, 1.0000000000000002,
    "0.5", "1e308", "9" * 400, True, 1, 0.05, 0.25, 400,
]  # fmt: skip
FEW: list[Any] = [math.nan, 1e308, -1, 0, 5e-324, 1, 0.05, 0.25, 400]
"""Those of them that the default run of the tests has the time for."""
_DOCUMENTS = yaml.safe_load(FILES["case.yaml"])["documents"]
_SUMMARY = {**deepcopy(_DOCUMENTS["letter"]), "kind": "summary",
            "sums_up": [{"author": "A", "title": "B", "year": 2000}]}  # fmt: skip
MORE: dict[str, dict[str, Any]] = {
    "case.yaml": {
        "readings": {"bold": {"title": "bold", "reason": "Why not.", "spread": 1.5}},
        "documents": {**_DOCUMENTS, "short": _SUMMARY},
    },
    "merges.yaml": {"merges": [{"factor": "calm", "into": "care", "similarity": 0.5}]},
    "factors.yaml": {
        "calm": {"title": "Calm"},
        "sun": {"title": "Sun", "kind": "input", "constant": 1.0, "baseline": 1.0},
        "wind": {
            "title": "Wind", "kind": "input",
            "pulse": {"from": "2012-01-01", "until": "2013-01-01", "to": 2.0},
        },
        "fog": {
            "title": "Fog", "kind": "input",
            "ramp": {"from": "2012-01-01", "until": "2013-01-01", "to": 2.0},
        },
    },
    "evidence.yaml": {
        "data": {"counted": {"title": "Counted", "publisher": "us", "source": "c.csv"}},
        "tests": {
            "asked": {
                "title": "Asked", "claims": ["rain_flood"], "design": "group_difference",
                "data": "counted", "expected": "+", "confounders": "Much.", "before": 1, "after": 1,
            },
        },
        "factors": {"trust": {"data": "counted", "error": 0.1}},
        "costs": {"repairs_stop": {"cost": 1, "source": "us"}},
    },
}  # fmt: skip
"""Entries beside those of the small case, so that every number of the schema has a place."""

CASE, LETTER, FACTORS = "case.yaml", "claims/letter.yaml", "factors.yaml"
SCENARIOS, RAIN = "scenarios.yaml", ("assumptions", 0)
PLACES: dict[str, list[tuple[str, Keys]]] = {
    "TimesEntry.step": [(CASE, ("time", "step"))],
    "DocumentEntry.length": [(CASE, ("documents", "reply", "length"))],
    "WorkEntry.year": [(CASE, ("documents", "short", "sums_up", 0, "year"))],
    "TablesEntry.strength": [
        (CASE, ("tables", "strength", "unqualified")), (CASE, ("tables", "strength", "strong")),
    ],
    "TablesEntry.time": [
        (CASE, ("tables", "time", "months")), (CASE, ("tables", "time", "a year")),
    ],
    "TablesEntry.saturation": [(CASE, ("tables", "saturation"))],
    "TablesEntry.time_spread": [(CASE, ("tables", "time_spread"))],
    "SpreadEntry.stated": [(CASE, ("tables", "strength_spread", "stated"))],
    "SpreadEntry.unstated": [(CASE, ("tables", "strength_spread", "unstated"))],
    **{
        f"StanceEntry.{stance}": [(CASE, ("tables", "stance", stance))]
        for stance in ("asserted", "conceded", "hedged", "reported", "rejected")
    },
    "ReadingEntry.strength": [(CASE, ("readings", "bold", "strength", "strong"))],
    "ReadingEntry.spread": [(CASE, ("readings", "bold", "spread"))],
    **{
        f"ThresholdsEntry.{key}": [(CASE, ("thresholds", key))]
        for key in ("supported", "tolerance", "clear", "large", "tolerance_share")
    },
    "ClaimAnchorEntry.start": [(LETTER, ("claims", 0, "anchor", "start"))],
    "ClaimAnchorEntry.end": [(LETTER, ("claims", 0, "anchor", "end"))],
    "AnchorEntry.start": [(LETTER, ("figures", 0, "anchor", "start"))],
    "AnchorEntry.end": [(LETTER, ("figures", 0, "anchor", "end"))],
    "ConditionEntry.below": [(LETTER, ("claims", 4, "condition", "below"))],
    "ConditionEntry.above": [(FACTORS, ("flood", "only_while", "above"))],
    "ClaimEntry.strength": [(LETTER, ("claims", 0, "strength"))],
    "ClaimEntry.credibility": [(LETTER, ("claims", 0, "credibility"))],
    "ClaimEntry.sign_credibility": [(LETTER, ("claims", 0, "sign_credibility"))],
    "AssumptionEntry.strength": [("assumptions.yaml", (*RAIN, "strength"))],
    "AssumptionEntry.credibility": [("assumptions.yaml", (*RAIN, "credibility"))],
    "AssumptionEntry.sign_credibility": [("assumptions.yaml", (*RAIN, "sign_credibility"))],
    "DataEntry.scale": [("evidence.yaml", ("data", "counted", "scale"))],
    **{
        f"DataTestEntry.{key}": [("evidence.yaml", ("tests", "asked", key))]
        for key in ("before", "after", "horizon", "negligible")
    },
    "ObservationEntry.error": [("evidence.yaml", ("factors", "trust", "error"))],
    "ObservationEntry.misfit": [("evidence.yaml", ("factors", "trust", "misfit"))],
    "CostEntry.cost": [("evidence.yaml", ("costs", "repairs_stop", "cost"))],
    "EvidenceFile.budget": [("evidence.yaml", ("budget",))],
    "FigureEntry.value": [(LETTER, ("figures", 0, "value"))],
    "MergeEntry.similarity": [("merges.yaml", ("merges", 0, "similarity"))],
    "RateEntry.rate": [(FACTORS, ("ruined", "inflow", "rate"))],
    "RateEntry.spread": [(FACTORS, ("ruined", "inflow", "spread"))],
    "HazardEntry.rate": [(FACTORS, ("flood", "hazard", "rate"))],
    "HazardEntry.spread": [(FACTORS, ("flood", "hazard", "spread"))],
    "StepEntry.to": [(FACTORS, ("gossip", "step", "to"))],
    "WindowEntry.to": [(FACTORS, ("wind", "pulse", "to")), (FACTORS, ("fog", "ramp", "to"))],
    "FactorEntry.baseline": [
        (FACTORS, (factor, "baseline"))
        for factor in ("trust", "repairs", "ruined", "sun", "gossip")
    ],
    "FactorEntry.initial": [
        (FACTORS, (factor, "initial")) for factor in ("trust", "care", "ruined")
    ],
    "FactorEntry.constant": [(FACTORS, ("sun", "constant"))],
    "FactorEntry.at_most": [(FACTORS, ("flood", "at_most"))],
    "SetEntry.to": [
        (SCENARIOS, ("scenarios", "repairs_stop", "actions", 0, "to")),
        (SCENARIOS, ("scenarios", "unlucky", "actions", 4, "to")),
    ],
    "ShockEntry.add": [(SCENARIOS, ("scenarios", "unlucky", "actions", 1, "add"))],
    "ShockEntry.times": [(SCENARIOS, ("scenarios", "unlucky", "actions", 2, "times"))],
}  # fmt: skip
"""Key of the schema that takes numbers → where it stands in the case of this test."""


def _numeric(annotation: Any) -> bool:
    """Whether a value of this type may be a number by itself, or a mapping of numbers."""
    if annotation in (int, float):
        return True
    if get_origin(annotation) is dict:
        return _numeric(get_args(annotation)[1])
    if get_origin(annotation) in (Annotated, Union, types.UnionType):
        return any(_numeric(inner) for inner in get_args(annotation)[:None])
    return False


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def numeric_keys() -> set[str]:
    """`Model.key` of every key of the schema that takes a number, found through all files."""
    found: set[str] = set()
    waiting, seen = list(MODELS.values()), set[type[BaseModel]]()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            waiting += _models(field.annotation)
            if _numeric(field.annotation) and not issubclass(model, RootModel):
                found.add(f"{model.__name__}.{field.alias or name}")
    return found


def test_every_number_of_the_schema_is_tried() -> None:
    assert set(PLACES) == numeric_keys()


def _unbounded(node: Any, path: str) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in ("number", "integer"):
            bounds = [
                any(k in node for k in (side, f"exclusive{side.capitalize()}"))
                for side in ("minimum", "maximum")
            ]
            if not all(bounds):
                yield path
        for key, value in node.items():
            yield from _unbounded(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _unbounded(value, f"{path}/{number}")


def test_every_number_of_the_json_schema_has_both_bounds() -> None:
    assert list(_unbounded(whole_schema(), "")) == []
    assert list(_unbounded({"type": "number", "minimum": 0}, "x")) == ["x"]


@cache
def _data(path: str) -> Any:
    data = read_yaml(path, FILES[path])[0].data if path in FILES else {}
    return {**data, **MORE.get(path, {})}


def _put(path: str, keys: Keys, value: Any) -> Any:
    """The data of a file with `value` at `keys`; the numbers beside it that exclude it leave."""
    data = deepcopy(_data(path))
    node = data
    for key in keys[:-1]:
        node = node.setdefault(key, {}) if isinstance(node, dict) else node[key]
    for other in ("is", "below", "above"):
        if keys[-1] in ("below", "above"):
            node.pop(other, None)
    node[keys[-1]] = value
    return data


def _dumped(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False)


def _write(folder: Path, path: str, data: Any) -> None:
    if not (folder / path).exists():
        for name, text in FILES.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        for name in MORE:
            (folder / name).write_text(_dumped(_data(name)), "utf-8")
    (folder / path).write_text(_dumped(data), "utf-8")


def _placed(problems: tuple[Problem, ...]) -> bool:
    return all(each.place.path and each.message and each.hint for each in problems)


def _runs(case: Case) -> None:
    """Every course, and every verdict, is made of finite numbers."""
    plan = prepare(case, "teacher", outputs=sorted(case.factors))
    for course in run_courses(plan, sorted(case.scenarios), seed=1, draws=4, points=50).values():
        assert all(np.isfinite(values).all() for values in course.values.values())


def _judged(case: Case) -> None:
    judgement = judge(case, draws=16, seed=1, hinges=False)
    assert judgement.verdicts
    for verdict in judgement.verdicts:
        numbers = [verdict.support, verdict.opposed, *(verdict.margin or ())]
        assert all(number is None or math.isfinite(number) for number in numbers), verdict
    assert not any(item.failed for item in judgement.diagnostics)


ALL = [(path, keys) for places in PLACES.values() for path, keys in places]
each_place = pytest.mark.parametrize(
    ("path", "keys"), ALL, ids=[".".join(map(str, keys)) for _, keys in ALL]
)


def _try(
    folder: Path, path: str, keys: Keys, values: list[Any], look: Callable[[Case], None]
) -> None:
    with remembering():  # the files that stay as they are
        refused = sum(_refused(folder, path, keys, value, look) for value in values)
    assert 0 < refused < len(values)


def _refused(folder: Path, path: str, keys: Keys, value: Any, look: Callable[[Case], None]) -> bool:
    _write(folder, path, _put(path, keys, value))
    case, problems = load_case(folder)
    if case is not None:
        look(case)
        return False
    wrong = errors(problems)
    assert wrong, value
    assert _placed(wrong), value
    return True


@each_place
def test_an_extreme_number_is_refused_with_a_place_or_runs(
    tmp_path: Path, path: str, keys: Keys
) -> None:
    _try(tmp_path, path, keys, FEW, _runs)


@pytest.mark.slow
@each_place
def test_a_judgement_with_an_extreme_number_is_finite(
    tmp_path: Path, path: str, keys: Keys
) -> None:
    def look(case: Case) -> None:
        _runs(case)
        _judged(case)

    _try(tmp_path, path, keys, EXTREMES, look)


SIDE_DOORS: list[tuple[str, str, str]] = [
    (CASE, "common_ground:", "tables: {strength: {unqualified: 50}}\ncommon_ground:"),
    (CASE, "common_ground:", "tables: {strength_spread: {stated: 1.0e+30}}\ncommon_ground:"),
    (CASE, "common_ground:", "tables: {time: {months: 1.0e-300}}\ncommon_ground:"),
    (CASE, "common_ground:", "tables: {adjustment: 0.000000001 days}\ncommon_ground:"),
    (FACTORS, "rate: 4,", "rate: 1.0e+308,"),
    (FACTORS, "rate: 0.1,", "rate: 1.0e+7,"),
    (FACTORS, "from: 2015-01-01", f"from: present - {'9' * 400} years"),
    (FACTORS, "from: 2015-01-01", "from: present - 99999 years"),
    (LETTER, "strength: strong", "strength: 50"),
    (LETTER, "strength: strong", "strength: 1.0e-12"),
    (LETTER, "delay: months", "delay: 0.00000001 days"),
    ("data/rain.csv", "2020,1.0", "2020,1e308"),
    ("data/rain.csv", "2020,1.0", "2020,5e-324"),
]
"""File, what is written there, and what in its place lies beyond a bound."""


@pytest.mark.parametrize(("path", "old", "new"), SIDE_DOORS)
def test_no_table_series_or_duration_lets_in_what_a_claim_may_not_say(
    small_case: Path, change: Callable[[str, str, str], tuple[int, int]], path: str, old: str,
    new: str,
) -> None:  # fmt: skip
    line, _ = change(path, old, new)
    case, problems = load_case(small_case)
    assert case is None
    assert (path, line) in {(each.place.path, each.place.line) for each in errors(problems)}
