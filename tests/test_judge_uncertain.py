"""Which uncertain numbers decide a verdict, in small accounts of which that is known."""

import math
from dataclasses import replace

import pytest

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
from contention.judge.hinges.uncertain import Uncertain, uncertain
from contention.judge.judge import judge
from tests.building import case_of, level, relation

DRAWS = 1024


def built(*relations: Relation, test: str = "final(out @ on) > final(out @ rest)") -> Case:
    """A lever that is doubled; `raid` is an event with an uncertain hazard."""
    names = dict.fromkeys(["lever", *(n for one in relations for n in (one.cause, one.effect))])
    raid = Factor("raid", "Raid", kind="event", hazard=Rate(Lognormal(0.3, 3.0)))
    return case_of(
        [raid if name == "raid" else level(name) for name in names],
        relations,
        scenarios=[Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0),))],
        contentions=[Contention("k", "K", test)],
    )


def said(cause: str, effect: str, median: float, by: float, sign: str = "+") -> Relation:
    return relation(cause, effect, sign, strength=Lognormal(median, by))


def looked_at(case: Case, draws: int = DRAWS) -> Uncertain:
    (verdict,) = judge(case, draws=draws, hinges=False, reading_draws=0).verdicts
    return uncertain(case, verdict, draws=draws)


def shares(found: Uncertain, answer: str) -> dict[str, float]:
    (only,) = [item for item in found.indices if item.answer == answer]
    return {item.quantity.key: item.share for item in only.found}


def test_of_two_paths_that_pull_apart_their_strengths_decide() -> None:
    """In the long run the log-ratio is e0 - e1: the variances of the two lognormals share it."""
    case = built(said("lever", "out", 0.3, 1.5),
                 said("lever", "out", 0.2, 1.5, "-"))  # fmt: skip

    def variance(median: float) -> float:
        s = math.log(1.5) ** 2
        return median**2 * math.exp(s) * (math.exp(s) - 1)

    found = looked_at(case, 4096)
    size = shares(found, "size")
    total = variance(0.3) + variance(0.2)
    assert size["claim:c0/strength"] == pytest.approx(variance(0.3) / total, abs=0.05)
    assert size["claim:c1/strength"] == pytest.approx(variance(0.2) / total, abs=0.05)
    assert set(size) == {"claim:c0/strength", "claim:c1/strength"}
    direction = shares(found, "direction")
    assert set(direction) == set(size)
    assert sum(direction.values()) < 0.95, "the rest comes from both together"


def test_a_direction_that_signs_settle_has_no_variance() -> None:
    found = looked_at(built(said("lever", "out", 0.3, 2.0)))
    assert found.settled == ("direction",)
    assert found.rare
    assert found.region is None
    assert list(shares(found, "size")) == ["claim:c0/strength"]


def test_nothing_uncertain_leaves_nothing_to_apportion() -> None:
    found = looked_at(built(relation("lever", "out", "+", 0.3)), 256)
    assert found.draws == 256
    assert found.settled == ("direction", "size")
    assert found.indices == ()


def test_the_region_of_a_weak_claim_is_found_in_the_coder_s_numbers() -> None:
    """It fails where e0 falls below e1, which hardly varies: below about 0.2."""
    case = built(said("lever", "out", 0.3, 2.0),
                 said("lever", "out", 0.2, 1.01, "-"))  # fmt: skip
    region = looked_at(case).region
    assert region is not None
    assert region.other == "fails"
    (condition,) = region.conditions
    assert condition.quantity.key == "claim:c0/strength"
    assert condition.low_value is None
    assert condition.high_value == pytest.approx(0.2, rel=0.05)
    assert region.density.value > 0.95
    assert region.coverage.value > 0.95
    assert region.base.value == pytest.approx(0.28, abs=0.03)


def test_of_what_is_opposed_the_region_is_that_in_which_it_holds() -> None:
    case = built(said("lever", "out", 0.12, 2.0),
                 said("lever", "out", 0.3, 1.01, "-"))  # fmt: skip
    found = looked_at(case)
    assert found.other == "holds"
    assert found.region is not None
    (condition,) = found.region.conditions
    assert condition.low_value == pytest.approx(0.3, rel=0.05)
    assert condition.high is None


def test_a_hedged_claim_is_a_number_that_is_so_or_not() -> None:
    case = built(said("lever", "out", 0.4, 1.1),
                 said("lever", "out", 0.2, 1.1, "-"))  # fmt: skip
    hedged = replace(case.claims["c0"], stance="hedged")
    given = replace(case, claims={**case.claims, "c0": hedged})
    found = looked_at(given)
    assert shares(found, "direction") == pytest.approx({"claim:c0/inclusion": 1.0}, abs=0.01)
    assert found.region is not None
    (condition,) = found.region.conditions
    assert (condition.quantity.kind, condition.quantity.subject) == ("inclusion", "c0")
    assert (condition.low, condition.high) == (None, 0.5)
    assert condition.quantity.chance == 0.5
    assert condition.high_value is None


def test_rates_and_times_of_factors_are_numbers_like_strengths() -> None:
    slow = built(said("lever", "out", 0.3, 1.01))
    out = replace(slow.factors["out"], adjustment=Lognormal(4.0, 2.0))
    given = replace(slow, factors={**slow.factors, "out": out})
    size = shares(looked_at(given), "size")
    assert next(iter(size)) == "factor:out/adjustment"
    assert size["factor:out/adjustment"] > 0.9
    raids = built(relation("lever", "raid"), test="final(raid @ on) > 0.5")
    found = looked_at(raids)
    assert max(shares(found, "direction"), key=shares(found, "direction").__getitem__) == (
        "factor:raid/hazard"
    )


def test_the_chance_of_events_is_told_from_their_rate() -> None:
    case = built(said("raid", "out", 0.5, 1.01, "-"),
                 said("lever", "out", 0.3, 1.01),
                 test="final(out @ on) > 1")  # fmt: skip
    keys = set(shares(looked_at(case), "direction"))
    assert {"factor:raid/hazard", "factor:raid/occurrence-001"} <= keys


@pytest.mark.parametrize("test", ["final(out @ rest) > final(out @ rest)", "final(x @ on) > 1"])
def test_what_does_not_follow_has_no_numbers(test: str) -> None:
    case = built(relation("lever", "out"), relation("y", "x"), test=test)
    assert looked_at(case, 64) == Uncertain()


def test_the_same_seed_gives_the_same_answer_whatever_the_workers() -> None:
    case = built(said("lever", "out", 0.3, 2.0),
                 said("lever", "out", 0.2, 1.5, "-"))  # fmt: skip
    (verdict,) = judge(case, draws=512, hinges=False, reading_draws=0).verdicts
    one = uncertain(case, verdict, draws=512, workers=1)
    assert one == uncertain(case, verdict, draws=512, workers=2)
    assert one.region is not None
