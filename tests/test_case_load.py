import shutil
from collections.abc import Callable
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from contention.case.load import load_case
from contention.case.model import (
    Anchor,
    Case,
    Condition,
    DatedEvent,
    Lognormal,
    Rate,
    RemoveAction,
    SetAction,
    ShockAction,
    Times,
)
from contention.case.problem import Place, errors
from contention.case.text.texts import attached_text, sentence_at
from tests.conftest import LETTER

Change = Callable[[str, str, str], tuple[int, int]]


def loaded(folder: Path) -> Case:
    case, problems = load_case(folder)
    assert case is not None, problems
    return case


def messages(folder: Path) -> dict[str, str]:
    case, problems = load_case(folder)
    assert case is None
    return {str(each.place): each.message for each in errors(problems)}


def test_the_small_case_has_no_problems(small_case: Path) -> None:
    case, problems = load_case(small_case)
    assert problems == ()
    assert case is not None
    assert case.id == "valley"
    assert {factor.kind for factor in case.factors.values()} == {
        "quantity", "share", "stock", "event", "equation", "input",
    }  # fmt: skip
    assert case.times == Times(2010.0, 2020.0, 2030.0, 0.05, "euler")
    with pytest.raises(FrozenInstanceError):
        case.title = "another"  # type: ignore[misc]


def test_claims_have_numbers_for_their_words(small_case: Path) -> None:
    claims = loaded(small_case).claims
    flood = claims["repairs_flood"]
    assert flood.relation.strength == Lognormal(0.7, 2.0)
    assert flood.relation.strength_word == "strong"
    assert (flood.relation.sign, flood.relation.link, flood.relation.flow) == ("-", "value", None)
    assert flood.holder == "teacher"
    assert flood.place == Place("claims/letter.yaml", 11, 5)
    trust = claims["trust_money"].relation
    assert trust.strength == Lognormal(0.3, 2.5)
    assert trust.strength_word is None
    assert trust.delay == Lognormal(0.25, 2.0)
    assert claims["trust_needed"].relation.strength == Lognormal(0.5, 2.0)
    assert claims["trust_needed"].relation.necessary
    assert claims["gossip_trust"].relation.transient == Lognormal(0.25, 2.0)
    assert claims["flood_ruins"].relation.flow == "inflow"
    assert claims["care_ruined"].relation.link == "rate"
    assert claims["ruin_trust"].relation.condition == Condition("repairs", "below", 0.5, True)
    start = LETTER.index("More trust")
    assert claims["trust_money"].anchor == Anchor(start, start + 25)


def test_stances_holders_and_signs_left_out_have_their_defaults(
    small_case: Path, change: Change
) -> None:
    change("claims/letter.yaml", "    stance: rejected\n", "")
    change("claims/letter.yaml", "    sign: lowers\n    strength", "    sign: '?'\n    strength")
    change("claims/letter.yaml", "    delay: months\n", "    stance: negated\n")
    claims = loaded(small_case).claims
    assert claims["dam_careless_reported"].stance == "reported"
    assert claims["flood_ruins"].stance == "asserted"
    assert claims["repairs_flood"].relation.sign_credibility == 0.5
    assert claims["trust_money"].relation.sign == "0"


def test_factors_have_what_their_kinds_need(small_case: Path) -> None:
    factors = loaded(small_case).factors
    flood = factors["flood"]
    assert flood.hazard == Rate(Lognormal(0.1, 1.5), "the coder's judgement")
    assert (flood.duration, flood.at_most) == (0.25, 3)
    assert flood.only_while == Condition("rain", "above", 0.5, False)
    assert len(flood.occurred) == 1
    assert factors["trust"].adjustment == Lognormal(0.25, 2.0)
    assert factors["repairs"].adjustment == Lognormal(0.25, 2.0)
    assert factors["repairs"].unit == ""
    assert factors["rebuilt"].inflow == "ruined * 0.05 {1/year}"
    shape = factors["dam"].shape
    assert shape is not None
    assert (shape.form, shape.events) == ("events", (DatedEvent(2015.0),))
    rain = factors["rain"].shape
    assert rain is not None
    assert rain.series is not None
    assert rain.series.times == (2010.0, 2020.0)
    assert rain.series.publisher == "weather office"
    assert factors["repairs"].observed is not None


def test_actions_have_dates_and_values(small_case: Path) -> None:
    scenarios = loaded(small_case).scenarios
    (stop,) = scenarios["repairs_stop"].actions
    assert isinstance(stop, SetAction)
    assert (stop.factor, stop.to, stop.at, stop.over, stop.until) == (
        "repairs", 0.05, 2020.25, 0.5, None,
    )  # fmt: skip
    flood, trust, care, remove, rain = scenarios["unlucky"].actions
    assert isinstance(flood, SetAction)
    assert (flood.to, flood.over) == (1.0, 0.0)
    assert isinstance(trust, ShockAction)
    assert isinstance(care, ShockAction)
    assert (trust.add, trust.times, care.times) == (-0.2, None, 1.5)
    assert isinstance(remove, RemoveAction)
    assert isinstance(rain, SetAction)
    assert rain.at == 2020.0


