"""Faults that real use showed in earlier verdicts, each with the answer that is right."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from scipy.stats import binom

from contention.case.model import (
    Case,
    Condition,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    SetAction,
)
from contention.judge.judge import judge
from contention.judge.verdict import Verdict
from tests.building import case_of, level, relation
from tests.test_judge_presence import built, chain, judged, said, verdict

LESS = "final(out @ on) < final(out @ rest)"


def answer(found: Verdict) -> tuple[str, float | None, str | None, str | None]:
    return found.verdict, found.support, found.needs, found.about


BY_SIGNS = ("supported", 1.0, "signs", "direction")

# --- the verdict counts links --------------------------------------------------------------------

MECHANISM = [said("tax", "prices"), said("prices", "driving", "-"), said("driving", "emissions")]
HEADLINE = [said("tax", "emissions", "-")]
SPLIT = [said("tax", "driving", "-"), said("driving", "emissions")]


@pytest.mark.parametrize("times", [1.2, 1.5, 2.0, 10.0, 1000.0])
@pytest.mark.parametrize("links", [1, 2, 3, 6])
def test_a_chain_has_the_direction_of_its_signs_and_only_its_size_counts_links(
    links: int, times: float
) -> None:
    found = verdict(built(chain(links), lever=times))
    assert answer(found) == BY_SIGNS
    assert found.size is not None
    if links == 6:
        assert found.size.word == "negligible"


@pytest.mark.parametrize("said_so", [HEADLINE, SPLIT, MECHANISM], ids=["1 link", "2", "3"])
def test_the_mechanism_says_the_same_as_the_headline(said_so: list[Relation]) -> None:
    case = built([said("lever", "tax"), said("emissions", "out"), *said_so], LESS)
    assert answer(verdict(case)) == BY_SIGNS


@pytest.mark.parametrize("names", [0, 1, 2, 3])
def test_synonyms_in_a_row_change_no_direction(names: int) -> None:
    same = [f"name{number}" for number in range(names)]
    links = [relation(*pair, size=1.0) for pair in pairwise(["lever", *same])]
    last = said(same[-1] if same else "lever", "out")
    assert answer(verdict(built([*links, last]))) == BY_SIGNS


@pytest.mark.parametrize("names", [1, 2, 3, 4])
def test_synonyms_side_by_side_change_no_direction(names: int) -> None:
    links = [
        link
        for number in range(names)
        for link in (said("lever", f"m{number}"), said(f"m{number}", "out"))
    ]
    assert answer(verdict(built(links))) == BY_SIGNS


# --- what "undecided" used to hide ---------------------------------------------------------------


def test_two_sided_one_sided_and_unmoved_are_three_answers() -> None:
    two_sided = verdict(built([*chain(2), said("lever", "other"), said("other", "out", "-")]))
    one_sided = verdict(built(chain(4), lever=1.2))
    never = Factor("war", "War", "event", hazard=Rate(Lognormal(1e-9)))
    unmoved = verdict(built([said("lever", "war"), said("war", "out")], factors=[never]))
    assert two_sided.verdict == "undecided"
    assert two_sided.opposed == pytest.approx(0.5, abs=0.1)
    assert answer(one_sided) == BY_SIGNS
    assert (unmoved.verdict, unmoved.support) == ("undecided", None)
    assert [gap.kind for gap in unmoved.gaps] == ["nothing moves"]


def test_a_gate_that_hardly_opens_leaves_a_negligible_size() -> None:
    gated = said("lever", "out", condition=Condition("gate", "above", 30.0))
    found = verdict(built([gated, said("other", "gate")]))
    assert found.verdict == "supported"
    assert found.size is not None
    assert (found.size.word, found.size.high < 0.01) == ("negligible", True)


# --- "needs signs" -------------------------------------------------------------------------------


@pytest.mark.parametrize("baseline", [0.02, 0.5, 0.9, 0.99])
def test_what_signs_settle_needs_no_strength_and_no_place_to_move(baseline: float) -> None:
    weak = said("lever", "out", strength=Lognormal(0.1, 2.0), strength_word="weak")
    share = Factor("out", "Out", "share", baseline=baseline, adjustment=Lognormal(0.5))
    assert answer(verdict(built([weak], factors=[share]))) == BY_SIGNS


@pytest.mark.parametrize("times", [0.5, 1.5])
def test_what_signs_settle_holds_with_other_strengths(times: float) -> None:
    changed = [
        replace(one, strength=Lognormal(one.strength.median * times, 2.5)) for one in chain(3)
    ]
    assert answer(verdict(built(changed))) == BY_SIGNS


# --- one sentence coded several times ------------------------------------------------------------


@pytest.mark.parametrize(("times", "presence"), [(1, 0.5), (2, 0.75), (3, 0.875)])
def test_a_hedged_sentence_coded_again_is_present_more_often_and_never_surer_of_its_direction(
    times: int, presence: float
) -> None:
    found = verdict(
        built([said("lever", "out")] * times, stances={f"c{n}": "hedged" for n in range(times)})
    )
    assert answer(found) == BY_SIGNS
    assert found.presence == pytest.approx(presence, abs=0.02)


# --- a hedge caps --------------------------------------------------------------------------------


@pytest.mark.parametrize("links", [1, 2, 4])
def test_a_hedge_on_one_claim_is_a_condition_and_caps_nothing(links: int) -> None:
    firm, hedged = (
        verdict(built(chain(links))),
        verdict(built(chain(links), stances={"c0": "hedged"})),
    )
    assert answer(firm) == answer(hedged) == BY_SIGNS
    assert (firm.presence, firm.conditions) == (1.0, ())
    assert hedged.presence == pytest.approx(0.5, abs=0.02)
    assert hedged.conditions == ("c0",)


# --- nothing asked -------------------------------------------------------------------------------


def test_a_comparison_of_an_outcome_with_itself_holds_in_no_draw_and_fails_in_none() -> None:
    found = verdict(built(chain(1), "final(out @ on) < final(out @ on)"))
    assert (found.verdict, found.support, found.opposed) == ("undecided", None, None)
    assert [gap.kind for gap in found.gaps] == ["nothing moves"]


def test_scenarios_that_do_the_same_decide_nothing() -> None:
    case = built(chain(1), "final(out @ rest) > final(out @ again)")
    again = Scenario("again", "The same again")
    found = verdict(replace(case, scenarios={**case.scenarios, "again": again}))
    assert found.verdict == "does not follow"
    assert [gap.kind for gap in found.gaps] == ["nothing differs"]


# --- stakes --------------------------------------------------------------------------------------


def test_a_rare_catastrophe_beside_a_small_sure_gain_shows_in_the_worst_twentieth() -> None:
    """The lever saves a little in most draws; in one of eight or so it costs very much."""
    claims = [
        said("lever", "out", "-", strength=Lognormal(0.15, 1.5)),
        said("lever", "out", strength=Lognormal(3.0, 1.5), credibility=0.12),
    ]
    found = verdict(built(claims, LESS))
    assert found.verdict == "supported"
    assert found.support == pytest.approx(0.88, abs=0.03)
    assert found.size is not None
    assert found.size.word == "slight"
    assert found.size.worst < -10 * found.size.median
    assert np.isfinite(found.size.worst)


# --- knife edge ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_no_seed_makes_a_verdict_of_a_share_on_the_threshold() -> None:
    case = built([said("lever", "out", sign_credibility=0.8)])
    found = [judge(case, draws=1024, seed=seed, hinges=False).verdicts[0] for seed in range(1, 41)]
    assert [item.verdict for item in found] == ["undecided"] * 40
    # The marks rest on 95 % intervals: fewer than this has a chance of one in a thousand.
    assert sum(item.near_threshold for item in found) >= binom.ppf(0.001, 40, 0.95)


# --- size of the account -------------------------------------------------------------------------


def large(factors: int, links: int) -> Case:
    """Links from earlier to later factors at random, so that no loop makes it run away."""
    rng = np.random.default_rng(1)
    names = ["lever", *(f"f{number}" for number in range(factors - 2)), "out"]
    pairs = {(names[n], names[n + 1]) for n in range(factors - 1)}
    while len(pairs) < links:
        one, two = sorted(rng.choice(factors, size=2, replace=False))
        pairs.add((names[one], names[two]))
    said_so = [said(*pair, strength=Lognormal(0.1, 2.0)) for pair in sorted(pairs)]
    return built(said_so)


@pytest.mark.parametrize(
    ("factors", "links"), [(60, 180), pytest.param(300, 900, marks=pytest.mark.slow)]
)
def test_a_large_account_is_judged_like_a_small_one(factors: int, links: int) -> None:
    judgement = judge(large(factors, links), draws=64, hinges=False)
    assert answer(judgement.verdicts[0]) == BY_SIGNS
    assert judgement.diagnostics[0].connected_pairs == factors * (factors - 1) // 2


# --- mutually raising factors, causes aside ------------------------------------------------------


def test_mutually_raising_factors_change_sizes_and_are_told_never_the_direction() -> None:
    found = []
    for count in (2, 4, 6):
        names = [f"m{number}" for number in range(count)]
        loops = [said(*pair) for one in combinations(names, 2) for pair in (one, one[::-1])]
        case = built([said("lever", "m0"), *loops, said(names[-1], "out")])
        judgement = judged(case)
        assert answer(judgement.verdicts[0]) == BY_SIGNS
        size = judgement.verdicts[0].size
        found.append((size.median if size else 0.0, judgement.diagnostics[0].unstable_share))
    assert found == sorted(found)
    assert found[0][1] < 0.1
    assert found[-1][1] > 0.9


@pytest.mark.parametrize("count", [0, 3, 12])
@pytest.mark.parametrize("held", [1.0, 4.0], ids=["at rest", "away from rest"])
def test_causes_that_the_lever_does_not_move_change_no_direction(count: int, held: float) -> None:
    share = Factor("out", "Out", "share", baseline=0.5, adjustment=Lognormal(0.5))
    aside = [f"aside{number}" for number in range(count)]
    case = built([said("lever", "out"), *(said(name, "out") for name in aside)], factors=[share])
    pushes = tuple(SetAction(name, held, at=2022.0) for name in aside)
    scenarios = {
        id_: replace(item, actions=(*item.actions, *pushes)) for id_, item in case.scenarios.items()
    }
    assert answer(verdict(replace(case, scenarios=scenarios))) == BY_SIGNS


# --- ramps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delay", [None, Lognormal(1.5)], ids=["at once", "later"])
@pytest.mark.parametrize("over", [0.0, 1.0, 3.0])
def test_a_lever_that_is_being_pulled_or_an_effect_that_takes_its_time_is_no_turn(
    over: float, delay: Lognormal | None
) -> None:
    case = case_of(
        [level("lever"), level("out", adjustment=Lognormal(1.0))],
        [said("lever", "out", delay=delay)],
        scenarios=[Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0, over=over),))],
        contentions=[Contention("k", "K", "final(out @ on) > final(out @ rest)")],
    )
    found = verdict(case)
    assert answer(found) == BY_SIGNS
    assert found.turns is None
    assert {item.verdict for item in found.horizons} == {"supported"}
