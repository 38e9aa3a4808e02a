"""Judging whole cases: verdicts, hinges, needs, horizons, diagnostics."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from contention.case.model import (
    Assumption,
    Case,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    SetAction,
    ShockAction,
    Thresholds,
)
from contention.judge.judge import judge
from contention.judge.verdict import Hinge, Judgement, SetOutcome, Verdict
from contention.judge.verdicts import horizon_years, margin_quantiles
from contention.show.judgement_json import judgement_json, rounded
from contention.show.terminal.judgement_text import judgement_text
from tests.building import case_of, level, relation

DRAWS = 256
CUT = Scenario("cut", "Aid is cut", (SetAction("aid", 0.05, at=2022.0),))
WIDE = Lognormal(0.7, 2.0)
TEST = "final(deaths @ cut) > final(deaths @ rest)"


def built(
    relations: Sequence[Relation], tests: Sequence[str] = (TEST,), assumed: Sequence[Relation] = ()
) -> Case:
    return case_of(
        [
            level("aid", title="Aid"),
            level("front", title="The front"),
            level("deaths", title="Deaths"),
            Factor("assault", "Assault", "event", hazard=Rate(Lognormal(0.1, 2.0))),
            Factor("dead", "The dead", "stock", baseline=100.0, inflow=Rate(Lognormal(50.0))),
        ],
        relations,
        scenarios=[CUT],
        contentions=[Contention(f"k{n}", f"Contention {n}", t) for n, t in enumerate(tests)],
        assumptions=[
            Assumption(f"a{n}", said, "nobody says so", "coder") for n, said in enumerate(assumed)
        ],
    )


def verdict(judgement: Judgement, contention: str = "k0") -> Verdict:
    (found,) = [item for item in judgement.verdicts if item.contention == contention]
    return found


def hinges(judgement: Judgement, contention: str = "k0") -> dict[str, Hinge]:
    return {item.claim: item for item in judgement.hinges if item.contention == contention}


AID, FRONT = (
    relation("aid", "front", strength=WIDE),
    relation("front", "deaths", "-", strength=WIDE),
)
DIRECT = relation("aid", "deaths", strength=WIDE)


def test_one_path_of_known_signs_is_supported_by_signs_alone() -> None:
    judgement = judge(built([AID, FRONT]), draws=DRAWS)
    found = verdict(judgement)
    assert (found.verdict, found.needs) == ("supported", "signs")
    assert found.support is not None
    assert found.support > 0.9
    assert found.opposed == 0.0
    assert found.margin_kind == "log-ratio"
    assert found.margin is not None
    assert 0 < found.margin[0] < found.margin[1] < found.margin[2]


def test_without_the_only_path_nothing_follows() -> None:
    judgement = judge(built([AID, FRONT]), draws=DRAWS)
    hinge = hinges(judgement)["c0"]
    support, margin = verdict(judgement).support, verdict(judgement).margin
    assert support is not None
    assert margin is not None
    assert hinge.verdict_without == "does not follow"
    assert hinge.support_without == 0.0
    assert hinge.change == pytest.approx(-support)
    assert hinge.margin_change == pytest.approx(-margin[1])


def test_a_rival_path_makes_it_a_matter_of_strengths_and_a_hinge_of_both() -> None:
    judgement = judge(built([AID, FRONT, DIRECT]), draws=DRAWS)
    assert verdict(judgement).needs == "strengths"
    found = hinges(judgement)
    assert found["c2"].verdict_without == "supported"
    assert found["c2"].change > 0 > found["c0"].change
    assert found["c0"].verdict_without == "opposed"
    assert found["c0"].opposed_without > 0.9
    assert found["c2"].margin_change > 0
    assert 0 < found["c2"].error < 0.1


def test_two_paths_that_agree_show_in_the_margin_where_support_does_not_change() -> None:
    fixed = relation("aid", "deaths", "-", size=0.7)
    judgement = judge(built([relation("aid", "front"), relation("front", "deaths", "-"), fixed]))
    hinge = hinges(judgement)["c0"]
    assert hinge.change == 0.0
    assert hinge.margin_change < -0.05


def test_a_verdict_that_rests_on_an_assumption_needs_assumptions() -> None:
    judgement = judge(built([AID], assumed=[FRONT]), draws=DRAWS)
    assert verdict(judgement).needs == "assumptions"
    assert hinges(judgement)["a0"].assumption
    beside = judge(built([AID, FRONT], assumed=[relation("aid", "deaths", "-")]), draws=DRAWS)
    assert verdict(beside).needs == "signs"


def test_a_verdict_that_assumptions_turn_round_needs_them() -> None:
    rival = relation("aid", "deaths", size=2.0)
    judgement = judge(built([AID, FRONT], assumed=[rival]), draws=DRAWS)
    assert verdict(judgement).verdict == "opposed"
    assert hinges(judgement)["a0"].verdict_without == "supported"
    assert verdict(judgement).needs == "assumptions"


def test_margins_are_told_by_their_5_50_and_95_per_cent_quantiles() -> None:
    assert margin_quantiles(np.linspace(0.0, 100.0, 101)) == pytest.approx((5.0, 50.0, 95.0))
    assert margin_quantiles(np.array([math.nan, 2.0])) == (2.0, 2.0, 2.0)
    assert margin_quantiles(np.array([math.nan])) is None


def test_hinges_are_sorted_by_what_they_change() -> None:
    judgement = judge(built([AID, FRONT, relation("aid", "deaths", "-", size=0.01)]), draws=DRAWS)
    sizes = [max(abs(item.change), abs(item.opposed_change)) for item in judgement.hinges]
    assert sizes == sorted(sizes, reverse=True)
    assert [item.claim for item in judgement.hinges][-1] == "c2"


def test_events_and_stocks() -> None:
    relations = [
        AID,
        relation("front", "assault", "-", strength=WIDE),
        relation("front", "dead", "-", size=0.5, link="rate"),
    ]
    tests = [
        "final(assault @ cut) > final(assault @ rest)",
        "final(dead @ cut) > final(dead @ rest)",
        "final(dead @ rest) > 150",
    ]
    judgement = judge(built(relations, tests), draws=DRAWS)
    assert verdict(judgement, "k0").margin_kind == "log hazard ratio"
    assert verdict(judgement, "k0").verdict == "supported"
    assert verdict(judgement, "k1").verdict == "supported"
    rest = verdict(judgement, "k2")
    assert rest.verdict == "does not follow"
    assert (rest.support, rest.interval, rest.margin, rest.needs) == (None, None, None, None)


def test_a_scenario_that_sets_the_outcome_makes_it_true_by_construction() -> None:
    tests = ["final(aid @ cut) < 0.5", "final(aid @ cut) > 0.5", "final(aid @ cut) > 0.05"]
    judgement = judge(built([AID], tests), draws=DRAWS)
    assert verdict(judgement, "k0").verdict == "true by construction"
    assert verdict(judgement, "k0").needs is None
    opposed, undecided = verdict(judgement, "k1"), verdict(judgement, "k2")
    assert (opposed.verdict, opposed.needs) == ("opposed", "signs")
    assert (undecided.verdict, undecided.needs) == ("undecided", "signs")
    assert opposed.construction == (SetOutcome("cut", ("aid",)),)
    assert judgement.hinges == ()


def test_a_verdict_on_what_only_one_scenario_sets_has_hinges_and_needs() -> None:
    case = built([AID], ["final(front @ cut) < final(front @ rest)"])
    held = SetAction("front", 1.05, at=2022.0)
    other = {**case.scenarios, "cut": Scenario("cut", "C", (held,)),
             "rest": Scenario("rest", "R", (SetAction("aid", 2.0, at=2022.0),))}  # fmt: skip
    judgement = judge(replace(case, scenarios=other), draws=DRAWS)
    found = verdict(judgement)
    assert (found.verdict, found.gaps, found.construction) == ("supported", (), ())
    assert found.needs is not None
    assert hinges(judgement)["c0"].change < -0.5


def test_the_thresholds_of_the_case_count() -> None:
    case = built([AID, FRONT, DIRECT])
    easy = replace(case, thresholds=Thresholds(supported=0.1))
    huge = replace(case, thresholds=Thresholds(tolerance=1e6, clear=2e6, large=3e6))
    assert verdict(judge(case, draws=DRAWS)).verdict == "undecided"
    assert verdict(judge(easy, draws=DRAWS)).verdict == "supported"
    sizes = [verdict(judge(item, draws=DRAWS)).size for item in (easy, huge)]
    assert [size.word for size in sizes if size is not None] == ["clear", "negligible"]


def test_a_change_from_present_leaves_out_what_is_done_at_present() -> None:
    case = built([AID])
    shocked = Scenario("shocked", "S", (ShockAction("front", at=2022.0, times=0.5),))
    tests = ("initial(front @ shocked) < 0.6", "change(front @ shocked) > 0")
    asked = {
        f"k{n}": replace(case.contentions["k0"], id=f"k{n}", test=test)
        for n, test in enumerate(tests)
    }
    case = replace(case, scenarios={**case.scenarios, "shocked": shocked}, contentions=asked)
    judgement = judge(case, draws=32)
    assert verdict(judgement, "k0").verdict == verdict(judgement, "k1").verdict == "supported"


def test_a_delay_shorter_than_its_stages_is_told_among_raised_times() -> None:
    short = relation("front", "deaths", "-", delay=Lognormal(0.5))
    (found,) = judge(built([AID, short]), draws=32).diagnostics
    assert found.quasi_static == ("deaths",)
    (found,) = judge(built([AID, replace(short, delay=Lognormal(0.7))]), draws=32).diagnostics
    assert found.quasi_static == ()


def test_a_verdict_that_turns_says_when() -> None:
    slow = replace(level("slow"), adjustment=Lognormal(4.0))
    case = case_of(
        [level("aid"), slow, level("deaths", adjustment=Lognormal(0.2))],
        [
            relation("aid", "deaths", size=0.3),
            relation("aid", "slow", size=1.0),
            relation("slow", "deaths", "-", size=1.0),
        ],
        scenarios=[CUT],
        contentions=[Contention("k0", "C", TEST)],
    )
    found = verdict(judge(case, draws=32))
    words = [item.verdict for item in found.horizons]
    assert words[0] == "opposed"
    assert words[-1] == found.verdict == "supported"
    turned = [item.year for item in found.horizons if item.verdict == "supported"]
    assert found.turns == turned[0]


def test_horizons_are_years_between_present_and_end_at_most_twelve() -> None:
    case = built([AID])
    assert horizon_years(case) == (2023.0, 2024.0, 2025.0, 2026.0)
    long = replace(case, times=replace(case.times, present=2000.15, end=2051.5))
    years = horizon_years(long)
    assert len(years) <= 12
    assert years[-1] == 2051.5
    assert all(earlier < later for earlier, later in pairwise(years))


def test_windows_limit_the_horizons() -> None:
    test = "at(deaths @ cut, 2025-01-01) > at(deaths @ rest, 2025-01-01)"
    found = verdict(judge(built([AID, FRONT], [test]), draws=32))
    assert [item.year for item in found.horizons] == [2025.0]
    assert found.turns is None


def test_fewer_draws_are_a_prefix_of_more() -> None:
    case = built([AID, FRONT, DIRECT])
    few, many = judge(case, draws=DRAWS), judge(case, draws=4096 + 64)
    assert few.hinges == many.hinges
    few_support, many_support = verdict(few).support, verdict(many).support
    assert few_support is not None
    assert many_support == pytest.approx(few_support, abs=0.05)


def test_the_same_seed_gives_the_same_bytes_whatever_the_workers() -> None:
    case = built([AID, FRONT, DIRECT])
    one, two, other = (
        json.dumps(judgement_json(case, judge(case, draws=2100, seed=seed, workers=workers)))
        for seed, workers in ((7, 1), (7, 2), (8, 2))
    )
    assert one == two
    assert one != other


def test_progress_ends_where_it_said_it_would() -> None:
    seen: list[tuple[int, int]] = []
    judge(built([AID, FRONT, DIRECT]), draws=64, progress=lambda *now: seen.append(now))
    assert seen[-1][0] == seen[-1][1] == 64 * 4
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_diagnostics_of_a_chain() -> None:
    chain = [relation("aid", "front"), relation("front", "deaths", "-")]
    (found,) = judge(built(chain), draws=DRAWS).diagnostics
    assert (found.connected_pairs, found.determinate_pairs) == (3, 3)
    assert found.unstable_share == found.bounded_share == 0.0
    assert found.failed == ()
    assert found.quasi_static == ()
    assert found.offset_at_present == 0.0


def test_diagnostics_show_instability_bounds_and_short_times() -> None:
    case = case_of(
        [level("aid"), level("deaths", adjustment=Lognormal(0.01)), level("fear")],
        [
            relation("aid", "deaths", "-"),
            relation("deaths", "fear", size=3.0),
            relation("fear", "deaths", size=3.0),
        ],
        scenarios=[CUT],
        contentions=[Contention("k0", "C", TEST)],
    )
    (found,) = judge(case, draws=64).diagnostics
    assert found.unstable_share == 1.0
    assert found.quasi_static == ("deaths",)
    assert found.raised_time_constants == pytest.approx(1 / 3)


def test_a_link_of_either_sign_leaves_pairs_undetermined() -> None:
    (found,) = judge(built([AID, FRONT, DIRECT]), draws=DRAWS).diagnostics
    assert (found.connected_pairs, found.determinate_pairs) == (3, 2)


def test_a_failed_draw_is_undecided_and_can_be_replayed() -> None:
    wild = Factor("wild", "Wild", "equation", equation="1 / (deaths - deaths)")
    case = built([AID, FRONT], ["final(wild @ cut) > final(wild @ rest)"])
    case = replace(case, factors={**case.factors, "wild": wild})
    judgement = judge(case, draws=32)
    found = verdict(judgement)
    assert (found.verdict, found.support, found.undecided) == ("undecided", 0.0, 1.0)
    assert found.margin is None
    failed = judgement.diagnostics[0].failed
    assert {item.draw for item in failed} == set(range(32))
    assert {item.factor for item in failed} == {"wild"}
    assert json.loads(json.dumps(judgement_json(case, judgement), allow_nan=False))


def test_a_draw_that_only_the_test_divides_by_nothing_is_listed_once() -> None:
    still = Factor("still", "Still", "stock", baseline=5.0, inflow="0 * deaths")
    test = "change(still @ cut) / change(still @ rest) > 1"
    case = built([AID, FRONT], [test, f"not ({test})", TEST])
    case = replace(case, factors={**case.factors, "still": still})
    judgement = judge(case, draws=32)
    assert verdict(judgement).undecided == 1.0
    failed = judgement.diagnostics[0].failed
    assert [item.draw for item in failed] == list(range(32))
    assert {(item.scenario, item.factor, item.year) for item in failed} == {("rest", "still", 2026)}


def test_an_account_that_can_say_nothing_is_not_run() -> None:
    judgement = judge(built([relation("deaths", "front")]), draws=32)
    assert verdict(judgement).verdict == "does not follow"
    assert judgement.diagnostics[0].draws == 0


def test_the_json_has_the_agreed_keys_first() -> None:
    case = built([AID, FRONT])
    shown = judgement_json(case, judge(case, draws=64))
    assert list(shown)[:6] == ["case", "draws", "seed", "verdicts", "hinges", "diagnostics"]
    text = json.loads(json.dumps(shown, allow_nan=False))
    assert list(text["verdicts"][0])[:9] == [
        "contention", "account", "verdict", "reason", "needs", "support", "undecided", "interval",
        "margin",
    ]  # fmt: skip
    assert list(text["hinges"][0])[:8] == [
        "contention", "account", "claim", "assumption", "support_without", "change",
        "margin_change", "error",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.123456789, 0.123457), (123456789.0, 123457000.0), (-0.0, 0.0), (math.nan, None)],
)
def test_numbers_are_rounded_to_six_digits(value: float, expected: float | None) -> None:
    assert rounded(value) == expected
    assert not (rounded(value) == 0.0 and np.signbit(rounded(value) or 0.0))


def test_the_text_names_every_contention_and_its_hinges() -> None:
    case = built([AID, FRONT], [TEST, "final(deaths @ cut) < final(dead @ cut)"], [DIRECT])
    text = judgement_text(case, judge(case, draws=DRAWS))
    assert "Contention 0" in text
    assert "This account says nothing about “The dead”." in text
    assert "without c0: nothing follows" not in text
    words = " ".join(text.split())
    assert "without “Aid raises Deaths”: supported, holds in" in words
    assert "Assumption of the coder, assumptions.yaml:1: nobody says so" in words
    assert "aid acts on front" in words
    assert all(line == line.rstrip() for line in text.splitlines())
