"""One verdict with other numbers of factors, and with weakened claims."""

from dataclasses import replace

from contention.case.model import (
    Case,
    Contention,
    Factor,
    Lognormal,
    Rate,
    Relation,
    Scenario,
    SetAction,
)
from contention.judge.hinges.varied_verdict import Variations, Varied, variations_of
from contention.judge.judge import judge
from tests.building import case_of, level, relation

DRAWS = 128


def built(*relations: Relation, test: str, factors: tuple[Factor, ...] = ()) -> Case:
    given = {factor.id: factor for factor in factors}
    ends = (name for one in relations for name in (one.cause, one.effect))
    names = dict.fromkeys(["lever", "out", *ends])
    return case_of(
        [given.get(name, level(name)) for name in names],
        relations,
        scenarios=[Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0),))],
        contentions=[Contention("k", "K", test)],
    )


def found(case: Case, budget: int = 2000) -> Variations:
    (verdict,) = judge(case, draws=DRAWS, hinge_draws=16, hinges=False).verdicts
    return variations_of(case, verdict, draws=DRAWS, budget=budget)


def by_id(varied: Variations) -> dict[str, Varied]:
    return {item.variation.choice.id: item for item in varied.found}


RISES = "final(out @ on) > final(out @ rest)"


def test_a_rate_that_carries_a_verdict_is_found_and_others_are_not() -> None:
    raid = Factor("raid", "A raid", kind="event", hazard=Rate(Lognormal(0.3, 1.2)))
    quiet = Factor("quiet", "A lull", kind="event", hazard=Rate(Lognormal(0.3)))
    case = built(relation("lever", "raid"), relation("raid", "out"), relation("quiet", "aside"),
                 test="final(raid @ on) > 0.65", factors=(raid, quiet))  # fmt: skip
    items = by_id(found(case))
    half = items["factor:raid/hazard/half"]
    assert half.turns
    assert (half.verdict_with, half.variation.source) == ("opposed", "coder's judgement")
    assert items["factor:raid/hazard/double"].verdict_with == "supported"
    assert not any(item.variation.subject == "quiet" for item in items.values())


def test_an_event_that_is_made_permanent_can_turn_what_it_leaves_behind() -> None:
    raid = Factor("raid", "A raid", kind="event", hazard=Rate(Lognormal(1.5)), duration=0.5)
    case = built(relation("lever", "raid"), relation("raid", "out", size=1.0),
                 test="final(out @ on) > 1.5 * initial(out @ on)", factors=(raid,))  # fmt: skip
    items = by_id(found(case))
    assert {"half", "double", "permanent"} == {
        key.rpartition("/")[2] for key in items if key.startswith("factor:raid/duration/")
    }
    permanent = items["factor:raid/duration/permanent"]
    assert permanent.turns
    assert permanent.verdict_with == "supported"


def test_a_claim_about_size_turns_with_half_a_strength() -> None:
    case = built(relation("lever", "out", size=0.4),
                 test="final(out @ on) / final(out @ rest) > 1.2")  # fmt: skip
    items = by_id(found(case))
    assert items["claim:c0/strength"].turns
    assert items["factor:lever/lever/half"].turns
    assert not items["factor:out/adjustment/half"].turns
    assert "claim:c0/delay" not in items, "it states no delay"


def test_a_sign_in_doubt_takes_a_verdict_below_the_threshold() -> None:
    items = by_id(found(built(relation("lever", "out"), test=RISES)))
    doubt = items["claim:c0/sign"]
    assert doubt.turns
    assert doubt.verdict_with == "undecided"
    assert abs(doubt.share_with - 0.75) < 0.03


def test_what_turns_comes_first_and_a_budget_leaves_the_rest() -> None:
    case = built(relation("lever", "m"), relation("m", "out"), test=RISES)
    every = found(case)
    turning = [item.turns for item in every.found]
    assert turning == sorted(turning, reverse=True)
    some = found(case, budget=3)
    assert (some.tried, some.skipped) == (3, every.tried - 3)


def test_a_delay_is_doubled_where_one_is_stated() -> None:
    late = relation("lever", "out", delay=Lognormal(3.0))
    case = built(late, test="at(out @ on, 2025-06) > 1.08")
    assert "claim:c0/delay" in by_id(found(case))
    assert replace(late, delay=None) != late
