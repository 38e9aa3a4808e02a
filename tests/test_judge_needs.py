"""Whether signs alone settle a contention."""

from dataclasses import replace

import pytest

from contention.case.model import (
    Action,
    Case,
    Condition,
    Factor,
    InputShape,
    Lognormal,
    Rate,
    RemoveAction,
    Scenario,
    SetAction,
    ShockAction,
)
from contention.judge.sign_determinacy import settled_by_signs
from tests.building import case_of, level, relation
from tests.test_judge_following import CHAIN, CUT, TEST, built, followed


def side_of(case: Case, test: str = TEST) -> int | None:
    following = followed(case, test)
    return next((side for side in (1, -1) if settled_by_signs(case, following, side)), None)


def test_signs_settle_what_every_walk_agrees_on() -> None:
    assert side_of(built(CHAIN)) == 1
    assert side_of(built(CHAIN), "final(deaths @ cut) >= final(deaths @ rest)") == 1
    assert side_of(built(CHAIN), "final(deaths @ cut) < final(deaths @ rest)") == -1
    assert side_of(built(CHAIN), "final(deaths @ cut) <= final(deaths @ rest)") == -1
    assert side_of(built([*CHAIN, relation("aid", "deaths", "-")])) == 1
    assert side_of(built([*CHAIN, relation("aid", "deaths")])) is None
    assert side_of(built([relation("aid", "deaths", "?")])) is None


def test_signs_settle_nothing_where_the_direction_of_the_lever_is_not_known() -> None:
    assert side_of(built([*CHAIN, relation("front", "aid")])) is None
    floor = SetAction("aid", 0.001, at=2022.0)
    assert side_of(built([*CHAIN, relation("noise", "aid")], (floor,))) == 1
    assert side_of(built(CHAIN, (RemoveAction("c1", at=2022.0),))) is None


def test_signs_compare_two_settings_of_one_lever() -> None:
    other = Scenario("more", "M", (SetAction("aid", 0.02, at=2022.0),))
    case = built(CHAIN, (CUT,), other)
    assert side_of(case, "final(deaths @ cut) > final(deaths @ more)") == -1
    later = Scenario("later", "L", (SetAction("aid", 0.02, at=2023.0),))
    late = built(CHAIN, (CUT,), later)
    assert side_of(late, "final(deaths @ cut) > final(deaths @ later)") is None


def test_signs_settle_nothing_over_a_link_that_fades() -> None:
    fading = relation("front", "deaths", "-", transient=Lognormal(1.0))
    assert side_of(built([CHAIN[0], fading])) is None
    kick = relation("assault", "deaths", transient=Lognormal(1.0))
    case = with_assault(hazard=HAZARD)
    claims = {**case.claims, "c1": replace(case.claims["c1"], relation=kick)}
    assert side_of(replace(case, claims=claims)) is None


def with_assault(*actions: Action, **spec: object) -> Case:
    """Aid raises the hazard of an assault, which raises deaths."""
    assault = Factor("assault", "Assault", "event", **spec)  # type: ignore[arg-type]
    return case_of(
        [level("aid"), assault, level("deaths")],
        [relation("aid", "assault", "-"), relation("assault", "deaths")],
        scenarios=[Scenario("cut", "Aid is cut", actions or (CUT,))],
    )


HAZARD = Rate(Lognormal(0.3))


def test_signs_settle_nothing_through_an_event_that_passes() -> None:
    assert side_of(with_assault(hazard=HAZARD)) == 1
    assert side_of(with_assault(hazard=HAZARD, duration=2.0)) is None
    outcome = "final(assault @ cut) > final(assault @ rest)"
    assert side_of(with_assault(hazard=HAZARD, duration=2.0), outcome) == 1
    strike = SetAction("assault", 1.0, at=2022.0)
    assert side_of(with_assault(strike, hazard=HAZARD, duration=2.0)) == 1


