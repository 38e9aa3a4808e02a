"""What a case says of one thing never changes the draws of another."""

import json
from dataclasses import replace
from typing import Any

import pytest

from contention.case.model import (
    AccountSpec,
    Case,
    Claim,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Scenario,
    SetAction,
)
from contention.judge.judge import judge
from contention.show.judgement_json import judgement_json
from tests.building import case_of, claim, level, relation

UNCERTAIN: dict[str, Any] = {
    "strength": Lognormal(0.3, 2.5),
    "credibility": 0.7,
    "sign_credibility": 0.9,
}


def base() -> Case:
    """Every kind of uncertain number: strengths, hedges, signs, times, rates, occurrences."""
    factors = [
        level("a", adjustment=Lognormal(0.5, 2.0)),
        level("b", adjustment=Lognormal(0.5, 2.0)),
        Factor("dead", "dead", kind="stock", inflow=Rate(Lognormal(3.0, 2.0))),
        Factor("raid", "raid", kind="event", hazard=Rate(Lognormal(0.3, 2.0)), duration=0.5),
    ]
    said = [
        relation("a", "b", **UNCERTAIN, delay=Lognormal(0.5, 2.0)),
        relation("b", "a", "-", **UNCERTAIN, transient=Lognormal(1.0, 2.0)),
        relation("b", "raid", **UNCERTAIN),
        relation("raid", "dead", **UNCERTAIN, link="rate"),
        relation("a", "dead", "-", **UNCERTAIN, link="rate"),
    ]
    lift = Scenario("lift", "Lift", (SetAction("a", 2.0, at=2022.0),))
    asked = [
        Contention("k0", "K0", "final(dead @ lift) > final(dead @ rest)"),
        Contention("k1", "K1", "final(raid @ lift) > final(raid @ rest)"),
    ]
    return case_of(factors, said, scenarios=[lift], contentions=asked)


def more_of_everything(case: Case) -> Case:
    """Factors, claims, an account, a scenario and a contention that touch nothing."""
    added = case_of(
        [
            level("aa_x"),
            level("zz_y"),
            Factor("aa_e", "e", kind="event", hazard=Rate(Lognormal(0.1))),
        ],
        [relation("aa_x", "zz_y", **UNCERTAIN), relation("zz_y", "aa_e", **UNCERTAIN)],
    )
    other = replace(next(iter(case.holders.values())), id="other")
    claims = {
        f"0{id_}": replace(item, id=f"0{id_}", holder="other") for id_, item in added.claims.items()
    }
    drop = Scenario("drop", "D", (SetAction("aa_x", 0.5, at=2022.0),))
    asked = Contention("k", "K", "final(zz_y @ drop) > final(zz_y @ rest)")
    return replace(
        case,
        factors={**added.factors, **case.factors},
        claims={**claims, **case.claims},
        holders={"other": other, **case.holders},
        accounts={"other": AccountSpec("other", "Another", ("other",)), **case.accounts},
        scenarios={"drop": drop, **case.scenarios},
        contentions={"k": asked, **case.contentions},
    )


def idle_claim_in_the_same_account(case: Case) -> Case:
    """A factor downstream of all others: it touches no outcome that is asked for."""
    extra: dict[str, Claim] = {"aaa": claim("aaa", relation("b", "aa_x", **UNCERTAIN))}
    return replace(
        case, factors={"aa_x": level("aa_x"), **case.factors}, claims={**extra, **case.claims}
    )


def reordered(case: Case) -> Case:
    return replace(
        case,
        factors=dict(reversed(list(case.factors.items()))),
        claims=dict(reversed(list(case.claims.items()))),
        scenarios=dict(reversed(list(case.scenarios.items()))),
    )


def renamed_elsewhere(case: Case) -> Case:
    wide = more_of_everything(case)
    claims = {
        (f"q{id_}" if id_.startswith("0") else id_): item for id_, item in wide.claims.items()
    }
    return replace(wide, claims={id_: replace(item, id=id_) for id_, item in claims.items()})


def bytes_of(case: Case, **more: int) -> dict[str, str]:
    """Verdicts and hinges of the account, as they are written."""
    given = {"draws": 200, "hinge_draws": 64, "seed": 3, **more}
    found: dict[str, Any] = judgement_json(case, judge(case, accounts=["account"], **given))  # type: ignore[arg-type]
    for item in found["verdicts"]:
        item["claims_on_path"].sort()  # told in the order of the case
    return {
        f"{kind}/{item['contention']}/{item.get('claim', '')}": json.dumps(item)
        for kind in ("verdicts", "hinges")
        for item in found[kind]
        if item["contention"] in ("k0", "k1")
    }


@pytest.mark.parametrize(
    "change", [more_of_everything, idle_claim_in_the_same_account, renamed_elsewhere, reordered]
)
def test_unrelated_entries_leave_every_byte_of_a_verdict(change: object) -> None:
    case = base()
    before, after = bytes_of(case), bytes_of(change(case))  # type: ignore[operator]
    assert len(before) == 2 + 5 + 3  # to the raid leads only the loop of a and b
    assert after == before


def test_contentions_are_judged_alike_alone_and_together() -> None:
    case = base()
    alone = replace(case, contentions={"k1": case.contentions["k1"]})
    both = {key: text for key, text in bytes_of(case).items() if "/k1/" in key}
    assert bytes_of(alone) == both


def test_draws_are_the_same_in_pieces_and_with_any_number_of_workers() -> None:
    case = base()
    assert bytes_of(case, workers=2) == bytes_of(case)
