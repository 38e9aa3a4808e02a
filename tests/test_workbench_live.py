"""Live verdicts are those of `contention judge` on the case as it is then."""

import json
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import contention as ct
from contention.case.model import Case as CaseValue
from contention.case.model import Lognormal
from contention.case.problem import Place
from contention.judge.judge import judge
from contention.judge.verdict import Verdict
from contention.workbench.live import standing, verdicts
from contention.workbench.live.courses import courses
from contention.workbench.live.reply import asked_from, courses_reply, turned, verdicts_reply
from contention.workbench.live.turns import EndedError, Turns
from contention.workbench.live.verdicts import LiveAccounts
from contention.workbench.live.what_if import (
    WhatIf,
    WhatIfError,
    changed,
    sliders_of,
    without_claims,
)

CASE = Path(__file__).parents[1] / "cases" / "congestion-charge"
DRAWS = 128


@pytest.fixture(scope="module")
def case() -> ct.Case:
    return ct.load(CASE)


@pytest.fixture(scope="module")
def live(case: ct.Case) -> LiveAccounts:
    return LiveAccounts(case.value)


def _judged(value: CaseValue, account: str) -> dict[str, Verdict]:
    found = judge(value, draws=DRAWS, accounts=[account], hinges=False, reading_draws=0)
    return {item.contention: item for item in found.verdicts}


def _same(one: Verdict, other: Verdict) -> bool:
    return all(
        getattr(one, name) == getattr(other, name)
        for name in (
            "verdict", "about", "support", "opposed", "interval", "margin", "presence", "moving",
            "denied", "denials", "size", "gaps", "claims_on_path", "near_threshold",
        )
    )  # fmt: skip


@pytest.mark.parametrize("account", ["transport_office", "chamber", "clean_air"])
def test_untouched_verdicts_are_those_of_judge(
    case: ct.Case, live: LiveAccounts, account: str
) -> None:
    judged = _judged(case.value, account)
    found = live.judge(WhatIf(account, DRAWS))
    assert [item.now.contention for item in found.verdicts] == list(case.value.contentions)
    assert all(_same(item.now, judged[item.now.contention]) for item in found.verdicts)
    assert not any(item.moved or turned(item) for item in found.verdicts)


@pytest.mark.parametrize("account", ["transport_office", "clean_air"])
def test_without_claims_as_judge_without_them(
    case: ct.Case, live: LiveAccounts, account: str
) -> None:
    base = live.judge(WhatIf(account, DRAWS))
    claims = dict.fromkeys(id_ for item in base.verdicts for id_ in item.now.claims_on_path)
    every = list(claims)
    sets = [frozenset({id_}) for id_ in every] + [frozenset(every[:2]), frozenset(every[1::3])]
    for off in sets:
        judged = _judged(without_claims(case.value, off), account)
        found = live.judge(WhatIf(account, DRAWS, off=off))
        for item in found.verdicts:
            assert _same(item.now, judged[item.now.contention]), (off, item.now.contention)
    assert len(sets) > 8


def test_what_falls_is_told(live: LiveAccounts) -> None:
    found = live.judge(WhatIf("clean_air", DRAWS, off=frozenset({"alliance_charge_cars"})))
    fallen = {item.now.contention: item for item in found.verdicts if turned(item)}
    assert fallen["fewer_cars"].before.verdict == "supported"
    assert fallen["fewer_cars"].now.verdict == "does not follow"
    assert all(item.moved for item in fallen.values())


def test_moved_sliders_as_the_case_with_these_numbers(case: ct.Case, live: LiveAccounts) -> None:
    base = live.judge(WhatIf("transport_office", DRAWS))
    claim = base.verdicts[0].now.claims_on_path[0]
    action = next(item for item in sliders_of(case.value) if item.high > item.value)
    for asked in (
        WhatIf("transport_office", DRAWS, strengths={claim: 3.0}),
        WhatIf("transport_office", DRAWS, actions={action.id: action.high}),
        WhatIf("transport_office", DRAWS, strengths={claim: 0.5}, off=frozenset({claim})),
    ):
        judged = _judged(without_claims(changed(case.value, asked), asked.off), asked.account)
        for item in live.judge(asked).verdicts:
            assert _same(item.now, judged[item.now.contention]), (asked, item.now.contention)


def test_a_stronger_claim_makes_a_larger_change(live: LiveAccounts) -> None:
    base = live.judge(WhatIf("clean_air", DRAWS)).verdicts[0].now
    asked = WhatIf("clean_air", DRAWS, strengths={"alliance_charge_cars": 3.0})
    more = live.judge(asked).verdicts[0]
    assert base.size
    assert more.now.size
    assert more.now.size.median == pytest.approx(3.0 * base.size.median, rel=1e-6)
    assert more.before.size == base.size


