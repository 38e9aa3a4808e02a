"""A fuzzy cognitive map: the square matrix of weights that Mental Modeler, FCMpy and others read.

A row acts on a column. Weights lie between -1 and 1 (Kosko, "Fuzzy cognitive maps", International
Journal of Man-Machine Studies 24, 1986, p. 65); a link's is its sign times its median strength.
"""

from collections.abc import Iterator

from contention.exchange.exported import Exported, graph_report
from contention.exchange.losses import Loss
from contention.exchange.maps.kumu import unique_titles
from contention.exchange.maps.map_graph import MapGraph
from contention.exchange.spreadsheets import comma_separated


def write_cognitive_map(graph: MapGraph) -> Exported:
    """The matrix as CSV: titles in the first row and the first column, 0 for no link."""
    weights, changed = _weights(graph)
    titles = unique_titles(graph)
    rows: list[list[str | float | bool]] = [["", *(titles[node.id] for node in graph.nodes)]]
    for cause in graph.nodes:
        cells = [weights.get((cause.id, effect.id), 0.0) for effect in graph.nodes]
        rows.append([titles[cause.id], *cells])
    note = "FCMpy 0.0.21 keeps a concept that nothing acts on at its first value"
    report = graph_report(graph, (), {"polarity", "strength"}, tuple(changed), (note,))
    return Exported(comma_separated(rows), report)


def _weights(graph: MapGraph) -> tuple[dict[tuple[str, str], float], list[Loss]]:
    weights: dict[tuple[str, str], float] = {}
    changed: list[Loss] = []
    for edge in graph.edges:
        sign = {"+": 1.0, "-": -1.0}.get(str(edge.attributes["polarity"]))
        strength = float(edge.attributes["strength"])
        if sign is None:
            changed.append(Loss("link", edge.id, "weight 0, as its sign is unclear"))
            continue
        pair = (edge.cause, edge.effect)
        total = weights.get(pair, 0.0) + sign * strength
        if pair in weights:
            changed.append(Loss("link", edge.id, "added to another link of the same pair"))
        weights[pair] = total
    for pair in list(_beyond_one(weights)):
        changed.append(Loss("link", ">".join(pair), f"weight {weights[pair]:g} limited to 1"))
        weights[pair] = 1.0 if weights[pair] > 0 else -1.0
    return weights, changed


def _beyond_one(weights: dict[tuple[str, str], float]) -> Iterator[tuple[str, str]]:
    return (pair for pair, weight in weights.items() if abs(weight) > 1)
