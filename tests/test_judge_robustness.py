"""What verdicts survive: choices as other versions of a case, and the matrix of them."""

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
    ShockAction,
)
from contention.judge.robustness.choices import Choice, model_choices, with_levers
from contention.judge.robustness.robustness import Cell, Robustness, RobustnessRow, robustness
from contention.show.robustness_rows import (
    row_sentence,
    shown_choices,
    shown_groups,
    shown_rows,
)
from tests.building import case_of, claim, level, relation

DRAWS = 64


def built(*relations: Relation, hazard: float | None = None, test: str = "") -> Case:
    """A lever doubled at present; with `hazard` an event that raises the outcome by itself."""
    names = dict.fromkeys(
        ["lever", "out", *(n for one in relations for n in (one.cause, one.effect))]
    )
    event = Factor("raid", "Raid", kind="event", hazard=Rate(Lognormal(hazard or 0.1)))
    return case_of(
        [event if name == "raid" else level(name) for name in names],
        relations,
        scenarios=[Scenario("on", "On", (SetAction("lever", 2.0, at=2022.0),))],
        contentions=[Contention("k", "K", test or "final(out @ on) > final(out @ rest)")],
    )


def row(found: Robustness) -> RobustnessRow:
    (only,) = found.rows
    return only


def states(found: Robustness) -> dict[str, str]:
    return {cell.choice: cell.state for cell in row(found).cells}


def test_choices_of_one_kind_stand_side_by_side_under_one_heading() -> None:
    found = robustness(built(relation("lever", "out"), hazard=0.2), draws=16)
    groups, choices = shown_groups(found), shown_choices(found)
    assert sum(group.choices for group in groups) == len(choices)
    assert len({group.title for group in groups}) == len(groups)
    assert [choice.group for choice in choices if choice.first] == [one.title for one in groups]
    (shown,) = shown_rows(built(relation("lever", "out"), hazard=0.2), found)
    assert [square.first for square in shown.squares] == [choice.first for choice in choices]


def test_a_verdict_near_the_threshold_is_not_said_to_stand_under_all_choices() -> None:
    cells = (Cell("a", "supported", 1.0, None, "stands"), Cell("b", "undecided", 0.8, None, "near"))
    said = row_sentence(
        RobustnessRow("k", "account", "supported", 1.0, None, cells), {"a": "A", "b": "B"}
    )
    assert said == "unchanged under 1 of 2 choices; too near the threshold to call if B."
    sure = RobustnessRow("k", "account", "supported", 1.0, None, cells[:1])
    assert row_sentence(sure, {"a": "A"}) == "unchanged under 1 choice."


def test_a_claim_about_a_large_change_turns_with_saturation() -> None:
    """A hundredfold lever at a strength of 1 moves what follows it no more than fourfold."""
    case = built(relation("lever", "out", "+", 1.0),
                 test="final(out @ on) / final(out @ rest) > 3")  # fmt: skip
    far = Scenario("on", "On", (SetAction("lever", 100.0, at=2022.0),))
    given = replace(case, scenarios={**case.scenarios, "on": far})
    found = robustness(given, draws=DRAWS)
    assert row(found).verdict == "supported"
    assert states(found)["saturation_half"] == "turns"
    assert states(found)["saturation_double"] in ("stands", "size")
    assert states(found)["saturation_none"] in ("stands", "size")


def test_a_case_without_saturation_is_tried_with_the_usual_one() -> None:
    case = replace(built(relation("lever", "out")), saturation=math.inf)
    found = {item.id: item for item in model_choices(case) if item.group == "saturation"}
    assert list(found) == ["saturation_usual"]
    assert found["saturation_usual"].apply(case).saturation == 4.0


def test_a_direction_that_signs_settle_stands_under_every_choice() -> None:
    usual = Lognormal(0.3, 2.5)
    case = built(relation("lever", "m", strength_word=None, strength=usual),
                 relation("m", "out", "-", strength_word=None, strength=usual))  # fmt: skip
    found = robustness(case, draws=DRAWS)
    assert row(found).verdict == "opposed"
    assert set(states(found).values()) <= {"stands", "size"}
    assert states(found)["strength_half"] == "size"
    assert states(found)["seed"] == "stands"


def test_a_claim_about_size_turns_with_the_strengths_and_the_lever() -> None:
    case = built(relation("lever", "out", "+", 0.4, strength_word="strong"),
                 test="final(out @ on) / final(out @ rest) > 1.2")  # fmt: skip
    found = robustness(case, draws=DRAWS)
    assert row(found).verdict == "supported"
    turning = {cell.choice: cell.verdict for cell in row(found).turning}
    assert turning == {"strength_half": "opposed", "lever_half": "opposed"}
    assert found.turned("lever_half") == 1
    assert found.turned("times_half") == 0


def test_strengths_stated_as_numbers_belong_to_no_table() -> None:
    case = built(relation("lever", "out", "+", 0.4, strength_word="0.4"))
    assert "strength_half" not in {choice.id for choice in model_choices(case)}
    assert "hazard_half" not in {choice.id for choice in model_choices(case)}


def test_a_verdict_on_an_event_turns_with_its_rate() -> None:
    case = built(relation("lever", "raid"), hazard=0.6, test="final(raid @ on) > 0.8")
    found = robustness(case, draws=DRAWS)
    assert row(found).verdict == "supported"
    assert states(found)["hazard_half"] == "turns"
    assert states(found)["hazard_double"] in ("stands", "size")


def test_what_does_not_follow_is_counted_and_left_out() -> None:
    found = robustness(built(relation("x", "out")), draws=DRAWS)
    assert (found.rows, found.silent) == ((), 1)


def test_a_choice_under_which_a_case_cannot_be_judged_is_named() -> None:
    def refuse(_: Case) -> Case:
        raise ValueError("no time left")

    found = robustness(built(relation("lever", "out")), draws=DRAWS,
                       choices=[Choice("bad", "nothing is left", refuse)])  # fmt: skip
    assert found.refused == (("bad", "no time left"),)
    assert row(found).cells == ()


def test_a_hedge_counts_as_often_as_is_chosen() -> None:
    case = built(relation("lever", "out"))
    hedged = {"c0": claim("c0", relation("lever", "out"), stance="hedged")}
    by_id = {choice.id: choice for choice in model_choices(replace(case, claims=hedged))}
    assert by_id["hedged_25"].apply(case).stance_weights["hedged"] == 0.25
    assert by_id["hedged_25"].apply(case).stance_weights["asserted"] == 1.0


@pytest.mark.parametrize(
    ("factor", "to", "half"),
    [
        (level("lever"), 4.0, 2.0),
        (level("lever"), 0.25, 0.5),
        (level("lever"), 0.0, 0.0),
        (Factor("lever", "L", kind="share", baseline=0.2), 0.5, 1 / 3),
        (Factor("lever", "L", kind="event"), 1.0, 1.0),
    ],
)
def test_half_a_lever_is_half_the_log_ratio_or_half_the_log_odds(
    factor: Factor, to: float, half: float
) -> None:
    case = replace(
        built(relation("lever", "out")),
        factors={"lever": factor, "out": level("out")},
        scenarios={"on": Scenario("on", "On", (SetAction("lever", to, at=2022.0),
                                               ShockAction("out", 2022.0, times=9.0)))},
    )  # fmt: skip
    pulled, other = with_levers(case, 0.5, "lever").scenarios["on"].actions
    assert isinstance(pulled, SetAction)
    assert pulled.to == pytest.approx(half)
    assert other == ShockAction("out", 2022.0, times=9.0)
