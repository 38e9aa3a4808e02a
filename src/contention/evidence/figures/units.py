"""Whether a figure and a series are in units that can be compared."""

import math

from contention.language.quantities import Unit, parse_unit

PHYSICAL = frozenset({"meter", "gram", "second", "ampere", "kelvin", "mole", "bit"})
"""What is measured and not counted."""
MONEY = frozenset(
    {
        "dollar", "euro", "pound_money", "ruble", "rouble", "hryvnia", "yuan", "yen", "franc",
        "rupee", "zloty", "lira",
    }
)  # fmt: skip


def scale_between(series: str, figure: str, *, counts: bool) -> float | None:
    """What values in the unit of a series are multiplied by for that of a figure; None: never.

    With `counts`, numbers of different things (persons, detentions) can be compared.
    """
    own, other = parse_unit(series), parse_unit(figure)
    if isinstance(own, str) or isinstance(other, str):
        return None
    alike = own.same_dimension(other) or (counts and _counted(own) and _counted(other))
    difference = own.log_scale - other.log_scale
    return math.exp(difference) if alike and abs(difference) < 200 else None


def different_things(series: str, figure: str) -> bool:
    """Whether two units count different things."""
    own, other = parse_unit(series), parse_unit(figure)
    return isinstance(own, Unit) and isinstance(other, Unit) and not own.same_dimension(other)


def _counted(unit: Unit) -> bool:
    if len(unit.powers) != 1:
        return False
    ((name, power),) = unit.powers
    return power == 1 and name not in PHYSICAL and name not in MONEY
