"""Which edges of a cyclic map point against the reading direction.

The greedy heuristic of Eades, Lin and Smyth (Information Processing Letters 47, 1993): causes
that nothing drives are laid out first, outcomes that drive nothing last, and between them the
factor goes first that gives out most more than it takes in.
"""

from collections.abc import Mapping, Sequence

Pair = tuple[str, str]


def reading_order(
    factors: Sequence[str], weights: Mapping[Pair, float], bias: Mapping[str, float]
) -> tuple[str, ...]:
    """Factors in an order in which few and light edges point backwards.

    `weights` are those of the edges (cause, effect); a positive `bias` pulls a factor to the
    front, a negative one to the back. Ties go to the factor listed first.
    """
    left = list(factors)
    front: list[str] = []
    back: list[str] = []
    while left:
        out, into = _flows(left, weights)
        sinks = [name for name in left if not out[name] and bias.get(name, 0) <= 0]
        sources = [name for name in left if not into[name] and bias.get(name, 0) >= 0]
        if sinks:
            back[:0] = sinks
            left = [name for name in left if name not in sinks]
        elif sources:
            front += sources
            left = [name for name in left if name not in sources]
        else:
            best = max(left, key=lambda name: out[name] - into[name] + bias.get(name, 0))
            front.append(best)
            left.remove(best)
    return (*front, *back)


def _flows(
    left: Sequence[str], weights: Mapping[Pair, float]
) -> tuple[dict[str, float], dict[str, float]]:
    """Weight of the edges out of and into each factor that is still to be placed."""
    out = dict.fromkeys(left, 0.0)
    into = dict.fromkeys(left, 0.0)
    for (cause, effect), weight in weights.items():
        if cause != effect and cause in out and effect in out:
            out[cause] += weight
            into[effect] += weight
    return out, into
