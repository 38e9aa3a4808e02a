"""Verdicts, hinges and courses as Vega-Lite: data inline, all numbers finite."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from contention.case.factor_kinds import traits
from contention.case.model import Case, Factor
from contention.case.titles import claim_title
from contention.exchange.exported import Exported
from contention.exchange.losses import Loss, LossReport
from contention.judge.hinges.knockouts import matters, overturns
from contention.judge.sides import change_error, share_change, side_of
from contention.judge.verdict import Judgement
from contention.runs.results import Course
from contention.show.report.course_sections import unit_in_words
from contention.show.report.fan_figures import LOGARITHMIC_FROM, QUANTILES
from contention.show.words.verdict_marks import MARKS

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
"""what is written holds for version 5 as well"""
COLOURS = {
    "supported": "#cfe0f5", "opposed": "#f8d9c4", "undecided": "#ececec",
    "does not follow": "#ffffff", "true by construction": "#ffffff",
}  # fmt: skip
LINE, FALLS, RISES = "#1f62a5", "#b4500b", "#1f62a5"
BANDS = (("q05", "q95", 0.16), ("q25", "q75", 0.28))
NAMES = tuple(f"q{round(100 * level):02}" for level in QUANTILES)
DIGITS = 6

Json = dict[str, Any]


class NothingToShowError(ValueError):
    """There are no data for a specification; the message says why."""


def verdict_spec(case: Case, judgement: Judgement) -> Exported:
    """The matrix of verdicts: contentions by accounts, a mark and a colour for each word."""
    contentions, accounts = _names(case.contentions), _names(case.accounts)
    values = [
        {"contention": contentions[item.contention], "account": accounts[item.account],
         "verdict": item.verdict, "mark": MARKS[item.verdict],
         "holds": _number(item.support), "reverse": _number(item.opposed)}
        for item in judgement.verdicts
    ]  # fmt: skip
    if not values:
        raise NothingToShowError("there is no verdict: the case has no contention or no account")
    tooltip = [{"field": name} for name in ("contention", "account", "verdict")]
    tooltip += [{"field": name, "format": ".0%"} for name in ("holds", "reverse")]
    encoding = {
        "x": {"field": "account", "type": "nominal", "sort": None,
              "axis": {"orient": "top", "labelAngle": -40, "title": None}},
        "y": {"field": "contention", "type": "nominal", "sort": None,
              "axis": {"title": None, "labelLimit": 480}},
    }  # fmt: skip
    colour = {"field": "verdict", "type": "nominal", "title": "verdict",
              "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())}}  # fmt: skip
    spec = {
        **_head(case.title, _settings(judgement)), "data": {"values": values},
        "width": {"step": 44}, "height": {"step": 22}, "encoding": encoding,
        "layer": [
            {"mark": {"type": "rect", "stroke": "#fff"},
             "encoding": {"color": colour, "tooltip": tooltip}},
            {"mark": "text", "encoding": {"text": {"field": "mark", "type": "nominal"}}},
        ],
    }  # fmt: skip
    return _exported(spec, (("verdict", len(values)),))


def hinge_spec(case: Case, judgement: Judgement, contention: str) -> Exported:
    """Bars of what each claim changes in the verdicts on one contention."""
    values = list(_hinges(case, judgement, contention))
    title = case.contentions[contention].title
    if not values:
        raise NothingToShowError(f"no verdict on “{title}” moves without a single claim")
    y = {"field": "claim", "type": "nominal", "sort": None,
         "axis": {"title": None, "labelLimit": 480}}  # fmt: skip
    axis = {"title": "change of the share of draws", "format": "+.0%"}
    bars = {
        "x": {"field": "change", "type": "quantitative", "axis": axis,
              "scale": {"domain": [-1, 1]}},
        "color": {"condition": {"test": "datum.change < 0", "value": FALLS}, "value": RISES},
        "opacity": {"condition": {"test": "datum.overturns", "value": 1}, "value": 0.45},
        "tooltip": [{"field": name} for name in ("id", "claim", "change", "without")],
    }  # fmt: skip
    ends = {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}}
    layer = [{"mark": "bar", "encoding": bars}, {"mark": "rule", "encoding": ends}]
    inner = {"width": 260, "height": {"step": 16}, "encoding": {"y": y}, "layer": layer}
    spec = {
        **_head(f"Hinges: {title}", _settings(judgement)), "data": {"values": values},
        "facet": {"row": {"field": "account", "type": "nominal", "sort": _order(values, "account"),
                          "header": {"labelAngle": 0, "labelAlign": "left", "title": None}}},
        "spec": inner, "resolve": {"scale": {"y": "independent"}},
    }  # fmt: skip
    return _exported(spec, (("hinge", len(values)),))


def _hinges(case: Case, judgement: Judgement, contention: str) -> Iterator[Json]:
    verdicts = {(item.contention, item.account): item for item in judgement.verdicts}
    accounts = _names(case.accounts)
    for hinge in judgement.hinges:
        verdict = verdicts[hinge.contention, hinge.account]
        if hinge.contention != contention or not matters(hinge, verdict):
            continue
        side = side_of(verdict)
        change, error = share_change(hinge, side), change_error(hinge, side)
        reach = 2 * error if math.isfinite(error) else 0.0
        yield {
            "account": accounts[hinge.account], "id": hinge.claim,
            "claim": f"{claim_title(case, hinge.claim)} [{hinge.claim}]",
            "change": _number(change), "low": _number(max(-1.0, change - reach)),
            "high": _number(min(1.0, change + reach)), "without": hinge.verdict_without,
            "overturns": overturns(hinge, verdict),
        }  # fmt: skip


@dataclass(frozen=True)
class FanData:
    """Rows of a fan chart, and what could not be in it."""

    values: tuple[Json, ...]
    split: tuple[Loss, ...]
    logarithmic: bool


def course_spec(
    case: Case, factor: str, courses: Mapping[str, Mapping[str, Course]], settings: str
) -> Exported:
    """Fans of a factor, rows of accounts and columns of scenarios, on one axis.

    On a logarithmic axis values at or below zero are left out and counted: one of them would
    flatten the picture.
    """
    spoken = case.factors[factor]
    found = _fans(case, spoken, courses)
    if not found.values:
        raise NothingToShowError(f"no account that was asked mentions “{spoken.title}”")
    across = {"field": "time", "type": "quantitative",
              "axis": {"format": "d", "title": None}, "scale": {"zero": False}}  # fmt: skip
    scale = {"type": "log"} if found.logarithmic else {"zero": False}
    up = {"type": "quantitative", "scale": scale, "axis": {"title": unit_in_words(spoken)}}
    layer: list[Json] = [
        {"mark": {"type": "area", "opacity": opacity, "color": LINE},
         "encoding": {"y": {"field": low, **up}, "y2": {"field": high}}}
        for low, high, opacity in BANDS
    ]  # fmt: skip
    layer.append({"mark": {"type": "line", "color": LINE},
                  "encoding": {"y": {"field": "q50", **up}}})  # fmt: skip
    present = {"mark": {"type": "rule", "strokeDash": [2, 2]},
               "encoding": {"x": {"datum": _number(case.times.present)}}}  # fmt: skip
    inner = {"width": 200, "height": 120, "encoding": {"x": across}, "layer": [*layer, present]}
    sides = {
        side: {"field": field, "type": "nominal", "sort": _order(found.values, field),
               "header": {"title": None}}
        for side, field in (("row", "account"), ("column", "scenario"))
    }  # fmt: skip
    spec = {
        **_head(spoken.title, settings), "data": {"values": list(found.values)},
        "facet": sides, "spec": inner,
    }  # fmt: skip
    return _exported(spec, (("row", len(found.values)),), found.split)


def _fans(case: Case, factor: Factor, courses: Mapping[str, Mapping[str, Course]]) -> FanData:
    values: list[Json] = []
    accounts, titles = _names(case.accounts), _names(case.scenarios)
    for account, scenarios in courses.items():
        for scenario, course in scenarios.items():
            if factor.id in course.values:
                names = {"account": accounts[account], "scenario": titles[scenario]}
                values += ({**names, **row} for row in _rows(course, factor.id))
    edges = [row[name] for row in values for name in ("q05", "q95")]
    positive = [edge for edge in edges if edge > 0]
    logarithmic = (
        traits(factor).bounds_relative
        and bool(positive)
        and max(positive) / min(positive) > LOGARITHMIC_FROM
    )
    if not logarithmic:
        return FanData(tuple(values), (), logarithmic=False)
    kept = tuple(row for row in values if all(row[name] > 0 for name in NAMES))
    gone = len(values) - len(kept)
    split = (
        Loss("value", factor.id, f"{gone} times with a quantile at or below 0 left out: log axis"),
    )
    return FanData(kept, split if gone else (), logarithmic=True)


def _rows(course: Course, factor: str) -> Iterator[Json]:
    for time, row in zip(course.times, course.values[factor], strict=True):
        known = row[np.isfinite(row)]
        if known.size:
            quantiles = zip(NAMES, np.quantile(known, QUANTILES), strict=True)
            yield {"time": _number(float(time), 8),
                   **{name: _number(float(value)) for name, value in quantiles}}  # fmt: skip


class _Titled(Protocol):
    @property
    def title(self) -> str: ...


def _names(entries: Mapping[str, _Titled]) -> dict[str, str]:
    """Titles by id; those that two entries share are told apart by their ids."""
    counts = Counter(entry.title for entry in entries.values())
    return {
        id_: entry.title if counts[entry.title] == 1 else f"{entry.title} [{id_}]"
        for id_, entry in entries.items()
    }


def _order(values: Iterable[Json], field: str) -> list[str]:
    """The names in the order of the data: facets are sorted by the alphabet otherwise."""
    return list(dict.fromkeys(row[field] for row in values))


def _head(title: str, subtitle: str) -> Json:
    return {"$schema": SCHEMA, "title": {"text": title, "subtitle": subtitle},
            "background": "white"}  # fmt: skip


def _settings(judgement: Judgement) -> str:
    return f"{judgement.draws} draws, seed {judgement.seed}"


def _number(value: float | None, digits: int = DIGITS) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{digits}g}")


def _exported(
    spec: Json, kept: Iterable[tuple[str, int]], left_out: tuple[Loss, ...] = ()
) -> Exported:
    text = json.dumps(spec, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return Exported(text.encode("utf-8"), LossReport(tuple(kept), (), left_out))
