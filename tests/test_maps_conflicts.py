"""Claims that cannot both be right."""

from dataclasses import replace
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from contention.case.model import Case, Condition
from contention.maps.account_map import build_map
from contention.maps.causal_map import CausalMap, Conflict, MapLink
from contention.maps.conflicts import conflicts
from contention.maps.paths import shortest_chain
from tests.building import relation
from tests.test_maps_build import case_with, said


def all_conflicts(case: Case) -> tuple[Conflict, ...]:
    return conflicts(case, {account: build_map(case, account) for account in case.accounts})


def test_opposite_signs_within_an_account_stay_two_links_and_conflict() -> None:
    built = build_map(case_with(said("up"), said("down", sign="-"), said("open", sign="?")), "red")
    assert [link.sign for link in built.links] == ["+", "-", "?"]
    assert built.conflicts == (Conflict("opposite signs", "a", "b", ("up",), ("down",)),)


def test_conditions_that_exclude_each_other_take_the_conflict_away() -> None:
    low, high = Condition("c", "below", 0.5), Condition("c", "above", 2.0)
    built = build_map(case_with(said("up", condition=low), said("down", sign="-", condition=high)),
                      "red")  # fmt: skip
    assert len(built.links) == 2
    assert not built.conflicts


def test_one_condition_alone_does_not() -> None:
    low = Condition("c", "below", 0.5)
    case = case_with(said("up", condition=low), said("down", sign="-"))
    assert len(build_map(case, "red").conflicts) == 1


def test_accounts_conflict_where_their_signs_do() -> None:
    case = case_with(said("up"), said("down", sign="-", document="reply", holder="blue"))
    assert all_conflicts(case) == (
        Conflict("opposite signs", "a", "b", ("up",), ("down",), "red", "blue"),
    )


def test_what_an_author_negates_conflicts_with_whoever_says_it() -> None:
    case = case_with(
        said("no", stance="negated"),
        said("yes", document="reply", holder="rival", stance="reported"),
    )
    assert not build_map(case, "red").links
    assert all_conflicts(case) == (
        Conflict("denied link", "a", "b", ("no",), ("yes",), "red", "rival"),
    )


def test_a_claim_of_sign_zero_denies_in_its_holders_account() -> None:
    case = case_with(said("no", sign="0", holder="rival", stance="rejected"), said("yes"))
    assert [link.claims for link in build_map(case, "red").links] == [("yes",)]
    assert all_conflicts(case) == (
        Conflict("denied link", "a", "b", ("no",), ("yes",), "rival", "red"),
    )


def test_an_account_can_deny_what_it_says_elsewhere() -> None:
    built = build_map(case_with(said("yes"), said("no", stance="negated")), "red")
    assert built.conflicts == (Conflict("denied link", "a", "b", ("no",), ("yes",)),)


def test_a_denied_total_effect_conflicts_with_the_chain_that_makes_it() -> None:
    case = case_with(said("one", "ab"), said("two", "bc"), said("no", "ac", stance="negated"))
    found = Conflict("denied path", "a", "c", ("no",), ("one", "two"), path=("a", "b", "c"))
    assert build_map(case, "red").conflicts == (found,)
    assert all_conflicts(case) == (found,)


def test_a_denial_conflicts_with_the_chain_of_another_account() -> None:
    blue = {"document": "reply", "holder": "blue"}
    case = case_with(
        said("no", "ac", sign="0"), said("one", "ab", **blue), said("two", "bc", **blue)
    )
    assert all_conflicts(case) == (
        Conflict("denied path", "a", "c", ("no",), ("one", "two"), "red", "blue", ("a", "b", "c")),
    )


def test_a_chain_that_both_hold_is_a_conflict_within_the_denier_alone() -> None:
    case = case_with(
        said("one", "ab"),
        said("two", "bc"),
        said("no", "ac", sign="0", document="reply", holder="blue"),
    )
    case = replace(case, common_ground=("one", "two"), accounts={
        **case.accounts, "blue": replace(case.accounts["blue"], common_ground=True)
    })  # fmt: skip
    assert [(one.kind, one.account) for one in all_conflicts(case)] == [("denied path", "")]


def test_a_chain_that_is_half_the_deniers_own_is_the_others() -> None:
    blue = {"document": "reply", "holder": "blue"}
    case = case_with(
        said("no", "ac", sign="0"),
        said("mine", "ab"),
        said("theirs", "ab", **blue),
        said("two", "bc", **blue),
    )
    (found,) = all_conflicts(case)
    assert (found.account, found.against_account) == ("red", "blue")
    assert found.against == ("theirs", "two")


def test_a_denial_that_both_share_is_no_conflict_between_them() -> None:
    case = case_with(said("no", "ac", stance="negated"), said("one", "ab"), said("two", "bc"))
    twin = replace(case.accounts["red"], id="twin")
    found = all_conflicts(replace(case, accounts={**case.accounts, "twin": twin}))
    assert [one.account for one in found] == [""]


def test_the_shortest_chain_is_told_and_a_direct_link_is_a_conflict_of_its_own() -> None:
    case = case_with(
        said("direct", "ac"),
        said("long1", "ab"),
        said("long2", "bd"),
        said("long3", "dc"),
        said("short", "bc"),
        said("no", "ac", stance="negated"),
    )
    link, path = build_map(case, "red").conflicts
    assert (link.kind, link.against, link.path) == ("denied link", ("direct",), ())
    assert (path.kind, path.against, path.path) == (
        "denied path", ("long1", "short"), ("a", "b", "c"),
    )  # fmt: skip


def test_a_direct_link_alone_is_no_chain_and_a_chain_the_other_way_is_none() -> None:
    case = case_with(said("back1", "cb"), said("back2", "ba"), said("no", "ac", stance="negated"))
    assert build_map(case, "red").conflicts == ()


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24))
def test_the_shortest_chain_is_as_short_as_an_independent_search_finds(
    pairs: set[tuple[int, int]],
) -> None:
    names = [f"f{number}" for number in range(8)]
    arrows = sorted((one, other) for one, other in pairs if one != other)
    links = tuple(
        MapLink(f"l{n}", names[one], names[other], "+", relation("a", "b"), "c", ())
        for n, (one, other) in enumerate(arrows)
    )
    chain = shortest_chain(CausalMap("red", tuple(names), links), "f0", "f7")
    graph: nx.DiGraph[int] = nx.DiGraph(arrows)
    graph.add_nodes_from([0, 7])
    if graph.has_edge(0, 7):
        graph.remove_edge(0, 7)
    if not nx.has_path(graph, 0, 7):
        assert chain == ()
        return
    assert (chain[0], chain[-1]) == ("f0", "f7")
    assert len(chain) == nx.shortest_path_length(graph, 0, 7) + 1 == len(set(chain))
    assert set(pairwise(chain)) <= {(names[one], names[other]) for one, other in arrows}
