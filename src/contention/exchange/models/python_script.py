"""A Python script without dependencies that runs the model and prints its course as CSV."""

from graphlib import TopologicalSorter

from contention.exchange.models.equations import (
    Expression,
    Lookup,
    Name,
    Number,
    StockFlowModel,
    names_in,
)

_INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "**", "less": "<",
          "less_equal": "<=", "equal": "==", "and": "and", "or": "or"}  # fmt: skip
_FUNCTIONS = {"exp": "math.exp", "ln": "math.log", "abs": "abs", "sqrt": "math.sqrt",
              "min": "min", "max": "max", "sin": "math.sin", "cos": "math.cos",
              "int": "int"}  # fmt: skip

_HEAD = '''\
"""{title}: run it with Python 3; it prints one row a step as CSV."""

import bisect
import csv
import math
import sys

START, STOP, STEP = {start!r}, {stop!r}, {step!r}


def graph(xs, ys, x):
    """A graphical function: linear between its points, constant outside."""
    if x <= xs[0] or len(xs) == 1:
        return ys[0]
    if x >= xs[-1]:
        return ys[-1]
    right = bisect.bisect_right(xs, x)
    share = (x - xs[right - 1]) / (xs[right] - xs[right - 1])
    return ys[right - 1] + share * (ys[right] - ys[right - 1])


def variables(time, s):
    """All variables at a time, given the stocks; flows go last."""
    v = dict(s)
{auxiliaries}
    flows = {{
{flows}    }}
    return v, flows


def main(out=sys.stdout):
    """Integrate by Euler's method."""
    stocks = {{
{stocks}    }}
    steps = round((STOP - START) / STEP)
    rows = csv.writer(out, lineterminator="\\n")
    for step in range(steps + 1):
        time = START + step * STEP
        v, flows = variables(time, stocks)
        if step == 0:
            names = [name for name in v]
            rows.writerow(["time", *names])
        rows.writerow([repr(time), *(repr(v[name]) for name in names)])
        for name, flow in flows.items():
            stocks[name] += STEP * flow


if __name__ == "__main__":
    main()
'''


def write_python(model: StockFlowModel) -> bytes:
    """The script; names in it are those of the model."""
    by_name = {each.name: each for each in model.auxiliaries}
    graph = {each.name: names_in(each.expression) & by_name.keys() for each in model.auxiliaries}
    order = TopologicalSorter(graph).static_order()
    title = model.title.replace("\\", "\\\\").replace('"', "'")
    made = _HEAD.format(
        title=title, start=model.start, stop=model.stop, step=model.step,
        auxiliaries="\n".join(f"    v[{name!r}] = {_text(by_name[name].expression)}"
                              for name in order),
        flows="".join(f"        {each.name!r}: {_text(each.flow)},\n" for each in model.stocks),
        stocks="".join(f"        {each.name!r}: {each.initial!r},\n" for each in model.stocks),
    )  # fmt: skip
    return made.encode("utf-8")


def _text(expression: Expression) -> str:
    if isinstance(expression, Number):
        return repr(float(expression.value))
    if isinstance(expression, Name):
        return "time" if expression.name == "TIME" else f"v[{expression.name!r}]"
    if isinstance(expression, Lookup):
        x, y = list(expression.x), list(expression.y)
        return f"graph({x!r}, {y!r}, {_text(expression.argument)})"
    parts = [_text(each) for each in expression.arguments]
    if expression.function == "if":
        return f"({parts[1]} if {parts[0]} else {parts[2]})"
    if expression.function in ("not", "negate"):
        return f"({'not ' if expression.function == 'not' else '-'}{parts[0]})"
    if expression.function in _INFIX:
        return f"({parts[0]} {_INFIX[expression.function]} {parts[1]})"
    return f"{_FUNCTIONS[expression.function]}({', '.join(parts)})"