def test_none_is_the_floor_of_a_level(small_case: Path, change: Change) -> None:
    change("scenarios.yaml", "to: 0.05", "to: none")
    (stop,) = loaded(small_case).scenarios["repairs_stop"].actions
    assert isinstance(stop, SetAction)
    assert stop.to == 0.001


def test_tables_of_the_case_are_used(small_case: Path, change: Change) -> None:
    tables = "tables:\n  strength: {strong: 0.9}\n  adjustment: weeks\n  stance: {hedged: 0.4}\n"
    change("case.yaml", "thresholds:", tables + "thresholds:")
    case = loaded(small_case)
    assert case.claims["repairs_flood"].relation.strength == Lognormal(0.9, 2.0)
    assert case.factors["repairs"].adjustment == Lognormal(0.06, 2.0)
    assert case.factors["care"].adjustment == Lognormal(1.0, 2.0)
    assert case.stance_weights == {
        "asserted": 1.0, "conceded": 1.0, "hedged": 0.4, "reported": 0.0, "rejected": 0.0,
    }  # fmt: skip


def test_all_problems_of_all_files_are_told_at_once(small_case: Path, change: Change) -> None:
    change("case.yaml", "step: 0.05", "step: many")
    change("case.yaml", "author: miller", "author: milner")
    change("factors.yaml", "baseline: 0.6", "baseline: 6")
    change("claims/letter.yaml", "cause: trust\n", "cause: turst\n")
    change("claims/letter.yaml", "strength: strong", "strenght: strong")
    change("claims/reply.yaml", "sign: lowers", "sign: rises")
    change("assumptions.yaml", "effect: flood", "effect: floods")
    change("scenarios.yaml", "set: rain", "set: rian")
    change("contentions.yaml", "care @ repairs_stop", "care @ repairs_stp")
    change("data/rain.csv", "2020,1.0", "2020,much")
    assert set(messages(small_case)) == {
        "case.yaml:7:9", "case.yaml:21:13", "factors.yaml:1:61", "claims/letter.yaml:4:12",
        "claims/letter.yaml:15:5", "claims/reply.yaml:6:11", "assumptions.yaml:4:13",
        "scenarios.yaml:27:14", "contentions.yaml:12:23", "data/rain.csv:3:6",
    }  # fmt: skip


def test_a_file_that_cannot_be_read_does_not_make_others_wrong(
    small_case: Path, change: Change
) -> None:
    change("factors.yaml", "trust: {title", "trust: {{title")
    assert {place.split(":")[0] for place in messages(small_case)} == {"factors.yaml"}


@pytest.mark.parametrize(
    "name",
    ["case.yaml", "factors.yaml", "scenarios.yaml", "contentions.yaml"],
)
def test_a_missing_file_is_one_problem(small_case: Path, name: str) -> None:
    (small_case / name).unlink()
    assert messages(small_case) == {f"{name}:1:1": "the file is missing"}


def test_assumptions_may_be_left_out(small_case: Path) -> None:
    (small_case / "assumptions.yaml").unlink()
    assert loaded(small_case).assumptions == {}


def test_a_folder_that_is_none_is_a_problem(tmp_path: Path) -> None:
    case, (problem,) = load_case(tmp_path / "nowhere")
    assert case is None
    assert problem.message == "there is no such folder"


@pytest.mark.parametrize("content", ["- a\n", "text\n", "7\n"])
def test_a_file_that_is_no_mapping_is_a_problem(small_case: Path, content: str) -> None:
    (small_case / "factors.yaml").write_text(content)
    assert messages(small_case) == {"factors.yaml:1:1": "the file should be a mapping"}


def test_an_entry_with_a_fault_is_still_known_to_others(small_case: Path, change: Change) -> None:
    change("factors.yaml", "title: Carefulness", "titel: Carefulness")
    found = messages(small_case)
    assert found == {
        "factors.yaml:3:7": "`title` is missing",
        "factors.yaml:3:8": "unknown key `titel`",
    }


@pytest.mark.parametrize(
    ("path", "key"), [("data/rain.csv", "factors.yaml"), ("texts/letter.txt", "case.yaml")]
)
def test_links_out_of_the_folder_are_refused(
    small_case: Path, tmp_path: Path, path: str, key: str
) -> None:
    outside = tmp_path / "outside"
    shutil.move(small_case / path, outside)
    (small_case / path).symlink_to(outside)
    (place,) = messages(small_case)
    assert place.startswith(f"{key}:")
    assert "symbolic link leads out" in messages(small_case)[place]


