"""What draws add up to, as plain JSON values and back."""

from typing import Any

import numpy as np

from contention.judge.account_draws import Part
from contention.judge.happened import Happened
from contention.judge.totals import Counted, Totals
from contention.judge.verdict import FailedDraw

Json = dict[str, Any]


def part_json(part: Part) -> Json:
    """A part as plain values; every number comes back as it is."""
    happened = part.happened
    return {
        "draws": happened.draws,
        "clamped": happened.clamped,
        "bounded": dict(happened.bounded),
        "raised": [[draws, dict(raised)] for draws, raised in happened.raised],
        "stocks": list(happened.stocks),
        "totals": {id_: _totals_json(totals) for id_, totals in part.totals.items()},
        "failed": [[each.scenario, each.draw, each.year, each.factor] for each in part.failed],
    }


def part_from(told: Json, account: str) -> Part:
    """The part that such values stand for."""
    happened = Happened(
        draws=told["draws"],
        clamped=told["clamped"],
        bounded=told["bounded"],
        raised=tuple((draws, raised) for draws, raised in told["raised"]),
        stocks=tuple(told["stocks"]),
    )
    totals = {id_: _totals_from(each) for id_, each in told["totals"].items()}
    return Part(happened, totals, tuple(FailedDraw(account, *each) for each in told["failed"]))


NUMBERS = ("draws", "present", "moving", "denied", "lost", "without_log")


def _totals_json(totals: Totals) -> Json:
    same = totals.lasting is totals.every
    return {
        **{name: getattr(totals, name) for name in NUMBERS},
        "every": _counted_json(totals.every),
        "lasting": None if same else _counted_json(totals.lasting),
    }


def _totals_from(told: Json) -> Totals:
    every = _counted_from(told["every"])
    lasting = every if told["lasting"] is None else _counted_from(told["lasting"])
    return Totals(every=every, lasting=lasting, **{name: told[name] for name in NUMBERS})


def _counted_json(counted: Counted) -> Json:
    return {"counts": counted.counts.tolist(), "connected": counted.connected}


def _counted_from(told: Json) -> Counted:
    return Counted(np.array(told["counts"], dtype=np.int64), told["connected"])
