"""Arrays as their elements: which equation each element has, and which elements its ranges mean."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from contention.case.problem import Problem
from contention.stockflow.names import key
from contention.stockflow.ranges import Element, Ranges
from contention.stockflow.source import Equation, Variable
from contention.stockflow.tables import Table

MOST_CELLS = 200_000
"""elements of all variables together; more are refused"""

Elements = tuple[Element, ...]


@dataclass(frozen=True)
class Defined:
    """An element of a variable, and the equation that it has."""

    variable: Variable
    elements: Elements
    equation: Equation
    bound: Mapping[str, Element]
    """range on the left, or declared dimension → the element at hand"""
    varying: tuple[str, ...]
    """the ranges among them that the equation has on its left, in order"""
    position: int
    """number of the element among those of the equation, row-major"""


@dataclass
class Unrolled:
    """All elements of all variables."""

    ranges: Ranges
    variables: dict[str, Variable] = field(default_factory=dict)
    defined: dict[tuple[str, Elements], Defined] = field(default_factory=dict)
    axes: dict[str, tuple[Elements, ...]] = field(default_factory=dict)
    """variable → the elements of each of its dimensions, in order; empty for scalars"""

    def label(self, variable: str, elements: Elements) -> str:
        """Name and subscripts as written."""
        name = self.variables[variable].name
        if not elements:
            return name
        return f"{name}[{','.join(self.ranges.spelling.get(each, each) for each in elements)}]"

    def declared(self, variable: str) -> tuple[str, ...]:
        """Keys of the dimensions that the file declares, or that the equations name."""
        found = self.variables[variable]
        if found.dimensions:
            return tuple(key(name) for name in found.dimensions)
        for equation in found.equations:
            names = tuple(key(name) for name in equation.subscripts)
            if all(name in self.ranges.elements for name in names):
                return names
        return ()


def unroll(variables: tuple[Variable, ...], ranges: Ranges) -> tuple[Unrolled, list[Problem]]:
    """The elements of all variables, and what is wrong with their subscripts."""
    result, problems = Unrolled(ranges), list[Problem]()
    for variable in variables:
        name = key(variable.name)
        if name in result.variables:
            hint = "remove or rename one"
            problems.append(Problem(variable.place, f"`{variable.name}` is defined twice", hint))
            continue
        result.variables[name] = variable
        for equation in variable.equations:
            problems += _add(result, name, variable, equation)
        result.axes[name] = _axes(result, variable)
        if len(result.defined) > MOST_CELLS:
            message = f"the model has more than {MOST_CELLS:,} elements"
            problems.append(Problem(variable.place, message, "use smaller ranges"))
            break
        problems += _gaps(result, name, variable)
    return result, problems


def _add(result: Unrolled, name: str, variable: Variable, equation: Equation) -> Iterator[Problem]:
    ranges = result.ranges
    unknown = [
        each for each in equation.subscripts
        if key(each) not in ranges.elements and not ranges.home(key(each))
    ]  # fmt: skip
    for each in unknown:
        message = f"`{each}` is neither a range nor an element of one"
        yield Problem(equation.place, message, "define a range that has it")
    if unknown:
        return
    excepted = [
        [frozenset(ranges.elements.get(key(each), (key(each),))) for each in group]
        for group in equation.excepted
    ]
    for position, elements in enumerate(_combinations(equation.subscripts, ranges)):
        if any(_inside(elements, group) for group in excepted):
            continue
        known = result.defined.get((name, elements))
        if known is not None:
            label = result.label(name, elements)
            message = f"`{label}` has two equations, the other in line {known.equation.place.line}"
            yield Problem(equation.place, message, "keep one, or exclude it with :EXCEPT:")
            return
        bound, varying = _bound(variable, equation, elements, ranges)
        result.defined[name, elements] = Defined(
            variable, elements, equation, bound, varying, position
        )
        if len(result.defined) > MOST_CELLS:
            return


def _inside(elements: Elements, group: list[frozenset[Element]]) -> bool:
    return len(elements) == len(group) and all(map(frozenset.__contains__, group, elements))


def _combinations(subscripts: tuple[str, ...], ranges: Ranges) -> Iterator[Elements]:
    return product(*(ranges.elements.get(key(each), (key(each),)) for each in subscripts))


def _bound(
    variable: Variable, equation: Equation, elements: Elements, ranges: Ranges
) -> tuple[dict[str, Element], tuple[str, ...]]:
    """Ranges on the left and declared dimensions, with their elements."""
    left = [key(each) for each in equation.subscripts]
    varying = {name: each for name, each in zip(left, elements, strict=True)
               if name in ranges.elements}  # fmt: skip
    bound = dict(varying)
    if len(variable.dimensions) == len(elements):
        for dimension, element in zip(variable.dimensions, elements, strict=True):
            bound.setdefault(key(dimension), element)
    return bound, tuple(varying)


def _axes(result: Unrolled, variable: Variable) -> tuple[Elements, ...]:
    """The elements of each dimension: in the order of the range that has them all."""
    count = max((len(equation.subscripts) for equation in variable.equations), default=0)
    used: list[dict[Element, None]] = [{} for _ in range(count)]
    for equation in variable.equations:
        for place, subscript in enumerate(equation.subscripts):
            elements = result.ranges.elements.get(key(subscript), (key(subscript),))
            used[place].update(dict.fromkeys(elements))
    axes = []
    for number, own in enumerate(used):
        if len(variable.dimensions) == count:
            declared = result.ranges.elements.get(key(variable.dimensions[number]))
        else:
            declared = result.ranges.covering(frozenset(own))
        order = declared or tuple(own)
        axes.append(tuple(each for each in order if each in own) or tuple(own))
    return tuple(axes)


def _gaps(result: Unrolled, name: str, variable: Variable) -> Iterator[Problem]:
    """Elements of declared dimensions that have no equation."""
    if any(len(one.subscripts) != len(result.axes[name]) for one in variable.equations):
        message = f"the equations of `{variable.name}` differ in their number of subscripts"
        yield Problem(variable.place, message, "give each as many as the variable has dimensions")
    elif variable.dimensions:
        declared = _combinations(variable.dimensions, result.ranges)
        missing = [each for each in declared if (name, each) not in result.defined]
        if missing:
            message = f"`{result.label(name, missing[0])}` has no equation"
            more = f" (and {len(missing) - 1} more elements)" if len(missing) > 1 else ""
            yield Problem(variable.place, message + more, "give one for each element")


def is_table(variable: Variable) -> bool:
    """Whether a variable is a graphical function, which has no value of its own."""
    return any(isinstance(equation.body, Table) for equation in variable.equations)
