"""Loops, paths, reach, signs and comparison of maps."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contention.case.model import Condition, Factor, Sign
from contention.maps import paths as paths_of_maps
from contention.maps.account_map import build_map
from contention.maps.causal_map import CausalMap
from contention.maps.loops import loops
from contention.maps.paths import on_path, paths, reachable, reaching
from contention.maps.signs import POSSIBLE, signs_of_walks
from tests.building import case_of, level, relation

Arrow = tuple[str, str, Sign]


def map_of(*arrows: str) -> CausalMap:
    """A map of arrows such as `ab+`."""
    return mapped([(text[0], text[1], text[2]) for text in arrows])  # type: ignore[misc]


def mapped(arrows: Sequence[Arrow]) -> CausalMap:
    names = sorted({name for cause, effect, _ in arrows for name in (cause, effect)})
    case = case_of([level(name) for name in names], [relation(*arrow) for arrow in arrows])
    return build_map(case, "account")


def test_polarity_is_the_product_of_the_signs() -> None:
    found = loops(map_of("ab+", "ba+", "bc-", "cb+", "cd?", "dc+", "aa-", "de+"))
    told = {loop.factors: loop.polarity for loop in found.loops}
    assert told == {("a", "b"): "R", ("b", "c"): "B", ("c", "d"): "?", ("a",): "B"}
    assert not found.bounded


def test_two_links_that_disagree_leave_the_polarity_open() -> None:
    (loop,) = loops(map_of("ab+", "ab-", "ba+")).loops
    assert (loop.polarity, loop.links) == ("?", ("a>b:+", "a>b:-", "b>a:+"))


def test_a_loop_can_close_through_an_expression() -> None:
    total = Factor("t", "Total", "equation", equation="10 - a")
    case = case_of([level("a"), total], [relation("t", "a")])
    (loop,) = loops(build_map(case, "account")).loops
    assert (set(loop.factors), loop.polarity) == ({"a", "t"}, "B")


def test_a_bounded_list_holds_all_loops_up_to_a_length_and_says_so() -> None:
    full = mapped([(a, b, "+") for a, b in permutations("abcdef", 2)])
    found = loops(full, limit=60)
    assert found.bounded
    assert found.complete_to == 3
    assert [len(loop.factors) for loop in found.loops] == [2] * 15 + [3] * 40
    everything = loops(full, limit=1000)
    assert not everything.bounded
    assert len(everything.loops) == 409
    assert everything.loops[:55] == found.loops


def test_paths_come_shortest_first_and_say_where_they_are_bounded() -> None:
    built = map_of("ab+", "bd-", "ac+", "ce?", "ed+", "ad-", "xd+")
    found = paths(built, "a", "d")
    assert [path.factors for path in found.paths] == [tuple("ad"), tuple("abd"), tuple("aced")]
    assert [path.sign for path in found.paths] == ["-", "-", "?"]
    assert found.paths[1].claims == ("c0", "c1")
    assert not found.bounded
    first = paths(built, "a", "d", limit=2)
    assert (first.paths, first.bounded) == (found.paths[:2], True)


def test_many_dead_ends_change_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where loops close off many beginnings of paths, another algorithm gives the same lengths."""
    full = map_of(*(f"{one}{two}+" for one, two in permutations("abcdefg", 2)), "gz+")
    found = paths(full, "a", "z", limit=40)
    monkeypatch.setattr(paths_of_maps, "MOST_TRIED", -1000)
    others = paths(full, "a", "z", limit=40)
    assert [len(path.steps) for path in found] == [2] + [3] * 5 + [4] * 20 + [5] * 14
    assert [len(path.steps) for path in others] == [len(path.steps) for path in found]
    assert (others.bounded, found.bounded) == (True, True)


@pytest.mark.parametrize(("source", "target"), [("d", "a"), ("a", "a"), ("a", "z"), ("z", "a")])
def test_no_path_is_no_fault(source: str, target: str) -> None:
    assert paths(map_of("ab+", "bd-"), source, target).paths == ()


def test_claims_on_path_lie_between_lever_and_outcome() -> None:
    built = map_of("ab+", "bc+", "xb+", "cy+", "cb+")
    assert on_path(built, ["a"], ["c"]) == ("c0", "c1", "c4")
    assert on_path(built, ["c"], ["a"]) == ()
    assert on_path(built, ["a", "x"], ["y"]) == ("c0", "c1", "c2", "c3", "c4")
    assert reachable(built, ["b"]) == {"b", "c", "y"}
    assert reaching(built, ["c"]) == {"a", "b", "c", "x"}


def test_a_gate_leads_onto_its_link() -> None:
    gate = Condition("g", "below", 0.1)
    switch = Factor("a", "A", "event")
    case = case_of([switch, level("b"), level("g")], [relation("a", "b", condition=gate)])
    built = build_map(case, "account")
    assert on_path(built, ["g"], ["b"]) == ("c0",)
    assert signs_of_walks(built, "g", "b") == {-1}


def test_walks_carry_signs() -> None:
    built = map_of("ab+", "bc-", "ac-", "cd?", "ce+", "ee-")
    assert signs_of_walks(built, "a", "c") == {-1}
    assert signs_of_walks(built, "a", "d") == {1, -1}
    assert signs_of_walks(built, "a", "e") == {1, -1}
    assert signs_of_walks(built, "c", "a") == frozenset()
    assert signs_of_walks(built, "a", "a") == {1}


@pytest.mark.parametrize(
    ("sign", "flow", "found"),
    [("+", None, {1}), ("-", None, {1, -1}), ("+", "outflow", {1, -1}), ("-", "outflow", {-1})],
)
def test_a_necessary_cause_also_opens_what_it_is_needed_for(
    sign: str, flow: str | None, found: set[int]
) -> None:
    said = relation("a", "b", sign, necessary=True, flow=flow, link="rate" if flow else "value")
    built = build_map(case_of([level("a"), level("b")], [said]), "account")
    assert signs_of_walks(built, "a", "b") == found
    assert paths(built, "a", "b").paths[0].sign == ("?" if len(found) > 1 else sign)


ARROWS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.sampled_from("+-?")),
    min_size=1,
    max_size=9,
    unique_by=lambda arrow: arrow[:2],
)


@given(ARROWS)
def test_loops_are_those_that_trying_all_orders_finds(arrows: list[Arrow]) -> None:
    built = mapped(arrows)
    pairs = {(cause, effect) for cause, effect, _ in arrows}
    expected = set()
    for size in range(1, len(built.factors) + 1):
        for names in permutations(built.factors, size):
            if names[0] == min(names) and pairs.issuperset(pairwise((*names, names[0]))):
                expected.add(names)
    assert {loop.factors for loop in loops(built).loops} == expected


@given(ARROWS, st.sampled_from("abcde"), st.sampled_from("abcde"))
def test_signs_of_walks_are_those_of_long_walks(
    arrows: list[Arrow], lever: str, outcome: str
) -> None:
    built = mapped(arrows)
    ends = {(lever, 1)}
    for _ in range(2 * len(built.factors)):
        ends |= {
            (effect, sign * turn)
            for name, sign in ends
            for cause, effect, word in arrows
            if cause == name
            for turn in POSSIBLE[word]
        }
    expected = {sign for name, sign in ends if name == outcome}
    assert signs_of_walks(built, lever, outcome) == expected
