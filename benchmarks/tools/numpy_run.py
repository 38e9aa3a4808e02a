"""A model as numpy operations over all draws at once."""

from collections.abc import Callable

import numpy as np

from benchmarks.tools.models import Ensemble, in_order
from contention.exchange.models.equations import Expression, Lookup, Name, Number
from contention.models.program import Floats1d, Floats2d

Values = dict[str, Floats1d]
Compute = Callable[[Values], Floats1d]
_OPERATIONS: dict[str, Callable[..., Floats1d]] = {
    "add": np.add, "subtract": np.subtract, "multiply": np.multiply, "divide": np.divide,
    "negate": np.negative, "power": np.power, "exp": np.exp, "ln": np.log, "abs": np.abs,
    "sqrt": np.sqrt, "min": np.minimum, "max": np.maximum, "less": np.less,
    "less_equal": np.less_equal, "equal": np.equal, "and": np.logical_and, "or": np.logical_or,
    "not": np.logical_not, "if": np.where, "sin": np.sin, "cos": np.cos, "int": np.floor,
}  # fmt: skip
BATCH = 2048
"""draws at once, so that arrays stay in the cache"""


def numpy_run(ensemble: Ensemble) -> Callable[[Floats2d], Floats2d]:
    """Constants (constants, draws) to final stocks (stocks, draws)."""
    model = ensemble.model
    auxiliaries = {each.name: each.expression for each in model.auxiliaries}
    order = in_order(auxiliaries)
    fixed = [name for name in order if isinstance(auxiliaries[name], Number)]
    computed = [(name, _compute(auxiliaries[name])) for name in order if name not in fixed]
    flows = [(each.name, _compute(each.flow)) for each in model.stocks]

    def batch(constants: Floats2d) -> Floats2d:
        values: Values = {name: _compute(auxiliaries[name])({}) for name in fixed}
        values |= {each.name: row for each, row in zip(ensemble.constants, constants, strict=True)}
        draws = constants.shape[1]
        values |= {each.name: np.full(draws, each.initial) for each in model.stocks}
        for step in range(ensemble.steps):
            values["TIME"] = np.float64(model.start + step * model.step)  # type: ignore[assignment]
            for name, compute in computed:
                values[name] = compute(values)
            moved = [(name, values[name] + model.step * flow(values)) for name, flow in flows]
            values.update(moved)
        return np.array([values[each.name] for each in model.stocks])

    def once(constants: Floats2d) -> Floats2d:
        parts = range(0, constants.shape[1], BATCH)
        return np.concatenate([batch(constants[:, at : at + BATCH]) for at in parts], axis=1)

    return once


def _compute(expression: Expression) -> Compute:
    if isinstance(expression, Number):
        value = np.float64(expression.value)
        return lambda _: np.asarray(value)
    if isinstance(expression, Name):
        name = expression.name
        return lambda values: values[name]
    if isinstance(expression, Lookup):
        argument = _compute(expression.argument)
        x, y = np.array(expression.x), np.array(expression.y)
        return lambda values: np.interp(argument(values), x, y)
    operation = _OPERATIONS[expression.function]
    parts = [_compute(each) for each in expression.arguments]
    if len(parts) == 1:
        (only,) = parts
        return lambda values: operation(only(values))
    if len(parts) == 2:
        first, second = parts
        return lambda values: operation(first(values), second(values))
    return lambda values: operation(*(part(values) for part in parts))
