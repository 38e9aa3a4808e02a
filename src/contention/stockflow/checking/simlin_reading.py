"""pysimlin's reading of a file. Runs in the process of the parsers only."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from contention.case.problem import Place
from contention.stockflow.checking.canonical import canonical
from contention.stockflow.checking.opinion import Opinion, part, stock_text, sum_of
from contention.stockflow.names import key
from contention.stockflow.reading.printed import printed, table_printed
from contention.stockflow.reading.source_text import Refused
from contention.stockflow.reading.xmile.equations import MacroHead, Names, expression
from contention.stockflow.syntax import Call, Expression, Number, Reference, TableOf
from contention.stockflow.tables import Rule, Table

_RULES: dict[str, Rule] = {"continuous": "hold", "extrapolate": "extrapolate", "discrete": "step"}


def simlin_reading(path: Path) -> Opinion:
    """A whole file, from the project that pysimlin makes of it."""
    import simlin

    project = json.loads(_project(simlin.load(path)).serialize_json())
    return project_opinion(project)


def _project(model: Any) -> Any:
    return model.project


def project_opinion(project: Mapping[str, Any]) -> Opinion:
    """The opinion that a project in pysimlin's JSON holds."""
    return _Project(project).opinion()


class _Project:
    def __init__(self, project: Mapping[str, Any]) -> None:
        self.project = project
        self.equations: dict[str, str] = {}
        self.unread: dict[str, str] = {}
        self.ranges: dict[str, tuple[str, ...]] = {}
        for each in project.get("dimensions", ()):
            listed = each.get("elements") or [str(n + 1) for n in range(each.get("size", 0))]
            self.ranges[key(each["name"])] = tuple(map(key, listed))
        macros = [each for each in project.get("models", ()) if "macroSpec" in each]
        self.heads = {
            key(each["name"]): MacroHead(
                each["name"], tuple(None for _ in each["macroSpec"]["parameters"])
            )
            for each in macros
        }

    def opinion(self) -> Opinion:
        models = self.project.get("models", ())
        by_name = {key(each["name"]): each for each in models}
        if models:
            self.model(by_name.get("main", models[0]), "", by_name, 0)
        for each in models:
            if "macroSpec" in each:
                inputs = set(each["macroSpec"]["parameters"])
                self.model(each, f"{each['name']}.", by_name, 0, inputs)
        settings = self.project.get("simSpecs", {})
        self.equations["<start>"] = printed(Number(float(settings.get("startTime", 0.0))))
        self.equations["<stop>"] = printed(Number(float(settings.get("endTime", 0.0))))
        above, _, below = str(settings.get("dt") or "1").partition("/")
        self.equations["<dt>"] = printed(Number(float(above) / float(below or 1)))
        return Opinion("pysimlin", self.equations, self.ranges, self.unread)

    def model(
        self,
        model: Mapping[str, Any],
        prefix: str,
        by_name: Mapping[str, Mapping[str, Any]],
        level: int,
        inputs: set[str] | None = None,
    ) -> None:
        """The variables of a model, and those of its modules under their names."""
        names = _names(model, prefix, self.ranges, self.heads)
        for kind in ("stocks", "flows", "auxiliaries"):
            for variable in model.get(kind, ()):
                if inputs and variable["name"] in inputs:
                    continue
                self.variable(variable, kind, prefix, names)
        for module in model.get("modules", ()):
            inner = by_name.get(key(module["modelName"]))
            if inner is not None and level < 20:
                inside = f"{prefix}{module['name']}."
                given = set()
                for each in module.get("references", ()):
                    target = each["dst"].split("·")[-1]
                    given.add(target)
                    self.equations[part(inside + target, ())] = key(
                        prefix + each["src"].replace("·", ".")
                    )
                self.model(inner, inside, by_name, level + 1, given)

    def variable(self, variable: Mapping[str, Any], kind: str, prefix: str, names: Names) -> None:
        for subscripts, text, drawn in _equations(variable):
            named = part(prefix + variable["name"], subscripts)
            try:
                body = expression(text, Place(""), names) if text.strip() else None
                self.equations[named] = _text(variable, kind, body, drawn, names.resolve)
            except Refused as refused:
                self.unread[named] = f"reads it as `{text[:80]}`: {refused.problem.message}"


def _equations(
    variable: Mapping[str, Any],
) -> Iterator[tuple[tuple[str, ...], str, Mapping[str, Any] | None]]:
    drawn = variable.get("graphicalFunction")
    arrayed = variable.get("arrayedEquation")
    if arrayed is None:
        yield (), variable.get("equation") or variable.get("initialEquation") or "", drawn
        return
    if arrayed.get("equation"):
        yield tuple(arrayed["dimensions"]), arrayed["equation"], drawn
    for each in arrayed.get("elements", ()):
        subscripts = tuple(part.strip() for part in each["subscript"].split(","))
        yield subscripts, each.get("equation", ""), each.get("graphicalFunction", drawn)


def _text(
    variable: Mapping[str, Any],
    kind: str,
    body: Expression | None,
    drawn: Mapping[str, Any] | None,
    resolve: Callable[[str], str],
) -> str:
    marked = bool(variable.get("compat", {}).get("nonNegative"))
    if kind == "stocks":
        flows = sum_of(
            (Reference(resolve(name.replace("·", "."))) for name in variable.get("inflows", ())),
            (Reference(resolve(name.replace("·", "."))) for name in variable.get("outflows", ())),
        )
        return stock_text(body or Number(0.0), flows, marked)
    if drawn is not None:
        table = _table(drawn)
        if body is None:
            return table_printed(table)
        body = Call("lookup", (TableOf(table), body))
    if body is None:
        return ""
    if kind == "flows" and marked:
        body = Call("max", (body, Number(0.0)))
    return printed(canonical(body))


def _table(drawn: Mapping[str, Any]) -> Table:
    pairs = drawn.get("points")
    if not pairs:
        y = drawn.get("yPoints", ())
        scale = drawn.get("xScale", {"min": 0.0, "max": 1.0})
        step = (scale["max"] - scale["min"]) / max(len(y) - 1, 1)
        pairs = [(scale["min"] + step * index, value) for index, value in enumerate(y)]
    x, y = tuple(float(a) for a, _ in pairs), tuple(float(b) for _, b in pairs)
    return Table(x, y, _RULES[drawn.get("kind", "continuous")])


def _names(
    model: Mapping[str, Any],
    prefix: str,
    ranges: Mapping[str, tuple[str, ...]],
    heads: Mapping[str, MacroHead],
) -> Names:
    variables = [
        each for kind in ("stocks", "flows", "auxiliaries") for each in model.get(kind, ())
    ]
    own = frozenset(key(each["name"]) for each in (*variables, *model.get("modules", ())))
    prefix = "" if "macroSpec" in model else prefix

    dimensions = {
        key(prefix + each["name"]): tuple(each["arrayedEquation"]["dimensions"])
        for each in variables
        if each.get("arrayedEquation")
    }

    def full(name: str) -> str:
        return prefix + name if key(name).split(".")[0] in own else name

    return Names(
        full,
        ranges,
        dimensions,
        {},
        heads,
        frozenset(key(prefix + each["name"]) for each in variables),
    )
