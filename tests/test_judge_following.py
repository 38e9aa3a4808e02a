"""What an account can say of a contention: levers, outcomes, paths, construction."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from contention.case.model import (
    Action,
    Case,
    Contention,
    DatedEvent,
    Factor,
    InputShape,
    Lognormal,
    Rate,
    Relation,
    RemoveAction,
    Scenario,
    Series,
    SetAction,
    ShockAction,
)
from contention.judge.interventions import moves
from contention.judge.question import question
from contention.judge.relevance import Following, follow
from contention.judge.required_runs import docket, still_follows
from contention.judge.verdict import DeniedEffect, SetOutcome
from contention.maps.account_map import build_map
from contention.show.words.reasons import reason_in_words
from tests.building import case_of, claim, level, relation

TEST = "final(deaths @ cut) > final(deaths @ rest)"
CUT = SetAction("aid", 0.05, at=2022.0)


def built(
    relations: Sequence[Relation], actions: Sequence[Action] = (CUT,), *more: Scenario
) -> Case:
    return case_of(
        [
            level("aid", title="Aid"),
            level("front", title="The front"),
            level("deaths", title="Deaths"),
            level("noise", title="Noise"),
        ],
        relations,
        scenarios=[Scenario("cut", "Aid is cut", tuple(actions)), *more],
    )


TITLES = built([])


def told(case: Case, following: Following) -> str:
    """The reason in the words of the outputs."""
    return reason_in_words(case, following.gaps, following.construction)


def followed(case: Case, test: str = TEST) -> Following:
    return follow(case, build_map(case, "account"), question(case, Contention("c", "C", test)))


CHAIN = (relation("aid", "front"), relation("front", "deaths", "-"))


def test_a_path_from_lever_to_outcome_is_enough() -> None:
    following = followed(built([*CHAIN, relation("noise", "deaths")]))
    assert following.follows
    assert told(TITLES, following) == ""
    assert set(following.on_path) == {"c0", "c1"}


def test_no_lever() -> None:
    following = followed(built([relation("front", "deaths")]))
    assert not following.follows
    assert (
        told(TITLES, following)
        == "The scenarios differ in “Aid”, which this account does not have."
    )


def test_no_outcome() -> None:
    following = followed(built([relation("aid", "front")]))
    assert told(TITLES, following) == "This account says nothing about “Deaths”."


def test_no_path() -> None:
    following = followed(built([relation("aid", "front"), relation("noise", "deaths")]))
    assert told(TITLES, following) == "In this account no path leads from “Aid” to “Deaths”."


def denying(said: Sequence[Relation], *denied: Relation) -> str:
    """The reason of an account that makes some claims and denies others (`n0`, `n1`, …)."""
    case = built(said)
    no = {f"n{n}": claim(f"n{n}", one, stance="negated") for n, one in enumerate(denied)}
    return told(case, followed(replace(case, claims={**case.claims, **no})))


def test_the_reason_names_the_denial_of_what_is_needed() -> None:
    aid_front, front_deaths = CHAIN
    other = relation("noise", "deaths")
    assert denying([front_deaths], aid_front) == (
        "The scenarios differ in “Aid”, which acts on nothing in this account: "
        "the account denies that “Aid” acts on “The front”."
    )
    assert denying([aid_front], front_deaths) == (
        "In this account nothing acts on “Deaths”: "
        "the account denies that “The front” acts on “Deaths”."
    )
    assert denying([aid_front, other], front_deaths, front_deaths) == (
        "In this account no path leads from “Aid” to “Deaths”: "
        "the account denies that “The front” acts on “Deaths”."
    )
    assert denying([other], relation("aid", "deaths", "0")) == (
        "The scenarios differ in “Aid”, which acts on nothing in this account: "
        "the account denies that “Aid” acts on “Deaths”."
    )


def test_a_gap_has_the_ids_of_what_is_missing_and_of_what_denies_it() -> None:
    case = built([CHAIN[0], relation("noise", "deaths")])
    no = claim("n0", CHAIN[1], stance="negated")
    (gap,) = followed(replace(case, claims={**case.claims, "n0": no})).gaps
    assert (gap.kind, gap.levers, gap.outcomes) == ("no path", ("aid",), ("deaths",))
    assert gap.denied == (DeniedEffect("front", "deaths", ("n0",)),)


def test_the_reason_names_a_whole_chain_of_denials_and_the_only_link_out_of_a_lever() -> None:
    reason = denying([], *CHAIN)
    assert reason.endswith(
        "the account denies that “Aid” acts on “The front” and that “The front” acts on “Deaths”."
    )
    assert "denies that “Aid” acts" in denying([relation("noise", "deaths")], CHAIN[0])
    reason = denying([], *CHAIN, relation("aid", "deaths"))
    assert reason.endswith("denies that “Aid” acts on “Deaths”.")


def test_the_reason_names_what_is_denied_of_the_outcome_and_of_a_link_taken_out() -> None:
    reason = denying([CHAIN[0]], relation("noise", "deaths"))
    assert reason.startswith("In this account nothing acts on “Deaths”: the account denies that “N")
    case = built([relation("noise", "deaths")], (RemoveAction("theirs", at=2022.0),))
    theirs = claim("theirs", CHAIN[1], holder="other", stance="rejected")
    no = claim("n0", CHAIN[1], stance="negated")
    case = replace(case, claims={**case.claims, "theirs": theirs, "n0": no})
    assert told(case, followed(case)) == (
        "The scenarios differ in “The front → Deaths”, which acts on nothing in this account: "
        "the account denies that “The front” acts on “Deaths”."
    )


def test_the_reason_is_silent_on_denials_that_have_no_part_in_it() -> None:
    said = (relation("aid", "front"), relation("noise", "deaths"))
    assert "denies" not in denying(said, relation("deaths", "aid"), relation("deaths", "front"))
    assert denying(CHAIN, relation("aid", "deaths")) == ""
    assert "denies" not in denying([relation("front", "noise")], relation("noise", "deaths"))
    assert "denies" not in denying([relation("noise", "aid")], CHAIN[0])


def test_the_reason_is_silent_on_denials_about_what_all_scenarios_hold() -> None:
    hold = SetAction("front", 1.0, at=2022.0)
    case = built([relation("front", "deaths"), relation("aid", "noise")], (CUT, hold),
                 Scenario("held", "H", (hold,)))  # fmt: skip
    no = {"n0": claim("n0", relation("aid", "front"), stance="negated")}
    case = replace(case, claims={**case.claims, **no})
    reason = told(case, followed(case, "final(deaths @ cut) > final(deaths @ held)"))
    assert reason == "In this account no path leads from “Aid” to “Deaths”."


def test_scenarios_that_do_the_same_do_not_differ() -> None:
    case = built(CHAIN, (CUT,), Scenario("also", "The same again", (CUT,)))
    following = followed(case, "final(deaths @ cut) > final(deaths @ also)")
    assert told(TITLES, following) == "The scenarios compared do not differ."


def test_what_both_scenarios_do_is_no_lever_but_what_differs_in_size_is() -> None:
    more = SetAction("noise", 2.0, at=2022.0)
    other = Scenario("other", "O", (more, SetAction("aid", 0.5, at=2022.0)))
    case = built(CHAIN, (more, CUT), other)
    (bearing,) = followed(case, "final(deaths @ cut) > final(deaths @ other)").bearings
    assert {source for lever in bearing.levers for source in lever.sources} == {"aid"}


def test_an_action_after_the_dates_looked_at_moves_nothing() -> None:
    case = built(CHAIN, (SetAction("aid", 0.05, at=2025.0),))
    following = followed(case, "at(deaths @ cut, 2024-01-01) > at(deaths @ rest, 2024-01-01)")
    assert told(TITLES, following) == "The scenarios compared do not differ."


def test_a_path_through_a_factor_that_both_scenarios_hold_is_none() -> None:
    hold = SetAction("front", 1.0, at=2022.0)
    case = built(CHAIN, (CUT, hold), Scenario("held", "H", (hold,)))
    assert not followed(case, "final(deaths @ cut) > final(deaths @ held)").follows


def test_a_path_through_a_factor_that_is_held_only_for_a_time_stays_one() -> None:
    for hold in (
        SetAction("front", 1.0, at=2024.0),
        SetAction("front", 1.0, at=2022.0, until=2024.0),
    ):
        case = built(CHAIN, (CUT, hold), Scenario("held", "H", (hold,)))
        assert followed(case, "final(deaths @ cut) > final(deaths @ held)").follows, hold


def test_a_removed_claim_is_a_lever_where_the_account_has_it() -> None:
    case = built(CHAIN, (RemoveAction("c1", at=2022.0),))
    following = followed(case)
    assert following.follows
    assert following.on_path == ("c1",)
    assert not followed(built([CHAIN[0]], (RemoveAction("other", at=2022.0),))).follows


def test_an_outcome_that_the_scenario_sets_is_true_by_construction() -> None:
    case = built(CHAIN, (SetAction("deaths", 2.0, at=2022.0),))
    first = followed(case, "final(deaths @ cut) > 1.5")
    assert first.construction == (SetOutcome("cut", ("deaths",)),)
    assert told(case, first) == "The scenario “Aid is cut” sets “Deaths” itself."
    assert followed(case, "final(deaths @ cut) > 1.5").on_path == ()
    also = {**case.scenarios, "also": Scenario("also", "Too", (SetAction("deaths", 3.0, at=2022),))}
    both = followed(replace(case, scenarios=also), "final(deaths @ cut) < final(deaths @ also)")
    assert [item.scenario for item in both.construction] == ["cut", "also"]


def test_an_outcome_that_one_scenario_sets_and_the_account_moves_in_the_other_is_a_question() -> (
    None
):
    case = built(CHAIN, (CUT, SetAction("deaths", 2.0, at=2022.0)))
    following = followed(case)
    assert following.construction == ()
    assert set(following.on_path) == {"c0", "c1"}
    assert followed(case, "final(deaths + front @ cut) > 1").construction == ()


@pytest.mark.parametrize(
    ("action", "test", "built_in"),
    [
        (SetAction("deaths", 2.0, at=2022.0), "mean(deaths @ cut) > 1", True),
        (SetAction("deaths", 2.0, at=2022.0), "change(deaths @ cut) > 1", True),
        (SetAction("deaths", 2.0, at=2023.0), "mean(deaths @ cut) > 1", False),
        (SetAction("deaths", 2.0, at=2023.0), "change(deaths @ cut) > 1", False),
        (SetAction("deaths", 2.0, at=2023.0), "mean(deaths @ cut, from=2023) > 1", True),
        (SetAction("deaths", 2.0, at=2023.0), "final(deaths @ cut) > 1", True),
        (SetAction("deaths", 2.0, at=2022.0, until=2023.0), "final(deaths @ cut) > 1", False),
        (SetAction("deaths", 2.0, at=2022.0, until=2023.0), "final(deaths @ cut, to=2023) > 1",
         False),
        (SetAction("deaths", 2.0, at=2022.0, until=2024.0), "mean(deaths @ cut, to=2023) > 1",
         True),
        (ShockAction("deaths", at=2022.0, times=2.0), "final(deaths @ cut) > 1", False),
    ],
)  # fmt: skip
def test_a_scenario_must_set_the_outcome_over_the_whole_window(
    action: Action, test: str, built_in: bool
) -> None:
    assert bool(followed(built(CHAIN, (action,)), test).construction) is built_in


def test_within_one_scenario_its_own_actions_are_the_levers() -> None:
    assert followed(built(CHAIN), "final(deaths @ cut) > 1").follows
    still = followed(built(CHAIN), "final(deaths @ rest) > 1")
    assert told(TITLES, still) == "Nothing acts in the scenario between the dates looked at."


def test_within_one_scenario_moving_inputs_and_hazards_are_levers() -> None:
    shape = InputShape("step", 2.0, start=2024.0)
    weather = Factor("weather", "Weather", "input", shape=shape)
    assault = Factor("assault", "Assault", "event", hazard=Rate(Lognormal(0.1)))
    for factor in (weather, assault):
        case = case_of([factor, level("deaths")], [relation(factor.id, "deaths")])
        assert followed(case, "final(deaths @ rest) > 1").follows, factor.id
    early = followed(
        case_of([weather, level("deaths")], [relation("weather", "deaths")]),
        "at(deaths @ rest, 2023-01-01) > 1",
    )
    assert not early.follows


def test_a_test_of_two_parts_follows_where_one_does_and_says_what_does_not() -> None:
    case = built([*CHAIN, relation("noise", "noise")])
    following = followed(case, f"{TEST} and final(noise @ cut) > final(noise @ rest)")
    assert following.follows
    assert told(TITLES, following) == "In this account no path leads from “Aid” to “Noise”."


@pytest.mark.parametrize(
    ("shape", "moving"),
    [
        (InputShape("constant", 2.0), False),
        (InputShape("step", 2.0, start=2021.0), False),
        (InputShape("step", 2.0, start=2023.0), True),
        (InputShape("pulse", 2.0, start=2019.0, end=2023.0), True),
        (InputShape("ramp", 2.0, start=2019.0, end=2030.0), True),
        (InputShape("ramp", 2.0, start=2019.0, end=2021.0), False),
        (InputShape("events", events=(DatedEvent(2019.0, 2020.0),)), False),
        (InputShape("events", events=(DatedEvent(2019.0, 2024.0),)), True),
        (InputShape("series", series=Series("x", (2019, 2021, 2025), (1, 2, 2), ())), False),
        (InputShape("series", series=Series("x", (2019, 2021, 2025), (1, 2, 3), ())), True),
    ],
)
def test_which_inputs_move_after_present(shape: InputShape, moving: bool) -> None:
    assert moves(shape, 2022.0, 2026.0) is moving


def test_the_docket_knocks_out_what_is_on_a_path_and_leaves_one() -> None:
    case = built([*CHAIN, relation("aid", "deaths", "-"), relation("noise", "deaths")])
    asked = question(case, Contention("c", "C", TEST))
    found = docket(case, "account", [asked])
    assert set(found.singles["c"]) == {"c0", "c1", "c2"}
    assert set(found.runs) == {frozenset({"c0"}), frozenset({"c1"}), frozenset({"c2"})}
    assert not still_follows(found.followings["c"], frozenset({"c0", "c2"}))
    asserted = frozenset({"c2"})  # it says the contention itself: what is left is always judged
    assert set(docket(case, "account", [asked], hinges=False).runs) == {asserted}


def test_without_the_claim_that_the_scenarios_differ_in_nothing_follows() -> None:
    twice = [*CHAIN, CHAIN[1]]
    case = built(twice, (RemoveAction("c1", at=2022.0),))
    found = docket(case, "account", [question(case, Contention("c", "C", TEST))])
    assert found.map.links[-1].claims == ("c1", "c2")
    assert not still_follows(found.followings["c"], frozenset({"c1"}))
    assert still_follows(found.followings["c"], frozenset({"c2"}))


def test_a_claim_that_carries_the_only_path_needs_no_run() -> None:
    found = docket(built(CHAIN), "account", [question(built(CHAIN), Contention("c", "C", TEST))])
    assert found.runs == {}
    assert found.singles["c"]


@pytest.mark.parametrize(("moment", "follows"), [(2024.0, True), (2024.05, False)])
def test_an_action_on_the_last_date_looked_at_is_a_lever(moment: float, follows: bool) -> None:
    """A shock acts at its own date: what is looked at on that very day has moved."""
    test = "final(aid @ cut, to=2024-01-01) < final(aid @ rest, to=2024-01-01)"
    case = built([relation("aid", "deaths", "-")], [ShockAction("aid", moment, times=0.2)])
    asked = question(case, Contention("q", "Q", test, "author"))
    found = follow(case, build_map(case, "account"), asked)
    assert found.follows is follows
