"""What a hinge changes, whether that matters, and in which order hinges stand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from contention.judge.hinges.knockouts import (
    LEAST_CHANGE,
    hinges_of,
    margin_change,
    matters,
    overturns,
    shifts,
    sort_key,
)
from contention.judge.question import question
from contention.judge.required_runs import docket
from contention.judge.tally import silent_like
from tests.test_judge_decisions import hinge, said, tally_of
from tests.test_judge_hinges import built

NAN = math.nan


def test_a_hinge_shifts_a_share_beyond_twice_its_error_and_half_a_point() -> None:
    assert not shifts(hinge(change=LEAST_CHANGE))
    assert shifts(hinge(change=-LEAST_CHANGE - 1e-6))
    assert not shifts(hinge(change=0.1, error=0.05))
    assert shifts(hinge(change=0.1, error=0.0499))
    assert shifts(hinge(opposed_change=-0.1, opposed_error=0.0499, error=1.0))
    assert not shifts(hinge(opposed_change=0.1, opposed_error=0.05))


def test_a_hinge_overturns_if_word_and_share_change_and_the_share_can_be_told() -> None:
    supported = said("supported", 0.9, 0.1)
    moved = {"change": -0.3, "verdict_without": "undecided"}
    assert overturns(hinge(**moved), supported)
    assert not overturns(hinge(**{**moved, "verdict_without": "supported"}), supported)
    assert not overturns(hinge(**{**moved, "change": 0.001}), supported)
    assert not overturns(hinge(**moved, near_threshold_without=True), supported)


def test_a_hinge_matters_if_share_presence_or_margin_move() -> None:
    verdict = said("supported", 0.9, 0.1, margin=(-9.0, -2.0, 9.0))
    assert not matters(hinge(margin_change=0.2), verdict)
    assert matters(hinge(margin_change=-0.2001), verdict)
    assert not matters(hinge(presence_change=LEAST_CHANGE), verdict)
    assert matters(hinge(presence_change=-LEAST_CHANGE - 1e-6), verdict)
    assert matters(hinge(change=0.1), verdict)
    assert not matters(hinge(), verdict)
    flat = replace(verdict, margin=None)
    assert not matters(hinge(margin_change=LEAST_CHANGE), flat)
    assert matters(hinge(margin_change=LEAST_CHANGE + 1e-6), flat)


def test_hinges_stand_in_the_order_of_what_they_change() -> None:
    supported = said("supported", 0.9, 0.1)
    items = [
        hinge(claim="turns", change=-0.1, verdict_without="undecided"),
        hinge(claim="opposes", opposed_change=-0.9),
        hinge(claim="silences", presence_change=-0.5),
        hinge(claim="weakens", change=-0.2),
        hinge(claim="wider", margin_change=-2.0),
        hinge(claim="narrower", margin_change=1.0),
        hinge(claim="a-nothing"), hinge(claim="b-nothing"),
    ]  # fmt: skip
    mixed = [items[at] for at in (7, 3, 5, 0, 6, 2, 4, 1)]
    ordered = sorted(mixed, key=lambda item: sort_key(item, supported))
    assert [item.claim for item in ordered] == [item.claim for item in items]


def test_a_change_of_the_margin_is_measured_alike_on_both_sides() -> None:
    log = np.array([[0.4] * 32, [0.2] * 32, [0.0] * 32])
    scaled = np.array([[NAN] * 32, [0.05] * 32, [0.0] * 32])
    with_log, without = tally_of([1] * 32, margin=log), tally_of([1] * 32, margin=scaled)
    assert margin_change(with_log, without) == pytest.approx(-0.15)
    assert margin_change(without, with_log) == pytest.approx(0.15)
    assert margin_change(with_log, replace(with_log, margin=log / 2)) == pytest.approx(-0.2)
    assert margin_change(with_log, silent_like(with_log)) == pytest.approx(-0.4)


def test_a_claim_without_which_nothing_is_left_takes_the_verdict_with_it() -> None:
    case = built()
    plan = docket(case, "account", [question(case, case.contentions["k0"])])
    base = tally_of([1] * 24 + [-1] * 8)
    part = np.arange(32) < 16
    less = tally_of([1] * 32, present=part)
    found = {h.claim: h for h in hinges_of(
        case, plan, said("supported", 0.75, 0.25), base, {(frozenset({"c0"}), "k0"): less}
    )}  # fmt: skip
    assert set(found) == {"c0", "c1"}
    gone, left = found["c1"], found["c0"]
    assert (gone.verdict_without, gone.support_without, gone.change) == (
        "does not follow",
        0,
        -0.75,
    )
    assert (gone.opposed_change, gone.presence_without, gone.presence_change) == (-0.25, 0, -1)
    assert not gone.near_threshold_without
    assert (left.verdict_without, left.support_without, left.change) == ("supported", 1.0, 0.25)
    assert (left.presence_without, left.presence_change) == (0.5, -0.5)
