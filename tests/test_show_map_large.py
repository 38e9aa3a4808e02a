"""A map that is too large to be read as a whole."""

from contention.case.model import Case, Contention, Scenario, SetAction
from contention.maps.account_map import build_map
from contention.show.map import view
from contention.show.map.view import MapOptions, view_of
from tests.building import case_of, level, relation

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
    shown = view_of(causal_map, case, MapOptions())
    drawn = {(link.cause, link.effect) for link in shown.links}
    assert len(drawn) == view.MOST
    ring = {(f"f{number}", f"f{(number + 1) % 200}") for number in range(200)}
    assert ring <= drawn  # whatever is on a walk comes before what leads nowhere
    assert any("Only 300 of 400 links and dependencies are drawn" in note for note in shown.notes)
    assert set(shown.factors) == {name for pair in drawn for name in pair}


def test_a_map_within_the_limit_is_drawn_whole() -> None:
    case = wheel(150)
    causal_map = build_map(case, "account")
    shown = view_of(causal_map, case, MapOptions())
    assert shown.links == causal_map.links
    assert shown.notes == ()


def test_the_shortest_way_comes_first() -> None:
    """The ring is longer than what is drawn: the way from f0 to f3 is never left out."""
    case = wheel(700)
    shown = view_of(build_map(case, "account"), case, MapOptions())
    drawn = {(link.cause, link.effect) for link in shown.links}
    assert {("f0", "f1"), ("f1", "f2"), ("f2", "f3")} <= drawn
    assert not any(effect.startswith("leaf") for _, effect in drawn)