def test_a_linked_folder_is_refused_too(small_case: Path, tmp_path: Path) -> None:
    shutil.move(small_case / "claims", tmp_path / "elsewhere")
    (small_case / "claims").symlink_to(tmp_path / "elsewhere")
    found = messages(small_case)
    assert "claims/letter.yaml:1:1" in found
    assert "symbolic link" in found["claims/letter.yaml:1:1"]


def test_a_link_within_the_folder_is_fine(small_case: Path) -> None:
    shutil.move(small_case / "data" / "rain.csv", small_case / "data" / "real.csv")
    (small_case / "data" / "rain.csv").symlink_to("real.csv")
    assert loaded(small_case).factors["rain"].shape is not None


def test_accounts_without_claims_and_unused_factors_are_warnings(
    small_case: Path, change: Change
) -> None:
    change("case.yaml", "\nthresholds", "\n  idle: {title: Idle, common_ground: false}\nthresholds")
    change("factors.yaml", "\ncare:", "\nwind: {title: Wind}\ncare:")
    (small_case / "factor.yaml").write_text("a: {title: A}\n")
    case, problems = load_case(small_case)
    assert case is not None
    assert [(str(each.place), each.severity) for each in problems] == [
        ("case.yaml:33:3", "warning"), ("factor.yaml:1:1", "warning"),
        ("factors.yaml:3:1", "warning"),
    ]  # fmt: skip


def test_proposed_claims_are_read_and_bind_nobody(small_case: Path, change: Change) -> None:
    change("claims/reply.yaml", "effect: flood", "effect: dam")
    assert loaded(small_case).claims["rain_flood_proposed"].status == "proposed"


def test_columns_of_faults_are_those_of_the_file(small_case: Path, change: Change) -> None:
    line, column = change(
        "contentions.yaml",
        "test: final(ruined",
        'test: "final(runed @ repairs_stop) > 1"\n    note: "',
    )
    change("contentions.yaml", " @ repairs_stop) > final(ruined @ repairs_go_on)\n", '"\n')
    assert f"contentions.yaml:{line}:{column + 13}" in messages(small_case)


def test_a_folded_test_is_placed_where_it_begins(small_case: Path, change: Change) -> None:
    line, column = change(
        "contentions.yaml", "test: final(ruined @", "test: >\n      final(runed @"
    )
    assert messages(small_case) == {
        f"contentions.yaml:{line}:{column + 6}": "unknown factor `runed`"
    }


def test_a_carried_text_shows_its_sentences(small_case: Path) -> None:
    case = loaded(small_case)
    text = attached_text(case, "letter")
    assert text == LETTER
    anchor = case.claims["ruin_trust"].anchor
    assert anchor is not None
    assert sentence_at(LETTER, anchor) == "Without the council nothing would be repaired at all."
    assert attached_text(case, "reply") is None


def test_problems_are_sorted_and_told_once(small_case: Path, change: Change) -> None:
    change("factors.yaml", "baseline: 0.6", "baseline: 6")
    change("case.yaml", "step: 0.05", "step: many")
    _, problems = load_case(small_case)
    assert list(problems) == sorted(set(problems))
    assert str(problems[-1]).startswith("factors.yaml:1:61: `baseline` of a share is strictly")
    assert problems[-1].as_json()["column"] == 61


def test_who_demands_and_contends_is_the_author_unless_said_otherwise(
    small_case: Path, change: Change
) -> None:
    change("scenarios.yaml", "    document: letter\n", "    document: letter\n    holder: miller\n")
    change("contentions.yaml", "    holder: teacher\n    document: letter", "    document: reply")
    case = loaded(small_case)
    assert {id_: demand.holder for id_, demand in case.demands.items()} == {
        "pay": "miller",
        "stop": "miller",
    }
    assert case.contentions["stopping_ruins"].holder == "miller"
    assert case.contentions["stopping_floods"].holder == ""


def test_a_holder_of_a_contention_counts_before_the_author(small_case: Path) -> None:
    change = "    holder: miller\n    document: letter"
    file = small_case / "contentions.yaml"
    text = file.read_text("utf-8").replace("    holder: teacher\n    document: letter", change)
    file.write_text(text, "utf-8")
    assert loaded(small_case).contentions["stopping_ruins"].holder == "miller"


def test_the_ways_to_give_an_input_are_listed(small_case: Path, change: Change) -> None:
    change("factors.yaml", ", step: {at: 2019-06-01, to: 1.5}", "")
    case, problems = load_case(small_case)
    assert case is None
    (found,) = [each for each in errors(problems) if "how the input runs" in each.message]
    assert found.hint == (
        "give one of `constant:`, `series:`, `step:`, `pulse:`, `ramp:`, `events:`"
    )
