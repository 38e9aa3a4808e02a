"""Few crossings, counted right, and the same order every time."""

from itertools import combinations, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from contention.show.map.crossings import crossings, ordered
from contention.show.map.layers import Arc, Layered, in_layers


def counted(layered: Layered, order: list[list[int]]) -> int:
    """Crossings pair by pair, from the definition."""
    at = {node: place for line in order for place, node in enumerate(line)}
    steps = [(layered.layer_of[one], at[one], at[two]) for _, one, two in layered.segments]
    return sum(
        one[0] == two[0] and (one[1] - two[1]) * (one[2] - two[2]) < 0
        for one, two in combinations(steps, 2)
    )


arcs_between = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    min_size=1,
    max_size=14,
)


@settings(max_examples=30, deadline=None)
@given(arcs_between, st.randoms(use_true_random=False))
def test_crossings_are_those_of_all_pairs_of_edges(arcs: list[Arc], random: object) -> None:
    layered = in_layers(8, arcs, [1.0] * len(arcs))
    order = [list(nodes) for nodes in layered.layers]
    for line in order:
        random.shuffle(line)  # type: ignore[attr-defined]
    assert crossings(layered, order) == counted(layered, order)


@settings(max_examples=15, deadline=None)
@given(arcs_between)
def test_an_order_is_one_of_the_same_nodes_and_always_the_same(arcs: list[Arc]) -> None:
    layered = in_layers(8, arcs, [1.0] * len(arcs))
    order = ordered(layered)
    assert [sorted(line) for line in order] == [sorted(nodes) for nodes in layered.layers]
    assert ordered(layered) == order


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(4, 7)), min_size=6, max_size=12))
def test_two_layers_have_the_fewest_crossings_possible(arcs: list[Arc]) -> None:
    # a last box keeps all eight in two layers whatever the arcs are
    layered = Layered(8, (0,) * 4 + (1,) * 4, tuple(arcs))
    fewest = min(
        counted(layered, [list(upper), list(lower)])
        for upper, lower in product(permutations(range(4)), permutations(range(4, 8)))
    )
    assert crossings(layered, ordered(layered)) == fewest


def test_a_long_edge_goes_round_what_it_would_cross() -> None:
    # two chains side by side, and a long edge from the head of one to its tail
    chains = [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7), (0, 3), (4, 7), (1, 3), (5, 7)]
    layered = in_layers(8, chains, [1.0] * len(chains))
    assert crossings(layered, ordered(layered)) == 0
