"""Which claims and links are in each draw."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from contention.maps.causal_map import CausalMap
from contention.models.parameters import Uniforms, claim_in, included, inclusion_keys
from contention.runs.draws import FROM_SEED, GivenDraws

Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Inclusion:
    """What each of some draws includes; what is not named is in all of them."""

    draws: int
    links: Mapping[str, Booleans]
    """link id → draws in which at least one of its claims is in and no denial prevails"""
    claims: Mapping[str, Booleans]
    """claim id → draws in which it is in, for claims that some draw may lack"""
    denied: Mapping[tuple[str, str], Booleans]
    """(cause, effect) → draws in which the account denies that effect and no link carries it"""

    @cached_property
    def every(self) -> int:
        """All draws, as a set of bits."""
        return (1 << self.draws) - 1

    @cached_property
    def link_bits(self) -> Mapping[str, int]:
        """`links` as sets of bits: bit n stands for draw n."""
        return {id_: to_bits(found) for id_, found in self.links.items()}

    @cached_property
    def claim_bits(self) -> Mapping[str, int]:
        """`claims` as sets of bits."""
        return {id_: to_bits(found) for id_, found in self.claims.items()}

    @cached_property
    def denied_bits(self) -> Mapping[tuple[str, str], int]:
        """`denied` as sets of bits."""
        return {pair: to_bits(found) for pair, found in self.denied.items()}


def to_bits(draws: Booleans) -> int:
    """A set of draws as the bits of an integer, for fast unions and intersections."""
    return int.from_bytes(np.packbits(draws, bitorder="little").tobytes(), "little")


def from_bits(bits: int, draws: int) -> Booleans:
    """The set of draws that the bits of a number stand for."""
    octets = np.frombuffer(bits.to_bytes(-(-draws // 8), "little"), dtype=np.uint8)
    return np.unpackbits(octets, count=draws, bitorder="little").astype(np.bool_)


def inclusion_draws(
    causal_map: CausalMap, *, seed: int, first: int, count: int, given: GivenDraws = FROM_SEED
) -> Uniforms:
    """The uniform numbers that decide what is in draws `first` … `first + count - 1`."""
    keys = _keys(causal_map)
    return Uniforms.of(keys, given.uniforms(keys, seed, first, count))


def inclusion(causal_map: CausalMap, drawn: Uniforms, without: Collection[str] = ()) -> Inclusion:
    """What is in each draw of an account, less the claims in `without`."""
    removed = frozenset(without)
    links = {link.id: included(link, drawn, removed) for link in causal_map.links}
    backings = {item.id: item for link in causal_map.links for item in link.backing}
    claims = {id_: claim_in(id_, item.inclusion, drawn, removed) for id_, item in backings.items()}
    denied = _denied(causal_map, links, drawn, removed)
    return Inclusion(
        draws=drawn.draws,
        links={id_: found for id_, found in links.items() if not found.all()},
        claims={id_: found for id_, found in claims.items() if not found.all()},
        denied={pair: found for pair, found in denied.items() if not found.all()},
    )


def _keys(causal_map: CausalMap) -> tuple[str, ...]:
    """The draw keys that decide what is in a draw, each once."""
    linked = [key for link in causal_map.links for key in inclusion_keys(link)]
    denied = [
        f"claim:{item.claim}/inclusion" for item in causal_map.denials if 0.0 < item.inclusion < 1.0
    ]
    return tuple(dict.fromkeys((*linked, *denied)))


def _denied(
    causal_map: CausalMap,
    links: Mapping[str, Booleans],
    drawn: Uniforms,
    removed: frozenset[str],
) -> dict[tuple[str, str], Booleans]:
    """A denial that is in the draw prevails wherever no link between the two acts."""
    found: dict[tuple[str, str], Booleans] = {}
    for item in causal_map.denials:
        pair = (item.cause, item.effect)
        said = claim_in(item.claim, item.inclusion, drawn, removed)
        found[pair] = found.get(pair, np.zeros_like(said)) | said
    for link in causal_map.links:
        pair = (link.cause, link.effect)
        if pair in found:
            found[pair] &= ~links[link.id]
    return found
