"""A model as C for this model only, as somebody who wants it fast would write it."""

import numpy as np

from benchmarks.tools.models import Ensemble, in_order
from contention.exchange.models.equations import Expression, Lookup, Name, Number

_INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "less": "<",
          "less_equal": "<=", "equal": "==", "and": "&&", "or": "||"}  # fmt: skip
_FUNCTIONS = {"exp": "exp", "ln": "log", "abs": "fabs", "sqrt": "sqrt", "min": "fmin",
              "max": "fmax", "sin": "sin", "cos": "cos", "int": "floor",
              "power": "pow"}  # fmt: skip

_PROGRAM = """\
#include <math.h>
#include <string.h>
#define BLOCK {block}
typedef double row[BLOCK] __attribute__((aligned(64)));
static row {rows};

static inline double graph(const double *x, const double *y, int n, double at) {{
    if (at <= x[0]) return y[0];
    if (at >= x[n - 1]) return y[n - 1];
    int k = 1;
    while (x[k] < at) k++;
    return y[k - 1] + (y[k] - y[k - 1]) * (at - x[k - 1]) / (x[k] - x[k - 1]);
}}

/* the same where x is evenly spaced */
static inline double even_graph(const double *x, const double *y, int n, double at) {{
    double place = (at - x[0]) * ((n - 1) / (x[n - 1] - x[0]));
    place = place < 0 ? 0 : place > n - 1 ? n - 1 : place;
    int k = (int)place;
    k = k < n - 2 ? k : n - 2;
    return y[k] + (y[k + 1] - y[k]) * (place - k);
}}

{tables}

{functions}

/* constants (C, draws), final stocks (S, draws); draws a multiple of BLOCK */
void run(const double *constants, double *final, long draws) {{
    for (long first = 0; first < draws; first += BLOCK) {{
        {load}
        {start}
        for (long n = 0; n < {steps}; n++) {{
            {calls}
        }}
        {store}
    }}
}}
"""


PART = 40
"""loops in one function: gcc takes minutes over one with thousands of them"""


def c_source(ensemble: Ensemble, block: int) -> str:
    """The C program; auxiliaries that do not vary are numbers in it."""
    model = ensemble.model
    varied = {each.name: number for number, each in enumerate(ensemble.constants)}
    fixed = {each.name: each.expression for each in model.auxiliaries
             if isinstance(each.expression, Number) and each.name not in varied}  # fmt: skip
    computed = {each.name: each.expression for each in model.auxiliaries
                if not isinstance(each.expression, Number)}  # fmt: skip
    order = in_order(computed)
    write = _Text({name: value.value for name, value in fixed.items()})
    stocks = {each.name: each for each in model.stocks}
    body = [_loop(f"v_{name}[i] = {write(computed[name])};") for name in order]
    advance = [_loop(f"d_{name}[i] = {write(each.flow)};") for name, each in stocks.items()]
    advance += [_loop(f"v_{name}[i] += {model.step!r} * d_{name}[i];") for name in stocks]
    lines = body + advance
    parts = ["\n    ".join(lines[at : at + PART]) for at in range(0, len(lines), PART)]
    rows = [f"v_{name}" for name in (*varied, *order, *stocks)] + [f"d_{name}" for name in stocks]
    return _PROGRAM.format(
        block=block, rows=", ".join(rows), tables="\n".join(write.tables),
        load="\n        ".join(
            f"memcpy(v_{name}, constants + {number} * draws + first, sizeof(row));"
            for name, number in varied.items()
        ),
        start="\n        ".join(_loop(f"v_{name}[i] = {each.initial!r};")
                               for name, each in stocks.items()),
        steps=ensemble.steps,
        functions="\n".join(
            f"static void part{number}(double time) {{\n    (void)time;\n    {lines}\n}}"
            for number, lines in enumerate(parts)
        ),
        calls="\n            ".join(
            f"part{number}({model.start!r} + {model.step!r} * n);" for number in range(len(parts))
        ),
        store="\n        ".join(f"memcpy(final + {number} * draws + first, v_{name}, sizeof(row));"
                               for number, name in enumerate(stocks)),
    )  # fmt: skip


def _loop(statement: str) -> str:
    return f"for (int i = 0; i < BLOCK; i++) {statement}"


class _Text:
    """Expressions as C; collects the tables of graphical functions."""

    def __init__(self, fixed: dict[str, float]) -> None:
        self.fixed = fixed
        self.tables: list[str] = []

    def __call__(self, expression: Expression) -> str:
        if isinstance(expression, Number):
            return repr(expression.value)
        if isinstance(expression, Name):
            value = self.fixed.get(expression.name)
            name = "time" if expression.name == "TIME" else f"v_{expression.name}[i]"
            return name if value is None else repr(value)
        if isinstance(expression, Lookup):
            return self._graph(expression)
        parts = [self(each) for each in expression.arguments]
        match expression.function:
            case "if":
                return f"({parts[0]} ? {parts[1]} : {parts[2]})"
            case "negate":
                return f"(-{parts[0]})"
            case "not":
                return f"(!{parts[0]})"
            case function if function in _INFIX:
                return f"({parts[0]} {_INFIX[function]} {parts[1]})"
            case function:
                return f"{_FUNCTIONS[function]}({', '.join(parts)})"

    def _graph(self, table: Lookup) -> str:
        number = len(self.tables)
        x, y = (", ".join(map(repr, each)) for each in (table.x, table.y))
        self.tables.append(f"static const double x_{number}[] = {{{x}}}, y_{number}[] = {{{y}}};")
        even = np.ptp(np.diff(table.x)) < 1e-12
        function = "even_graph" if even else "graph"
        return f"{function}(x_{number}, y_{number}, {len(table.x)}, {self(table.argument)})"