def test_signs_settle_nothing_where_an_event_passes_a_gate_on() -> None:
    assault = Factor("assault", "Assault", "event", hazard=HAZARD, duration=2.0)
    gated = relation("noise", "deaths", condition=Condition("assault", "on"))
    noise = Factor("noise", "Noise", "input", shape=InputShape("events"))
    case = case_of(
        [level("aid"), assault, noise, level("deaths")],
        [relation("aid", "assault", "-"), gated],
        scenarios=[Scenario("cut", "Aid is cut", (CUT,))],
    )
    assert side_of(case) is None
    lasting = {**case.factors, "assault": replace(assault, duration=None)}
    assert side_of(replace(case, factors=lasting)) == 1


@pytest.mark.parametrize(
    ("to", "until", "duration", "side"),
    [
        (1.0, None, None, 1),
        (1.0, 2024.0, None, None),
        (1.0, 2030.0, None, 1),
        (0.0, 2024.0, None, -1),
        (0.0, 2024.0, 1.0, None),
        (0.0, None, 1.0, -1),
    ],
)
def test_signs_settle_nothing_once_a_held_event_runs_its_own_course_again(
    to: float, until: float | None, duration: float | None, side: int | None
) -> None:
    held = SetAction("assault", to, at=2022.0, until=until)
    assert side_of(with_assault(held, hazard=HAZARD, duration=duration)) == side


def test_signs_settle_nothing_between_two_settings_of_an_event_that_are_both_released() -> None:
    on, off = (SetAction("assault", to, at=2022.0, until=2024.0) for to in (1.0, 0.0))
    case = with_assault(on, hazard=HAZARD)
    other = {**case.scenarios, "other": Scenario("other", "O", (off,))}
    test = "final(deaths @ cut) > final(deaths @ other)"
    assert side_of(replace(case, scenarios=other), test) is None


def test_signs_settle_only_comparisons_of_one_outcome() -> None:
    assert side_of(built(CHAIN), "final(deaths @ cut) > final(front @ rest)") is None
    assert side_of(built(CHAIN), "final(deaths @ cut) > 1.1") is None
    assert side_of(built(CHAIN), "mean(deaths @ cut) > final(deaths @ rest)") is None


def test_one_fading_claim_is_enough_to_open_a_link_that_others_make_lasting() -> None:
    following = followed(built(CHAIN))
    (bearing,) = following.bearings
    front = next(link for link in bearing.map.links if link.cause == "front")
    (lasting,) = front.backing
    fading = replace(front.relation, transient=Lognormal(1.0))
    mixed = replace(front, backing=(lasting, replace(lasting, id="fading", relation=fading)))
    links = tuple(mixed if link is front else link for link in bearing.map.links)
    doubtful = replace(bearing, map=replace(bearing.map, links=links))
    case = built(CHAIN)
    assert settled_by_signs(case, following, 1)
    assert not settled_by_signs(case, replace(following, bearings=(doubtful,)), 1)


def test_signs_order_two_shocks_by_how_far_they_go() -> None:
    """A shock that adds nothing is below one that adds something, and above one that takes."""
    shares = [Factor(name, name, "share", baseline=0.5) for name in ("mood", "trust")]

    def side(ours: float, theirs: float) -> int | None:
        scenarios = [
            Scenario(name, name, (ShockAction("mood", 2022.0, add=add),))
            for name, add in (("cut", ours), ("more", theirs))
        ]
        case = case_of(shares, [relation("mood", "trust")], scenarios=scenarios)
        return side_of(case, "final(trust @ cut) > final(trust @ more)")

    assert (side(0.3, 0.0), side(0.0, 0.3)) == (1, -1)
    assert (side(-0.3, 0.0), side(0.0, -0.3)) == (-1, 1)


def test_signs_order_a_shock_against_nothing_but_not_against_a_hold() -> None:
    def side(*actions: Action) -> int | None:
        taken = {"cut": actions[:1], "rest": actions[1:]}
        scenarios = [Scenario(name, name, what) for name, what in taken.items()]
        case = case_of(
            [level("front"), level("deaths")], [relation("front", "deaths")], scenarios=scenarios
        )
        return side_of(case, "final(deaths @ cut) > final(deaths @ rest)")

    shock = ShockAction("front", 2022.0, times=2.0)
    assert (side(shock), side(replace(shock, times=0.5))) == (1, -1)
    assert side(SetAction("front", 2.0, at=2022.0), shock) is None
