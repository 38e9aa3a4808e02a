"""Random functions: each call has its own numbers, which belong to the seed, the draw and the step.

A seed that a file gives is not used: the run's seed decides, so that a draw can be replayed.
Distributions are made from uniform numbers through their quantiles; where a least and a greatest
value are given, the uniform numbers come from the part of the distribution between them, which is
what drawing again until a value is inside amounts to.
"""

from contention.models.program import Op
from contention.stockflow.densities import Density
from contention.stockflow.graph import Chance, Clock, Node
from contention.stockflow.lookups import checked, table_of
from contention.stockflow.lowering import Context, Handler, Lowering
from contention.stockflow.refusal import RefusedError
from contention.stockflow.syntax import Call


def _uniform_01(lowering: Lowering, context: Context) -> Node:
    """A fresh number between 0 and 1 at every step."""
    name = f"{lowering.cells[context.cell].label}#{len(lowering.chances)}"
    lowering.chances.append(name)
    own = lowering.graph.node(Chance(name))
    return lowering.op(Op.RANDOM, own, lowering.graph.clock(Clock.COUNT))


def _between(lowering: Lowering, share: Node, low: Node, high: Node) -> Node:
    """low + share · (high - low)."""
    width = lowering.op(Op.SUBTRACT, high, low)
    return lowering.op(Op.ADD, low, lowering.op(Op.MULTIPLY, share, width))


def _uniform(lowering: Lowering, call: Call, context: Context) -> Node:
    low, high = (lowering.node(each, context) for each in call.arguments[:2])
    return _between(lowering, _uniform_01(lowering, context), low, high)


def _scaled(lowering: Lowering, value: Node, shift: Node, stretch: Node) -> Node:
    return lowering.op(Op.ADD, shift, lowering.op(Op.MULTIPLY, value, stretch))


def _normal(lowering: Lowering, call: Call, context: Context) -> Node:
    mean, deviation = (lowering.node(each, context) for each in call.arguments[:2])
    standard = lowering.op(Op.NORMAL_QUANTILE, _uniform_01(lowering, context))
    return _scaled(lowering, standard, mean, deviation)


def _truncated_normal(lowering: Lowering, call: Call, context: Context) -> Node:
    low, high, mean, deviation = (lowering.node(each, context) for each in call.arguments[:4])
    ends = [
        lowering.op(Op.NORMAL_SHARE, lowering.op(
            Op.DIVIDE, lowering.op(Op.SUBTRACT, each, mean), deviation))
        for each in (low, high)
    ]  # fmt: skip
    share = _between(lowering, _uniform_01(lowering, context), *ends)
    value = _scaled(lowering, lowering.op(Op.NORMAL_QUANTILE, share), mean, deviation)
    return lowering.op(Op.CLIP, value, low, high)


def _lognormal(lowering: Lowering, call: Call, context: Context) -> Node:
    """By the mean and deviation of the number itself (XMILE 1.0, section 3.5.2)."""
    mean, deviation = (lowering.node(each, context) for each in call.arguments[:2])
    ratio = lowering.op(Op.DIVIDE, deviation, mean)
    square = lowering.op(Op.MULTIPLY, ratio, ratio)
    variance = lowering.op(Op.LN, lowering.op(Op.ADD, lowering.number(1.0), square))
    half = lowering.op(Op.MULTIPLY, variance, lowering.number(0.5))
    middle = lowering.op(Op.SUBTRACT, lowering.op(Op.LN, mean), half)
    standard = lowering.op(Op.NORMAL_QUANTILE, _uniform_01(lowering, context))
    value = _scaled(lowering, standard, middle, lowering.op(Op.SQRT, variance))
    return lowering.op(Op.EXP, value)


def _exponential(lowering: Lowering, call: Call, context: Context) -> Node:
    mean = lowering.node(call.arguments[0], context)
    return lowering.op(Op.MULTIPLY, mean, _waiting(lowering, _uniform_01(lowering, context)))


def _waiting(lowering: Lowering, share: Node) -> Node:
    """-ln(1 - share): the standard exponential distribution."""
    rest = lowering.op(Op.SUBTRACT, lowering.number(1.0), share)
    return lowering.op(Op.NEGATE, lowering.op(Op.LN, rest))


def _random_exponential(lowering: Lowering, call: Call, context: Context) -> Node:
    low, high, shift, stretch = (lowering.node(each, context) for each in call.arguments[:4])
    return _by_survival(lowering, context, low, high, shift, stretch, lowering.number(1.0))


def _random_weibull(lowering: Lowering, call: Call, context: Context) -> Node:
    low, high, shape, shift, stretch = (lowering.node(each, context) for each in call.arguments[:5])
    return _by_survival(lowering, context, low, high, shift, stretch, shape)


