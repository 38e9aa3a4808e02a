"""Where the variables of a model are drawn: factors as on the map, everything else below."""

from collections.abc import Iterator

from contention.exchange.models.equations import StockFlowModel
from contention.exchange.models.xmile import Places
from contention.maps.causal_map import CausalMap
from contention.show.map.placement import EdgeWish, lay_out

BOX = (150.0, 40.0)
"""pixels that a variable takes"""
ROW = 8
"""variables in a row below the map"""


def places(model: StockFlowModel, causal_map: CausalMap) -> Places:
    """Name of a variable → x and y in pixels."""
    names = {each.factor: each.name for each in model.auxiliaries if each.factor}
    found = {names[id_]: centre for id_, centre in _centres(causal_map).items() if id_ in names}
    below = max((y for _, y in found.values()), default=0.0) + 120.0
    for number, name in enumerate(_others(model, set(found))):
        down, across = divmod(number, ROW)
        found[name] = (120.0 + across * 190.0, below + down * 70.0)
    return found


def _others(model: StockFlowModel, placed: set[str]) -> Iterator[str]:
    yield from (each.name for each in model.stocks)
    yield from (each.name for each in model.auxiliaries if each.name not in placed)


def _centres(causal_map: CausalMap) -> dict[str, tuple[float, float]]:
    sizes = dict.fromkeys(causal_map.factors, BOX)
    order = {id_: number for number, id_ in enumerate(causal_map.factors)}
    pairs = {(link.cause, link.effect) for link in causal_map.links}
    wishes = [
        EdgeWish(cause, effect, backwards=order[cause] > order[effect])
        for cause, effect in sorted(pairs)
    ]
    return {id_: (x, y) for id_, (x, y) in lay_out(sizes, wishes).centres.items()}
