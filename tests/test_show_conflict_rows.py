"""Conflicts for readers: denied chains stand with their way, beside what is said of the pair."""

from dataclasses import replace

from contention.analysis.quotation import Sentences
from contention.case.model import Case
from contention.maps.account_map import build_map
from contention.maps.conflicts import conflicts
from contention.show.map.drawing import draw_map
from contention.show.map.map_json import map_json
from contention.show.report.conflict_rows import ConflictRow, conflict_rows
from tests.test_maps_build import case_with, said

BLUE = {"document": "reply", "holder": "blue"}


def rows(case: Case) -> tuple[ConflictRow, ...]:
    maps = {account: build_map(case, account) for account in case.accounts}
    return conflict_rows(case, Sentences(case), conflicts(case, maps))


def test_a_denied_chain_is_told_with_its_way_and_its_claims() -> None:
    case = case_with(said("one", "ab"), said("two", "bc"), said("no", "ac", stance="negated"))
    (row,) = rows(case)
    assert (row.cause, row.effect, row.within) == ("a", "c", ("Red",))
    assert [side.verb for side in row.sides] == ["does not raise", "reaches it through b"]
    assert [[one.premise.id for one in side.positions] for side in row.sides] == [
        ["no"],
        ["one", "two"],
    ]
    assert [one.accounts for side in row.sides for one in side.positions] == [("Red",)] * 3


def test_a_chain_of_another_account_is_no_contradiction_within_one() -> None:
    case = case_with(
        said("no", "ac", sign="0"), said("one", "ab"), said("also", "ab", **BLUE),
        said("two", "bc", **BLUE),
    )  # fmt: skip
    (row,) = rows(case)
    assert row.within == ()
    assert [one.accounts for one in row.sides[1].positions] == [("Blue",), ("Blue",)]


def test_one_pair_stands_once_with_link_and_chain_and_no_claim_twice_on_a_side() -> None:
    case = case_with(
        said("no", "ac", stance="negated"), said("direct", "ac", **BLUE), said("one", "ab", **BLUE),
        said("two", "bc", **BLUE),
    )  # fmt: skip
    green = replace(case.accounts["blue"], id="green", title="Green")
    (row,) = rows(replace(case, accounts={**case.accounts, "green": green}))
    assert [side.verb for side in row.sides] == [
        "does not raise", "raises", "reaches it through b",
    ]  # fmt: skip
    assert [len(side.positions) for side in row.sides] == [1, 1, 2]
    assert row.sides[2].positions[0].accounts == ("Blue", "Green")


def test_map_and_json_of_an_account_tell_the_chain() -> None:
    case = case_with(said("one", "ab"), said("two", "bc"), said("no", "ac", stance="negated"))
    built = build_map(case, "red")
    assert "the chain a → b → c" in " ".join(draw_map(built, case).split())
    (found,) = map_json(built, case)["conflicts"]
    assert found == {
        "kind": "denied path", "cause": "a", "effect": "c", "claims": ["no"],
        "against": ["one", "two"], "path": ["a", "b", "c"],
    }  # fmt: skip
