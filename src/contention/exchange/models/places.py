"""Where the variables of a model are drawn: each with the factor that it belongs to.

A factor is drawn with what computes it: its own variable, its stocks with their flows, and a column
of constants and terms. These blocks are laid out as the factors are on the map; what runs the model
(the clock, the number of the scenario) is below them.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contention.exchange.models.equations import StockFlowModel, needs
from contention.exchange.models.xmile import Places
from contention.maps.causal_map import CausalMap
from contention.show.map.placement import EdgeWish, lay_out

WIDTH = 420.0
"""pixels of a block: a column of names"""
STOCK, ROW, EDGE = 100.0, 26.0, 40.0
"""pixels down that a stock and an auxiliary take, and between a block's edge and its first"""
COLUMN, STOCK_AT = -170.0, -20.0
"""x of auxiliaries and of stocks, from the middle of their block"""


@dataclass(frozen=True)
class _Block:
    """Stocks, then auxiliaries, in the order in which they are drawn."""

    stocks: Sequence[str]
    auxiliaries: Sequence[str]

    @property
    def height(self) -> float:
        """Pixels."""
        return 2 * EDGE + STOCK * len(self.stocks) + ROW * len(self.auxiliaries)

    def places(self, x: float, y: float) -> Iterator[tuple[str, tuple[float, float]]]:
        """Where its variables are if its middle is at a place."""
        down = y - self.height / 2 + EDGE
        for name in self.stocks:
            yield name, (x + STOCK_AT, down + STOCK / 2)
            down += STOCK
        for name in self.auxiliaries:
            yield name, (x + COLUMN, down + ROW / 2)
            down += ROW


def places(model: StockFlowModel, causal_map: CausalMap) -> Places:
    """Every variable's place."""
    needed = needs(model)
    factors = {each.name: each.factor for each in model.auxiliaries if each.factor}
    owners = _owners(needed, list(factors), set(model.settings))
    blocks = {id_: _block(model, owners, name) for name, id_ in factors.items()}
    sizes = {id_: (WIDTH, block.height) for id_, block in blocks.items()}
    found: dict[str, tuple[float, float]] = {}
    for id_, (x, y) in _centres(causal_map, sizes).items():
        found |= dict(blocks[id_].places(x, y))
    below = max((y for _, y in found.values()), default=0.0) + STOCK
    rest = _block(model, owners, "", set(found))
    return found | dict(rest.places(WIDTH / 2, below + rest.height / 2))


def _block(
    model: StockFlowModel, owners: Mapping[str, str], owner: str, drawn: set[str] | None = None
) -> _Block:
    """What belongs to a factor's variable, itself first; with `drawn` all that is not drawn yet."""

    def mine(name: str) -> bool:
        return owners.get(name) == owner if drawn is None else name not in drawn

    auxiliaries = [each.name for each in model.auxiliaries if mine(each.name)]
    auxiliaries.sort(key=lambda name: name != owner)
    return _Block([each.name for each in model.stocks if mine(each.name)], auxiliaries)


def _owners(
    needed: Mapping[str, set[str]], factors: Sequence[str], apart: set[str]
) -> dict[str, str]:
    """Variable → the variable of the factor next to it, along equations in either direction."""
    users: dict[str, set[str]] = {name: set() for name in needed}
    for name, parts in needed.items():
        for part in parts:
            users[part].add(name)
    owners = {name: name for name in factors}
    waiting = deque(factors)
    while waiting:
        name = waiting.popleft()
        for other in sorted(needed[name] | users[name]):
            if other not in owners and other not in apart:
                owners[other] = owners[name]
                waiting.append(other)
    return owners


def _centres(
    causal_map: CausalMap, sizes: Mapping[str, tuple[float, float]]
) -> dict[str, tuple[float, float]]:
    order = {id_: number for number, id_ in enumerate(causal_map.factors)}
    pairs = {(link.cause, link.effect) for link in causal_map.links}
    wishes = [
        EdgeWish(cause, effect, backwards=order[cause] > order[effect])
        for cause, effect in sorted(pairs)
        if cause in sizes and effect in sizes
    ]
    return {id_: (x, y) for id_, (x, y) in lay_out(dict(sizes), wishes).centres.items()}