def test_only_the_contentions_asked_for(live: LiveAccounts) -> None:
    off = frozenset({"alliance_charge_cars"})
    every = {item.now.contention: item.now for item in
             live.judge(WhatIf("clean_air", DRAWS, off=off)).verdicts}  # fmt: skip
    asked = WhatIf("clean_air", DRAWS, off=off, contentions=("traffic_moves",))
    (found,) = live.judge(asked).verdicts
    assert _same(found.now, every["traffic_moves"])


def test_quick_verdicts_say_that_they_are_not_final(live: LiveAccounts) -> None:
    off = frozenset({"no2_admissions"})
    exact = live.judge(WhatIf("clean_air", DRAWS, off=off))
    quick = live.judge(WhatIf("clean_air", DRAWS, off=off, quick=True))
    assert exact.final
    assert not quick.final
    for one, other in zip(exact.verdicts, quick.verdicts, strict=True):
        assert one.now.verdict == other.now.verdict
        if one.now.support is not None:
            assert other.now.support == pytest.approx(one.now.support, abs=0.05)


def test_a_preview_is_of_the_first_draws_and_leaves_the_rest_as_they_are(
    case: ct.Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "PREVIEW", 32)
    live = LiveAccounts(case.value)
    off = WhatIf("clean_air", DRAWS, off=frozenset({"no2_admissions"}), preview=True)
    moved = replace(off, off=frozenset(), strengths={"alliance_charge_cars": 0.5})
    for asked in (off, moved):
        found = live.judge(asked)
        assert (found.final, found.draws) == (False, 32)
        fewer = live.judge(replace(asked, draws=32, preview=False, quick=True))
        assert [item.now for item in found.verdicts] == [item.now for item in fewer.verdicts]
        finished = live.judge(replace(asked, preview=False))
        assert (finished.final, finished.draws) == (True, DRAWS)
        judged = _judged(without_claims(changed(case.value, asked), asked.off), asked.account)
        assert all(_same(item.now, judged[item.now.contention]) for item in finished.verdicts)
    assert live.judge(replace(off, off=frozenset())).final
    assert live.judge(replace(off, draws=32)).draws == 32


def test_few_accounts_are_kept(case: ct.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "MOST_KEPT", 2)
    live = LiveAccounts(case.value)
    for seed in (1, 2, 3):
        live.judge(WhatIf("chamber", 16, seed))
    assert len(live._kept.items()) == 2


def test_looking_changes_no_number(case: ct.Case) -> None:
    looked = LiveAccounts(case.value)
    looked.look("transport_office", DRAWS, 1)
    off = frozenset({"cars_make_queues"})
    found = looked.judge(WhatIf("transport_office", DRAWS, off=off))
    fresh = LiveAccounts(case.value).judge(WhatIf("transport_office", DRAWS, off=off))
    pairs = zip(found.verdicts, fresh.verdicts, strict=True)
    assert all(_same(one.now, other.now) for one, other in pairs)


def test_an_edit_leaves_the_draws_of_other_accounts(case: ct.Case) -> None:
    value, off = case.value, frozenset({"cars_make_queues"})
    before = LiveAccounts(value)
    ids = ("transport_office", "clean_air")
    for account in ids:
        before.judge(WhatIf(account, DRAWS))
    changed_claim = "alliance_charge_cars"
    claim = value.claims[changed_claim]
    stronger = replace(claim, relation=replace(claim.relation, strength=Lognormal(2.0, 1.5)))
    moved = {id_: replace(each, place=Place("claims/other.yaml", 99)) for id_, each in
             value.claims.items()}  # fmt: skip
    edited = replace(value, claims={**moved, changed_claim: stronger})
    after = LiveAccounts(edited, before=before)
    kept = [
        after._standing(WhatIf(account, DRAWS), None).draws
        is before._standing(WhatIf(account, DRAWS), None).draws
        for account in ids
    ]
    assert kept == [True, False]
    for account in ids:
        judged = _judged(without_claims(edited, off), account)
        for item in after.judge(WhatIf(account, DRAWS, off=off)).verdicts:
            assert _same(item.now, judged[item.now.contention])


def test_one_contention_after_the_other_as_all_at_once(case: ct.Case) -> None:
    off = frozenset({"cars_make_queues"})
    asked = WhatIf("transport_office", DRAWS, off=off)
    whole = LiveAccounts(case.value, workers=2).judge(asked)
    bit_by_bit = LiveAccounts(case.value)
    for item in reversed(whole.verdicts):
        (found,) = bit_by_bit.judge(replace(asked, contentions=(item.now.contention,))).verdicts
        assert found == item


