"""How many links factors are apart."""

from collections import deque
from collections.abc import Iterable

from contention.maps.causal_map import CausalMap
from contention.maps.signs import edges


def distances(
    causal_map: CausalMap, starts: Iterable[str], *, backwards: bool = False
) -> dict[str, int]:
    """Factor → links of the shortest way from (or back to) any of the starts, if there is one."""
    onward: dict[str, list[str]] = {}
    for edge in edges(causal_map):
        one, two = (edge.effect, edge.cause) if backwards else (edge.cause, edge.effect)
        onward.setdefault(one, []).append(two)
    found = dict.fromkeys(starts, 0)
    waiting = deque(found)
    while waiting:
        name = waiting.popleft()
        for further in onward.get(name, ()):
            if further not in found:
                found[further] = found[name] + 1
                waiting.append(further)
    return found
