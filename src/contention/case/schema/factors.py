"""Models of `factors.yaml`."""

from typing import Annotated, Any, get_args

from pydantic import Discriminator, Field, RootModel, Tag

from contention.case.bounds import Amount, Hazard, Occurrences, Spread, UnitsAYear
from contention.case.model import Kind
from contention.case.old_words import KINDS, choice_schema, reads_also
from contention.case.schema.base import (
    ConditionEntry,
    Date,
    Duration,
    Entry,
    Expression,
    Id,
    Text,
)


class RateEntry(Entry):
    """A flow at the reference, a year."""

    rate: UnitsAYear = Field(description="Units a year at the reference")
    spread: Spread = Field(default=2.0, description="Geometric standard deviation; 1 is certain")
    source: Text = Field(description="Where the number comes from, or whose judgement it is")


class HazardEntry(Entry):
    """The hazard of an event at the reference, a year."""

    rate: Hazard = Field(description="Occurrences a year at the reference")
    spread: Spread = Field(default=2.0, description="Geometric standard deviation; 1 is certain")
    source: Text = Field(description="Where the number comes from, or whose judgement it is")


Ends = Annotated[list[Amount], Field(min_length=2, max_length=2)]
"""Least and greatest."""


def _flow_form(value: Any) -> str:
    return "RateEntry" if isinstance(value, dict) else "expression"


FlowOrExpression = Annotated[
    Annotated[RateEntry, Tag("RateEntry")] | Annotated[Expression, Tag("expression")],
    Discriminator(_flow_form),
]


class DatedEventEntry(Entry):
    """Something that was so from one date until another."""

    from_: Date = Field(alias="from", description="When it began")
    until: Date | None = Field(default=None, description="When it ended; left out: to the end")


class StepEntry(Entry):
    """An input that changes once."""

    at: Date = Field(description="When")
    to: Amount = Field(description="The value from then on")


class WindowEntry(Entry):
    """An input that is at, or moves to, another value between two dates."""

    from_: Date = Field(alias="from", description="When it begins")
    until: Date = Field(description="When it is over")
    to: Amount = Field(description="The value in between (pulse) or at the end (ramp)")


class FactorEntry(Entry):
    """Something that can be higher or lower, or an event."""

    title: Text = Field(description="The name as reports show it")
    kind: Annotated[Kind, reads_also(KINDS), choice_schema(get_args(Kind), KINDS)] = Field(
        default="quantity", description="How it is modelled"
    )
    unit: Text = Field(default="", description="Its unit; left out or `relative`: none")
    baseline: Amount | None = Field(default=None, description="Value at present; default 1")
    initial: Amount | None = Field(default=None, description="Value at the start of history")
    group: Text = Field(default="", description="Factors of one group are drawn together")
    note: Text = Field(default="", description="Anything a reader should know")
    named_by: Text = Field(
        default="", description="Who settled in review the name that a reader proposed"
    )
    observed: Text | None = Field(
        default=None, description="Path of an observed series in the case"
    )
    adjustment: Duration | None = Field(
        default=None,
        description="Adjustment time of quantities and shares; default from the tables",
    )
    inflow: FlowOrExpression | None = Field(
        default=None, description="Stocks: a rate, or an expression in units a year"
    )
    outflow: FlowOrExpression | None = Field(
        default=None, description="Stocks: a rate, or an expression in units a year"
    )
    hazard: HazardEntry | None = Field(default=None, description="Events: occurrences a year")
    duration: Duration | None = Field(
        default=None, description="Events: how long one lasts; default `permanent`"
    )
    at_most: Occurrences | None = Field(
        default=None, description="Events: how often it can happen; default 1"
    )
    only_while: ConditionEntry | None = Field(
        default=None, description="Events: the hazard acts only while this holds"
    )
    occurred: list[DatedEventEntry] | None = Field(
        default=None, description="Events: when it was on"
    )
    equation: Expression | None = Field(default=None, description="Equations: the expression")
    variable: Text | None = Field(
        default=None,
        description="Variables and parameters: the name in the model file; default the title",
    )
    range: Ends | None = Field(
        default=None,
        description="Parameters: least and greatest number, between which draws are uniform; left "
        "out: it is certain",
    )
    constant: Amount | None = Field(
        default=None,
        description="Inputs: one value for all time; parameters: in place of the model's number",
    )
    series: Text | None = Field(default=None, description="Inputs: path of a CSV in the case")
    step: StepEntry | None = Field(default=None, description="Inputs: changes once")
    pulse: WindowEntry | None = Field(default=None, description="Inputs: another value for a while")
    ramp: WindowEntry | None = Field(default=None, description="Inputs: moves to another value")
    events: list[DatedEventEntry] | None = Field(
        default=None, description="Inputs: 1 between the dates, else 0"
    )


class FactorsFile(RootModel[dict[Id, FactorEntry]]):
    """factors.yaml: a mapping from id to factor."""
