"""Vensim's `.mdl` text, with the equations of XMILE's in its own words.

Source: Vensim documentation, "Reference Manual", chapters on equations, functions and the format of
model files. Names are written with underscores, which Vensim reads as spaces. Flows are variables
of their own: SDEverywhere 0.7.28 refuses stocks that name each other in their flows.
"""

from contention.exchange.models.equations import (
    Call,
    Expression,
    Lookup,
    Name,
    Number,
    StockFlowModel,
)
from contention.exchange.models.xmile import flow_name, number

_INFIX = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "^", "less": "<",
          "less_equal": "<=", "equal": "=", "and": ":AND:", "or": ":OR:"}  # fmt: skip


def write_vensim(model: StockFlowModel) -> bytes:
    """The model as a `.mdl` file in UTF-8."""
    blocks = ["{UTF-8}"]
    for stock in model.stocks:
        flow = flow_name(stock)
        equation = f"{stock.name}= INTEG (\n\t{flow},\n\t\t{number(stock.initial)})"
        blocks.append(_block(equation, "", stock.documentation))
        blocks.append(_block(f"{flow}=\n\t{_text(stock.flow)}", "", ""))
    for each in model.auxiliaries:
        equation = f"{each.name}=\n\t{_equation(each.expression)}"
        blocks.append(_block(equation, each.units, each.documentation))
    blocks.append("********************************************************\n\t.Control\n"
                  "********************************************************~\n\t\t"
                  "Simulation Control Parameters\n\t|")  # fmt: skip
    for name, value in (("FINAL TIME", model.stop), ("INITIAL TIME", model.start),
                        ("SAVEPER", model.step), ("TIME STEP", model.step)):  # fmt: skip
        blocks.append(_block(f"{name}  = {number(value)}", "year", ""))
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _equation(expression: Expression) -> str:
    if not isinstance(expression, Lookup):
        return _text(expression)
    x, y = expression.x, expression.y
    low, high = (f"({number(f(x))},{number(f(y))})" for f in (min, max))
    points = ",".join(f"({number(a)},{number(b)})" for a, b in zip(x, y, strict=True))
    return f"WITH LOOKUP({_text(expression.argument)}, ([{low}-{high}],{points}))"


def _block(equation: str, units: str, documentation: str) -> str:
    comment = " ".join(documentation.split()).replace("~", "-").replace("|", "/")
    return f"{equation}\n\t~\t{units.replace('~', '-').replace('|', '/')}\n\t~\t{comment}\n\t|"


def _text(expression: Expression) -> str:
    if isinstance(expression, Number):
        written = number(expression.value)
        return f"({written})" if expression.value < 0 else written
    if isinstance(expression, Name):
        return "Time" if expression.name == "TIME" else expression.name
    assert isinstance(expression, Call)
    return _operation(expression)


def _operation(made: Call) -> str:
    parts = [_text(each) for each in made.arguments]
    if made.function == "if":
        return f"IF THEN ELSE({', '.join(parts)})"
    if made.function == "not":
        return f"(:NOT: ({parts[0]}))"
    if made.function == "negate":
        return f"(-({parts[0]}))"
    if made.function in _INFIX:
        return f"({parts[0]} {_INFIX[made.function]} {parts[1]})"
    name = {"int": "INTEGER"}.get(made.function, made.function.upper())
    return f"{name}({', '.join(parts)})"