def test_what_is_waited_for_goes_first() -> None:
    turns, done = Turns(), list[str]()

    def later() -> None:
        with turns.taken(2) as pause:
            pause()
            done.append("later")

    with turns.taken(0) as pause:
        thread = threading.Thread(target=later)
        thread.start()
        time.sleep(0.02)
        pause()
        done.append("now")
    thread.join()
    assert done == ["now", "later"]
    turns.end()
    with turns.taken(1) as pause, pytest.raises(EndedError):
        pause()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (WhatIf("chambre"), "did you mean “chamber”"),
        (WhatIf("chamber", off=frozenset({"nobody_said"})), "no claim “nobody_said”"),
        (WhatIf("chamber", draws=15), "draws is 15"),
        (WhatIf("chamber", draws=1_000_000), "20000"),
        (WhatIf("chamber", strengths={"no2_admissions": 0.0}), "cannot be multiplied by 0"),
        (WhatIf("chamber", strengths={"no2_admissions": float("nan")}), "multiplied by nan"),
        (WhatIf("chamber", actions={"charge_only/7": 1.0}), "no action “charge_only/7”"),
        (WhatIf("chamber", actions={"charge_only/0": 7.0}), "from 0 to 1"),
        (WhatIf("chamber", actions={"charge_only/0": float("inf")}), "cannot be inf"),
        (WhatIf("chamber", contentions=("fewer_cats",)), "did you mean “fewer_cars”"),
        (WhatIf("chamber", off=frozenset(map(str, range(2001)))), "at most 2000"),
    ],
)
def test_what_cannot_be_asked(live: LiveAccounts, asked: WhatIf, says: str) -> None:
    with pytest.raises(WhatIfError, match=says):
        live.judge(asked)


def test_replies_are_plain_json(live: LiveAccounts) -> None:
    body: dict[str, object] = {
        "account": "clean_air", "draws": DRAWS, "off": ["alliance_charge_cars"],
        "strengths": {}, "actions": {}, "contentions": ["fewer_cars"],
    }  # fmt: skip
    reply: dict[str, Any] = verdicts_reply(live.judge(asked_from(body)))
    assert json.loads(json.dumps(reply, allow_nan=False)) == reply
    (verdict,) = reply["verdicts"]
    assert verdict["turned"]
    assert verdict["before"]["in_words"] == "supported (100\u202f%)"
    assert verdict["sentence"].startswith("“With the charge there are fewer cars")


def test_courses_in_percent_of_the_present(case: ct.Case) -> None:
    asked = WhatIf("clean_air", DRAWS)
    factor = "car_trips"
    accounts, scenarios = ["clean_air", "chamber"], list(case.scenarios)[:2]
    found = courses(case.value, accounts, scenarios, factor, asked)
    plain = courses(case.value, accounts, scenarios, factor, asked, percent=False)
    runs = case.run("clean_air", scenarios=scenarios, factors=[factor], draws=DRAWS)
    quantiles = runs.quantiles([0.05, 0.25, 0.5, 0.75, 0.95])
    for fan, absolute in zip(found.fans, plain.fans, strict=True):
        if fan.account == "clean_air":
            expected = quantiles[fan.scenario, factor]
            assert np.allclose(absolute.quantiles, expected)
        present = np.searchsorted(fan.times, found.present + 1e-9) - 1
        assert np.allclose(fan.quantiles[present], 100.0)
    reply: dict[str, Any] = courses_reply(found)
    assert json.loads(json.dumps(reply, allow_nan=False)) == reply
    assert {item["account"] for item in reply["series"]} | set(reply["silent"]) == set(accounts)


def test_courses_that_cannot_be_drawn(case: ct.Case) -> None:
    asked = WhatIf("clean_air", DRAWS)
    scenarios = list(case.scenarios)
    for accounts, some, factor, says in (
        (["clean_air"], scenarios, "horses", "no factor “horses”"),
        (["clean_air"], ["monday"], next(iter(case.factors)), "no scenario “monday”"),
        ([], scenarios, next(iter(case.factors)), "at least one account"),
    ):
        with pytest.raises(WhatIfError, match=says):
            courses(case.value, accounts, some, factor, asked)


def test_a_factor_that_an_account_does_not_mention(case: ct.Case) -> None:
    account = next(
        (name, factor)
        for name in case.accounts
        for factor in case.factors
        if factor not in case.account(name).map().factors
    )
    name, factor = account
    found = courses(case.value, [name], list(case.scenarios)[:1], factor, WhatIf(name, DRAWS))
    assert found.silent == (name,)
    assert found.fans == ()


def test_sliders_reach_beyond_what_the_case_does(case: ct.Case) -> None:
    for slider in sliders_of(case.value):
        assert slider.low <= slider.value <= slider.high
        asked = WhatIf("clean_air", DRAWS, actions={slider.id: slider.low})
        moved = changed(case.value, asked).scenarios[slider.scenario]
        assert moved != case.value.scenarios[slider.scenario] or slider.low == slider.value
    assert replace(case.value) == changed(case.value, WhatIf("clean_air"))