def _by_survival(
    lowering: Lowering, context: Context,
    low: Node, high: Node, shift: Node, stretch: Node, shape: Node,
) -> Node:  # fmt: skip
    """shift + stretch · w^(1 / shape) with w exponential, between two values."""
    ends = []
    for end in (low, high):
        scaled = lowering.op(Op.DIVIDE, lowering.op(Op.SUBTRACT, end, shift), stretch)
        above = lowering.op(Op.MAXIMUM, scaled, lowering.number(0.0))
        passed = lowering.op(Op.POWER, above, shape)
        survival = lowering.op(Op.EXP, lowering.op(Op.NEGATE, passed))
        ends.append(lowering.op(Op.SUBTRACT, lowering.number(1.0), survival))
    share = _between(lowering, _uniform_01(lowering, context), *ends)
    power = lowering.op(Op.DIVIDE, lowering.number(1.0), shape)
    standard = lowering.op(Op.POWER, _waiting(lowering, share), power)
    value = _scaled(lowering, standard, shift, stretch)
    return lowering.op(Op.CLIP, value, low, high)


def _poisson(lowering: Lowering, call: Call, context: Context) -> Node:
    mean = lowering.node(call.arguments[0], context)
    return lowering.op(Op.POISSON_QUANTILE, _uniform_01(lowering, context), mean)


def _random_poisson(lowering: Lowering, call: Call, context: Context) -> Node:
    low, high, mean, shift, stretch = (lowering.node(each, context) for each in call.arguments[:5])
    count = lowering.op(Op.POISSON_QUANTILE, _uniform_01(lowering, context), mean)
    return lowering.op(Op.CLIP, _scaled(lowering, count, shift, stretch), low, high)


def _random_triangular(lowering: Lowering, call: Call, context: Context) -> Node:
    low, high, start, peak, stop = (lowering.node(each, context) for each in call.arguments[:5])
    share = _uniform_01(lowering, context)
    width = lowering.op(Op.SUBTRACT, stop, start)
    rising, falling = (
        lowering.op(Op.SUBTRACT, peak, start), lowering.op(Op.SUBTRACT, stop, peak))  # fmt: skip
    left = lowering.op(Op.SQRT, lowering.op(
        Op.MULTIPLY, share, lowering.op(Op.MULTIPLY, width, rising)))  # fmt: skip
    rest = lowering.op(Op.SUBTRACT, lowering.number(1.0), share)
    right = lowering.op(Op.SQRT, lowering.op(
        Op.MULTIPLY, rest, lowering.op(Op.MULTIPLY, width, falling)))  # fmt: skip
    before = lowering.op(Op.LESS, lowering.op(Op.MULTIPLY, share, width), rising)
    up, down = lowering.op(Op.ADD, start, left), lowering.op(Op.SUBTRACT, stop, right)
    value = lowering.choose(before, up, down)
    return lowering.op(Op.CLIP, value, low, high)


def _random_lookup(lowering: Lowering, call: Call, context: Context) -> Node:
    """Of a density that is linear between points, whatever its area; then stretched and shifted."""
    table = checked(table_of(lowering, call.arguments[0], context))
    if min(table.y) < 0.0 or not any(table.y) or table.x[0] == table.x[-1]:
        message = f"the table of {call.written} is not a density: it falls below 0, or has no area"
        raise RefusedError(message, "correct it", call.place)
    low, high, shift, stretch = (lowering.node(each, context) for each in call.arguments[1:5])
    density = Density(lowering, table)
    ends = [
        density.share(lowering.op(Op.DIVIDE, lowering.op(Op.SUBTRACT, end, shift), stretch))
        for end in (low, high)
    ]  # fmt: skip
    share = _between(lowering, _uniform_01(lowering, context), *ends)
    value = _scaled(lowering, density.quantile(share), shift, stretch)
    return lowering.op(Op.CLIP, value, low, high)


def _random_pink_noise(lowering: Lowering, call: Call, context: Context) -> Node:
    """White noise smoothed, with the deviation that is asked for (Vensim's macro of that name)."""
    mean, deviation, time = (lowering.node(each, context) for each in call.arguments[:3])
    ratio = lowering.op(Op.DIVIDE, lowering.step, time)
    scale = lowering.op(Op.SQRT, lowering.op(Op.DIVIDE, lowering.op(
        Op.SUBTRACT, lowering.number(2.0), ratio), ratio))  # fmt: skip
    spread = lowering.op(Op.MULTIPLY, deviation, scale)
    standard = lowering.op(Op.NORMAL_QUANTILE, _uniform_01(lowering, context))
    white = _scaled(lowering, standard, mean, spread)
    cell, level = lowering.level(context, mean)
    gap = lowering.op(Op.SUBTRACT, white, level)
    lowering.cells[cell].rate = lowering.op(Op.DIVIDE, gap, time)
    return level


CHANCES: dict[str, Handler] = {
    "uniform": _uniform,
    "uniform_01": lambda lowering, _call, context: _uniform_01(lowering, context),
    "normal": _normal,
    "truncated_normal": _truncated_normal,
    "lognormal": _lognormal,
    "exponential": _exponential,
    "poisson": _poisson,
    "random_exponential": _random_exponential,
    "random_weibull": _random_weibull,
    "random_poisson": _random_poisson,
    "random_triangular": _random_triangular,
    "random_lookup": _random_lookup,
    "random_pink_noise": _random_pink_noise,
}
"""random functions"""
