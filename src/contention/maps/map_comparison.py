"""What two accounts, or one author at two times, share and where they differ."""

from dataclasses import dataclass

from contention.maps.causal_map import CausalMap, MapLink
from contention.maps.signs import combined

Pair = tuple[str, str]


@dataclass(frozen=True)
class Turned:
    """A pair of factors that both accounts link, but with different signs."""

    cause: str
    effect: str
    first: tuple[MapLink, ...]
    second: tuple[MapLink, ...]


@dataclass(frozen=True)
class MapComparison:
    """Two maps side by side; links between one pair are compared as one."""

    only_first: tuple[MapLink, ...]
    only_second: tuple[MapLink, ...]
    turned: tuple[Turned, ...]
    shared: tuple[Pair, ...]
    """pairs that both link with the same sign"""
    factors_only_first: tuple[str, ...]
    factors_only_second: tuple[str, ...]


def compare(first: CausalMap, second: CausalMap) -> MapComparison:
    """Links in only one map, pairs with different signs, and shared pairs."""
    one, two = _by_pair(first), _by_pair(second)
    both = [pair for pair in one if pair in two]
    same = tuple(pair for pair in both if combined(one[pair]) == combined(two[pair]))
    turned = (Turned(*pair, one[pair], two[pair]) for pair in both if pair not in same)
    return MapComparison(
        only_first=_without(one, two),
        only_second=_without(two, one),
        turned=tuple(turned),
        shared=same,
        factors_only_first=tuple(name for name in first.factors if name not in second.factors),
        factors_only_second=tuple(name for name in second.factors if name not in first.factors),
    )


def _by_pair(causal_map: CausalMap) -> dict[Pair, tuple[MapLink, ...]]:
    pairs: dict[Pair, tuple[MapLink, ...]] = {}
    for link in causal_map.links:
        pair = (link.cause, link.effect)
        pairs[pair] = (*pairs.get(pair, ()), link)
    return pairs


def _without(
    one: dict[Pair, tuple[MapLink, ...]], two: dict[Pair, tuple[MapLink, ...]]
) -> tuple[MapLink, ...]:
    return tuple(link for pair, links in one.items() if pair not in two for link in links)
