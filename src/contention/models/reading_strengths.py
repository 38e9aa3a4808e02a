"""How a reading of the words changes the strengths of an account's links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np

from contention.case.bounds import SPREAD
from contention.case.convert.scales import fold
from contention.case.factor_kinds import traits
from contention.case.model import Lognormal, Relation
from contention.case.strength_reading import WordReading
from contention.maps.causal_map import CausalMap
from contention.models.dynamics import flow_of
from contention.models.model import Coefficient, Model, Parameter
from contention.models.program import Floats1d, Floats2d

LOOP_GAIN = 0.9
"""The most that links inside one loop structure pass on to one effect together.

Delays, adjustment and fading amplify nothing, at any frequency. So if the absolute strengths onto
each factor add up to less than 1, a push grows smaller with every step round a loop and dies out
(the small-gain theorem, G. Zames 1966; without delays, Gershgorin's discs). That holds for loops of
links among quantities and shares. It does not cover loops through stocks, events, conditions,
necessary causes and expressions, although the links on such loops are limited, too.
"""


@dataclass(frozen=True)
class Tables:
    """How the strengths of one account's links are read."""

    reading: WordReading | None = None
    """None: as coded"""
    groups: tuple[tuple[str, ...], ...] = ()
    """ids of links that are scaled together"""

    @property
    def apart(self) -> "Tables":
        """The same, each link by itself."""
        return replace(self, groups=())

    def strength(self, relation: Relation) -> Lognormal:
        """The elasticity of a relation; one that is written as a number keeps its median."""
        if self.reading is None:
            return relation.strength
        said = relation.strength_word
        word = "unqualified" if said is None else fold(said)
        median = self.reading.strength.get(word, relation.strength.median)
        spread = min(relation.strength.spread**self.reading.spread, SPREAD.most)
        return replace(relation.strength, median=median, spread=spread)


AS_CODED = Tables()


def tables_of(reading: WordReading, causal_map: CausalMap, model: Model) -> Tables:
    """A reading as it applies to one account: which of its links are scaled together.

    With `shared` those onto one effect (of a stock, onto one flow); with `stable loops` those among
    them that lie within a strongly connected component of the map.
    """
    if reading.scaling == "none":
        return Tables(reading)
    looped = _looped(causal_map)
    groups: dict[tuple[str, str], list[str]] = {}
    for item in model.equations:
        for link in item.incoming:
            if reading.scaling == "shared" or link.id in looped:
                flow = flow_of(item, link) if traits(item.factor).acted_on == "flows" else ""
                groups.setdefault((item.factor.id, flow), []).append(link.id)
    return Tables(reading, tuple(tuple(group) for group in groups.values()))


def _looped(causal_map: CausalMap) -> frozenset[str]:
    """Ids of the links whose cause and effect act on each other, through expressions too."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((link.cause, link.effect) for link in causal_map.links)
    graph.add_edges_from((edge.cause, edge.effect) for edge in causal_map.dependencies)
    group = {
        name: number
        for number, members in enumerate(nx.strongly_connected_components(graph))
        for name in members
    }
    return frozenset(
        link.id for link in causal_map.links if group[link.cause] == group[link.effect]
    )


def scaled(rows: Floats2d, parameters: Sequence[Parameter], tables: Tables) -> None:
    """Scale the strengths of each group of links, in place; `rows` are (parameters, draws).

    What a cause passes on is the largest of its strengths, as its claims of one sign are
    alternatives. If a scenario takes some of them out, what is left is scaled as the whole is.
    """
    if tables.reading is None or not tables.groups:
        return
    shared = tables.reading.scaling == "shared"
    said: dict[str, tuple[str, str]] = {}
    every: dict[str, list[int]] = {}
    counted: dict[str, list[int]] = {}
    for number, parameter in enumerate(parameters):
        if isinstance(parameter, Coefficient):
            said[parameter.link.id] = (parameter.link.cause, parameter.link.sign)
            every.setdefault(parameter.link.id, []).append(number)
            if not (shared and parameter.without):
                counted.setdefault(parameter.link.id, []).append(number)
    for group in tables.groups:
        links = [id_ for id_ in group if id_ in counted]
        if not links:
            continue
        pairs: dict[tuple[str, str], list[int]] = {}
        for id_ in links:
            pairs.setdefault(said[id_], []).extend(counted[id_])
        sizes = np.stack([np.abs(rows[numbers]).max(axis=0) for numbers in pairs.values()])
        factor = _shares(sizes) if shared else _limits(sizes)
        for id_ in links:
            rows[every[id_]] *= factor


def _shares(sizes: Floats2d) -> Floats1d:
    """The largest over the sum: together the causes do what the strongest would do alone."""
    total = sizes.sum(axis=0)
    return np.asarray(np.where(total > 0.0, sizes.max(axis=0) / np.where(total > 0, total, 1), 1.0))


def _limits(sizes: Floats2d) -> Floats1d:
    """At most 1, and so that the sum is at most `LOOP_GAIN`."""
    return np.asarray(LOOP_GAIN / np.maximum(sizes.sum(axis=0), LOOP_GAIN))
