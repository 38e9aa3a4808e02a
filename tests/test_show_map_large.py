"""A map that is too large to be read as a whole."""

from dataclasses import replace

import pytest

from contention.case.model import Case, Contention, Scenario, SetAction
from contention.maps.account_map import build_map
from contention.show.map import view
from contention.show.map.view import MapOptions, view_of
from tests.building import case_of, claim, level, relation

LIFT = Scenario("lift", "Lifted", (SetAction("f0", 2.0, at=2022.0),))


def wheel(size: int) -> Case:
    """A ring of factors with f0 the lever and f3 the outcome, and as many factors hung on f9."""
    ring = [f"f{number}" for number in range(size)]
    said = [relation(name, ring[(number + 1) % size]) for number, name in enumerate(ring)]
    said += [relation("f9", f"leaf{number}") for number in range(size)]
    return case_of(
        [level(name) for name in [*ring, *(f"leaf{number}" for number in range(size))]],
        said[::-1],
        scenarios=[LIFT],
        contentions=[Contention("k", "K", "final(f3 @ lift) > final(f3 @ rest)")],
    )


def test_of_a_large_map_the_ways_from_lever_to_outcome_are_drawn() -> None:
    case = wheel(200)
    causal_map = build_map(case, "account")
    shown = view_of(causal_map, case, MapOptions(whole=True))
    drawn = {(link.cause, link.effect) for link in shown.links}
    assert len(drawn) == view.MOST
    ring = {(f"f{number}", f"f{(number + 1) % 200}") for number in range(200)}
    assert ring <= drawn  # whatever is on a walk comes before what leads nowhere
    assert any("Only 300 of 400 links and dependencies are drawn" in note for note in shown.notes)
    assert set(shown.factors) == {name for pair in drawn for name in pair}


def test_a_map_within_the_limit_is_drawn_whole() -> None:
    case = wheel(150)
    causal_map = build_map(case, "account")
    shown = view_of(causal_map, case, MapOptions(whole=True))
    assert shown.links == causal_map.links
    assert shown.notes == ()


def test_the_shortest_way_comes_first() -> None:
    """The ring is longer than what is drawn: the way from f0 to f3 is never left out."""
    case = wheel(700)
    shown = view_of(build_map(case, "account"), case, MapOptions(whole=True))
    drawn = {(link.cause, link.effect) for link in shown.links}
    assert {("f0", "f1"), ("f1", "f2"), ("f2", "f3")} <= drawn
    assert not any(effect.startswith("leaf") for _, effect in drawn)


@pytest.mark.parametrize(("size", "drawn"), [(20, 40), (21, 21), (50, 3), (200, 3)])
def test_of_more_than_forty_edges_what_matters_to_the_contentions_is_drawn(
    size: int, drawn: int
) -> None:
    """A wheel has twice as many edges as its size; the detour is its ring."""
    case = wheel(size)
    shown = view_of(build_map(case, "account"), case, MapOptions())
    assert len(shown.links) == drawn
    told = f"{drawn} of {2 * size} links and dependencies are drawn: those nearest to the shortest"
    some = drawn < 2 * size
    assert [told in note and "--whole" in note for note in shown.notes] == [True] * some


def test_detours_are_drawn_as_far_as_they_fit() -> None:
    case = wheel(50)
    more = [relation("f0", "aside"), relation("aside", "f2"), relation("aside", "round")]
    claims = {f"d{number}": claim(f"d{number}", one) for number, one in enumerate(more)}
    factors = {name: level(name) for name in ("aside", "round")}
    case = replace(case, claims={**case.claims, **claims}, factors={**case.factors, **factors})
    shown = view_of(build_map(case, "account"), case, MapOptions())
    assert {(link.cause, link.effect) for link in shown.links} == {
        ("f0", "f1"), ("f1", "f2"), ("f2", "f3"), ("f0", "aside"), ("aside", "f2"),
    }  # fmt: skip


def test_a_map_that_no_contention_asks_of_is_drawn_whole() -> None:
    case = replace(wheel(50), contentions={})
    assert len(view_of(build_map(case, "account"), case, MapOptions()).links) == 100
