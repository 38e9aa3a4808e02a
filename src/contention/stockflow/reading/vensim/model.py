"""A Vensim file as a `SourceModel`."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import cast

from contention.case.problem import Place, Problem
from contention.stockflow.names import key
from contention.stockflow.reading.source_text import Refused, SourceText
from contention.stockflow.reading.vensim.entries import (
    Entry,
    Section,
    integration_method,
    sections,
    unit_names,
)
from contention.stockflow.reading.vensim.equations import Scope, body
from contention.stockflow.reading.vensim.imported import ALONE, Imports, import_inside, is_imported
from contention.stockflow.reading.vensim.left_side import LeftSide, left_side
from contention.stockflow.reading.vensim.points import points
from contention.stockflow.reading.vensim.ranges import MOST_ELEMENTS, range_of, resolved
from contention.stockflow.reading.vensim.shipped_macros import SHIPPED, shipped_sections
from contention.stockflow.source import (
    Equation,
    Macro,
    Method,
    Range,
    Run,
    SourceModel,
    Variable,
)
from contention.stockflow.syntax import Reference

_RANGE_LIMITS = re.compile(r"\[([^\[\]]*)\]\s*$")
_OUTER = re.compile(r"([^\W\d][\w ']*?)\s*\$")


@dataclass
class _Defined:
    """What a section defines, in the order of the file."""

    ranges: list[Range] = field(default_factory=list)
    parts: list[tuple[Entry, LeftSide]] = field(default_factory=list)


@dataclass
class _Collected:
    """A variable while its equations are gathered."""

    name: str
    place: Place
    equations: list[Equation]
    units: str = ""
    comment: str = ""
    limits: tuple[float | None, float | None] = (None, None)


class _FileReader:
    """Reads one file; problems are gathered, so that the user sees all of them at once."""

    def __init__(self, source: SourceText, imports: Imports) -> None:
        self.source = source
        self.imports = imports
        self.problems: list[Problem] = []
        self.macros: dict[str, str] = {}

    def attempt(self, action: Callable[[], None]) -> None:
        """Does one step; what refuses it becomes a problem."""
        try:
            action()
        except Refused as refused:
            self.problems.append(refused.problem)

    def definitions(self, section: Section) -> _Defined:
        """The entries of a section with their left sides."""
        found = _Defined()
        for entry in section.entries:
            self.attempt(lambda entry=entry: self.define(entry, found))  # type: ignore[misc]
        return found

    def define(self, entry: Entry, found: _Defined) -> None:
        side = left_side(self.source, entry)
        place = self.source.place(entry.start)
        right = entry.equation[side.right :]
        if side.kind == "alias":
            name, _, _ = right.partition("->")
            same_as = " ".join(name.split()).strip('"')
            found.ranges.append(Range(side.name, (same_as,), place, (), same_as))
        elif side.kind == "range" and is_imported(right):
            found.ranges.append(self.imports.range_of(side.name, right, place))
        elif side.kind == "range":
            found.ranges.append(range_of(side.name, right, place))
        elif side.kind != "check":
            found.parts.append((entry, side))
        if sum(len(each.elements) for each in found.ranges) > MOST_ELEMENTS:
            found.ranges.clear()
            raise Refused(place, f"the ranges have more than {MOST_ELEMENTS} elements", "")

    def variables(
        self, defined: _Defined, ranges: Sequence[Range], extra: Sequence[str] = ()
    ) -> tuple[Variable, ...]:
        """The variables of a section; `extra` are names that may be called like a lookup."""
        tables = {key(name) for name in extra}
        for entry, side in defined.parts:
            imported = is_imported(entry.equation[side.right :])
            if side.kind == "table" or imported == "lookups":
                tables.add(key(side.name))
        scope = Scope(self.source, frozenset(tables), self.macros)
        self.imports.ranges = ranges
        found: dict[str, _Collected] = {}
        for entry, side in defined.parts:
            self.attempt(lambda e=entry, s=side: self.collect(e, s, scope, found))  # type: ignore[misc]
        return tuple(
            Variable(
                each.name,
                tuple(each.equations),
                each.place,
                each.units,
                each.comment,
                limits=each.limits,
            )
            for each in found.values()
        )

    def collect(
        self, entry: Entry, side: LeftSide, scope: Scope, found: dict[str, _Collected]
    ) -> None:
        place = self.source.place(entry.start)
        equations = self.equations(entry, side, scope, place)
        variable = found.setdefault(key(side.name), _Collected(side.name, place, []))
        variable.equations.extend(equations)
        units, limits = _units(entry.units)
        variable.units = variable.units or units
        variable.limits = variable.limits if limits == (None, None) else limits
        comment = "" if entry.comment.startswith(":") else entry.comment
        variable.comment = variable.comment or comment

    def equations(
        self, entry: Entry, side: LeftSide, scope: Scope, place: Place
    ) -> tuple[Equation, ...]:
        right = entry.equation[side.right :]
        start = entry.start + side.right
        bare = right.lstrip(" (") if side.kind == "table" else right
        if is_imported(bare):
            return self.imports.equations(bare, side, place)
        if (side.kind == "empty" and side.keyword) or not right.strip():
            return self.imports.data(side, place)
        if side.kind == "table":
            return (
                Equation(points(right, start, self.source), place, side.subscripts, side.excepted),
            )
        if (inside := import_inside(right)) is not None:
            message = f"`{side.name}` calculates with values that it imports"
            raise Refused(self.source.place(start + inside), message, ALONE)
        return (Equation(body(right, start, scope), place, side.subscripts, side.excepted),)

    def macro(self, section: Section) -> Macro:
        """A macro; its results are its own variable first, then those after the colon."""
        defined = self.definitions(section)
        variables = self.variables(defined, (), section.inputs)
        outer: dict[str, None] = {}
        for entry, side in defined.parts:
            for found in _OUTER.finditer(entry.equation, side.right):
                outer.setdefault(" ".join(found[1].split()))
        return Macro(
            section.name,
            section.inputs,
            (section.name, *section.outputs),
            variables,
            self.source.place(section.start),
            tuple(outer),
        )

    def run(self, variables: Sequence[Variable]) -> Run | None:
        """The settings, which are variables as any other."""
        known = {key(each.name): each for each in variables}
        missing = [name for name in _NEEDED if key(name) not in known]
        place = self.source.place(0)
        if missing:
            self.problems.append(
                Problem(
                    place,
                    f"the model has no {' and no '.join(missing)}",
                    "a run needs INITIAL TIME, FINAL TIME and TIME STEP",
                )
            )
            return None
        start, stop, step = (Reference(name) for name in _NEEDED)
        return Run(
            start,
            stop,
            step,
            Reference("SAVEPER") if "saveper" in known else None,
            cast("Method", integration_method(self.source)),
            known["time step"].place,
            known["time step"].units or known["final time"].units,
        )


_NEEDED = ("INITIAL TIME", "FINAL TIME", "TIME STEP")


def read_vensim(
    source: SourceText, imports: Imports
) -> tuple[SourceModel | None, tuple[Problem, ...]]:
    """The model that a Vensim file states, and what is wrong in it: no model if that is fatal."""
    reader = _FileReader(source, imports)
    try:
        main, *macros = sections(source)
    except Refused as refused:
        return None, (refused.problem,)
    shipped = _FileReader(SHIPPED, imports)
    more = shipped_sections(source, macros)
    reader.macros = {key(section.name): section.name for section in (*macros, *more)}
    defined = reader.definitions(main)
    ranges = resolved(defined.ranges)
    variables = reader.variables(defined, ranges)
    read_macros = (
        *(reader.macro(section) for section in macros),
        *(shipped.macro(section) for section in more),
    )
    run = reader.run(variables)
    problems = tuple(sorted(reader.problems))
    if run is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    model = SourceModel(
        PurePath(source.path).stem,
        "vensim",
        run,
        variables,
        source.place(0),
        ranges,
        read_macros,
        unit_names=unit_names(source),
    )
    return model, problems


def _units(text: str) -> tuple[str, tuple[float | None, float | None]]:
    """Units and the range in brackets behind them: `widgets [0,?,1]`."""
    found = _RANGE_LIMITS.search(text)
    if found is None:
        return text, (None, None)
    parts = [part.strip() for part in found[1].split(",")]
    bounds = [_bound(part) for part in (*parts, "?", "?")[:2]]
    return text[: found.start()].strip(), (bounds[0], bounds[1])


def _bound(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
